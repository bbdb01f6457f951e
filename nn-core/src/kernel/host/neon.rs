//! Four lanes: NEON, which every aarch64 with floats has.
#![allow(clippy::undocumented_unsafe_blocks)] // every method is one of the instructions its caller has promised

use core::arch::aarch64::*;

use super::vector::{Vector, of_two};

pub type Lanes = float32x4_t;

// SAFETY: every method is instructions that such a processor has, on the lanes that the caller promises.
unsafe impl Vector for float32x4_t {
    const LANES: usize = 4;
    type Mask = usize;
    type Half = Self;

    #[inline(always)]
    unsafe fn splat(x: f32) -> Self {
        unsafe { vdupq_n_f32(x) }
    }
    #[inline(always)]
    unsafe fn load(from: *const f32) -> Self {
        unsafe { vld1q_f32(from) }
    }
    #[inline(always)]
    unsafe fn store(self, to: *mut f32) {
        unsafe { vst1q_f32(to, self) }
    }
    #[inline(always)]
    unsafe fn mask(n: usize) -> usize {
        debug_assert!(n <= 4);
        n
    }
    #[inline(always)]
    unsafe fn load_some(from: *const f32, n: usize) -> Self {
        unsafe {
            if n == 4 {
                return vld1q_f32(from);
            }
            let zero = vdupq_n_f32(0.0);
            match n {
                0 => zero,
                1 => vld1q_lane_f32::<0>(from, zero),
                _ => {
                    let two = vcombine_f32(vld1_f32(from), vdup_n_f32(0.0));
                    if n == 3 { vld1q_lane_f32::<2>(from.add(2), two) } else { two }
                }
            }
        }
    }
    #[inline(always)]
    unsafe fn store_some(self, to: *mut f32, n: usize) {
        unsafe {
            match n {
                0 => {}
                1 => vst1q_lane_f32::<0>(to, self),
                4 => vst1q_f32(to, self),
                _ => {
                    vst1_f32(to, vget_low_f32(self));
                    if n == 3 {
                        vst1q_lane_f32::<2>(to.add(2), self);
                    }
                }
            }
        }
    }
    #[inline(always)]
    unsafe fn or(self, n: usize, other: Self) -> Self {
        unsafe {
            let lanes = vld1q_u32([0, 1, 2, 3].as_ptr());
            vbslq_f32(vcltq_u32(lanes, vdupq_n_u32(n as u32)), self, other)
        }
    }
    of_two! { add = vaddq_f32, sub = vsubq_f32, mul = vmulq_f32, div = vdivq_f32 }
    #[inline(always)]
    unsafe fn mul_add(self, a: Self, b: Self) -> Self {
        unsafe { vfmaq_f32(b, self, a) }
    }
    #[inline(always)]
    unsafe fn mul_sub_from(self, a: Self, b: Self) -> Self {
        unsafe { vfmsq_f32(b, self, a) }
    }
    #[inline(always)]
    unsafe fn larger(self, b: Self) -> Self {
        unsafe { vbslq_f32(vcgtq_f32(self, b), self, b) }
    }
    #[inline(always)]
    unsafe fn smaller(self, b: Self) -> Self {
        unsafe { vbslq_f32(vcltq_f32(self, b), self, b) }
    }
    #[inline(always)]
    unsafe fn larger_or_nan(self, b: Self) -> Self {
        unsafe { vbslq_f32(vceqq_f32(self, self), self.larger(b), self) }
    }
    #[inline(always)]
    unsafe fn neg(self) -> Self {
        unsafe { vnegq_f32(self) }
    }
    #[inline(always)]
    unsafe fn abs(self) -> Self {
        unsafe { vabsq_f32(self) }
    }
    #[inline(always)]
    unsafe fn signed_as(self, sign: Self) -> Self {
        unsafe { vbslq_f32(vdupq_n_u32(1 << 31), sign, self) }
    }
    #[inline(always)]
    unsafe fn if_negative(self, yes: Self, no: Self) -> Self {
        unsafe { vbslq_f32(vcltzq_f32(self), yes, no) }
    }
    #[inline(always)]
    unsafe fn unless_less(self, a: Self, b: Self) -> Self {
        unsafe { vreinterpretq_f32_u32(vbicq_u32(vreinterpretq_u32_f32(self), vcltq_f32(a, b))) }
    }
    #[inline(always)]
    unsafe fn power(self) -> Self {
        unsafe { vreinterpretq_f32_u32(vshlq_n_u32::<23>(vreinterpretq_u32_f32(self))) }
    }
    #[inline(always)]
    unsafe fn sum(self) -> f32 {
        unsafe { vaddvq_f32(self) }
    }
    #[inline(always)]
    unsafe fn largest(self) -> f32 {
        unsafe { vmaxvq_f32(self) }
    }
    #[inline(always)]
    unsafe fn fold(of: &[Self]) -> Self {
        unsafe {
            let (a, b) = (*of.get_unchecked(0), *of.get_unchecked(1));
            let (c, d) = (*of.get_unchecked(2), *of.get_unchecked(3));
            vpaddq_f32(vpaddq_f32(a, b), vpaddq_f32(c, d))
        }
    }
}
