//! `Attention(HEADS)`: every step of a series looks at the others, and takes from each as much as it matters.

use super::activation::{Activation, Softmax};
use super::recurrent::{add, add_back_inputs};
use super::{Layer, Learn, Seen, Stream, head};
use crate::fingerprint;
use crate::init::Init;
use crate::kernel::{add_dots, add_outer, add_products, every, rows};
use crate::memory::{Plain, copy, flat, flat_mut};
use crate::parameters::{Parameters, Role};
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::{Rows, Steps};
use crate::tensors::{Dims, Part, Tensors};

/// Multi-head self-attention (Vaswani et al. 2017): each of `HEADS` heads makes of every step a query, a key and a value of `SIZE` numbers;
/// what it gives for a step is the mean of the values of all steps, weighted by how well their keys answer the query of that one.
///
/// ```text
/// q = x·Wq + bq,  k = x·Wk + bk,  v = x·Wv + bv      of every step, for each head
/// p = softmax(q·kᵀ / √SIZE)                          of a step, over those that it sees
/// y = [p·v of head 1, …, p·v of the last]·Wo + bo
/// ```
///
/// With `CAUSAL` a step sees itself and what is before it, else all steps. A step knows nothing of its place; what it is to know of that is
/// added before, by [`PositionalEncoding`](super::PositionalEncoding) or [`PositionEmbedding`](super::PositionEmbedding). In a declaration: `attention: Attention(4)`,
/// `Attention(4, causal = true)` or `Attention(4, size = 16)`; a head has `N / HEADS` numbers if `size` is left out.
///
/// Weights are drawn Glorot, between `N` and `HEADS · SIZE`; biases start at zero. A gradient by the bias of the keys is zero but for
/// rounding, since softmax does not see what is added to all scores.
///
/// # Shapes
/// `x`, `y`: `Series<STEPS, N>`; `query_weight`, `key_weight`, `value_weight`: `[[[T; SIZE]; HEADS]; N]`, their biases
/// `[[T; SIZE]; HEADS]`; `output_weight`: `[[[T; N]; SIZE]; HEADS]`, `output_bias`: `[T; N]`. With `D = HEADS · SIZE`: `4 · N · D + 3 · D + N`
/// parameters, `4 · STEPS · N · D + 2 · D · P` multiply-adds, where `P` is how many pairs of steps see each other: `STEPS²`, with `CAUSAL`
/// `STEPS · (STEPS + 1) / 2`.
///
/// The tape has queries, keys and values, `3 · STEPS · D` numbers; weights of pairs are computed again on the way back, so that memory grows
/// with `STEPS`, not with its square. Gradients: with `g` by what a head gives, `∂L/∂v = pᵀ·g`, by the scores
/// `s = p ⊙ (g·vᵀ − Σ p ⊙ g·vᵀ)`, `∂L/∂q = s·k / √SIZE`, `∂L/∂k = sᵀ·q / √SIZE`.
///
/// ```
/// use nn_core::prelude::*;
///
/// network! { pub struct Net { input: [f32; (3, 2)], attention: Attention(1, causal = true) } }
///
/// let mut net = Net::new(1);
/// // Where all keys are alike, what comes out is the mean of what was seen so far.
/// net.attention.key_weight = [[[0.0; 2]]; 2];
/// net.attention.value_weight = [[[1.0, 0.0]], [[0.0, 1.0]]];
/// net.attention.output_weight = [[[1.0, 0.0], [0.0, 1.0]]];
/// assert_eq!(net.forward(&[[4.0, 0.0], [0.0, 2.0], [2.0, 1.0]]), [[4.0, 0.0], [2.0, 1.0], [2.0, 1.0]]);
/// ```
#[derive(Clone)]
#[repr(C)]
pub struct Attention<T: Scalar, In: Steps, const HEADS: usize, const SIZE: usize, const CAUSAL: bool = false> {
    /// Weight of the queries `[input][head][number]`.
    pub query_weight: In::Last<[[T; SIZE]; HEADS]>,
    /// Bias of the queries `[head][number]`.
    pub query_bias: [[T; SIZE]; HEADS],
    /// Weight of the keys `[input][head][number]`.
    pub key_weight: In::Last<[[T; SIZE]; HEADS]>,
    /// Bias of the keys `[head][number]`.
    pub key_bias: [[T; SIZE]; HEADS],
    /// Weight of the values `[input][head][number]`.
    pub value_weight: In::Last<[[T; SIZE]; HEADS]>,
    /// Bias of the values `[head][number]`.
    pub value_bias: [[T; SIZE]; HEADS],
    /// Weight of what the heads give `[head][number][output]`.
    pub output_weight: [[In::Last<T>; SIZE]; HEADS],
    /// Bias of the outputs.
    pub output_bias: In::Last<T>,
}

