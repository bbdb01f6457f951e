//! `Conv2d(CHANNELS, kernel = K)`: every output is a weighted sum of what a window sees.

use super::activation::{Activation, activate};
use super::convolution::convolution;
use super::window::{Over, Sees};
use super::{Layer, Learn, MaxPool2d, Seen, head};
use crate::fingerprint;
use crate::init::Init;
use crate::kernel::{self, Curve, Windowed};
use crate::memory::{Plain, flat, flat_mut};
use crate::parameters::{Parameters, Role};
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::{Pixels, Rows};
use crate::tensors::{Dims, Part, Tensors};

/// Two-dimensional convolution (cross-correlation: the kernel is not turned round), channels last:
/// `y[i][j][o] = b[o] + Σ x[i · stride + m · dilation − before][j · … + n · … − …][c] · W[m][n][c][o]`, where what lies outside the image
/// counts as zero (LeCun et al. 1989).
///
/// In a declaration: `edges: Conv2d(8, kernel = 3)`; with `stride`, `dilation` and `padding` (`Valid`, `Same`, or cells), each one number or
/// (height, width), `bias = false`, and `init = …` for other first weights ([`Init`]; otherwise He before ReLU-like layers, Glorot
/// elsewhere, of all the weights that one output sees). The bias starts at zero.
///
/// # Shapes
/// `x`: `Image<H, W, C>`, `y`: `Image<H', W', OUT>`, `weight`: `[[[[T; OUT]; C]; KW]; KH]`, `bias`: `[T; OUT]`, with
/// `H' = ⌊(H + before + after − dilation · (KH − 1) − 1) / stride⌋ + 1`. `KH · KW · C · OUT + OUT` parameters;
/// `H' · W' · KH · KW · C · OUT` multiply-adds, those with padding counted.
///
/// Gradients: `∂L/∂W[m][n][c][o] = Σᵢⱼ x[…][…][c] · g[i][j][o]`, `∂L/∂b = Σᵢⱼ g[i][j]`, and `∂L/∂x` sends `g[i][j][o] · W[m][n][c][o]`
/// back to the pixel it came from.
#[derive(Clone)]
#[repr(C)]
pub struct Conv2d<T: Scalar, In: Pixels, Out: Pixels, W: Sees, const BIAS: usize> {
    /// Weight `[row][column][channel][output]`.
    pub weight: W::Array<In::Last<Out::Last<T>>>,
    /// One bias per output; empty with `bias = false`.
    pub bias: [T; BIAS],
}

convolution!(Conv2d over Pixels, [height, width] => [height, width], shown as "{}x{}");

impl<T: Scalar, In: Pixels, Out: Pixels, W: Sees, const BIAS: usize> Conv2d<T, In, Out, W, BIAS> {
    /// Forward, an activation of what comes out, and the largest of that: the map between them never stands whole.
    #[inline(always)]
    pub(crate) fn forward_pooled<A: Activation, P: Pixels, S: Sees, const ROWS: usize>(
        &self,
        _: &MaxPool2d<Out, P, S>,
        x: &Rows<In, T, ROWS>,
        out: &mut Rows<P, T, ROWS>,
        activation: A,
    ) {
        let parameters = (flat::<T, _>(&self.weight), self.bias.as_slice());
        let change = OnMap::<A, Out>(activation, core::marker::PhantomData);
        kernel::convolution_pooled::<T, Over<In, Out, W>, Over<Out, P, S>, _, _, ROWS>(parameters, x, out, change);
    }
}

/// An activation of pixels of a map, which computes as if the map stood whole.
#[derive(Clone, Copy)]
struct OnMap<A, Out>(A, core::marker::PhantomData<Out>);

