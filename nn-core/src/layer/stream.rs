//! Layers that go along a series frame by frame.

use core::marker::PhantomData;

use super::{Frozen, Layer};
use crate::memory::{Plain, flat, flat_mut, view};
use crate::scalar::Scalar;
use crate::shape::{Rows, Shape, Steps};

/// A layer over a series that looks back only, so that it can take one step at a time: after `t` steps it has given what
/// [`forward_rows`](Layer::forward_rows) gives of a series of `t` steps. A network over a series is one if all its layers are; it has
/// `stream()` and `step` then.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not go along a series frame by frame",
    label = "needs the whole series",
    note = "frame by frame go recurrent layers, `Conv1d`, `DepthwiseConv1d` and pools with padding `Valid` or `Causal`, causal `Attention`, positions, `LastStep`, global pools, `Flatten`, `BatchNorm`, `LayerNorm`, `RmsNorm`, activations, blocks of them whose branches give something for the same frames, and all layers behind the series"
)]
pub trait Stream<T: Scalar = f32>: Layer<T> {
    /// What it remembers from one step to the next; zero at the start.
    type State: Plain + Clone;
    /// What a step gives: one of a series, or all of another output.
    type Given: Plain + Copy;

    /// One step: says whether there is an output for it, which is set then.
    fn step(&self, state: &mut Self::State, x: &<Self::In as Shape>::Last<T>, out: &mut Self::Given) -> bool;
}

/// What emitted code asks of a layer whose kind it does not know: [`Stream`], and no list of who is one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not go along a series frame by frame",
    label = "needs the whole series",
    note = "frame by frame go recurrent layers, `Conv1d`, `DepthwiseConv1d` and pools with padding `Valid` or `Causal`, causal `Attention`, positions, `LastStep`, global pools, `Flatten`, `BatchNorm`, `LayerNorm`, `RmsNorm`, activations, blocks of them whose branches give something for the same frames, and all layers behind the series"
)]
pub trait GoesAlong<T: Scalar>: Stream<T> {}
#[diagnostic::do_not_recommend]
impl<T: Scalar, L: Stream<T>> GoesAlong<T> for L {}

impl<T: Scalar, L: Stream<T>> Stream<T> for Frozen<L> {
    type State = L::State;
    type Given = L::Given;
    #[inline]
    fn step(&self, state: &mut L::State, x: &<Self::In as Shape>::Last<T>, out: &mut L::Given) -> bool {
        self.0.step(state, x, out)
    }
}

/// The last steps of a stream, as many as a series has.
#[derive(Clone)]
#[repr(C)]
pub struct Ring<T: Scalar, In: Steps> {
    steps: In::Array<T>,
    /// How many steps were seen, up to the length of the series.
    seen: usize,
    /// Where the next one is put.
    next: usize,
}

// SAFETY: numbers only.
unsafe impl<T: Scalar, In: Steps> Plain for Ring<T, In> {
    const FLAT: bool = false;
}

impl<T: Scalar, In: Steps> Ring<T, In> {
    /// Takes one step more; says whether there is a whole series.
    #[inline]
    pub(super) fn take(&mut self, x: &In::Last<T>) -> bool {
        let width = In::Pooled::LEN;
        let steps: &mut [T] = flat_mut(&mut self.steps);
        if let Some(place) = steps.get_mut(self.next * width..).and_then(|steps| steps.get_mut(..width)) {
            for (place, &x) in place.iter_mut().zip(flat::<T, _>(x)) {
                *place = x;
            }
        }
        self.next = if self.next + 1 < In::STEPS { self.next + 1 } else { 0 };
        self.seen = if self.seen < In::STEPS { self.seen + 1 } else { self.seen };
        self.seen == In::STEPS
    }

    /// The steps from the first to the last, as two parts of the memory: what wrapped round stands in front.
    #[inline]
    pub(super) fn parts(&self) -> [&[T]; 2] {
        let steps: &[T] = flat(&self.steps);
        match steps.split_at_checked(self.next * In::Pooled::LEN) {
            Some((late, early)) => [early, late],
            None => [steps, Default::default()],
        }
    }
}

/// A series in a row, as `Flatten` gives it: of a stream the last steps, once there are as many as that.
pub struct Latest<In, Out>(PhantomData<(In, Out)>);
crate::parameters::without_parameters!(Latest<In: Steps, Out: Shape>);

impl<T: Scalar, In: Steps, Out: Shape> Layer<T> for Latest<In, Out> {
    type In = In;
    type Out = Out;
    type Head = super::head::Linear;

    fn forward_rows<const ROWS: usize>(&self, x: &Rows<In, T, ROWS>, out: &mut Rows<Out, T, ROWS>) {
        for (out, &x) in flat_mut::<T, _>(out).iter_mut().zip(flat::<T, _>(x)) {
            *out = x;
        }
    }
}

impl<T: Scalar, In: Steps, Out: Shape> Stream<T> for Latest<In, Out> {
    type State = Ring<T, In>;
    type Given = Out::Array<T>;
    fn step(&self, state: &mut Ring<T, In>, x: &In::Last<T>, out: &mut Out::Array<T>) -> bool {
        let is_whole = state.take(x);
        if is_whole {
            let [early, late] = state.parts();
            for (out, &x) in flat_mut::<T, _>(out).iter_mut().zip(early.iter().chain(late)) {
                *out = x;
            }
        }
        is_whole
    }
}

/// A series under another shape than that of features. That has no frames, unless it is the same.
pub struct Reshaped<In, Out>(PhantomData<(In, Out)>);
crate::parameters::without_parameters!(Reshaped<In: Shape, Out: Shape>);

impl<T: Scalar, In: Shape, Out: Shape> Layer<T> for Reshaped<In, Out> {
    type In = In;
    type Out = Out;
    type Head = super::head::Linear;

    fn forward_rows<const ROWS: usize>(&self, _: &Rows<In, T, ROWS>, _: &mut Rows<Out, T, ROWS>) {}
}

impl<T: Scalar, S: Steps> Stream<T> for Reshaped<S, S> {
    type State = ();
    type Given = <S::Pooled as Shape>::Array<T>;
    #[inline]
    fn step(&self, (): &mut (), x: &S::Last<T>, out: &mut Self::Given) -> bool {
        *out = *view(x);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::{Features, Series};

    #[test]
    fn the_last_steps_in_their_order() {
        let (layer, mut state, mut out) = (Latest::<Series<3, 2>, Features<6>>::LAYER, Plain::ZERO, [9.0f32; 6]);
        let mut step = |at: f32| layer.step(&mut state, &[at, -at], &mut out).then_some(out);
        assert_eq!([step(1.0), step(2.0)], [None; 2]);
        assert_eq!(step(3.0), Some([1.0, -1.0, 2.0, -2.0, 3.0, -3.0]));
        assert_eq!(step(4.0), Some([2.0, -2.0, 3.0, -3.0, 4.0, -4.0]));
        assert_eq!(step(5.0), Some([3.0, -3.0, 4.0, -4.0, 5.0, -5.0]));
        assert_eq!(step(6.0), Some([4.0, -4.0, 5.0, -5.0, 6.0, -6.0]));
    }
}
