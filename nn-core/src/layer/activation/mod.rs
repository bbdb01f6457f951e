//! Layers without parameters that keep the shape: one activation, one file.

mod elu;
mod gelu;
mod hard_sigmoid;
mod hard_swish;
mod hard_tanh;
mod identity;
mod leaky_relu;
mod log_sigmoid;
mod log_softmax;
mod mish;
mod relu;
mod relu6;
mod selu;
mod sigmoid;
mod silu;
mod softmax;
mod softplus;
mod softsign;
mod step;
mod tanh;

pub use elu::Elu;
pub use gelu::{Gelu, GeluTanh};
pub use hard_sigmoid::HardSigmoid;
pub use hard_swish::HardSwish;
pub use hard_tanh::HardTanh;
pub use identity::Identity;
pub use leaky_relu::LeakyRelu;
pub use log_sigmoid::LogSigmoid;
pub use log_softmax::LogSoftmax;
pub use mish::Mish;
pub use relu::Relu;
pub use relu6::Relu6;
pub use selu::Selu;
pub use sigmoid::Sigmoid;
pub use silu::Silu;
pub use softmax::Softmax;
pub use softplus::Softplus;
pub use softsign::Softsign;
pub use step::Step;
pub use tanh::Tanh;

use crate::kernel;
use crate::memory::{Plain, flat, flat_mut};
use crate::scalar::Scalar;

/// Which value an activation's backward pass reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    /// What went in: the value before the activation is kept.
    Input,
    /// What came out: the activation works in place, also in training.
    Output,
}

/// A layer without parameters that keeps the shape and works in place, one example at a time.
pub trait Activation: Copy {
    /// What [`backward`](Self::backward) reads.
    const READS: Reads;
    /// Whether values are changed together, so that each step of a series, and each pixel of an image, is taken by itself.
    const MIXES: bool = false;
    /// The kernel that computes it, if there is one.
    #[doc(hidden)]
    #[inline(always)]
    fn curve(&self) -> kernel::Curve {
        kernel::Curve::Other
    }
    /// Turns the inputs of one example into its outputs.
    fn forward<T: Scalar>(&self, values: &mut [T]);
    /// Turns the gradient by the outputs into the gradient by the inputs. `kept` are the inputs or outputs, as
    /// [`READS`](Self::READS) says.
    fn backward<T: Scalar>(&self, kept: &[T], gradient: &mut [T]);

    /// [`forward`](Self::forward) of rows: each by itself, or where it [mixes](Self::MIXES), each step.
    #[doc(hidden)]
    #[inline(always)]
    fn forward_rows<T: Scalar, X: Plain, const ROWS: usize>(self, rows: &mut [X; ROWS]) {
        kernel::rows!(row in rows => { kernel::in_place::<T, Self>(self, flat_mut(row)) });
    }
    /// [`backward`](Self::backward), likewise.
    #[doc(hidden)]
    #[inline(always)]
    fn backward_rows<T: Scalar, X: Plain, G: Plain, const ROWS: usize>(
        self,
        kept: &[X; ROWS],
        gradient: &mut [G; ROWS],
    ) {
        kernel::rows!((kept, gradient) in kept.iter().zip(gradient) => {
            self.backward::<T>(flat(kept), flat_mut(gradient));
        });
    }
}

/// What makes an [`Activation`] take each step of a series, and each pixel of an image, by itself. Where those are all of a row, a row is
/// taken as any other takes it.
macro_rules! by_steps {
    () => {
        const MIXES: bool = true;

        #[inline(always)]
        fn forward_rows<T: Scalar, X: crate::memory::Plain, const ROWS: usize>(self, rows: &mut [X; ROWS]) {
            if const { X::LAST == 0 || X::LAST == size_of::<X>() / size_of::<T>() } {
                kernel::rows!(row in rows => { kernel::in_place::<T, Self>(self, crate::memory::flat_mut(row)) });
                return;
            }
            for step in crate::memory::flat_mut::<T, _>(rows).chunks_exact_mut(X::LAST.max(1)) {
                self.forward(step);
            }
        }
        #[inline(always)]
        fn backward_rows<T: Scalar, X: crate::memory::Plain, G: crate::memory::Plain, const ROWS: usize>(
            self,
            kept: &[X; ROWS],
            gradient: &mut [G; ROWS],
        ) {
            let width = const { if G::LAST == 0 { size_of::<G>() / size_of::<T>() } else { G::LAST } };
            let mut rest = crate::memory::flat::<T, _>(kept);
            // Two of these iterators side by side divide, with a guard against zero.
            for gradient in crate::memory::flat_mut::<T, _>(gradient).chunks_exact_mut(width.max(1)) {
                let Some((kept, behind)) = rest.split_at_checked(width) else { return };
                self.backward(kept, gradient);
                rest = behind;
            }
        }
    };
}
use by_steps;

