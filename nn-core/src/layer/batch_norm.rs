//! `BatchNorm`: every channel shifted and scaled to mean zero and variance one, as far as the network wants that.

use super::{Layer, Learn, Seen, Stream, head};
use crate::fingerprint;
use crate::math::Math;
use crate::memory::{Plain, flat, flat_mut};
use crate::parameters::{Parameters, Role};
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::{Rows, Shape, Steps};
use crate::tensors::{Dims, Part, Tensors};

/// Batch normalisation: `y = scale · (x − m) / √(v + ε) + shift` per channel (Ioffe and Szegedy 2015).
///
/// While training, `m` and `v` are mean and variance of the channel over the whole mini-batch, divided by the number `n` of values; they
/// are averaged over the steps, `mean ← (1 − momentum) · mean + momentum · m`, `variance` likewise from `v · n / (n − 1)`, and these
/// averages take their place at inference. (PyTorch's convention; Keras' `momentum` is one minus this one, and averages `v` itself.)
///
/// In a declaration: `norm: BatchNorm`, or `BatchNorm(momentum = 0.1, epsilon = 1e-5)`, and `#[batch(32)]` above the network, which says
/// how many rows a mini-batch has: they run together, so a step takes `PASS_BYTES` and the outputs for each of them on the stack, with
/// [`Trainer::boxed`](crate::Trainer::boxed) too. `scale` starts at one, `shift` at zero. Frozen, it computes as at inference and
/// averages nothing.
///
/// # Shapes
/// Any shape, kept; a channel is a place along the last size `C`. `scale`, `shift`, `mean`, `variance`: `[T; C]`; `4 C` values, of which
/// `2 C` are trained.
///
/// Gradients: with `x̂ = (x − m) / √(v + ε)`, `∂L/∂shift = Σ g`, `∂L/∂scale = Σ g · x̂`, and
/// `∂L/∂x = scale / √(v + ε) · (g − (Σ g + x̂ · Σ g · x̂) / n)`.
#[derive(Clone)]
#[repr(C)]
pub struct BatchNorm<
    T: Scalar,
    In: Shape,
    const MOMENTUM: u64 = { 0.1f64.to_bits() },
    const EPSILON: u64 = { 1e-5f64.to_bits() },
> {
    /// What a normalised value is multiplied by.
    pub scale: In::Last<T>,
    /// What is added to it.
    pub shift: In::Last<T>,
    /// The average of the means of all mini-batches.
    pub mean: In::Last<T>,
    /// That of the variances.
    pub variance: In::Last<T>,
}

// SAFETY: arrays of one scalar type.
unsafe impl<T: Scalar, In: Shape, const MOMENTUM: u64, const EPSILON: u64> Plain
    for BatchNorm<T, In, MOMENTUM, EPSILON>
{
    const FLAT: bool = T::FLAT && <In::Last<T> as Plain>::FLAT;
}

/// The gradients of a [`BatchNorm`].
#[derive(Clone)]
#[repr(C)]
pub struct BatchNormGradients<T: Scalar, In: Shape> {
    /// By the scale.
    pub scale: In::Last<T>,
    /// By the shift.
    pub shift: In::Last<T>,
}

// SAFETY: arrays of one scalar type.
unsafe impl<T: Scalar, In: Shape> Plain for BatchNormGradients<T, In> {
    const FLAT: bool = T::FLAT && <In::Last<T> as Plain>::FLAT;
}

/// By what a [`BatchNorm`] normalised the rows that it recorded.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Moments<T: Scalar, In: Shape> {
    mean: In::Last<T>,
    variance: In::Last<T>,
    /// One over the number of values of a channel; zero if they are not those of the rows.
    share: T,
}

// SAFETY: scalars of one type.
unsafe impl<T: Scalar, In: Shape> Plain for Moments<T, In> {
    const FLAT: bool = T::FLAT && <In::Last<T> as Plain>::FLAT;
}

/// Two rows side by side, pixel by pixel.
#[inline(always)]
fn pixels<T>(width: usize, x: &[T], out: &mut [T], mut work: impl FnMut(&[T], &mut [T])) {
    let mut rest = x;
    // Two of these iterators side by side divide, with a guard against zero.
    for out in out.chunks_exact_mut(width.max(1)) {
        let Some((x, behind)) = rest.split_at_checked(width) else { return };
        work(x, out);
        rest = behind;
    }
}

