//! Is a backward pass right? Central differences answer for every layer, also for one of your own.

use core::array::from_ref;

use crate::layer::head::Head;
use crate::layer::{Learn, Seen};
use crate::memory::{Plain, flat, flat_mut, numbers_mut};
use crate::parameters::{Gradients, Parameters, Role};
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::{Rows, Shape};

/// What is wrong with a gradient.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mismatch {
    /// `"parameter"` or `"input"`.
    pub what: &'static str,
    /// Which one: counted over all trained parameters, or over all values of all inputs.
    pub index: usize,
    /// What the backward pass says; NaN if it says nothing.
    pub analytic: f64,
    /// What the difference quotient says; NaN if the layer does not show the parameter.
    pub numeric: f64,
}

impl core::fmt::Display for Mismatch {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let Self { what, index, analytic, numeric } = self;
        write!(f, "gradient by {what} {index}: backward gives {analytic}, the difference quotient {numeric}")
    }
}

impl core::error::Error for Mismatch {}

/// Compares the backward pass of `layer` at input `x` with central differences of the scalar
/// `s = Σ weights · layer(x)`, by every trained parameter and by every input.
///
/// A gradient `a` passes beside its difference quotient `n` if `|a − n| ≤ tolerance · (1 + |a| + |n|)`: relative for large
/// ones, absolute for small ones. With values near 1 a tolerance of `1e-7` suits `f64`; in `f32` rounding asks for `1e-2`.
/// Keep `x` and the parameters away from kinks (the zero of a ReLU), where a difference quotient means nothing.
///
/// Every run draws the same random numbers, so `Dropout` is checked with one mask. The layer leaves as it came. The first
/// mismatch is the one reported.
///
/// ```
/// use nn_core::layer::Dense;
/// use nn_core::{Features, check};
///
/// let mut layer = Dense::<f64, Features<2>, 1> { weight: [[0.5], [-2.0]], bias: [0.25] };
/// assert_eq!(check::gradients(&mut layer, &[3.0, 1.0], &[1.0], 1e-7), Ok(()));
/// ```
pub fn gradients<T: Scalar, L: Learn<T>>(
    layer: &mut L,
    x: &<L::In as Shape>::Array<T>,
    weights: &<L::Out as Shape>::Array<T>,
    tolerance: f64,
) -> Result<(), Mismatch> {
    gradients_rows::<T, L, 1>(layer, from_ref(x), from_ref(weights), tolerance)
}

/// [`gradients`] for a block of `ROWS` inputs at once, with `s` summed over the rows: whether the gradients of the rows
/// add up, and whether each row of the inputs gets its own.
///
/// The backward pass starts from gradients that are not zero and writes over NaN, so that it must *add* the gradients by
/// the parameters and *set* those by the inputs, as [`Learn::backward_rows`] says.
pub fn gradients_rows<T: Scalar, L: Learn<T>, const ROWS: usize>(
    layer: &mut L,
    x: &Rows<L::In, T, ROWS>,
    weights: &Rows<L::Out, T, ROWS>,
    tolerance: f64,
) -> Result<(), Mismatch> {
    let mut probe = Probe { x: *x, out: Plain::ZERO, tape: Plain::ZERO, weights };

    let mut gradients = L::Gradients::ZERO;
    let before = T::one();
    // Without trained parameters the gradients are of size zero and need not be aligned like a scalar.
    let trained = size_of::<L::Gradients>() > 0;
    if trained {
        gradients.as_mut_slice().fill(before);
    }
    let mut grad_x = *x;
    numbers_mut(&mut grad_x).fill(T::nan());
    probe.run(layer);
    let mut grad_out = *weights;
    L::Head::back::<T, _, _, ROWS>(&probe.out, &mut grad_out);
    let seen = Seen { x: &probe.x, out: &probe.out, tape: &probe.tape };
    layer.backward_rows(seen, &mut grad_out, Some(&mut gradients), Some(&mut grad_x));

    let analytic = if trained { gradients.as_slice() } else { &[] };
    for index in 0..L::TRAINED.max(analytic.len()) {
        let numeric = probe.by_parameter(layer, index).unwrap_or(f64::NAN);
        let analytic = analytic.get(index).map_or(f64::NAN, |&gradient| (gradient - before).as_f64());
        compare("parameter", index, analytic, numeric, tolerance)?;
    }
    for (index, analytic) in numbers_mut::<T, _>(&mut grad_x).iter().enumerate() {
        let numeric = probe.by_input(layer, index).unwrap_or(f64::NAN);
        compare("input", index, analytic.as_f64(), numeric, tolerance)?;
    }
    Ok(())
}

fn compare(what: &'static str, index: usize, analytic: f64, numeric: f64, tolerance: f64) -> Result<(), Mismatch> {
    // NaN is close to nothing.
    let close = (analytic - numeric).abs() <= tolerance * (1.0 + analytic.abs() + numeric.abs());
    if close { Ok(()) } else { Err(Mismatch { what, index, analytic, numeric }) }
}

