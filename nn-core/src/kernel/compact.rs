//! The dense layer on small processors: one kernel for layers of every size, because flash is dear and there is no cache to
//! wait for. Sums run over the inputs in order, as those of [`dense`](super::dense) do, and give the same bits.

use core::slice::ChunksExact;

use crate::scalar::Scalar;

/// Whether the target is a processor this is for.
pub const USED: bool = cfg!(any(target_arch = "arm", target_arch = "riscv32"));

/// Whether floats are computed in software there. Then every operation is a call, and a loop written out saves nothing.
///
/// Stable Rust does not show feature `f` of RISC-V; `zicsr`, which `f` takes, stands in for it. A wrong guess costs time only.
pub const SOFT: bool = USED && !cfg!(any(target_abi = "eabihf", target_feature = "zicsr"));

/// Keeps the loop it stands in from being unrolled, where flash is dear.
#[inline(always)]
pub fn rolled() {
    if USED {
        core::hint::black_box(());
    }
}

/// `out[o] = bias[o] + Σᵢ x[i] · weight[i · outputs + o]` for as many outputs as `out` has; no bias counts as zero.
#[inline(never)]
pub fn forward<T: Scalar>(weight: &[T], bias: &[T], x: &[T], out: &mut [T]) {
    let outputs = out.len();
    // Rows of equal length, so that the compiler judges the place of a tile once and not in every row.
    let rows = weight.chunks_exact(outputs.max(1));
    let mut at = 0;
    macro_rules! tiles {
        ($($lanes:literal)*) => { $(
            while outputs - at >= $lanes {
                tile::<T, $lanes>(rows.clone(), bias, x, out, at);
                at += $lanes;
            }
        )* };
    }
    if !SOFT {
        tiles!(16 8 4 2); // at most as many sums as registers hold
    }
    tiles!(1);
}

/// `LANES` neighbouring outputs.
#[inline(always)]
fn tile<T: Scalar, const LANES: usize>(rows: ChunksExact<T>, bias: &[T], x: &[T], out: &mut [T], at: usize) {
    let Some(out) = out.get_mut(at..).and_then(|out| out.first_chunk_mut::<LANES>()) else { return };
    let mut sums = [T::zero(); LANES];
    if let Some(bias) = bias.get(at..).and_then(|bias| bias.first_chunk()) {
        sums = *bias;
    }
    for (weights, &x) in rows.zip(x) {
        let Some(weights) = weights.get(at..).and_then(|weights| weights.first_chunk::<LANES>()) else { break };
        for (sum, &weight) in sums.iter_mut().zip(weights) {
            *sum = x.multiply_add(weight, *sum);
        }
        // Four copies of this loop would save a fiftieth of the instructions.
        rolled();
    }
    *out = sums;
}

#[cfg(test)]
mod tests {
    use super::super::{UNROLL, dense};
    use super::*;

    /// The bits of the portable kernel.
    fn judge<const IN: usize, const OUT: usize>() {
        let number = |index: usize| ((index * 7919 + 13) % 101) as f32 / 50.5 - 1.0;
        let weight: [[f32; OUT]; IN] = core::array::from_fn(|i| core::array::from_fn(|o| number(i * OUT + o)));
        let (bias, x): ([f32; OUT], [f32; IN]) = (core::array::from_fn(number), core::array::from_fn(number));
        for bias in [bias.as_slice(), &[]] {
            let (mut got, mut want) = ([0.0; OUT], [[0.0; OUT]]);
            forward(weight.as_flattened(), bias, &x, &mut got);
            dense::forward::<f32, OUT, 1, UNROLL>(&weight, bias, [&x], &mut want);
            assert_eq!(got, want[0], "{IN} {OUT}");
        }
    }

    #[test]
    fn is_the_portable_kernel() {
        macro_rules! widths {
            ($($out:literal)*) => { $( judge::<1, $out>(); judge::<5, $out>(); judge::<33, $out>(); )* };
        }
        widths!(2 3 4 5 7 8 9 10 15 16 17 31 32 33 50 63 64 100 128 130);
    }
}
