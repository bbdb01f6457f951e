//! `Rnn(UNITS)`: a state that every step renews.

use super::activation::{Relu, Tanh, activate, unactivate};
use super::recurrent::{self, Recurrent, Step, back_inputs, back_state};
use super::{Layer, Learn, Seen, Stream, head};
use crate::fingerprint;
use crate::init::Init;
use crate::kernel::{add_products, every};
use crate::memory::{Plain, flat, flat_mut};
use crate::parameters::{Parameters, Role};
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::{Rows, Steps};
use crate::tensors::{Dims, Part, Tensors};

/// Simple recurrent layer (Elman 1990): a state `h` of `UNITS` numbers, zero at the start, which every step of a series renews and which is
/// the output of that step: `h' = tanh(x·W + h·U + b)`, with `activation = Relu` `max(0, …)` instead of `tanh`.
///
/// `RELU` is 0 with `activation = Tanh`, 1 with `activation = Relu`. [`step`](Self::step) takes one step of a series that never ends. Weights
/// are drawn Glorot: those of the inputs between `N` and `UNITS`, those of the state between `UNITS` and `UNITS` (not orthogonal, as in
/// Keras); with `activation = Relu` likewise. The bias starts at zero. What has to be remembered over many steps is left to
/// [`Gru`](super::Gru) and [`Lstm`](super::Lstm).
///
/// # Shapes
/// `x`: `Series<STEPS, N>`, `y`: `Series<STEPS, UNITS>`, `weight`: `[[T; UNITS]; N]`, `recurrent_weight`: `[[T; UNITS]; UNITS]`, `bias`:
/// `[T; UNITS]`. `UNITS · (N + UNITS + 1)` parameters, `STEPS · UNITS · (N + UNITS)` multiply-adds.
///
/// Gradients go back through all steps (Werbos 1990). With `g` by `h'`, `s = g ⊙ (1 − h'²)` by the sum in `tanh`, and by `h` `s·Uᵀ`.
///
/// ```
/// use nn_core::Series;
/// use nn_core::layer::Rnn;
///
/// // Adds up what comes, as long as it stays above zero.
/// let sum = Rnn::<f32, Series<4, 1>, 1, 1> { weight: [[1.0]], recurrent_weight: [[1.0]], bias: [0.0] };
/// let mut state = [0.0];
/// sum.step(&[2.0], &mut state);
/// sum.step(&[0.5], &mut state);
/// assert_eq!(state, [2.5]);
/// ```
#[derive(Clone)]
#[repr(C)]
pub struct Rnn<T: Scalar, In: Steps, const UNITS: usize, const RELU: usize = 0> {
    /// Weight of the inputs `[input][unit]`.
    pub weight: In::Last<[T; UNITS]>,
    /// Weight of the state `[unit before][unit]`.
    pub recurrent_weight: [[T; UNITS]; UNITS],
    /// Bias.
    pub bias: [T; UNITS],
}

// SAFETY: `repr(C)` arrays of scalars only, all of one type: zero bytes are valid and there is no padding.
unsafe impl<T: Scalar, In: Steps, const UNITS: usize, const RELU: usize> Plain for Rnn<T, In, UNITS, RELU> {
    const FLAT: bool = T::FLAT && <In::Last<[T; UNITS]> as Plain>::FLAT;
}

impl<T: Scalar, In: Steps, const UNITS: usize, const RELU: usize> Rnn<T, In, UNITS, RELU> {
    /// How many numbers each step brings.
    const INPUTS: usize = In::SIZES.1[1];
    /// Whether it is a ReLU that its sums go through.
    const IS_RELU: bool = {
        assert!(RELU < 2, "0 for `Tanh`, 1 for `Relu`");
        RELU == 1
    };
    /// How long a row of weights is, and how many of its columns are skipped: none.
    const ALL: [usize; 2] = [UNITS, 0];

