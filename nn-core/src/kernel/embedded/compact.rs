//! The dense layer on small processors: one kernel for layers of every size, because flash is dear and there is no cache to
//! wait for. Sums run over the inputs in order, as those of the portable kernel do, and give the same bits.

use core::slice::ChunksExact;

use crate::chip::{SOFT, rolled};
use crate::number::Number;

/// `out[o] = bias[o] + Σᵢ x[i] · weight[i · outputs + o]` for as many outputs as `out` has. `layer` is the weight, then the
/// bias if there is one.
#[inline(never)]
pub fn forward<T: Number>(layer: &[T], x: &[T], out: &mut [T]) {
    let outputs = out.len();
    let weights = x.len() * outputs;
    debug_assert!(layer.len() == weights || layer.len() == weights + outputs, "a layer of another size");
    // Rows of equal length, so that the compiler judges the place of a tile once and not in every row.
    let rows = layer.chunks_exact(outputs.max(1));
    let mut at = 0;
    macro_rules! tiles {
        ($($lanes:literal)*) => { $(
            while outputs - at >= $lanes {
                tile::<T, $lanes>(rows.clone(), x, out, at);
                at += $lanes;
            }
        )* };
    }
    if !SOFT {
        tiles!(16 8 4 2); // at most as many sums as registers hold
    }
    tiles!(1);
}

/// `sums[u] += Σᵢ x[i] · weight[i · long + skip + u]` for as many sums as there are.
#[inline(never)]
pub fn add_products<T: Number>(weight: &[T], x: &[T], sums: &mut [T], [long, skip]: [usize; 2]) {
    let rows = weight.chunks_exact(long.max(1));
    let mut at = 0;
    macro_rules! tiles {
        ($($lanes:literal)*) => { $(
            while sums.len() - at >= $lanes {
                let Some(part) = sums.get_mut(at..).and_then(|sums| sums.first_chunk_mut::<$lanes>()) else { return };
                // Not side by side, which divides, with a guard against zero.
                let mut rows = rows.clone();
                let pairs = x.iter().map_while(|x| Some((rows.next()?, x)));
                *part = sum_up(pairs, *part, skip + at);
                at += $lanes;
            }
        )* };
    }
    if !SOFT {
        tiles!(16 8 4 2);
    }
    tiles!(1);
}

/// `LANES` neighbouring outputs.
#[inline(always)]
fn tile<T: Number, const LANES: usize>(rows: ChunksExact<T>, x: &[T], out: &mut [T], at: usize) {
    let Some(out) = out.get_mut(at..).and_then(|out| out.first_chunk_mut::<LANES>()) else { return };
    let bias = rows.clone().nth(x.len()).and_then(|bias| bias.get(at..)?.first_chunk());
    *out = sum_up(rows.zip(x), bias.copied().unwrap_or([T::zero(); LANES]), at);
}

/// `LANES` sums of products with what stands in each row from `at` on.
#[inline(always)]
fn sum_up<'a, T: Number + 'a, const LANES: usize>(
    rows: impl Iterator<Item = (&'a [T], &'a T)>,
    start: [T; LANES],
    at: usize,
) -> [T; LANES] {
    let mut sums = start;
    for (weights, &x) in rows {
        let Some(weights) = weights.get(at..).and_then(|weights| weights.first_chunk::<LANES>()) else { break };
        for (sum, &weight) in sums.iter_mut().zip(weights) {
            *sum = x.multiply_add(weight, *sum);
        }
        // Four copies of this loop would save a fiftieth of the instructions.
        rolled();
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::portable::dense;
    use crate::shape::Features;

    /// The bits of the portable kernel.
    fn judge<const IN: usize, const OUT: usize>() {
        let number = |index: usize| ((index * 7919 + 13) % 101) as f32 / 50.5 - 1.0;
        let layer: Vec<f32> = (0..(IN + 1) * OUT).map(number).collect();
        let (weight, bias) = layer.split_at(IN * OUT);
        let x: [f32; IN] = core::array::from_fn(number);
        let (Some(rows), Some(bias)) = (weight.as_chunks().0.first_chunk::<IN>(), bias.first_chunk()) else {
            unreachable!()
        };
        let (mut got, mut want) = ([0.0; OUT], [[0.0; OUT]]);
        forward(&layer, &x, &mut got);
        dense::forward::<f32, Features<IN>, OUT, OUT, 1, 32>(rows, bias, &[x], &mut want);
        assert_eq!(got, want[0], "{IN} {OUT}");
        forward(weight, &x, &mut got);
        dense::forward::<f32, Features<IN>, OUT, 0, 1, 32>(rows, &[], &[x], &mut want);
        assert_eq!(got, want[0], "{IN} {OUT}, no bias");
    }

    #[test]
    fn is_the_portable_kernel() {
        macro_rules! widths {
            ($($out:literal)*) => { $( judge::<1, $out>(); judge::<5, $out>(); judge::<33, $out>(); )* };
        }
        widths!(2 3 4 5 7 8 9 10 15 16 17 31 32 33 50 63 64 100 128 130);
    }
}