impl<T: Scalar, In: Shape, const MOMENTUM: u64, const EPSILON: u64> BatchNorm<T, In, MOMENTUM, EPSILON> {
    const CHANNELS: usize = In::Pooled::LEN;

    /// One over the deviation of every channel.
    #[inline]
    fn inverse(variance: &In::Last<T>) -> In::Last<T> {
        let (mut inverse, epsilon) = (*variance, T::of(f64::from_bits(EPSILON)));
        for value in flat_mut::<T, _>(&mut inverse) {
            *value = T::one() / Math::sqrt(*value + epsilon);
        }
        inverse
    }

    /// The layer with these means and variances.
    #[inline]
    fn normalize(&self, mean: &In::Last<T>, variance: &In::Last<T>, x: &[T], out: &mut [T]) {
        let mut factors = Self::inverse(variance);
        for (factor, &scale) in flat_mut::<T, _>(&mut factors).iter_mut().zip(flat::<T, _>(&self.scale)) {
            *factor = *factor * scale;
        }
        let (means, factors, shifts): (&[T], &[T], &[T]) = (flat(mean), flat(&factors), flat(&self.shift));
        pixels(Self::CHANNELS, x, out, |x, out| {
            let channels = means.iter().zip(factors).zip(shifts);
            for ((out, &x), ((&mean, &factor), &shift)) in out.iter_mut().zip(x).zip(channels) {
                *out = (x - mean).multiply_add(factor, shift);
            }
        });
    }

    /// Moves what the layer does at inference into the one before it, whose outputs are sums with a bias: the last size of its weight is
    /// that of the bias.
    #[doc(hidden)]
    pub fn fold_into<L: Parameters<T>>(&self, layer: &mut L) {
        let inverse = Self::inverse(&self.variance);
        let (inverse, scales): (&[T], &[T]) = (flat(&inverse), flat(&self.scale));
        let (means, shifts): (&[T], &[T]) = (flat(&self.mean), flat(&self.shift));
        layer.visit_mut(&mut |role, values: &mut [T]| {
            for outputs in values.chunks_mut(Self::CHANNELS.max(1)) {
                let channels = inverse.iter().zip(scales).zip(means.iter().zip(shifts));
                for (value, ((&inverse, &scale), (&mean, &shift))) in outputs.iter_mut().zip(channels) {
                    *value = match role {
                        Role::Bias => (*value - mean) * (inverse * scale) + shift,
                        Role::Weight | Role::Fixed => *value * (inverse * scale),
                    };
                }
            }
        });
    }

    /// Adds what `of` makes of the values of every channel, row by row, so that no sum has many terms.
    #[inline]
    fn sums<const ROWS: usize>(x: &Rows<In, T, ROWS>, of: impl Fn(usize, T) -> T) -> In::Last<T> {
        let mut sums = <In::Last<T> as Plain>::ZERO;
        for row in x {
            let mut of_row = <In::Last<T> as Plain>::ZERO;
            for pixel in flat::<T, _>(row).chunks_exact(Self::CHANNELS.max(1)) {
                for (channel, (sum, &x)) in flat_mut::<T, _>(&mut of_row).iter_mut().zip(pixel).enumerate() {
                    *sum = *sum + of(channel, x);
                }
            }
            for (sum, &of_row) in flat_mut::<T, _>(&mut sums).iter_mut().zip(flat::<T, _>(&of_row)) {
                *sum = *sum + of_row;
            }
        }
        sums
    }

    /// Mean and variance of every channel.
    fn moments<const ROWS: usize>(x: &Rows<In, T, ROWS>) -> Moments<T, In> {
        let share = T::one_over(ROWS * (In::LEN / Self::CHANNELS.max(1)));
        let mut mean = Self::sums(x, |_, x| x);
        flat_mut::<T, _>(&mut mean).iter_mut().for_each(|mean| *mean = *mean * share);
        // The mean is rounded; what it is off by is summed beside the squares around it.
        let of = |channel: usize, x: T| x - flat::<T, _>(&mean).get(channel).copied().unwrap_or(x);
        let (off, mut variance) = (Self::sums(x, of), Self::sums(x, |channel, x| of(channel, x) * of(channel, x)));
        let channels = flat_mut::<T, _>(&mut variance).iter_mut().zip(flat_mut::<T, _>(&mut mean));
        for ((variance, mean), &off) in channels.zip(flat::<T, _>(&off)) {
            let off = off * share;
            let rest = *variance * share - off * off;
            // One that overflows would make all outputs alike, and finite: then nothing would tell.
            let is_number = rest < T::infinity();
            *variance = if !is_number { T::nan() } else { rest.max(T::zero()) };
            *mean = *mean + off;
        }
        Moments { mean, variance, share }
    }
}

