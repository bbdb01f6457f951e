//! `f32` in whole numbers, for processors without a float unit: its parts, and eˣ.

mod exp;

pub use exp::exp;

/// The exponent as it is stored: 0 for zero and numbers below the smallest normal one, [`SPECIAL`] for infinity and NaN.
#[inline(always)]
pub fn exponent(x: f32) -> u32 {
    (x.to_bits() << 1) >> 24
}

pub const SPECIAL: u32 = 255;
/// The exponent of 1.
pub const ONE: u32 = 127;

/// The mantissa, with the bit that is not stored on top of 32.
#[inline(always)]
pub fn mantissa(x: f32) -> u32 {
    (x.to_bits() << 8) | 1 << 31
}

/// Whether a product of 64 bits takes an instruction or two. ARMv6-M has none for it.
pub const LONG: bool = !cfg!(chip = "v6m");

/// The upper half of a product.
#[cfg_attr(not(chip = "v6m"), inline(always))]
#[cfg_attr(chip = "v6m", inline(never))]
pub fn high(a: u32, b: u32) -> u32 {
    if LONG { ((u64::from(a) * u64::from(b)) >> 32) as u32 } else { high_by_halves(a, b) }
}

#[inline(always)]
fn high_by_halves(a: u32, b: u32) -> u32 {
    const LOW: u32 = 0xffff;
    let (a_low, a_high, b_low, b_high) = (a & LOW, a >> 16, b & LOW, b >> 16);
    let middle = a_high * b_low + ((a_low * b_low) >> 16);
    let other = a_low * b_high + (middle & LOW);
    a_high * b_high + (middle >> 16) + (other >> 16)
}

/// [`high`] of two mantissas, whose last 8 bits are zero, as the assembly of ARMv6-M computes it.
#[cfg(test)]
fn high_by_bytes(a: u32, b: u32) -> u32 {
    let a = a >> 8;
    let low = (a * ((b >> 8) & 0xff)) >> 8;
    let middle = (a * ((b >> 16) & 0xff) + low) >> 8;
    a * (b >> 24) + middle
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Purpose, Random};

    #[test]
    fn products_in_pieces() {
        let mut random = Random::at(3, Purpose::Initialize, 0);
        let ends = [0, 1, 255, 1 << 16, 1 << 31, u32::MAX];
        let words = ends.into_iter().chain(core::iter::repeat_with(|| random.word()).take(100)).collect::<Vec<_>>();
        for &a in &words {
            for &b in &words {
                let whole = ((u64::from(a) * u64::from(b)) >> 32) as u32;
                assert_eq!(high_by_halves(a, b), whole, "{a} · {b}");
                let [a, b] = [a, b].map(|word| mantissa(f32::from_bits(word)));
                assert_eq!(high_by_bytes(a, b), high_by_halves(a, b), "{a} · {b}");
            }
        }
    }
}
