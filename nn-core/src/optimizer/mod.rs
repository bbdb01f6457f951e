//! How gradients move parameters: one optimizer, one file. State is a plain struct laid out like the gradients.

use crate::network::Network;
use crate::scalar::Scalar;
use crate::setting::BadSetting;
#[cfg(doc)]
use crate::setting::Range;

/// A rule that moves the parameters of networks of type `N`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not train `{N}`",
    label = "not an optimizer of `{N}`",
    note = "an optimizer holds the state of one network: make a new one for `{N}`, for example `Adam::new(0.001)`"
)]
pub trait Optimizer<N: Network> {
    /// How the optimizer is called in a checkpoint.
    const NAME: &'static str;
    /// Bytes of its state for one network, beside hyper-parameters.
    const STATE_BYTES: usize;
    /// Whether it squares gradients; one whose square overflows would stop a parameter for ever.
    const SQUARES: bool = false;

    /// Whether every hyper-parameter has a value it can have.
    ///
    /// # Errors
    /// The first that has not.
    fn judge(&self) -> Result<(), BadSetting> {
        Ok(())
    }

    /// One update from the gradients of a mini-batch. It takes them as they are: that they and the settings are sound is for the
    /// caller to see, as a trainer does ([`judge`](Self::judge), [`is_finite`](Network::is_finite)).
    fn step(&mut self, net: &mut N, gradients: &N::Gradients);

    /// The learning rate, as it is set; under a schedule the one it starts from.
    fn learning_rate(&self) -> N::Scalar;
    /// Changes the learning rate, as schedules do.
    fn set_learning_rate(&mut self, learning_rate: N::Scalar);

    /// Every piece of state in a fixed order, for a checkpoint: what was learned about the gradients, not the
    /// hyper-parameters.
    fn visit_state(&mut self, visitor: &mut impl FnMut(&mut [N::Scalar]))
    where
        Self: Sized;
}

#[cfg(feature = "alloc")]
#[diagnostic::do_not_recommend]
impl<N: Network, O: Optimizer<N>> Optimizer<N> for alloc::boxed::Box<O> {
    const NAME: &'static str = O::NAME;
    const STATE_BYTES: usize = O::STATE_BYTES;
    const SQUARES: bool = O::SQUARES;

    fn judge(&self) -> Result<(), BadSetting> {
        (**self).judge()
    }
    fn step(&mut self, net: &mut N, gradients: &N::Gradients) {
        (**self).step(net, gradients);
    }
    fn learning_rate(&self) -> N::Scalar {
        (**self).learning_rate()
    }
    fn set_learning_rate(&mut self, learning_rate: N::Scalar) {
        (**self).set_learning_rate(learning_rate);
    }
    fn visit_state(&mut self, visitor: &mut impl FnMut(&mut [N::Scalar])) {
        (**self).visit_state(visitor);
    }
}