impl<T: Scalar, In: Shape, const MOMENTUM: u64, const EPSILON: u64> PartialEq for BatchNorm<T, In, MOMENTUM, EPSILON> {
    fn eq(&self, other: &Self) -> bool {
        flat::<T, _>(self) == flat::<T, _>(other)
    }
}

impl<T: Scalar, In: Shape, const MOMENTUM: u64, const EPSILON: u64> core::fmt::Debug
    for BatchNorm<T, In, MOMENTUM, EPSILON>
{
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "BatchNorm({})", Self::CHANNELS)
    }
}

impl<T: Scalar, In: Shape, const MOMENTUM: u64, const EPSILON: u64> Parameters<T>
    for BatchNorm<T, In, MOMENTUM, EPSILON>
{
    const VALUES: usize = 4 * Self::CHANNELS;
    const TRAINED: usize = 2 * Self::CHANNELS;
    const TENSORS: Tensors = {
        let channels = Dims::of(&[Self::CHANNELS]);
        Tensors::Parts {
            parts: &[
                Part { name: "scale", tensors: Tensors::one::<T>(Role::Bias, channels) },
                Part { name: "shift", tensors: Tensors::one::<T>(Role::Bias, channels) },
                Part { name: "mean", tensors: Tensors::one::<T>(Role::Fixed, channels) },
                Part { name: "variance", tensors: Tensors::one::<T>(Role::Fixed, channels) },
            ],
        }
    };

    fn visit(&self, visitor: &mut impl FnMut(Role, &[T])) {
        visitor(Role::Bias, flat(&self.scale));
        visitor(Role::Bias, flat(&self.shift));
        visitor(Role::Fixed, flat(&self.mean));
        visitor(Role::Fixed, flat(&self.variance));
    }
    fn visit_mut(&mut self, visitor: &mut impl FnMut(Role, &mut [T])) {
        visitor(Role::Bias, flat_mut(&mut self.scale));
        visitor(Role::Bias, flat_mut(&mut self.shift));
        visitor(Role::Fixed, flat_mut(&mut self.mean));
        visitor(Role::Fixed, flat_mut(&mut self.variance));
    }
}

impl<T: Scalar, In: Shape, const MOMENTUM: u64, const EPSILON: u64> Layer<T> for BatchNorm<T, In, MOMENTUM, EPSILON> {
    type In = In;
    type Out = In;
    type Head = head::Linear;

    const MULTIPLY_ADDS: usize = In::LEN;
    const INFERENCE_BYTES: usize = size_of::<In::Last<T>>();
    const FINGERPRINT: u64 =
        fingerprint::setting::<T>(fingerprint::shape::<In>(fingerprint::name("BatchNorm")), f64::from_bits(EPSILON));

    #[inline]
    fn forward_rows<const ROWS: usize>(&self, x: &Rows<In, T, ROWS>, out: &mut Rows<In, T, ROWS>) {
        self.normalize(&self.mean, &self.variance, flat(x), flat_mut(out));
    }
}

impl<T: Scalar, In: Shape, const MOMENTUM: u64, const EPSILON: u64> Learn<T> for BatchNorm<T, In, MOMENTUM, EPSILON> {
    type Tape<const ROWS: usize> = Moments<T, In>;
    type Gradients = BatchNormGradients<T, In>;

    const PASS_BYTES: usize = 4 * size_of::<In::Last<T>>();
    const READS: (bool, bool) = (true, false);

    fn initialize(&mut self, _: &mut Random) {
        *self = Self::ZERO;
        flat_mut::<T, _>(&mut self.scale).fill(T::one());
        flat_mut::<T, _>(&mut self.variance).fill(T::one());
    }

    fn record_rows<const ROWS: usize>(
        &self,
        x: &Rows<In, T, ROWS>,
        out: &mut Rows<In, T, ROWS>,
        tape: &mut Moments<T, In>,
        random: &mut Random,
    ) {
        *tape = match random.is_still() {
            true => Moments { mean: self.mean, variance: self.variance, share: T::zero() },
            false => Self::moments(x),
        };
        self.normalize(&tape.mean, &tape.variance, flat(x), flat_mut(out));
    }

