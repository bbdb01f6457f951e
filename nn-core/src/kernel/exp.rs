//! eˣ in single precision, small and fast: without division, table or branch but for the ends.

use super::{compact, soft};

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
    /// 1.5 · 2²³: added, it leaves a whole number in the low bits.
    const ROUND: f32 = 12_582_912.0;
    if compact::SOFT {
        return soft::exp(x);
    }
    #[allow(clippy::neg_cmp_op_on_partial_ord)] // one comparison for both: NaN stays NaN
    if !(x <= MOST) {
        return x * f32::INFINITY;
    }
    if x < LEAST {
        return 0.0;
    }
    let shifted = x * core::f32::consts::LOG2_E + ROUND;
    let k = shifted - ROUND;
    // ln 2 in two parts, the first with so few bits that its product with k is exact.
    let r = (x - k * 0.693_359_4) + k * 2.121_944_4e-4;
    // The polynomial of Cephes (Moshier 1992).
    let p = [1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_6e-1, 5e-1];
    let p = p.into_iter().fold(1.987_569_1e-4, |sum, coefficient| sum * r + coefficient);
    let value = (p * r * r + r) + 1.0;
    // Times 2ᵏ: k, which stands in the low bits of `shifted`, is added to the exponent.
    f32::from_bits(value.to_bits().wrapping_add(shifted.to_bits() << 23))
}

/// How many units in the last place [`exp`] is off at most, as tested over a grid.
#[cfg(test)]
const EXP_ULP: f64 = 1.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_everywhere() {
        let mut worst = 0.0;
        let mut x = -87.3_f32;
        while x < 88.72 {
            let exact = f64::from(x).exp();
            let ulp = f64::from((exact as f32).next_up() - exact as f32);
            let off = (f64::from(exp(x)) - exact).abs() / ulp;
            if off > worst {
                worst = off;
                assert!(off <= EXP_ULP, "e^{x}: off by {off} ulp");
            }
            x += 0.000_31;
        }
        println!("exp: {worst} ulp");
    }

    #[test]
    fn ends() {
        assert_eq!((exp(0.0), exp(-0.0)), (1.0, 1.0));
        assert_eq!([-1e30, -88.0, f32::NEG_INFINITY].map(exp), [0.0; 3]);
        assert_eq!([88.73, 1e30, f32::INFINITY].map(exp), [f32::INFINITY; 3]);
        assert!(exp(f32::NAN).is_nan() && exp(88.72).is_finite() && exp(-87.3) > 0.0);
    }
}
