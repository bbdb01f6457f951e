//! `Lstm(UNITS)`: a cell that keeps what its gates let in.

use super::activation::{Sigmoid, Tanh, activate};
use super::recurrent::{self, Recurrent, Step, back_inputs, back_state};
use super::{Layer, Learn, Seen, Stream, head};
use crate::fingerprint;
use crate::init::Init;
use crate::kernel::{add_products, every};
use crate::memory::{Plain, flat, flat_mut};
use crate::parameters::{Parameters, Role};
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::{Rows, Series, Steps};
use crate::tensors::{Dims, Part, Tensors};

/// Long short-term memory (Hochreiter and Schmidhuber 1997; with a gate that forgets, Gers, Schmidhuber and Cummins 2000): a hidden state
/// `h` and a cell state `c` of `UNITS` numbers each, zero at the start, which every step of a series renews; the hidden state is the output
/// of that step.
///
/// ```text
/// i  = σ(x·Wi + h·Ui + bi)       input
/// f  = σ(x·Wf + h·Uf + bf)       forget
/// o  = σ(x·Wo + h·Uo + bo)       output
/// g  = tanh(x·Wg + h·Ug + bg)    candidate
/// c' = f ⊙ c + i ⊙ g
/// h' = o ⊙ tanh(c')
/// ```
///
/// In a declaration: `memory: Lstm(32)`, or `Lstm(32, forget_bias = 1.0)`, what the bias of the forget gate starts at (Jozefowicz, Zaremba
/// and Sutskever 2015); the others start at zero. [`step`](Self::step) takes one step of a series that never ends. Weights are drawn gate by
/// gate, Glorot: those of the inputs between `N` and `UNITS`, those of the state between `UNITS` and `UNITS` (not orthogonal, as in Keras).
///
/// PyTorch and Keras have their gates in the order i, f, g, o, ONNX in the order i, o, f, g; of two biases this is the sum.
///
/// # Shapes
/// `x`: `Series<STEPS, N>`, `y`: `Series<STEPS, UNITS>`, `weight`: `[[[T; UNITS]; 4]; N]`, `recurrent_weight`: `[[[T; UNITS]; 4]; UNITS]`,
/// `bias`: `[[T; UNITS]; 4]`. `4 · UNITS · (N + UNITS + 1)` parameters, `STEPS · 4 · UNITS · (N + UNITS)` multiply-adds.
///
/// Gradients go back through all steps (Werbos 1990). With `a` by `h'`, and `b` by `c'`, from later steps and `a ⊙ o ⊙ (1 − tanh²(c'))`: by
/// the sums `b ⊙ g ⊙ i ⊙ (1 − i)`, `b ⊙ c ⊙ f ⊙ (1 − f)`, `a ⊙ tanh(c') ⊙ o ⊙ (1 − o)` and `b ⊙ i ⊙ (1 − g²)`, by `c` `b ⊙ f`, and by `h`
/// what comes through the sums.
///
/// ```
/// use nn_core::Series;
/// use nn_core::layer::{Lstm, LstmState};
///
/// let mut memory = Lstm::<f32, Series<4, 2>, 3> {
///     weight: [[[0.0; 3]; 4]; 2],
///     recurrent_weight: [[[0.0; 3]; 4]; 3],
///     bias: [[0.0; 3]; 4],
/// };
/// // What is not forgotten, while nothing comes in, stays as it is.
/// memory.bias[Lstm::FORGET] = [30.0; 3];
/// let mut state = LstmState { hidden: [0.0; 3], cell: [0.5, -1.0, 2.0] };
/// memory.step(&[1.0, 1.0], &mut state);
/// assert_eq!(state.cell, [0.5, -1.0, 2.0]);
/// ```
#[derive(Clone)]
#[repr(C)]
pub struct Lstm<T: Scalar, In: Steps, const UNITS: usize> {
    /// Weight of the inputs `[input][gate][unit]`, with gates in the order [`INPUT`](Lstm::INPUT), [`FORGET`](Lstm::FORGET),
    /// [`OUTPUT`](Lstm::OUTPUT), [`CANDIDATE`](Lstm::CANDIDATE).
    pub weight: In::Last<[[T; UNITS]; 4]>,
    /// Weight of the hidden state `[unit before][gate][unit]`.
    pub recurrent_weight: [[[T; UNITS]; 4]; UNITS],
    /// Bias `[gate][unit]`.
    pub bias: [[T; UNITS]; 4],
}

