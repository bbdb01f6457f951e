//! eˣ and what is made of it, in vectors. Every lane takes the same instructions, so that the bits of a value depend on neither
//! its place nor its neighbours. Errors are in units in the last place; the tests hold them, with and without FMA.

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

/// eˣ for x up to 88.3, off by less than 2; NaN stays NaN.
#[inline(always)]
pub unsafe fn exp<V: Vector>(x: V) -> V {
    // SAFETY: as the caller promises.
    unsafe {
        let [power, _, r] = reduced(x);
        power.mul_add(power_of_rest(r, V::zero()), power).unless_less(x, V::splat(LEAST))
    }
}

/// `eˣ − 1` for x from [`LEAST`] to 88.3, off by less than 2: of the sum `2ᵏ · (eʳ − 1) + (2ᵏ − 1)` the second is exact up to where the
/// first is lost in it.
#[inline(always)]
unsafe fn exp_m1<V: Vector>(x: V) -> V {
    // SAFETY: as the caller promises.
    unsafe {
        let [power, _, r] = reduced(x);
        power.mul_add(power_of_rest(r, V::zero()), power.sub(V::splat(1.0)))
    }
}

/// `ln(1 + t)` for t from 0 to 1, off by less than 2: `2 artanh s = 2s + s³ · P(s²)` of `s = t / (2 + t)` (Gregory 1668), by minimax.
#[inline(always)]
unsafe fn ln_1p<V: Vector>(t: V) -> V {
    /// Off by less than 2⁻²⁷ of the logarithm.
    const P: [f32; 4] = [0.280_067_8, 0.280_030_25, 0.400_214_37, 0.666_664_2];
    // SAFETY: as the caller promises.
    unsafe {
        let [p3, p2, p1, p0] = P;
        let s = t.div(t.add(V::splat(2.0)));
        let square = s.mul(s);
        let p = V::splat(p3).mul_add(square, V::splat(p2)).mul_add(square, V::splat(p1)).mul_add(square, V::splat(p0));
        s.mul(square).mul_add(p, s.add(s))
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

        let size = V::splat(MOST).smaller(size);
        let less = exp_m1(size.add(size));
        let far = less.div(less.add(V::splat(2.0)));
        size.sub(V::splat(NEAR)).if_negative(near, far).signed_as(x)
    }
}

/// `e^(−x²/2)`, and that times `M(|x|)`, where M is Mills' ratio over √(2π) (Mills 1926): how likely a normal variable is further out
/// than x, on its side. No digit cancels, however far.
#[inline(always)]
unsafe fn normal<V: Vector>(x: V) -> [V; 2] {
    /// Beyond it both are zero.
    const MOST: f32 = 13.5;
    /// `M(a) = P(a) / Q(a)` by rational minimax (Cody 1969), off by less than 2⁻²⁶.
    const P: [f32; 5] = [3.993_401e-3, 0.039_809_037, 0.180_793_94, 0.435_004_53, 0.5];
    const Q: [f32; 6] = [0.010_009_824, 0.099_794_03, 0.463_024_2, 1.192_371_1, 1.667_893_9, 1.0];
    // SAFETY: as the caller promises.
    unsafe {
        let size = V::splat(MOST).smaller(x.abs());
        let square = size.mul(size);
        // What the square is too large by, which in an exponent would be as much of the result.
        let over = if V::FUSED {
            size.mul_sub_from(size, square)
        } else {
            // Halves whose products are exact (Dekker 1971).
            let wide = size.mul(V::splat(4097.0));
            let high = wide.sub(wide.sub(size));
            let low = size.sub(high);
            square.sub(high.mul(high)).sub(high.add(high).mul(low)).sub(low.mul(low))
        };
        let exponent = square.mul(V::splat(-0.5));
        let [power, _, r] = reduced(exponent);
        let p = power_of_rest(over.mul_add(V::splat(0.5), r), V::zero());
        let density = power.mul_add(p, power).unless_less(exponent, V::splat(LEAST));

        let [p4, p3, p2, p1, p0] = P;
        let p = V::splat(p4).mul_add(size, V::splat(p3)).mul_add(size, V::splat(p2));
        let p = p.mul_add(size, V::splat(p1)).mul_add(size, V::splat(p0));
        let [q5, q4, q3, q2, q1, q0] = Q;
        let q = V::splat(q5).mul_add(size, V::splat(q4)).mul_add(size, V::splat(q3)).mul_add(size, V::splat(q2));
        let q = q.mul_add(size, V::splat(q1)).mul_add(size, V::splat(q0));
        [density, density.mul(p.div(q))]
    }
}