// SAFETY: `repr(C)` arrays of scalars only, all of one type: zero bytes are valid and there is no padding.
unsafe impl<T: Scalar, In: Steps, const HEADS: usize, const SIZE: usize, const CAUSAL: bool> Plain
    for Attention<T, In, HEADS, SIZE, CAUSAL>
{
    const FLAT: bool = T::FLAT && <In::Last<[[T; SIZE]; HEADS]> as Plain>::FLAT && <In::Last<T> as Plain>::FLAT;
}

/// Queries, keys or values of one step.
type Heads<T, const HEADS: usize, const SIZE: usize> = [[T; SIZE]; HEADS];
/// The same of all steps.
type All<T, In, const HEADS: usize, const SIZE: usize> = <In as Steps>::Each<Heads<T, HEADS, SIZE>>;
/// What a step takes of each other step.
type Weights<T, In> = <In as Steps>::Each<T>;

/// What an [`Attention`] remembers of the steps of a stream; zero at the start.
#[repr(C)]
pub struct AttentionState<T: Scalar, In: Steps, const HEADS: usize, const SIZE: usize> {
    /// The key of every step so far.
    pub keys: In::Each<[[T; SIZE]; HEADS]>,
    /// The value of every step so far.
    pub values: In::Each<[[T; SIZE]; HEADS]>,
    /// How many steps there were; behind as many as the series has, nothing comes until this is zero.
    pub seen: usize,
}

// SAFETY: numbers only.
unsafe impl<T: Scalar, In: Steps, const HEADS: usize, const SIZE: usize> Plain for AttentionState<T, In, HEADS, SIZE> {
    const FLAT: bool = false;
}

impl<T: Scalar, In: Steps, const HEADS: usize, const SIZE: usize> Clone for AttentionState<T, In, HEADS, SIZE> {
    fn clone(&self) -> Self {
        let mut state = Self::ZERO;
        copy(self, &mut state);
        state
    }
}

/// How well the keys of one head answer a query, as shares of one.
#[inline(always)]
fn weigh<T: Scalar>(query: &[T], keys: &[T], weights: &mut [T], columns: [usize; 2]) {
    weights.fill(T::zero());
    add_dots(keys, query, weights, columns);
    Softmax.forward(weights);
}

