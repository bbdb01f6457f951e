//! Four lanes: SSE2, which every x86-64 has.
#![allow(clippy::undocumented_unsafe_blocks)] // every method is one of the instructions its caller has promised

use core::arch::x86_64::*;

use super::vector::{Vector, of_two};

pub type Lanes = __m128;

// SAFETY: every method is instructions that every x86-64 has, on the lanes that the caller promises.
unsafe impl Vector for __m128 {
    const LANES: usize = 4;
    const FUSED: bool = false;
    type Mask = usize;
    type Half = Self;

    #[inline(always)]
    unsafe fn splat(x: f32) -> Self {
        unsafe { _mm_set1_ps(x) }
    }
    #[inline(always)]
    unsafe fn load(from: *const f32) -> Self {
        unsafe { _mm_loadu_ps(from) }
    }
    #[inline(always)]
    unsafe fn store(self, to: *mut f32) {
        unsafe { _mm_storeu_ps(to, self) }
    }
    #[inline(always)]
    unsafe fn mask(n: usize) -> usize {
        debug_assert!(n <= 4);
        n
    }
    #[inline(always)]
    unsafe fn load_some(from: *const f32, n: usize) -> Self {
        unsafe {
            match n {
                0 => _mm_setzero_ps(),
                1 => _mm_load_ss(from),
                2 => two(from),
                3 => _mm_movelh_ps(two(from), _mm_load_ss(from.add(2))),
                _ => _mm_loadu_ps(from),
            }
        }
    }
    #[inline(always)]
    unsafe fn store_some(self, to: *mut f32, n: usize) {
        unsafe {
            if n == 4 {
                return _mm_storeu_ps(to, self);
            }
            let (mut rest, mut to) = (self, to);
            if n & 2 != 0 {
                _mm_storel_pd(to.cast(), _mm_castps_pd(rest));
                (rest, to) = (_mm_movehl_ps(rest, rest), to.add(2));
            }
            if n & 1 != 0 {
                _mm_store_ss(to, rest);
            }
        }
    }
    #[inline(always)]
    unsafe fn or(self, n: usize, other: Self) -> Self {
        unsafe {
            let mask = _mm_castsi128_ps(_mm_cmplt_epi32(_mm_set_epi32(3, 2, 1, 0), _mm_set1_epi32(n as i32)));
            _mm_or_ps(_mm_and_ps(mask, self), _mm_andnot_ps(mask, other))
        }
    }
    of_two! { add = _mm_add_ps, sub = _mm_sub_ps, mul = _mm_mul_ps, div = _mm_div_ps, larger = _mm_max_ps, smaller = _mm_min_ps }
    #[inline(always)]
    unsafe fn mul_add(self, a: Self, b: Self) -> Self {
        unsafe { _mm_add_ps(_mm_mul_ps(self, a), b) }
    }
    #[inline(always)]
    unsafe fn mul_sub_from(self, a: Self, b: Self) -> Self {
        unsafe { _mm_sub_ps(b, _mm_mul_ps(self, a)) }
    }
    #[inline(always)]
    unsafe fn larger_or_nan(self, b: Self) -> Self {
        unsafe {
            let nan = _mm_cmpunord_ps(self, self);
            _mm_or_ps(_mm_and_ps(nan, self), _mm_andnot_ps(nan, _mm_max_ps(self, b)))
        }
    }
    #[inline(always)]
    unsafe fn neg(self) -> Self {
        unsafe { _mm_xor_ps(_mm_set1_ps(-0.0), self) }
    }
    #[inline(always)]
    unsafe fn abs(self) -> Self {
        unsafe { _mm_andnot_ps(_mm_set1_ps(-0.0), self) }
    }
    #[inline(always)]
    unsafe fn signed_as(self, sign: Self) -> Self {
        unsafe { _mm_or_ps(self, _mm_and_ps(sign, _mm_set1_ps(-0.0))) }
    }
    #[inline(always)]
    unsafe fn if_negative(self, yes: Self, no: Self) -> Self {
        unsafe {
            let mask = _mm_cmplt_ps(self, _mm_setzero_ps());
            _mm_or_ps(_mm_and_ps(mask, yes), _mm_andnot_ps(mask, no))
        }
    }
    #[inline(always)]
    unsafe fn unless_less(self, a: Self, b: Self) -> Self {
        unsafe { _mm_and_ps(_mm_cmpnlt_ps(a, b), self) }
    }
    #[inline(always)]
    unsafe fn power(self) -> Self {
        unsafe { _mm_castsi128_ps(_mm_slli_epi32::<23>(_mm_castps_si128(self))) }
    }
    #[inline(always)]
    unsafe fn sum(self) -> f32 {
        unsafe {
            let two = _mm_add_ps(self, _mm_movehl_ps(self, self));
            _mm_cvtss_f32(_mm_add_ss(two, _mm_shuffle_ps::<0x55>(two, two)))
        }
    }
    #[inline(always)]
    unsafe fn largest(self) -> f32 {
        unsafe {
            let two = _mm_max_ps(self, _mm_movehl_ps(self, self));
            _mm_cvtss_f32(_mm_max_ss(two, _mm_shuffle_ps::<0x55>(two, two)))
        }
    }
    #[inline(always)]
    unsafe fn fold(of: &[Self]) -> Self {
        unsafe {
            let (a, b) = (*of.get_unchecked(0), *of.get_unchecked(1));
            let (c, d) = (*of.get_unchecked(2), *of.get_unchecked(3));
            let ab = _mm_add_ps(_mm_unpacklo_ps(a, b), _mm_unpackhi_ps(a, b));
            let cd = _mm_add_ps(_mm_unpacklo_ps(c, d), _mm_unpackhi_ps(c, d));
            _mm_add_ps(_mm_movelh_ps(ab, cd), _mm_movehl_ps(cd, ab))
        }
    }
}

#[inline(always)]
unsafe fn two(at: *const f32) -> __m128 {
    unsafe { _mm_castpd_ps(_mm_load_sd(at.cast())) }
}
