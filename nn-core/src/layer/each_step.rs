//! `EachStep { … }`: a block that runs on every step of a series, with the same weights.

use core::marker::PhantomData;
use core::ops::{Deref, DerefMut};

use super::{Layer, Learn, Seen, Stream};
use crate::fingerprint;
use crate::kernel;
use crate::memory::{Plain, flat, flat_mut, view};
use crate::parameters::{Parameters, Role};
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::{Flat, Rows, Shape, Steps};
use crate::tensors::Tensors;

/// A block on each step of a series: `y[t] = f(x[t])`. Fields are reached through it (`net.each.up.weight`).
///
/// In a declaration: `each: EachStep { up: Dense(64), Gelu, down: Dense(16) }`. What its last line means, it means of every step: losses
/// that compare classes judge each by itself, and take a class for each.
///
/// # Shapes
/// `x`: `Series<STEPS, N>`, `y`: `Series<STEPS, M>` with a block from `Features<N>` to `Features<M>`. The parameters of the block,
/// `STEPS` times its multiply-adds.
///
/// Backward: the gradients by the parameters are added over the steps, from the first to the last.
#[derive(Clone, PartialEq, Debug)]
#[repr(transparent)]
pub struct EachStep<In, B>(
    /// The block.
    pub B,
    PhantomData<In>,
);

// SAFETY: the inner block, transparently.
unsafe impl<In, B: Plain> Plain for EachStep<In, B> {
    const FLAT: bool = B::FLAT;
}

impl<In, B> Deref for EachStep<In, B> {
    type Target = B;

    fn deref(&self) -> &B {
        &self.0
    }
}
impl<In, B> DerefMut for EachStep<In, B> {
    fn deref_mut(&mut self) -> &mut B {
        &mut self.0
    }
}

impl<T: Scalar, In, B: Parameters<T>> Parameters<T> for EachStep<In, B> {
    const VALUES: usize = B::VALUES;
    const TRAINED: usize = B::TRAINED;
    const TENSORS: Tensors = B::TENSORS;
    const KIND: &'static str = B::KIND;

    fn visit(&self, visitor: &mut impl FnMut(Role, &[T])) {
        self.0.visit(visitor);
    }
    fn visit_mut(&mut self, visitor: &mut impl FnMut(Role, &mut [T])) {
        self.0.visit_mut(visitor);
    }
}

/// One step that comes in, and one that goes out.
type Taken<B, T> = <<B as Layer<T>>::In as Shape>::Array<T>;
type Given<B, T> = <<B as Layer<T>>::Out as Shape>::Array<T>;

impl<T: Scalar, In: Steps, B: Layer<T, In = In::Pooled, Out: Flat>> Layer<T> for EachStep<In, B> {
    type In = In;
    type Out = <B::Out as Flat>::Each<In>;
    type Head = B::Head;

    const MULTIPLY_ADDS: usize = In::STEPS * B::MULTIPLY_ADDS;
    const INFERENCE_BYTES: usize = B::INFERENCE_BYTES;
    const FINGERPRINT: u64 = fingerprint::fold(fingerprint::shape::<In>(fingerprint::name("EachStep")), B::FINGERPRINT);
    const CHECKED: () = B::CHECKED;

    #[inline]
    fn forward_rows<const ROWS: usize>(&self, x: &Rows<In, T, ROWS>, out: &mut Rows<Self::Out, T, ROWS>) {
        // The steps of all rows, one behind the other, as many at once as share a weight.
        let (x, out) = (flat::<Taken<B, T>, _>(x), flat_mut::<Given<B, T>, _>(out));
        let (blocks, rest) = x.as_chunks::<{ kernel::FEWER }>();
        let (out_blocks, out_rest) = out.as_chunks_mut::<{ kernel::FEWER }>();
        for (x, out) in blocks.iter().zip(out_blocks) {
            self.0.forward_rows(x, out);
        }
        for (x, out) in rest.iter().zip(out_rest) {
            self.0.forward_rows::<1>(core::array::from_ref(x), core::array::from_mut(out));
        }
    }
}

impl<T: Scalar, In: Steps, B: Learn<T, In = In::Pooled, Out: Flat>> Learn<T> for EachStep<In, B> {
    type Tape<const ROWS: usize> = [In::Each<B::Tape<1>>; ROWS];
    type Gradients = B::Gradients;

