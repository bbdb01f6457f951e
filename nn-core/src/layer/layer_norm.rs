//! `LayerNorm`: every row of numbers shifted and scaled to mean zero and variance one.

use super::moments::{Normal, Together, normalises};
use super::{Layer, Learn, Seen, Stream, head};
use crate::fingerprint;
use crate::memory::{Plain, flat, flat_mut};
use crate::parameters::{Parameters, Role};
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::{Rows, Shape, Steps};
use crate::tensors::{Dims, Part, Tensors};

/// Layer normalisation (Ba, Kiros and Hinton 2016): `y = scale · x̂ + shift`, `x̂ = (x − m) / √(v + ε)`.
///
/// `m` and `v` are mean and variance of the `C` numbers of one example, one step or one pixel, divided by `C`, at inference as while
/// training: no example knows of another. A large mean costs no digits. `scale` starts at one, `shift` at zero.
///
/// In a declaration: `norm: LayerNorm`, or `LayerNorm(epsilon = 1e-5)`.
///
/// # Shapes
/// Any shape, kept; what is normalised stands along the last size `C`. `scale`, `shift`: `[T; C]`; `2 C` parameters, two multiply-adds
/// for every number.
///
/// Gradients: `∂L/∂shift = Σ g`, `∂L/∂scale = Σ g · x̂`, and
/// `∂L/∂x = (g · scale − (Σ g · scale + x̂ · Σ g · scale · x̂) / C) / √(v + ε)`, the last two sums over the row.
///
/// ```
/// use nn_core::prelude::*;
///
/// network! { pub struct Net { input: [f32; (2, 4)], norm: LayerNorm(epsilon = 1e-9) } }
///
/// let mut net = Net::new(1);
/// net.norm.shift = [10.0; 4];
/// let out = net.forward(&[[1.0, -1.0, 1.0, -1.0], [7.0, 7.0, 3.0, 3.0]]);
/// assert_eq!(out, [[11.0, 9.0, 11.0, 9.0], [11.0, 11.0, 9.0, 9.0]]);
/// ```
// The bits of 1e-5: a default that rustc leaves out of what it says has to be a literal.
#[derive(Clone)]
#[repr(C)]
pub struct LayerNorm<T: Scalar, In: Shape, const EPSILON: u64 = 0x3EE4_F8B5_88E3_68F1> {
    /// What a normalised number is multiplied by.
    pub scale: In::Last<T>,
    /// What is added to it.
    pub shift: In::Last<T>,
}
normalises!(LayerNorm [EPSILON: u64] scale shift);

impl<T: Scalar, In: Shape, const EPSILON: u64> LayerNorm<T, In, EPSILON> {
    const CHANNELS: usize = In::Pooled::LEN;

    #[inline]
    fn normal() -> Normal<T, true> {
        Normal::new(Together { pixels: 1, channels: Self::CHANNELS, groups: 1 }, EPSILON)
    }
}

impl<T: Scalar, In: Shape, const EPSILON: u64> core::fmt::Debug for LayerNorm<T, In, EPSILON> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "LayerNorm({})", Self::CHANNELS)
    }
}

impl<T: Scalar, In: Shape, const EPSILON: u64> Layer<T> for LayerNorm<T, In, EPSILON> {
    type In = In;
    type Out = In;
    type Head = head::Linear;

    const MULTIPLY_ADDS: usize = 2 * In::LEN;
    const FINGERPRINT: u64 =
        fingerprint::setting::<T>(fingerprint::shape::<In>(fingerprint::name("LayerNorm")), f64::from_bits(EPSILON));

    #[inline]
    fn forward_rows<const ROWS: usize>(&self, x: &Rows<In, T, ROWS>, out: &mut Rows<In, T, ROWS>) {
        self.normalise(flat(x), flat_mut(out));
    }
}

impl<T: Scalar, In: Steps, const EPSILON: u64> Stream<T> for LayerNorm<T, In, EPSILON> {
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

