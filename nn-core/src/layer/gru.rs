//! `Gru(UNITS)`: a state that remembers, step by step.

use super::activation::{Sigmoid, Tanh, activate};
use super::recurrent::{self, Recurrent, Step, add, back_inputs, back_state};
use super::{Layer, Learn, Seen, Stream, head};
use crate::fingerprint;
use crate::init::Init;
use crate::kernel::{add_dots, add_outer, add_products, every};
use crate::memory::{Plain, flat, flat_mut};
use crate::parameters::{Parameters, Role};
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::{Rows, Series, Steps};
use crate::tensors::{Dims, Part, Tensors};

/// Gated recurrent unit (Cho et al. 2014): a state `h` of `UNITS` numbers, zero at the start, which every step of a series renews and
/// which is the output of that step.
///
/// ```text
/// r  = σ(x·Wr + br + h·Ur + cr)              reset
/// z  = σ(x·Wz + bz + h·Uz + cz)              update
/// n  = tanh(x·Wn + bn + r ⊙ (h·Un + cn))     candidate, with `reset = After` (PyTorch, Keras, TFLite)
/// n  = tanh(x·Wn + bn + (r ⊙ h)·Un)          candidate, with `reset = Before` (the paper), which has no `c`
/// h' = (1 − z) ⊙ n + z ⊙ h
/// ```
///
/// `RECURRENT_BIAS` is 3 with `reset = After`, 0 with `reset = Before`. [`step`](Self::step) takes one step of a series that never
/// ends. Weights are drawn gate by gate, Glorot: those of the inputs between `N` and `UNITS`, those of the state between `UNITS` and
/// `UNITS` (not orthogonal, as in Keras). Biases start at zero.
///
/// # Shapes
/// `x`: `Series<STEPS, N>`, `y`: `Series<STEPS, UNITS>`, `weight`: `[[[T; UNITS]; 3]; N]`, `recurrent_weight`: `[[[T; UNITS]; 3]; UNITS]`,
/// `bias`: `[[T; UNITS]; 3]`, `recurrent_bias`: `[[T; UNITS]; RECURRENT_BIAS]`.
/// `3 · UNITS · (N + UNITS + 2)` parameters, with `reset = Before` `3 · UNITS · (N + UNITS + 1)`; `STEPS · 3 · UNITS · (N + UNITS)`
/// multiply-adds.
///
/// Gradients go back through all steps (Werbos 1990). With `g` by `h'`: `g ⊙ (1 − z) ⊙ (1 − n²)` by the sum in `tanh`,
/// `g ⊙ (h − n) ⊙ z ⊙ (1 − z)` by that of the update, and by `h` `g ⊙ z` and what comes through the sums.
///
/// ```
/// use nn_core::Series;
/// use nn_core::layer::Gru;
///
/// let mut memory = Gru::<f32, Series<4, 2>, 3> {
///     weight: [[[0.0; 3]; 3]; 2],
///     recurrent_weight: [[[0.0; 3]; 3]; 3],
///     bias: [[0.0; 3]; 3],
///     recurrent_bias: [[0.0; 3]; 3],
/// };
/// // An update of 1 keeps the state as it is.
/// memory.bias[Gru::UPDATE] = [30.0; 3];
/// let mut state = [0.5, -1.0, 2.0];
/// memory.step(&[1.0, 1.0], &mut state);
/// assert_eq!(state, [0.5, -1.0, 2.0]);
/// ```
#[derive(Clone)]
#[repr(C)]
pub struct Gru<T: Scalar, In: Steps, const UNITS: usize, const RECURRENT_BIAS: usize = 3> {
    /// Weight of the inputs `[input][gate][unit]`, with gates in the order [`RESET`](Gru::RESET), [`UPDATE`](Gru::UPDATE),
    /// [`CANDIDATE`](Gru::CANDIDATE).
    pub weight: In::Last<[[T; UNITS]; 3]>,
    /// Weight of the state `[unit before][gate][unit]`.
    pub recurrent_weight: [[[T; UNITS]; 3]; UNITS],
    /// Bias `[gate][unit]`.
    pub bias: [[T; UNITS]; 3],
    /// Bias of what the state adds, `[gate][unit]`; empty with `reset = Before`.
    pub recurrent_bias: [[T; UNITS]; RECURRENT_BIAS],
}