// SAFETY: `repr(C)` arrays of scalars only, all of one type: zero bytes are valid and there is no padding.
unsafe impl<T: Scalar, In: Steps, const UNITS: usize> Plain for Lstm<T, In, UNITS> {
    const FLAT: bool = T::FLAT && <In::Last<[[T; UNITS]; 4]> as Plain>::FLAT;
}

/// What an [`Lstm`] remembers from one step to the next; zero at the start.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C)]
pub struct LstmState<T, const UNITS: usize> {
    /// What the last step gave.
    pub hidden: [T; UNITS],
    /// What is kept.
    pub cell: [T; UNITS],
}

// SAFETY: `repr(C)` arrays of one type.
unsafe impl<T: Plain, const UNITS: usize> Plain for LstmState<T, UNITS> {
    const FLAT: bool = T::FLAT;
}

/// Where the gates stand in weights and biases. They belong to one type only, so that `Lstm::FORGET` is enough to name them.
impl Lstm<f32, Series<1, 1>, 1> {
    /// How much of the candidate comes in.
    pub const INPUT: usize = 0;
    /// How much of the cell stays.
    pub const FORGET: usize = 1;
    /// How much of the cell is given.
    pub const OUTPUT: usize = 2;
    /// What comes in.
    pub const CANDIDATE: usize = 3;
}

/// What a step leaves for its way back: the four gates, and the cell before it.
type Kept<T, const UNITS: usize> = [[T; UNITS]; 5];

impl<T: Scalar, In: Steps, const UNITS: usize> Lstm<T, In, UNITS> {
    /// How many numbers each step brings.
    const INPUTS: usize = In::SIZES.1[1];
    /// How long a row of weights is, and how many of its columns are skipped: none.
    const ALL: [usize; 2] = [4 * UNITS, 0];

    /// Draws the weights, gate by gate; the biases become zero, that of the forget gate one.
    pub fn draw(&mut self, init: Init, random: &mut Random) {
        init.fill(flat_mut::<T, _>(&mut self.weight), Self::INPUTS, UNITS, random);
        init.fill(flat_mut::<T, _>(&mut self.recurrent_weight), UNITS, UNITS, random);
        self.bias = Plain::ZERO;
        self.set_forget_bias(T::one());
    }

    /// Sets the bias of the forget gate, the same for all units.
    pub fn set_forget_bias(&mut self, bias: T) {
        let [_, forget, ..] = &mut self.bias;
        *forget = [bias; UNITS];
    }

    /// One step of a series without an end: the state becomes what it is behind input `x`. From zero on, `hidden` is what the whole pass
    /// gives for that step, bit by bit.
    #[inline]
    pub fn step(&self, x: &In::Last<T>, state: &mut LstmState<T, UNITS>) {
        recurrent::step(self, x, state);
    }
}

/// `c' = f ⊙ c + i ⊙ g`, forward and once more on the way back, in the same bits.
#[inline(always)]
fn renew<T: Scalar, const UNITS: usize>(cell: &mut [T; UNITS], [input, forget, _, candidate]: &[[T; UNITS]; 4]) {
    let gates = forget.iter().zip(input.iter().zip(candidate));
    every!((cell, (&forget, (&input, &candidate))) in cell.iter_mut().zip(gates) => {
        *cell = forget.multiply_add(*cell, input * candidate);
    });
}

