//! The only folder allowed to be clever: blocked and written-out loops. Everything else calls it.
//!
//! Kernels take sizes as constants; none can panic, allocate, or read out of bounds.

pub mod compact;
#[cfg(chip = "m4")]
pub mod cortex_m4;
pub mod cos;
pub mod dense;
pub mod exp;
pub mod ln;
pub mod narrow;
pub mod soft;
pub mod tanh;
mod written_out;

use crate::scalar::Scalar;
#[cfg(chip = "m4")]
pub use cortex_m4::sqrt;
#[cfg(not(any(chip = "m4", feature = "std", feature = "libm")))]
pub use libm::sqrtf as sqrt;
pub(crate) use written_out::each;
pub use written_out::one_by_one;

/// The dense layer in `f32` on small chips, by the kernel of the chip.
pub fn dense_on_chip<const BIAS: bool>(layer: &[f32], x: &[f32], out: &mut [f32]) {
    #[cfg(chip = "m4")]
    if BIAS {
        return cortex_m4::forward(layer, x, out);
    }
    match f32::SOFT {
        Some(multiply) => soft::forward(multiply, layer, x, out),
        None => compact::forward(layer, x, out),
    }
}

/// Multiplications up to which a loop is written out, unless `#[unroll(…)]` says otherwise.
pub const UNROLL: usize = 32;

/// Rows that run through a network together in `forward_batch` and in training: enough to load a weight once for many
/// examples, few enough to keep the sums in registers. On small chips one, whose tape is short.
pub const ROWS: usize = if compact::USED { 1 } else { 8 };
