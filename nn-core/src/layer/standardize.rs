//! `Standardize`: preprocessing that ships inside the network.

use super::{Layer, Learn, Seen, head};
use crate::fingerprint;
use crate::kernel;
use crate::math::Math;
use crate::memory::{Plain, flat, flat_mut};
use crate::parameters::{Parameters, Role};
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::{Rows, Shape};
use crate::sum::Sum;
use crate::tensors::{Dims, Part, Tensors};

/// Fixed mean and scale per value: `y = (x − mean) · inverse_scale`.
///
/// Fit it to the training inputs ([`fit`](Self::fit)) or give one pair for all, `Standardize(mean = 0.0, scale = 16.0)`.
/// The values are saved with the network and never trained. A network made by `zeros()` has `inverse_scale` zero until
/// its weights are loaded.
///
/// # Shapes
/// Any shape, kept. `mean`, `inverse_scale`: that shape.
#[derive(Clone)]
#[repr(C)]
pub struct Standardize<T: Scalar, In: Shape> {
    /// What is subtracted.
    pub mean: In::Array<T>,
    /// One over the scale (the standard deviation, as a rule).
    pub inverse_scale: In::Array<T>,
}

// SAFETY: `repr(C)` arrays of one scalar type.
unsafe impl<T: Scalar, In: Shape> Plain for Standardize<T, In> {
    const FLAT: bool = T::FLAT && <In::Array<T> as Plain>::FLAT;
}

/// Values that are summed in one run over the inputs: a line of the cache, and little stack.
const COLUMNS: usize = 16;

impl<T: Scalar, In: Shape> Standardize<T, In> {
    /// Sets one mean and one scale for all values.
    pub fn set(&mut self, mean: T, scale: T) {
        flat_mut::<T, _>(&mut self.mean).fill(mean);
        flat_mut::<T, _>(&mut self.inverse_scale).fill(T::one() / scale);
    }

    /// Takes mean and population standard deviation from inputs, one pair per value. No rows change nothing.
    ///
    /// A value keeps scale 1 if it never changes, or by less than the scalar tells apart beside the mean. Sums are taken from
    /// the first row and compensated, so neither a large mean nor a million rows cost digits; nothing but a few numbers
    /// stands on the stack.
    pub fn fit<'a>(&mut self, inputs: impl IntoIterator<Item = &'a In::Array<T>> + Clone)
    where
        In::Array<T>: 'a,
    {
        let rows = inputs.clone().into_iter().count();
        if rows == 0 {
            return;
        }
        let rows = T::count(rows);
        let (means, scales) = (flat_mut::<T, _>(&mut self.mean), flat_mut::<T, _>(&mut self.inverse_scale));
        let columns = means.chunks_mut(COLUMNS).zip(scales.chunks_mut(COLUMNS)).enumerate();
        for (at, (means, scales)) in columns {
            let part = |input: &'a In::Array<T>| flat::<T, _>(input).iter().skip(at * COLUMNS);
            if let Some(first) = inputs.clone().into_iter().next() {
                means.iter_mut().zip(part(first)).for_each(|(mean, &x)| *mean = x);
            }
            // The unit in which squares are summed, so that they neither overflow nor vanish.
            let (mut sums, mut units) = ([Sum::<T>::default(); COLUMNS], [T::zero(); COLUMNS]);
            for input in inputs.clone() {
                for (((sum, unit), &first), &x) in sums.iter_mut().zip(&mut units).zip(means.iter()).zip(part(input)) {
                    sum.add(x - first);
                    *unit = unit.max((x - first).abs());
                }
            }
            means.iter_mut().zip(&sums).for_each(|(mean, sum)| *mean = *mean + sum.value() / rows);
            // The mean is rounded; what it is off by is summed beside the squares around it.
            let mut squares = [(Sum::<T>::default(), Sum::<T>::default()); COLUMNS];
            for input in inputs.clone() {
                for (((sums, &unit), &mean), &x) in squares.iter_mut().zip(&units).zip(means.iter()).zip(part(input)) {
                    let off = (x - mean) / unit;
                    sums.0.add(off);
                    sums.1.add(off * off);
                }
            }
            let results = scales.iter_mut().zip(means.iter_mut()).zip(squares.iter().zip(&units));
            for ((scale, mean), ((sum, squares), &unit)) in results {
                let off = sum.value() / rows;
                let deviation = unit * Math::sqrt((squares.value() / rows - off * off).max(T::zero()));
                if off.is_finite() {
                    *mean = *mean + unit * off;
                }
                // Rounding of the mean leaves a little deviation where there is none.
                let differs = deviation > T::epsilon() * mean.abs();
                *scale = if differs { (T::one() / deviation).min(T::max_value()) } else { T::one() };
            }
        }
    }
}