    const PASS_BYTES: usize = B::PASS_BYTES;
    const DESCEND_BYTES: usize = B::DESCEND_BYTES;
    const READS: (bool, bool) = B::READS;

    fn initialize(&mut self, random: &mut Random) {
        self.0.initialize(random);
    }
    #[inline]
    fn record_rows<const ROWS: usize>(
        &self,
        x: &Rows<In, T, ROWS>,
        out: &mut Rows<Self::Out, T, ROWS>,
        tape: &mut Self::Tape<ROWS>,
        random: &mut Random,
    ) {
        for ((x, out), tape) in x.iter().zip(out).zip(tape) {
            let steps = flat::<Taken<B, T>, _>(x).iter().zip(flat_mut::<Given<B, T>, _>(out));
            for ((x, out), tape) in steps.zip(In::each_mut(tape)) {
                self.0.record_rows::<1>(core::array::from_ref(x), core::array::from_mut(out), tape, random);
            }
        }
    }
    fn backward_rows<const ROWS: usize>(
        &self,
        seen: Seen<'_, Self, T, ROWS>,
        grad_out: &mut Rows<Self::Out, T, ROWS>,
        mut gradients: Option<&mut B::Gradients>,
        mut grad_x: Option<&mut Rows<In, T, ROWS>>,
    ) {
        let rows = seen.x.iter().zip(seen.out).zip(seen.tape).zip(grad_out);
        for (row, (((x, out), tape), grad_out)) in rows.enumerate() {
            let grad_x = grad_x.as_mut().and_then(|grad_x| grad_x.get_mut(row));
            let mut grad_x = grad_x.map(|grad_x| flat_mut::<Taken<B, T>, _>(grad_x).iter_mut());
            let steps = flat::<Taken<B, T>, _>(x).iter().zip(flat::<Given<B, T>, _>(out)).zip(In::each(tape));
            for (((x, out), tape), grad_out) in steps.zip(flat_mut::<Given<B, T>, _>(grad_out)) {
                let seen = Seen { x: core::array::from_ref(x), out: core::array::from_ref(out), tape };
                let grad_x = grad_x.as_mut().and_then(Iterator::next).map(core::array::from_mut);
                self.0.backward_rows::<1>(seen, core::array::from_mut(grad_out), gradients.as_deref_mut(), grad_x);
            }
        }
    }
}

impl<T: Scalar, In: Steps, B: Layer<T, In = In::Pooled, Out: Flat>> Stream<T> for EachStep<In, B> {
    type State = ();
    type Given = Given<B, T>;
    #[inline]
    fn step(&self, (): &mut (), x: &In::Last<T>, out: &mut Self::Given) -> bool {
        self.0.forward_rows::<1>(core::array::from_ref(view(x)), core::array::from_mut(out));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::Prelu;
    use super::*;
    use crate::shape::{Features, Series};

    /// A slope for each of two numbers, on three steps: worked out by hand.
    #[test]
    fn literal_numbers() {
        type Each = EachStep<Series<3, 2>, Prelu<f64, Features<2>>>;
        let mut layer = Each::ZERO;
        layer.slope = [0.5, 0.25];
        let (x, mut out) = ([[[-2.0, 4.0], [1.0, -8.0], [-4.0, -4.0]]], Plain::ZERO);
        layer.forward_rows(&x, &mut out);
        assert_eq!(out, [[[-1.0, 4.0], [1.0, -2.0], [-2.0, -1.0]]]);
        let (mut gradients, mut grad_x) = (Prelu::ZERO, [[[9.0; 2]; 3]]);
        let seen = Seen { x: &x, out: &out, tape: &Plain::ZERO };
        let mut grad_out = [[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]];
        layer.backward_rows(seen, &mut grad_out, Some(&mut gradients), Some(&mut grad_x));
        assert_eq!(gradients.slope, [-2.0 - 20.0, -32.0 - 24.0]);
        assert_eq!(grad_x, [[[0.5, 2.0], [3.0, 1.0], [2.5, 1.5]]]);
        let mut step = [0.0; 2];
        assert!(Stream::<f64>::step(&layer, &mut (), &[1.0, -8.0], &mut step));
        assert_eq!(step, [1.0, -2.0]);
    }
}
