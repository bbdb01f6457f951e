//! A vector of `f32` as the kernels see it, so that each is written once for all instruction sets. Numbers that fill no vector
//! are loaded and stored by a mask: they take the same instructions, and so get the same bits, as those that do.

/// Lanes that are computed side by side.
///
/// # Safety
/// Every method may only be called where the processor has the instructions of the type; pointers are valid for the lanes that
/// are read or written, at any alignment.
pub unsafe trait Vector: Copy {
    /// How many numbers.
    const LANES: usize;
    /// Whether a masked load costs what a plain one does.
    const MASKS_ARE_FREE: bool = false;
    /// Whether `self · a + b` is rounded once.
    const FUSED: bool = true;
    /// The first lanes of a vector.
    type Mask: Copy;
    /// Half as many lanes, which are faster where the others would be empty; or the same, if that is not so.
    type Half: Vector;

    unsafe fn splat(x: f32) -> Self;
    unsafe fn load(from: *const f32) -> Self;
    unsafe fn store(self, to: *mut f32);
    /// The first `n` lanes, at most all.
    unsafe fn mask(n: usize) -> Self::Mask;
    /// The lanes of the mask, and zeros.
    unsafe fn load_some(from: *const f32, mask: Self::Mask) -> Self;
    unsafe fn store_some(self, to: *mut f32, mask: Self::Mask);
    /// The lanes of the mask, and those of `other`.
    unsafe fn or(self, mask: Self::Mask, other: Self) -> Self;

    unsafe fn add(self, b: Self) -> Self;
    unsafe fn sub(self, b: Self) -> Self;
    unsafe fn mul(self, b: Self) -> Self;
    unsafe fn div(self, b: Self) -> Self;
    /// `self · a + b`
    unsafe fn mul_add(self, a: Self, b: Self) -> Self;
    /// `b − self · a`
    unsafe fn mul_sub_from(self, a: Self, b: Self) -> Self;
    /// The larger; `b` if one is NaN.
    unsafe fn larger(self, b: Self) -> Self;
    /// `self` where it is larger or NaN, `b` elsewhere.
    unsafe fn larger_or_nan(self, b: Self) -> Self;
    /// The smaller; `b` if one is NaN.
    unsafe fn smaller(self, b: Self) -> Self;
    unsafe fn neg(self) -> Self;
    unsafe fn abs(self) -> Self;
    /// With the sign of `sign`; `self` has none.
    unsafe fn signed_as(self, sign: Self) -> Self;
    /// `yes` where `self < 0`, `no` elsewhere and where it is NaN.
    unsafe fn if_negative(self, yes: Self, no: Self) -> Self;
    /// `self`, and zero where `a < b`.
    unsafe fn unless_less(self, a: Self, b: Self) -> Self;
    /// Two to the power of a whole number, which stands with 127 added to it in the low bits of a number.
    unsafe fn power(self) -> Self;

    /// The sum of all lanes.
    unsafe fn sum(self) -> f32;
    /// The largest of all lanes, none of which is NaN.
    unsafe fn largest(self) -> f32;
    /// The sums of `LANES` vectors, or of half or a quarter as many, in its first lanes: each the same tree, however many they are.
    unsafe fn fold(of: &[Self]) -> Self;

    #[inline(always)]
    unsafe fn zero() -> Self {
        // SAFETY: as the caller promises.
        unsafe { Self::splat(0.0) }
    }
}

/// Asks for a line of memory, which need not be there.
#[inline(always)]
pub fn prefetch(at: *const f32) {
    // SAFETY: no address is wrong.
    unsafe {
        #[cfg(target_arch = "x86_64")]
        core::arch::x86_64::_mm_prefetch::<{ core::arch::x86_64::_MM_HINT_T0 }>(at.cast());
        #[cfg(target_arch = "aarch64")]
        core::arch::asm!("prfm pldl1keep, [{}]", in(reg) at, options(nostack, preserves_flags, readonly));
    }
}

/// Methods that are one instruction on two vectors.
macro_rules! of_two {
    ($($name:ident = $instruction:ident),*) => {
        $(
            #[inline(always)]
            unsafe fn $name(self, b: Self) -> Self {
                unsafe { $instruction(self, b) }
            }
        )*
    };
}
pub(super) use of_two;
