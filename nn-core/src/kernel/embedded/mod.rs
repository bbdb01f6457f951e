//! Kernels for small processors: one for layers of every size, because flash is dear and there is no cache to wait for.

#[cfg(chip = "v6m")]
mod armv6m;
pub mod compact;
#[cfg(chip = "m4")]
mod cortex_m4;
mod soft;

use crate::chip::{self, rolled, unknown};
use crate::number::Number;
#[cfg(chip = "v6m")]
use armv6m::multiply;
#[cfg(not(chip = "v6m"))]
use soft::multiply;

/// Whether sums of products are computed in integers; not with feature `libm`, whose sums have the same bits on every target.
const INTEGERS: bool = chip::SOFT && !cfg!(feature = "libm");

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
    if !INTEGERS {
        return compact::forward(layer, x, out);
    }
    let outputs = out.len();
    let (weight, bias) = layer.split_at_checked(x.len().wrapping_mul(outputs)).unwrap_or_default();
    for (o, out) in out.iter_mut().enumerate() {
        *out = bias.get(o).copied().unwrap_or(0.0);
        rolled();
    }
    multiply(weight, [1, outputs], any(x), any_mut(out));
}

/// Whether numbers are those for which it is so.
#[inline(always)]
pub fn in_integers<T: Number>() -> bool {
    INTEGERS && T::singles(&[]).is_some()
}

/// `grad_x[i] = Σₒ weight[i · outputs + o] · grad_out[o]`, in integers.
#[inline(always)]
pub fn dense_input<T: Number>(weight: &[T], grad_out: &[T], grad_x: &mut [T]) {
    if let (Some(weight), Some(grad_out)) = (T::singles(weight), T::singles(grad_out))
        && let Some(grad_x) = T::singles_mut(grad_x)
    {
        grad_x.fill(0.0);
        multiply(weight, [grad_out.len(), 1], any(grad_out), any_mut(grad_x));
    }
}

/// The same numbers, of which the compiler does not know how many they are: for a few it would copy the kernel.
#[inline(always)]
fn any(values: &[f32]) -> &[f32] {
    values.get(..unknown(values.len())).unwrap_or_default()
}

/// [`any`], writable.
#[inline(always)]
fn any_mut(values: &mut [f32]) -> &mut [f32] {
    let all = unknown(values.len());
    values.get_mut(..all).unwrap_or_default()
}