/// `Φ(x) = ½ (1 + erf(x / √2))` by the tail on its side.
#[inline(always)]
unsafe fn likelihood<V: Vector>(x: V, tail: V) -> V {
    // SAFETY: as the caller promises.
    unsafe { x.if_negative(tail, V::splat(1.0).sub(tail)) }
}

/// `x · Φ(x)`, off by less than 7, also where it is nearly nothing.
#[inline(always)]
unsafe fn gelu<V: Vector>(x: V) -> V {
    // SAFETY: as the caller promises.
    unsafe {
        let [_, tail] = normal(x);
        x.mul(likelihood(x, tail))
    }
}

/// `Φ(x) + x · φ(x)`, off by less than 2 · 10⁻⁷.
#[inline(always)]
unsafe fn gelu_slope<V: Vector>(x: V) -> V {
    /// 1/√(2π)
    const HEIGHT: f32 = 0.398_942_3;
    // SAFETY: as the caller promises.
    unsafe {
        let [density, tail] = normal(x);
        x.mul(density.mul(V::splat(HEIGHT))).add(likelihood(x, tail))
    }
}

/// `σ(x)` and `σ(x) · σ(−x)`, of which both are exact to the last places on both sides.
#[inline(always)]
unsafe fn answers<V: Vector>(x: V) -> [V; 2] {
    // SAFETY: as the caller promises.
    unsafe {
        let (one, tail) = (V::splat(1.0), exp(x.abs().neg()));
        let most = one.div(one.add(tail));
        let least = tail.mul(most);
        [x.if_negative(least, most), least.mul(most)]
    }
}

/// √(2/π), twice.
const SCALE: f32 = 1.595_769;
/// The weight of x³.
const CUBIC: f32 = 0.044_715;

/// `2u = 2 √(2/π) · (x + 0.044715 x³)`, of which `½ (1 + tanh u)` is the sigmoid. Far below zero its rounding
/// makes `x σ(2u)` off by up to 250, above −1 by less than 3.
#[inline(always)]
unsafe fn twice_inner<V: Vector>(x: V) -> V {
    // SAFETY: as the caller promises.
    unsafe { x.mul(x).mul_add(V::splat(SCALE * CUBIC), V::splat(SCALE)).mul(x) }
}

/// `σ(2u) + x · 2u′ · σ(2u) · σ(−2u)`, off by less than 3 · 10⁻⁷.
#[inline(always)]
unsafe fn gelu_tanh_slope<V: Vector>(x: V) -> V {
    // SAFETY: as the caller promises.
    unsafe {
        let [sigmoid, both] = answers(twice_inner(x));
        // `x` meets what is zero far out before it is squared: no ∞ · 0.
        let bend = x.mul(both).mul(V::splat(SCALE));
        bend.mul(V::splat(3.0 * CUBIC)).mul(x).mul_add(x, bend.add(sigmoid))
    }
}

/// `σ(βx) + βx · σ(βx) · σ(−βx)`, off by less than 2.5 · 10⁻⁷.
#[inline(always)]
unsafe fn silu_slope<V: Vector>(x: V, beta: f32) -> V {
    // SAFETY: as the caller promises.
    unsafe {
        let beta = V::splat(beta);
        let [sigmoid, both] = answers(x.mul(beta));
        // `x` meets what is zero far out before `beta`: nothing overflows on the way.
        x.mul(both).mul_add(beta, sigmoid)
    }
}

/// `above · x`, below zero `below · (eˣ − 1)`; off by less than 3.
#[inline(always)]
unsafe fn elu<V: Vector>(x: V, below: f32, above: f32) -> V {
    // SAFETY: as the caller promises.
    unsafe { x.if_negative(V::splat(below).mul(exp_m1(V::splat(LEAST).larger(x))), V::splat(above).mul(x)) }
}

/// `above`, from zero downwards `below · eˣ`; off by less than 2 · 10⁻⁷.
#[inline(always)]
unsafe fn elu_slope<V: Vector>(x: V, below: f32, above: f32) -> V {
    // SAFETY: as the caller promises.
    unsafe { x.neg().if_negative(V::splat(above), V::splat(below).mul(exp(x))) }
}

/// λα and λ of `Selu`.
const SELU: [f32; 2] = [1.758_099_3, 1.050_701];

/// `ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|)`, off by less than 2.6.
#[inline(always)]
unsafe fn softplus<V: Vector>(x: V) -> V {
    // SAFETY: as the caller promises.
    unsafe { V::zero().larger(x).add(ln_1p(exp(x.abs().neg()))) }
}