    fn backward_rows<const ROWS: usize>(
        &self,
        seen: Seen<'_, Self, T, ROWS>,
        grad_out: &mut Rows<In, T, ROWS>,
        gradients: Option<&mut BatchNormGradients<T, In>>,
        grad_x: Option<&mut Rows<In, T, ROWS>>,
    ) {
        let (width, share) = (Self::CHANNELS, seen.tape.share);
        let inverse = Self::inverse(&seen.tape.variance);
        let (means, inverse, scales): (&[T], &[T], &[T]) = (flat(&seen.tape.mean), flat(&inverse), flat(&self.scale));
        let mut sums = <BatchNormGradients<T, In> as Plain>::ZERO;
        {
            let (of_scale, of_shift) = (flat_mut::<T, _>(&mut sums.scale), flat_mut::<T, _>(&mut sums.shift));
            pixels(width, flat(seen.x), flat_mut::<T, _>(grad_out), |x, grad_out| {
                let sums = of_scale.iter_mut().zip(of_shift.iter_mut());
                let channels = means.iter().zip(inverse).zip(sums);
                for ((&x, &grad), ((&mean, &inverse), (of_scale, of_shift))) in x.iter().zip(&*grad_out).zip(channels) {
                    *of_scale = *of_scale + grad * ((x - mean) * inverse);
                    *of_shift = *of_shift + grad;
                }
            });
        }
        if let Some(gradients) = gradients {
            for (gradient, &sum) in flat_mut::<T, _>(gradients).iter_mut().zip(flat::<T, _>(&sums)) {
                *gradient = *gradient + sum;
            }
        }
        let Some(grad_x) = grad_x else { return };
        let (of_scale, of_shift): (&[T], &[T]) = (flat(&sums.scale), flat(&sums.shift));
        pixels(width, flat(seen.x), flat_mut::<T, _>(grad_x), |x, grad_x| {
            let channels = means.iter().zip(inverse).zip(of_scale.iter().zip(of_shift));
            for ((grad_x, &x), ((&mean, &inverse), (&of_scale, &of_shift))) in grad_x.iter_mut().zip(x).zip(channels) {
                *grad_x = share * (of_shift + (x - mean) * inverse * of_scale);
            }
        });
        pixels(width, flat(grad_out), flat_mut::<T, _>(grad_x), |grad_out, grad_x| {
            let channels = inverse.iter().zip(scales);
            for ((grad_x, &grad), (&inverse, &scale)) in grad_x.iter_mut().zip(grad_out).zip(channels) {
                *grad_x = scale * inverse * (grad - *grad_x);
            }
        });
    }

    fn update_statistics<const ROWS: usize>(&mut self, tape: &Moments<T, In>) {
        let momentum = T::of(f64::from_bits(MOMENTUM));
        let left = T::one() - tape.share;
        if tape.share == T::zero() || left <= T::zero() {
            return;
        }
        for (average, found, factor) in
            [(&mut self.mean, &tape.mean, T::one()), (&mut self.variance, &tape.variance, T::one() / left)]
        {
            for (average, &found) in flat_mut::<T, _>(average).iter_mut().zip(flat::<T, _>(found)) {
                *average = *average + momentum * (found * factor - *average);
            }
        }
    }
}

impl<T: Scalar, In: Steps, const MOMENTUM: u64, const EPSILON: u64> Stream<T> for BatchNorm<T, In, MOMENTUM, EPSILON> {
    type State = ();
    type Given = In::Last<T>;

