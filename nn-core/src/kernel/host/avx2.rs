//! Eight lanes: AVX2 and FMA.
#![allow(clippy::undocumented_unsafe_blocks)] // every method is one of the instructions its caller has promised

use core::arch::x86_64::*;

use super::vector::{Vector, of_two};

pub type Lanes = __m256;

/// The first lanes: as a load wants it, and how many.
#[derive(Clone, Copy)]
pub struct First(__m256i, usize);

/// Ones, then zeros: eight words from the right place on are the mask of so many lanes.
static ONES: [i32; 16] = [-1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0];

// SAFETY: every method is instructions that the caller promises, on the lanes that it promises.
unsafe impl Vector for __m256 {
    const LANES: usize = 8;
    type Mask = First;
    type Half = Self;

    #[inline(always)]
    unsafe fn splat(x: f32) -> Self {
        unsafe { _mm256_set1_ps(x) }
    }
    #[inline(always)]
    unsafe fn load(from: *const f32) -> Self {
        unsafe { _mm256_loadu_ps(from) }
    }
    #[inline(always)]
    unsafe fn store(self, to: *mut f32) {
        unsafe { _mm256_storeu_ps(to, self) }
    }
    #[inline(always)]
    unsafe fn mask(n: usize) -> First {
        debug_assert!(n <= 8);
        unsafe { First(_mm256_loadu_si256(ONES.as_ptr().add(8 - n).cast()), n) }
    }
    #[inline(always)]
    unsafe fn load_some(from: *const f32, mask: First) -> Self {
        unsafe { _mm256_maskload_ps(from, mask.0) }
    }
    /// Part by part: a masked store is slow on some processors.
    #[inline(always)]
    unsafe fn store_some(self, to: *mut f32, mask: First) {
        unsafe {
            let (mut rest, mut to, n) = (_mm256_castps256_ps128(self), to, mask.1);
            if n == 8 {
                return _mm256_storeu_ps(to, self);
            }
            if n & 4 != 0 {
                _mm_storeu_ps(to, rest);
                (rest, to) = (_mm256_extractf128_ps::<1>(self), to.add(4));
            }
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
    unsafe fn or(self, mask: First, other: Self) -> Self {
        unsafe { _mm256_blendv_ps(other, self, _mm256_castsi256_ps(mask.0)) }
    }
    of_two! { add = _mm256_add_ps, sub = _mm256_sub_ps, mul = _mm256_mul_ps, div = _mm256_div_ps, larger = _mm256_max_ps, smaller = _mm256_min_ps }
    #[inline(always)]
    unsafe fn mul_add(self, a: Self, b: Self) -> Self {
        unsafe { _mm256_fmadd_ps(self, a, b) }
    }
    #[inline(always)]
    unsafe fn mul_sub_from(self, a: Self, b: Self) -> Self {
        unsafe { _mm256_fnmadd_ps(self, a, b) }
    }
    #[inline(always)]
    unsafe fn larger_or_nan(self, b: Self) -> Self {
        unsafe { _mm256_blendv_ps(_mm256_max_ps(self, b), self, _mm256_cmp_ps::<_CMP_UNORD_Q>(self, self)) }
    }
    #[inline(always)]
    unsafe fn neg(self) -> Self {
        unsafe { _mm256_xor_ps(_mm256_set1_ps(-0.0), self) }
    }
    #[inline(always)]
    unsafe fn abs(self) -> Self {
        unsafe { _mm256_andnot_ps(_mm256_set1_ps(-0.0), self) }
    }
    #[inline(always)]
    unsafe fn signed_as(self, sign: Self) -> Self {
        unsafe { _mm256_or_ps(self, _mm256_and_ps(sign, _mm256_set1_ps(-0.0))) }
    }
    #[inline(always)]
    unsafe fn if_negative(self, yes: Self, no: Self) -> Self {
        unsafe { _mm256_blendv_ps(no, yes, _mm256_cmp_ps::<_CMP_LT_OQ>(self, _mm256_setzero_ps())) }
    }
    #[inline(always)]
    unsafe fn unless_less(self, a: Self, b: Self) -> Self {
        unsafe { _mm256_and_ps(_mm256_cmp_ps::<_CMP_NLT_UQ>(a, b), self) }
    }
    #[inline(always)]
    unsafe fn power(self) -> Self {
        unsafe { _mm256_castsi256_ps(_mm256_slli_epi32::<23>(_mm256_castps_si256(self))) }
    }
    #[inline(always)]
    unsafe fn sum(self) -> f32 {
        unsafe {
            let four = _mm_add_ps(_mm256_castps256_ps128(self), _mm256_extractf128_ps::<1>(self));
            let two = _mm_add_ps(four, _mm_movehl_ps(four, four));
            _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)))
        }
    }
    #[inline(always)]
    unsafe fn largest(self) -> f32 {
        unsafe {
            let four = _mm_max_ps(_mm256_castps256_ps128(self), _mm256_extractf128_ps::<1>(self));
            let two = _mm_max_ps(four, _mm_movehl_ps(four, four));
            _mm_cvtss_f32(_mm_max_ss(two, _mm_movehdup_ps(two)))
        }
    }
    #[inline(always)]
    unsafe fn fold(of: &[Self]) -> Self {
        unsafe {
            let a = parts(of, 0);
            let b = if of.len() == 4 { a } else { parts(of, 4) };
            _mm256_add_ps(_mm256_permute2f128_ps::<0x20>(a, b), _mm256_permute2f128_ps::<0x31>(a, b))
        }
    }
}

/// Four sums of four vectors, in both parts of four lanes those of the part.
#[inline(always)]
unsafe fn parts(of: &[__m256], at: usize) -> __m256 {
    unsafe {
        let (a, b) = (*of.get_unchecked(at), *of.get_unchecked(at + 1));
        let (c, d) = (*of.get_unchecked(at + 2), *of.get_unchecked(at + 3));
        let ab = _mm256_add_ps(_mm256_unpacklo_ps(a, b), _mm256_unpackhi_ps(a, b));
        let cd = _mm256_add_ps(_mm256_unpacklo_ps(c, d), _mm256_unpackhi_ps(c, d));
        let (ab, cd) = (_mm256_castps_pd(ab), _mm256_castps_pd(cd));
        let (low, high) = (_mm256_unpacklo_pd(ab, cd), _mm256_unpackhi_pd(ab, cd));
        _mm256_add_ps(_mm256_castpd_ps(low), _mm256_castpd_ps(high))
    }
}
