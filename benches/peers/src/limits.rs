//! What this core could do at best: how fast it multiplies and adds, and how fast weights stream through it.
//!
//! - `peak`: chains of fused multiply-adds in registers, as wide as the processor has them, twelve side by side.
//! - `stream`: `sum[k] += x · weight[i]` over as many bytes as the network's parameters have, again and again.
//! - `update`: `weight[i] += x · dy` over the same bytes.
//!
//! The best of some repetitions each. An answer takes at least its multiplications at the peak, and at least one pass over the
//! parameters; a step at least two products more (one in the first layer), and one more pass that updates. Latency is not
//! looked at: networks of a few numbers are bounded by that, not by this.

use std::hint::black_box;

use crate::clock::now;
use crate::network::Network;

/// Loops for one width of vectors; `lanes` numbers each.
struct Loops {
    lanes: usize,
    /// So often twelve vectors of multiply-adds.
    peak: unsafe fn(u64),
    /// Over whole blocks of eight vectors.
    stream: unsafe fn(&[f32]),
    update: unsafe fn(&mut [f32]),
}

macro_rules! loops {
    ($features:tt, $lanes:literal, $splat:expr, $load:expr, $store:expr, $add:expr) => {{
        #[allow(unused_unsafe)]
        #[target_feature(enable = $features)]
        unsafe fn peak(times: u64) {
            // SAFETY: only called where the processor has the features.
            unsafe {
                let (x, y) = ($splat(black_box(0.5)), $splat(black_box(0.5)));
                let mut sums = [$splat(black_box(0.25)); 12];
                for _ in 0..times {
                    for sum in &mut sums {
                        *sum = $add(x, y, *sum);
                    }
                }
                black_box(sums);
            }
        }
        #[allow(unused_unsafe)]
        #[target_feature(enable = $features)]
        unsafe fn stream(numbers: &[f32]) {
            // SAFETY: as above, and a block has as many numbers as are loaded.
            unsafe {
                let x = $splat(black_box(0.5));
                let mut sums = [$splat(0.0); 8];
                for block in numbers.as_chunks::<{ 8 * $lanes }>().0 {
                    for (at, sum) in sums.iter_mut().enumerate() {
                        *sum = $add(x, $load(block.as_ptr().add($lanes * at)), *sum);
                    }
                }
                black_box(sums);
            }
        }
        #[allow(unused_unsafe)]
        #[target_feature(enable = $features)]
        unsafe fn update(numbers: &mut [f32]) {
            // SAFETY: as above.
            unsafe {
                let (x, y) = ($splat(black_box(1e-9)), $splat(black_box(1e-9)));
                for block in numbers.as_chunks_mut::<{ 8 * $lanes }>().0 {
                    for at in 0..8 {
                        let place = block.as_mut_ptr().add($lanes * at);
                        $store(place, $add(x, y, $load(place)));
                    }
                }
            }
        }
        Loops { lanes: $lanes, peak, stream, update }
    }};
}

#[cfg(target_arch = "x86_64")]
fn widest() -> Loops {
    use std::arch::x86_64::*;
    if is_x86_feature_detected!("avx512f") {
        loops!("avx512f", 16, _mm512_set1_ps, _mm512_loadu_ps, _mm512_storeu_ps, _mm512_fmadd_ps)
    } else if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
        loops!("avx2,fma", 8, _mm256_set1_ps, _mm256_loadu_ps, _mm256_storeu_ps, _mm256_fmadd_ps)
    } else {
        loops!("sse2", 4, _mm_set1_ps, _mm_loadu_ps, _mm_storeu_ps, |x, y, sum| _mm_add_ps(_mm_mul_ps(x, y), sum))
    }
}

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
compile_error!("the loops that measure the limits of a core are written for x86-64 and aarch64");

#[cfg(target_arch = "aarch64")]
fn widest() -> Loops {
    use std::arch::aarch64::*;
    loops!("neon", 4, vdupq_n_f32, vld1q_f32, vst1q_f32, |x, y, sum| vfmaq_f32(sum, x, y))
}

/// Seconds of one call at best.
fn best(times: usize, mut work: impl FnMut()) -> f64 {
    let mut best = f64::INFINITY;
    for _ in 0..25 {
        let start = now();
        for _ in 0..times {
            work();
        }
        best = best.min((now() - start).as_secs_f64() / times as f64);
    }
    best
}

/// The limits of the core for some networks: a line of JSON for the peak, and one per row.
pub fn limits(networks: &[Network]) {
    const TIMES: u64 = 20_000;
    let loops = widest();
    // SAFETY: `widest` has asked the processor for what the loops take; so below.
    let seconds = best(10, || unsafe { (loops.peak)(TIMES) });
    let peak = (2 * 12 * loops.lanes) as f64 * TIMES as f64 / seconds;
    println!(r#"{{"peak":{:.1},"bits":{}}}"#, peak / 1e9, 32 * loops.lanes);
    for network in networks {
        let parameters = network.parameters().iter().map(|layer| layer.weight.len() + layer.bias.len()).sum::<usize>();
        // The loops take whole blocks; of a network that is smaller the share is counted.
        let block = 8 * loops.lanes;
        let streamed = parameters.next_multiple_of(block);
        let share = parameters as f64 / streamed as f64;
        let mut memory = vec![0.0f32; streamed + 16];
        let start = memory.as_ptr().align_offset(64).min(16);
        let numbers = &mut memory[start..start + streamed];
        let times = (1 << 22) / streamed + 1;
        // SAFETY: see above.
        let stream = share * best(times, || unsafe { (loops.stream)(black_box(numbers)) });
        // SAFETY: see above.
        let update = share * best(times, || unsafe { (loops.update)(black_box(numbers)) });
        for (row, training, batch) in network.rows() {
            let work = (2 * batch * network.multiply_adds(training)) as f64 / peak;
            let bound = work.max(if training { stream + update } else { stream });
            println!(r#"{{"row":"{row}","bound":{:.2}}}"#, 1e9 * bound);
        }
    }
}