    #[inline]
    fn step(&self, (): &mut (), x: &In::Last<T>, out: &mut In::Last<T>) -> bool {
        self.normalize(&self.mean, &self.variance, flat(x), flat_mut(out));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::{Features, Image};

    type Pair = BatchNorm<f64, Features<2>>;

    fn fresh() -> Pair {
        let mut layer = Pair::ZERO;
        layer.initialize(&mut Random::new(1));
        layer
    }

    /// Means 4 and 5, variances 5 and 11; 20/3 and 44/3 if divided by one less.
    #[test]
    fn literal_numbers() {
        let (mut layer, x) = (fresh(), [[1.0, 2.0], [3.0, 6.0], [5.0, 10.0], [7.0, 2.0]]);
        let (mut out, mut tape) = ([[0.0; 2]; 4], Plain::ZERO);
        layer.record_rows(&x, &mut out, &mut tape, &mut Random::new(1));
        assert_eq!((tape.mean, tape.variance, tape.share), ([4.0, 5.0], [5.0, 11.0], 0.25));
        let want = [-3.0 / 5.00001f64.sqrt(), -3.0 / 11.00001f64.sqrt()];
        assert!(out[0].iter().zip(want).all(|(out, want)| (out - want).abs() < 1e-12), "{out:?}");
        layer.update_statistics::<4>(&tape);
        let averaged = [0.4, 0.5, 0.9 + 0.1 * 20.0 / 3.0, 0.9 + 0.1 * 44.0 / 3.0];
        let got = [layer.mean[0], layer.mean[1], layer.variance[0], layer.variance[1]];
        assert!(got.iter().zip(averaged).all(|(got, want)| (got - want).abs() < 1e-12), "{got:?}");
        (layer.scale, layer.shift, layer.mean, layer.variance) = ([2.0; 2], [0.5; 2], [1.0; 2], [4.0 - 1e-5; 2]);
        layer.forward_rows(&[[3.0, -1.0]], (&mut out[..1]).try_into().unwrap());
        assert!((out[0][0] - 2.5).abs() < 1e-12 && (out[0][1] + 1.5).abs() < 1e-12, "{out:?}");
    }

    #[test]
    fn a_recording_that_is_still_takes_what_is_averaged() {
        let mut layer = fresh();
        (layer.mean, layer.variance) = ([1.0, 2.0], [4.0, 9.0]);
        let (x, mut out, mut want, mut tape) = ([[3.0, 5.0], [1.0, 2.0]], [[0.0; 2]; 2], [[0.0; 2]; 2], Plain::ZERO);
        layer.record_rows(&x, &mut out, &mut tape, &mut Random::still());
        layer.forward_rows(&x, &mut want);
        assert_eq!(out, want);
        let mut grad_x = [[0.0; 2]; 2];
        let seen = Seen { x: &x, out: &out, tape: &tape };
        layer.backward_rows(seen, &mut [[1.0, 0.0]; 2], None, Some(&mut grad_x));
        assert!((grad_x[0][0] - 1.0 / 4.00001f64.sqrt()).abs() < 1e-12 && grad_x[0][1] == 0.0, "{grad_x:?}");
        let before = layer.clone();
        layer.update_statistics::<2>(&tape);
        assert!(layer == before);
    }

    /// A large mean costs no digits, a channel that never changes gives the shift, and NaN is not lost.
    #[test]
    fn strange_batches() {
        let (layer, mut out, mut tape) = (fresh(), [[0.0; 2]; 2], Plain::ZERO);
        layer.record_rows(&[[1e9 + 1.0, 7.0], [1e9 - 1.0, 7.0]], &mut out, &mut tape, &mut Random::new(1));
        assert_eq!((tape.mean, tape.variance), ([1e9, 7.0], [1.0, 0.0]));
        assert_eq!([out[0][1], out[1][1]], [0.0; 2]);
        layer.record_rows(&[[1e200, 7.0], [-1e200, 7.0]], &mut out, &mut tape, &mut Random::new(1));
        assert!(out[0][0].is_nan() && out[1][0].is_nan() && out[0][1] == 0.0);
        layer.record_rows(&[[f64::NAN, 7.0], [1.0, 7.0]], &mut out, &mut tape, &mut Random::new(1));
        assert!(out[0][0].is_nan() && out[1][0].is_nan() && out[0][1] == 0.0);
    }

    /// Pixels are values of a channel as rows are.
    #[test]
    fn pixels_count() {
        type Layer = BatchNorm<f64, Image<2, 2, 1>>;
        let (mut layer, mut out, mut tape) = (Layer::ZERO, [[[[0.0]; 2]; 2]], Plain::ZERO);
        layer.initialize(&mut Random::new(1));
        layer.record_rows(&[[[[1.0], [2.0]], [[3.0], [6.0]]]], &mut out, &mut tape, &mut Random::new(1));
        assert_eq!((tape.mean, tape.variance, tape.share), ([3.0], [3.5], 0.25));
        assert_eq!((Layer::VALUES, Layer::TRAINED, format!("{layer:?}")), (4, 2, "BatchNorm(1)".into()));
    }
}