/// Writes what every optimizer struct repeats: `new`, `boxed`, `Default`, `Debug`, and the plumbing of [`Optimizer`].
///
/// Hyper-parameters with their ranges ([`Range`], or `Flag`) and defaults come first, then the pieces of state that are laid
/// out like the gradients, then single numbers of state with their start values.
macro_rules! optimizer {
    (
        $(#[$doc:meta])*
        $name:ident {
            $($(#[$hyper_doc:meta])* $hyper:ident: $hyper_type:ident = $default:expr,)*
        } state { $($state:ident),* } counters { $($counter:ident = $start:expr),* }
        $update:item
    ) => {
        $(#[$doc])*
        pub struct $name<N: crate::network::Network> {
            /// Size of a step: the one a schedule starts from. 0.001 by default.
            pub learning_rate: N::Scalar,
            $(
                $(#[$hyper_doc])*
                #[doc = concat!("\n\n", stringify!($default), " by default.")]
                pub $hyper: optimizer!(@type $hyper_type),
            )*
            $(
                #[doc(hidden)]
                pub $state: N::Gradients,
            )*
            $(
                #[doc(hidden)]
                pub $counter: N::Scalar,
            )*
        }

        impl<N: crate::network::Network> $name<N> {
            /// The optimizer with its usual hyper-parameters and fresh state.
            pub fn new<R>(learning_rate: R) -> Self
            where
                N::Scalar: crate::setting::Is<R>,
            {
                Self { learning_rate: crate::setting::Is::same(learning_rate), ..Self::default() }
            }

            /// [`new`](Self::new) on the heap, never through the stack: for large networks.
            #[cfg(feature = "alloc")]
            pub fn boxed<R>(learning_rate: R) -> alloc::boxed::Box<Self>
            where
                N::Scalar: crate::setting::Is<R>,
            {
                let mut boxed = crate::memory::boxed_zero::<Self>();
                boxed.learning_rate = crate::setting::Is::same(learning_rate);
                $(boxed.$hyper = optimizer!(@value $hyper_type $default);)*
                $(boxed.$counter = <N::Scalar as crate::scalar::Scalar>::of($start);)*
                boxed
            }
        }

        impl<N: crate::network::Network> Default for $name<N> {
            fn default() -> Self {
                Self {
                    learning_rate: <N::Scalar as crate::scalar::Scalar>::of(0.001),
                    $($hyper: optimizer!(@value $hyper_type $default),)*
                    $($state: crate::memory::Plain::ZERO,)*
                    $($counter: <N::Scalar as crate::scalar::Scalar>::of($start),)*
                }
            }
        }

        // SAFETY: plain fields; zero bytes are zero numbers, `false`, and plain states.
        unsafe impl<N: crate::network::Network> crate::memory::Plain for $name<N> {
            const FLAT: bool = false;
        }

        impl<N: crate::network::Network> core::fmt::Debug for $name<N> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.debug_struct(stringify!($name))
                    .field("learning_rate", &self.learning_rate)
                    $(.field(stringify!($hyper), &self.$hyper))*
                    .finish_non_exhaustive()
            }
        }

        #[diagnostic::do_not_recommend]
        impl<N: crate::network::Network> crate::optimizer::Optimizer<N> for $name<N> {
            const NAME: &'static str = stringify!($name);
            const SQUARES: bool = false $(|| crate::optimizer::is_square(stringify!($state)))*;
            const STATE_BYTES: usize = 0 $(+ crate::optimizer::bytes(stringify!($state), size_of::<N::Gradients>()))*
                $(+ crate::optimizer::bytes(stringify!($counter), size_of::<N::Scalar>()))*;

            fn judge(&self) -> Result<(), crate::setting::BadSetting> {
                let rate = concat!(stringify!($name), "::learning_rate");
                crate::setting::Range::NotNegative.judge(rate, self.learning_rate)?;
                $(optimizer!(@judge $hyper_type concat!(stringify!($name), "::", stringify!($hyper)), self.$hyper);)*
                Ok(())
            }

            #[inline]
            $update

            fn learning_rate(&self) -> N::Scalar {
                self.learning_rate
            }
            fn set_learning_rate(&mut self, learning_rate: N::Scalar) {
                self.learning_rate = learning_rate;
            }
            fn visit_state(&mut self, visitor: &mut impl FnMut(&mut [N::Scalar])) {
                let _ = &visitor;
                $(visitor(crate::parameters::Gradients::as_mut_slice(&mut self.$state));)*
                $(visitor(core::slice::from_mut(&mut self.$counter));)*
            }
        }
    };
    (@type Flag) => { bool };
    (@type $range:ident) => { N::Scalar };
    (@value Flag $default:expr) => { $default };
    (@value $range:ident $default:expr) => { <N::Scalar as crate::scalar::Scalar>::of($default) };
    (@judge Flag $name:expr, $value:expr) => {};
    (@judge $range:ident $name:expr, $value:expr) => { crate::setting::Range::$range.judge($name, $value)? };
}

// Behind the macro that they call.
mod adadelta;
mod adagrad;
mod adam;
mod adam_w;
mod adamax;
mod ams_grad;
mod centered_rms_prop;
mod lion;
mod momentum;
mod nadam;
mod nesterov;
pub(crate) mod optimizer_of;
mod rms_prop;
mod rms_prop_momentum;
mod sgd;

pub use adadelta::Adadelta;
pub use adagrad::Adagrad;
pub use adam::Adam;
pub use adam_w::AdamW;
pub use adamax::Adamax;
pub use ams_grad::AmsGrad;
pub use centered_rms_prop::CenteredRmsProp;
pub use lion::Lion;
pub use momentum::Momentum;
pub use nadam::Nadam;
pub use nesterov::Nesterov;
pub use rms_prop::RmsProp;
pub use rms_prop_momentum::RmsPropMomentum;
pub use sgd::Sgd;

/// How the optimizers of this library are called in a checkpoint.
#[cfg(feature = "alloc")]
pub(crate) const NAMES: [&str; 14] = [
    "Adadelta",
    "Adagrad",
    "Adam",
    "AdamW",
    "Adamax",
    "AmsGrad",
    "CenteredRmsProp",
    "Lion",
    "Momentum",
    "Nadam",
    "Nesterov",
    "RmsProp",
    "RmsPropMomentum",
    "Sgd",
];

/// The size of a piece of state; the name only serves the macro's repetition.
const fn bytes(_: &str, size: usize) -> usize {
    size
}

/// Whether a piece of state is made of squares of gradients; called so.
const fn is_square(state: &str) -> bool {
    matches!(state.as_bytes(), b"square" | b"sum")
}

/// ε as two numbers: what is added under the root, and what is added to it.
fn inside_outside<T: Scalar>(epsilon: T, inside: bool) -> (T, T) {
    if inside { (epsilon, T::zero()) } else { (T::zero(), epsilon) }
}

/// Bytes that training a network of type `N` with optimizer `O` takes, beside the network: tape, gradients and state.
pub const fn training_bytes<N: Network, O: Optimizer<N>>() -> usize {
    N::TRAINING_BYTES + O::STATE_BYTES
}
