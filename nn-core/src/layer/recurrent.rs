//! Layers that go along a series and remember: the passes over their steps, whatever a step computes, and the way back through sums of
//! inputs and state.

use super::Layer;
use crate::kernel::{add_dots, add_outer, every, rows};
use crate::memory::{Plain, flat, flat_mut};
use crate::scalar::Scalar;
use crate::shape::{Rows, Shape, Steps};

/// What one step of a series brings.
pub(super) type Brought<T, L> = <<L as Layer<T>>::In as Shape>::Last<T>;
/// What all steps of an example keep.
pub(super) type KeptSteps<T, L, const UNITS: usize> =
    <<L as Layer<T>>::In as Steps>::Each<<L as Recurrent<T, UNITS>>::Kept>;

/// A layer with a state that every step renews, zero at the start.
pub(super) trait Recurrent<T: Scalar, const UNITS: usize>: Layer<T, In: Steps> {
    /// What is remembered from one step to the next; also, on the way back, the gradient by that.
    type State: Plain;
    /// What a step leaves for its way back.
    type Kept: Plain;

    /// What a state gives as the output of its step.
    fn output(state: &Self::State) -> &[T; UNITS];

    /// One step, which sets what its way back needs.
    fn advance(&self, x: &Brought<T, Self>, state: &mut Self::State, kept: &mut Self::Kept);

    /// The way back of one step: `carry` goes from the gradient by the state behind it, as far as it comes from later steps, to that by the
    /// state before.
    fn back(
        &self,
        step: Step<'_, Brought<T, Self>, [T; UNITS], Self::Kept>,
        carry: &mut Self::State,
        gradients: Option<&mut Self>,
        grad_x: Option<&mut Brought<T, Self>>,
    );
}

/// A step on its way back.
pub(super) struct Step<'a, X, Y, K> {
    /// What it took.
    pub(super) x: &'a X,
    /// The output of the step before it.
    pub(super) before: &'a Y,
    /// What it gave.
    pub(super) out: &'a Y,
    pub(super) kept: &'a K,
    /// The gradient by what it gave.
    pub(super) grad_out: &'a Y,
}

/// All steps of some examples.
#[inline]
pub(super) fn forward<T: Scalar, L: Recurrent<T, UNITS>, const UNITS: usize, const ROWS: usize>(
    layer: &L,
    x: &Rows<L::In, T, ROWS>,
    out: &mut Rows<L::Out, T, ROWS>,
) {
    rows!((x, out) in x.iter().zip(out) => {
        let mut state = L::State::ZERO;
        rows!((x, out) in flat::<Brought<T, L>, _>(x).iter().zip(flat_mut::<[T; UNITS], _>(out)) => {
            step(layer, x, &mut state);
            *out = *L::output(&state);
        });
    });
}

/// One step, of which nothing is kept.
#[inline]
pub(super) fn step<T: Scalar, L: Recurrent<T, UNITS>, const UNITS: usize>(
    layer: &L,
    x: &Brought<T, L>,
    state: &mut L::State,
) {
    let mut kept = L::Kept::ZERO;
    layer.advance(x, state, &mut kept);
}

/// [`forward`], which sets the tape.
#[inline]
pub(super) fn record<T: Scalar, L: Recurrent<T, UNITS>, const UNITS: usize, const ROWS: usize>(
    layer: &L,
    x: &Rows<L::In, T, ROWS>,
    out: &mut Rows<L::Out, T, ROWS>,
    tape: &mut [KeptSteps<T, L, UNITS>; ROWS],
) {
    rows!((tape, (x, out)) in tape.iter_mut().zip(x.iter().zip(out)) => {
        let mut state = L::State::ZERO;
        let steps = flat::<Brought<T, L>, _>(x).iter().zip(flat_mut::<[T; UNITS], _>(out));
        rows!((kept, (x, out)) in L::In::each_mut(tape).iter_mut().zip(steps) => {
            layer.advance(x, &mut state, kept);
            *out = *L::output(&state);
        });
    });
}