impl<T: Scalar, In: Steps, const HEADS: usize, const SIZE: usize, const CAUSAL: bool>
    Attention<T, In, HEADS, SIZE, CAUSAL>
{
    /// How many numbers each step brings.
    const INPUTS: usize = In::SIZES.1[1];
    /// How many all heads have.
    const ATTENDED: usize = HEADS * SIZE;
    /// How long a row of the weights is that make them, and how many of its columns are skipped: none.
    const TO: [usize; 2] = [Self::ATTENDED, 0];
    /// The same of those that lead back.
    const BACK: [usize; 2] = [Self::INPUTS, 0];

    /// Draws the weights; the biases become zero.
    pub fn draw(&mut self, init: Init, random: &mut Random) {
        *self = Self::ZERO;
        for weight in [&mut self.query_weight, &mut self.key_weight, &mut self.value_weight] {
            init.fill(flat_mut::<T, _>(weight), Self::INPUTS, Self::ATTENDED, random);
        }
        init.fill(flat_mut::<T, _>(&mut self.output_weight), Self::ATTENDED, Self::INPUTS, random);
    }

    /// `1 / √SIZE`, which stands in the queries: they are fewer than the scores.
    #[inline(always)]
    fn scale() -> T {
        T::one() / T::of(SIZE as f64).sqrt()
    }

    /// How many steps the one at this place sees.
    #[inline(always)]
    const fn sees(at: usize) -> usize {
        if CAUSAL && at < In::STEPS { at + 1 } else { In::STEPS }
    }

    /// Where the columns of a head are.
    #[inline(always)]
    const fn columns(head: usize) -> [usize; 2] {
        [Self::ATTENDED, head * SIZE]
    }

    #[inline]
    fn query(&self, x: &In::Last<T>) -> Heads<T, HEADS, SIZE> {
        let (mut query, scale) = (self.query_bias, Self::scale());
        add_products(flat(&self.query_weight), flat(x), query.as_flattened_mut(), Self::TO);
        every!(number in query.as_flattened_mut() => { *number = *number * scale });
        query
    }

    #[inline]
    fn key_and_value(&self, x: &In::Last<T>, key: &mut Heads<T, HEADS, SIZE>, value: &mut Heads<T, HEADS, SIZE>) {
        (*key, *value) = (self.key_bias, self.value_bias);
        add_products(flat(&self.key_weight), flat(x), key.as_flattened_mut(), Self::TO);
        add_products(flat(&self.value_weight), flat(x), value.as_flattened_mut(), Self::TO);
    }

    /// What a query finds in the steps that it sees, as many as it has weights.
    #[inline]
    fn attend(
        &self,
        query: &Heads<T, HEADS, SIZE>,
        keys: &[T],
        values: &[T],
        weights: &mut [T],
        out: &mut In::Last<T>,
    ) {
        let mut found = [[T::zero(); SIZE]; HEADS];
        rows!((head, (query, found)) in query.iter().zip(&mut found).enumerate() => {
            weigh(query, keys, weights, Self::columns(head));
            add_products(values, weights, found, Self::columns(head));
        });
        *out = self.output_bias;
        add_products(flat(&self.output_weight), found.as_flattened(), flat_mut(out), Self::BACK);
    }

    /// The way back through all steps of one example.
    fn back(
        &self,
        x: &[In::Last<T>],
        [queries, keys, values]: &[All<T, In, HEADS, SIZE>; 3],
        grad_out: &[In::Last<T>],
        mut gradients: Option<&mut Self>,
        mut grad_x: Option<&mut [In::Last<T>]>,
    ) {
        let scale = Self::scale();
        let (keys, values) = (flat::<T, _>(keys), flat::<T, _>(values));
        let (mut by_keys, mut by_values) = (All::<T, In, HEADS, SIZE>::ZERO, All::<T, In, HEADS, SIZE>::ZERO);
        let (mut weights, mut by_weights) = (Weights::<T, In>::ZERO, Weights::<T, In>::ZERO);
        let steps = x.iter().zip(In::each(queries).iter().zip(grad_out));
        rows!((at, (x, (query, grad_out))) in steps.enumerate() => {
            let [weights, by_weights] = [&mut weights, &mut by_weights]
                .map(|weights| In::each_mut(weights).get_mut(..Self::sees(at)).unwrap_or_default());
            let [mut found, mut by_found, mut by_query] = [[[T::zero(); SIZE]; HEADS]; 3];
            add_dots(flat(&self.output_weight), flat(grad_out), by_found.as_flattened_mut(), Self::BACK);
            let heads = query.iter().zip(found.iter_mut().zip(by_found.iter().zip(&mut by_query)));
            rows!((head, (query, (found, (by_found, by_query)))) in heads.enumerate() => {
                let columns = Self::columns(head);
                weigh(query, keys, weights, columns);
                add_products(values, weights, found, columns);
                by_weights.fill(T::zero());
                add_dots(values, by_found, by_weights, columns);
                add_outer(flat_mut(&mut by_values), weights, by_found, columns);
                // From here on by the scores.
                Softmax.backward(weights, by_weights);
                add_products(keys, by_weights, by_query, columns);
                add_outer(flat_mut(&mut by_keys), by_weights, query, columns);
            });
            every!(number in by_query.as_flattened_mut() => { *number = *number * scale });
            let gradients = gradients.as_deref_mut().map(|gradients| {
                add_outer(flat_mut(&mut gradients.output_weight), found.as_flattened(), flat(grad_out), Self::BACK);
                add::<T>(flat_mut(&mut gradients.output_bias), flat(grad_out));
                (flat_mut(&mut gradients.query_weight), gradients.query_bias.as_flattened_mut())
            });
            let mut grad_x = grad_x.as_deref_mut().and_then(|grad_x| grad_x.get_mut(at));
            if let Some(grad_x) = grad_x.as_deref_mut() {
                *grad_x = Plain::ZERO;
            }
            add_back_inputs(flat(&self.query_weight), x, by_query.as_flattened(), gradients, grad_x);
        });
        let sums = In::each(&by_keys).iter().zip(In::each(&by_values));
        rows!((at, (x, (by_key, by_value))) in x.iter().zip(sums).enumerate() => {
            let mut grad_x = grad_x.as_deref_mut().and_then(|grad_x| grad_x.get_mut(at));
            let of_keys = gradients
                .as_deref_mut()
                .map(|gradients| (flat_mut(&mut gradients.key_weight), gradients.key_bias.as_flattened_mut()));
            add_back_inputs(flat(&self.key_weight), x, by_key.as_flattened(), of_keys, grad_x.as_deref_mut());
            let of_values = gradients
                .as_deref_mut()
                .map(|gradients| (flat_mut(&mut gradients.value_weight), gradients.value_bias.as_flattened_mut()));
            add_back_inputs(flat(&self.value_weight), x, by_value.as_flattened(), of_values, grad_x);
        });
    }
}

