//! eˣ and what is made of it, in vectors. Every lane takes the same instructions, so that the bits of a value depend on neither
//! its place nor its neighbours.

use super::vector::Vector;
use crate::kernel::curve::Curve;

/// Below it eˣ is below the smallest normal number, and counts as zero.
const LEAST: f32 = -87.336_54;

/// 1.5 · 2²³, which leaves a whole number in the low bits of a sum; and 127, which makes it the exponent of a number.
const ROUND: f32 = 12_582_912.0 + 127.0;

/// `x = k · ln 2 + r` with `|r| ≤ ½ ln 2`: `2ᵏ`, k and r, for x from [`LEAST`] to 88.3 (Cody and Waite 1980). NaN stays NaN.
#[inline(always)]
unsafe fn reduced<V: Vector>(x: V) -> [V; 3] {
    /// ln 2 in two parts, the first with so few bits that its product with a whole number is exact.
    const LN_2: [f32; 2] = [0.693_359_4, -2.121_944_4e-4];
    // SAFETY: as the caller promises.
    unsafe {
        let round = V::splat(ROUND);
        let shifted = x.mul_add(V::splat(core::f32::consts::LOG2_E), round);
        let k = shifted.sub(round);
        let r = k.mul_sub_from(V::splat(LN_2[1]), k.mul_sub_from(V::splat(LN_2[0]), x));
        [shifted.power(), k, r]
    }
}

/// `eʳ − 1 + more`, by parts that do not wait for one another (Estrin 1960).
#[inline(always)]
unsafe fn power_of_rest<V: Vector>(r: V, more: V) -> V {
    /// `(eʳ − 1 − r) / r²` for `|r| ≤ ½ ln 2` by minimax, off by less than 2⁻²⁸ of eʳ.
    const P: [f32; 5] = [4.999_999_3e-1, 1.666_652_1e-1, 4.166_838_7e-2, 8.368_71e-3, 1.381_461_3e-3];
    // SAFETY: as the caller promises.
    unsafe {
        let (square, [p2, p3, p4, p5, p6]) = (r.mul(r), P);
        let low = r.mul_add(V::splat(p3), V::splat(p2)).mul_add(square, more.add(r));
        let high = square.mul_add(V::splat(p6), r.mul_add(V::splat(p5), V::splat(p4)));
        high.mul_add(square.mul(square), low)
    }
}

/// eˣ for x up to 88.3; NaN stays NaN.
#[inline(always)]
unsafe fn exp<V: Vector>(x: V) -> V {
    // SAFETY: as the caller promises.
    unsafe {
        let [power, _, r] = reduced(x);
        power.mul_add(power_of_rest(r, V::zero()), power).unless_less(x, V::splat(LEAST))
    }
}

/// `1 / (1 + e⁻ˣ)`; zero where that is below the smallest normal number. Of the sum `(1 + 2ᵏ) + 2ᵏ · (eʳ − 1)` the first is exact as
/// long as 2ᵏ is not too large for the 1, which then goes to the second.
#[inline(always)]
unsafe fn sigmoid<V: Vector>(x: V) -> V {
    /// Below it 2ᵏ is above 2²⁰.
    const FAR: f32 = -14.2;
    // SAFETY: as the caller promises.
    unsafe {
        let one = V::splat(1.0);
        let [power, k, r] = reduced(V::splat(LEAST).larger(x.neg()));
        let far = one.unless_less(V::splat(FAR), x);
        let p = power_of_rest(r, V::splat(ROUND).sub(k).power().mul(far));
        one.div(power.mul_add(p, power.add(one.sub(far)))).unless_less(x, V::splat(LEAST))
    }
}

