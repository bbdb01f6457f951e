//! Loops over values in vectors.

use super::functions::{exp, slope_of, surprise, value_of};
use super::vector::Vector;
use crate::kernel::curve::Curve;

/// `values` becomes `curve(values)`, `n` of them.
///
/// # Safety
/// The processor has the instructions of `V`, and the pointer is valid for `n` numbers.
#[inline(always)]
pub unsafe fn curve<V: Vector>(curve: Curve, values: *mut f32, n: usize) {
    // SAFETY: as the caller promises.
    unsafe {
        let mut at = 0;
        while n - at >= V::LANES {
            value_of(curve, V::load(values.add(at))).store(values.add(at));
            at += V::LANES;
        }
        if at < n {
            let mask = V::mask(n - at);
            value_of(curve, V::load_some(values.add(at), mask)).store_some(values.add(at), mask);
        }
    }
}

/// `gradient *= slope(kept)` of the curve, `n` of them; `kept` is what went into it or came out, as the curve says.
///
/// # Safety
/// As [`curve()`], for both pointers.
#[inline(always)]
pub unsafe fn slope<V: Vector>(curve: Curve, kept: *const f32, gradient: *mut f32, n: usize) {
    // SAFETY: as the caller promises.
    unsafe {
        let mut at = 0;
        while n - at >= V::LANES {
            let slope = slope_of(curve, V::load(kept.add(at)));
            V::load(gradient.add(at)).mul(slope).store(gradient.add(at));
            at += V::LANES;
        }
        if at < n {
            let mask = V::mask(n - at);
            let slope = slope_of(curve, V::load_some(kept.add(at), mask));
            V::load_some(gradient.add(at), mask).mul(slope).store_some(gradient.add(at), mask);
        }
    }
}

/// Softmax of `n` values, which may be where it goes to; and the largest of them, and `Σ e^(value − largest)`.
///
/// # Safety
/// As [`curve()`], for both pointers.
#[inline(always)]
pub unsafe fn softmax<V: Vector>(values: *const f32, shares: *mut f32, n: usize, sums: *mut [f32; 2]) {
    // SAFETY: as the caller promises.
    unsafe {
        let least = V::splat(f32::NEG_INFINITY);
        let (whole, mask) = (n - n % V::LANES, V::mask(n % V::LANES));
        let last = V::load_some(values.add(whole), mask).or(mask, least);
        let mut most = last.larger(least); // which drops NaN; the sum has it
        let mut at = 0;
        while at < whole {
            most = V::load(values.add(at)).larger(most);
            at += V::LANES;
        }
        let largest = most.largest();
        let most = V::splat(largest);
        let last = exp(last.sub(most));
        let mut total = last;
        at = 0;
        while at < whole {
            let power = exp(V::load(values.add(at)).sub(most));
            power.store(shares.add(at));
            total = total.add(power);
            at += V::LANES;
        }
        let total = total.sum();
        let scale = V::splat(1.0 / total);
        at = 0;
        while at < whole {
            V::load(shares.add(at)).mul(scale).store(shares.add(at));
            at += V::LANES;
        }
        last.mul(scale).store_some(shares.add(whole), mask);
        *sums = [largest, total];
    }
}

/// The largest of `n` values, and `Σ e^(value − largest)`.
///
/// # Safety
/// As [`curve()`].
#[inline(always)]
pub unsafe fn sum_of_powers<V: Vector>(values: *const f32, n: usize, sum: *mut [f32; 2]) {
    // SAFETY: as the caller promises.
    unsafe {
        let least = V::splat(f32::NEG_INFINITY);
        let (whole, mask) = (n - n % V::LANES, V::mask(n % V::LANES));
        let last = V::load_some(values.add(whole), mask).or(mask, least);
        let mut most = last.larger(least); // which drops NaN; the sum has it
        let mut at = 0;
        while at < whole {
            most = V::load(values.add(at)).larger(most);
            at += V::LANES;
        }
        let largest = most.largest();
        let most = V::splat(largest);
        let mut total = exp(last.sub(most)).or(mask, V::zero());
        at = 0;
        while at < whole {
            total = total.add(exp(V::load(values.add(at)).sub(most)));
            at += V::LANES;
        }
        *sum = [largest, total.sum()];
    }
}

/// `gradient −= e^y · Σ gradient`, `n` of them.
///
/// # Safety
/// As [`slope()`].
#[inline(always)]
pub unsafe fn log_softmax_slope<V: Vector>(y: *const f32, gradient: *mut f32, n: usize) {
    // SAFETY: as the caller promises.
    unsafe {
        let (whole, mask) = (n - n % V::LANES, V::mask(n % V::LANES));
        let rest = gradient.add(whole);
        let last = V::load_some(rest, mask);
        let (mut total, mut at) = (last, 0);
        while at < whole {
            total = total.add(V::load(gradient.add(at)));
            at += V::LANES;
        }
        let total = V::splat(total.sum());
        at = 0;
        while at < whole {
            let power = exp(V::load(y.add(at)));
            power.mul_sub_from(total, V::load(gradient.add(at))).store(gradient.add(at));
            at += V::LANES;
        }
        exp(V::load_some(y.add(whole), mask)).mul_sub_from(total, last).store_some(rest, mask);
    }
}

/// What answers cost, and its derivatives by the logits; see [`surprise()`].
pub struct Answers {
    pub logits: *const f32,
    pub target: *const f32,
    /// What `t`, `1 − t`, and a derivative are multiplied by.
    pub scales: [f32; 3],
    pub gradient: *mut f32,
    pub n: usize,
}

/// [`answers()`], and in `costs` what each of them costs instead of their sum.
///
/// # Safety
/// As [`curve()`], for all pointers.
#[inline(always)]
pub unsafe fn answers_alone<V: Vector>(answers: Answers, costs: *mut f32) {
    let Answers { logits, target, scales, gradient, n } = answers;
    // SAFETY: as the caller promises.
    unsafe {
        let ([yes, no, scale], mut at) = (scales.map(|scale| V::splat(scale)), 0);
        while at < n {
            let mask = V::mask((n - at).min(V::LANES));
            let (logits, target) = (V::load_some(logits.add(at), mask), V::load_some(target.add(at), mask));
            let [value, slope] = surprise(logits, target, yes, no);
            slope.mul(scale).store_some(gradient.add(at), mask);
            value.store_some(costs.add(at), mask);
            at += V::LANES;
        }
    }
}

/// The sum of the surprises of `n` answers; their slopes are set.
///
/// # Safety
/// As [`curve()`], for all pointers.
#[inline(always)]
pub unsafe fn answers<V: Vector>(answers: Answers, sum: *mut f32) {
    let Answers { logits, target, scales, gradient, n } = answers;
    // SAFETY: as the caller promises.
    unsafe {
        let [yes, no, scale] = [V::splat(scales[0]), V::splat(scales[1]), V::splat(scales[2])];
        let (mut total, mut at) = (V::zero(), 0);
        while n - at >= V::LANES {
            let [value, slope] = surprise(V::load(logits.add(at)), V::load(target.add(at)), yes, no);
            slope.mul(scale).store(gradient.add(at));
            total = total.add(value);
            at += V::LANES;
        }
        if at < n {
            let mask = V::mask(n - at);
            let (logits, target) = (V::load_some(logits.add(at), mask), V::load_some(target.add(at), mask));
            let [value, slope] = surprise(logits, target, yes, no);
            slope.mul(scale).store_some(gradient.add(at), mask);
            total = total.add(value.or(mask, V::zero()));
        }
        *sum = total.sum();
    }
}