// SAFETY: `repr(C)` arrays of scalars only, all of one type: zero bytes are valid and there is no padding.
unsafe impl<T: Scalar, In: Steps, const UNITS: usize, const RECURRENT_BIAS: usize> Plain
    for Gru<T, In, UNITS, RECURRENT_BIAS>
{
    const FLAT: bool = T::FLAT && <In::Last<[[T; UNITS]; 3]> as Plain>::FLAT;
}

/// Where the gates stand in weights and biases. They belong to one type only, so that `Gru::UPDATE` is enough to name them.
impl Gru<f32, Series<1, 1>, 1> {
    /// How much of the state before the candidate sees.
    pub const RESET: usize = 0;
    /// How much of the state before stays.
    pub const UPDATE: usize = 1;
    /// What takes the place of the rest.
    pub const CANDIDATE: usize = 2;
}

/// What a step leaves for its way back: the three gates, and the candidate's part of the state: `h·Un + cn` with `reset = After`,
/// `r ⊙ h` with `reset = Before`.
type Kept<T, const UNITS: usize> = [[T; UNITS]; 4];

impl<T: Scalar, In: Steps, const UNITS: usize, const RECURRENT_BIAS: usize> Gru<T, In, UNITS, RECURRENT_BIAS> {
    /// How many numbers each step brings.
    const INPUTS: usize = In::SIZES.1[1];
    /// Whether the reset is applied behind the candidate's product with the state.
    const AFTER: bool = {
        assert!(RECURRENT_BIAS == 0 || RECURRENT_BIAS == 3, "a recurrent bias of another length");
        RECURRENT_BIAS == 3
    };
    /// How long a row of weights is, and how many of its columns are skipped: none.
    const ALL: [usize; 2] = [3 * UNITS, 0];
    /// The same, up to the columns of the candidate.
    const LAST: [usize; 2] = [3 * UNITS, 2 * UNITS];

    /// Draws the weights, gate by gate; the biases become zero.
    pub fn draw(&mut self, init: Init, random: &mut Random) {
        init.fill(flat_mut::<T, _>(&mut self.weight), Self::INPUTS, UNITS, random);
        init.fill(flat_mut::<T, _>(&mut self.recurrent_weight), UNITS, UNITS, random);
        self.bias = Plain::ZERO;
        self.recurrent_bias = Plain::ZERO;
    }

    /// One step of a series without an end: the state becomes what it is behind input `x`. From zero on, it is what the whole pass gives
    /// for that step, bit by bit.
    #[inline]
    pub fn step(&self, x: &In::Last<T>, state: &mut [T; UNITS]) {
        recurrent::step(self, x, state);
    }
}

