//! `AveragePool1d(SIZE)`: the mean of the steps that a window sees, of every channel.

use core::marker::PhantomData;

use super::window::{Over, Sees, Sight, Window1d};
use super::{Layer, Learn, Seen, Stream, head};
use crate::fingerprint;
use crate::kernel;
use crate::memory::flat_mut;
use crate::parameters::without_parameters;
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::{Rows, Steps};

/// One-dimensional average pooling: `y[t][c] = 1/n · Σ x[…][c]` over the `n` steps of the window at `t` that are in the series, which goes on by
/// its own size unless `stride` says otherwise (LeCun et al. 1998, of images). Padding is not counted; a window that sees nothing else gives
/// zero.
///
/// In a declaration: `AveragePool1d(2)`, with `stride` and `padding` (`Valid`, `Same`, `Causal`, a number of steps, or `(before, after)`).
///
/// # Shapes
/// `x`: `Series<STEPS, C>`, `y`: `Series<STEPS', C>` with `STEPS' = ⌊(STEPS + before + after − size) / stride⌋ + 1`: what is left over at the
/// end is not seen. No parameters, no multiply-adds.
///
/// Backward: `∂L/∂x[…][c]` is the sum of `g[t][c] / n` over the windows that see it.
///
/// Frame by frame it goes along a series if nothing is padded behind it (`Valid`, `Causal`).
///
/// ```
/// use nn_core::prelude::*;
///
/// network! { struct Net { input: [f32; (4, 1)], AveragePool1d(3, stride = 1, padding = Causal) } }
/// assert_eq!(Net::new(1).forward(&[[2.0], [4.0], [6.0], [-1.0]]), [[2.0], [3.0], [4.0], [3.0]]);
/// ```
pub struct AveragePool1d<In, Out, W>(PhantomData<(In, Out, W)>);
without_parameters!(AveragePool1d<In: Steps, Out: Steps, W: Sees>);

impl<T: Scalar, In: Steps, Out: Steps, W: Sees> Layer<T> for AveragePool1d<In, Out, W> {
    type In = In;
    type Out = Out;
    type Head = head::Linear;

    const FINGERPRINT: u64 =
        Over::<In, Out, W>::fold(fingerprint::shapes::<In, Out>(fingerprint::name("AveragePool1d")));

    #[inline]
    fn forward_rows<const ROWS: usize>(&self, x: &Rows<In, T, ROWS>, out: &mut Rows<Out, T, ROWS>) {
        kernel::average_pool::<T, Over<In, Out, W>, _, _, ROWS>(x, out, T::one_over);
    }
}

// Of one type of window, not of all that look back: so rustc says of the layer that it does not go along, and nothing of windows.
/// The sum is added anew for each window, so that nothing that was rounded stays.
impl<T: Scalar, In: Steps, Out: Steps, const SIZE: usize, const STRIDE: usize, const BEFORE: usize, const APART: usize>
    Stream<T> for AveragePool1d<In, Out, Window1d<SIZE, STRIDE, BEFORE, APART>>
{
    type State = Sight<T, In, Window1d<SIZE, STRIDE, BEFORE, APART>>;
    type Given = Out::Last<T>;
    fn step(
        &self,
        state: &mut Sight<T, In, Window1d<SIZE, STRIDE, BEFORE, APART>>,
        x: &In::Last<T>,
        out: &mut Out::Last<T>,
    ) -> bool {
        let stands = state.take(x);
        if stands {
            let (out, mut count) = (flat_mut::<T, _>(out), 0);
            for out in out.iter_mut() {
                *out = T::zero();
            }
            for frame in state.cells() {
                for (out, &x) in out.iter_mut().zip(frame) {
                    *out = *out + x;
                }
                count += 1;
            }
            let share = T::one_over(count);
            for out in out.iter_mut() {
                *out = *out * share;
            }
        }
        stands
    }
}

impl<T: Scalar, In: Steps, Out: Steps, W: Sees> Learn<T> for AveragePool1d<In, Out, W> {
    type Tape<const ROWS: usize> = ();
    type Gradients = ();

    const READS: (bool, bool) = (false, false);

    fn initialize(&mut self, _: &mut Random) {}
    #[inline]
    fn backward_rows<const ROWS: usize>(
        &self,
        _: Seen<'_, Self, T, ROWS>,
        grad_out: &mut Rows<Out, T, ROWS>,
        _: Option<&mut ()>,
        grad_x: Option<&mut Rows<In, T, ROWS>>,
    ) {
        if let Some(grad_x) = grad_x {
            kernel::average_pool_input::<T, Over<In, Out, W>, _, _, ROWS>(grad_out, grad_x, T::one_over);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::Plain;
    use crate::shape::Series;

    type Pool = AveragePool1d<Series<4, 2>, Series<2, 2>, Window1d<3, 2, 1>>;

    /// Windows of three that overlap, with a step of padding before: there two are all.
    #[test]
    fn literal_numbers() {
        let (x, mut out) = ([[[-1.0f64, 5.0], [-2.0, 3.0], [3.0, 6.0], [2.0, 0.0]]], Plain::ZERO);
        Pool::LAYER.forward_rows(&x, &mut out);
        assert_eq!(out, [[[-1.5, 4.0], [1.0, 3.0]]]);
        let mut grad_x = [[[9.0; 2]; 4]];
        let seen = Seen { x: &x, out: &out, tape: &() };
        Pool::LAYER.backward_rows(seen, &mut [[[1.0, 2.0], [3.0, 6.0]]], None, Some(&mut grad_x));
        assert_eq!(grad_x, [[[0.5, 1.0], [1.5, 3.0], [1.0, 2.0], [1.0, 2.0]]]);
    }

    /// The first window stands when the second frame has come, and has seen two.
    #[test]
    fn a_step_is_a_window() {
        let (mut state, mut out) = (Plain::ZERO, [0.0f32; 2]);
        let mut step = |x: f32| Pool::LAYER.step(&mut state, &[x, -x], &mut out).then_some(out);
        let given = [1.0, 2.0, 4.0, 6.0, 8.0, 1.0].map(&mut step);
        assert_eq!(given, [None, Some([1.5, -1.5]), None, Some([4.0, -4.0]), None, Some([5.0, -5.0])]);
    }
}
