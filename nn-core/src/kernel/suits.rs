//! How many rows run together, and which kernels layers of which size take.

use super::host;
use crate::chip;
use crate::number::Number;

/// Multiplications up to which a loop is written out, unless `#[unroll(…)]` says otherwise.
pub const UNROLL: usize = 32;

/// Values up to which nobody asks which vectors the processor has.
#[cfg(all(target_arch = "x86_64", feature = "std", not(miri)))]
pub const FEW: usize = 64;

/// Rows that run through a network together in `forward_batch` and in training: enough to fetch a weight from far, and to write a
/// gradient, once for many examples. On small chips one, whose tape is short.
pub const ROWS: usize = if chip::USED { 1 } else { 32 };

/// As many as keep their sums in registers: for what is left of a batch, and for networks that [`ROWS`] do not [suit](suit).
pub const FEWER: usize = if chip::USED { 1 } else { 8 };

/// Whether [`ROWS`] suit a network: what a pass puts on the stack, so many bytes for each of them, is no more than a thread has to
/// spare, and there are more weights than stay near without it.
pub const fn suit(bytes: usize, multiply_adds: usize) -> bool {
    ROWS * bytes <= 192 * 1024 && multiply_adds > 4 * UNROLL
}

/// Whether [`FEWER`] suit a network whose pass puts so many bytes on the stack for each of them; else rows run one by one.
pub const fn few_suit(bytes: usize) -> bool {
    FEWER * bytes <= 1024 * 1024
}

/// Whether a dense layer of some size takes the kernel of small chips; with one output, its column of weights is a plain row.
pub const fn suits_chip(multiply_adds: usize, outputs: usize, unroll: usize) -> bool {
    chip::SOFT || chip::USED && outputs > 1 && multiply_adds > unroll
}

/// Whether a layer of some size takes the kernels of computers, for one row as for many, and whatever `#[unroll(…)]` says: they round
/// otherwise than those that are written out for few numbers.
pub const fn suits_host<T: Number>(multiply_adds: usize) -> bool {
    host::HERE && T::SINGLE && multiply_adds > UNROLL
}