/// Everything a run of the layer needs, and the scalar it ends in.
struct Probe<'a, T: Scalar, L: Learn<T>, const ROWS: usize> {
    x: Rows<L::In, T, ROWS>,
    out: Rows<L::Out, T, ROWS>,
    tape: L::Tape<ROWS>,
    weights: &'a Rows<L::Out, T, ROWS>,
}

impl<T: Scalar, L: Learn<T>, const ROWS: usize> Probe<'_, T, L, ROWS> {
    /// `s = Σ weights · layer(x)`, with the same random draws every time.
    fn run(&mut self, layer: &L) -> f64 {
        let out: &mut [T] = flat_mut(&mut self.out);
        out.fill(T::nan()); // a layer sets every output
        layer.record_rows(&self.x, &mut self.out, &mut self.tape, &mut Random::new(1));
        L::Head::apply::<T, _, ROWS>(&mut self.out);
        let values = flat::<T, _>(&self.out).iter().zip(flat::<T, _>(self.weights));
        values.fold(0.0, |sum, (out, weight)| sum + out.as_f64() * weight.as_f64())
    }

    /// `∂s/∂p` for the trained parameter number `index`, which is put back afterwards.
    fn by_parameter(&mut self, layer: &mut L, index: usize) -> Option<f64> {
        let value = exchange(layer, index, T::zero())?;
        let [down, up] = around(value);
        exchange(layer, index, down);
        let low = self.run(layer);
        exchange(layer, index, up);
        let high = self.run(layer);
        exchange(layer, index, value);
        Some((high - low) / (up.as_f64() - down.as_f64()))
    }

    /// `∂s/∂x` for the input value number `index`.
    fn by_input(&mut self, layer: &L, index: usize) -> Option<f64> {
        let value = *numbers_mut::<T, _>(&mut self.x).get(index)?;
        let [down, up] = around(value);
        self.set_input(index, down);
        let low = self.run(layer);
        self.set_input(index, up);
        let high = self.run(layer);
        self.set_input(index, value);
        Some((high - low) / (up.as_f64() - down.as_f64()))
    }

    fn set_input(&mut self, index: usize, value: T) {
        if let Some(x) = numbers_mut(&mut self.x).get_mut(index) {
            *x = value;
        }
    }
}

/// The two points beside `value`. A step of `∛ε` balances the rounding of `s` against the bend of the layer.
fn around<T: Scalar>(value: T) -> [T; 2] {
    let step = T::epsilon().pow(T::of(1.0 / 3.0)) * value.abs().max(T::one());
    [value - step, value + step]
}