impl<T: Scalar, In: Shape> PartialEq for Standardize<T, In> {
    fn eq(&self, other: &Self) -> bool {
        flat::<T, _>(&self.mean) == flat::<T, _>(&other.mean)
            && flat::<T, _>(&self.inverse_scale) == flat::<T, _>(&other.inverse_scale)
    }
}

impl<T: Scalar, In: Shape> core::fmt::Debug for Standardize<T, In> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Standardize({})", In::LEN)
    }
}

impl<T: Scalar, In: Shape> Parameters<T> for Standardize<T, In> {
    const VALUES: usize = 2 * In::LEN;
    const TRAINED: usize = 0;
    const TENSORS: Tensors = {
        let one = Tensors::one::<T>(Role::Fixed, Dims::of_shape::<In>());
        Tensors::Parts { parts: &[Part { name: "mean", tensors: one }, Part { name: "inverse_scale", tensors: one }] }
    };

    fn visit(&self, visitor: &mut impl FnMut(Role, &[T])) {
        visitor(Role::Fixed, flat(&self.mean));
        visitor(Role::Fixed, flat(&self.inverse_scale));
    }
    fn visit_mut(&mut self, visitor: &mut impl FnMut(Role, &mut [T])) {
        visitor(Role::Fixed, flat_mut(&mut self.mean));
        visitor(Role::Fixed, flat_mut(&mut self.inverse_scale));
    }
}

impl<T: Scalar, In: Shape> Layer<T> for Standardize<T, In> {
    type In = In;
    type Out = In;
    type Head = head::Linear;

    const FINGERPRINT: u64 = fingerprint::shape::<In>(fingerprint::name("Standardize"));

    #[inline]
    fn forward_rows<const ROWS: usize>(&self, x: &Rows<In, T, ROWS>, out: &mut Rows<In, T, ROWS>) {
        let (means, scales): (&[T], &[T]) = (flat(&self.mean), flat(&self.inverse_scale));
        for (x, out) in x.iter().zip(out) {
            let values = flat::<T, _>(x).iter().zip(means).zip(scales);
            let values = flat_mut::<T, _>(out).iter_mut().zip(values);
            kernel::every!((out, ((&x, &mean), &scale)) in values => { *out = (x - mean) * scale });
        }
    }
}

impl<T: Scalar, In: Shape> Learn<T> for Standardize<T, In> {
    type Tape<const ROWS: usize> = ();
    type Gradients = ();

    const READS: (bool, bool) = (false, false);

