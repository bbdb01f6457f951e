//! Layers without parameters that keep the shape: one activation, one file.

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
    /// Turns the inputs of one example into its outputs.
    fn forward<T: Scalar>(&self, values: &mut [T]);
    /// Turns the gradient by the outputs into the gradient by the inputs. `kept` are the inputs or outputs, as
    /// [`READS`](Self::READS) says.
    fn backward<T: Scalar>(&self, kept: &[T], gradient: &mut [T]);
}

/// An activation that treats every value alone.
pub trait Elementwise: Copy {
    /// What [`derivative`](Self::derivative) reads.
    const READS: Reads;
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

    #[inline]
    fn forward<T: Scalar>(&self, values: &mut [T]) {
        for value in values {
            *value = self.value(*value);
        }
    }

    #[inline]
    fn backward<T: Scalar>(&self, kept: &[T], gradient: &mut [T]) {
        for (gradient, &kept) in gradient.iter_mut().zip(kept) {
            *gradient = *gradient * self.derivative(kept);
        }
    }
}

macro_rules! activations {
    ($($file:ident: $($name:ident),+;)*) => { $(
        mod $file;
        pub use $file::{$($name),+};
        $(impl crate::head::Head for $name {})+
    )* };
}

activations! {
    elu: Elu;
    gelu: Gelu, GeluTanh;
    hard_sigmoid: HardSigmoid;
    hard_swish: HardSwish;
    hard_tanh: HardTanh;
    identity: Identity;
    leaky_relu: LeakyRelu;
    log_sigmoid: LogSigmoid;
    log_softmax: LogSoftmax;
    mish: Mish;
    relu: Relu;
    relu6: Relu6;
    selu: Selu;
    sigmoid: Sigmoid;
    silu: Silu;
    softmax: Softmax;
    softplus: Softplus;
    softsign: Softsign;
    step: Step;
    tanh: Tanh;
}
