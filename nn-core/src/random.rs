//! Seeded random numbers: initialisation, dropout and shuffling.
//!
//! A stream is named by a seed and two counters, never by hidden state, so that a resumed training draws what an
//! uninterrupted one would have drawn.

use crate::scalar::Scalar;

/// A stream of random numbers: Xoshiro128++ (Blackman and Vigna 2021), which takes 32-bit arithmetic, kind to small processors.
///
/// All of it can be inlined, so that a stream of which nobody draws costs nothing.
#[derive(Clone, Debug)]
pub struct Random {
    state: [u32; 4],
    /// Whether nothing is to be dropped.
    pub(crate) still: bool,
}

impl Random {
    /// The stream named by `seed`.
    #[inline]
    pub fn new(seed: u64) -> Self {
        // Two numbers of SplitMix64, of which at most one is zero.
        let (a, b) = (scramble(seed), scramble(seed.wrapping_add(GOLDEN)));
        Self { state: [a as u32, (a >> 32) as u32, b as u32, (b >> 32) as u32], still: false }
    }

    /// The stream of a recording in which nothing is dropped.
    pub(crate) fn still() -> Self {
        Self { still: true, ..Self::new(0) }
    }

    /// The stream of `seed` that belongs to `purpose` at `step`; different purposes and steps are independent.
    #[inline]
    pub fn at(seed: u64, purpose: Purpose, step: u64) -> Self {
        let mut mixed = seed ^ (purpose as u64).wrapping_mul(GOLDEN);
        mixed = scramble(mixed).wrapping_add(step.wrapping_mul(0xd1b5_4a32_d192_ed03));
        Self::new(scramble(mixed))
    }

    /// 32 random bits.
    #[inline]
    pub fn word(&mut self) -> u32 {
        let [a, b, c, d] = &mut self.state;
        let word = a.wrapping_add(*d).rotate_left(7).wrapping_add(*a);
        let shifted = *b << 9;
        *c ^= *a;
        *d ^= *b;
        *b ^= *c;
        *a ^= *d;
        *c ^= shifted;
        *d = d.rotate_left(11);
        word
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

/// 2⁶⁴ by the golden ratio, the step of SplitMix64.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// A step of SplitMix64 and its finaliser (Steele, Lea and Flood 2014).
#[inline]
fn scramble(mut z: u64) -> u64 {
    z = z.wrapping_add(GOLDEN);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the authors' program prints.
    #[test]
    fn is_xoshiro_128_plus_plus() {
        let mut random = Random { state: [1, 2, 3, 4], still: false };
        let words = [641, 1_573_767, 3_222_811_527, 3_517_856_514, 836_907_274, 4_247_214_768, 3_867_114_732];
        assert_eq!(words.map(|_| random.word()), words);
    }

    /// What `Xoshiro128PlusPlus::seed_from_u64` of the crate `rand_xoshiro` draws.
    #[test]
    fn seeds_by_split_mix() {
        let words = [0, 7, u64::MAX].map(|seed| {
            let mut random = Random::new(seed);
            [random.word(), random.word()]
        });
        let drawn = [[0x4653_daa3, 0x7392_2b58], [0x1857_6505, 0x0e6b_e122], [0x9df7_6fa2, 0x4c36_7255]];
        assert_eq!(words, drawn);
    }

    #[test]
    fn normal_numbers_have_their_moments() {
        let mut random = Random::new(5);
        let numbers: Vec<f64> = (0..100_000).map(|_| f64::from(random.normal::<f32>())).collect();
        let mean = |power: i32| numbers.iter().map(|x| x.powi(power)).sum::<f64>() / numbers.len() as f64;
        assert!(mean(1).abs() < 0.01 && (mean(2) - 1.0).abs() < 0.02 && (mean(4) - 3.0).abs() < 0.1);
    }
}