    /// Draws the weights; the bias becomes zero.
    pub fn draw(&mut self, init: Init, random: &mut Random) {
        init.fill(flat_mut::<T, _>(&mut self.weight), Self::INPUTS, UNITS, random);
        init.fill(flat_mut::<T, _>(&mut self.recurrent_weight), UNITS, UNITS, random);
        self.bias = Plain::ZERO;
    }

    /// One step of a series without an end: the state becomes what it is behind input `x`. From zero on, it is what the whole pass gives
    /// for that step, bit by bit.
    #[inline]
    pub fn step(&self, x: &In::Last<T>, state: &mut [T; UNITS]) {
        recurrent::step(self, x, state);
    }
}

impl<T: Scalar, In: Steps, const UNITS: usize, const RELU: usize> Recurrent<T, UNITS> for Rnn<T, In, UNITS, RELU> {
    type State = [T; UNITS];
    type Kept = ();

    #[inline(always)]
    fn output(state: &[T; UNITS]) -> &[T; UNITS] {
        state
    }

    #[inline]
    fn advance(&self, x: &In::Last<T>, state: &mut [T; UNITS], (): &mut ()) {
        let mut sums = self.bias;
        add_products(flat(&self.weight), flat(x), &mut sums, Self::ALL);
        add_products(flat(&self.recurrent_weight), state, &mut sums, Self::ALL);
        let row = core::array::from_mut(&mut sums);
        if Self::IS_RELU {
            activate::<T, _, _, 1>(Relu, row)
        } else {
            activate::<T, _, _, 1>(Tanh, row)
        }
        *state = sums;
    }

    #[inline]
    fn back(
        &self,
        step: Step<'_, In::Last<T>, [T; UNITS], ()>,
        carry: &mut [T; UNITS],
        mut gradients: Option<&mut Self>,
        grad_x: Option<&mut In::Last<T>>,
    ) {
        let Step { x, before, out, grad_out, .. } = step;
        // The gradients by the sums.
        let mut sums = *grad_out;
        every!((sum, carry) in sums.iter_mut().zip(carry.iter_mut()) => {
            *sum = *sum + *carry;
            *carry = T::zero();
        });
        let (row, out) = (core::array::from_mut(&mut sums), core::array::from_ref(out));
        if Self::IS_RELU {
            unactivate::<T, _, _, _, 1>(Relu, out, row);
        } else {
            unactivate::<T, _, _, _, 1>(Tanh, out, row);
        }
        let of_weight = gradients.as_deref_mut().map(|gradients| flat_mut(&mut gradients.recurrent_weight));
        back_state(flat(&self.recurrent_weight), before, &sums, carry, of_weight, Self::ALL);
        let gradients = gradients.map(|gradients| (flat_mut(&mut gradients.weight), &mut gradients.bias[..]));
        back_inputs(flat(&self.weight), x, &sums, gradients, grad_x);
    }
}

impl<T: Scalar, In: Steps, const UNITS: usize, const RELU: usize> PartialEq for Rnn<T, In, UNITS, RELU> {
    fn eq(&self, other: &Self) -> bool {
        flat::<T, _>(self) == flat::<T, _>(other)
    }
}

impl<T: Scalar, In: Steps, const UNITS: usize, const RELU: usize> core::fmt::Debug for Rnn<T, In, UNITS, RELU> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let activation = if Self::IS_RELU { "Relu" } else { "Tanh" };
        write!(f, "Rnn({} -> {UNITS}, activation = {activation})", Self::INPUTS)
    }
}

impl<T: Scalar, In: Steps, const UNITS: usize, const RELU: usize> Parameters<T> for Rnn<T, In, UNITS, RELU> {
    const VALUES: usize = (Self::INPUTS + UNITS + 1) * UNITS;
    const TRAINED: usize = Self::VALUES;
    const TENSORS: Tensors = Tensors::Parts {
        parts: &[
            Part { name: "weight", tensors: Tensors::one::<T>(Role::Weight, Dims::of(&[Self::INPUTS, UNITS])) },
            Part { name: "recurrent_weight", tensors: Tensors::one::<T>(Role::Weight, Dims::of(&[UNITS, UNITS])) },
            Part { name: "bias", tensors: Tensors::one::<T>(Role::Bias, Dims::of(&[UNITS])) },
        ],
    };

