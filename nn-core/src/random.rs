//! Seeded random numbers: initialisation, dropout and shuffling.
//!
//! A stream is named by a seed and two counters, never by hidden state, so that a resumed training draws what an
//! uninterrupted one would have drawn.

use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro128PlusPlus;

use crate::scalar::Scalar;

/// A stream of random numbers, Xoshiro128++ underneath (32-bit arithmetic, kind to small processors).
#[derive(Clone, Debug)]
pub struct Random {
    stream: Xoshiro128PlusPlus,
    /// Whether nothing is to be dropped.
    pub(crate) still: bool,
}

impl Random {
    /// The stream named by `seed`.
    pub fn new(seed: u64) -> Self {
        Self { stream: Xoshiro128PlusPlus::seed_from_u64(seed), still: false }
    }

    /// The stream of a recording in which nothing is dropped.
    pub(crate) fn still() -> Self {
        Self { still: true, ..Self::new(0) }
    }

    /// The stream of `seed` that belongs to `purpose` at `step`; different purposes and steps are independent.
    pub fn at(seed: u64, purpose: Purpose, step: u64) -> Self {
        let mut mixed = seed ^ (purpose as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed = scramble(mixed).wrapping_add(step.wrapping_mul(0xd1b5_4a32_d192_ed03));
        Self::new(scramble(mixed))
    }

    /// 32 random bits.
    #[inline]
    pub fn word(&mut self) -> u32 {
        self.stream.next_u32()
    }

    /// Uniform in `0 ≤ x < 1`, on a grid of 2⁻²⁴.
    #[inline]
    pub fn uniform<T: Scalar>(&mut self) -> T {
        T::unit(self.word())
    }

    /// Standard normal, by the polar form of Box and Muller (1958) without its rejection.
    pub fn normal<T: Scalar>(&mut self) -> T {
        let radius = T::one() - self.uniform::<T>(); // in 0 < r ≤ 1, so that the logarithm is finite
        let angle = self.uniform::<T>() * T::of(core::f64::consts::TAU);
        crate::math::Math::sqrt(T::of(-2.0) * radius.ln()) * angle.cos()
    }

    /// Uniform in `0..n`, without bias (Lemire 2019); 0 for an empty range.
    pub fn below(&mut self, n: u32) -> u32 {
        if n == 0 {
            return 0;
        }
        let threshold = n.wrapping_neg() % n;
        loop {
            let product = u64::from(self.word()) * u64::from(n);
            if product as u32 >= threshold {
                return (product >> 32) as u32;
            }
        }
    }

    /// Puts `items` in random order (Fisher and Yates).
    pub fn shuffle<X>(&mut self, items: &mut [X]) {
        for last in (1..items.len()).rev() {
            let other = self.below((last as u32).saturating_add(1)) as usize;
            items.swap(last, other);
        }
    }
}

/// What a stream is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// First weights.
    Initialize = 1,
    /// Which values dropout drops.
    Drop = 2,
    /// The order of rows in an epoch.
    Shuffle = 3,
    /// Which rows are kept for validation.
    Split = 4,
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
fn scramble(mut z: u64) -> u64 {
    z = z.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
