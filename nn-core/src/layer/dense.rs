//! `Dense(OUT)`: every output is a weighted sum of every input.

use super::activation::{Activation, activate};
use super::{Layer, Learn, Seen, head};
use crate::fingerprint;
use crate::init::Init;
use crate::kernel::{self, Curve};
use crate::memory::{Plain, flat, flat_mut};
use crate::parameters::{Parameters, Role};
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::{Features, Rows, Shape};
use crate::tensors::{Dims, Part, Tensors};

/// Fully connected layer: `y = x · W + b`.
///
/// In a declaration: `hidden: Dense(100)`, with `bias = false` for `y = x · W` and `init = …` for other first weights
/// ([`Init`]; otherwise He before ReLU-like layers, Glorot elsewhere). The bias starts at zero.
///
/// # Shapes
/// `x`: `Features<N>`, `y`: `Features<OUT>`, `weight`: `[[T; OUT]; N]`, `bias`: `[T; OUT]`.
/// `N · OUT + OUT` parameters, `N · OUT` multiply-adds.
///
/// Gradients: `∂L/∂W = xᵀ · g`, `∂L/∂b = g`, `∂L/∂x = g · Wᵀ` with `g = ∂L/∂y` (Rumelhart, Hinton and Williams 1986).
#[derive(Clone)]
#[repr(C)]
pub struct Dense<
    T: Scalar,
    In: Shape,
    const OUT: usize,
    const BIAS: usize = OUT,
    const UNROLL: usize = { kernel::UNROLL },
> {
    /// Weight `[input][output]`.
    pub weight: In::Array<[T; OUT]>,
    /// One bias per output; empty with `bias = false`.
    pub bias: [T; BIAS],
}

// SAFETY: `repr(C)` arrays of scalars only, all of one type: zero bytes are valid and there is no padding.
unsafe impl<T: Scalar, In: Shape, const OUT: usize, const BIAS: usize, const UNROLL: usize> Plain
    for Dense<T, In, OUT, BIAS, UNROLL>
{
    const FLAT: bool = T::FLAT && <In::Array<[T; OUT]> as Plain>::FLAT;
}

impl<T: Scalar, In: Shape, const OUT: usize, const BIAS: usize, const UNROLL: usize> Dense<T, In, OUT, BIAS, UNROLL> {
    /// The weight as one row of `OUT` per input.
    pub fn rows(&self) -> &[[T; OUT]] {
        flat(&self.weight)
    }

    /// [`rows`](Self::rows), writable.
    pub fn rows_mut(&mut self) -> &mut [[T; OUT]] {
        flat_mut(&mut self.weight)
    }

    /// Draws the weights; the bias becomes zero.
    pub fn draw(&mut self, init: Init, random: &mut Random) {
        init.fill(self.rows_mut().as_flattened_mut(), In::LEN, OUT, random);
        self.bias = Plain::ZERO;
    }

    /// Forward; says whether what comes out has become that of the curve.
    #[inline(always)]
    fn sums<const ROWS: usize>(&self, x: &Rows<In, T, ROWS>, out: &mut [[T; OUT]; ROWS], curve: Curve) -> bool {
        let dense = kernel::Dense { layer: flat(self), weight: &self.weight, bias: &self.bias };
        kernel::dense::<T, In, OUT, BIAS, ROWS, UNROLL>(dense, x, out, curve)
    }
}

impl<T: Scalar, In: Shape, const OUT: usize, const BIAS: usize, const UNROLL: usize> PartialEq
    for Dense<T, In, OUT, BIAS, UNROLL>
{
    fn eq(&self, other: &Self) -> bool {
        self.rows() == other.rows() && self.bias == other.bias
    }
}

impl<T: Scalar, In: Shape, const OUT: usize, const BIAS: usize, const UNROLL: usize> core::fmt::Debug
    for Dense<T, In, OUT, BIAS, UNROLL>
{
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Dense({} -> {OUT})", In::LEN)
    }
}

impl<T: Scalar, In: Shape, const OUT: usize, const BIAS: usize, const UNROLL: usize> Parameters<T>
    for Dense<T, In, OUT, BIAS, UNROLL>
{
    const VALUES: usize = In::LEN * OUT + BIAS;
    const TRAINED: usize = Self::VALUES;
    const TENSORS: Tensors = Tensors::Parts {
        parts: &[
            Part { name: "weight", tensors: Tensors::one::<T>(Role::Weight, Dims::of_shape::<In>().then(OUT)) },
            Part { name: "bias", tensors: Tensors::one::<T>(Role::Bias, Dims::of(&[BIAS])) },
        ],
    };

    fn visit(&self, visitor: &mut impl FnMut(Role, &[T])) {
        visitor(Role::Weight, self.rows().as_flattened());
        visitor(Role::Bias, &self.bias);
    }
    fn visit_mut(&mut self, visitor: &mut impl FnMut(Role, &mut [T])) {
        visitor(Role::Weight, self.rows_mut().as_flattened_mut());
        visitor(Role::Bias, &mut self.bias);
    }
}

