//! Sixteen lanes: AVX-512F.
#![allow(clippy::undocumented_unsafe_blocks)] // every method is one of the instructions its caller has promised

use core::arch::x86_64::*;

use super::vector::{Vector, of_two};

pub type Lanes = __m512;

/// The first lanes: as a load wants them, and how many.
#[derive(Clone, Copy)]
pub struct First(__mmask16, usize);

// SAFETY: every method is one of the instructions that the caller promises, on the lanes that it promises.
unsafe impl Vector for __m512 {
    const LANES: usize = 16;
    const MASKS_ARE_FREE: bool = true;
    type Mask = First;
    type Half = __m256;

    #[inline(always)]
    unsafe fn splat(x: f32) -> Self {
        unsafe { _mm512_set1_ps(x) }
    }
    #[inline(always)]
    unsafe fn load(from: *const f32) -> Self {
        unsafe { _mm512_loadu_ps(from) }
    }
    #[inline(always)]
    unsafe fn store(self, to: *mut f32) {
        unsafe { _mm512_storeu_ps(to, self) }
    }
    #[inline(always)]
    unsafe fn mask(n: usize) -> First {
        debug_assert!(n <= 16);
        First(((1u32 << n) - 1) as u16, n)
    }
    #[inline(always)]
    unsafe fn load_some(from: *const f32, mask: First) -> Self {
        unsafe { _mm512_maskz_loadu_ps(mask.0, from) }
    }
    /// Part by part: what a masked store leaves out cannot be loaded either until it is done, and that is where the next row begins.
    #[inline(always)]
    unsafe fn store_some(self, to: *mut f32, mask: First) {
        unsafe {
            let (mut rest, mut to, n) = (_mm512_castps512_ps256(self), to, mask.1);
            if n == 16 {
                return _mm512_storeu_ps(to, self);
            }
            if n & 8 != 0 {
                _mm256_storeu_ps(to, rest);
                rest = _mm256_castpd_ps(_mm512_extractf64x4_pd::<1>(_mm512_castps_pd(self)));
                to = to.add(8);
            }
            let mut four = _mm256_castps256_ps128(rest);
            if n & 4 != 0 {
                _mm_storeu_ps(to, four);
                (four, to) = (_mm256_extractf128_ps::<1>(rest), to.add(4));
            }
            if n & 2 != 0 {
                _mm_storel_pd(to.cast(), _mm_castps_pd(four));
                (four, to) = (_mm_movehl_ps(four, four), to.add(2));
            }
            if n & 1 != 0 {
                _mm_store_ss(to, four);
            }
        }
    }
    #[inline(always)]
    unsafe fn or(self, mask: First, other: Self) -> Self {
        unsafe { _mm512_mask_blend_ps(mask.0, other, self) }
    }
    of_two! { add = _mm512_add_ps, sub = _mm512_sub_ps, mul = _mm512_mul_ps, div = _mm512_div_ps, larger = _mm512_max_ps, smaller = _mm512_min_ps }
    #[inline(always)]
    unsafe fn mul_add(self, a: Self, b: Self) -> Self {
        unsafe { _mm512_fmadd_ps(self, a, b) }
    }
    #[inline(always)]
    unsafe fn mul_sub_from(self, a: Self, b: Self) -> Self {
        unsafe { _mm512_fnmadd_ps(self, a, b) }
    }
    #[inline(always)]
    unsafe fn larger_or_nan(self, b: Self) -> Self {
        unsafe { _mm512_mask_mov_ps(_mm512_max_ps(self, b), _mm512_cmp_ps_mask::<_CMP_UNORD_Q>(self, self), self) }
    }
    #[inline(always)]
    unsafe fn neg(self) -> Self {
        unsafe { _mm512_castsi512_ps(_mm512_xor_si512(_mm512_castps_si512(self), _mm512_set1_epi32(i32::MIN))) }
    }
    #[inline(always)]
    unsafe fn abs(self) -> Self {
        unsafe { _mm512_abs_ps(self) }
    }
    #[inline(always)]
    unsafe fn signed_as(self, sign: Self) -> Self {
        unsafe {
            let sign = _mm512_and_si512(_mm512_castps_si512(sign), _mm512_set1_epi32(i32::MIN));
            _mm512_castsi512_ps(_mm512_or_si512(_mm512_castps_si512(self), sign))
        }
    }
    #[inline(always)]
    unsafe fn if_negative(self, yes: Self, no: Self) -> Self {
        unsafe { _mm512_mask_blend_ps(_mm512_cmp_ps_mask::<_CMP_LT_OQ>(self, _mm512_setzero_ps()), no, yes) }
    }
    #[inline(always)]
    unsafe fn unless_less(self, a: Self, b: Self) -> Self {
        unsafe { _mm512_maskz_mov_ps(_mm512_cmp_ps_mask::<_CMP_NLT_UQ>(a, b), self) }
    }
    #[inline(always)]
    unsafe fn power(self) -> Self {
        unsafe { _mm512_castsi512_ps(_mm512_slli_epi32::<23>(_mm512_castps_si512(self))) }
    }
    #[inline(always)]
    unsafe fn sum(self) -> f32 {
        unsafe {
            let low = _mm512_castps512_ps256(self);
            let high = _mm256_castpd_ps(_mm512_extractf64x4_pd::<1>(_mm512_castps_pd(self)));
            sum_of_8(_mm256_add_ps(low, high))
        }
    }
    #[inline(always)]
    unsafe fn largest(self) -> f32 {
        unsafe { _mm512_reduce_max_ps(self) }
    }
    #[inline(always)]
    unsafe fn fold(of: &[Self]) -> Self {
        unsafe {
            if of.len() == 4 {
                let all = quarter(of, 0);
                let all = halves(all, all);
                return halves(all, all);
            }
            let first = halves(quarter(of, 0), quarter(of, 4));
            if of.len() == 8 {
                return halves(first, first);
            }
            halves(first, halves(quarter(of, 8), quarter(of, 12)))
        }
    }
}

#[inline(always)]
unsafe fn sum_of_8(x: __m256) -> f32 {
    unsafe {
        let four = _mm_add_ps(_mm256_castps256_ps128(x), _mm256_extractf128_ps::<1>(x));
        let two = _mm_add_ps(four, _mm_movehl_ps(four, four));
        _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)))
    }
}

/// Four sums of four vectors, in every part of four lanes those of the part.
#[inline(always)]
unsafe fn quarter(of: &[__m512], at: usize) -> __m512 {
    unsafe {
        let (a, b) = (*of.get_unchecked(at), *of.get_unchecked(at + 1));
        let (c, d) = (*of.get_unchecked(at + 2), *of.get_unchecked(at + 3));
        let ab = _mm512_add_ps(_mm512_unpacklo_ps(a, b), _mm512_unpackhi_ps(a, b));
        let cd = _mm512_add_ps(_mm512_unpacklo_ps(c, d), _mm512_unpackhi_ps(c, d));
        let (ab, cd) = (_mm512_castps_pd(ab), _mm512_castps_pd(cd));
        let (low, high) = (_mm512_unpacklo_pd(ab, cd), _mm512_unpackhi_pd(ab, cd));
        _mm512_add_ps(_mm512_castpd_ps(low), _mm512_castpd_ps(high))
    }
}

/// Parts of four lanes: the even ones and the odd ones of two vectors, added.
#[inline(always)]
unsafe fn halves(a: __m512, b: __m512) -> __m512 {
    unsafe { _mm512_add_ps(_mm512_shuffle_f32x4::<0x88>(a, b), _mm512_shuffle_f32x4::<0xdd>(a, b)) }
}
