//! Seeded random numbers: initialisation, dropout and shuffling.
//!
//! A stream is named by a seed and two counters, never by hidden state, so that a resumed training draws what an
//! uninterrupted one would have drawn.

use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro128PlusPlus;

use crate::scalar::Scalar;

/// A stream of random numbers, Xoshiro128++ underneath (32-bit arithmetic, kind to small processors).
///
/// Rows that are recorded together share one `Random`. A layer of your own takes a stream for each from
/// [`rows`](Self::rows): so a row meets the same numbers however its batch is cut into blocks, and every layer others.
#[derive(Clone, Debug)]
pub struct Random {
    /// What names the stream.
    name: u64,
    /// The first row of the block, counted in its batch.
    first: u32,
    /// How often every row has been given a stream.
    draws: u32,
    /// Whether nothing is to be dropped.
    still: bool,
    /// That of a block is seeded when the first number is drawn: most recordings draw none.
    stream: Option<Xoshiro128PlusPlus>,
}

impl Random {
    /// The stream named by `seed`.
    #[inline]
    pub fn new(seed: u64) -> Self {
        Self { stream: Some(Xoshiro128PlusPlus::seed_from_u64(seed)), ..Self::unseeded(seed, 0) }
    }

    #[inline]
    const fn unseeded(name: u64, first: u32) -> Self {
        Self { name, first, draws: 0, still: false, stream: None }
    }

    /// The stream of `seed` that belongs to `purpose` at `step`; different purposes and steps are independent.
    #[inline]
    pub fn at(seed: u64, purpose: Purpose, step: u64) -> Self {
        Self::new(name(seed, purpose, step))
    }

    /// The streams of a block of rows that begins at row `first` of its batch.
    #[inline]
    pub(crate) fn block(seed: u64, step: u64, first: usize) -> Self {
        Self::unseeded(name(seed, Purpose::Drop, step), first as u32)
    }

    /// Whether what is recorded is to be as at inference.
    pub(crate) fn is_still(&self) -> bool {
        self.still
    }

    /// The stream of a recording in which nothing is dropped.
    pub(crate) fn still() -> Self {
        Self { still: true, ..Self::unseeded(0, 0) }
    }

    /// A stream for every row of the block that is recorded; others at every call.
    pub fn rows<const ROWS: usize>(&mut self) -> [Self; ROWS] {
        self.draws = self.draws.wrapping_add(1);
        core::array::from_fn(|row| self.row(row))
    }

    /// The stream of one row.
    pub(crate) fn row(&self, row: usize) -> Self {
        Self::new(self.of_row(row as u32))
    }

    /// A number for every row that names its own stream; others at every call. 0 where nothing is to be dropped.
    pub(crate) fn names<const ROWS: usize>(&mut self) -> [u64; ROWS] {
        if self.still {
            return [0; ROWS];
        }
        self.draws = self.draws.wrapping_add(1);
        let mut names = [0; ROWS];
        for (row, name) in (0..).zip(&mut names) {
            *name = self.of_row(row).max(1);
        }
        names
    }

    fn of_row(&self, row: u32) -> u64 {
        let draw = scramble(self.name.wrapping_add(u64::from(self.draws).wrapping_mul(ODD)));
        scramble(draw.wrapping_add(u64::from(self.first.wrapping_add(row)).wrapping_mul(ODD)))
    }

    /// 32 random bits.
    #[inline]
    pub fn word(&mut self) -> u32 {
        let Self { name, first, stream, .. } = self;
        stream.get_or_insert_with(|| of_block(*name, *first)).next_u32()
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
    /// How a row is changed before it is learned.
    Augment = 5,
}

/// The number that names a stream.
fn name(seed: u64, purpose: Purpose, step: u64) -> u64 {
    let mixed = scramble(seed ^ (purpose as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    scramble(mixed.wrapping_add(step.wrapping_mul(ODD)))
}

/// The stream of a block, apart from where numbers are drawn: it takes stack of its own.
#[cold]
#[inline(never)]
fn of_block(name: u64, first: u32) -> Xoshiro128PlusPlus {
    Xoshiro128PlusPlus::seed_from_u64(name.wrapping_add(u64::from(first).wrapping_mul(ODD)))
}

/// Spreads counters over all bits before they are scrambled.
const ODD: u64 = 0xd1b5_4a32_d192_ed03;

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
fn scramble(mut z: u64) -> u64 {
    z = z.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first numbers of some streams, so that a network made from a seed stays the same.
    #[test]
    fn seeds_keep_their_streams() {
        let words = [0, 7, u64::MAX].map(|seed| {
            let mut random = Random::new(seed);
            [random.word(), random.word()]
        });
        let drawn = [[0x4653_daa3, 0x7392_2b58], [0x1857_6505, 0x0e6b_e122], [0x9df7_6fa2, 0x4c36_7255]];
        assert_eq!(words, drawn);
    }

    #[test]
    fn rows_have_names_of_their_own_however_they_are_cut() {
        let names = |first, draws: usize| {
            let mut random = Random::block(3, 5, first);
            (1..draws).for_each(|_| _ = random.names::<4>());
            random.names::<4>()
        };
        let singles = |draws: usize| {
            core::array::from_fn(|row| {
                let mut random = Random::block(3, 5, row);
                (1..draws).for_each(|_| _ = random.names::<1>());
                let [name] = random.names();
                name
            })
        };
        assert_eq!((names(0, 1), names(0, 2)), (singles(1), singles(2)));
        assert_eq!(names(0, 1)[2..], names(2, 1)[..2]);
        let mut all: Vec<u64> = [names(0, 1), names(0, 2), names(4, 1)].concat();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 12);
        assert_eq!(Random::still().names::<2>(), [0; 2]);
        let mut block = Random::block(3, 5, 0);
        let [mut first, mut other] = block.rows();
        let [mut again, _] = block.rows();
        let [mut single] = Random::block(3, 5, 1).rows();
        let words = [first.word(), other.word(), again.word()];
        assert!(words[0] != words[1] && words[0] != words[2] && words[1] == single.word());
    }

    #[test]
    fn normal_numbers_have_their_moments() {
        let mut random = Random::new(5);
        let numbers: Vec<f64> = (0..100_000).map(|_| f64::from(random.normal::<f32>())).collect();
        let mean = |power: i32| numbers.iter().map(|x| x.powi(power)).sum::<f64>() / numbers.len() as f64;
        assert!(mean(1).abs() < 0.01 && (mean(2) - 1.0).abs() < 0.02 && (mean(4) - 3.0).abs() < 0.1);
    }
}
