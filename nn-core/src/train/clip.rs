//! Gradients that are too large, cut down.

use crate::math::Math;
use crate::scalar::{Scalar, clamp};

/// How many sums run side by side: faster, and closer to the true sum.
const LANES: usize = 8;

/// Scales `gradients` by `min(1, most / norm)`, where `norm = √Σg²` (Pascanu, Mikolov and Bengio 2013); returns the norm
/// from before.
///
/// All gradients of a network in one slice give the global norm, one slice per tensor a norm each. Squares that overflow or
/// vanish do no harm. Gradients that are not all finite stay as they are, and the returned norm is not finite either. A
/// negative `most` counts as zero.
pub fn clip_norm<T: Scalar>(gradients: &mut [T], most: T) -> T {
    let most = if most < T::zero() { T::zero() } else { most };
    let sum = squares(gradients, |gradient| gradient);
    if sum.is_normal() {
        let norm = Math::sqrt(sum);
        if norm > most {
            let scale = most / norm;
            gradients.iter_mut().for_each(|gradient| *gradient = *gradient * scale);
        }
        return norm;
    }
    let largest = gradients.iter().fold(T::zero(), |largest, gradient| largest.max(gradient.abs()));
    if sum.is_nan() || largest.is_zero() || largest.is_infinite() {
        return sum;
    }
    let root = Math::sqrt(squares(gradients, |gradient| gradient / largest));
    let norm = largest * root;
    if norm > most {
        let scale = most / root;
        gradients.iter_mut().for_each(|gradient| *gradient = *gradient / largest * scale);
    }
    norm
}

/// Keeps every gradient in `−most ..= most`; NaN stays NaN. A negative `most` counts as zero.
pub fn clip_value<T: Scalar>(gradients: &mut [T], most: T) {
    let most = if most < T::zero() { T::zero() } else { most };
    gradients.iter_mut().for_each(|gradient| *gradient = clamp(*gradient, -most, most));
}

/// `Σ part(g)²`.
fn squares<T: Scalar>(gradients: &[T], part: impl Fn(T) -> T) -> T {
    let (chunks, rest) = gradients.as_chunks::<LANES>();
    let mut lanes = [T::zero(); LANES];
    let mut add = |gradients: &[T]| {
        for (lane, &gradient) in lanes.iter_mut().zip(gradients) {
            let gradient = part(gradient);
            *lane = *lane + gradient * gradient;
        }
    };
    chunks.iter().for_each(|chunk| add(chunk));
    add(rest);
    lanes.into_iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_norm_within_the_limit_changes_nothing() {
        let mut gradients = [3.0, -4.0];
        assert_eq!(clip_norm(&mut gradients, 5.0), 5.0);
        assert_eq!(gradients, [3.0, -4.0]);
        assert_eq!(clip_norm(&mut gradients, 2.5), 5.0);
        assert_eq!(gradients, [1.5, -2.0]);
        assert_eq!(clip_norm::<f32>(&mut [], 1.0), 0.0);
        assert_eq!(clip_norm(&mut [0.0f32; 9], 1.0), 0.0);
    }

    #[test]
    fn squares_may_overflow_or_vanish() {
        let mut large = [3e30f32, -4e30];
        assert!((clip_norm(&mut large, 1.0) / 5e30 - 1.0).abs() < 1e-6);
        assert!((large[0] - 0.6).abs() < 1e-6 && (large[1] + 0.8).abs() < 1e-6);
        // Here the norm itself overflows.
        let mut largest = [f32::MAX; 16];
        assert_eq!(clip_norm(&mut largest, 1.0), f32::INFINITY);
        assert!(largest.iter().all(|gradient| (gradient - 0.25).abs() < 1e-6));
        let mut small = [3e-30f32, -4e-30];
        assert!((clip_norm(&mut small, 1e-30) / 5e-30 - 1.0).abs() < 1e-6);
        assert!((small[0] / 6e-31 - 1.0).abs() < 1e-6);
    }

    #[test]
    fn what_is_not_finite_is_reported_and_left() {
        let mut gradients = [1.0f32, f32::INFINITY];
        assert_eq!(clip_norm(&mut gradients, 1.0), f32::INFINITY);
        assert_eq!(gradients, [1.0, f32::INFINITY]);
        let mut gradients = [1.0f32, f32::NAN, f32::MAX];
        assert!(clip_norm(&mut gradients, 1.0).is_nan());
        assert_eq!(gradients[0], 1.0);
        clip_value(&mut gradients, 0.5);
        assert!(gradients[0] == 0.5 && gradients[1].is_nan() && gradients[2] == 0.5);
        clip_value(&mut gradients, -1.0);
        assert_eq!(gradients[0], 0.0);
    }

    #[test]
    fn a_negative_limit_is_zero() {
        let mut gradients = [3.0, -4.0];
        assert_eq!(clip_norm(&mut gradients, -2.0), 5.0);
        assert_eq!(gradients.map(f64::abs), [0.0, 0.0]);
    }

    /// Also where squares overflow.
    #[test]
    fn a_limit_just_reached_changes_nothing() {
        let mut random = crate::random::Random::new(5);
        for _ in 0..200 {
            let gradients: [f32; 3] = core::array::from_fn(|_| (random.uniform::<f32>() + 0.5) * 1e30);
            let (mut free, mut limited) = (gradients, gradients);
            let norm = clip_norm(&mut free, f32::MAX);
            clip_norm(&mut limited, norm);
            assert_eq!((free, limited), (gradients, gradients), "{norm}");
        }
    }
}
