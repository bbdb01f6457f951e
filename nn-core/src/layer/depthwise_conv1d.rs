//! `DepthwiseConv1d(KERNEL)`: every channel of a series is seen by windows of its own.

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

/// Depthwise convolution along a series (cross-correlation: the kernel is not turned round), channels last: output `o` sees channel
/// `o / multiplier` alone, `y[t][o] = b[o] + Σ x[t · stride + m · dilation − before][⌊o / multiplier⌋] · W[m][o]`, where what lies outside the
/// series counts as zero (Howard et al. 2017, of images; Kaiser, Gomez and Chollet 2018, of series).
///
/// In a declaration: `depth: DepthwiseConv1d(3)`, often before a `Conv1d(channels, kernel = 1)`, which mixes channels. With
/// `multiplier = 2` there are two outputs for each channel, side by side; `stride`, `dilation`, and `padding`: `Valid`, `Same`, `Causal`, a
/// number of steps, or `(before, after)`; `bias = false`, and `init = …` for other first weights ([`Init`]; otherwise He before ReLU-like
/// layers, Glorot elsewhere, of all the weights that one output sees). The bias starts at zero.
///
/// # Shapes
/// `x`: `Series<STEPS, C>`, `y`: `Series<STEPS', C · multiplier>`, `weight`: `[[T; C · multiplier]; K]`, `bias`: `[T; C · multiplier]`, with
/// `STEPS' = ⌊(STEPS + before + after − dilation · (K − 1) − 1) / stride⌋ + 1`; with `Same` and `Causal` `⌈STEPS / stride⌉`.
/// `(K + 1) · C · multiplier` parameters; `STEPS' · K · C · multiplier` multiply-adds, those with padding counted.
///
/// Gradients: `∂L/∂W[m][o] = Σₜ x[…][⌊o / multiplier⌋] · g[t][o]`, `∂L/∂b = Σₜ g[t]`, and `∂L/∂x` sends `g[t][o] · W[m][o]` back to the step it
/// came from.
///
/// Frame by frame it goes along a series as `Conv1d` does.
///
/// ```
/// use nn_core::prelude::*;
///
/// network! { struct Net { input: [f32; (3, 2)], depth: DepthwiseConv1d(2, padding = Causal) } }
/// let mut net = Net::zeros();
/// net.depth.weight = [[1.0, 0.0], [1.0, 2.0]];
/// assert_eq!(net.forward(&[[1.0, 4.0], [2.0, 5.0], [3.0, 6.0]]), [[1.0, 8.0], [3.0, 10.0], [5.0, 12.0]]);
/// ```
#[derive(Clone)]
#[repr(C)]
pub struct DepthwiseConv1d<T: Scalar, In: Steps, Out: Steps, W: Sees, const BIAS: usize> {
    /// Weight `[step][output]`.
    pub weight: W::Array<Out::Last<T>>,
    /// One bias per output; empty with `bias = false`.
    pub bias: [T; BIAS],
    shape: core::marker::PhantomData<In>,
}

convolution!(depthwise DepthwiseConv1d over Steps, [row, column] => [row * column], shown as "{}");

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
> Stream<T> for DepthwiseConv1d<T, In, Out, Window1d<SIZE, STRIDE, BEFORE, APART>, BIAS>
{
    type State = Sight<T, In, Window1d<SIZE, STRIDE, BEFORE, APART>>;
    type Given = Out::Last<T>;
    fn step(
        &self,
        state: &mut Sight<T, In, Window1d<SIZE, STRIDE, BEFORE, APART>>,
        x: &In::Last<T>,
        out: &mut Out::Last<T>,
    ) -> bool {
        let (stands, out) = (state.take(x), flat_mut::<T, _>(out));
        if stands {
            for (at, sum) in out.iter_mut().enumerate() {
                *sum = self.bias.get(at).copied().unwrap_or(T::zero());
            }
            let cells = flat::<T, _>(&self.weight).chunks_exact(Out::Pooled::LEN.max(1));
            for (cell, weight) in cells.enumerate() {
                kernel::add_depthwise::<T, Over<In, Out, Window1d<SIZE, STRIDE, BEFORE, APART>>>(
                    state.cell(cell),
                    weight,
                    out,
                );
            }
        }
        stands
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::Series;

    /// Two outputs of each of two channels, side by side, of steps that are two apart: worked out by hand, and a frame at a time.
    #[test]
    fn literal_numbers() {
        type Layer = DepthwiseConv1d<f64, Series<4, 2>, Series<2, 4>, Window1d<2, 2, 2, 2>, 4>;
        let mut layer = Layer::ZERO;
        layer.weight = [[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, -8.0]];
        layer.bias = [0.5, 0.0, 0.0, 1.0];
        let (x, mut out) = ([[1.0, 2.0], [9.0, 9.0], [3.0, 4.0], [9.0, 9.0]], Plain::ZERO);
        layer.forward_rows(&[x], &mut out);
        let want = [[5.5, 6.0, 14.0, -15.0], [16.5, 20.0, 34.0, -23.0]];
        assert_eq!(out, [want]);
        let (mut gradients, mut grad_x) = (Layer::ZERO, Plain::ZERO);
        let seen = Seen { x: &[x], out: &out, tape: &() };
        let grad_out = [[1.0, 0.0, 0.0, 2.0], [0.0, 1.0, 3.0, 1.0]];
        layer.backward_rows(seen, &mut [grad_out], Some(&mut gradients), Some(&mut grad_x));
        assert_eq!(gradients.weight, [[0.0, 1.0, 6.0, 2.0], [1.0, 3.0, 12.0, 8.0]]);
        assert_eq!(gradients.bias, [1.0, 1.0, 3.0, 3.0]);
        assert_eq!(grad_x, [[[7.0, -3.0], [0.0, 0.0], [6.0, 13.0], [0.0, 0.0]]]);
        assert_eq!((<Layer as super::Layer<f64>>::MULTIPLY_ADDS, Layer::VALUES), (16, 12));
        assert_eq!(format!("{layer:?}"), "DepthwiseConv1d(2, 2 -> 4)");
        let (mut state, mut out) = (Plain::ZERO, [9.0; 4]);
        let given = x.map(|frame| layer.step(&mut state, &frame, &mut out).then_some(out));
        assert_eq!(given, [Some(want[0]), None, Some(want[1]), None]);
    }
}
