//! `#[frozen]`: a layer that is used, but not trained.

use core::ops::{Deref, DerefMut};

use super::{Layer, Learn, Seen};
use crate::memory::Plain;
use crate::memory::most;
use crate::parameters::{Parameters, Role};
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::Rows;
use crate::tensors::Tensors;

/// A layer whose parameters stay, as it is at inference: no gradient, no optimizer state, no tape, and nothing is dropped in it.
/// Fields are reached through it (`net.hidden.weight`).
///
/// The gradient by its inputs, which layers before it need, takes what a tape would have kept; that is recorded anew then.
#[derive(Clone, Debug, PartialEq)]
#[repr(transparent)]
pub struct Frozen<L>(
    /// The layer itself.
    pub L,
);

// SAFETY: the inner layer, transparently.
unsafe impl<L: Plain> Plain for Frozen<L> {
    const FLAT: bool = L::FLAT;
}

impl<L> Deref for Frozen<L> {
    type Target = L;

    fn deref(&self) -> &L {
        &self.0
    }
}
impl<L> DerefMut for Frozen<L> {
    fn deref_mut(&mut self) -> &mut L {
        &mut self.0
    }
}

impl<T: Scalar, L: Parameters<T>> Parameters<T> for Frozen<L> {
    const VALUES: usize = L::VALUES;
    const TRAINED: usize = 0;
    const TENSORS: Tensors = Tensors::Frozen { of: &L::TENSORS };

    fn visit(&self, visitor: &mut impl FnMut(Role, &[T])) {
        self.0.visit(&mut |_, slice: &[T]| visitor(Role::Fixed, slice));
    }
    fn visit_mut(&mut self, visitor: &mut impl FnMut(Role, &mut [T])) {
        self.0.visit_mut(&mut |_, slice: &mut [T]| visitor(Role::Fixed, slice));
    }
}

impl<T: Scalar, L: Layer<T>> Layer<T> for Frozen<L> {
    type In = L::In;
    type Out = L::Out;
    type Head = L::Head;

    const MULTIPLY_ADDS: usize = L::MULTIPLY_ADDS;
    const INFERENCE_BYTES: usize = L::INFERENCE_BYTES;
    const FINGERPRINT: u64 = L::FINGERPRINT;
    const FINGERPRINT_1: u64 = L::FINGERPRINT_1;
    const CHECKED: () = L::CHECKED;

    fn forward_rows<const ROWS: usize>(&self, x: &Rows<L::In, T, ROWS>, out: &mut Rows<L::Out, T, ROWS>) {
        self.0.forward_rows(x, out);
    }
}

impl<T: Scalar, L: Learn<T>> Learn<T> for Frozen<L> {
    type Tape<const ROWS: usize> = ();
    type Gradients = ();

