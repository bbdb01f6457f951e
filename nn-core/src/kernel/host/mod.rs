//! Kernels for computers, in `f32`: with the widest instructions that the processor has, which is asked once, at run time. They take
//! sizes as arguments and are compiled once, inside this crate, each for its instruction set: how a program is built changes
//! nothing about them, and a network of many layers carries one copy.
//!
//! All that is unsafe about it stands in this folder. What the functions here are given are slices, whose lengths they see to.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod backward;
mod curve;
mod forward;
#[cfg(target_arch = "aarch64")]
mod neon;
#[cfg(target_arch = "x86_64")]
mod sse2;
mod vector;

use super::Curve;
use backward::Back;
use core::ptr::null_mut;
use forward::Dense;
#[cfg(target_arch = "aarch64")]
use neon::Lanes as Least;
#[cfg(target_arch = "x86_64")]
use sse2::Lanes as Least;

/// Whether there are such kernels.
pub const HERE: bool = true;

/// Instruction sets that kernels are compiled for, from the one that every processor of the architecture has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum Level {
    /// SSE2 or NEON.
    Least = 1,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

/// The best that this processor has.
#[cfg(all(target_arch = "x86_64", feature = "std"))]
#[inline(always)]
fn level() -> Level {
    use core::sync::atomic::{AtomicU8, Ordering::Relaxed};

    const LEAST: u8 = Level::Least as u8;
    const AVX2: u8 = Level::Avx2 as u8;
    const AVX512: u8 = Level::Avx512 as u8;
    /// Zero until it has been asked for.
    static FOUND: AtomicU8 = AtomicU8::new(0);

    #[cold]
    fn find() -> Level {
        let level = if std::is_x86_feature_detected!("avx512f") {
            Level::Avx512
        } else if std::is_x86_feature_detected!("avx2") && std::is_x86_feature_detected!("fma") {
            Level::Avx2
        } else {
            Level::Least
        };
        FOUND.store(level as u8, Relaxed);
        level
    }

    if cfg!(target_feature = "avx512f") {
        return Level::Avx512;
    }
    match FOUND.load(Relaxed) {
        AVX512 => Level::Avx512,
        AVX2 => Level::Avx2,
        LEAST => Level::Least,
        _ => find(),
    }
}

/// The best that the target was compiled for: without an operating system there is nobody to ask.
#[cfg(not(all(target_arch = "x86_64", feature = "std")))]
#[inline(always)]
fn level() -> Level {
    #[cfg(all(target_arch = "x86_64", target_feature = "avx512f"))]
    return Level::Avx512;
    #[cfg(all(
        target_arch = "x86_64",
        target_feature = "avx2",
        target_feature = "fma",
        not(target_feature = "avx512f")
    ))]
    return Level::Avx2;
    #[allow(unreachable_code)]
    Level::Least
}