impl<T: Scalar, In: Steps, const UNITS: usize> Recurrent<T, UNITS> for Lstm<T, In, UNITS> {
    type State = LstmState<T, UNITS>;
    type Kept = Kept<T, UNITS>;

    #[inline(always)]
    fn output(state: &LstmState<T, UNITS>) -> &[T; UNITS] {
        &state.hidden
    }

    #[inline]
    fn advance(&self, x: &In::Last<T>, state: &mut LstmState<T, UNITS>, kept: &mut Kept<T, UNITS>) {
        let ([gates @ .., before], LstmState { hidden, cell }) = (kept, state);
        *gates = self.bias;
        add_products(flat(&self.weight), flat(x), gates.as_flattened_mut(), Self::ALL);
        add_products(flat(&self.recurrent_weight), hidden, gates.as_flattened_mut(), Self::ALL);
        let [three @ .., candidate] = gates;
        activate::<T, _, _, 3>(Sigmoid, three);
        activate::<T, _, _, 1>(Tanh, core::array::from_mut(candidate));
        *before = *cell;
        renew(cell, gates);
        *hidden = *cell;
        activate::<T, _, _, 1>(Tanh, core::array::from_mut(hidden));
        let [_, _, output, _] = gates;
        every!((hidden, &output) in hidden.iter_mut().zip(&*output) => { *hidden = *hidden * output; });
    }

    #[inline]
    fn back(
        &self,
        step: Step<'_, In::Last<T>, [T; UNITS], Kept<T, UNITS>>,
        carry: &mut LstmState<T, UNITS>,
        mut gradients: Option<&mut Self>,
        grad_x: Option<&mut In::Last<T>>,
    ) {
        let Step { x, before, kept: [gates @ .., cell], grad_out, .. } = step;
        let LstmState { hidden: carry, cell: of_cell } = carry;
        let [input, forget, output, candidate] = gates;
        let one = T::one();
        // tanh(c')
        let mut given = *cell;
        renew(&mut given, gates);
        activate::<T, _, _, 1>(Tanh, core::array::from_mut(&mut given));
        // The gradients by the sums in σ, σ, σ and tanh.
        let mut sums = [[T::zero(); UNITS]; 4];
        let [of_input, of_forget, of_output, of_candidate] = &mut sums;
        let seen = grad_out.iter().zip(given.iter().zip(output));
        let wanted = carry.iter_mut().zip(of_cell.iter_mut().zip(of_output.iter_mut()));
        every!(((&grad, (&given, &o)), (carry, (of_cell, of_output))) in seen.zip(wanted) => {
            let grad = grad + *carry;
            *of_output = grad * given * (o * (one - o));
            *of_cell = (grad * o).multiply_add(one - given * given, *of_cell);
            *carry = T::zero();
        });
        let seen = cell.iter().zip(input.iter().zip(forget.iter().zip(candidate)));
        let wanted = of_input.iter_mut().zip(of_forget.iter_mut().zip(of_candidate.iter_mut()));
        every!(((&c, (&i, (&f, &g))), (of_cell, (of_input, (of_forget, of_candidate)))) in
            seen.zip(of_cell.iter_mut().zip(wanted)) => {
            *of_input = *of_cell * g * (i * (one - i));
            *of_forget = *of_cell * c * (f * (one - f));
            *of_candidate = *of_cell * i * (one - g * g);
            *of_cell = *of_cell * f;
        });
        let of_weight = gradients.as_deref_mut().map(|gradients| flat_mut(&mut gradients.recurrent_weight));
        back_state(flat(&self.recurrent_weight), before, sums.as_flattened(), carry, of_weight, Self::ALL);
        let gradients = gradients.map(|gradients| (flat_mut(&mut gradients.weight), gradients.bias.as_flattened_mut()));
        back_inputs(flat(&self.weight), x, sums.as_flattened(), gradients, grad_x);
    }
}

