//! eˣ in whole numbers.

use super::{ONE, exponent, high, mantissa};
use crate::chip::rolled;

/// eˣ; off by at most one unit in the last place, 0 where the result would be below the smallest normal number.
///
/// `x = k ln 2 + r` with `0 ≤ r ≤ ln 2` (Cody and Waite 1980), then a polynomial for eʳ, then `2ᵏ` by its bits.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    /// Above it the result is infinite.
    const MOST: f32 = 88.722_84;
    /// Below it the result is below the smallest normal number.
    const LEAST: f32 = -87.336_54;
    /// log₂ e · 2³¹
    const LOG2_E: u32 = 3_098_164_009;
    /// ln 2 · 2³², which k ≤ 128 takes off by less than 2⁻²⁷.
    const LN_2: u32 = 2_977_044_472;
    /// eʳ = 1 + r + r² · polynomial, off by less than 2⁻²⁷; the smallest largest error from 0 to ln 2, in units of 2⁻³².
    const POLYNOMIAL: [u32; 5] = [8_275_591, 33_680_239, 179_841_512, 715_657_795, 2_147_495_421];

    let negative = x.is_sign_negative();
    let size = x.to_bits() & (u32::MAX >> 1);
    // Positive floats are ordered as their bits are.
    if size > if negative { LEAST.to_bits() & (u32::MAX >> 1) } else { MOST.to_bits() } {
        return if x.is_nan() {
            x
        } else if negative {
            0.0
        } else {
            f32::INFINITY
        };
    }
    // |x| < 128 in units of 2⁻²⁵, and its fraction in units of 2⁻³².
    let exponent = exponent(x);
    let mantissa = mantissa(x);
    let coarse = mantissa.unbounded_shr(ONE + 6 - exponent);
    let fine =
        if exponent >= ONE { mantissa << (exponent - ONE + 1) } else { mantissa.unbounded_shr(ONE - 1 - exponent) };
    // x log₂ e in units of 2⁻²⁴, too small by less than two of them: with one or two more taken off, r is not below zero.
    let halves = high(coarse, LOG2_E) as i32;
    let (k, fraction) =
        if negative { (-halves - 2, fine.wrapping_neg()) } else { (halves - i32::from(halves > 0), fine) };
    let k = k >> 24;
    let r = fraction.wrapping_sub(LN_2.wrapping_mul(k as u32));
    let mut sum = 0;
    for coefficient in POLYNOMIAL {
        sum = high(sum, r) + coefficient;
        rolled();
    }
    // In units of 2⁻³⁰, and then rounded to those of 2⁻²³. The leading bit adds 1 to the exponent.
    let value = (1 << 30) + (r >> 2) + (high(high(r, r), sum) >> 2);
    let value = (value + (1 << 6)) >> 7;
    f32::from_bits((((k + ONE as i32 - 1) as u32) << 23).wrapping_add(value))
}

#[cfg(test)]
mod tests {
    use super::super::super::ulp::ulp;
    use super::*;

    #[test]
    fn near_everywhere() {
        let judge = |x: f32| {
            let off = ulp(exp(x), f64::from(x).exp());
            assert!(off <= 1.0, "e^{x}: off by {off} ulp");
            off
        };
        let mut worst = 0.0_f64;
        let mut x = -87.3_f32;
        while x < 88.72 {
            worst = worst.max(judge(x));
            x += 0.000_31;
        }
        // Where r is next to nothing or next to ln 2, and near zero.
        for k in -125..=127 {
            let mut x = (f64::from(k) * core::f64::consts::LN_2) as f32;
            for _ in 0..50 {
                x = x.next_down();
            }
            for _ in 0..100 {
                worst = worst.max(judge(x));
                x = x.next_up();
            }
        }
        for power in -140..0 {
            worst = worst.max(judge(2_f32.powi(power) * 1.4)).max(judge(2_f32.powi(power) * -1.7));
        }
        println!("exp: {worst} ulp");
    }

    #[test]
    fn ends() {
        assert_eq!((exp(0.0), exp(-0.0)), (1.0, 1.0));
        assert_eq!([-1e30, -88.0, f32::NEG_INFINITY].map(exp), [0.0; 3]);
        assert_eq!([88.73, 1e30, f32::INFINITY].map(exp), [f32::INFINITY; 3]);
        assert!(exp(f32::NAN).is_nan() && exp(-f32::NAN).is_nan());
        assert!(exp(88.722_83).is_finite() && exp(-87.336_5) > 0.0);
    }
}
