//! The numbers a network runs on.

use crate::math::Math;
use crate::number::{Number, narrow};

/// A number a network can run on: `f32` or `f64`.
///
/// Arithmetic comes from [`num_traits`], the transcendental functions from [`Math`], so that every layer is written once
/// for all scalars.
#[diagnostic::on_unimplemented(
    message = "a network cannot run on `{Self}`",
    label = "not a number of a network",
    note = "networks run on `f32` and `f64`, and in a generic one on any `T: Scalar`"
)]
pub trait Scalar:
    Number
    + Math
    + Default
    + core::fmt::Debug
    + core::fmt::Display
    + core::iter::Sum
    + Send
    + Sync
    + sealed::Sealed
    + 'static
{
    /// Bytes of one value in a weights file, little endian.
    const BYTES: usize;
    /// How the scalar is called in a weights file and in messages.
    const NAME: &'static str;

    /// The nearest value to a constant of the library.
    fn of(value: f64) -> Self;
    /// The nearest value to a count.
    fn count(n: usize) -> Self;
    /// One part of `n`.
    fn one_over(n: usize) -> Self {
        Self::one() / Self::count(n)
    }
    /// A value from the top bits of a random word, uniform in `0 ≤ x < 1`.
    fn unit(word: u32) -> Self;
    /// The value as `f64`, for reports.
    fn as_f64(self) -> f64;
    /// The value as `f32`, for errors; for an `f32` no conversion at all.
    fn rounded(self) -> f32;
    /// Writes the value as little-endian bytes; bytes that do not fit are dropped.
    fn write_le(self, bytes: &mut [u8]);
    /// Reads little-endian bytes; missing bytes count as zero.
    fn read_le(bytes: &[u8]) -> Self;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for f32 {}
    impl Sealed for f64 {}
}

macro_rules! scalar {
    ($float:ident, $of:path) => {
        #[diagnostic::do_not_recommend]
        impl Scalar for $float {
            const BYTES: usize = size_of::<$float>();
            const NAME: &'static str = stringify!($float);

            #[inline(always)]
            fn of(value: f64) -> Self {
                $of(value)
            }
            #[inline(always)]
            fn count(n: usize) -> Self {
                n as $float
            }
            #[inline(always)]
            fn unit(word: u32) -> Self {
                // 24 bits: exact in f32, so both scalars draw the same numbers.
                (word >> 8) as $float * (1.0 / 16_777_216.0)
            }
            #[inline(always)]
            fn as_f64(self) -> f64 {
                f64::from(self)
            }
            #[inline(always)]
            fn rounded(self) -> f32 {
                self as f32
            }
            #[inline]
            fn write_le(self, bytes: &mut [u8]) {
                for (to, from) in bytes.iter_mut().zip(self.to_le_bytes()) {
                    *to = from;
                }
            }
            #[inline]
            fn read_le(bytes: &[u8]) -> Self {
                let mut raw = [0; size_of::<$float>()];
                for (to, from) in raw.iter_mut().zip(bytes) {
                    *to = *from;
                }
                $float::from_le_bytes(raw)
            }
        }
    };
}

scalar!(f32, narrow);
scalar!(f64, core::convert::identity);

/// `x` kept between two limits; NaN passes through.
pub(crate) fn clamp<T: Scalar>(x: T, low: T, high: T) -> T {
    if x < low {
        low
    } else if x > high {
        high
    } else {
        x
    }
}