/// An activation that treats every value alone.
pub trait Elementwise: Copy {
    /// What [`derivative`](Self::derivative) reads.
    const READS: Reads;
    /// The kernel that computes it, if there is one.
    #[doc(hidden)]
    #[inline(always)]
    fn curve(&self) -> kernel::Curve {
        kernel::Curve::Other
    }
    /// `f(x)`
    fn value<T: Scalar>(self, x: T) -> T;
    /// `f′` where `kept` is the input `x` or the output `f(x)`, as [`READS`](Self::READS) says.
    fn derivative<T: Scalar>(self, kept: T) -> T;
    /// `f′(x)`, whatever [`READS`](Self::READS) says.
    fn derivative_at<T: Scalar>(self, x: T) -> T {
        self.derivative(match Self::READS {
            Reads::Input => x,
            Reads::Output => self.value(x),
        })
    }
}

impl<E: Elementwise> Activation for E {
    const READS: Reads = E::READS;

    #[inline(always)]
    fn curve(&self) -> kernel::Curve {
        Elementwise::curve(self)
    }

    #[inline]
    fn forward<T: Scalar>(&self, values: &mut [T]) {
        let width = values.len();
        if kernel::curve(Elementwise::curve(self), values, width) {
            return;
        }
        kernel::every!(value in values => { *value = self.value(*value) });
    }

    #[inline]
    fn backward<T: Scalar>(&self, kept: &[T], gradient: &mut [T]) {
        debug_assert_eq!(kept.len(), gradient.len(), "a gradient of another length");
        let width = gradient.len();
        if kernel::slope(Elementwise::curve(self), kept, gradient, width) {
            return;
        }
        for (gradient, &kept) in gradient.iter_mut().zip(kept) {
            *gradient = *gradient * self.derivative(kept);
        }
    }
}

impl<T: Scalar, A: Activation> kernel::InPlace<T> for A {
    type Anywhere = A;
    const MIXES: bool = A::MIXES;
    #[inline(always)]
    fn anywhere(self) -> A {
        self
    }
    #[inline(always)]
    fn curve(&self) -> kernel::Curve {
        Activation::curve(self)
    }
    #[inline(always)]
    fn run(self, values: &mut [T]) {
        self.forward(values);
    }
}

/// An activation of a block of rows, in place.
#[inline(always)]
pub fn activate<T: Scalar, A: Activation, X: Plain, const ROWS: usize>(activation: A, rows: &mut [X; ROWS]) {
    if kernel::curve::<T>(activation.curve(), flat_mut(rows), size_of::<X>() / size_of::<T>()) {
        return;
    }
    activation.forward_rows::<T, X, ROWS>(rows);
}

/// The backward pass of an activation, in place on the gradient.
#[inline(always)]
pub fn unactivate<T: Scalar, A: Activation, X: Plain, G: Plain, const ROWS: usize>(
    activation: A,
    kept: &[X; ROWS],
    gradient: &mut [G; ROWS],
) {
    const { assert!(size_of::<X>() == size_of::<G>(), "a gradient of another length") }
    if kernel::slope::<T>(activation.curve(), flat(kept), flat_mut(gradient), size_of::<X>() / size_of::<T>()) {
        return;
    }
    activation.backward_rows::<T, X, G, ROWS>(kept, gradient);
}

/// What the tests of the activations share.
#[cfg(test)]
mod testing {
    use super::Elementwise;
    use crate::scalar::Scalar;

    /// Natural logarithms, at which exponentials are whole numbers.
    pub const LN_2: f64 = core::f64::consts::LN_2;
    pub const LN_3: f64 = 1.098_612_288_668_109_8;
    pub const LN_5: f64 = 1.609_437_912_434_100_3;

    /// Equal up to rounding.
    #[track_caller]
    pub fn near(got: f64, want: f64) {
        assert!((got - want).abs() <= 1e-15 * (1.0 + want.abs()), "got {got}, want {want}");
    }

    /// Finite at ±700, never NaN at the largest numbers, and NaN passes through, in both scalars.
    #[track_caller]
    pub fn sound(activation: impl Elementwise) {
        for x in [-700.0, 700.0] {
            assert!(bounded::<f32>(activation, x as f32), "f32 at {x}");
            assert!(bounded::<f64>(activation, x), "f64 at {x}");
        }
        for largest in [-1.0, 1.0] {
            assert!(numbers(activation, largest as f32 * f32::MAX), "f32 at {largest} times its largest");
            assert!(numbers(activation, largest * f64::MAX), "f64 at {largest} times its largest");
        }
        assert!(activation.value(f32::NAN).is_nan() && activation.value(f64::NAN).is_nan(), "NaN is lost");
    }

    fn bounded<T: Scalar>(activation: impl Elementwise, x: T) -> bool {
        activation.value(x).is_finite() && activation.derivative_at(x).is_finite()
    }

    fn numbers<T: Scalar>(activation: impl Elementwise, x: T) -> bool {
        !activation.value(x).is_nan() && !activation.derivative_at(x).is_nan()
    }
}
