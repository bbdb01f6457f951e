//! `MaxPool1d(SIZE)`: the largest value of the steps that a window sees, of every channel.

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

/// One-dimensional max pooling: `y[t][c] = max x[…][c]` over the window at `t`, which goes on by its own size unless `stride` says otherwise
/// (Waibel et al. 1989 sum where this takes the largest; Yamaguchi et al. 1990). Padding never wins; NaN does.
///
/// In a declaration: `MaxPool1d(2)`, with `stride` and `padding` (`Valid`, `Same`, `Causal`, a number of steps, or `(before, after)`).
///
/// # Shapes
/// `x`: `Series<STEPS, C>`, `y`: `Series<STEPS', C>` with `STEPS' = ⌊(STEPS + before + after − size) / stride⌋ + 1`: what is left over at the
/// end is not seen. No parameters, no multiply-adds.
///
/// Backward: the gradient goes to the largest value, to the first of several that are equal.
///
/// Frame by frame it goes along a series if nothing is padded behind it (`Valid`, `Causal`).
///
/// ```
/// use nn_core::prelude::*;
///
/// network! { struct Net { input: [f32; (5, 1)], MaxPool1d(2) } }
/// assert_eq!(Net::new(1).forward(&[[1.0], [3.0], [2.0], [-1.0], [9.0]]), [[3.0], [2.0]]);
/// ```
pub struct MaxPool1d<In, Out, W>(PhantomData<(In, Out, W)>);
without_parameters!(MaxPool1d<In: Steps, Out: Steps, W: Sees>);

impl<T: Scalar, In: Steps, Out: Steps, W: Sees> Layer<T> for MaxPool1d<In, Out, W> {
    type In = In;
    type Out = Out;
    type Head = head::Linear;

    const FINGERPRINT: u64 = Over::<In, Out, W>::fold(fingerprint::shapes::<In, Out>(fingerprint::name("MaxPool1d")));

    #[inline]
    fn forward_rows<const ROWS: usize>(&self, x: &Rows<In, T, ROWS>, out: &mut Rows<Out, T, ROWS>) {
        kernel::max_pool::<T, Over<In, Out, W>, _, _, ROWS>(x, out);
    }
}

// Of one type of window, not of all that look back: so rustc says of the layer that it does not go along, and nothing of windows.
impl<T: Scalar, In: Steps, Out: Steps, const SIZE: usize, const STRIDE: usize, const BEFORE: usize, const APART: usize>
    Stream<T> for MaxPool1d<In, Out, Window1d<SIZE, STRIDE, BEFORE, APART>>
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
            let out: &mut [T] = flat_mut(out);
            for out in out.iter_mut() {
                *out = T::neg_infinity();
            }
            state.cells().for_each(|frame| kernel::raise(out, frame));
        }
        stands
    }
}

impl<T: Scalar, In: Steps, Out: Steps, W: Sees> Learn<T> for MaxPool1d<In, Out, W> {
    type Tape<const ROWS: usize> = ();
    type Gradients = ();

    const READS: (bool, bool) = (true, false);

    fn initialize(&mut self, _: &mut Random) {}
    #[inline]
    fn backward_rows<const ROWS: usize>(
        &self,
        seen: Seen<'_, Self, T, ROWS>,
        grad_out: &mut Rows<Out, T, ROWS>,
        _: Option<&mut ()>,
        grad_x: Option<&mut Rows<In, T, ROWS>>,
    ) {
        if let Some(grad_x) = grad_x {
            kernel::max_pool_input::<T, Over<In, Out, W>, _, _, ROWS>(seen.x, grad_out, grad_x);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::Plain;
    use crate::shape::Series;

    type Pool = MaxPool1d<Series<4, 2>, Series<2, 2>, Window1d<3, 2, 1>>;

    /// Windows of three that overlap, with a step of padding before: of equal values the first is given the gradient.
    #[test]
    fn literal_numbers() {
        let (x, mut out) = ([[[-1.0f64, 5.0], [-2.0, 3.0], [-2.0, 5.0], [-3.0, 5.0]]], Plain::ZERO);
        Pool::LAYER.forward_rows(&x, &mut out);
        assert_eq!(out, [[[-1.0, 5.0], [-2.0, 5.0]]]);
        let mut grad_x = [[[9.0; 2]; 4]];
        let seen = Seen { x: &x, out: &out, tape: &() };
        Pool::LAYER.backward_rows(seen, &mut [[[1.0, 2.0], [4.0, 8.0]]], None, Some(&mut grad_x));
        assert_eq!(grad_x, [[[1.0, 2.0], [4.0, 0.0], [0.0, 8.0], [0.0, 0.0]]]);
    }

    /// The first window stands when the second frame has come; NaN is the largest as long as it is seen.
    #[test]
    fn a_step_is_a_window() {
        let (mut state, mut out) = (Plain::ZERO, [0.0f32; 2]);
        let mut step = |x: f32| Pool::LAYER.step(&mut state, &[x, -x], &mut out).then_some(out);
        assert_eq!([1.0, 2.0, 0.0].map(&mut step), [None, Some([2.0, -1.0]), None]);
        assert!(step(f32::NAN).is_some_and(|out| out.iter().all(|out| out.is_nan())));
        assert_eq!(step(7.0), None);
        assert!(step(8.0).is_some_and(|out| out[0].is_nan()));
        assert_eq!([4.0, 5.0].map(&mut step), [None, Some([8.0, -4.0])]);
    }
}
