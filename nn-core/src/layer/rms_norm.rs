//! `RmsNorm`: every row of numbers scaled to a mean square of one.

use super::moments::{Normal, Together, normalises};
use super::{Layer, Learn, Seen, Stream, head};
use crate::fingerprint;
use crate::memory::{Plain, flat, flat_mut};
use crate::parameters::{Parameters, Role};
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::{Rows, Shape, Steps};
use crate::tensors::{Dims, Part, Tensors};

/// Normalisation by the root of the mean square (Zhang and Sennrich 2019): `y = scale · x̂`, `x̂ = x / √(q + ε)`.
///
/// `q` is the mean of the squares of the `C` numbers of one example, one step or one pixel, at inference as while training. Nothing is
/// subtracted and nothing added, which is what [`LayerNorm`](super::LayerNorm) does besides. `scale` starts at one.
///
/// In a declaration: `norm: RmsNorm`, or `RmsNorm(epsilon = 1e-6)`.
///
/// # Shapes
/// Any shape, kept; what is normalised stands along the last size `C`. `scale`: `[T; C]`; `C` parameters, two multiply-adds for every
/// number.
///
/// Gradients: `∂L/∂scale = Σ g · x̂`, and `∂L/∂x = (g · scale − x̂ · Σ g · scale · x̂ / C) / √(q + ε)`, the sum over the row.
///
/// ```
/// use nn_core::prelude::*;
///
/// network! { pub struct Net { input: [f32; 4], norm: RmsNorm(epsilon = 1e-9) } }
///
/// let mut net = Net::new(1);
/// net.norm.scale = [1.0, 1.0, 2.0, 0.0];
/// assert_eq!(net.forward(&[3.0, -3.0, 3.0, 3.0]), [1.0, -1.0, 2.0, 0.0]);
/// ```
// The bits of 1e-6: a default that rustc leaves out of what it says has to be a literal.
#[derive(Clone)]
#[repr(C)]
pub struct RmsNorm<T: Scalar, In: Shape, const EPSILON: u64 = 0x3EB0_C6F7_A0B5_ED8D> {
    /// What a normalised number is multiplied by.
    pub scale: In::Last<T>,
}
normalises!(RmsNorm [EPSILON: u64] scale);

impl<T: Scalar, In: Shape, const EPSILON: u64> RmsNorm<T, In, EPSILON> {
    const CHANNELS: usize = In::Pooled::LEN;

    #[inline]
    fn normal() -> Normal<T, false> {
        Normal::new(Together { pixels: 1, channels: Self::CHANNELS, groups: 1 }, EPSILON)
    }
}

impl<T: Scalar, In: Shape, const EPSILON: u64> core::fmt::Debug for RmsNorm<T, In, EPSILON> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "RmsNorm({})", Self::CHANNELS)
    }
}

impl<T: Scalar, In: Shape, const EPSILON: u64> Layer<T> for RmsNorm<T, In, EPSILON> {
    type In = In;
    type Out = In;
    type Head = head::Linear;

    const MULTIPLY_ADDS: usize = 2 * In::LEN;
    const FINGERPRINT: u64 =
        fingerprint::setting::<T>(fingerprint::shape::<In>(fingerprint::name("RmsNorm")), f64::from_bits(EPSILON));

    #[inline]
    fn forward_rows<const ROWS: usize>(&self, x: &Rows<In, T, ROWS>, out: &mut Rows<In, T, ROWS>) {
        self.normalise(flat(x), flat_mut(out));
    }
}

impl<T: Scalar, In: Steps, const EPSILON: u64> Stream<T> for RmsNorm<T, In, EPSILON> {
    type State = ();
    type Given = In::Last<T>;

    #[inline]
    fn step(&self, (): &mut (), x: &In::Last<T>, out: &mut In::Last<T>) -> bool {
        self.normalise(flat(x), flat_mut(out));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::{Features, Series};

    /// With `ε = 1` and a mean square of 3 the root is 2.
    #[test]
    fn literal_numbers() {
        const ONE: u64 = 1f64.to_bits();
        let layer = RmsNorm::<f64, Features<4>, ONE> { scale: [2.0, 1.0, 1.0, -4.0] };
        let (x, mut out) = ([[1.0, -1.0, 1.0, 3.0], [0.0; 4]], [[9.0; 4]; 2]);
        layer.forward_rows(&x, &mut out);
        assert_eq!(out, [[1.0, -0.5, 0.5, -6.0], [0.0; 4]]);
        // x̂ is 1/2, −1/2, 1/2, 3/2, and g · scale 2, 1, 0, −4: a quarter of the sum of their products −11/8.
        let mut grad_out = [[1.0, 1.0, 0.0, 1.0], [1.0, 2.0, 3.0, 4.0]];
        let (mut gradients, mut grad_x) = (Plain::ZERO, [[9.0; 4]; 2]);
        let seen = Seen { x: &x, out: &out, tape: &() };
        layer.backward_rows(seen, &mut grad_out, Some(&mut gradients), Some(&mut grad_x));
        let RmsNorm { scale } = &gradients;
        assert_eq!(*scale, [0.5, -0.5, 0.0, 1.5]);
        assert_eq!(
            grad_x[0],
            [2.0 + 11.0 / 16.0, 1.0 - 11.0 / 16.0, 11.0 / 16.0, -4.0 + 33.0 / 16.0].map(|by_x: f64| by_x / 2.0)
        );
        assert_eq!(grad_x[1], [2.0, 2.0, 3.0, -16.0]);
    }

    /// What overflows or is NaN is told, and what is zero stays so.
    #[test]
    fn strange_rows() {
        let mut layer: RmsNorm<f32, Series<3, 2>> = Plain::ZERO;
        layer.initialize(&mut Random::new(1));
        let mut out = Plain::ZERO;
        layer.forward_rows(&[[[0.0; 2], [3e38, 1.0], [f32::NAN, 1.0]]], &mut out);
        assert_eq!(out[0][0], [0.0; 2]);
        assert!(out[0][1..].as_flattened().iter().all(|y| y.is_nan()), "{out:?}");
    }

    #[test]
    fn says_what_it_is() {
        type Layer = RmsNorm<f32, Series<4, 3>>;
        let mut layer = Layer::ZERO;
        layer.initialize(&mut Random::new(1));
        assert_eq!((layer.scale, Layer::VALUES, Layer::TRAINED), ([1.0; 3], 3, 3));
        assert_eq!(format!("{layer:?}"), "RmsNorm(3)");
        assert_eq!(Layer::FINGERPRINT, RmsNorm::<f32, Series<4, 3>, { 1e-6f64.to_bits() }>::FINGERPRINT);
        assert!(layer != Layer::ZERO);
        assert_ne!(Layer::FINGERPRINT, RmsNorm::<f32, Series<4, 3>, { 1e-3f64.to_bits() }>::FINGERPRINT);
    }
}
