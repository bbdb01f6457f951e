//! The only folder allowed to be clever: blocked and written-out loops. Everything else calls it.
//!
//! Kernels take rows as slices and sizes as constants; none can panic, allocate, or read out of bounds.

pub mod compact;
pub mod dense;
pub mod exp;
pub mod soft;
mod written_out;

pub use written_out::each;

/// Multiplications up to which a loop is written out, unless `#[unroll(…)]` says otherwise.
pub const UNROLL: usize = 32;

/// Rows that run through a network together in `forward_batch` and in training: enough to load a weight once for many
/// examples, few enough to keep the sums in registers.
pub const ROWS: usize = 8;
