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
mod convolution;
mod functions;
#[cfg(target_arch = "aarch64")]
mod neon;
mod product;
#[cfg(target_arch = "x86_64")]
mod sse2;
mod values;
mod vector;
mod wrapped;

use super::curve::Curve;
use super::geometry::Geometry;
use backward::Back;
use convolution::Through;
use core::ptr::{null, null_mut};
#[cfg(target_arch = "aarch64")]
use neon::Lanes as Least;
use product::Product;
#[cfg(target_arch = "x86_64")]
use sse2::Lanes as Least;
use values::Answers;

/// Whether there are such kernels.
pub const HERE: bool = true;

/// Instruction sets that kernels are compiled for, from the one that every processor of the architecture has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "std"), allow(dead_code))] // then it is what the target was compiled for
enum Level {
    /// SSE2 or NEON.
    Least,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

/// The best that this processor has.
#[cfg(all(target_arch = "x86_64", feature = "std"))]
#[cold]
fn level() -> Level {
    if !cfg!(any(vectors = "sse2", vectors = "avx2")) && std::is_x86_feature_detected!("avx512f") {
        Level::Avx512
    } else if !cfg!(vectors = "sse2") && std::is_x86_feature_detected!("avx2") && std::is_x86_feature_detected!("fma") {
        Level::Avx2
    } else {
        Level::Least
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

/// Rows through a dense layer.
#[inline(always)]
fn through(
    b: *const f32,
    start: *const f32,
    a: *const f32,
    out: *mut f32,
    floor: f32,
    [inputs, columns, rows]: [usize; 3],
) -> Product {
    Product { a, across: inputs, terms: inputs, b, columns, start, rows, out, floor, ahead: b, ..Product::NONE }
}

/// What is made for each curve: the kernel of its values, and that of its slopes, where they take more than arithmetic. Gives it to a
/// macro, with the names that stand for arguments.
macro_rules! curves {
    ($name:ident!($($before:tt)*)) => {
        $name! {
            $($before)* (values kept gradient n setting)
            [Curve::Relu] relu relu_slope;
            [Curve::Sigmoid] sigmoid sigmoid_slope;
            [Curve::Tanh] tanh tanh_slope;
            [Curve::Gelu] gelu gelu_slope;
            [Curve::GeluTanh] gelu_tanh gelu_tanh_slope;
            [Curve::Silu(setting)] silu silu_slope;
            [Curve::Elu(setting)] elu elu_slope;
            [Curve::Selu] selu selu_slope;
            [Curve::Softplus] softplus softplus_slope;
            [Curve::Mish] mish mish_slope;
            [Curve::LogSigmoid] log_sigmoid log_sigmoid_slope;
            [Curve::LogSigmoidOfOutput] log_sigmoid_of_output log_sigmoid_of_output_slope;
        }
    };
}

/// All kernels, as functions of plain arguments: with whose instructions, and how large tiles are.
macro_rules! kernels {
    ($($name:ident, $($feature:literal)?, $lanes:ty, $row:tt $rows:tt $input:tt $weight:tt $descend:tt $image:tt;)*) => {
        $(kernels! {
            @ $name [$($feature)?] $lanes;
            row(
                weight: *const f32, bias: *const f32, x: *const f32, out: *mut f32, floor: f32,
                inputs: usize, outputs: usize
            ) => {
                let product = through(weight, bias, x, out, floor, [inputs, outputs, 1]);
                match wrapped::lead::<$lanes>(&product) {
                    Some(lead) => wrapped_row(weight, bias, x, out, floor, inputs, outputs, lead),
                    None => kernels!(@ product::row, $lanes, $row)(product),
                }
            };
            // On its own: registers that it needs would have to be saved by every row.
            wrapped_row(
                weight: *const f32, bias: *const f32, x: *const f32, out: *mut f32, floor: f32,
                inputs: usize, outputs: usize, lead: usize
            ) => wrapped::row::<$lanes>(through(weight, bias, x, out, floor, [inputs, outputs, 1]), lead);
            rows(
                weight: *const f32, bias: *const f32, x: *const f32, out: *mut f32, floor: f32,
                inputs: usize, outputs: usize, rows: usize
            ) => kernels!(@ product::rows, $lanes, $rows)(through(weight, bias, x, out, floor, [inputs, outputs, rows]));
            column(
                weight: *const f32, bias: *const f32, x: *const f32, out: *mut f32, floor: f32,
                inputs: usize, rows: usize
            ) => product::column::<$lanes>(through(weight, bias, x, out, floor, [inputs, 1, rows]));
            input(
                weight: *mut f32, grad_out: *const f32, grad_x: *mut f32, inputs: usize, outputs: usize, rows: usize
            ) => kernels!(@ backward::input, $lanes, $input)(
                Back { weight, inputs, outputs, x: null(), rows, grad_out, grad_x, rate: 0.0, first: false }
            );
            weight(
                weight: *mut f32, x: *const f32, grad_out: *const f32,
                inputs: usize, outputs: usize, rows: usize, first: bool
            ) => kernels!(@ backward::weight, $lanes, $weight)(
                Back { weight, inputs, outputs, x, rows, grad_out, grad_x: null_mut(), rate: 0.0, first }
            );
            bias(bias: *mut f32, grad_out: *const f32, outputs: usize, rows: usize) => backward::bias::<$lanes>(
                Back { weight: bias, inputs: 1, outputs, x: null(), rows, grad_out, grad_x: null_mut(), rate: 0.0, first: false }
            );
            descend(
                weight: *mut f32, x: *const f32, grad_out: *const f32, grad_x: *mut f32,
                inputs: usize, outputs: usize, rows: usize, rate: f32
            ) => kernels!(@ backward::descend, $lanes, $descend)(
                Back { weight, inputs, outputs, x, rows, grad_out, grad_x, rate, first: false }
            );
            // What the next three are made of.
            sums(terms: *const convolution::Terms, places: *const convolution::Places, ends: *const convolution::Ends) =>
                kernels!(@ convolution::sums, $lanes, $image)(terms, places, ends);
            convolution(
                geometry: *const Geometry, weight: *const f32, bias: *const f32, x: *const f32, out: *mut f32, floor: f32,
                images: usize
            ) => convolution::forward(Through { geometry: *geometry, weight, bias, x, out, floor, images }, sums);
            convolution_weight(
                geometry: *const Geometry, weight: *mut f32, x: *const f32, grad_out: *const f32, factor: f32, images: usize
            ) => convolution::weight(
                Through { weight, x, out: grad_out.cast_mut(), images, ..Through::of(*geometry) }, factor, sums
            );
            convolution_bias(
                geometry: *const Geometry, bias: *mut f32, grad_out: *const f32, factor: f32, images: usize
            ) => convolution::bias::<$lanes>(
                Through { bias, out: grad_out.cast_mut(), images, ..Through::of(*geometry) }, factor
            );
            convolution_input(
                geometry: *const Geometry, weight: *const f32, grad_out: *const f32, grad_x: *mut f32, images: usize
            ) => convolution::input(
                Through { weight, x: grad_x, out: grad_out.cast_mut(), images, ..Through::of(*geometry) }, sums
            );
            max_pool(geometry: *const Geometry, x: *const f32, out: *mut f32, images: usize) =>
                convolution::max_pool::<$lanes>(Through { x, out, images, ..Through::of(*geometry) });
            softmax(values: *const f32, shares: *mut f32, n: usize, sums: *mut [f32; 2]) =>
                values::softmax::<$lanes>(values, shares, n, sums);
            sum_of_powers(values: *const f32, n: usize, sum: *mut [f32; 2]) =>
                values::sum_of_powers::<$lanes>(values, n, sum);
            log_softmax_slope(y: *const f32, gradient: *mut f32, n: usize) =>
                values::log_softmax_slope::<$lanes>(y, gradient, n);
            answers(
                logits: *const f32, target: *const f32, yes: f32, no: f32, scale: f32,
                gradient: *mut f32, n: usize, sum: *mut f32
            ) => values::answers::<$lanes>(Answers { logits, target, scales: [yes, no, scale], gradient, n }, sum);
        })*
    };
    (@ $module:ident :: $function:ident, $lanes:ty, [$($size:literal),*]) => { $module::$function::<$lanes, $($size),*> };
    (@ $name:ident $feature:tt $lanes:ty; $($kernel:ident $arguments:tt => $body:expr;)*) => {
        mod $name {
            use crate::kernel::host::*;
            $(kernels!(@@ $feature $kernel $arguments => $body);)*
            curves!(kernels!(@@@ $feature $lanes;));
        }
    };
    (@@@ $feature:tt $lanes:ty; ($values:ident $kept:ident $gradient:ident $n:ident $setting:ident)
        $([$curve:expr] $kernel:ident $($slope:ident)?;)*
    ) => {
        $(
            kernels!(@@ $feature $kernel($values: *mut f32, $n: usize, $setting: f32) =>
                values::curve::<$lanes>($curve, $values, $n));
            $(kernels!(@@ $feature $slope($kept: *const f32, $gradient: *mut f32, $n: usize, $setting: f32) =>
                values::slope::<$lanes>($curve, $kept, $gradient, $n));)?
        )*
    };
    (@@ [$($feature:literal)?] $kernel:ident ($($argument:ident: $type:ty),*) => $body:expr) => {
        /// # Safety
        /// The processor has the features, and the pointers are valid for the sizes.
        $(#[target_feature(enable = $feature)])?
        #[inline(never)]
        #[allow(clippy::too_many_arguments, unused_variables)] // few curves have a setting
        pub unsafe fn $kernel($($argument: $type),*) {
            // SAFETY: as the caller promises.
            unsafe { $body }
        }
    };
}

#[cfg(target_arch = "x86_64")]
kernels! {
    for_avx512, "avx512f", avx512::Lanes, [true, 4, false] [8, 4, false] [4, 4, 16] [8, 4] [8] [8, 8, 6];
    for_avx2, "avx2,fma", avx2::Lanes, [false, 2, false] [4, 2, false] [2, 4, 8] [4, 4] [4] [8, 6, 0];
    for_least, , sse2::Lanes, [false, 2, false] [4, 2, false] [2, 2, 4] [4, 4] [4] [8, 4, 0];
}
#[cfg(target_arch = "aarch64")]
kernels! {
    for_least, , neon::Lanes, [true, 4, false] [8, 4, false] [2, 2, 4] [8, 4] [4] [8, 8, 6];
}

/// The kernel of a level.
macro_rules! of_level {
    ($level:expr, $kernel:ident) => {
        match $level {
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => for_avx512::$kernel,
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => for_avx2::$kernel,
            Level::Least => for_least::$kernel,
        }
    };
}

/// Functions that call the best kernel: by a pointer, which at first is to a function that finds it out.
macro_rules! chosen {
    ($($kernel:ident $arguments:tt;)*) => {
        /// # Safety
        /// The pointers are valid for the sizes.
        mod best {
            use core::sync::atomic::{AtomicPtr, Ordering::Relaxed};

            use crate::kernel::host::*;

            $(chosen!(@ $kernel $arguments);)*
            curves!(chosen!(@@));
        }
    };
    (@@ ($($argument:ident)*) $($curve:tt $kernel:ident $($slope:ident)?;)*) => {
        $(
            chosen!(@ $kernel(values: *mut f32, n: usize, setting: f32));
            $(chosen!(@ $slope(kept: *const f32, gradient: *mut f32, n: usize, setting: f32));)?
        )*
    };
    (@ $kernel:ident($($argument:ident: $type:ty),*)) => {
        #[inline(always)]
        #[allow(clippy::too_many_arguments)]
        pub unsafe fn $kernel($($argument: $type),*) {
            type Kernel = unsafe fn($($type),*);
            static CHOSEN: AtomicPtr<()> = AtomicPtr::new(choose as Kernel as *mut ());

            #[cold]
            unsafe fn choose($($argument: $type),*) {
                let kernel: Kernel = of_level!(level(), $kernel);
                CHOSEN.store(kernel as *mut (), Relaxed);
                // SAFETY: the processor was asked; the pointers are those of the caller.
                unsafe { kernel($($argument),*) }
            }

            if cfg!(any(target_arch = "aarch64", target_feature = "avx512f")) {
                // SAFETY: every processor that the program is for has it.
                return unsafe { of_level!(level(), $kernel)($($argument),*) };
            }
            // SAFETY: only functions of this type are stored there.
            unsafe { core::mem::transmute::<*mut (), Kernel>(CHOSEN.load(Relaxed))($($argument),*) }
        }
    };
}

chosen! {
    row(
        weight: *const f32, bias: *const f32, x: *const f32, out: *mut f32, floor: f32,
        inputs: usize, outputs: usize
    );
    rows(
        weight: *const f32, bias: *const f32, x: *const f32, out: *mut f32, floor: f32,
        inputs: usize, outputs: usize, rows: usize
    );
    column(
        weight: *const f32, bias: *const f32, x: *const f32, out: *mut f32, floor: f32,
        inputs: usize, rows: usize
    );
    input(weight: *mut f32, grad_out: *const f32, grad_x: *mut f32, inputs: usize, outputs: usize, rows: usize);
    weight(
        weight: *mut f32, x: *const f32, grad_out: *const f32,
        inputs: usize, outputs: usize, rows: usize, first: bool
    );
    bias(bias: *mut f32, grad_out: *const f32, outputs: usize, rows: usize);
    descend(
        weight: *mut f32, x: *const f32, grad_out: *const f32, grad_x: *mut f32,
        inputs: usize, outputs: usize, rows: usize, rate: f32
    );
    convolution(
        geometry: *const Geometry, weight: *const f32, bias: *const f32, x: *const f32, out: *mut f32, floor: f32,
        images: usize
    );
    convolution_weight(
        geometry: *const Geometry, weight: *mut f32, x: *const f32, grad_out: *const f32, factor: f32, images: usize
    );
    convolution_bias(geometry: *const Geometry, bias: *mut f32, grad_out: *const f32, factor: f32, images: usize);
    convolution_input(
        geometry: *const Geometry, weight: *const f32, grad_out: *const f32, grad_x: *mut f32, images: usize
    );
    max_pool(geometry: *const Geometry, x: *const f32, out: *mut f32, images: usize);
    softmax(values: *const f32, shares: *mut f32, n: usize, sums: *mut [f32; 2]);
    sum_of_powers(values: *const f32, n: usize, sum: *mut [f32; 2]);
    log_softmax_slope(y: *const f32, gradient: *mut f32, n: usize);
    answers(
        logits: *const f32, target: *const f32, yes: f32, no: f32, scale: f32,
        gradient: *mut f32, n: usize, sum: *mut f32
    );
}

// Behind the macro that they call.
#[cfg(test)]
mod tests;

/// How many numbers are computed where the layer stands, in vectors that every processor has: a call would cost more.
const FEW: usize = 4;

/// The same of a slope that is arithmetic.
const SOME: usize = 64;

/// `out[r][o] = bias[o] + Σᵢ x[r][i] · weight[i][o]`, or `floor` where that is less; no bias counts as zero. How many outputs says
/// `outputs`.
#[inline(always)]
pub fn dense(weight: &[f32], bias: &[f32], x: &[f32], out: &mut [f32], outputs: usize, floor: f32) {
    let (inputs, rows) = (weight.len() / outputs.max(1), out.len() / outputs.max(1));
    let fits = x.len() == rows * inputs && (bias.is_empty() || bias.len() == outputs);
    debug_assert!(fits && weight.len() == inputs * outputs && out.len() == rows * outputs);
    if fits {
        let bias = if bias.is_empty() { null() } else { bias.as_ptr() };
        let (weight, x, out) = (weight.as_ptr(), x.as_ptr(), out.as_mut_ptr());
        // SAFETY: the lengths are those of the sizes.
        unsafe {
            match (outputs, rows) {
                (1, _) => best::column(weight, bias, x, out, floor, inputs, rows),
                (_, 1) => best::row(weight, bias, x, out, floor, inputs, outputs),
                _ => best::rows(weight, bias, x, out, floor, inputs, outputs, rows),
            }
        }
    }
}

/// `grad_x[r][i] = Σₒ weight[i][o] · grad_out[r][o]`
#[inline(always)]
pub fn dense_input(weight: &[f32], grad_out: &[f32], grad_x: &mut [f32], outputs: usize) {
    let (inputs, rows) = (weight.len() / outputs.max(1), grad_out.len() / outputs.max(1));
    let fits = grad_x.len() == rows * inputs;
    debug_assert!(fits && weight.len() == inputs * outputs && grad_out.len() == rows * outputs);
    if fits {
        let weight = weight.as_ptr().cast_mut();
        // SAFETY: as in `dense`; the weight is only read.
        unsafe { best::input(weight, grad_out.as_ptr(), grad_x.as_mut_ptr(), inputs, outputs, rows) }
    }
}

/// `grad_weight[i][o] += Σᵣ x[r][i] · grad_out[r][o]`, or `=`, if these rows are the `first`.
#[inline(always)]
pub fn dense_weight(grad_weight: &mut [f32], x: &[f32], grad_out: &[f32], outputs: usize, first: bool) {
    let (inputs, rows) = (grad_weight.len() / outputs.max(1), grad_out.len() / outputs.max(1));
    let fits = x.len() == rows * inputs;
    debug_assert!(fits && grad_weight.len() == inputs * outputs && grad_out.len() == rows * outputs);
    if fits {
        // SAFETY: as in `dense`.
        unsafe { best::weight(grad_weight.as_mut_ptr(), x.as_ptr(), grad_out.as_ptr(), inputs, outputs, rows, first) }
    }
}

/// `grad_bias[o] += Σᵣ grad_out[r][o]`
#[inline(always)]
pub fn dense_bias(grad_bias: &mut [f32], grad_out: &[f32]) {
    let outputs = grad_bias.len();
    let rows = grad_out.len() / outputs.max(1);
    debug_assert!(outputs == 0 || grad_out.len() == rows * outputs);
    // SAFETY: as in `dense`; without a bias nothing is added.
    unsafe { best::bias(grad_bias.as_mut_ptr(), grad_out.as_ptr(), outputs, rows) }
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
        let grad_x = grad_x.map_or(null_mut(), <[f32]>::as_mut_ptr);
        let (weight, x, grad_out) = (weight.as_mut_ptr(), x.as_ptr(), grad_out.as_ptr());
        // SAFETY: as in `dense`.
        unsafe { best::descend(weight, x, grad_out, grad_x, inputs, outputs, rows, rate) }
    }
}

/// Pixels of what comes in, and of what goes out, and cells of the window.
#[inline(always)]
const fn extents(geometry: &Geometry) -> [usize; 3] {
    let (Geometry { input, output, .. }, size) = (geometry, geometry.window.size);
    [input[0] * input[1], output[0] * output[1], size[0] * size[1]]
}

/// `out[r][y][x][o] = bias[o] + Σ x[r][…][c] · weight[ky][kx][c][o]`, or `floor` where that is less; no bias counts as zero.
#[inline(always)]
pub fn convolution(geometry: &Geometry, weight: &[f32], bias: &[f32], x: &[f32], out: &mut [f32], floor: f32) {
    let ([pixels, places, cells], [channels, outputs]) = (extents(geometry), geometry.channels());
    let images = out.len() / (places * outputs).max(1);
    let fits = x.len() == images * pixels * channels
        && weight.len() == cells * channels * outputs
        && (bias.is_empty() || bias.len() == outputs);
    debug_assert!(fits && out.len() == images * places * outputs);
    if fits {
        let bias = if bias.is_empty() { null() } else { bias.as_ptr() };
        let (weight, x, out) = (weight.as_ptr(), x.as_ptr(), out.as_mut_ptr());
        // SAFETY: the lengths are those of the sizes, and a geometry says of every cell whether it is in the image.
        unsafe { best::convolution(geometry, weight, bias, x, out, floor, images) }
    }
}

/// `weight[ky][kx][c][o] += factor · Σ x[r][…][c] · grad_out[r][y][x][o]`, example by example.
#[inline(always)]
pub fn convolution_weight(geometry: &Geometry, weight: &mut [f32], x: &[f32], grad_out: &[f32], factor: f32) {
    let ([pixels, places, cells], [channels, outputs]) = (extents(geometry), geometry.channels());
    let images = grad_out.len() / (places * outputs).max(1);
    let fits = x.len() == images * pixels * channels && weight.len() == cells * channels * outputs;
    debug_assert!(fits && grad_out.len() == images * places * outputs);
    if fits {
        let (weight, x, grad_out) = (weight.as_mut_ptr(), x.as_ptr(), grad_out.as_ptr());
        // SAFETY: as in `convolution`.
        unsafe { best::convolution_weight(geometry, weight, x, grad_out, factor, images) }
    }
}

/// `bias[o] += factor · Σ grad_out[r][y][x][o]`, example by example.
#[inline(always)]
pub fn convolution_bias(geometry: &Geometry, bias: &mut [f32], grad_out: &[f32], factor: f32) {
    let ([_, places, _], [_, outputs]) = (extents(geometry), geometry.channels());
    let images = grad_out.len() / (places * outputs).max(1);
    debug_assert!(grad_out.len() == images * places * outputs && (bias.is_empty() || bias.len() == outputs));
    if bias.len() == outputs {
        // SAFETY: as in `convolution`.
        unsafe { best::convolution_bias(geometry, bias.as_mut_ptr(), grad_out.as_ptr(), factor, images) }
    }
}

/// `grad_x[r][…][c] = Σ weight[ky][kx][c][o] · grad_out[r][y][x][o]`
#[inline(always)]
pub fn convolution_input(geometry: &Geometry, weight: &[f32], grad_out: &[f32], grad_x: &mut [f32]) {
    let ([pixels, places, cells], [channels, outputs]) = (extents(geometry), geometry.channels());
    let images = grad_out.len() / (places * outputs).max(1);
    let fits = grad_x.len() == images * pixels * channels && weight.len() == cells * channels * outputs;
    debug_assert!(fits && grad_out.len() == images * places * outputs);
    if fits {
        let (weight, grad_out, grad_x) = (weight.as_ptr(), grad_out.as_ptr(), grad_x.as_mut_ptr());
        // SAFETY: as in `convolution`.
        unsafe { best::convolution_input(geometry, weight, grad_out, grad_x, images) }
    }
}

/// `out[r][y][x][c]` is the largest `x[r][…][c]` that the window sees.
#[inline(always)]
pub fn max_pool(geometry: &Geometry, x: &[f32], out: &mut [f32]) {
    let ([pixels, places, _], [channels, outputs]) = (extents(geometry), geometry.channels());
    let images = out.len() / (places * outputs).max(1);
    let fits = x.len() == images * pixels * channels && channels == outputs;
    debug_assert!(fits && out.len() == images * places * outputs);
    if fits {
        // SAFETY: as in `convolution`.
        unsafe { best::max_pool(geometry, x.as_ptr(), out.as_mut_ptr(), images) }
    }
}

/// Every value becomes that of the curve; `width` is how many there are in a row, which decides where it is computed.
#[inline(always)]
pub fn curve(curve: Curve, values: &mut [f32], width: usize) {
    let (at, n) = (values.as_mut_ptr(), values.len());
    macro_rules! call {
        (($values:ident $kept:ident $gradient:ident $n:ident $setting:ident) $([$curve:pat] $kernel:ident $($slope:ident)?;)*) => {{
            let $setting = 0.0; // of those that have none
            match curve {
                _ if width <= FEW => values::curve::<Least>(curve, at, n),
                $($curve => best::$kernel(at, n, $setting),)*
                Curve::Other => {}
            }
        }};
    }
    // SAFETY: as many as there are; every processor has the first.
    unsafe { curves!(call!()) }
}

/// `gradient *= slope(kept)` of the curve; says whether there is a kernel that did it. `width` as in [`curve()`].
#[inline(always)]
pub fn slope(curve: Curve, kept: &[f32], gradient: &mut [f32], width: usize) -> bool {
    let n = kept.len().min(gradient.len());
    let (from, to) = (kept.as_ptr(), gradient.as_mut_ptr());
    macro_rules! call {
        (($values:ident $kept:ident $gradient:ident $n:ident $setting:ident) $([$curve:pat] $kernel:ident $($slope:ident)?;)*) => {{
            let $setting = 0.0;
            match curve {
                Curve::Relu | Curve::Sigmoid | Curve::Tanh if width <= FEW || n <= SOME => return false,
                $($($curve if width > FEW => best::$slope(from, to, n, $setting),)?)*
                Curve::Other => return false,
                _ => values::slope::<Least>(curve, from, to, n),
            }
        }};
    }
    // SAFETY: no more than there are in both; else as in `curve`.
    unsafe { curves!(call!()) }
    true
}

/// Softmax of one row.
#[inline(always)]
pub fn softmax(values: &mut [f32]) {
    let (at, n) = (values.as_mut_ptr(), values.len());
    // SAFETY: as in `curve`.
    unsafe { softmax_from(at, at, n) };
}

/// Softmax of one row, elsewhere; and the largest of its values, and `Σ e^(value − largest)`.
#[inline(always)]
pub fn shares(values: &[f32], shares: &mut [f32]) -> [f32; 2] {
    let n = values.len().min(shares.len());
    // SAFETY: no more than there are in both; else as in `curve`.
    unsafe { softmax_from(values.as_ptr(), shares.as_mut_ptr(), n) }
}

#[inline(always)]
unsafe fn softmax_from(values: *const f32, shares: *mut f32, n: usize) -> [f32; 2] {
    let mut sums = [0.0; 2];
    // SAFETY: as the caller promises; every processor has the first.
    unsafe {
        if n <= FEW {
            values::softmax::<Least>(values, shares, n, &mut sums);
        } else {
            best::softmax(values, shares, n, &mut sums);
        }
    }
    sums
}

/// The largest of the values, and `Σ e^(value − largest)`.
#[inline(always)]
pub fn sum_of_powers(values: &[f32]) -> [f32; 2] {
    let (at, n, mut sum) = (values.as_ptr(), values.len(), [0.0; 2]);
    // SAFETY: as in `curve`.
    unsafe {
        if n <= FEW {
            values::sum_of_powers::<Least>(at, n, &mut sum);
        } else {
            best::sum_of_powers(at, n, &mut sum);
        }
    }
    sum
}

/// `gradient −= e^y · Σ gradient`
#[inline(always)]
pub fn log_softmax_slope(y: &[f32], gradient: &mut [f32]) {
    let n = y.len().min(gradient.len());
    let (y, gradient) = (y.as_ptr(), gradient.as_mut_ptr());
    // SAFETY: no more than there are in both; else as in `curve`.
    unsafe {
        if n <= FEW {
            values::log_softmax_slope::<Least>(y, gradient, n);
        } else {
            best::log_softmax_slope(y, gradient, n);
        }
    }
}

/// `Σ yes · t · −ln σ(z) + no · (1 − t) · −ln σ(−z)` of logits `z`, and its derivatives times `scale`.
#[inline(always)]
pub fn answers(logits: &[f32], target: &[f32], scales: [f32; 3], gradient: &mut [f32]) -> f32 {
    let (n, mut sum) = (logits.len().min(target.len()).min(gradient.len()), 0.0);
    let (logits, target, gradient) = (logits.as_ptr(), target.as_ptr(), gradient.as_mut_ptr());
    let [yes, no, scale] = scales;
    // SAFETY: no more than there are in all of them; else as in `curve`.
    unsafe {
        if n <= FEW {
            values::answers::<Least>(Answers { logits, target, scales, gradient, n }, &mut sum);
        } else {
            best::answers(logits, target, yes, no, scale, gradient, n, &mut sum);
        }
    }
    sum
}

/// [`answers()`] of rows with one each, in the same bits: sets in `costs` what each costs.
#[inline(always)]
pub fn answers_alone(logits: &[f32], target: &[f32], scales: [f32; 3], gradient: &mut [f32], costs: &mut [f32]) {
    let n = logits.len().min(target.len()).min(gradient.len()).min(costs.len());
    let (logits, target, gradient) = (logits.as_ptr(), target.as_ptr(), gradient.as_mut_ptr());
    // SAFETY: no more than there are in all of them; every processor has these vectors.
    unsafe { values::answers_alone::<Least>(Answers { logits, target, scales, gradient, n }, costs.as_mut_ptr()) }
}
