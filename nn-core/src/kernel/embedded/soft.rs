//! Sums of products in f32 for processors without a float unit. A float operation is a call there that unpacks, works,
//! normalises, rounds and packs; here a whole sum is kept as an integer with an exponent, and only its end is rounded.
//!
//! A product of two 24-bit mantissas is cut to 31 bits, shifted to the exponent of the sum, and added. The exponent of the
//! sum is that of the largest product so far or, if it outgrew that, its own, so every term is cut at less than one unit,
//! which is at most `2⁻²⁹` of the largest product or partial sum: n inputs with a bias give an error of at most
//! `½ ulp + (n + 3) · 2⁻²⁹ · largest`, where n additions of floats round n times by `2⁻²⁴` of what they have.
//!
//! Numbers below the smallest normal one count as zero, before and after; what is below `2⁻¹²⁴` of the largest input may be
//! lost. A sum with an infinity or NaN, or near the upper end of the range, is left to plain floats as a whole.

use crate::chip::rolled;
use crate::math::soft::{ONE, SPECIAL, exponent, high, mantissa};

/// `out[o] += Σᵢ x[i] · weight[o · across + i · step]` for as many outputs as `out` has; one of `across` and `step` is 1.
#[cfg(not(chip = "v6m"))]
#[inline(never)]
pub fn multiply(weight: &[f32], [across, step]: [usize; 2], x: &[f32], out: &mut [f32]) {
    rows(weight, [0, across, step], x, out);
}

/// [`multiply`] with a weight that begins at the first of three: `weight[from + o · across + i · step]`.
#[cfg(not(any(chip = "v6m", chip = "m4")))]
#[inline(never)]
pub fn multiply_from(weight: &[f32], columns: [usize; 3], x: &[f32], out: &mut [f32]) {
    rows(weight, columns, x, out);
}

#[cfg(not(chip = "v6m"))]
#[inline(always)]
fn rows(weight: &[f32], [from, across, step]: [usize; 3], x: &[f32], out: &mut [f32]) {
    let [outputs, inputs] = [out.len(), x.len()].map(|count| count.saturating_sub(1));
    let last = from.saturating_add(outputs.saturating_mul(across)).saturating_add(inputs.saturating_mul(step));
    if last >= weight.len() {
        return;
    }
    let limits = Limits::of(x);
    let mut at = from;
    for out in out {
        // SAFETY: the last place that any of them reads is within the weight.
        *out = match unsafe { sum(*out, weight, at, step, x, limits) } {
            Some(sum) => sum,
            None => plain(*out, weight.get(at..).unwrap_or_default(), step, x),
        };
        at += across;
        rolled();
    }
}

/// `start + Σᵢ x[i] · weight[i · step]` in plain floats.
#[cold]
#[inline(never)]
pub fn plain(start: f32, mut weight: &[f32], step: usize, x: &[f32]) -> f32 {
    let mut sum = start;
    for &x in x {
        sum += x * weight.first().copied().unwrap_or(0.0);
        weight = weight.get(step..).unwrap_or_default();
        rolled();
    }
    sum
}

/// `start + Σᵢ x[i] · weight[at + i · step]`, rounded once, where that can be done.
///
/// # Safety
/// All these places are within the weight.
#[cfg(not(chip = "v6m"))]
#[inline(always)]
unsafe fn sum(start: f32, weight: &[f32], at: usize, step: usize, x: &[f32], limits: Limits) -> Option<f32> {
    let mut sum = Sum::from(start, limits)?;
    let mut place = weight.get(at..)?.as_ptr();
    // By number and place, not by iterators: those that keep equal steps divide, with a guard against zero.
    let mut i = 0;
    while i < x.len() {
        // SAFETY: `i` is within the inputs, and `at + i · step`, as the caller promises, within the weight.
        let (x, w) = unsafe { (*x.get_unchecked(i), *place) };
        (i, place) = (i + 1, place.wrapping_add(step));
        sum.add(x, w, limits.most)?;
        rolled();
    }
    Some(sum.round())
}

/// What the exponents of all inputs allow.
#[derive(Clone, Copy)]
pub struct Limits {
    /// The least exponent of a sum: with it, the product of any input and a weight of zero is too small to matter.
    least: u32,
    /// The greatest exponent of a sum: up to it, the product of any input and an infinite weight is too large.
    pub most: u32,
}

impl Limits {
    /// Nothing is allowed where there is an infinity or NaN among them.
    #[inline(always)]
    pub fn of(x: &[f32]) -> Self {
        let (mut least, mut most) = (SPECIAL - 1, 0);
        for &x in x {
            let exponent = exponent(x);
            most = most.max(exponent);
            least = least.min(exponent.wrapping_sub(1));
            rolled();
        }
        Self { least: most + 32, most: if most == SPECIAL { 0 } else { least + SPECIAL } }
    }
}

