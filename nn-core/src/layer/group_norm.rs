//! `GroupNorm`: every group of channels shifted and scaled to mean zero and variance one.

use super::moments::{Normal, Together, normalises};
use super::{Layer, Learn, Seen, head};
use crate::fingerprint;
use crate::memory::{Plain, flat, flat_mut};
use crate::parameters::{Parameters, Role};
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::{Rows, Shape};
use crate::tensors::{Dims, Part, Tensors};

/// Group normalisation (Wu and He 2018): `y = scale · x̂ + shift`, `x̂ = (x − m) / √(v + ε)`.
///
/// The channels are parted into `GROUPS` groups of neighbours, of which there are equally many in each. `m` and `v` are mean and
/// variance of the `n` numbers of one example that belong to a group, of all its pixels or steps, divided by `n`, at inference as
/// while training. A large mean costs no digits. `scale` starts at one, `shift` at zero. As many
/// groups as channels are what is called instance normalisation.
///
/// In a declaration: `norm: GroupNorm(4)`, or `GroupNorm(4, epsilon = 1e-5)`. Over a series it looks ahead, so that a network with it does
/// not go along one frame by frame; inside `EachStep` it does.
///
/// # Shapes
/// Any shape, kept; a channel is a place along the last size `C`, which `GROUPS` divides. `scale`, `shift`: `[T; C]`; `2 C` parameters,
/// two multiply-adds for every number.
///
/// Gradients: `∂L/∂shift = Σ g`, `∂L/∂scale = Σ g · x̂`, and
/// `∂L/∂x = (g · scale − (Σ g · scale + x̂ · Σ g · scale · x̂) / n) / √(v + ε)`, the last two sums over the group.
///
/// ```
/// use nn_core::prelude::*;
///
/// network! { pub struct Net { input: [f32; (2, 4)], norm: GroupNorm(2, epsilon = 1e-9) } }
///
/// let net = Net::new(1);
/// let out = net.forward(&[[1.0, -1.0, 9.0, 5.0], [1.0, -1.0, 9.0, 5.0]]);
/// assert_eq!(out, [[1.0, -1.0, 1.0, -1.0]; 2]);
/// ```
// The bits of 1e-5: a default that rustc leaves out of what it says has to be a literal.
#[derive(Clone)]
#[repr(C)]
pub struct GroupNorm<T: Scalar, In: Shape, const GROUPS: usize, const EPSILON: u64 = 0x3EE4_F8B5_88E3_68F1> {
    /// What a normalised number is multiplied by.
    pub scale: In::Last<T>,
    /// What is added to it.
    pub shift: In::Last<T>,
}
normalises!(GroupNorm [GROUPS: usize, EPSILON: u64] scale shift);

impl<T: Scalar, In: Shape, const GROUPS: usize, const EPSILON: u64> GroupNorm<T, In, GROUPS, EPSILON> {
    const CHANNELS: usize = In::Pooled::LEN;
    const PIXELS: usize = match In::LEN.checked_div(Self::CHANNELS) {
        Some(pixels) => pixels,
        None => 0,
    };

    #[inline]
    fn normal() -> Normal<T, true> {
        Normal::new(Together { pixels: Self::PIXELS, channels: Self::CHANNELS, groups: GROUPS }, EPSILON)
    }
}

impl<T: Scalar, In: Shape, const GROUPS: usize, const EPSILON: u64> core::fmt::Debug
    for GroupNorm<T, In, GROUPS, EPSILON>
{
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "GroupNorm({GROUPS} of {})", Self::CHANNELS)
    }
}

impl<T: Scalar, In: Shape, const GROUPS: usize, const EPSILON: u64> Layer<T> for GroupNorm<T, In, GROUPS, EPSILON> {
    type In = In;
    type Out = In;
    type Head = head::Linear;

    const MULTIPLY_ADDS: usize = 2 * In::LEN;
    const FINGERPRINT: u64 = {
        let groups = fingerprint::fold(fingerprint::shape::<In>(fingerprint::name("GroupNorm")), GROUPS as u64);
        fingerprint::setting::<T>(groups, f64::from_bits(EPSILON))
    };

