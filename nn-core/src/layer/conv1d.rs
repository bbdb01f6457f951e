//! `Conv1d(CHANNELS, kernel = K)`: every output is a weighted sum of the steps that a window sees.

use super::activation::{Activation, activate};
use super::convolution::convolution;
use super::window::{Over, Sees, Sight, Window1d};
use super::{Layer, Learn, Seen, Stream, head};
use crate::fingerprint;
use crate::init::Init;
use crate::kernel::{self, Curve, Windowed};
use crate::memory::{Plain, flat, flat_mut};
use crate::parameters::{Parameters, Role};
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::{Rows, Shape, Steps};
use crate::tensors::{Dims, Part, Tensors};

/// One-dimensional convolution along a series (cross-correlation: the kernel is not turned round), channels last:
/// `y[t][o] = b[o] + Σ x[t · stride + m · dilation − before][c] · W[m][c][o]`, where what lies outside the series counts as zero
/// (Waibel et al. 1989; `dilation` and `Causal`: van den Oord et al. 2016).
///
/// In a declaration: `heard: Conv1d(8, kernel = 3)`; with `stride`, `dilation`, and `padding`: `Valid`, `Same`, `Causal` (all of it before
/// the series, so that no output sees what comes later), a number of steps on both sides, or `(before, after)`; `bias = false`, and
/// `init = …` for other first weights ([`Init`]; otherwise He before ReLU-like layers, Glorot elsewhere, of all the weights that one output
/// sees). The bias starts at zero.
///
/// # Shapes
/// `x`: `Series<STEPS, C>`, `y`: `Series<STEPS', OUT>`, `weight`: `[[[T; OUT]; C]; K]`, `bias`: `[T; OUT]`, with
/// `STEPS' = ⌊(STEPS + before + after − dilation · (K − 1) − 1) / stride⌋ + 1`; with `Same` and `Causal` `⌈STEPS / stride⌉`.
/// `K · C · OUT + OUT` parameters; `STEPS' · K · C · OUT` multiply-adds, those with padding counted.
///
/// Gradients: `∂L/∂W[m][c][o] = Σₜ x[…][c] · g[t][o]`, `∂L/∂b = Σₜ g[t]`, and `∂L/∂x` sends `g[t][o] · W[m][c][o]` back to the step it came
/// from.
///
/// Frame by frame it goes along a series if nothing is padded behind it (`Valid`, `Causal`): it remembers `K · dilation` frames, and gives
/// an output for every `stride`th, from the first one on whose window is full.
///
/// ```
/// use nn_core::prelude::*;
///
/// network! { struct Net { input: [f32; (4, 1)], rise: Conv1d(1, kernel = 2, padding = Causal) } }
/// let mut net = Net::zeros();
/// net.rise.weight = [[[-1.0]], [[1.0]]];
/// assert_eq!(net.forward(&[[1.0], [3.0], [6.0], [4.0]]), [[1.0], [2.0], [3.0], [-2.0]]);
/// ```
#[derive(Clone)]
#[repr(C)]
pub struct Conv1d<T: Scalar, In: Steps, Out: Steps, W: Sees, const BIAS: usize> {
    /// Weight `[step][channel][output]`.
    pub weight: W::Array<In::Last<Out::Last<T>>>,
    /// One bias per output; empty with `bias = false`.
    pub bias: [T; BIAS],
}

convolution!(Conv1d over Steps, [row, column] => [row * column], shown as "{}");

// Of one type of window, not of all that look back: so rustc says of the layer that it does not go along, and nothing of windows.
impl<
    T: Scalar,
    In: Steps,
    Out: Steps,
    const SIZE: usize,
    const STRIDE: usize,
    const BEFORE: usize,
    const APART: usize,
    const BIAS: usize,
