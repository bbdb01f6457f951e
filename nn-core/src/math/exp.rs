//! eˣ in single precision, small and fast: without division, table or branch but for the ends.

use super::soft;
use crate::chip;

/// eˣ; off by at most one unit in the last place, 0 where the result would be below the smallest normal number.
///
/// `x = k ln 2 + r` with `|r| ≤ ½ ln 2` (Cody and Waite 1980), then a polynomial for eʳ, then `2ᵏ` by its bits.
#[inline(never)]
#[cfg_attr(any(feature = "std", feature = "libm"), allow(dead_code))] // the platform's, or libm's
pub fn exp(x: f32) -> f32 {
    if chip::SOFT {
        return soft::exp(x);
    }
    let (near, far) = constants();
    by::<false>(x, near, far)
}

/// eˣ, or e⁻ˣ with the bits of `exp(-x)`, by [`constants`]: a loop keeps `near` in registers, and leaves `far` in memory.
#[inline(always)]
pub fn by<const NEGATIVE: bool>(x: f32, near: &[f32; 11], far: &[f32; 4]) -> f32 {
    if !is_near(x, near) {
        core::hint::cold_path();
        let power = if NEGATIVE { -x } else { x };
        let &[most, least, infinity, zero] = far;
        if power > most || power.is_nan() {
            return power * infinity; // NaN stays NaN
        }
        if power < least {
            return zero;
        }
    }
    let (value, k) = reduced::<NEGATIVE>(x, near);
    f32::from_bits(value.wrapping_add(k << 23)) // added to the exponent
}

/// Up to here in size there is nothing to judge.
const NEAR: f32 = 64.0;

/// Whether there is nothing to judge; by bits where floats may be slow to compare.
#[inline(always)]
fn is_near(x: f32, constants: &[f32; 11]) -> bool {
    if cfg!(chip = "small") {
        let &[.., near, _] = constants;
        return x.abs() <= near;
    }
    x.to_bits() << 1 <= NEAR.to_bits() << 1
}

/// 1 / ln 2; 1.5 · 2²³, which leaves a whole number in the low bits of a sum; ln 2 in two parts, the first with so few bits
/// that its product with a whole number is exact; the polynomial `(eʳ − 1 − r) / r²` for `|r| ≤ ½ ln 2` by minimax; and what takes no
/// memory but on RISC-V.
const CONSTANTS: ([f32; 11], [f32; 4]) = (
    [
        core::f32::consts::LOG2_E,
        12_582_912.0,
        0.693_359_4,
        -2.121_944_4e-4,
        1.381_454e-3,
        8.368_745e-3,
        4.166_839e-2,
        1.666_652_1e-1,
        4.999_999_4e-1,
        NEAR,
        1.0,
    ],
    [
        88.722_84,  // above it the result is infinite
        -87.336_54, // below it the result is below the smallest normal number
        f32::INFINITY,
        0.0,
    ],
);

/// What [`by`] takes: for numbers near zero, and for those far from it.
#[inline(always)]
pub fn constants() -> &'static ([f32; 11], [f32; 4]) {
    chip::loaded(&CONSTANTS)
}

/// The bits of eʳ, and k in the low bits of a word.
#[cfg(not(chip = "m4"))]
#[inline(always)]
fn reduced<const NEGATIVE: bool>(x: f32, constants: &[f32; 11]) -> (u32, u32) {
    let &[log2_e, round, ln_2, ln_2_rest, p6, p5, p4, p3, p2, _, one] = constants;
    // The same of −x, of which every step changes the sign of a product, and none a bit.
    if NEGATIVE {
        let shifted = round - x * log2_e;
        let k = shifted - round;
        let minus_r = (x + k * ln_2) + k * ln_2_rest;
        let p = p2 - (p3 - (p4 - (p5 - p6 * minus_r) * minus_r) * minus_r) * minus_r;
        let value = (p * minus_r * minus_r - minus_r) + one;
        return (value.to_bits(), shifted.to_bits());
    }
    let shifted = x * log2_e + round;
    let k = shifted - round;
    let r = (x - k * ln_2) - k * ln_2_rest;
    let p = (((p6 * r + p5) * r + p4) * r + p3) * r + p2;
    let value = (p * r * r + r) + one;
    (value.to_bits(), shifted.to_bits())
}

#[cfg(chip = "m4")]
#[inline(always)]
fn reduced<const NEGATIVE: bool>(x: f32, _: &[f32; 11]) -> (u32, u32) {
    static LOADED: [f32; 9] = {
        let [log2_e, round, ln_2, ln_2_rest, p6, p5, p4, p3, p2, ..] = CONSTANTS.0;
        [log2_e, round, ln_2, ln_2_rest, p6, p5, p4, p3, p2]
    };
    super::cortex_m4::reduced(if NEGATIVE { -x } else { x }, &LOADED)
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
    fn bits_of_the_other_sign() {
        let (near, far) = constants();
        let mut x = -90.0_f32;
        while x < 90.0 {
            assert_eq!(by::<true>(x, near, far).to_bits(), exp(-x).to_bits(), "e^-({x})");
            x += 0.003_1;
        }
        for x in [0.0, -0.0, 64.0, -64.0, 1e30, -1e30, f32::INFINITY, f32::NEG_INFINITY] {
            assert_eq!(by::<true>(x, near, far), exp(-x), "e^-({x})");
        }
        assert!(by::<true>(f32::NAN, near, far).is_nan());
    }

    #[test]
    fn ends() {
        assert_eq!((exp(0.0), exp(-0.0)), (1.0, 1.0));
        assert_eq!([-1e30, -88.0, f32::NEG_INFINITY].map(exp), [0.0; 3]);
        assert_eq!([88.73, 1e30, f32::INFINITY].map(exp), [f32::INFINITY; 3]);
        assert!(exp(f32::NAN).is_nan() && exp(88.72).is_finite() && exp(-87.3) > 0.0);
    }
}