/// tanh x = (e²ˣ − 1) / (e²ˣ + 1), and a polynomial near zero, where roundings would add up.
#[inline(always)]
unsafe fn tanh<V: Vector>(x: V) -> V {
    /// Beyond it the result is one.
    const MOST: f32 = 10.0;
    /// Up to here it is the polynomial `x + x³ · P(x²)`, by minimax.
    const NEAR: f32 = 0.55;
    const P: [f32; 5] = [-6.274_24e-3, 0.021_071_68, -0.053_852_31, 0.133_325_86, -0.333_333_2];
    // SAFETY: as the caller promises.
    unsafe {
        let (size, square) = (x.abs(), x.mul(x));
        let [p4, p3, p2, p1, p0] = P;
        let p = V::splat(p4).mul_add(square, V::splat(p3)).mul_add(square, V::splat(p2));
        let p = p.mul_add(square, V::splat(p1)).mul_add(square, V::splat(p0));
        let near = size.mul(square).mul_add(p, size);

        let (one, size) = (V::splat(1.0), V::splat(MOST).smaller(size));
        let [power, _, r] = reduced(size.add(size));
        let p = power_of_rest(r, V::zero());
        let less = power.mul_add(p, power.sub(one));
        let far = less.div(less.add(V::splat(2.0)));
        size.sub(V::splat(NEAR)).if_negative(near, far).signed_as(x)
    }
}

#[inline(always)]
unsafe fn value<V: Vector>(curve: Curve, x: V) -> V {
    // SAFETY: as the caller promises.
    unsafe {
        match curve {
            Curve::Relu => V::zero().larger(x),
            Curve::Sigmoid => sigmoid(x),
            Curve::Tanh => tanh(x),
            Curve::Other => x,
        }
    }
}

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
            value(curve, V::load(values.add(at))).store(values.add(at));
            at += V::LANES;
        }
        if at < n {
            let mask = V::mask(n - at);
            value(curve, V::load_some(values.add(at), mask)).store_some(values.add(at), mask);
        }
    }
}

/// `powers = e^(values − most)`, `n` of them, and their sum; `most` is the largest.
///
/// # Safety
/// As [`curve()`].
#[inline(always)]
pub unsafe fn powers<V: Vector>(values: *const f32, most: f32, powers: *mut f32, n: usize, total: *mut f32) {
    // SAFETY: as the caller promises.
    unsafe {
        let (most, mut sum, mut at) = (V::splat(most), V::zero(), 0);
        while n - at >= V::LANES {
            let power = exp(V::load(values.add(at)).sub(most));
            power.store(powers.add(at));
            sum = sum.add(power);
            at += V::LANES;
        }
        if at < n {
            let mask = V::mask(n - at);
            let power = exp(V::load_some(values.add(at), mask).sub(most));
            power.store_some(powers.add(at), mask);
            sum = sum.add(power.or(mask, V::zero()));
        }
        *total = sum.sum();
    }
}

/// Softmax of `n` values.
///
/// # Safety
/// As [`curve()`].
#[inline(always)]
pub unsafe fn softmax<V: Vector>(values: *mut f32, n: usize) {
    // SAFETY: as the caller promises.
    unsafe {
        let least = V::splat(f32::NEG_INFINITY);
        let (whole, mask) = (n - n % V::LANES, V::mask(n % V::LANES));
        let rest = values.add(whole);
        let last = V::load_some(rest, mask).or(mask, least);
        let mut most = last.larger(least); // which drops NaN; the sum has it
        let mut at = 0;
        while at < whole {
            most = V::load(values.add(at)).larger(most);
            at += V::LANES;
        }
        let most = V::splat(most.largest());
        let last = exp(last.sub(most));
        let mut total = last;
        at = 0;
        while at < whole {
            let power = exp(V::load(values.add(at)).sub(most));
            power.store(values.add(at));
            total = total.add(power);
            at += V::LANES;
        }
        let scale = V::splat(1.0 / total.sum());
        at = 0;
        while at < whole {
            V::load(values.add(at)).mul(scale).store(values.add(at));
            at += V::LANES;
        }
        last.mul(scale).store_some(rest, mask);
    }
}