impl<T: Scalar, In: Steps, const UNITS: usize, const RECURRENT_BIAS: usize> Recurrent<T, UNITS>
    for Gru<T, In, UNITS, RECURRENT_BIAS>
{
    type State = [T; UNITS];
    type Kept = Kept<T, UNITS>;

    #[inline(always)]
    fn output(state: &[T; UNITS]) -> &[T; UNITS] {
        state
    }

    #[inline]
    fn advance(&self, x: &In::Last<T>, state: &mut [T; UNITS], kept: &mut Kept<T, UNITS>) {
        let [gates @ .., inner] = kept;
        *gates = self.bias;
        add_products(flat(&self.weight), flat(x), gates.as_flattened_mut(), Self::ALL);
        let [two @ .., candidate] = gates;
        let recurrent_weight = flat(&self.recurrent_weight);
        if Self::AFTER {
            let mut hidden = [[T::zero(); UNITS]; 3];
            for (hidden, bias) in hidden.iter_mut().zip(&self.recurrent_bias) {
                *hidden = *bias;
            }
            add_products(recurrent_weight, state, hidden.as_flattened_mut(), Self::ALL);
            add(two.as_flattened_mut(), hidden.as_flattened());
            activate::<T, _, _, 2>(Sigmoid, two);
            let [reset, _] = &*two;
            [_, _, *inner] = hidden;
            every!((candidate, (&reset, &inner)) in candidate.iter_mut().zip(reset.iter().zip(&*inner)) => {
                *candidate = reset.multiply_add(inner, *candidate);
            });
        } else {
            add_products(recurrent_weight, state, two.as_flattened_mut(), Self::ALL);
            activate::<T, _, _, 2>(Sigmoid, two);
            let [reset, _] = &*two;
            every!((inner, (&reset, &state)) in inner.iter_mut().zip(reset.iter().zip(&*state)) => {
                *inner = reset * state;
            });
            add_products(recurrent_weight, inner, candidate, Self::LAST);
        }
        activate::<T, _, _, 1>(Tanh, core::array::from_mut(candidate));
        let [_, update] = two;
        every!((state, (&update, &candidate)) in state.iter_mut().zip(update.iter().zip(&*candidate)) => {
            *state = update.multiply_add(*state, (T::one() - update) * candidate);
        });
    }

    #[inline]
    fn back(
        &self,
        step: Step<'_, In::Last<T>, [T; UNITS], Kept<T, UNITS>>,
        carry: &mut [T; UNITS],
        mut gradients: Option<&mut Self>,
        grad_x: Option<&mut In::Last<T>>,
    ) {
        let Step { x, before, kept: [reset, update, candidate, inner], grad_out, .. } = step;
        let one = T::one();
        let recurrent_weight = flat(&self.recurrent_weight);
        // The gradients by the sums in σ, σ and tanh.
        let mut sums = [[T::zero(); UNITS]; 3];
        let [of_reset, of_update, of_candidate] = &mut sums;
        let seen = grad_out.iter().zip(before.iter().zip(update.iter().zip(candidate)));
        let wanted = carry.iter_mut().zip(of_update.iter_mut().zip(of_candidate.iter_mut()));
        every!(((&grad, (&before, (&z, &n))), (carry, (of_update, of_candidate))) in seen.zip(wanted) => {
            let grad = grad + *carry;
            *of_update = grad * (before - n) * (z * (one - z));
            *of_candidate = grad * (one - z) * (one - n * n);
            *carry = grad * z;
        });
        if Self::AFTER {
            // The gradients by what the state adds to the sums; the reset stands before that of the candidate.
            let mut hidden = [[T::zero(); UNITS]; 3];
            let [_, _, of_inner] = &mut hidden;
            let seen = of_candidate.iter().zip(reset.iter().zip(inner));
            let wanted = of_reset.iter_mut().zip(of_inner.iter_mut());
            every!(((&of_candidate, (&r, &inner)), (of_reset, of_inner)) in seen.zip(wanted) => {
                *of_reset = of_candidate * inner * (r * (one - r));
                *of_inner = of_candidate * r;
            });
            let [reset_of_state, update_of_state, _] = &mut hidden;
            (*reset_of_state, *update_of_state) = (*of_reset, *of_update);
            let of_weight = gradients.as_deref_mut().map(|gradients| flat_mut(&mut gradients.recurrent_weight));
            back_state(recurrent_weight, before, hidden.as_flattened(), carry, of_weight, Self::ALL);
            if let Some(gradients) = gradients.as_deref_mut() {
                add(gradients.recurrent_bias.as_flattened_mut(), hidden.as_flattened());
            }
        } else {
            // The gradient by `r ⊙ h`.
            let mut of_inner = [T::zero(); UNITS];
            add_dots(recurrent_weight, of_candidate, &mut of_inner, Self::LAST);
            let seen = of_inner.iter().zip(reset.iter().zip(before));
            let wanted = of_reset.iter_mut().zip(carry.iter_mut());
            every!(((&of_inner, (&r, &before)), (of_reset, carry)) in seen.zip(wanted) => {
                *of_reset = of_inner * before * (r * (one - r));
                *carry = of_inner.multiply_add(r, *carry);
            });
            let [two @ .., of_candidate] = &sums;
            let of_weight = gradients.as_deref_mut().map(|gradients| flat_mut(&mut gradients.recurrent_weight));
            back_state(recurrent_weight, before, two.as_flattened(), carry, of_weight, Self::ALL);
            if let Some(gradients) = gradients.as_deref_mut() {
                add_outer(flat_mut(&mut gradients.recurrent_weight), inner, of_candidate, Self::LAST);
            }
        }
        let gradients = gradients.map(|gradients| (flat_mut(&mut gradients.weight), gradients.bias.as_flattened_mut()));
        back_inputs(flat(&self.weight), x, sums.as_flattened(), gradients, grad_x);
    }
}