/// Replaces the trained parameter number `index` and returns what it was; `None` if there are not as many.
fn exchange<T: Scalar>(layer: &mut impl Parameters<T>, index: usize, value: T) -> Option<T> {
    let (mut start, mut old) = (0, None);
    layer.visit_mut(&mut |role, slice: &mut [T]| {
        if role == Role::Fixed {
            return;
        }
        if let Some(parameter) = index.checked_sub(start).and_then(|index| slice.get_mut(index)) {
            old = Some(core::mem::replace(parameter, value));
        }
        start += slice.len();
    });
    old
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layer::{Dense, Layer, Prelu, Standardize};
    use crate::shape::Features;

    type Small = Dense<f64, Features<3>, 2>;

    fn small() -> Small {
        Dense { weight: [[0.5, -1.0], [0.25, 2.0], [-0.75, 0.125]], bias: [0.1, -0.2] }
    }

    const X: [f64; 3] = [0.7, -1.3, 2.1];
    const BLOCK: [[f64; 3]; 2] = [X, [-0.4, 0.9, 1.6]];

    #[test]
    fn right_layers_pass_and_stay_as_they_were() {
        let mut dense = small();
        assert_eq!(gradients(&mut dense, &X, &[1.5, -0.5], 1e-8), Ok(()));
        assert_eq!(gradients_rows(&mut dense, &BLOCK, &[[1.5, -0.5], [0.25, 2.0]], 1e-8), Ok(()));
        assert_eq!(dense, small());

        let mut prelu = Prelu::<f64, Features<3>> { slope: [0.25, 0.1, -0.5] };
        assert_eq!(gradients(&mut prelu, &X, &[1.5, -0.5, 1.0], 1e-8), Ok(()));
        assert_eq!(gradients_rows(&mut prelu, &BLOCK, &[[1.5, -0.5, 1.0], [0.25, 2.0, -1.0]], 1e-8), Ok(()));

        let mut standardize = Standardize::<f64, Features<3>> { mean: [1.0, 2.0, 3.0], inverse_scale: [0.5, 2.0, 4.0] };
        assert_eq!(gradients(&mut standardize, &X, &[1.5, -0.5, 1.0], 1e-8), Ok(()));
    }

    #[test]
    fn single_precision_passes_with_its_own_tolerance() {
        let mut dense = Dense::<f32, Features<2>, 1> { weight: [[0.5], [-2.0]], bias: [0.25] };
        assert_eq!(gradients(&mut dense, &[3.0, 1.0], &[1.0], 1e-2), Ok(()));
    }

    /// A dense layer whose backward pass is wrong in the way `FAULT` says.
    #[repr(transparent)]
    struct Wrong<const FAULT: u8>(Small);

    /// One gradient is 1 % too large.
    const SCALED: u8 = 0;
    /// Only the gradients of the last row are left.
    const LAST_ROW: u8 = 1;
    /// The gradients by the inputs are those of another input.
    const SWAPPED: u8 = 2;
    /// The gradients by the parameters replace what was there.
    const REPLACED: u8 = 3;

    // SAFETY: the inner layer, transparently.
    unsafe impl<const FAULT: u8> Plain for Wrong<FAULT> {
        const ZERO: Self = Self(Small::ZERO);
        const FLAT: bool = Small::FLAT;
    }

    impl<const FAULT: u8> Parameters<f64> for Wrong<FAULT> {
        const VALUES: usize = <Small as Parameters<f64>>::VALUES;
        const TRAINED: usize = <Small as Parameters<f64>>::TRAINED;
        fn visit(&self, visitor: &mut impl FnMut(Role, &[f64])) {
            self.0.visit(visitor);
        }
        fn visit_mut(&mut self, visitor: &mut impl FnMut(Role, &mut [f64])) {
            self.0.visit_mut(visitor);
        }
    }

    impl<const FAULT: u8> Layer<f64> for Wrong<FAULT> {
        type In = Features<3>;
        type Out = Features<2>;
        type Head = crate::layer::head::Linear;
        fn forward_rows<const ROWS: usize>(&self, x: &[[f64; 3]; ROWS], out: &mut [[f64; 2]; ROWS]) {
            self.0.forward_rows(x, out);
        }
    }

    impl<const FAULT: u8> Learn<f64> for Wrong<FAULT> {
        type Tape<const ROWS: usize> = ();
        type Gradients = [f64; 8];
        fn initialize(&mut self, _: &mut Random) {}
        fn backward_rows<const ROWS: usize>(
            &self,
            seen: Seen<'_, Self, f64, ROWS>,
            grad_out: &mut [[f64; 2]; ROWS],
            gradients: Option<&mut [f64; 8]>,
            grad_x: Option<&mut [[f64; 3]; ROWS]>,
        ) {
            let (Some(gradients), Some(grad_x)) = (gradients, grad_x) else { return };
            let before = *gradients;
            *gradients = [0.0; 8];
            for row in 0..ROWS {
                if FAULT == LAST_ROW {
                    *gradients = [0.0; 8];
                }
                for (o, grad) in grad_out[row].into_iter().enumerate() {
                    for i in 0..3 {
                        gradients[2 * i + o] += grad * seen.x[row][i];
                    }
                    gradients[6 + o] += grad;
                }
                for (grad_x, weight) in grad_x[row].iter_mut().zip(self.0.weight) {
                    *grad_x = grad_out[row][0] * weight[0] + grad_out[row][1] * weight[1];
                }
                if FAULT == SWAPPED {
                    grad_x[row].swap(1, 2);
                }
            }
            if FAULT == SCALED {
                gradients[3] *= 1.01;
            }
            if FAULT != REPLACED {
                gradients.iter_mut().zip(before).for_each(|(gradient, before)| *gradient += before);
            }
        }
    }

    fn place(result: Result<(), Mismatch>) -> Option<(&'static str, usize)> {
        result.err().map(|mismatch| (mismatch.what, mismatch.index))
    }

    #[test]
    fn wrong_layers_are_reported_where_they_are_wrong() {
        let weights = [[1.5, -0.5], [0.25, 2.0]];
        let [first, _] = &weights;
        let found = gradients(&mut Wrong::<SCALED>(small()), &X, first, 1e-6);
        assert_eq!(place(found), Some(("parameter", 3)));
        let Err(Mismatch { analytic, numeric, .. }) = found else { panic!("not found") };
        assert!((analytic - 1.01 * 0.65).abs() < 1e-9 && (numeric - 0.65).abs() < 1e-9, "{found:?}");

        assert_eq!(gradients(&mut Wrong::<LAST_ROW>(small()), &X, first, 1e-6), Ok(()));
        let found = gradients_rows(&mut Wrong::<LAST_ROW>(small()), &BLOCK, &weights, 1e-6);
        assert_eq!(place(found), Some(("parameter", 0)));
        let found = gradients_rows(&mut Wrong::<SWAPPED>(small()), &BLOCK, &weights, 1e-6);
        assert_eq!(place(found), Some(("input", 1)));
        let found = gradients(&mut Wrong::<REPLACED>(small()), &X, first, 1e-6);
        assert_eq!(place(found), Some(("parameter", 0)));
    }
}