impl<T: Scalar, In: Shape, const OUT: usize, const BIAS: usize, const UNROLL: usize> Layer<T>
    for Dense<T, In, OUT, BIAS, UNROLL>
{
    type In = In;
    type Out = Features<OUT>;
    type Head = head::Linear;

    const MULTIPLY_ADDS: usize = In::LEN * OUT;
    const FINGERPRINT: u64 =
        fingerprint::fold(fingerprint::shapes::<In, Self::Out>(fingerprint::name("Dense")), BIAS as u64);
    #[inline]
    fn forward_rows<const ROWS: usize>(&self, x: &Rows<In, T, ROWS>, out: &mut Rows<Self::Out, T, ROWS>) {
        self.sums(x, out, Curve::Other);
    }
    #[inline]
    fn forward_rows_then<A: Activation, const ROWS: usize>(
        &self,
        x: &Rows<In, T, ROWS>,
        out: &mut Rows<Self::Out, T, ROWS>,
        activation: A,
    ) {
        if !self.sums(x, out, activation.curve()) {
            activate::<T, A, _, ROWS>(activation, out);
        }
    }
}

impl<T: Scalar, In: Shape, const OUT: usize, const BIAS: usize, const UNROLL: usize> Learn<T>
    for Dense<T, In, OUT, BIAS, UNROLL>
{
    type Tape<const ROWS: usize> = ();
    type Gradients = Self;

    const DESCEND_BYTES: usize = 0;
    const READS: (bool, bool) = (true, false);

    fn initialize(&mut self, random: &mut Random) {
        self.draw(Init::Glorot, random);
    }
    #[inline]
    fn record_rows_then<A: Activation, const ROWS: usize>(
        &self,
        x: &Rows<In, T, ROWS>,
        out: &mut Rows<Self::Out, T, ROWS>,
        (): &mut (),
        _: &mut Random,
        activation: A,
    ) {
        self.forward_rows_then(x, out, activation);
    }
    #[inline]
    fn backward_rows<const ROWS: usize>(
        &self,
        seen: Seen<'_, Self, T, ROWS>,
        grad_out: &mut Rows<Self::Out, T, ROWS>,
        gradients: Option<&mut Self>,
        grad_x: Option<&mut Rows<In, T, ROWS>>,
    ) {
        if let Some(gradients) = gradients {
            kernel::dense_weight::<T, In, OUT, ROWS, UNROLL, false>(&mut gradients.weight, seen.x, grad_out);
            kernel::dense_bias(&mut gradients.bias, grad_out);
        }
        if let Some(grad_x) = grad_x {
            kernel::dense_input::<T, In, OUT, ROWS, UNROLL>(&self.weight, grad_out, grad_x);
        }
    }
    #[inline]
    fn backward_first_rows<const ROWS: usize>(
        &self,
        seen: Seen<'_, Self, T, ROWS>,
        grad_out: &mut Rows<Self::Out, T, ROWS>,
        gradients: &mut Self,
        grad_x: Option<&mut Rows<In, T, ROWS>>,
    ) {
        kernel::dense_weight::<T, In, OUT, ROWS, UNROLL, true>(&mut gradients.weight, seen.x, grad_out);
        gradients.bias = Plain::ZERO;
        kernel::dense_bias(&mut gradients.bias, grad_out);
        if let Some(grad_x) = grad_x {
            kernel::dense_input::<T, In, OUT, ROWS, UNROLL>(&self.weight, grad_out, grad_x);
        }
    }

    #[inline]
    fn descend_rows<const ROWS: usize>(
        &mut self,
        seen: Seen<'_, Self, T, ROWS>,
        grad_out: &mut Rows<Self::Out, T, ROWS>,
        rate: T,
        grad_x: Option<&mut Rows<In, T, ROWS>>,
    ) {
        kernel::dense_descend::<T, In, OUT, ROWS, UNROLL>(&mut self.weight, seen.x, grad_out, rate, grad_x);
        for grad_out in grad_out.iter() {
            for (bias, &gradient) in self.bias.iter_mut().zip(grad_out) {
                *bias = *bias - rate * gradient;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn begins_as_glorot_says() {
        let (mut layer, mut drawn) = (Dense::<f64, Features<2>, 3>::ZERO, Dense::<f64, Features<2>, 3>::ZERO);
        layer.bias = [1.0; 3];
        layer.initialize(&mut Random::new(4));
        drawn.draw(Init::Glorot, &mut Random::new(4));
        assert!(layer == drawn && layer.weight.as_flattened().iter().all(|&weight| weight != 0.0));
        assert_eq!((layer.bias, format!("{layer:?}")), ([0.0; 3], "Dense(2 -> 3)".to_string()));
        drawn.bias = [1.0; 3];
        assert!(layer != drawn, "another bias");
    }
}