    fn initialize(&mut self, _: &mut Random) {
        self.set(T::zero(), T::one());
    }
    #[inline]
    fn backward_rows<const ROWS: usize>(
        &self,
        _: Seen<'_, Self, T, ROWS>,
        grad_out: &mut Rows<In, T, ROWS>,
        _: Option<&mut ()>,
        grad_x: Option<&mut Rows<In, T, ROWS>>,
    ) {
        let Some(grad_x) = grad_x else { return };
        let scales: &[T] = flat(&self.inverse_scale);
        for (grad_out, grad_x) in grad_out.iter().zip(grad_x) {
            let values = flat::<T, _>(grad_out).iter().zip(scales);
            for (grad_x, (&gradient, &scale)) in flat_mut::<T, _>(grad_x).iter_mut().zip(values) {
                *grad_x = gradient * scale;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::Features;

    #[test]
    fn literal_numbers() {
        let mut layer = <Standardize<f64, Features<2>> as Plain>::ZERO;
        layer.fit(&[[1.0, 5.0], [3.0, 5.0]]);
        assert_eq!((layer.mean, layer.inverse_scale), ([2.0, 5.0], [1.0, 1.0]));
        // By hand: 0, 1 and 2 have the variance 2/3, and 0 to 9 that of 8.25; in f32, far from 0 and close to it.
        let fit = |rows: &[[f32; 1]]| {
            let mut layer = <Standardize<f32, Features<1>> as Plain>::ZERO;
            layer.fit(rows);
            (layer.mean[0], layer.inverse_scale[0])
        };
        let pressures: Vec<_> = (0..10_000).map(|row| [101_325.0 + (row % 3) as f32 - 1.0]).collect();
        let (mean, scale) = fit(&pressures);
        assert!((mean - 101_325.0).abs() < 0.01 && (scale - 1.224_744_9).abs() < 1e-3, "{mean} {scale}");
        let volts: Vec<_> = (0..100).map(|row| [1e-4 * ((row % 10) as f32 - 4.5)]).collect();
        let (mean, scale) = fit(&volts);
        assert!(mean.abs() < 1e-9 && (scale / 3_481.553 - 1.0).abs() < 1e-4, "{mean} {scale}");
        // A million rows of a straight line between 999.5 and 1000.5: the deviation is 1/√12.
        let many: Vec<_> = (0..1_000_000).map(|row| [999.5 + (row as f32 + 0.5) / 1e6]).collect();
        let (mean, scale) = fit(&many);
        assert!((mean - 1000.0).abs() < 1e-3 && (scale / 12f32.sqrt() - 1.0).abs() < 1e-3, "{mean} {scale}");
        for unit in [1e-30, 1e30f32] {
            let (_, scale) = fit(&[[-unit], [unit]]);
            assert!((scale * unit - 1.0).abs() < 1e-6, "{unit} {scale}");
        }
        // Three units in the last place apart: the deviation is 1.5 of them. And values too small for one over them.
        let next = (0..3).fold(1e8f32, |x, _| x.next_up());
        let (_, scale) = fit(&[[1e8], [next], [1e8], [next]]);
        assert!((scale * (next - 1e8) / 2.0 - 1.0).abs() < 1e-5, "{scale}");
        assert!(fit(&[[1e-39], [-1e-39]]).1.is_finite());
        // The first row far from all others.
        let outlier: Vec<_> = core::iter::once([1e12]).chain((0..500).map(|row| [(row % 7) as f32])).collect();
        let exact = (1e12 + (0..500).map(|row| f64::from(row % 7)).sum::<f64>()) / 501.0;
        assert!((f64::from(fit(&outlier).0) / exact - 1.0).abs() < 1e-6);
        // A constant, wherever it stands, and one that only rounds differently.
        for constant in [0.0, 1e-30, 123_456.79, 1e30] {
            assert_eq!(fit(&[[constant]; 7]).1, 1.0, "{constant}");
        }
        assert_eq!(fit(&[[1000.0], [1000.0f32.next_up()], [1000.0]]).1, 1.0);

        let mut out = [[0.0; 2]];
        layer.mean = [2.0, 1.0];
        layer.inverse_scale = [0.5, 4.0];
        layer.forward_rows(&[[4.0, 2.0]], &mut out);
        assert_eq!(out, [[1.0, 4.0]]);
    }

    /// Column `c` goes from `c` in steps of `c + 1`: four rows have the mean `c + 1.5 (c + 1)` and the variance `1.25 (c + 1)²`.
    #[test]
    fn every_column_by_itself() {
        let rows: [[f64; 20]; 4] =
            core::array::from_fn(|row| core::array::from_fn(|column| (column + row * (column + 1)) as f64));
        let mut layer = Standardize::<f64, Features<20>>::ZERO;
        layer.fit(&rows);
        for (column, (mean, scale)) in layer.mean.iter().zip(layer.inverse_scale).enumerate() {
            let step = column as f64 + 1.0;
            assert!((mean - (column as f64 + 1.5 * step)).abs() < 1e-12, "{column}: {mean}");
            assert!((scale * 1.25f64.sqrt() * step - 1.0).abs() < 1e-12, "{column}: {scale}");
        }
        let mut large = Standardize::<f32, Features<1>>::ZERO;
        large.fit(&[[2e38], [3e38]]);
        assert!((large.inverse_scale[0] * 5e37 - 1.0).abs() < 1e-5, "{large:?}");
    }

    #[test]
    fn one_pair_for_all_and_another_is_not_equal() {
        let (mut layer, mut other) = (Standardize::<f64, Features<2>>::ZERO, Standardize::<f64, Features<2>>::ZERO);
        layer.set(3.0, 4.0);
        assert_eq!((layer.mean, layer.inverse_scale), ([3.0; 2], [0.25; 2]));
        other.set(3.0, 4.0);
        assert!(layer == other);
        other.inverse_scale[1] = 1.0;
        assert!(layer != other);
        other.set(2.0, 4.0);
        assert!(layer != other);
        layer.initialize(&mut Random::new(1));
        let mut shown = Vec::new();
        layer.visit(&mut |role, values: &[f64]| shown.extend(values.iter().map(|&value| (role, value))));
        let (zero, one) = ((Role::Fixed, 0.0), (Role::Fixed, 1.0));
        assert_eq!((shown, Standardize::<f64, Features<2>>::VALUES), (vec![zero, zero, one, one], 4));
    }
}