    fn visit(&self, visitor: &mut impl FnMut(Role, &[T])) {
        visitor(Role::Weight, flat(&self.weight));
        visitor(Role::Weight, flat(&self.recurrent_weight));
        visitor(Role::Bias, &self.bias);
    }
    fn visit_mut(&mut self, visitor: &mut impl FnMut(Role, &mut [T])) {
        visitor(Role::Weight, flat_mut(&mut self.weight));
        visitor(Role::Weight, flat_mut(&mut self.recurrent_weight));
        visitor(Role::Bias, &mut self.bias);
    }
}

impl<T: Scalar, In: Steps, const UNITS: usize, const RELU: usize> Layer<T> for Rnn<T, In, UNITS, RELU> {
    type In = In;
    type Out = In::With<UNITS>;
    type Head = head::Linear;

    const MULTIPLY_ADDS: usize = In::STEPS * UNITS * (Self::INPUTS + UNITS);
    // The state, and the sums of a step.
    const INFERENCE_BYTES: usize = 2 * UNITS * T::BYTES;
    const FINGERPRINT: u64 =
        fingerprint::fold(fingerprint::shapes::<In, Self::Out>(fingerprint::name("Rnn")), RELU as u64);

    #[inline]
    fn forward_rows<const ROWS: usize>(&self, x: &Rows<In, T, ROWS>, out: &mut Rows<Self::Out, T, ROWS>) {
        recurrent::forward(self, x, out);
    }
}

impl<T: Scalar, In: Steps, const UNITS: usize, const RELU: usize> Stream<T> for Rnn<T, In, UNITS, RELU> {
    type State = [T; UNITS];
    type Given = [T; UNITS];
    #[inline]
    fn step(&self, state: &mut [T; UNITS], x: &In::Last<T>, out: &mut [T; UNITS]) -> bool {
        self.step(x, state);
        *out = *state;
        true
    }
}

impl<T: Scalar, In: Steps, const UNITS: usize, const RELU: usize> Learn<T> for Rnn<T, In, UNITS, RELU> {
    type Tape<const ROWS: usize> = ();
    type Gradients = Self;

    // On the way back: the first state, and the gradients by a state and by the sums.
    const PASS_BYTES: usize = (1 + 1 + 1) * UNITS * T::BYTES;
    const READS: (bool, bool) = (true, true);

