//! The nearest `f32` of an `f64`, where that takes a routine.

use crate::chip;

/// `value as f32`, by its bits on small chips; what would be below the smallest normal number is zero there.
#[inline(always)]
pub fn narrow(value: f64) -> f32 {
    if chip::USED { by_bits(value) } else { value as f32 }
}

fn by_bits(value: f64) -> f32 {
    /// Bits of a mantissa that `f32` has no place for.
    const LOST: u32 = 29;
    const HALF: u32 = 1 << (LOST - 1);
    let bits = value.to_bits();
    let (high, low) = ((bits >> 32) as u32, bits as u32);
    let sign = high & 1 << 31;
    // The exponent of `f32` and the bits behind it, in one word.
    let kept = (high & 0x7fff_ffff) << 3 | low >> LOST;
    let lost = low & (2 * HALF - 1);
    let exponent = (high >> 20) & 0x7ff;
    let size = match exponent {
        0..=896 => 0,
        897..=1150 => {
            let even = kept.wrapping_sub(896 << 23);
            even + u32::from(lost + (even & 1) > HALF)
        }
        0x7ff if kept << 9 != 0 || lost != 0 => f32::NAN.to_bits(),
        _ => f32::INFINITY.to_bits(),
    };
    f32::from_bits(sign | size)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn is_the_nearest() {
        let mut random = Random::new(3);
        for _ in 0..1_000_000 {
            let value = f64::from_bits(u64::from(random.word()) << 32 | u64::from(random.word()));
            let want = value as f32;
            if !want.is_subnormal() {
                assert!(by_bits(value) == want || value.is_nan() && by_bits(value).is_nan(), "{value:e}");
            }
            // In the range of `f32`, often halfway between two.
            let near =
                f64::from_bits(f64::from(random.uniform::<f32>() - 0.5).to_bits() | u64::from(random.word() & 3) << 27);
            assert_eq!(by_bits(near), near as f32, "{near:e}");
        }
        let ends =
            [0.0, -0.0, 1.0, -2.5, f64::INFINITY, f64::NEG_INFINITY, 3.402_823_47e38, 3.402_823_6e38, 1e300, 0.1];
        for value in ends {
            assert_eq!(by_bits(value).to_bits(), (value as f32).to_bits(), "{value:e}");
        }
        assert!(by_bits(f64::NAN).is_nan());
        assert_eq!([1e-300, -1e-39].map(by_bits), [0.0, 0.0]);
    }
}