impl<T: Scalar, In: Steps, const HEADS: usize, const SIZE: usize, const CAUSAL: bool> PartialEq
    for Attention<T, In, HEADS, SIZE, CAUSAL>
{
    fn eq(&self, other: &Self) -> bool {
        flat::<T, _>(self) == flat::<T, _>(other)
    }
}

impl<T: Scalar, In: Steps, const HEADS: usize, const SIZE: usize, const CAUSAL: bool> core::fmt::Debug
    for Attention<T, In, HEADS, SIZE, CAUSAL>
{
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Attention({}, heads = {HEADS}, size = {SIZE}, causal = {CAUSAL})", Self::INPUTS)
    }
}

impl<T: Scalar, In: Steps, const HEADS: usize, const SIZE: usize, const CAUSAL: bool> Parameters<T>
    for Attention<T, In, HEADS, SIZE, CAUSAL>
{
    const VALUES: usize = (4 * Self::INPUTS + 3) * Self::ATTENDED + Self::INPUTS;
    const TRAINED: usize = Self::VALUES;
    const TENSORS: Tensors = {
        let weight = Tensors::one::<T>(Role::Weight, Dims::of(&[Self::INPUTS, HEADS, SIZE]));
        let bias = Tensors::one::<T>(Role::Bias, Dims::of(&[HEADS, SIZE]));
        let back = Tensors::one::<T>(Role::Weight, Dims::of(&[HEADS, SIZE, Self::INPUTS]));
        Tensors::Parts {
            parts: &[
                Part { name: "query_weight", tensors: weight },
                Part { name: "query_bias", tensors: bias },
                Part { name: "key_weight", tensors: weight },
                Part { name: "key_bias", tensors: bias },
                Part { name: "value_weight", tensors: weight },
                Part { name: "value_bias", tensors: bias },
                Part { name: "output_weight", tensors: back },
                Part { name: "output_bias", tensors: Tensors::one::<T>(Role::Bias, Dims::of(&[Self::INPUTS])) },
            ],
        }
    };

    fn visit(&self, visitor: &mut impl FnMut(Role, &[T])) {
        visitor(Role::Weight, flat(&self.query_weight));
        visitor(Role::Bias, self.query_bias.as_flattened());
        visitor(Role::Weight, flat(&self.key_weight));
        visitor(Role::Bias, self.key_bias.as_flattened());
        visitor(Role::Weight, flat(&self.value_weight));
        visitor(Role::Bias, self.value_bias.as_flattened());
        visitor(Role::Weight, flat(&self.output_weight));
        visitor(Role::Bias, flat(&self.output_bias));
    }
    fn visit_mut(&mut self, visitor: &mut impl FnMut(Role, &mut [T])) {
        visitor(Role::Weight, flat_mut(&mut self.query_weight));
        visitor(Role::Bias, self.query_bias.as_flattened_mut());
        visitor(Role::Weight, flat_mut(&mut self.key_weight));
        visitor(Role::Bias, self.key_bias.as_flattened_mut());
        visitor(Role::Weight, flat_mut(&mut self.value_weight));
        visitor(Role::Bias, self.value_bias.as_flattened_mut());
        visitor(Role::Weight, flat_mut(&mut self.output_weight));
        visitor(Role::Bias, flat_mut(&mut self.output_bias));
    }
}