    const READS: (bool, bool) = L::READS;
    const PASS_BYTES: usize = {
        let tape = size_of::<L::Tape<1>>();
        let anew = if tape == 0 { 0 } else { tape + size_of::<Rows<L::Out, T, 1>>() };
        most(&[L::INFERENCE_BYTES, anew + L::PASS_BYTES])
    };
    fn initialize(&mut self, random: &mut Random) {
        self.0.initialize(random);
    }
    fn backward_rows<const ROWS: usize>(
        &self,
        seen: Seen<'_, Self, T, ROWS>,
        grad_out: &mut Rows<L::Out, T, ROWS>,
        _: Option<&mut ()>,
        grad_x: Option<&mut Rows<L::In, T, ROWS>>,
    ) {
        if grad_x.is_none() {
            return;
        }
        let (mut out, mut tape) = (Plain::ZERO, <L::Tape<ROWS> as Plain>::ZERO);
        let out = if size_of::<L::Tape<ROWS>>() == 0 {
            seen.out
        } else {
            self.0.record_rows(seen.x, &mut out, &mut tape, &mut Random::still());
            &out
        };
        self.0.backward_rows(Seen { x: seen.x, out, tape: &tape }, grad_out, None, grad_x);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layer::head::Linear;
    use crate::shape::Features;

    /// `x + 1`. The way back takes the outputs from the tape.
    #[derive(Clone, Copy)]
    struct Taped<const INFERENCE: usize>;

    // SAFETY: no bytes at all.
    unsafe impl<const INFERENCE: usize> Plain for Taped<INFERENCE> {
        const FLAT: bool = true;
    }
    impl<const INFERENCE: usize> Parameters<f32> for Taped<INFERENCE> {
        const VALUES: usize = 0;
        const TRAINED: usize = 0;

        fn visit(&self, _: &mut impl FnMut(Role, &[f32])) {}
        fn visit_mut(&mut self, _: &mut impl FnMut(Role, &mut [f32])) {}
    }
    impl<const INFERENCE: usize> Layer<f32> for Taped<INFERENCE> {
        type In = Features<1>;
        type Out = Features<1>;
        type Head = Linear;

        const INFERENCE_BYTES: usize = INFERENCE;

        fn forward_rows<const ROWS: usize>(&self, x: &[[f32; 1]; ROWS], out: &mut [[f32; 1]; ROWS]) {
            x.iter().zip(out).for_each(|(x, out)| out[0] = x[0] + 1.0);
        }
    }

    impl<const INFERENCE: usize> Learn<f32> for Taped<INFERENCE> {
        type Tape<const ROWS: usize> = [[f32; 1]; ROWS];
        type Gradients = ();

        const PASS_BYTES: usize = 16;

        fn initialize(&mut self, _: &mut Random) {}
        fn record_rows<const ROWS: usize>(
            &self,
            x: &[[f32; 1]; ROWS],
            out: &mut [[f32; 1]; ROWS],
            tape: &mut [[f32; 1]; ROWS],
            _: &mut Random,
        ) {
            self.forward_rows(x, out);
            *tape = *out;
        }
        fn backward_rows<const ROWS: usize>(
            &self,
            seen: Seen<'_, Self, f32, ROWS>,
            grad_out: &mut [[f32; 1]; ROWS],
            _: Option<&mut ()>,
            grad_x: Option<&mut [[f32; 1]; ROWS]>,
        ) {
            let rows = grad_x.into_iter().flatten().zip(grad_out).zip(seen.tape);
            rows.for_each(|((grad_x, grad_out), tape)| grad_x[0] = grad_out[0] * tape[0]);
        }
    }

    #[test]
    fn what_a_tape_would_have_kept_is_recorded_anew() {
        let (layer, x, mut out, mut grad_x) = (Frozen(Taped::<0>), [[2.0], [3.0]], [[0.0]; 2], [[0.0]; 2]);
        layer.record_rows(&x, &mut out, &mut (), &mut Random::still());
        assert_eq!(out, [[3.0], [4.0]]);
        layer.backward_rows(Seen { x: &x, out: &out, tape: &() }, &mut [[1.0]; 2], None, Some(&mut grad_x));
        assert_eq!(grad_x, [[3.0], [4.0]]);
    }

    /// The tape and an output of its own, four bytes each, or what inference takes.
    #[test]
    fn bytes_of_a_pass() {
        let bytes = [<Frozen<Taped<0>> as Learn<f32>>::PASS_BYTES, <Frozen<Taped<100>> as Learn<f32>>::PASS_BYTES];
        assert_eq!(bytes, [4 + 4 + 16, 100]);
        assert_eq!(<Frozen<crate::layer::Standardize<f32, Features<9>>> as Learn<f32>>::PASS_BYTES, 0);
    }

    #[test]
    fn values_are_shown_as_fixed_and_can_be_set() {
        use crate::layer::Prelu;
        let mut layer = Frozen(Prelu::<f32, Features<2>>::ZERO);
        layer.initialize(&mut Random::new(1));
        let mut shown = Vec::new();
        layer.visit(&mut |role, values: &[f32]| shown.push((role, values.to_vec())));
        assert_eq!(shown, [(Role::Fixed, vec![0.25; 2])]);
        layer.visit_mut(&mut |role, values: &mut [f32]| {
            assert_eq!(role, Role::Fixed);
            values.fill(3.0);
        });
        assert_eq!(layer.slope, [3.0; 2]);
    }
}