/// From here on `tanh(ln(1 + eˣ))` is one.
const MISH: f32 = 20.0;

/// `x · tanh(ln(1 + eˣ)) = x · n / (n + 2)` with `n = eˣ (eˣ + 2)`, in which nothing cancels; off by less than 4.5.
#[inline(always)]
unsafe fn mish<V: Vector>(x: V) -> V {
    // SAFETY: as the caller promises.
    unsafe {
        let (power, two) = (exp(V::splat(MISH).smaller(x)), V::splat(2.0));
        let n = power.mul(power.add(two));
        x.mul(n.div(n.add(two)))
    }
}

/// `(n (n + 2) + 4x eˣ (1 + eˣ)) / (n + 2)²`, off by less than 3 · 10⁻⁷.
#[inline(always)]
unsafe fn mish_slope<V: Vector>(x: V) -> V {
    // SAFETY: as the caller promises.
    unsafe {
        let x = V::splat(MISH).smaller(x);
        let (power, two) = (exp(x), V::splat(2.0));
        let n = power.mul(power.add(two));
        let more = n.add(two);
        let bend = power.mul_add(power, power).mul(V::splat(4.0));
        x.mul_add(bend, n.mul(more)).div(more.mul(more))
    }
}

/// `yes · t · −ln σ(x) + no · (1 − t) · −ln σ(−x)`, and its derivative by x.
#[inline(always)]
pub unsafe fn surprise<V: Vector>(x: V, t: V, yes: V, no: V) -> [V; 2] {
    // SAFETY: as the caller promises.
    unsafe {
        let (one, size) = (V::splat(1.0), x.abs());
        let tail = exp(size.neg());
        let most = one.div(one.add(tail));
        let least = tail.mul(most);
        let small = ln_1p(tail);
        let large = size.add(small);
        let (yes, no) = (yes.mul(t), no.mul(one.sub(t)));
        let value = yes.mul(x.if_negative(large, small)).add(no.mul(x.if_negative(small, large)));
        let slope = no.mul(x.if_negative(least, most)).sub(yes.mul(x.if_negative(most, least)));
        [value, slope]
    }
}

/// `curve(x)`
#[inline(always)]
pub unsafe fn value_of<V: Vector>(curve: Curve, x: V) -> V {
    // SAFETY: as the caller promises.
    unsafe {
        match curve {
            Curve::Relu => V::zero().larger(x),
            Curve::Sigmoid => sigmoid(x),
            Curve::Tanh => tanh(x),
            Curve::Gelu => gelu(x),
            Curve::GeluTanh => x.mul(sigmoid(twice_inner(x))),
            Curve::Silu(beta) => x.mul(sigmoid(x.mul(V::splat(beta)))),
            Curve::Elu(alpha) => elu(x, alpha, 1.0),
            Curve::Selu => elu(x, SELU[0], SELU[1]),
            Curve::Softplus => softplus(x),
            Curve::Mish => mish(x),
            Curve::LogSigmoid | Curve::LogSigmoidOfOutput => softplus(x.neg()).neg(),
            Curve::Other => x,
        }
    }
}

/// The derivative where the input, or the output, is `kept`; of those that have a kernel for it.
#[inline(always)]
pub unsafe fn slope_of<V: Vector>(curve: Curve, kept: V) -> V {
    // SAFETY: as the caller promises.
    unsafe {
        match curve {
            Curve::Relu => kept.neg().if_negative(V::splat(1.0), V::zero()),
            // Rounded as by the scalars, for which few of them are left.
            Curve::Sigmoid => kept.mul(V::splat(1.0).sub(kept)),
            Curve::Tanh => V::splat(1.0).sub(kept.mul(kept)),
            Curve::Gelu => gelu_slope(kept),
            Curve::GeluTanh => gelu_tanh_slope(kept),
            Curve::Silu(beta) => silu_slope(kept, beta),
            Curve::Elu(alpha) => elu_slope(kept, alpha, 1.0),
            Curve::Selu => elu_slope(kept, SELU[0], SELU[1]),
            Curve::Softplus => sigmoid(kept),
            Curve::Mish => mish_slope(kept),
            Curve::LogSigmoid => sigmoid(kept.neg()),
            Curve::LogSigmoidOfOutput => exp_m1(V::splat(LEAST).larger(kept)).neg(),
            Curve::Other => V::splat(1.0),
        }
    }
}