/// The sum of the exponents of a product with which a unit is 1.
const UNIT: u32 = 283;

/// A sum: `units · 2^(exponent − UNIT)`.
pub struct Sum {
    pub units: i32,
    pub exponent: u32,
}

impl Sum {
    /// `start`, with an exponent that suits the inputs.
    #[inline(always)]
    pub fn from(start: f32, limits: Limits) -> Option<Self> {
        let of_start = exponent(start) + ONE;
        let exponent = limits.least.max(of_start);
        if exponent > limits.most || of_start == SPECIAL + ONE {
            return None;
        }
        let units = if of_start == ONE { 0 } else { (mantissa(start) >> 2).unbounded_shr(exponent - of_start) as i32 };
        Some(Self { units: if start.is_sign_negative() { -units } else { units }, exponent })
    }

    /// Adds `x · w`.
    #[cfg_attr(chip = "v6m", allow(dead_code))] // in assembly there
    #[inline(always)]
    fn add(&mut self, x: f32, w: f32, most: u32) -> Option<()> {
        let (of_x, of_w) = (exponent(x), exponent(w));
        // Left in this form, with one way out of every case, it becomes one loop and not a loop in a loop.
        if of_x == 0 {
            if of_w == SPECIAL {
                return None;
            }
        } else {
            let mut shift = self.exponent.wrapping_sub(of_x).wrapping_sub(of_w);
            let larger = (shift as i32) < 0;
            if shift > 31 && larger {
                self.units >>= shift.wrapping_neg().min(31);
                self.exponent = of_x + of_w;
                shift = 0;
                if self.exponent > most {
                    return None;
                }
            }
            if shift <= 31 {
                let product = (high(mantissa(x), mantissa(w)) >> shift >> 1) as i32;
                let same_sign = (x.to_bits() ^ w.to_bits()) as i32 >= 0;
                let sum = if same_sign { self.units.checked_add(product) } else { self.units.checked_sub(product) };
                self.units = match sum {
                    Some(sum) => sum,
                    None => self.widen(product, same_sign, most)?,
                }
            }
        }
        Some(())
    }

    /// A sum that takes one more bit.
    #[cfg_attr(chip = "v6m", allow(dead_code))]
    #[cold]
    fn widen(&mut self, product: i32, same_sign: bool, most: u32) -> Option<i32> {
        self.exponent += 1;
        let (units, product) = (self.units >> 1, product >> 1);
        (self.exponent <= most).then_some(if same_sign { units + product } else { units - product })
    }

    /// The nearest float.
    #[inline(always)]
    pub fn round(self) -> f32 {
        let size = self.units.unsigned_abs();
        let zeros = size.leading_zeros();
        let mantissa = size.unbounded_shl(zeros);
        // The leading bit adds 1 to the exponent.
        let exponent = (self.exponent + ONE - 1 - (UNIT - 31)) as i32 - zeros as i32;
        let bits = match exponent {
            _ if size == 0 => return 0.0,
            ..0 => 0,
            0..254 => ((exponent as u32) << 23) + (mantissa >> 8) + ((mantissa >> 7) & 1),
            254.. => SPECIAL << 23,
        };
        f32::from_bits(bits | (self.units as u32 & 1 << 31))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Purpose, Random};

    const MAX: f32 = f32::MAX;
    const TINY: f32 = f32::MIN_POSITIVE;

    fn dot(start: f32, x: &[f32], w: &[f32]) -> f32 {
        let mut out = [start];
        multiply(w, [1, 1], x, &mut out);
        out[0]
    }

    fn plainly(start: f32, x: &[f32], w: &[f32]) -> f32 {
        x.iter().zip(w).fold(start, |sum, (x, w)| sum + x * w)
    }

    /// Within the bound of this file; how many of its units the sum is off.
    fn judge(start: f32, x: &[f32], w: &[f32]) {
        let mut exact = f64::from(start);
        let (mut largest, mut most) = (exact.abs(), 0.0_f64);
        for (&x, &w) in x.iter().zip(w) {
            let product = f64::from(x) * f64::from(w);
            exact += product;
            largest = largest.max(product.abs()).max(exact.abs());
            most = most.max(f64::from(x).abs());
        }
        let got = dot(start, x, w);
        let half_ulp = 0.5 * f64::from(((exact as f32).abs().next_up() - (exact as f32).abs()).max(TINY));
        let unit = (largest * 0.5_f64.powi(29)).max(most * 0.5_f64.powi(124));
        let off = (f64::from(got) - exact).abs();
        let bound = half_ulp + (x.len() + 3) as f64 * unit;
        assert!(off <= bound, "{} terms: {got:e} for {exact:e}, off by {off:e}, bound {bound:e}", x.len());
    }