    #[inline]
    fn forward_rows<const ROWS: usize>(&self, x: &Rows<In, T, ROWS>, out: &mut Rows<In, T, ROWS>) {
        self.normalise(flat(x), flat_mut(out));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::{Features, Series};

    /// Two pixels, two groups of two channels. With `ε = 1` the first group has mean 1, variance 3 and root 2, and the second is alike.
    #[test]
    fn literal_numbers() {
        const ONE: u64 = 1f64.to_bits();
        let layer =
            GroupNorm::<f64, Series<2, 4>, 2, ONE> { scale: [2.0, 1.0, 3.0, 1.0], shift: [0.0, 1.0, 0.0, -1.0] };
        let (x, mut out) = ([[[0.0, 0.0, 5.0, 5.0], [0.0, 4.0, 5.0, 5.0]]], [[[9.0; 4]; 2]]);
        layer.forward_rows(&x, &mut out);
        assert_eq!(out, [[[-1.0, 0.5, 0.0, -1.0], [-1.0, 2.5, 0.0, -1.0]]]);
        // x̂ is −1/2, −1/2, −1/2, 3/2, and g · scale 2, 0, 0, 1: quarters of their sum 3/4, and of that of their products 1/8.
        let mut grad_out = [[[1.0, 0.0, 1.0, 0.0], [0.0, 1.0, 0.0, -1.0]]];
        let (mut gradients, mut grad_x) = (Plain::ZERO, [[[9.0; 4]; 2]]);
        let seen = Seen { x: &x, out: &out, tape: &() };
        layer.backward_rows(seen, &mut grad_out, Some(&mut gradients), Some(&mut grad_x));
        let GroupNorm { scale, shift } = &gradients;
        assert_eq!((*scale, *shift), ([-0.5, 1.5, 0.0, 0.0], [1.0, 1.0, 1.0, -1.0]));
        let [first, second] = [[1.3125, -0.6875, 2.5, -0.5], [-0.6875, 0.0625, -0.5, -1.5]].map(|by_x: [f64; 4]| {
            let [a, b, c, d] = by_x;
            [a / 2.0, b / 2.0, c, d]
        });
        assert_eq!(grad_x, [[first, second]]);
    }

    /// One group of features is a layer normalisation, and a large mean costs no digits.
    #[test]
    fn a_large_mean() {
        let mut layer: GroupNorm<f32, Features<6>, 2> = Plain::ZERO;
        layer.initialize(&mut Random::new(1));
        let (large, mut out) = (16_777_216.0, [[0.0; 6]]);
        layer.forward_rows(&[[large, large + 2.0, large + 4.0, -2.0, 0.0, 2.0]], &mut out);
        let (want, [out]) = (1.5f32.sqrt(), out);
        let wanted = [-want, 0.0, want, -want, 0.0, want];
        assert!(out.iter().zip(wanted).all(|(got, want)| (got - want).abs() < 1e-5), "{out:?}");
    }

    #[test]
    fn says_what_it_is() {
        type Layer = GroupNorm<f32, Series<4, 6>, 3>;
        let mut layer = Layer::ZERO;
        layer.initialize(&mut Random::new(1));
        assert_eq!((layer.scale, layer.shift, Layer::VALUES, Layer::TRAINED), ([1.0; 6], [0.0; 6], 12, 12));
        assert_eq!(format!("{layer:?}"), "GroupNorm(3 of 6)");
        assert_eq!(Layer::FINGERPRINT, GroupNorm::<f32, Series<4, 6>, 3, { 1e-5f64.to_bits() }>::FINGERPRINT);
        assert!(layer != Layer::ZERO);
        assert_ne!(Layer::FINGERPRINT, GroupNorm::<f32, Series<4, 6>, 2>::FINGERPRINT);
        assert_ne!(Layer::FINGERPRINT, GroupNorm::<f32, Series<4, 6>, 3, { 1e-3f64.to_bits() }>::FINGERPRINT);
    }
}