impl<T: Scalar, In: Steps, const UNITS: usize> PartialEq for Lstm<T, In, UNITS> {
    fn eq(&self, other: &Self) -> bool {
        flat::<T, _>(self) == flat::<T, _>(other)
    }
}

impl<T: Scalar, In: Steps, const UNITS: usize> core::fmt::Debug for Lstm<T, In, UNITS> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Lstm({} -> {UNITS})", Self::INPUTS)
    }
}

impl<T: Scalar, In: Steps, const UNITS: usize> Parameters<T> for Lstm<T, In, UNITS> {
    const VALUES: usize = 4 * (Self::INPUTS + UNITS + 1) * UNITS;
    const TRAINED: usize = Self::VALUES;
    const TENSORS: Tensors = Tensors::Parts {
        parts: &[
            Part { name: "weight", tensors: Tensors::one::<T>(Role::Weight, Dims::of(&[Self::INPUTS, 4, UNITS])) },
            Part { name: "recurrent_weight", tensors: Tensors::one::<T>(Role::Weight, Dims::of(&[UNITS, 4, UNITS])) },
            Part { name: "bias", tensors: Tensors::one::<T>(Role::Bias, Dims::of(&[4, UNITS])) },
        ],
    };

    fn visit(&self, visitor: &mut impl FnMut(Role, &[T])) {
        visitor(Role::Weight, flat(&self.weight));
        visitor(Role::Weight, flat(&self.recurrent_weight));
        visitor(Role::Bias, self.bias.as_flattened());
    }
    fn visit_mut(&mut self, visitor: &mut impl FnMut(Role, &mut [T])) {
        visitor(Role::Weight, flat_mut(&mut self.weight));
        visitor(Role::Weight, flat_mut(&mut self.recurrent_weight));
        visitor(Role::Bias, self.bias.as_flattened_mut());
    }
}

impl<T: Scalar, In: Steps, const UNITS: usize> Layer<T> for Lstm<T, In, UNITS> {
    type In = In;
    type Out = In::With<UNITS>;
    type Head = head::Linear;

    const MULTIPLY_ADDS: usize = In::STEPS * 4 * UNITS * (Self::INPUTS + UNITS);
    // The two states, and what a step keeps.
    const INFERENCE_BYTES: usize = (2 + 5) * UNITS * T::BYTES;
    const FINGERPRINT: u64 = fingerprint::shapes::<In, Self::Out>(fingerprint::name("Lstm"));

    #[inline]
    fn forward_rows<const ROWS: usize>(&self, x: &Rows<In, T, ROWS>, out: &mut Rows<Self::Out, T, ROWS>) {
        recurrent::forward(self, x, out);
    }
}

impl<T: Scalar, In: Steps, const UNITS: usize> Stream<T> for Lstm<T, In, UNITS> {
    type State = LstmState<T, UNITS>;
    type Given = [T; UNITS];
    #[inline]
    fn step(&self, state: &mut LstmState<T, UNITS>, x: &In::Last<T>, out: &mut [T; UNITS]) -> bool {
        self.step(x, state);
        *out = state.hidden;
        true
    }
}

impl<T: Scalar, In: Steps, const UNITS: usize> Learn<T> for Lstm<T, In, UNITS> {
    type Tape<const ROWS: usize> = [In::Each<Kept<T, UNITS>>; ROWS];
    type Gradients = Self;

    // On the way back: the first state, what the cell gives, and the gradients by both states and by the sums.
    const PASS_BYTES: usize = (1 + 1 + 2 + 4) * UNITS * T::BYTES;
    const READS: (bool, bool) = (true, true);

