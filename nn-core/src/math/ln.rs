//! ln x and ln(1 + x) in single precision, small and fast: one division, no table.

use crate::chip;

/// ln x; off by at most one unit in the last place. −∞ at 0, NaN below.
#[cfg_attr(any(feature = "std", feature = "libm"), allow(dead_code))] // the platform's, or libm's
pub fn ln(x: f32) -> f32 {
    /// 2²³, which makes every subnormal number a normal one.
    const SCALE: f32 = 8_388_608.0;
    if is_normal(x) {
        of_parts(x, 0)
    } else if x > 0.0 && x < f32::MIN_POSITIVE {
        of_parts(x * SCALE, -23)
    } else {
        of_end(x)
    }
}

/// ln(1 + x); off by at most three units in the last place, also near zero. −∞ at −1, NaN below.
#[cfg_attr(any(feature = "std", feature = "libm"), allow(dead_code))]
pub fn ln_1p(x: f32) -> f32 {
    /// Between them 1 + x is its own mantissa. Judged by bits, as is `is_normal`.
    const LIMITS: [u32; 2] = [(1.0 - ROOT_HALF).to_bits(), (ROOT_TWO - 1.0).to_bits()];
    let [below, above] = LIMITS;
    if x.to_bits() < above || (-x).to_bits() < below {
        let (half, rest) = series(x);
        return x - (half - rest);
    }
    let sum = 1.0 + x; // never subnormal
    if cfg!(not(chip = "small")) {
        return ln(sum); // which a program that draws normal weights has anyway
    }
    if is_normal(sum) { of_parts(sum, 0) } else { of_end(sum) }
}

/// Whether a number is positive and normal: one comparison, of bits, because floats may be slow to compare.
#[inline(always)]
fn is_normal(x: f32) -> bool {
    const LEAST: u32 = f32::MIN_POSITIVE.to_bits();
    x.to_bits().wrapping_sub(LEAST) < f32::INFINITY.to_bits() - LEAST
}

/// ln x of zero, numbers below, infinity, and NaN. Out of line where a zero to compare with would be kept in a register that is saved.
#[cfg_attr(chip = "small", cold, inline(never))]
#[cfg_attr(not(chip = "small"), inline(always))]
fn of_end(x: f32) -> f32 {
    if x == 0.0 {
        f32::NEG_INFINITY
    } else if x < 0.0 {
        f32::NAN
    } else {
        x // infinity, or NaN
    }
}

const ROOT_HALF: f32 = core::f32::consts::FRAC_1_SQRT_2;
const ROOT_TWO: f32 = core::f32::consts::SQRT_2;

/// ln(2ᵏ · x) of a normal number: `x = 2ⁿ · (1 + f)` with `√½ ≤ 1 + f < √2`.
#[inline(always)]
fn of_parts(x: f32, k: i32) -> f32 {
    // ln 2 in two parts, the first with so few bits that its product with a whole number is exact.
    const LN_2: [f32; 2] = [0.693_138_1, 9.058_001e-6];
    let bits = x.to_bits().wrapping_sub(ROOT_HALF.to_bits());
    let n = ((bits as i32) >> 23).wrapping_add(k) as f32;
    let f = f32::from_bits((bits & 0x007f_ffff).wrapping_add(ROOT_HALF.to_bits())) - 1.0;
    let (half, rest) = series(f);
    n * LN_2[0] + (f - (half - (rest + n * LN_2[1])))
}

/// `ln(1 + f) = f − (half − rest)` with `half = ½ f²`, so that little is rounded (Tang 1990): the series of
/// `2 artanh(f / (2 + f))`, cut off by minimax.
#[inline(always)]
fn series(f: f32) -> (f32, f32) {
    let &[two, half, p1, p2, p3] = chip::loaded(&[2.0, 0.5, 0.666_667_76, 0.399_775_27, 0.298_721_55]);
    let s = f / (two + f);
    let z = s * s;
    let half = half * f * f;
    (half, s * (half + z * (p1 + z * (p2 + z * p3))))
}

#[cfg(test)]
mod tests {
    use super::super::ulp::ulp;
    use super::*;

    #[test]
    fn near_everywhere() {
        let (mut worst, mut worst_1p) = (0.0_f64, 0.0_f64);
        for step in 0..2_000_000u32 {
            // All positive numbers, subnormal ones too, by their bits.
            let x = f32::from_bits(step * 1069 + 1);
            if x.is_finite() {
                worst = worst.max(ulp(ln(x), f64::from(x).ln()));
                worst_1p = worst_1p.max(ulp(ln_1p(x), f64::from(x).ln_1p()));
            }
            if x < 1.0 {
                worst_1p = worst_1p.max(ulp(ln_1p(-x), f64::from(-x).ln_1p()));
            }
        }
        println!("ln: {worst} ulp; ln_1p: {worst_1p} ulp");
        assert!(worst <= 1.0 && worst_1p <= 3.0, "{worst} {worst_1p}");
    }

    #[test]
    fn ends() {
        assert_eq!((ln(1.0), ln_1p(0.0), ln_1p(-0.0)), (0.0, 0.0, 0.0));
        assert_eq!([0.0, -0.0].map(ln), [f32::NEG_INFINITY; 2]);
        assert_eq!(
            (ln(f32::INFINITY), ln_1p(f32::INFINITY), ln_1p(-1.0)),
            (f32::INFINITY, f32::INFINITY, f32::NEG_INFINITY)
        );
        assert!(ln(-1.0).is_nan() && ln(f32::NAN).is_nan() && ln_1p(-1.5).is_nan() && ln_1p(f32::NAN).is_nan());
    }
}