impl<T: Scalar, In: Steps, const UNITS: usize, const RECURRENT_BIAS: usize> PartialEq
    for Gru<T, In, UNITS, RECURRENT_BIAS>
{
    fn eq(&self, other: &Self) -> bool {
        flat::<T, _>(self) == flat::<T, _>(other)
    }
}

impl<T: Scalar, In: Steps, const UNITS: usize, const RECURRENT_BIAS: usize> core::fmt::Debug
    for Gru<T, In, UNITS, RECURRENT_BIAS>
{
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let reset = if Self::AFTER { "After" } else { "Before" };
        write!(f, "Gru({} -> {UNITS}, reset = {reset})", Self::INPUTS)
    }
}

impl<T: Scalar, In: Steps, const UNITS: usize, const RECURRENT_BIAS: usize> Parameters<T>
    for Gru<T, In, UNITS, RECURRENT_BIAS>
{
    const VALUES: usize = (3 * (Self::INPUTS + UNITS + 1) + RECURRENT_BIAS) * UNITS;
    const TRAINED: usize = Self::VALUES;
    const TENSORS: Tensors = Tensors::Parts {
        parts: &[
            Part { name: "weight", tensors: Tensors::one::<T>(Role::Weight, Dims::of(&[Self::INPUTS, 3, UNITS])) },
            Part { name: "recurrent_weight", tensors: Tensors::one::<T>(Role::Weight, Dims::of(&[UNITS, 3, UNITS])) },
            Part { name: "bias", tensors: Tensors::one::<T>(Role::Bias, Dims::of(&[3, UNITS])) },
            Part { name: "recurrent_bias", tensors: Tensors::one::<T>(Role::Bias, Dims::of(&[RECURRENT_BIAS, UNITS])) },
        ],
    };

    fn visit(&self, visitor: &mut impl FnMut(Role, &[T])) {
        visitor(Role::Weight, flat(&self.weight));
        visitor(Role::Weight, flat(&self.recurrent_weight));
        visitor(Role::Bias, self.bias.as_flattened());
        visitor(Role::Bias, self.recurrent_bias.as_flattened());
    }
    fn visit_mut(&mut self, visitor: &mut impl FnMut(Role, &mut [T])) {
        visitor(Role::Weight, flat_mut(&mut self.weight));
        visitor(Role::Weight, flat_mut(&mut self.recurrent_weight));
        visitor(Role::Bias, self.bias.as_flattened_mut());
        visitor(Role::Bias, self.recurrent_bias.as_flattened_mut());
    }
}

impl<T: Scalar, In: Steps, const UNITS: usize, const RECURRENT_BIAS: usize> Layer<T>
    for Gru<T, In, UNITS, RECURRENT_BIAS>
{
    type In = In;
    type Out = In::With<UNITS>;
    type Head = head::Linear;

    const MULTIPLY_ADDS: usize = In::STEPS * 3 * UNITS * (Self::INPUTS + UNITS);
    // The state, what a step keeps, and with `reset = After` what the state adds.
    const INFERENCE_BYTES: usize = (1 + 4 + RECURRENT_BIAS) * UNITS * T::BYTES;
    const FINGERPRINT: u64 =
        fingerprint::fold(fingerprint::shapes::<In, Self::Out>(fingerprint::name("Gru")), RECURRENT_BIAS as u64);

    #[inline]
    fn forward_rows<const ROWS: usize>(&self, x: &Rows<In, T, ROWS>, out: &mut Rows<Self::Out, T, ROWS>) {
        recurrent::forward(self, x, out);
    }
}