    fn initialize(&mut self, random: &mut Random) {
        self.draw(Init::Glorot, random);
    }
    #[inline]
    fn record_rows<const ROWS: usize>(
        &self,
        x: &Rows<In, T, ROWS>,
        out: &mut Rows<Self::Out, T, ROWS>,
        tape: &mut Self::Tape<ROWS>,
        _: &mut Random,
    ) {
        recurrent::record(self, x, out, tape);
    }
    #[inline]
    fn backward_rows<const ROWS: usize>(
        &self,
        seen: Seen<'_, Self, T, ROWS>,
        grad_out: &mut Rows<Self::Out, T, ROWS>,
        gradients: Option<&mut Self>,
        grad_x: Option<&mut Rows<In, T, ROWS>>,
    ) {
        let Seen { x, out, tape } = seen;
        recurrent::backward(self, x, out, tape, grad_out, gradients, grad_x);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// At ± this σ is 3/4 and 1/4, and tanh ±4/5.
    const LN_3: f64 = 1.098_612_288_668_109_8;

    #[track_caller]
    fn near(got: &[f64], want: &[f64]) {
        assert_eq!(got.len(), want.len());
        for (at, (&got, &want)) in got.iter().zip(want).enumerate() {
            assert!((got - want).abs() <= 1e-14 * (1.0 + want.abs()), "at {at}: got {got}, want {want}");
        }
    }

    /// i = 3/4, f = 1/4 and o = 1/2 at both steps, and g = 4/5. The cell is 3/4 · 4/5 = 0.6, then 1/4 · 0.6 + 3/4 · 4/5 = 0.75.
    #[test]
    fn literal_numbers() {
        let (first, second) = (0.6f64.tanh(), 0.75f64.tanh());
        let recurrent = 2.0 * LN_3 / first;
        let layer = Lstm::<f64, Series<2, 1>, 1> {
            weight: [[[0.0], [0.0], [0.0], [LN_3]]],
            recurrent_weight: [[[0.0], [0.0], [0.0], [recurrent]]],
            bias: [[LN_3], [-LN_3], [0.0], [0.0]],
        };
        let (x, mut out, mut tape) = ([[[1.0], [0.0]]], Plain::ZERO, Plain::ZERO);
        layer.record_rows(&x, &mut out, &mut tape, &mut Random::new(1));
        near(out.as_flattened().as_flattened(), &[first / 2.0, second / 2.0]);
        let (mut gradients, mut grad_x) = (Lstm::ZERO, [[[9.0]; 2]]);
        let seen = Seen { x: &x, out: &out, tape: &tape };
        layer.backward_rows(seen, &mut [[[0.0], [1.0]]], Some(&mut gradients), Some(&mut grad_x));
        // By the cell of the second step, and by its sums: 0.8 · 3/16 of that of the input gate, 0.6 · 3/16 of that of the forget gate,
        // 3/4 · 0.36 of that of the candidate; tanh(0.75) / 4 by that of the output gate.
        let b = (1.0 - second * second) / 2.0;
        let sums = [0.15 * b, 0.1125 * b, second / 4.0, 0.27 * b];
        // By what the first step gave, and by its cell.
        let a_before = recurrent * 0.27 * b;
        let b_before = b / 4.0 + a_before * (1.0 - first * first) / 2.0;
        let before = [0.15 * b_before, 0.0, a_before * first / 4.0, 0.27 * b_before];
        near(flat(&gradients.weight), &before);
        near(flat(&gradients.recurrent_weight), &sums.map(|sum| sum * first / 2.0));
        near(flat(&gradients.bias), &core::array::from_fn::<_, 4, _>(|gate| before[gate] + sums[gate]));
        near(flat(&grad_x), &[LN_3 * 0.27 * b_before, LN_3 * 0.27 * b]);
    }

    /// The state of a stream is both.
    #[test]
    fn a_state_has_two_parts() {
        let mut layer: Lstm<f64, Series<3, 1>, 2> = Plain::ZERO;
        layer.bias = [[LN_3; 2], [-LN_3; 2], [0.0; 2], [LN_3; 2]];
        let (mut state, mut given) = (LstmState::ZERO, [9.0; 2]);
        assert!(Stream::step(&layer, &mut state, &[1.0], &mut given));
        near(&state.cell, &[0.6; 2]);
        near(&given, &[0.6f64.tanh() / 2.0; 2]);
        layer.step(&[1.0], &mut state);
        near(&state.cell, &[0.75; 2]);
        near(&state.hidden, &[0.75f64.tanh() / 2.0; 2]);
    }

    #[test]
    fn large_sums_stay_finite() {
        let mut layer: Lstm<f32, Series<2, 1>, 3> = Plain::ZERO;
        flat_mut(&mut layer).fill(1e30f32);
        let mut out = [[[0.0; 3]; 2]; 2];
        layer.forward_rows(&[[[1.0], [-1e8]], [[-1.0], [1e8]]], &mut out);
        assert!(flat::<f32, _>(&out).iter().all(|out| out.abs() <= 1.0), "{out:?}");
    }

    #[test]
    fn begins_as_glorot_says() {
        type L = Lstm<f64, Series<5, 30>, 20>;
        let mut layer = L::ZERO;
        flat_mut(&mut layer).fill(7.0);
        layer.initialize(&mut Random::new(4));
        assert_eq!(layer.bias, [[0.0; 20], [1.0; 20], [0.0; 20], [0.0; 20]]);
        layer.set_forget_bias(0.5);
        assert_eq!(layer.bias[Lstm::FORGET], [0.5; 20]);
        let variance =
            |weights: &[f64]| weights.iter().map(|weight| weight * weight).sum::<f64>() / weights.len() as f64;
        let variances = [variance(flat(&layer.weight)), variance(flat(&layer.recurrent_weight))];
        assert!(variances.iter().zip([0.04, 0.05]).all(|(got, want)| (got / want - 1.0).abs() < 0.1), "{variances:?}");
    }

    #[test]
    fn says_what_it_is() {
        type L = Lstm<f32, Series<5, 2>, 3>;
        assert_eq!(format!("{:?}", L::ZERO), "Lstm(2 -> 3)");
        assert_eq!((L::VALUES, L::TENSORS.size(), L::MULTIPLY_ADDS), (72, (72, 288), 300));
        assert_ne!(L::FINGERPRINT, Lstm::<f32, Series<4, 2>, 3>::FINGERPRINT);
        let mut seen = Vec::new();
        L::ZERO.visit(&mut |role, values: &[f32]| seen.push((role, values.len())));
        assert_eq!(seen, [(Role::Weight, 24), (Role::Weight, 36), (Role::Bias, 12)]);
    }

    #[test]
    fn descends_by_the_gradient() {
        let mut layer: Lstm<f64, Series<3, 2>, 2> = Plain::ZERO;
        layer.initialize(&mut Random::new(3));
        let (x, mut out, mut tape) = ([[[1.0, -0.5], [0.25, 2.0], [-1.5, 0.75]]], Plain::ZERO, Plain::ZERO);
        layer.record_rows(&x, &mut out, &mut tape, &mut Random::new(1));
        let (mut gradients, mut grad_x, mut moved, mut moved_x) = (Lstm::ZERO, Plain::ZERO, layer.clone(), Plain::ZERO);
        let seen = || Seen { x: &x, out: &out, tape: &tape };
        layer.backward_rows(seen(), &mut [[[1.0, -2.0]; 3]], Some(&mut gradients), Some(&mut grad_x));
        moved.descend_rows(seen(), &mut [[[1.0, -2.0]; 3]], 0.5, Some(&mut moved_x));
        let want: Vec<f64> =
            flat(&layer).iter().zip(flat(&gradients)).map(|(value, grad): (&f64, &f64)| value - 0.5 * grad).collect();
        assert_eq!((flat::<f64, _>(&moved), moved_x), (want.as_slice(), grad_x));
    }
}
