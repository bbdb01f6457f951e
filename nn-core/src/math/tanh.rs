//! tanh x in single precision, small and fast.

use super::exp::exp;

/// tanh x; off by at most two units in the last place.
///
/// A polynomial near zero, where `1 − 2 / (e²ˣ + 1)` would lose its digits, and that beyond.
#[cfg_attr(any(feature = "std", feature = "libm"), allow(dead_code))] // the platform's, or libm's
pub fn tanh(x: f32) -> f32 {
    let size = x.abs();
    if size < 0.55 {
        let z = x * x;
        let p = [0.021_071_68, -0.053_852_31, 0.133_325_86, -0.333_333_2];
        let p = p.into_iter().fold(-6.274_24e-3, |sum, coefficient| sum * z + coefficient);
        return x + x * z * p;
    }
    let value = 1.0 - 2.0 / (exp(2.0 * size) + 1.0);
    if x < 0.0 { -value } else { value }
}

#[cfg(test)]
mod tests {
    use super::super::ulp::ulp;
    use super::*;

    #[test]
    fn near_everywhere() {
        let mut worst = 0.0_f64;
        for step in 0..1_200_000u32 {
            let x = f32::from_bits(step * 929 + 1);
            worst = worst.max(ulp(tanh(x), f64::from(x).tanh())).max(ulp(tanh(-x), f64::from(-x).tanh()));
        }
        println!("tanh: {worst} ulp");
        assert!(worst <= 2.0, "{worst}");
    }

    #[test]
    fn ends() {
        assert_eq!([0.0, 10.0, 1e30, f32::INFINITY].map(tanh), [0.0, 1.0, 1.0, 1.0]);
        assert_eq!([-10.0, f32::NEG_INFINITY].map(tanh), [-1.0; 2]);
        assert!(tanh(f32::NAN).is_nan());
    }
}