impl<T: Scalar, In: Steps, const HEADS: usize, const SIZE: usize, const CAUSAL: bool> Layer<T>
    for Attention<T, In, HEADS, SIZE, CAUSAL>
{
    type In = In;
    type Out = In;
    type Head = head::Linear;

    const MULTIPLY_ADDS: usize = {
        let pairs = if CAUSAL { In::STEPS * (In::STEPS + 1) / 2 } else { In::STEPS * In::STEPS };
        (4 * In::STEPS * Self::INPUTS + 2 * pairs) * Self::ATTENDED
    };
    // Keys and values of all steps; a query, what it finds, and its weights.
    const INFERENCE_BYTES: usize = ((2 * In::STEPS + 2) * Self::ATTENDED + In::STEPS) * T::BYTES;
    const FINGERPRINT: u64 = {
        let heads = fingerprint::fold(fingerprint::shape::<In>(fingerprint::name("Attention")), HEADS as u64);
        fingerprint::fold(fingerprint::fold(heads, SIZE as u64), CAUSAL as u64)
    };

    fn forward_rows<const ROWS: usize>(&self, x: &Rows<In, T, ROWS>, out: &mut Rows<In, T, ROWS>) {
        let (mut keys, mut values) = (All::<T, In, HEADS, SIZE>::ZERO, All::<T, In, HEADS, SIZE>::ZERO);
        let mut weights = Weights::<T, In>::ZERO;
        rows!((x, out) in x.iter().zip(out) => {
            let (x, out) = (flat::<In::Last<T>, _>(x), flat_mut::<In::Last<T>, _>(out));
            let places = In::each_mut(&mut keys).iter_mut().zip(In::each_mut(&mut values));
            rows!((x, (key, value)) in x.iter().zip(places) => { self.key_and_value(x, key, value) });
            rows!((at, (x, out)) in x.iter().zip(out).enumerate() => {
                let weights = In::each_mut(&mut weights).get_mut(..Self::sees(at)).unwrap_or_default();
                self.attend(&self.query(x), flat(&keys), flat(&values), weights, out);
            });
        });
    }
}

impl<T: Scalar, In: Steps, const HEADS: usize, const SIZE: usize> Stream<T> for Attention<T, In, HEADS, SIZE, true> {
    type State = AttentionState<T, In, HEADS, SIZE>;
    type Given = In::Last<T>;

    fn step(&self, state: &mut Self::State, x: &In::Last<T>, out: &mut In::Last<T>) -> bool {
        let AttentionState { keys, values, seen } = state;
        let mut weights = Weights::<T, In>::ZERO;
        let place = In::each_mut(keys).get_mut(*seen).zip(In::each_mut(values).get_mut(*seen));
        let (Some((key, value)), Some(weights)) = (place, In::each_mut(&mut weights).get_mut(..Self::sees(*seen)))
        else {
            return false;
        };
        self.key_and_value(x, key, value);
        *seen = weights.len();
        self.attend(&self.query(x), flat(keys), flat(values), weights, out);
        true
    }
}

