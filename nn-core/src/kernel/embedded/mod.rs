//! Kernels for small processors: one for layers of every size, because flash is dear and there is no cache to wait for.

#[cfg(chip = "v6m")]
mod armv6m;
pub mod compact;
pub mod convolution;
#[cfg(chip = "m4")]
mod cortex_m4;
mod multiply;
mod part;
mod soft;

use super::curve::InPlace;
use super::geometry::Windowed;
use super::small::every;
use crate::chip::{self, rolled};
use crate::math::exp;
use crate::number::Number;
use convolution::{Map, Plan, Pooled};
#[cfg(not(chip = "m4"))]
use multiply::MULTIPLY_FROM;
use multiply::{MULTIPLY, Multiply};

/// `out[o] = bias[o] + Σᵢ x[i] · weight[i · outputs + o]`; `layer` is the weight, then the bias if there is one.
#[inline(always)]
pub fn dense<T: Number, const BIAS: bool>(layer: &[T], x: &[T], out: &mut [T]) {
    if let (Some(layer), Some(x)) = (T::singles(layer), T::singles(x))
        && let Some(out) = T::singles_mut(out)
    {
        return dense_of_singles::<BIAS>(layer, x, out);
    }
    compact::forward(layer, x, out);
}

fn dense_of_singles<const BIAS: bool>(layer: &[f32], x: &[f32], out: &mut [f32]) {
    #[cfg(chip = "m4")]
    if BIAS {
        return cortex_m4::forward(layer, x, out);
    }
    match MULTIPLY {
        Some(multiply) => dense_by(multiply, layer, x, out),
        None => compact::forward(layer, x, out),
    }
}

/// The layer by sums of products that are computed somewhere else.
fn dense_by(multiply: Multiply, layer: &[f32], x: &[f32], out: &mut [f32]) {
    let outputs = out.len();
    let (weight, bias) = layer.split_at_checked(x.len().wrapping_mul(outputs)).unwrap_or_default();
    for (o, out) in out.iter_mut().enumerate() {
        *out = bias.get(o).copied().unwrap_or(0.0);
        rolled();
    }
    multiply(weight, [1, outputs], x, out);
}

/// `sums[u] += Σᵢ x[i] · weight[i · long + skip + u]` for as many sums as there are.
#[inline(always)]
pub fn add_products<T: Number>(weight: &[T], x: &[T], sums: &mut [T], [long, skip]: [usize; 2]) {
    #[cfg(not(chip = "m4"))]
    if let (Some(weight), Some(x)) = (T::singles(weight), T::singles(x))
        && let Some(multiply) = MULTIPLY_FROM
    {
        if let Some(sums) = T::singles_mut(sums) {
            multiply(weight, [skip, 1, long], x, sums);
        }
        return;
    }
    compact::add_products(weight, x, sums, [long, skip]);
}

/// Whether numbers are those for which it is so.
#[inline(always)]
pub fn in_integers<T: Number>() -> bool {
    MULTIPLY.is_some() && T::singles(&[]).is_some()
}

/// `grad_x[i] = Σₒ weight[i · outputs + o] · grad_out[o]`, in integers.
#[inline(always)]
pub fn dense_input<T: Number>(weight: &[T], grad_out: &[T], grad_x: &mut [T]) {
    if let (Some(weight), Some(grad_out)) = (T::singles(weight), T::singles(grad_out))
        && let Some(grad_x) = T::singles_mut(grad_x)
        && let Some(multiply) = MULTIPLY
    {
        grad_x.fill(0.0);
        multiply(weight, [grad_out.len(), 1], grad_out, grad_x);
    }
}

/// What is known of a convolution of singles, for chips whose kernel can do it.
const fn plan<T: Number, W: Windowed>() -> Option<Plan> {
    if CONVOLVES && T::SINGLE { Plan::of(W::GEOMETRY) } else { None }
}

/// The same, if it is pooled at once: some channels after the others, so none may change with another.
const fn pooled<T: Number, W: Windowed, P: Windowed, C: InPlace<T>>() -> Option<Pooled> {
    match plan::<T, W>() {
        Some(map) if !C::MIXES => Pooled::of(map, P::GEOMETRY),
        _ => None,
    }
}

/// Whether there is a kernel for convolutions.
const CONVOLVES: bool = chip::USED;

/// `out[y][x][o] = bias[o] + Σ x[…][c] · weight[ky][kx][c][o]`; says whether there is a kernel that did it.
#[inline(always)]
pub fn convolution<T: Number, W: Windowed>((weight, bias, x): Map<T>, out: &mut [T]) -> bool {
    if let Some(plan) = const { &plan::<T, W>() }
        && let (Some(weight), Some(bias), Some(x)) = (T::singles(weight), T::singles(bias), T::singles(x))
        && let Some(out) = T::singles_mut(out)
    {
        convolution::forward(plan, &(weight, bias, x), out);
        return true;
    }
    false
}

/// The largest that window `P` sees of it, changed by `change`; says whether there is a kernel that did it.
#[inline(always)]
pub fn convolution_pooled<T: Number, W: Windowed, P: Windowed, C: InPlace<T>>(
    (weight, bias, x): Map<T>,
    out: &mut [T],
    change: C,
) -> bool {
    if let Some(plan) = const { &pooled::<T, W, P, C>() }
        && let (Some(weight), Some(bias), Some(x)) = (T::singles(weight), T::singles(bias), T::singles(x))
    {
        convolution::pooled(plan, &(weight, bias, x), out, change.anywhere());
        return true;
    }
    false
}

/// Whether sigmoids take [`sigmoid`]: on RISC-V with a float unit; not with `std` or `libm`, whose e^x is another.
pub const HAS_SIGMOID: bool = cfg!(all(chip = "small", not(any(feature = "std", feature = "libm"))));

/// Every value becomes `1 / (1 + e⁻ˣ)`, with the bits of a single one. The constants of e^x are loaded once, and no register is saved
/// for a call.
#[inline(never)]
pub fn sigmoid(values: &mut [f32]) {
    let (near, far) = exp::constants();
    let near = *near;
    let [.., one] = near;
    every!(value in chip::uncounted(values) => { *value = one / (one + exp::by::<true>(*value, &near, far)) });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sigmoids() {
        let all = [0.0_f32, 2.0, -2.0, 63.9, -80.0, -100.0, 1e30, -1e30];
        let mut values = all;
        sigmoid(&mut values);
        assert_eq!(values, all.map(|x| 1.0 / (1.0 + exp::exp(-x))));
        assert_eq!((values[0], &values[5..]), (0.5, &[0.0, 1.0, 0.0][..]));
        assert!((values[1] - 0.880_797_1).abs() < 1e-6);
        let mut values = [f32::NAN; 2];
        sigmoid(&mut values);
        assert!(values.iter().all(|value| value.is_nan()));
    }
}