    /// Numbers of both signs from `10^−decades` to `10^decades`, a fifth of them zero.
    fn numbers(random: &mut Random, count: usize, decades: f32) -> Vec<f32> {
        let mut number = || {
            let [zero, sign, power, mantissa] = core::array::from_fn(|_| random.uniform::<f32>());
            let number = (1.0 + mantissa) * 10_f32.powf((2.0 * power - 1.0) * decades);
            if zero < 0.2 { 0.0 } else { number.copysign(sign - 0.5) }
        };
        (0..count).map(|_| number()).collect()
    }

    #[test]
    fn is_within_its_bound() {
        let mut random = Random::at(7, Purpose::Initialize, 0);
        for count in [1, 2, 3, 5, 16, 100, 640] {
            for decades in [0.0, 0.5, 3.0, 9.0, 18.0] {
                for _ in 0..100 {
                    let [x, w] = core::array::from_fn(|_| numbers(&mut random, count, decades));
                    judge(numbers(&mut random, 1, decades)[0], &x, &w);
                }
            }
        }
    }

    #[test]
    fn zeros_and_single_terms() {
        assert_eq!(dot(0.1, &[], &[]), 0.1);
        assert_eq!(dot(0.0, &[1.5], &[-2.25]), -3.375);
        assert_eq!(dot(-0.1, &[0.0, 1.0], &[5.0, 0.0]), -0.1);
        assert_eq!(dot(0.0, &[0.0; 9], &[MAX; 9]).to_bits(), 0);
        assert_eq!(dot(0.0, &[MAX; 9], &[0.0; 9]).to_bits(), 0);
        assert_eq!(dot(0.0, &[1.0, 1e10], &[1e-20, 0.0]), 1e-20);
    }

    #[test]
    fn cancels() {
        assert_eq!(dot(1.0, &[1.0, -1.0], &[1e9, 1e9]), 1.0);
        assert_eq!(dot(0.0, &[16_777_216.0, 1.0, -16_777_216.0], &[1.0, 1.5, 1.0]), 1.5);
        let mut random = Random::at(8, Purpose::Initialize, 0);
        for _ in 0..100 {
            let [x, w] = core::array::from_fn(|_| numbers(&mut random, 50, 1.0));
            let (both, opposite) = ([x.as_slice(), &x].concat(), w.iter().map(|w| -w).collect::<Vec<_>>());
            judge(0.0, &both, &[w, opposite].concat());
        }
    }

    #[test]
    fn specials_are_those_of_plain_floats() {
        let strange = [f32::INFINITY, f32::NEG_INFINITY, f32::NAN];
        let numbers = [0.0, -0.0, TINY / 4.0, TINY, 1e-20, 1.0, -1.0, 1e20, MAX];
        for special in strange {
            for number in numbers.into_iter().chain(strange) {
                for other in numbers {
                    for (x, w) in [([special, other], [number, 1.0]), ([other, number], [1.0, special])] {
                        for (x, w) in [(x, w), (w, x)] {
                            let want = plainly(other, &x, &w);
                            assert_eq!(
                                dot(other, &x, &w).to_bits() << 1,
                                want.to_bits() << 1,
                                "{other:e} + {x:?} · {w:?}"
                            );
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn the_ends_of_the_range() {
        assert_eq!(dot(MAX, &[MAX], &[1.0]), f32::INFINITY);
        assert_eq!(dot(0.0, &[1e20, 1.0], &[-1e20, 1.0]), f32::NEG_INFINITY);
        assert_eq!(dot(0.0, &[MAX, MAX], &[1.0, -0.5]), MAX / 2.0);
        assert_eq!(dot(0.0, &[MAX, TINY], &[1.0, MAX]), MAX);
        assert_eq!(dot(0.0, &[1.0; 2], &[1e-30; 2]), 2e-30);
        assert_eq!(dot(0.0, &[0.5], &[TINY]), 0.0);
        assert_eq!(dot(TINY / 2.0, &[TINY / 2.0], &[1.0]), 0.0);
        assert_eq!(dot(1.0, &[TINY / 2.0; 3], &[1.0; 3]), 1.0);
    }

    #[test]
    fn rows_and_columns() {
        let mut random = Random::at(9, Purpose::Initialize, 0);
        let (weight, x) = (numbers(&mut random, 35, 1.0), numbers(&mut random, 5, 1.0));
        let transposed: Vec<f32> = (0..5).flat_map(|o| weight.iter().skip(o).step_by(5)).copied().collect();
        let (mut rows, mut columns) = ([0.0; 7], [0.0; 7]);
        multiply(&weight, [5, 1], &x, &mut rows);
        multiply(&transposed, [1, 7], &x, &mut columns);
        assert_eq!(rows, columns);
        for (row, weight) in rows.iter().zip(weight.chunks_exact(5)) {
            assert_eq!(*row, dot(0.0, &x, weight));
        }
    }
}