impl<T: Scalar, In: Steps, const UNITS: usize, const RECURRENT_BIAS: usize> Stream<T>
    for Gru<T, In, UNITS, RECURRENT_BIAS>
{
    type State = [T; UNITS];
    type Given = [T; UNITS];
    #[inline]
    fn step(&self, state: &mut [T; UNITS], x: &In::Last<T>, out: &mut [T; UNITS]) -> bool {
        self.step(x, state);
        *out = *state;
        true
    }
}

impl<T: Scalar, In: Steps, const UNITS: usize, const RECURRENT_BIAS: usize> Learn<T>
    for Gru<T, In, UNITS, RECURRENT_BIAS>
{
    type Tape<const ROWS: usize> = [In::Each<Kept<T, UNITS>>; ROWS];
    type Gradients = Self;

    // On the way back: the first state, the gradients by a state and by the sums, and, by what the state adds, of three or of one.
    const PASS_BYTES: usize = (1 + 1 + 3 + if Self::AFTER { 3 } else { 1 }) * UNITS * T::BYTES;
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

    /// At ± this σ is 3/4 and 1/4, and tanh ±0.8.
    const LN_3: f64 = 1.098_612_288_668_109_8;

    #[track_caller]
    fn near(got: &[f64], want: &[f64]) {
        assert_eq!(got.len(), want.len());
        for (at, (&got, &want)) in got.iter().zip(want).enumerate() {
            assert!((got - want).abs() <= 1e-14 * (1.0 + want.abs()), "at {at}: got {got}, want {want}");
        }
    }

    /// What a pass leaves: outputs, gradients, and gradients by the inputs.
    type Passed<L, const STEPS: usize, const N: usize, const UNITS: usize> =
        ([[f64; UNITS]; STEPS], L, [[f64; N]; STEPS]);

    fn pass<const STEPS: usize, const N: usize, const UNITS: usize, const RECURRENT_BIAS: usize>(
        layer: &Gru<f64, Series<STEPS, N>, UNITS, RECURRENT_BIAS>,
        x: [[f64; N]; STEPS],
        grad_out: [[f64; UNITS]; STEPS],
    ) -> Passed<Gru<f64, Series<STEPS, N>, UNITS, RECURRENT_BIAS>, STEPS, N, UNITS> {
        let (x, mut out, mut tape) = ([x], Plain::ZERO, Plain::ZERO);
        layer.record_rows(&x, &mut out, &mut tape, &mut Random::new(1));
        let (mut gradients, mut grad_x) = (Plain::ZERO, [[[9.0; N]; STEPS]]);
        let seen = Seen { x: &x, out: &out, tape: &tape };
        layer.backward_rows(seen, &mut [grad_out], Some(&mut gradients), Some(&mut grad_x));
        (out[0], gradients, grad_x[0])
    }

    /// First step: r = 1/4, z = 1/2, n = tanh(1/4 · 4 ln 3), h = 1/2 · 0.8. Second: r = 1/2, z = 3/4, n = tanh(1/2 · (4 − 2) ln 3),
    /// h = 1/4 · 0.8 + 3/4 · 0.4.
    #[test]
    fn literal_numbers_reset_after() {
        let layer = Gru::<f64, Series<2, 1>, 1> {
            weight: [[[-LN_3], [0.0], [0.0]]],
            recurrent_weight: [[[0.0], [2.5 * LN_3], [-5.0 * LN_3]]],
            bias: [[0.0]; 3],
            recurrent_bias: [[0.0], [0.0], [4.0 * LN_3]],
        };
        let (out, gradients, grad_x) = pass(&layer, [[1.0], [0.0]], [[0.0], [1.0]]);
        near(out.as_flattened(), &[0.4, 0.5]);
        // By the sums of the second step: 1/4 · 0.36 = 0.09 of the candidate, (0.4 − 0.8) · 3/16 = −0.075 of the update,
        // 0.09 · 2 ln 3 · 1/4 = 0.045 ln 3 of the reset, and 0.09 · 1/2 of what the reset stands before. By the first state `g`, hence:
        let g = 0.75 - 2.5 * LN_3 * 0.075 - 5.0 * LN_3 * 0.045;
        let first = [0.135 * LN_3 * g, -0.2 * g, 0.18 * g];
        near(gradients.weight.as_flattened().as_flattened(), &first);
        near(gradients.recurrent_weight.as_flattened().as_flattened(), &[0.018 * LN_3, -0.03, 0.018]);
        let bias = [0.045 * LN_3 + first[0], -0.075 + first[1], 0.09 + first[2]];
        near(gradients.bias.as_flattened(), &bias);
        near(gradients.recurrent_bias.as_flattened(), &[bias[0], bias[1], 0.045 + 0.045 * g]);
        near(grad_x.as_flattened(), &[-LN_3 * first[0], -LN_3 * 0.045 * LN_3]);
    }

    /// First step: r = 1/4, z = 1/2, n = tanh(ln 3), h = 1/2 · 0.8. Second: r = 1/2, z = 3/4, n = tanh(ln 3 − 1/2 · 0.4 · 10 ln 3),
    /// h = 1/4 · −0.8 + 3/4 · 0.4.
    #[test]
    fn literal_numbers_reset_before() {
        let layer = Gru::<f64, Series<2, 1>, 1, 0> {
            weight: [[[-LN_3], [0.0], [0.0]]],
            recurrent_weight: [[[0.0], [2.5 * LN_3], [-10.0 * LN_3]]],
            bias: [[0.0], [0.0], [LN_3]],
            recurrent_bias: [],
        };
        let (out, gradients, grad_x) = pass(&layer, [[1.0], [0.0]], [[0.0], [1.0]]);
        near(out.as_flattened(), &[0.4, 0.1]);
        // By the sums of the second step: 1/4 · 0.36 = 0.09 of the candidate, (0.4 + 0.8) · 3/16 = 0.225 of the update; −0.9 ln 3 by
        // r · h, and so −0.9 ln 3 · 0.4 · 1/4 of the reset.
        let g = 0.75 - 0.9 * LN_3 * 0.5 + 2.5 * LN_3 * 0.225;
        near(gradients.weight.as_flattened().as_flattened(), &[0.0, -0.2 * g, 0.18 * g]);
        near(gradients.recurrent_weight.as_flattened().as_flattened(), &[-0.036 * LN_3, 0.09, 0.09 * 0.2]);
        near(gradients.bias.as_flattened(), &[-0.09 * LN_3, 0.225 - 0.2 * g, 0.09 + 0.18 * g]);
        near(grad_x.as_flattened(), &[0.0, 0.09 * LN_3 * LN_3]);
    }

    const X: [[f64; 2]; 3] = [[1.0, -0.5], [0.25, 2.0], [-1.5, 0.75]];
    const GRAD_OUT: [[f64; 2]; 3] = [[0.5, -1.0], [2.0, 0.25], [-0.75, 1.5]];

    fn golden<const RECURRENT_BIAS: usize>(
        recurrent_bias: [[f64; 2]; RECURRENT_BIAS],
    ) -> Gru<f64, Series<3, 2>, 2, RECURRENT_BIAS> {
        Gru {
            weight: [[[0.5, -0.25], [0.75, 0.125], [-1.0, 0.625]], [[-0.375, 1.0], [0.25, -0.5], [0.875, -0.125]]],
            recurrent_weight: [
                [[0.25, 0.5], [-0.75, 0.375], [1.0, -0.5]],
                [[-1.0, 0.125], [0.5, 0.25], [-0.625, 0.75]],
            ],
            bias: [[0.125, -0.25], [0.0625, 0.5], [-0.125, 0.25]],
            recurrent_bias,
        }
    }

    /// Numbers of NumPy: the formula, and its derivatives by complex steps.
    #[test]
    fn golden_reset_after() {
        let layer = golden([[-0.5, 0.375], [0.25, -0.125], [0.75, -0.0625]]);
        let (out, gradients, grad_x) = pass(&layer, X, GRAD_OUT);
        near(
            out.as_flattened(),
            &[
                -0.228_165_478_669_384_72,
                0.232_230_172_619_172_92,
                0.015_218_427_795_949_507,
                0.302_601_145_496_370_85,
                0.607_166_553_194_431_4,
                -0.160_576_428_222_189_34,
            ],
        );
        near(
            flat(&gradients.weight),
            &[
                0.031_161_234_922_970_56,
                -0.015_664_501_890_712_824,
                -0.072_610_495_508_606_4,
                -0.484_759_199_259_330_5,
                0.203_684_436_038_627_96,
                -0.599_566_942_090_486_1,
                -0.006_945_717_786_357_291,
                0.050_366_790_666_609_734,
                -0.574_266_459_819_437,
                0.166_943_615_408_406_94,
                0.033_532_446_094_662_42,
                2.063_806_898_020_798,
            ],
        );
        near(
            flat(&gradients.recurrent_weight),
            &[
                -0.000_956_820_307_147_530_2,
                -0.004_354_874_136_996_455,
                0.068_132_790_769_680_5,
                0.013_106_032_061_561_353,
                -0.003_200_181_135_659_683_4,
                -0.160_083_404_178_103_7,
                0.000_353_630_474_040_641_77,
                0.008_866_621_215_614_51,
                -0.015_535_360_490_960_1,
                0.091_300_985_909_146_66,
                0.001_984_875_842_943_816_4,
                0.294_471_243_550_251_5,
            ],
        );
        near(
            gradients.bias.as_flattened(),
            &[
                0.029_334_173_199_370_504,
                0.034_197_549_215_394_84,
                0.134_816_978_542_908_22,
                0.311_027_229_294_539_9,
                0.186_449_727_071_529_99,
                1.339_853_655_932_586_9,
            ],
        );
        near(
            gradients.recurrent_bias.as_flattened(),
            &[
                0.029_334_173_199_370_504,
                0.034_197_549_215_394_84,
                0.134_816_978_542_908_22,
                0.311_027_229_294_539_9,
                0.095_661_271_383_823_6,
                1.136_780_925_116_708_5,
            ],
        );
        near(
            grad_x.as_flattened(),
            &[
                0.046_099_319_700_618_78,
                0.176_777_919_587_725_98,
                0.232_219_065_385_898_26,
                -0.083_613_449_276_207_41,
                0.518_749_259_664_655_1,
                -0.196_114_801_861_415_25,
            ],
        );
    }

    /// Like [`golden_reset_after`].
    #[test]
    fn golden_reset_before() {
        let (out, gradients, grad_x) = pass(&golden([]), X, GRAD_OUT);
        near(
            out.as_flattened(),
            &[
                -0.306_425_222_519_38,
                0.215_974_831_706_034_18,
                -0.021_620_177_081_403_652,
                0.284_961_242_901_086_54,
                0.635_275_477_292_526_3,
                -0.135_310_438_982_992_72,
            ],
        );
        near(
            flat(&gradients.weight),
            &[
                0.002_734_803_288_201_062_5,
                -0.032_409_100_752_312_88,
                0.065_014_900_452_214_5,
                -0.447_498_146_874_964_25,
                0.204_315_555_745_091_6,
                -0.603_125_220_136_633_7,
                0.036_725_628_109_918_085,
                0.051_024_878_817_329_21,
                -0.798_951_176_054_729_5,
                0.144_581_723_430_609_13,
                0.189_521_800_833_974_74,
                2.043_969_877_832_221_3,
            ],
        );
        near(
            flat(&gradients.recurrent_weight),
            &[
                -0.005_518_195_281_964_519,
                -0.005_547_266_842_259_279,
                0.107_025_315_805_690_27,
                0.004_599_023_021_897_024,
                -0.012_889_999_605_502_989,
                -0.080_894_504_711_167_73,
                0.004_203_426_762_473_887_5,
                0.010_474_094_226_692_949,
                -0.031_819_873_680_574_34,
                0.081_803_081_803_874_81,
                0.015_758_076_076_951_986,
                0.251_331_344_912_087_4,
            ],
        );
        near(
            gradients.bias.as_flattened(),
            &[
                0.019_090_618_064_974_217,
                0.040_723_110_233_950_51,
                0.198_751_543_864_691,
                0.312_819_143_236_877_9,
                0.199_347_409_125_841_3,
                1.307_118_738_354_770_4,
            ],
        );
        near(
            grad_x.as_flattened(),
            &[
                0.178_051_041_294_301_05,
                0.178_011_697_249_963_13,
                0.104_911_850_960_145_66,
                -0.044_269_690_010_628_63,
                0.522_169_492_368_570_9,
                -0.195_860_423_741_250_57,
            ],
        );
    }

    #[test]
    fn large_sums_stay_finite() {
        let mut layer: Gru<f32, Series<2, 1>, 3> = Plain::ZERO;
        flat_mut(&mut layer).fill(1e30f32);
        let mut out = [[[0.0; 3]; 2]; 2];
        layer.forward_rows(&[[[1.0], [-1e8]], [[-1.0], [1e8]]], &mut out);
        assert!(flat::<f32, _>(&out).iter().all(|out| out.abs() <= 1.0), "{out:?}");
    }

    #[test]
    fn begins_as_glorot_says() {
        type L = Gru<f64, Series<5, 30>, 20>;
        let (mut layer, mut drawn) = (L::ZERO, L::ZERO);
        flat_mut(&mut layer).fill(1.0);
        layer.initialize(&mut Random::new(4));
        drawn.draw(Init::Glorot, &mut Random::new(4));
        assert!(layer == drawn && [layer.bias, layer.recurrent_bias] == [[[0.0; 20]; 3]; 2]);
        let variance =
            |weights: &[f64]| weights.iter().map(|weight| weight * weight).sum::<f64>() / weights.len() as f64;
        let variances = [variance(flat(&layer.weight)), variance(flat(&layer.recurrent_weight))];
        assert!(variances.iter().zip([0.04, 0.05]).all(|(got, want)| (got / want - 1.0).abs() < 0.1), "{variances:?}");
        drawn.recurrent_bias[Gru::CANDIDATE] = [1.0; 20];
        assert!(layer != drawn, "another bias");
    }

    #[test]
    fn says_what_it_is() {
        type After = Gru<f32, Series<5, 2>, 3>;
        type Before = Gru<f32, Series<5, 2>, 3, 0>;
        assert_eq!(
            format!("{:?} {:?}", After::ZERO, Before::ZERO),
            "Gru(2 -> 3, reset = After) Gru(2 -> 3, reset = Before)"
        );
        assert_eq!((After::VALUES, Before::VALUES, After::MULTIPLY_ADDS), (63, 54, 225));
        assert_eq!((After::TENSORS.size(), Before::TENSORS.size()), ((63, 252), (54, 216)));
        assert_eq!((size_of::<After>(), size_of::<Before>()), (252, 216));
        assert_ne!(After::FINGERPRINT, Before::FINGERPRINT);
        assert_ne!(After::FINGERPRINT, Gru::<f32, Series<4, 2>, 3>::FINGERPRINT);
        let mut seen = Vec::new();
        After::ZERO.visit(&mut |role, values: &[f32]| seen.push((role, values.len())));
        assert_eq!(seen, [(Role::Weight, 18), (Role::Weight, 27), (Role::Bias, 9), (Role::Bias, 9)]);
    }

    #[test]
    fn descends_by_the_gradient() {
        let layer = golden([[0.5, 0.25]; 3]);
        let (out, gradients, grad_x) = pass(&layer, X, GRAD_OUT);
        let (mut moved, mut tape, mut moved_x) = (layer.clone(), Plain::ZERO, [[[9.0; 2]; 3]]);
        moved.record_rows(&[X], &mut [[[0.0; 2]; 3]], &mut tape, &mut Random::new(1));
        let seen = Seen { x: &[X], out: &[out], tape: &tape };
        moved.descend_rows(seen, &mut [GRAD_OUT], 0.5, Some(&mut moved_x));
        let want: Vec<f64> =
            flat(&layer).iter().zip(flat(&gradients)).map(|(value, grad): (&f64, &f64)| value - 0.5 * grad).collect();
        assert_eq!((flat::<f64, _>(&moved), moved_x), (want.as_slice(), [grad_x]));
    }
}