    /// With `ε = 1`, of 0, 0, 2√3, 2√3 the mean is √3 and `√(v + ε)` 2, and so `x̂` is ∓√3/2.
    #[test]
    fn literal_numbers() {
        const ONE: u64 = 1f64.to_bits();
        let half = 0.75f64.sqrt();
        let layer = LayerNorm::<f64, Features<4>, ONE> { scale: [2.0, 1.0, 1.0, -4.0], shift: [0.0, 1.0, 0.0, 0.5] };
        let (x, mut out) = ([[0.0, 0.0, 4.0 * half, 4.0 * half], [5.0; 4]], [[9.0; 4]; 2]);
        layer.forward_rows(&x, &mut out);
        let near = |got: &[f64], want: &[f64]| {
            assert!(got.iter().zip(want).all(|(got, want)| (got - want).abs() < 1e-14), "{got:?}, not {want:?}");
        };
        near(&out[0], &[-2.0 * half, 1.0 - half, half, 0.5 - 4.0 * half]);
        assert_eq!(out[1], layer.shift);
        // g · scale is 2, 1, 0, −4: a quarter of its sum −1/4, of that with x̂ −7/8 √3. In the second row x̂ is 0.
        let mut grad_out = [[1.0, 1.0, 0.0, 1.0], [0.0, 0.0, 3.0, 0.0]];
        let (mut gradients, mut grad_x) = (Plain::ZERO, [[9.0; 4]; 2]);
        let seen = Seen { x: &x, out: &out, tape: &() };
        layer.backward_rows(seen, &mut grad_out, Some(&mut gradients), Some(&mut grad_x));
        let LayerNorm { scale, shift } = &gradients;
        near(scale, &[-half, -half, 0.0, half]);
        assert_eq!(*shift, [1.0, 1.0, 3.0, 1.0]);
        near(&grad_x[0], &[0.46875, -0.03125, 0.78125, -1.21875]);
        near(&grad_x[1], &[-0.75, -0.75, 2.25, -0.75]);
    }

    /// A mean beside which a single number has few digits left costs none, numbers that are all alike give the shift, and what
    /// overflows or is NaN is told.
    #[test]
    fn strange_rows() {
        let mut layer: LayerNorm<f32, Series<4, 3>> = Plain::ZERO;
        layer.initialize(&mut Random::new(1));
        let large = 16_777_216.0;
        let (x, mut out) =
            ([[[large, large + 2.0, large + 4.0], [7.0; 3], [3e38, -3e38, 0.0], [1.0, f32::NAN, 0.0]]], Plain::ZERO);
        layer.forward_rows(&x, &mut out);
        let [[of_large, of_alike, of_huge, of_nan]] = out;
        let want = 1.5f32.sqrt();
        assert!(of_large.iter().zip([-want, 0.0, want]).all(|(got, want)| (got - want).abs() < 1e-5), "{of_large:?}");
        assert_eq!(of_alike, [0.0; 3]);
        assert!(of_huge.iter().chain(&of_nan).all(|y| y.is_nan()), "{of_huge:?} {of_nan:?}");
    }

    #[test]
    fn says_what_it_is() {
        type Layer = LayerNorm<f32, Series<4, 3>>;
        let mut layer = Layer::ZERO;
        layer.initialize(&mut Random::new(1));
        assert_eq!((layer.scale, layer.shift, Layer::VALUES, Layer::TRAINED), ([1.0; 3], [0.0; 3], 6, 6));
        assert_eq!(format!("{layer:?}"), "LayerNorm(3)");
        assert_eq!(Layer::FINGERPRINT, LayerNorm::<f32, Series<4, 3>, { 1e-5f64.to_bits() }>::FINGERPRINT);
        assert!(layer != Layer::ZERO);
        assert_ne!(Layer::FINGERPRINT, LayerNorm::<f32, Series<4, 3>, { 1e-3f64.to_bits() }>::FINGERPRINT);
    }
}