/// The way back through all steps of some examples.
#[inline]
pub(super) fn backward<T: Scalar, L: Recurrent<T, UNITS>, const UNITS: usize, const ROWS: usize>(
    layer: &L,
    x: &Rows<L::In, T, ROWS>,
    out: &Rows<L::Out, T, ROWS>,
    tape: &[KeptSteps<T, L, UNITS>; ROWS],
    grad_out: &Rows<L::Out, T, ROWS>,
    mut gradients: Option<&mut L>,
    mut grad_x: Option<&mut Rows<L::In, T, ROWS>>,
) {
    let start = [T::zero(); UNITS];
    let examples = x.iter().zip(out.iter().zip(tape));
    rows!((row, ((x, (out, tape)), grad_out)) in examples.zip(grad_out.iter()).enumerate() => {
        let mut grad_x = grad_x.as_deref_mut().and_then(|rows| rows.get_mut(row)).map(flat_mut::<Brought<T, L>, _>);
        let outputs = flat::<[T; UNITS], _>(out);
        let mut carry = L::State::ZERO;
        let given = outputs.iter().zip(flat::<[T; UNITS], _>(grad_out));
        let steps = flat::<Brought<T, L>, _>(x).iter().zip(L::In::each(tape)).zip(given);
        rows!((at, ((x, kept), (out, grad_out))) in steps.enumerate().rev() => {
            let before = at.checked_sub(1).and_then(|at| outputs.get(at)).unwrap_or(&start);
            let grad_x = grad_x.as_deref_mut().and_then(|grad_x| grad_x.get_mut(at));
            layer.back(Step { x, before, out, kept, grad_out }, &mut carry, gradients.as_deref_mut(), grad_x);
        });
    });
}

/// Adds numbers to numbers.
#[inline(always)]
pub(super) fn add<T: Scalar>(to: &mut [T], from: &[T]) {
    every!((to, &from) in to.iter_mut().zip(from) => { *to = *to + from });
}

/// The way back through `x·W + b`, of whose sums these are the gradients: that of `b` and `W`, and that by `x`.
#[inline(always)]
pub(super) fn back_inputs<T: Scalar, X: Plain>(
    weight: &[T],
    x: &X,
    sums: &[T],
    gradients: Option<(&mut [T], &mut [T])>,
    mut grad_x: Option<&mut X>,
) {
    if let Some(grad_x) = grad_x.as_deref_mut() {
        flat_mut::<T, _>(grad_x).fill(T::zero());
    }
    add_back_inputs(weight, x, sums, gradients, grad_x);
}

/// [`back_inputs`] of one product of several: what there is by `x` is added, too.
#[inline(always)]
pub(super) fn add_back_inputs<T: Scalar, X: Plain>(
    weight: &[T],
    x: &X,
    sums: &[T],
    gradients: Option<(&mut [T], &mut [T])>,
    grad_x: Option<&mut X>,
) {
    let all = [sums.len(), 0];
    if let Some((weight, bias)) = gradients {
        add_outer(weight, flat(x), sums, all);
        add(bias, sums);
    }
    if let Some(grad_x) = grad_x {
        add_dots(weight, sums, flat_mut(grad_x), all);
    }
}