/// The kernels for one instruction set: its name, its features, its vector, and how large tiles are. A function per kernel.
macro_rules! kernels {
    (
        $name:ident, $($feature:literal)?, $lanes:ty,
        forward $forward:tt, input $input:tt, weight $weight:tt, descend $descend:tt
    ) => {
        mod $name {
            use super::*;

            // SAFETY of all: whoever calls them has seen to the processor and to the pointers.
            $(#[target_feature(enable = $feature)])?
            #[inline(never)]
            pub unsafe fn forward(dense: Dense) {
                // SAFETY: as above.
                unsafe { kernels!(@ forward::forward $lanes, $forward)(dense) }
            }
            $(#[target_feature(enable = $feature)])?
            #[inline(never)]
            pub unsafe fn input(back: Back) {
                // SAFETY: as above.
                unsafe { kernels!(@ backward::input $lanes, $input)(back) }
            }
            $(#[target_feature(enable = $feature)])?
            #[inline(never)]
            pub unsafe fn weight(back: Back) {
                // SAFETY: as above.
                unsafe { kernels!(@ backward::weight $lanes, $weight)(back) }
            }
            $(#[target_feature(enable = $feature)])?
            #[inline(never)]
            pub unsafe fn descend(back: Back) {
                // SAFETY: as above.
                unsafe { kernels!(@ backward::descend $lanes, $descend)(back) }
            }
            $(#[target_feature(enable = $feature)])?
            #[inline(never)]
            pub unsafe fn bias(back: Back) {
                // SAFETY: as above.
                unsafe { backward::bias::<$lanes>(back) }
            }
            $(#[target_feature(enable = $feature)])?
            #[inline(never)]
            pub unsafe fn curve(curve: Curve, values: *mut f32, n: usize) {
                // A loop for each, without a choice in it.
                // SAFETY: as above.
                unsafe {
                    match curve {
                        Curve::Relu => curve::curve::<$lanes>(Curve::Relu, values, n),
                        Curve::Sigmoid => curve::curve::<$lanes>(Curve::Sigmoid, values, n),
                        Curve::Tanh => curve::curve::<$lanes>(Curve::Tanh, values, n),
                        Curve::Other => {}
                    }
                }
            }
            $(#[target_feature(enable = $feature)])?
            #[inline(never)]
            pub unsafe fn softmax(values: *mut f32, n: usize) {
                // SAFETY: as above.
                unsafe { curve::softmax::<$lanes>(values, n) }
            }
        }
    };
    (@ $module:ident :: $function:ident $lanes:ty, [$($size:literal),*]) => { $module::$function::<$lanes, $($size),*> };
}

#[cfg(target_arch = "x86_64")]
kernels!(for_avx512, "avx512f", avx512::Lanes, forward [8, 4, true], input [4, 4, 16], weight [8], descend [8]);
#[cfg(target_arch = "x86_64")]
kernels!(for_avx2, "avx2,fma", avx2::Lanes, forward [4, 2, false], input [2, 4, 8], weight [4], descend [4]);
#[cfg(target_arch = "x86_64")]
kernels!(for_least, , sse2::Lanes, forward [4, 2, false], input [2, 2, 4], weight [4], descend [4]);
#[cfg(target_arch = "aarch64")]
kernels!(for_least, , neon::Lanes, forward [8, 4, true], input [2, 2, 4], weight [8], descend [4]);

/// Calls the kernel of a level, which the processor has.
macro_rules! by_level {
    ($level:expr, $kernel:ident($($argument:expr),*)) => {
        match $level {
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => for_avx512::$kernel($($argument),*),
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => for_avx2::$kernel($($argument),*),
            Level::Least => for_least::$kernel($($argument),*),
        }
    };
}

// Behind the macro that they call.
#[cfg(test)]
mod tests;

/// How many numbers are computed where the layer stands, in vectors that every processor has: a call would cost more.
const FEW: usize = 4;

/// `out[r][o] = bias[o] + Σᵢ x[r][i] · weight[i][o]`; no bias counts as zero. How many outputs says `outputs`.
#[inline(always)]
pub fn dense(weight: &[f32], bias: &[f32], x: &[f32], out: &mut [f32], outputs: usize) {
    let (inputs, rows) = (weight.len() / outputs.max(1), out.len() / outputs.max(1));
    let fits = x.len() == rows * inputs && (bias.is_empty() || bias.len() == outputs);
    debug_assert!(fits && weight.len() == inputs * outputs && out.len() == rows * outputs);
    if fits {
        let bias = if bias.is_empty() { core::ptr::null() } else { bias.as_ptr() };
        let (weight, x, out) = (weight.as_ptr(), x.as_ptr(), out.as_mut_ptr());
        let dense = Dense { weight, bias, inputs, outputs, x, rows, out };
        // SAFETY: the lengths are those of the sizes; `level` has asked the processor.
        unsafe { by_level!(level(), forward(dense)) }
    }
}

/// `grad_x[r][i] = Σₒ weight[i][o] · grad_out[r][o]`
#[inline(always)]
pub fn dense_input(weight: &[f32], grad_out: &[f32], grad_x: &mut [f32], outputs: usize) {
    let (inputs, rows) = (weight.len() / outputs.max(1), grad_out.len() / outputs.max(1));
    let fits = grad_x.len() == rows * inputs;
    debug_assert!(fits && weight.len() == inputs * outputs && grad_out.len() == rows * outputs);
    if fits {
        let (weight, grad_out, grad_x) = (weight.as_ptr().cast_mut(), grad_out.as_ptr(), grad_x.as_mut_ptr());
        let back = Back { weight, inputs, outputs, x: null_mut(), rows, grad_out, grad_x, rate: 0.0 };
        // SAFETY: as in `dense`; the weight is only read.
        unsafe { by_level!(level(), input(back)) }
    }
}

/// `grad_weight[i][o] += Σᵣ x[r][i] · grad_out[r][o]`
#[inline(always)]
pub fn dense_weight(grad_weight: &mut [f32], x: &[f32], grad_out: &[f32], outputs: usize) {
    let (inputs, rows) = (grad_weight.len() / outputs.max(1), grad_out.len() / outputs.max(1));
    let fits = x.len() == rows * inputs;
    debug_assert!(fits && grad_weight.len() == inputs * outputs && grad_out.len() == rows * outputs);
    if fits {
        let (weight, x, grad_out) = (grad_weight.as_mut_ptr(), x.as_ptr(), grad_out.as_ptr());
        let back = Back { weight, inputs, outputs, x, rows, grad_out, grad_x: null_mut(), rate: 0.0 };
        // SAFETY: as in `dense`.
        unsafe { by_level!(level(), weight(back)) }
    }
}

/// `grad_bias[o] += Σᵣ grad_out[r][o]`
#[inline(always)]
pub fn dense_bias(grad_bias: &mut [f32], grad_out: &[f32]) {
    let outputs = grad_bias.len();
    let rows = grad_out.len() / outputs.max(1);
    debug_assert!(grad_out.len() == rows * outputs);
    let (weight, grad_out) = (grad_bias.as_mut_ptr(), grad_out.as_ptr());
    let back = Back { weight, inputs: 1, outputs, x: null_mut(), rows, grad_out, grad_x: null_mut(), rate: 0.0 };
    // SAFETY: as in `dense`.
    unsafe { by_level!(level(), bias(back)) }
}

/// `weight[i][o] −= rate · Σᵣ x[r][i] · grad_out[r][o]`, and before that [`dense_input`], if it is wanted.
#[inline(always)]
pub fn dense_descend(
    weight: &mut [f32],
    x: &[f32],
    grad_out: &[f32],
    rate: f32,
    grad_x: Option<&mut [f32]>,
    outputs: usize,
) {
    let (inputs, rows) = (weight.len() / outputs.max(1), grad_out.len() / outputs.max(1));
    let fits = x.len() == rows * inputs && grad_x.as_ref().is_none_or(|grad_x| grad_x.len() == x.len());
    debug_assert!(fits && weight.len() == inputs * outputs && grad_out.len() == rows * outputs);
    if fits {
        let (weight, x, grad_out) = (weight.as_mut_ptr(), x.as_ptr(), grad_out.as_ptr());
        let grad_x = grad_x.map_or(null_mut(), <[f32]>::as_mut_ptr);
        let back = Back { weight, inputs, outputs, x, rows, grad_out, grad_x, rate };
        // SAFETY: as in `dense`.
        unsafe { by_level!(level(), descend(back)) }
    }
}

/// Every value becomes that of the curve; `width` is how many there are in a row, which decides where it is computed.
#[inline(always)]
pub fn curve(curve: Curve, values: &mut [f32], width: usize) {
    let (at, n) = (values.as_mut_ptr(), values.len());
    // SAFETY: as many as there are; every processor has the first, and `level` has asked for the others.
    unsafe { if width <= FEW { curve::curve::<Least>(curve, at, n) } else { by_level!(level(), curve(curve, at, n)) } }
}

/// Softmax of one row.
#[inline(always)]
pub fn softmax(values: &mut [f32]) {
    let (at, n) = (values.as_mut_ptr(), values.len());
    // SAFETY: as in `curve`.
    unsafe { if n <= FEW { curve::softmax::<Least>(at, n) } else { by_level!(level(), softmax(at, n)) } }
}
