//! The only folder allowed to be clever: what a layer computes, as verbs. Everything else calls them, and nothing else knows
//! which kernel a target takes.
//!
//! Kernels take sizes as constants; none can panic, allocate, or read out of bounds.

mod embedded;
mod portable;
mod small;

use crate::chip;
use crate::memory::{flat, flat_mut};
use crate::number::Number;
use crate::shape::{Rows, Shape};
pub use portable::dense::{backward_bias as dense_bias, backward_weight as dense_weight};
pub(crate) use small::{every, rows};

/// Multiplications up to which a loop is written out, unless `#[unroll(…)]` says otherwise.
pub const UNROLL: usize = 32;

/// Rows that run through a network together in `forward_batch` and in training: enough to load a weight once for many
/// examples, few enough to keep the sums in registers. On small chips one, whose tape is short.
pub const ROWS: usize = if chip::USED { 1 } else { 8 };

/// Whether a dense layer of some size takes the kernel of small chips; with one output, its column of weights is a plain row.
const fn suits_chip(multiply_adds: usize, outputs: usize, unroll: usize) -> bool {
    chip::SOFT || chip::USED && outputs > 1 && multiply_adds > unroll
}

/// The layer in memory: weight, then bias; and the two alone.
pub struct Dense<'a, T, W, const BIAS: usize> {
    /// Both.
    pub layer: &'a [T],
    /// `[input][output]`
    pub weight: &'a W,
    /// One per output, or none.
    pub bias: &'a [T; BIAS],
}

/// `out[r][o] = bias[o] + Σᵢ x[r][i] · weight[i][o]`; no bias counts as zero.
#[inline(always)]
pub fn dense<T: Number, In: Shape, const OUT: usize, const BIAS: usize, const ROWS: usize, const UNROLL: usize>(
    dense: Dense<T, In::Array<[T; OUT]>, BIAS>,
    x: &Rows<In, T, ROWS>,
    out: &mut [[T; OUT]; ROWS],
) {
    if suits_chip(In::LEN * OUT, OUT, UNROLL) {
        for (x, out) in x.iter().zip(out) {
            let x = flat(x);
            if BIAS == OUT {
                embedded::dense::<T, true>(dense.layer, x, out)
            } else {
                embedded::dense::<T, false>(dense.layer, x, out)
            }
        }
    } else {
        portable::dense::forward::<T, In, OUT, BIAS, ROWS, UNROLL>(dense.weight, dense.bias, x, out);
    }
}

/// `grad_x[r][i] = Σₒ weight[i][o] · grad_out[r][o]`
#[inline(always)]
pub fn dense_input<T: Number, In: Shape, const OUT: usize, const ROWS: usize, const UNROLL: usize>(
    weight: &In::Array<[T; OUT]>,
    grad_out: &[[T; OUT]; ROWS],
    grad_x: &mut Rows<In, T, ROWS>,
) {
    if OUT > 1 && embedded::in_integers::<T>() {
        for (grad_x, grad_out) in grad_x.iter_mut().zip(grad_out) {
            embedded::dense_input(flat(weight), grad_out, flat_mut(grad_x));
        }
        return;
    }
    portable::dense::backward_input::<T, In, OUT, ROWS, UNROLL>(weight, grad_out, grad_x);
}

/// [`dense_input`] and a step of descent, `weight[i][o] −= rate · Σᵣ x[r][i] · grad_out[r][o]`, in one pass over the weights.
#[inline(always)]
pub fn dense_descend<T: Number, In: Shape, const OUT: usize, const ROWS: usize, const UNROLL: usize>(
    weight: &mut In::Array<[T; OUT]>,
    x: &Rows<In, T, ROWS>,
    grad_out: &[[T; OUT]; ROWS],
    rate: T,
    mut grad_x: Option<&mut Rows<In, T, ROWS>>,
) {
    if embedded::in_integers::<T>()
        && let Some(grad_x) = grad_x.take()
    {
        dense_input::<T, In, OUT, ROWS, UNROLL>(weight, grad_out, grad_x);
    }
    portable::dense::descend::<T, In, OUT, ROWS, UNROLL>(weight, x, grad_out, rate, grad_x);
}

/// Work on values in place.
pub trait InPlace<T>: Copy {
    /// Does it.
    fn run(self, values: &mut [T]);
}

/// Work on values in place: on small chips one loop for as many as there are, where they are not few.
#[inline(always)]
pub fn in_place<T, W: InPlace<T>>(work: W, values: &mut [T]) {
    if chip::SOFT || chip::USED && values.len() > UNROLL / 4 {
        in_one_loop(work, values);
    } else {
        work.run(values);
    }
}

/// The length is kept from the compiler, which would write the loop out.
#[inline(never)]
fn in_one_loop<T, W: InPlace<T>>(work: W, values: &mut [T]) {
    let all = chip::unknown(values.len());
    work.run(values.get_mut(..all).unwrap_or_default());
}
