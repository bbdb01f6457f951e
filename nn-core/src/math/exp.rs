//! eˣ in single precision, small and fast: without division, table or branch but for the ends.

use super::soft;
use crate::chip;

/// eˣ; off by at most one unit in the last place, 0 where the result would be below the smallest normal number.
///
/// `x = k ln 2 + r` with `|r| ≤ ½ ln 2` (Cody and Waite 1980), then a polynomial for eʳ, then `2ᵏ` by its bits.
#[inline(never)]
#[cfg_attr(any(feature = "std", feature = "libm"), allow(dead_code))] // the platform's, or libm's
pub fn exp(x: f32) -> f32 {
    /// Above it the result is infinite.
    const MOST: f32 = 88.722_84;
    /// Below it the result is below the smallest normal number.
    const LEAST: f32 = -87.336_54;
    /// Up to here in size there is nothing to judge; compared by bits, because floats may be slow to compare.
    const SAFE: f32 = 64.0;
    if chip::SOFT {
        return soft::exp(x);
    }
    if x.to_bits() << 1 > SAFE.to_bits() << 1 {
        if x > MOST || x.is_nan() {
            return x * f32::INFINITY; // NaN stays NaN
        }
        if x < LEAST {
            return 0.0;
        }
    }
    let (value, k) = reduced(x);
    f32::from_bits(value.wrapping_add(k << 23)) // added to the exponent
}

/// 1 / ln 2; 1.5 · 2²³, which leaves a whole number in the low bits of a sum; ln 2 in two parts, the first with so few bits
/// that its product with a whole number is exact; and the polynomial `(eʳ − 1 − r) / r²` for `|r| ≤ ½ ln 2` by minimax.
static CONSTANTS: [f32; 9] = [
    core::f32::consts::LOG2_E,
    12_582_912.0,
    0.693_359_4,
    -2.121_944_4e-4,
    1.381_454e-3,
    8.368_745e-3,
    4.166_839e-2,
    1.666_652_1e-1,
    4.999_999_4e-1,
];

/// The bits of eʳ, and k in the low bits of a word.
#[cfg(not(chip = "m4"))]
#[inline(always)]
fn reduced(x: f32) -> (u32, u32) {
    let [log2_e, round, ln_2, ln_2_rest, p6, p5, p4, p3, p2] = CONSTANTS;
    let shifted = x * log2_e + round;
    let k = shifted - round;
    let r = (x - k * ln_2) - k * ln_2_rest;
    let p = (((p6 * r + p5) * r + p4) * r + p3) * r + p2;
    let value = (p * r * r + r) + 1.0;
    (value.to_bits(), shifted.to_bits())
}

#[cfg(chip = "m4")]
#[inline(always)]
fn reduced(x: f32) -> (u32, u32) {
    super::cortex_m4::reduced(x, &CONSTANTS)
}

#[cfg(test)]
mod tests {
    use super::super::ulp::ulp;
    use super::*;

    #[test]
    fn near_everywhere() {
        let (mut worst, mut x) = (0.0_f64, -87.3_f32);
        while x < 88.72 {
            worst = worst.max(ulp(exp(x), f64::from(x).exp()));
            x += 0.000_31;
        }
        println!("exp: {worst} ulp");
        assert!(worst <= 1.0, "{worst}");
    }

    #[test]
    fn ends() {
        assert_eq!((exp(0.0), exp(-0.0)), (1.0, 1.0));
        assert_eq!([-1e30, -88.0, f32::NEG_INFINITY].map(exp), [0.0; 3]);
        assert_eq!([88.73, 1e30, f32::INFINITY].map(exp), [f32::INFINITY; 3]);
        assert!(exp(f32::NAN).is_nan() && exp(88.72).is_finite() && exp(-87.3) > 0.0);
    }
}
