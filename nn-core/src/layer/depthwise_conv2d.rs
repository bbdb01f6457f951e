//! `DepthwiseConv2d(KERNEL)`: every channel of an image is seen by windows of its own.

use super::activation::{Activation, activate};
use super::convolution::convolution;
use super::window::{Over, Sees};
use super::{Layer, Learn, Seen, head};
use crate::fingerprint;
use crate::init::Init;
use crate::kernel::{self, Curve, Windowed};
use crate::memory::{Plain, flat, flat_mut};
use crate::parameters::{Parameters, Role};
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::{Pixels, Rows};
use crate::tensors::{Dims, Part, Tensors};

/// Depthwise convolution (cross-correlation: the kernel is not turned round), channels last: output `o` sees channel `o / multiplier` alone,
/// `y[i][j][o] = b[o] + Σ x[i · stride + m · dilation − before][j · … + n · … − …][⌊o / multiplier⌋] · W[m][n][o]`, where what lies outside the
/// image counts as zero (Sifre 2014; Howard et al. 2017).
///
/// In a declaration: `depth: DepthwiseConv2d(3)`, often before a `Conv2d(channels, kernel = 1)`, which mixes channels: the two are a separable
/// convolution. With `multiplier = 2` there are two outputs for each channel, side by side; `stride`, `dilation` and `padding` (`Valid`,
/// `Same`, or cells), each one number or (height, width), `bias = false`, and `init = …` for other first weights ([`Init`]; otherwise He
/// before ReLU-like layers, Glorot elsewhere, of all the weights that one output sees). The bias starts at zero.
///
/// # Shapes
/// `x`: `Image<H, W, C>`, `y`: `Image<H', W', C · multiplier>`, `weight`: `[[[T; C · multiplier]; KW]; KH]`, `bias`: `[T; C · multiplier]`, with
/// `H' = ⌊(H + before + after − dilation · (KH − 1) − 1) / stride⌋ + 1`. `(KH · KW + 1) · C · multiplier` parameters;
/// `H' · W' · KH · KW · C · multiplier` multiply-adds, those with padding counted.
///
/// Gradients: `∂L/∂W[m][n][o] = Σᵢⱼ x[…][…][⌊o / multiplier⌋] · g[i][j][o]`, `∂L/∂b = Σᵢⱼ g[i][j]`, and `∂L/∂x` sends `g[i][j][o] · W[m][n][o]`
/// back to the pixel it came from.
///
/// ```
/// use nn_core::prelude::*;
///
/// network! { struct Net { input: [f32; (2, 2, 2)], depth: DepthwiseConv2d(2, bias = false) } }
/// let mut net = Net::zeros();
/// net.depth.weight = [[[1.0, 0.0], [1.0, 0.0]], [[1.0, 0.0], [1.0, 2.0]]];
/// assert_eq!(net.forward(&[[[1.0, 5.0], [2.0, 6.0]], [[3.0, 7.0], [4.0, 8.0]]]), [[[10.0, 16.0]]]);
/// ```
#[derive(Clone)]
#[repr(C)]
pub struct DepthwiseConv2d<T: Scalar, In: Pixels, Out: Pixels, W: Sees, const BIAS: usize> {
    /// Weight `[row][column][output]`.
    pub weight: W::Array<Out::Last<T>>,
    /// One bias per output; empty with `bias = false`.
    pub bias: [T; BIAS],
    shape: core::marker::PhantomData<In>,
}

convolution!(depthwise DepthwiseConv2d over Pixels, [height, width] => [height, width], shown as "{}x{}");

#[cfg(test)]
mod tests {
    use super::super::Window;
    use super::*;
    use crate::shape::Image;