impl<T: Scalar, A: Activation, Out: Pixels> kernel::InPlace<T> for OnMap<A, Out> {
    type Anywhere = A;
    const MIXES: bool = A::MIXES;
    #[inline(always)]
    fn anywhere(self) -> A {
        self.0
    }
    #[inline(always)]
    fn curve(&self) -> Curve {
        self.0.curve()
    }
    #[inline(always)]
    fn run(self, values: &mut [T]) {
        if kernel::curve(self.0.curve(), values, Out::LEN) {
            return;
        }
        if A::MIXES {
            values.chunks_exact_mut(Out::GRID[2].max(1)).for_each(|pixel| self.0.forward(pixel));
        } else {
            self.0.forward(values);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Window;
    use super::*;
    use crate::shape::Image;

    /// A window of two by two that goes on by two, over an image with a row of padding above: worked out by hand.
    #[test]
    fn literal_numbers() {
        type Layer = Conv2d<f64, Image<3, 4, 1>, Image<2, 2, 2>, Window<2, 2, 2, 2, 1, 0>, 2>;
        let mut layer = Layer::ZERO;
        layer.weight = [[[[1.0, 0.0]], [[2.0, 0.0]]], [[[3.0, 1.0]], [[4.0, -1.0]]]];
        layer.bias = [0.5, 0.0];
        let x = [[[1.0], [2.0], [3.0], [4.0]], [[5.0], [6.0], [7.0], [8.0]], [[9.0], [10.0], [11.0], [12.0]]];
        let mut out = Plain::ZERO;
        layer.forward_rows(&[x], &mut out);
        let want = [[[11.5, -1.0], [25.5, -1.0]], [[84.5, -1.0], [104.5, -1.0]]];
        assert_eq!(out, [want]);
        let grad_out = [[[1.0, 0.0], [0.0, 0.0]], [[0.0, 2.0], [0.0, 0.0]]];
        let (mut gradients, mut grad_x) = (Layer::ZERO, Plain::ZERO);
        let seen = Seen { x: &[x], out: &out, tape: &() };
        layer.backward_rows(seen, &mut [grad_out], Some(&mut gradients), Some(&mut grad_x));
        assert_eq!(gradients.weight, [[[[0.0, 10.0]], [[0.0, 12.0]]], [[[1.0, 18.0]], [[2.0, 20.0]]]]);
        assert_eq!(gradients.bias, [1.0, 2.0]);
        assert_eq!(grad_x, [[[[3.0], [4.0], [0.0], [0.0]], [[0.0]; 4], [[2.0], [-2.0], [0.0], [0.0]]]]);
        assert_eq!((<Layer as super::Layer<f64>>::MULTIPLY_ADDS, Layer::VALUES), (32, 10));
        assert_eq!(format!("{layer:?}"), "Conv2d(2x2, 1 -> 2)");
    }

    #[test]
    fn a_step_of_descent_is_one() {
        type Layer = Conv2d<f64, Image<5, 4, 2>, Image<3, 4, 3>, Window<3, 2, 2, 1, 1, 0>, 3>;
        let mut layer = Layer::ZERO;
        layer.initialize(&mut Random::new(3));
        let mut random = Random::new(4);
        let mut draw = |values: &mut [f64]| values.iter_mut().for_each(|value| *value = random.normal());
        let (mut x, mut grad_out) = (<Rows<Image<5, 4, 2>, f64, 2>>::ZERO, <Rows<Image<3, 4, 3>, f64, 2>>::ZERO);
        draw(flat_mut(&mut x));
        draw(flat_mut(&mut grad_out));
        let (mut gradients, mut moved, out) = (Layer::ZERO, layer.clone(), Plain::ZERO);
        let (mut by_backward, mut by_descent) = (<Rows<Image<5, 4, 2>, f64, 2>>::ZERO, Plain::ZERO);
        let seen = || Seen { x: &x, out: &out, tape: &() };
        layer.backward_rows(seen(), &mut grad_out.clone(), Some(&mut gradients), Some(&mut by_backward));
        moved.descend_rows(seen(), &mut grad_out, 0.5, Some(&mut by_descent));
        assert_eq!(by_backward, by_descent);
        let (before, gradients) = (flat::<f64, _>(&layer), flat::<f64, _>(&gradients));
        for ((&moved, &before), &gradient) in flat::<f64, _>(&moved).iter().zip(before).zip(gradients) {
            assert!((moved - (before - 0.5 * gradient)).abs() < 1e-12 && gradient != 0.0);
        }
    }
    type Wide<T> = Conv2d<T, Image<7, 9, 3>, Image<4, 9, 18>, Window<3, 3, 2, 1, 1, 1>, 18>;

    /// What comes out, the gradients, what one step of descent leaves, and the gradient by the input of two images.
    fn all_of<T: Scalar>() -> Vec<f64> {
        let mut random = Random::new(5);
        let mut layer = Wide::<T>::ZERO;
        let (mut x, mut grad_out) = (<Rows<Image<7, 9, 3>, T, 2>>::ZERO, <Rows<Image<4, 9, 18>, T, 2>>::ZERO);
        let mut draw = |values: &mut [T]| {
            values.iter_mut().for_each(|value| *value = T::from(random.uniform::<f32>() - 0.5).unwrap_or(T::nan()));
        };
        draw(flat_mut(&mut layer));
        draw(flat_mut(&mut x));
        draw(flat_mut(&mut grad_out));
        let (mut out, mut gradients, mut grad_x) = (Plain::ZERO, Wide::<T>::ZERO, <Rows<Image<7, 9, 3>, T, 2>>::ZERO);
        layer.forward_rows_then(&x, &mut out, crate::layer::Relu);
        let seen = || Seen { x: &x, out: &out, tape: &() };
        layer.backward_rows(seen(), &mut grad_out, Some(&mut gradients), Some(&mut grad_x));
        let mut again = grad_x;
        layer.descend_rows(seen(), &mut grad_out, T::from(0.25).unwrap_or(T::nan()), Some(&mut again));
        let all: [&[T]; 5] = [flat(&out), flat(&gradients), flat(&layer), flat(&grad_x), flat(&again)];
        all.concat().iter().map(|value| value.to_f64().unwrap_or(f64::NAN)).collect()
    }

    /// The kernels of `f32` do what the portable ones do, which `f64` takes.
    #[test]
    fn scalars_agree() {
        for (single, double) in all_of::<f32>().iter().zip(all_of::<f64>()) {
            assert!((single - double).abs() < 1e-5, "{single}, not {double}");
        }
    }
}