> Stream<T> for Conv1d<T, In, Out, Window1d<SIZE, STRIDE, BEFORE, APART>, BIAS>
{
    type State = Sight<T, In, Window1d<SIZE, STRIDE, BEFORE, APART>>;
    type Given = Out::Last<T>;
    fn step(
        &self,
        state: &mut Sight<T, In, Window1d<SIZE, STRIDE, BEFORE, APART>>,
        x: &In::Last<T>,
        out: &mut Out::Last<T>,
    ) -> bool {
        let (stands, out, outputs) = (state.take(x), flat_mut::<T, _>(out), Out::Pooled::LEN);
        if stands {
            for (at, sum) in out.iter_mut().enumerate() {
                *sum = self.bias.get(at).copied().unwrap_or(T::zero());
            }
            let cells = flat::<T, _>(&self.weight).chunks_exact((In::Pooled::LEN * outputs).max(1));
            for (cell, weight) in cells.enumerate() {
                kernel::add_products(weight, state.cell(cell), out, [outputs, 0]);
            }
        }
        stands
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::Series;

    /// A window of two steps that are two apart, goes on by three, and begins before the series: worked out by hand.
    #[test]
    fn literal_numbers() {
        type Layer = Conv1d<f64, Series<5, 2>, Series<2, 2>, Window1d<2, 3, 1, 2>, 2>;
        let mut layer = Layer::ZERO;
        layer.weight = [[[1.0, 0.0], [2.0, 0.0]], [[3.0, 1.0], [4.0, -1.0]]];
        layer.bias = [0.5, 0.0];
        let x = [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0], [9.0, 11.0]];
        let mut out = Plain::ZERO;
        layer.forward_rows(&[x], &mut out);
        // Steps −1 and 1, then 2 and 4.
        assert_eq!(out, [[[25.5, -1.0], [88.5, -2.0]]]);
        let (mut gradients, mut grad_x) = (Layer::ZERO, Plain::ZERO);
        let seen = Seen { x: &[x], out: &out, tape: &() };
        layer.backward_rows(seen, &mut [[[1.0, 0.0], [0.0, 2.0]]], Some(&mut gradients), Some(&mut grad_x));
        assert_eq!(gradients.weight, [[[0.0, 10.0], [0.0, 12.0]], [[3.0, 18.0], [4.0, 22.0]]]);
        assert_eq!(gradients.bias, [1.0, 2.0]);
        assert_eq!(grad_x, [[[0.0, 0.0], [3.0, 4.0], [0.0, 0.0], [0.0, 0.0], [2.0, -2.0]]]);
        assert_eq!((<Layer as super::Layer<f64>>::MULTIPLY_ADDS, Layer::VALUES), (16, 10));
        assert_eq!(format!("{layer:?}"), "Conv1d(2, 2 -> 2)");
    }

    /// Frames come one by one: the first output sees one, every third frame another, and the oldest one is forgotten.
    #[test]
    fn a_step_is_a_window() {
        let mut layer = Conv1d::<f32, Series<9, 1>, Series<3, 1>, Window1d<2, 3, 2, 2>, 0>::ZERO;
        layer.weight = [[[1.0]], [[10.0]]];
        let (mut state, mut out) = (Plain::ZERO, [9.0]);
        let mut step = |x: f32| layer.step(&mut state, &[x], &mut out).then_some(out[0]);
        let given: Vec<_> = (1..=7).map(|x| step(x as f32)).collect();
        assert_eq!(given, [Some(10.0), None, None, Some(42.0), None, None, Some(75.0)]);
    }

    type Wide<T, W> = Conv1d<T, Series<23, 6>, Series<12, 18>, W, 18>;

    /// What comes out, the gradients, what one step of descent leaves, and the gradient by the input of two series.
    fn all_of<T: Scalar, W: Sees>() -> Vec<f64> {
        let mut random = Random::new(5);
        let mut layer = Wide::<T, W>::ZERO;
        let (mut x, mut grad_out) = (<Rows<Series<23, 6>, T, 2>>::ZERO, <Rows<Series<12, 18>, T, 2>>::ZERO);
        let mut draw = |values: &mut [T]| {
            values.iter_mut().for_each(|value| *value = T::of(random.uniform::<f64>() - 0.5));
        };
        draw(flat_mut(&mut layer));
        draw(flat_mut(&mut x));
        draw(flat_mut(&mut grad_out));
        let (mut out, mut gradients, mut grad_x) = (Plain::ZERO, Wide::<T, W>::ZERO, <Rows<Series<23, 6>, T, 2>>::ZERO);
        layer.forward_rows_then(&x, &mut out, crate::layer::Relu);
        let seen = || Seen { x: &x, out: &out, tape: &() };
        layer.backward_rows(seen(), &mut grad_out, Some(&mut gradients), Some(&mut grad_x));
        let (before, mut again) = (layer.clone(), grad_x);
        layer.descend_rows(seen(), &mut grad_out, T::of(0.25), Some(&mut again));
        let both = flat::<T, _>(&before).iter().zip(flat::<T, _>(&gradients));
        for (&moved, (&before, &gradient)) in flat::<T, _>(&layer).iter().zip(both) {
            let by = (moved - (before - T::of(0.25) * gradient)).as_f64();
            assert!(by.abs() < 1e-5 && gradient != T::zero(), "{by}");
        }
        let all: [&[T]; 5] = [flat(&out), flat(&gradients), flat(&layer), flat(&grad_x), flat(&again)];
        all.concat().iter().map(|value| value.as_f64()).collect()
    }

    /// The kernels of `f32` do what the portable ones do, which `f64` takes; a step of descent is one; so too of steps that are apart.
    #[test]
    fn scalars_agree() {
        let pairs = [
            (all_of::<f32, Window1d<3, 2, 1>>(), all_of::<f64, Window1d<3, 2, 1>>()),
            (all_of::<f32, Window1d<3, 2, 4, 2>>(), all_of::<f64, Window1d<3, 2, 4, 2>>()),
        ];
        for (single, double) in pairs.iter().flat_map(|(single, double)| single.iter().zip(double)) {
            assert!((single - double).abs() < 1e-5, "{single}, not {double}");
        }
    }
}