    /// Two outputs of each of two channels, side by side; a row of padding above, and a window that goes on by two: worked out by hand.
    #[test]
    fn literal_numbers() {
        type Layer = DepthwiseConv2d<f64, Image<3, 1, 2>, Image<2, 1, 4>, Window<2, 1, 2, 1, 1, 0>, 4>;
        let mut layer = Layer::ZERO;
        layer.weight = [[[1.0, 2.0, 3.0, 4.0]], [[5.0, 6.0, 7.0, -8.0]]];
        layer.bias = [0.5, 0.0, 0.0, 1.0];
        let (x, mut out) = ([[[1.0, 2.0]], [[3.0, 4.0]], [[5.0, 6.0]]], Plain::ZERO);
        layer.forward_rows(&[x], &mut out);
        assert_eq!(out, [[[[5.5, 6.0, 14.0, -15.0]], [[28.5, 36.0, 54.0, -31.0]]]]);
        let (mut gradients, mut grad_x) = (Layer::ZERO, Plain::ZERO);
        let seen = Seen { x: &[x], out: &out, tape: &() };
        let grad_out = [[[1.0, 0.0, 0.0, 2.0]], [[0.0, 1.0, 3.0, 1.0]]];
        layer.backward_rows(seen, &mut [grad_out], Some(&mut gradients), Some(&mut grad_x));
        assert_eq!(gradients.weight, [[[0.0, 3.0, 12.0, 4.0]], [[1.0, 5.0, 18.0, 10.0]]]);
        assert_eq!(gradients.bias, [1.0, 1.0, 3.0, 3.0]);
        assert_eq!(grad_x, [[[[5.0, -16.0]], [[2.0, 13.0]], [[6.0, 13.0]]]]);
        assert_eq!((<Layer as super::Layer<f64>>::MULTIPLY_ADDS, Layer::VALUES), (16, 12));
        assert_eq!(format!("{layer:?}"), "DepthwiseConv2d(2x1, 2 -> 4)");
    }

    #[test]
    fn a_step_of_descent_is_one() {
        type Layer = DepthwiseConv2d<f64, Image<5, 4, 3>, Image<3, 4, 3>, Window<3, 2, 2, 1, 1, 0>, 3>;
        let mut layer = Layer::ZERO;
        layer.initialize(&mut Random::new(3));
        let mut random = Random::new(4);
        let mut draw = |values: &mut [f64]| values.iter_mut().for_each(|value| *value = random.normal());
        let (mut x, mut grad_out) = (<Rows<Image<5, 4, 3>, f64, 2>>::ZERO, <Rows<Image<3, 4, 3>, f64, 2>>::ZERO);
        draw(flat_mut(&mut x));
        draw(flat_mut(&mut grad_out));
        let (mut gradients, mut moved, out) = (Layer::ZERO, layer.clone(), Plain::ZERO);
        let (mut by_backward, mut by_descent) = (<Rows<Image<5, 4, 3>, f64, 2>>::ZERO, Plain::ZERO);
        let seen = || Seen { x: &x, out: &out, tape: &() };
        layer.backward_rows(seen(), &mut grad_out.clone(), Some(&mut gradients), Some(&mut by_backward));
        moved.descend_rows(seen(), &mut grad_out, 0.5, Some(&mut by_descent));
        assert_eq!(by_backward, by_descent);
        let (before, gradients) = (flat::<f64, _>(&layer), flat::<f64, _>(&gradients));
        for ((&moved, &before), &gradient) in flat::<f64, _>(&moved).iter().zip(before).zip(gradients) {
            assert!((moved - (before - 0.5 * gradient)).abs() < 1e-12 && gradient != 0.0);
        }
    }

    /// As many inputs as one output sees, and outputs as one input reaches.
    #[test]
    fn begins_as_glorot_says() {
        type Layer = DepthwiseConv2d<f64, Image<3, 3, 400>, Image<1, 1, 800>, Window<3, 3>, 0>;
        let mut layer = Layer::ZERO;
        layer.initialize(&mut Random::new(3));
        let values = flat::<f64, _>(&layer);
        let variance = values.iter().map(|value| value * value).sum::<f64>() / values.len() as f64;
        assert!((variance * (9.0 + 18.0) / 2.0 - 1.0).abs() < 0.1, "{variance}");
    }
}