    fn initialize(&mut self, random: &mut Random) {
        self.draw(Init::Glorot, random);
    }
    #[inline]
    fn backward_rows<const ROWS: usize>(
        &self,
        seen: Seen<'_, Self, T, ROWS>,
        grad_out: &mut Rows<Self::Out, T, ROWS>,
        gradients: Option<&mut Self>,
        grad_x: Option<&mut Rows<In, T, ROWS>>,
    ) {
        let Seen { x, out, .. } = seen;
        recurrent::backward(self, x, out, &Plain::ZERO, grad_out, gradients, grad_x);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::Series;

    /// At this tanh is 4/5, and at half of it 1/2.
    const LN_3: f64 = 1.098_612_288_668_109_8;

    /// Two steps of one number.
    type Of<const RELU: usize> = Rnn<f64, Series<2, 1>, 1, RELU>;
    type Two = [[f64; 1]; 2];

    /// What a pass leaves: outputs, gradients, and gradients by the inputs.
    fn pass<const RELU: usize>(layer: &Of<RELU>, x: Two) -> (Two, Of<RELU>, Two) {
        let (x, mut out) = ([x], Plain::ZERO);
        layer.record_rows(&x, &mut out, &mut (), &mut Random::new(1));
        let (mut gradients, mut grad_x) = (Plain::ZERO, [[[9.0]; 2]]);
        let seen = Seen { x: &x, out: &out, tape: &() };
        layer.backward_rows(seen, &mut [[[0.0], [1.0]]], Some(&mut gradients), Some(&mut grad_x));
        (out[0], gradients, grad_x[0])
    }

    /// `h` is tanh(ln 3) and tanh(1/2 · ln 3); by the second sum the gradient is 3/4, by the first 9/25 of what comes back.
    #[test]
    fn literal_numbers() {
        let recurrent = 0.625 * LN_3;
        let layer = Rnn::<f64, _, 1> { weight: [[LN_3]], recurrent_weight: [[recurrent]], bias: [0.0] };
        let (out, gradients, grad_x) = pass(&layer, [[1.0], [0.0]]);
        let first = 0.36 * 0.75 * recurrent;
        let got = [out[0][0], out[1][0], gradients.weight[0][0], gradients.recurrent_weight[0][0], gradients.bias[0]];
        let want = [0.8, 0.5, first, 0.6, 0.75 + first];
        let near = |got: &[f64], want: &[f64]| got.iter().zip(want).all(|(got, want)| (got - want).abs() < 1e-14);
        assert!(near(&got, &want), "{got:?}, not {want:?}");
        assert!(near(grad_x.as_flattened(), &[first * LN_3, 0.75 * LN_3]), "{grad_x:?}");
    }

    #[test]
    fn literal_numbers_of_relu() {
        let layer = Rnn::<f64, _, 1, 1> { weight: [[2.0]], recurrent_weight: [[0.5]], bias: [0.0] };
        let (out, gradients, grad_x) = pass(&layer, [[1.0], [0.5]]);
        assert_eq!((out, grad_x), ([[2.0], [2.0]], [[1.0], [2.0]]));
        assert!(gradients == Rnn { weight: [[1.0]], recurrent_weight: [[2.0]], bias: [1.5] });
        let (out, gradients, grad_x) = pass(&layer, [[1.0], [-1.0]]);
        assert_eq!((out, grad_x), ([[2.0], [0.0]], [[0.0]; 2]));
        assert!(gradients == Plain::ZERO);
    }

    #[test]
    fn says_what_it_is() {
        type Squashed = Rnn<f32, Series<5, 2>, 3>;
        type Rectified = Rnn<f32, Series<5, 2>, 3, 1>;
        assert_eq!(
            format!("{:?} {:?}", Squashed::ZERO, Rectified::ZERO),
            "Rnn(2 -> 3, activation = Tanh) Rnn(2 -> 3, activation = Relu)"
        );
        assert_eq!((Squashed::VALUES, Squashed::TENSORS.size(), Squashed::MULTIPLY_ADDS), (18, (18, 72), 75));
        assert_ne!(Squashed::FINGERPRINT, Rectified::FINGERPRINT);
        assert_ne!(Squashed::FINGERPRINT, Rnn::<f32, Series<4, 2>, 3>::FINGERPRINT);
        let mut seen = Vec::new();
        Squashed::ZERO.visit(&mut |role, values: &[f32]| seen.push((role, values.len())));
        assert_eq!(seen, [(Role::Weight, 6), (Role::Weight, 9), (Role::Bias, 3)]);
    }

    #[test]
    fn begins_as_glorot_says() {
        type L = Rnn<f64, Series<5, 60>, 40>;
        let mut layer = L::ZERO;
        layer.bias = [1.0; 40];
        layer.initialize(&mut Random::new(4));
        let variance =
            |weights: &[f64]| weights.iter().map(|weight| weight * weight).sum::<f64>() / weights.len() as f64;
        let variances = [variance(flat(&layer.weight)), variance(flat(&layer.recurrent_weight))];
        assert!(variances.iter().zip([0.02, 0.025]).all(|(got, want)| (got / want - 1.0).abs() < 0.1), "{variances:?}");
        assert_eq!(layer.bias, [0.0; 40]);
    }
}