impl<T: Scalar, In: Steps, const HEADS: usize, const SIZE: usize, const CAUSAL: bool> Learn<T>
    for Attention<T, In, HEADS, SIZE, CAUSAL>
{
    /// Queries, keys and values of all steps.
    type Tape<const ROWS: usize> = [[In::Each<[[T; SIZE]; HEADS]>; 3]; ROWS];
    type Gradients = Self;

    // The gradients by keys and values of all steps; weights and the gradients by them; of a step what it found, and the gradients by that
    // and by its query.
    const PASS_BYTES: usize = ((2 * In::STEPS + 3) * Self::ATTENDED + 2 * In::STEPS) * T::BYTES;
    const READS: (bool, bool) = (true, false);

    fn initialize(&mut self, random: &mut Random) {
        self.draw(Init::Glorot, random);
    }
    fn record_rows<const ROWS: usize>(
        &self,
        x: &Rows<In, T, ROWS>,
        out: &mut Rows<In, T, ROWS>,
        tape: &mut Self::Tape<ROWS>,
        _: &mut Random,
    ) {
        let mut weights = Weights::<T, In>::ZERO;
        rows!(([queries, keys, values], (x, out)) in tape.iter_mut().zip(x.iter().zip(out)) => {
            let (x, out) = (flat::<In::Last<T>, _>(x), flat_mut::<In::Last<T>, _>(out));
            let places = In::each_mut(keys).iter_mut().zip(In::each_mut(values));
            rows!((x, (key, value)) in x.iter().zip(places) => { self.key_and_value(x, key, value) });
            let places = In::each_mut(queries).iter_mut().zip(out);
            rows!((at, (x, (query, out))) in x.iter().zip(places).enumerate() => {
                let weights = In::each_mut(&mut weights).get_mut(..Self::sees(at)).unwrap_or_default();
                *query = self.query(x);
                self.attend(query, flat(keys), flat(values), weights, out);
            });
        });
    }
    fn backward_rows<const ROWS: usize>(
        &self,
        seen: Seen<'_, Self, T, ROWS>,
        grad_out: &mut Rows<In, T, ROWS>,
        mut gradients: Option<&mut Self>,
        mut grad_x: Option<&mut Rows<In, T, ROWS>>,
    ) {
        let examples = seen.x.iter().zip(seen.tape.iter().zip(grad_out.iter()));
        rows!((row, (x, (tape, grad_out))) in examples.enumerate() => {
            let grad_x = grad_x.as_deref_mut().and_then(|rows| rows.get_mut(row)).map(flat_mut::<In::Last<T>, _>);
            self.back(flat(x), tape, flat(grad_out), gradients.as_deref_mut(), grad_x);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::Series;

    const LN_3: f64 = 1.098_612_288_668_109_8;

    type Two<const CAUSAL: bool> = Attention<f64, Series<2, 1>, 1, 1, CAUSAL>;

    fn layer<const CAUSAL: bool>() -> Two<CAUSAL> {
        Attention {
            query_weight: [[[LN_3]]],
            query_bias: [[0.0]],
            key_weight: [[[1.0]]],
            key_bias: [[0.0]],
            value_weight: [[[4.0]]],
            value_bias: [[1.0]],
            output_weight: [[[2.0]]],
            output_bias: [-1.0],
        }
    }

    /// Outputs, gradients and gradients by the inputs of two steps, 1 and 0, whose values are 5 and 1.
    fn pass<const CAUSAL: bool>() -> (Vec<f64>, Vec<f64>, Vec<f64>) {
        let (layer, x) = (layer::<CAUSAL>(), [[[1.0], [0.0]]]);
        let (mut out, mut recorded, mut tape) = ([[[9.0]; 2]], [[[9.0]; 2]], Plain::ZERO);
        layer.forward_rows(&x, &mut out);
        layer.record_rows(&x, &mut recorded, &mut tape, &mut Random::new(1));
        assert_eq!(out, recorded);
        let (mut gradients, mut grad_x) = (Two::<CAUSAL>::ZERO, [[[9.0]; 2]]);
        let seen = Seen { x: &x, out: &out, tape: &tape };
        layer.backward_rows(seen, &mut [[[1.0], [2.0]]], Some(&mut gradients), Some(&mut grad_x));
        let all = |values: &[[[f64; 1]; 2]; 1]| flat::<f64, _>(values).to_vec();
        (all(&out), flat(&gradients).to_vec(), all(&grad_x))
    }

    fn near(got: &[f64], want: &[f64]) {
        assert_eq!(got.len(), want.len());
        assert!(got.iter().zip(want).all(|(got, want)| (got - want).abs() < 1e-13), "{got:?}, not {want:?}");
    }

    /// The first step takes 3/4 and 1/4 of the values, the second one half of each; by the scores the gradients are ±3/2 and ±4.
    #[test]
    fn literal_numbers() {
        let (out, gradients, grad_x) = pass::<false>();
        near(&out, &[7.0, 5.0]);
        near(&gradients, &[1.5, 5.5, 1.5 * LN_3, 0.0, 3.5, 6.0, 10.0, 3.0]);
        near(&grad_x, &[14.0 + 3.0 * LN_3, 10.0 + 2.5 * LN_3]);
    }

    /// The first step sees itself alone.
    #[test]
    fn literal_numbers_of_what_looks_back() {
        let (out, gradients, grad_x) = pass::<true>();
        near(&out, &[9.0, 5.0]);
        near(&gradients, &[0.0, 4.0, 0.0, 0.0, 4.0, 6.0, 11.0, 3.0]);
        near(&grad_x, &[16.0, 8.0 + 4.0 * LN_3]);
    }

    fn drawn<T: Scalar, L: Parameters<T>>(seed: u64) -> L {
        let (mut layer, mut random) = (L::ZERO, Random::new(seed));
        layer.visit_mut(&mut |_, values: &mut [T]| {
            values.iter_mut().for_each(|value| *value = random.uniform::<T>() - T::of(0.5));
        });
        layer
    }

    /// Step by step the same bits come as from the whole series, and none behind its end until the state is zero again.
    #[test]
    fn a_series_is_its_steps() {
        fn goes_along<T: Scalar>() {
            let layer: Attention<T, Series<5, 6>, 3, 7, true> = drawn(3);
            let mut random = Random::new(4);
            let x = [[[T::zero(); 6]; 5].map(|step| step.map(|_| random.uniform::<T>()))];
            let mut out = [[[T::zero(); 6]; 5]];
            layer.forward_rows(&x, &mut out);
            let (mut state, mut given) = (AttentionState::ZERO, [T::zero(); 6]);
            for _ in 0..2 {
                for (x, out) in x[0].iter().zip(&out[0]) {
                    assert!(layer.step(&mut state, x, &mut given) && given == *out);
                }
                assert!(!layer.step(&mut state, &x[0][0], &mut given) && state.seen == 5);
                state.seen = 0;
            }
        }
        goes_along::<f32>();
        goes_along::<f64>();
    }

    /// Scores as large as these have no e^x, and what is not a number is told to whoever sees it, and to nobody else.
    #[test]
    fn strange_scores() {
        let mut layer = Attention::<f32, Series<3, 1>, 1, 1, true>::ZERO;
        (layer.query_weight, layer.key_weight) = ([[[1e10]]], [[[1e10]]]);
        (layer.value_weight, layer.output_weight) = ([[[1.0]]], [[[1.0]]]);
        let mut out = Plain::ZERO;
        layer.forward_rows(&[[[1.0], [2.0], [3.0]]], &mut out);
        assert_eq!(out, [[[1.0], [2.0], [3.0]]]);
        layer.forward_rows(&[[[1.0], [f32::NAN], [3.0]]], &mut out);
        assert_eq!(out[0].map(|[out]| out.is_nan()), [false, true, true]);
    }

    #[test]
    fn says_what_it_is() {
        type L = Attention<f32, Series<5, 6>, 2, 4>;
        assert_eq!(format!("{:?}", L::ZERO), "Attention(6, heads = 2, size = 4, causal = false)");
        assert_eq!((L::VALUES, L::TENSORS.size()), (4 * 6 * 8 + 3 * 8 + 6, (222, 888)));
        assert_eq!(L::MULTIPLY_ADDS, 5 * 4 * 6 * 8 + 2 * 25 * 8);
        assert_eq!(Attention::<f32, Series<5, 6>, 2, 4, true>::MULTIPLY_ADDS, 5 * 4 * 6 * 8 + 2 * 15 * 8);
        let prints = [
            L::FINGERPRINT,
            Attention::<f32, Series<5, 6>, 2, 4, true>::FINGERPRINT,
            Attention::<f32, Series<5, 6>, 4, 2>::FINGERPRINT,
            Attention::<f32, Series<5, 6>, 2, 3>::FINGERPRINT,
            Attention::<f32, Series<4, 6>, 2, 4>::FINGERPRINT,
        ];
        assert!(prints.iter().enumerate().all(|(at, print)| !prints[..at].contains(print)));
        let mut seen = Vec::new();
        L::ZERO.visit(&mut |role, values: &[f32]| seen.push((role, values.len())));
        let (weight, bias) = ((Role::Weight, 48), (Role::Bias, 8));
        assert_eq!(seen, [weight, bias, weight, bias, weight, bias, weight, (Role::Bias, 6)]);
    }

    #[test]
    fn begins_as_glorot_says() {
        let mut layer = Attention::<f64, Series<2, 40>, 3, 20>::ZERO;
        (layer.key_bias, layer.output_bias) = ([[1.0; 20]; 3], [1.0; 40]);
        layer.initialize(&mut Random::new(4));
        let variance =
            |weights: &[f64]| weights.iter().map(|weight| weight * weight).sum::<f64>() / weights.len() as f64;
        let (into, back) =
            ([&layer.query_weight, &layer.key_weight, &layer.value_weight], variance(flat(&layer.output_weight)));
        let variances = into.map(|weight| variance(flat(weight)));
        assert!(variances.iter().chain([&back]).all(|got| (got / 0.02 - 1.0).abs() < 0.1), "{variances:?} {back}");
        assert_ne!(layer.query_weight, layer.key_weight);
        assert_eq!((layer.key_bias, layer.output_bias), ([[0.0; 20]; 3], [0.0; 40]));
    }
}
