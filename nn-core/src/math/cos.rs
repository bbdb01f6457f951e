//! cos x in single precision, small: no table, no 64-bit number.

/// cos x; off by at most 10⁻⁷ up to |x| = 10,000. NaN from 12,867, where neighbouring numbers are a thousandth apart, and up.
///
/// `x = k π/2 + r` with `|r| ≤ π/4` (Cody and Waite 1980), then ±cos r or ±sin r by a polynomial.
#[cfg_attr(any(feature = "std", feature = "libm"), allow(dead_code))] // the platform's, or libm's
pub fn cos(x: f32) -> f32 {
    /// π/2 in three parts, the first two with so few bits that their products with k are exact.
    const PARTS: [f32; 3] = [1.570_312_5, 4.837_513e-4, 7.549_79e-8];
    /// 1.5 · 2²³, which leaves a whole number in the low bits of a sum.
    const ROUND: f32 = 12_582_912.0;
    /// 2¹³ π/2
    const MOST: f32 = 12_867.0;
    let size = x.abs();
    if size.is_nan() || size >= MOST {
        return f32::NAN;
    }
    let shifted = size * core::f32::consts::FRAC_2_PI + ROUND;
    let k = shifted - ROUND;
    let r = PARTS.iter().fold(size, |r, part| r - k * part);
    let quarter = shifted.to_bits();
    let z = r * r;
    let value = if quarter & 1 == 0 {
        1.0 - 0.5 * z + z * z * (4.166_664_6e-2 + z * (-1.388_731_6e-3 + z * 2.443_315_7e-5))
    } else {
        r + r * z * (-1.666_665_5e-1 + z * (8.332_161e-3 + z * -1.951_529_6e-4))
    };
    if quarter.wrapping_add(1) & 2 == 0 { value } else { -value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_everywhere() {
        let (mut worst, mut x) = (0.0_f64, 0.0_f32);
        while x < 10_000.0 {
            worst = worst.max((f64::from(cos(x)) - f64::from(x).cos()).abs());
            assert_eq!(cos(x), cos(-x));
            x = (x * 1.000_001_3).max(x + 0.000_01);
        }
        println!("cos: {worst}");
        assert!(worst <= 1e-7, "{worst}");
    }

    #[test]
    fn ends() {
        assert_eq!((cos(0.0), cos(-0.0), cos(core::f32::consts::PI)), (1.0, 1.0, -1.0));
        assert!([f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 12_867.0, -1e30].map(cos).into_iter().all(f32::is_nan));
        assert!(cos(12_866.9).abs() <= 1.0);
    }
}
