//! `Dropout(rate)`: forgets values at random while training.

use crate::random::Random;
use crate::scalar::Scalar;

/// Inverted dropout: while training, `y = x · m / (1 − rate)` with a random mask `m` of zeros (with probability `rate`) and
/// ones; at inference `y = x` and no code at all (Srivastava et al. 2014).
///
/// The mask is not kept: both passes draw it from a number on the tape, one per example, which follows from the seed, the
/// step and the row of the batch.
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dropout {
    /// Probability of a value to be dropped, `0 ≤ rate < 1`.
    pub rate: f64,
}

impl Dropout {
    /// Multiplies the values of one example (or their gradients) by the mask of `name`, divided by `1 − rate`; the name 0 is
    /// that of the mask that drops nothing.
    pub fn apply<T: Scalar>(&self, values: &mut [T], name: u64) {
        if name == 0 {
            return;
        }
        debug_assert!((0.0..1.0).contains(&self.rate), "a rate is a share");
        // A value is kept if 32 random bits reach this threshold.
        let threshold = (self.rate * 4_294_967_296.0) as u32;
        let scale = T::of(1.0 / (1.0 - self.rate));
        let mut random = Random::new(name);
        for value in values {
            *value = if random.word() >= threshold { *value * scale } else { T::zero() };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drops_the_rate_and_keeps_the_mean() {
        let mut values = [1.0f64; 40_000];
        Dropout { rate: 0.25 }.apply(&mut values, 7);
        let dropped = values.iter().filter(|&&value| value == 0.0).count();
        assert!((9_650..10_350).contains(&dropped), "{dropped} of 10,000 expected");
        assert!(values.iter().all(|&value| value == 0.0 || value == 4.0 / 3.0));
    }

    #[test]
    fn the_same_seed_gives_the_same_mask() {
        let mask = |seed| {
            let mut values = [1.0f32; 64];
            Dropout { rate: 0.5 }.apply(&mut values, seed);
            values
        };
        assert_eq!(mask(3), mask(3));
        assert_ne!(mask(3), mask(4));
    }
}