/// The way back through `h·U`, of some columns: adds what there is by `h` to the carry, and to the gradient of `U`.
#[inline(always)]
pub(super) fn back_state<T: Scalar>(
    weight: &[T],
    before: &[T],
    sums: &[T],
    carry: &mut [T],
    gradient: Option<&mut [T]>,
    columns: [usize; 2],
) {
    add_dots(weight, sums, carry, columns);
    if let Some(gradient) = gradient {
        add_outer(gradient, before, sums, columns);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Gru, Learn, Lstm, Rnn, Seen};
    use super::*;
    use crate::parameters::Parameters;
    use crate::random::Random;
    use crate::shape::Series;

    fn draw<T: Scalar>(values: &mut [T], random: &mut Random) {
        values.iter_mut().for_each(|value| *value = random.uniform::<T>() - T::of(0.5));
    }

    /// Any numbers, in every parameter.
    fn drawn<T: Scalar, L: Parameters<T>>(random: &mut Random) -> L {
        let mut layer = L::ZERO;
        layer.visit_mut(&mut |_, values: &mut [T]| draw(values, random));
        layer
    }

    /// Gradients of two rows, on top of others, beside central differences of `Σ grad_out · out`.
    fn differences<L, const STEPS: usize, const N: usize, const UNITS: usize>()
    where
        L: Learn<f64, In = Series<STEPS, N>, Out = Series<STEPS, UNITS>, Gradients = L> + PartialEq,
    {
        const H: f64 = 1e-5;
        fn score<L, const STEPS: usize, const N: usize, const UNITS: usize>(
            layer: &L,
            x: &[[[f64; N]; STEPS]; 2],
            grad_out: &[[[f64; UNITS]; STEPS]; 2],
        ) -> f64
        where
            L: Learn<f64, In = Series<STEPS, N>, Out = Series<STEPS, UNITS>>,
        {
            let mut out = [[[0.0; UNITS]; STEPS]; 2];
            layer.forward_rows(x, &mut out);
            flat::<f64, _>(&out).iter().zip(flat::<f64, _>(grad_out)).map(|(out, grad)| out * grad).sum()
        }
        let random = &mut Random::new(5);
        let mut layer: L = drawn(random);
        let (mut x, mut grad_out) = ([[[0.0; N]; STEPS]; 2], [[[0.0; UNITS]; STEPS]; 2]);
        draw::<f64>(flat_mut(&mut x), random);
        draw::<f64>(flat_mut(&mut grad_out), random);

        let (mut out, mut tape) = ([[[0.0; UNITS]; STEPS]; 2], L::Tape::<2>::ZERO);
        layer.record_rows(&x, &mut out, &mut tape, random);
        let (mut gradients, mut grad_x) = (L::ZERO, [[[9.0; N]; STEPS]; 2]);
        flat_mut(&mut gradients).fill(1.0);
        let seen = || Seen { x: &x, out: &out, tape: &tape };
        layer.backward_rows(seen(), &mut grad_out, Some(&mut gradients), Some(&mut grad_x));

        // What is not wanted changes nothing of the rest.
        let (mut alone, mut alone_x) = (L::ZERO, [[[9.0; N]; STEPS]; 2]);
        flat_mut(&mut alone).fill(1.0);
        layer.backward_rows(seen(), &mut grad_out, Some(&mut alone), None);
        layer.backward_rows(seen(), &mut grad_out, None, Some(&mut alone_x));
        assert!(alone == gradients && alone_x == grad_x);

        for (at, &got) in flat::<f64, _>(&gradients).iter().enumerate() {
            let value = flat::<f64, _>(&layer)[at];
            let [more, less] = [H, -H].map(|h| {
                flat_mut(&mut layer)[at] = value + h;
                score(&layer, &x, &grad_out)
            });
            flat_mut(&mut layer)[at] = value;
            let want = 1.0 + (more - less) / (2.0 * H);
            assert!((got - want).abs() < 1e-8, "parameter {at}: {got}, not {want}");
        }
        for (at, &got) in flat::<f64, _>(&grad_x).iter().enumerate() {
            let value = flat::<f64, _>(&x)[at];
            let [more, less] = [H, -H].map(|h| {
                flat_mut(&mut x)[at] = value + h;
                score(&layer, &x, &grad_out)
            });
            flat_mut(&mut x)[at] = value;
            let want = (more - less) / (2.0 * H);
            assert!((got - want).abs() < 1e-8, "input {at}: {got}, not {want}");
        }
    }

    #[test]
    fn gradients_are_difference_quotients() {
        differences::<Gru<f64, Series<3, 2>, 3>, 3, 2, 3>();
        differences::<Gru<f64, Series<3, 2>, 3, 0>, 3, 2, 3>();
        differences::<Lstm<f64, Series<3, 2>, 3>, 3, 2, 3>();
        differences::<Rnn<f64, Series<3, 2>, 3>, 3, 2, 3>();
        differences::<Rnn<f64, Series<3, 2>, 3, 1>, 3, 2, 3>();
        // Rows that are no multiple of the lanes, and enough of them for vectors that are asked for.
        differences::<Gru<f64, Series<2, 5>, 17>, 2, 5, 17>();
        differences::<Gru<f64, Series<2, 5>, 17, 0>, 2, 5, 17>();
        differences::<Lstm<f64, Series<2, 5>, 17>, 2, 5, 17>();
        differences::<Rnn<f64, Series<2, 5>, 17>, 2, 5, 17>();
    }

    const N: usize = 7;
    const UNITS: usize = 21;

    /// The steps of a longer series, from the first one on: the same bits as those of this one.
    fn begins<T: Scalar, L, const STEPS: usize>(parameters: &[T], x: &[[T; N]], want: &[[T; UNITS]])
    where
        L: Learn<T, In = Series<STEPS, N>, Out = Series<STEPS, UNITS>>,
    {
        let (mut layer, mut out) = (L::ZERO, [[[T::zero(); UNITS]; STEPS]]);
        flat_mut(&mut layer).copy_from_slice(parameters);
        layer.forward_rows(&[*x.first_chunk().expect("as many steps")], &mut out);
        assert_eq!(out[0], want[..STEPS]);
    }

    /// Step by step, for every prefix, and recorded: the same bits.
    fn one_pass<T: Scalar, L>() -> (Vec<T>, [[T; N]; 5], [[T; UNITS]; 5])
    where
        L: Learn<T, In = Series<5, N>, Out = Series<5, UNITS>> + Recurrent<T, UNITS>,
    {
        let random = &mut Random::new(6);
        let layer: L = drawn(random);
        let mut x = [[[T::zero(); N]; 5]; 3];
        draw::<T>(flat_mut(&mut x), random);
        let (mut out, mut recorded) = ([[[T::zero(); UNITS]; 5]; 3], [[[T::zero(); UNITS]; 5]; 3]);
        layer.forward_rows(&x, &mut out);
        let mut tape = L::Tape::<3>::ZERO;
        layer.record_rows(&x, &mut recorded, &mut tape, random);
        assert!(out == recorded && out != [[[T::zero(); UNITS]; 5]; 3]);
        for (x, out) in x.iter().zip(&out) {
            let mut state = L::State::ZERO;
            for (x, out) in x.iter().zip(out) {
                step(&layer, x, &mut state);
                assert_eq!(L::output(&state), out);
            }
        }
        (flat(&layer).to_vec(), x[1], out[1])
    }

    #[test]
    fn a_series_is_its_steps() {
        macro_rules! layers {
            ($($scalar:ident $layer:ident $($argument:literal)?;)*) => { $(
                let (parameters, x, out) = one_pass::<$scalar, $layer<$scalar, Series<5, N>, UNITS $(, $argument)?>>();
                begins::<$scalar, $layer<$scalar, Series<1, N>, UNITS $(, $argument)?>, 1>(&parameters, &x, &out);
                begins::<$scalar, $layer<$scalar, Series<3, N>, UNITS $(, $argument)?>, 3>(&parameters, &x, &out);
                begins::<$scalar, $layer<$scalar, Series<4, N>, UNITS $(, $argument)?>, 4>(&parameters, &x, &out);
            )* };
        }
        layers! { f32 Gru; f32 Gru 0; f32 Lstm; f32 Rnn; f32 Rnn 1; f64 Gru; f64 Gru 0; f64 Lstm; f64 Rnn; f64 Rnn 1; }
    }

    #[test]
    fn what_is_not_a_number_passes_through() {
        fn passes<L: Learn<f32, In = Series<3, 2>, Out = Series<3, 4>>>() {
            let layer: L = drawn(&mut Random::new(7));
            let mut out = [[[0.0; 4]; 3]];
            layer.forward_rows(&[[[1.0, 2.0], [f32::NAN, 0.0], [0.0, 0.0]]], &mut out);
            assert_eq!(out[0].map(|out| out.map(f32::is_nan)), [[false; 4], [true; 4], [true; 4]]);
        }
        passes::<Gru<f32, Series<3, 2>, 4>>();
        passes::<Gru<f32, Series<3, 2>, 4, 0>>();
        passes::<Lstm<f32, Series<3, 2>, 4>>();
        passes::<Rnn<f32, Series<3, 2>, 4>>();
        passes::<Rnn<f32, Series<3, 2>, 4, 1>>();
    }
}
