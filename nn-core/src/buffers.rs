//! The buffers of a pass: values that share memory, on the stack or where the caller lends it.

use core::mem::{ManuallyDrop, MaybeUninit};

use crate::memory::Plain;

/// Two values that share one place because they never live at the same time.
///
/// Chained, it is as large as its largest member: `Overlay<A, Overlay<B, C>>`. This is how the compiler itself computes the size of a buffer
/// where sizes are parameters, and how the ways back get by with two or three whatever their depth.
#[repr(C)]
pub union Overlay<A: Copy, B: Copy> {
    _first: A,
    _rest: B,
}

// SAFETY: both members are plain, so zero bytes are valid for both. Flat only if both are, and the larger one fills it.
unsafe impl<A: Plain + Copy, B: Plain + Copy> Plain for Overlay<A, B> {
    const FLAT: bool =
        A::FLAT && B::FLAT && (size_of::<Self>() == size_of::<A>() || size_of::<Self>() == size_of::<B>());
}

impl<A: Copy, B: Copy> Clone for Overlay<A, B> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<A: Copy, B: Copy> Copy for Overlay<A, B> {}

impl<A: Plain + Copy, B: Plain + Copy> Overlay<A, B> {
    /// Both members zero.
    #[inline(always)]
    pub fn new() -> Self {
        Self::ZERO
    }

    /// The place, seen as an array that fits into it.
    #[inline(always)]
    pub fn hold<X: Plain>(&mut self) -> &mut X {
        const {
            assert!(
                Self::FLAT && X::FLAT && size_of::<X>() <= size_of::<Self>() && align_of::<X>() <= align_of::<Self>()
            )
        }
        // SAFETY: the place starts as zero bytes and is only written through flat values, so all its bytes are
        // initialised; `X` fits, is aligned, and any bytes are a valid flat value.
        unsafe { &mut *core::ptr::from_mut(self).cast() }
    }

    /// [`hold`](Self::hold), read only.
    #[inline(always)]
    pub fn get<X: Plain>(&self) -> &X {
        const {
            assert!(
                Self::FLAT && X::FLAT && size_of::<X>() <= size_of::<Self>() && align_of::<X>() <= align_of::<Self>()
            )
        }
        // SAFETY: as in `hold`.
        unsafe { &*core::ptr::from_ref(self).cast() }
    }
}

impl<A: Plain + Copy, B: Plain + Copy> Default for Overlay<A, B> {
    fn default() -> Self {
        Self::new()
    }
}

/// A buffer that begins where a cache line does: what one layer stores by vectors, the next one loads at once only if no line ends in
/// between. Chips have none.
#[cfg_attr(not(chip), repr(align(64)))]
pub struct Aligned<B>(pub B);

impl<B> core::ops::Deref for Aligned<B> {
    type Target = B;
    #[inline(always)]
    fn deref(&self) -> &B {
        &self.0
    }
}
impl<B> core::ops::DerefMut for Aligned<B> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut B {
        &mut self.0
    }
}

// SAFETY: a plain field, and padding behind it that nobody reads.
unsafe impl<B: Plain> Plain for Aligned<B> {
    const FLAT: bool = false;
}

/// Memory that a pass writes before it reads it.
///
/// # Safety
/// If it holds [`ANY`](Buffers::ANY), any bytes are a valid value: flat values, and between them padding. Nobody reads padding, and nobody
/// moves such a value, so that its bytes stay initialised.
pub unsafe trait Buffers: Plain {
    /// Whether any bytes are valid.
    const ANY: bool;
    /// Bytes of the largest.
    const LARGEST: usize;
}

// SAFETY: no bytes at all.
unsafe impl Buffers for () {
    const ANY: bool = true;
    const LARGEST: usize = 0;
}

// SAFETY: what is flat, and padding behind it.
unsafe impl<B: Plain> Buffers for Aligned<B> {
    const ANY: bool = B::FLAT;
    const LARGEST: usize = size_of::<B>();
}

/// A buffer, and behind it others.
#[repr(C)]
pub struct Buffer<B, Rest>(pub Aligned<B>, pub Rest);

// SAFETY: plain fields.
unsafe impl<B: Plain, Rest: Buffers> Plain for Buffer<B, Rest> {
    const FLAT: bool = false;
}

// SAFETY: what is flat, others, and padding.
unsafe impl<B: Plain, Rest: Buffers> Buffers for Buffer<B, Rest> {
    const ANY: bool = B::FLAT && Rest::ANY;
    const LARGEST: usize = if size_of::<B>() > Rest::LARGEST { size_of::<B>() } else { Rest::LARGEST };
}

/// The buffers of two passes that never run at the same time.
#[repr(C)]
pub union Either<A, B> {
    _first: ManuallyDrop<A>,
    _second: ManuallyDrop<B>,
}

// SAFETY: both members are plain.
unsafe impl<A: Buffers, B: Buffers> Plain for Either<A, B> {
    const FLAT: bool = false;
}

// SAFETY: as its members.
unsafe impl<A: Buffers, B: Buffers> Buffers for Either<A, B> {
    const ANY: bool = A::ANY && B::ANY;
    const LARGEST: usize = if A::LARGEST > B::LARGEST { A::LARGEST } else { B::LARGEST };
}

impl<A: Buffers, B: Buffers> Either<A, B> {
    /// The place, seen as one of the two.
    #[inline(always)]
    pub fn hold<X: Buffers>(&mut self) -> &mut X {
        const { assert!(Self::ANY && X::ANY && size_of::<X>() <= size_of::<Self>() && align_of::<X>() <= align_of::<Self>()) }
        // SAFETY: it fits, is aligned, and any bytes are a valid value.
        unsafe { &mut *core::ptr::from_mut(self).cast() }
    }
}

/// Bytes of a buffer up to which the compiler sees by itself that clearing it is for nothing, and keeps its numbers in registers.
#[cfg(all(any(chip, target_arch = "x86_64", target_arch = "aarch64"), not(miri)))]
const FEW: usize = 128;

/// Buffers that hold whatever stood in their memory: a pass writes every number before it reads it, and clearing many takes as long as
/// a small layer. Where no instruction can vouch for the memory they hold zeros; on computers, without optimisation, NaN, which shows what
/// is read before it is written.
#[inline(always)]
pub fn any<B: Buffers>(place: &mut MaybeUninit<B>) -> &mut B {
    if cfg!(all(debug_assertions, not(chip))) && B::ANY {
        // SAFETY: any bytes are valid.
        return unsafe {
            place.as_mut_ptr().write_bytes(0xff, 1);
            place.assume_init_mut()
        };
    }
    #[cfg(all(any(chip, target_arch = "x86_64", target_arch = "aarch64"), not(miri)))]
    if const { B::ANY && B::LARGEST > FEW } {
        // SAFETY: assembly that is given the address may write there, so that the compiler takes the bytes for written; those that
        // are there are a valid value, because any are.
        return unsafe {
            core::arch::asm!("/* {} */", in(reg) place.as_mut_ptr(), options(nostack, preserves_flags));
            place.assume_init_mut()
        };
    }
    // SAFETY: zero bytes are a valid plain value. They are set where they stand: by value they would be copied there.
    unsafe {
        place.as_mut_ptr().write_bytes(0, 1);
        place.assume_init_mut()
    }
}

/// Run by Miri too, which sees a byte that is read before it is written.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_overlay_holds_one_member_at_a_time() {
        let mut place = <Overlay<[f32; 3], Overlay<[f32; 5], [[f32; 1]; 2]>>>::new();
        assert_eq!(size_of_val(&place), 20);
        assert_eq!(*place.get::<[f32; 5]>(), [0.0; 5]);
        *place.hold::<[f32; 2]>() = [1.0, 2.0];
        assert_eq!(*place.get::<[f32; 5]>(), [1.0, 2.0, 0.0, 0.0, 0.0]);
        let copy = place;
        assert_eq!(*copy.get::<[f32; 3]>(), [1.0, 2.0, 0.0]);
    }

    #[test]
    fn an_overlay_is_flat_where_one_member_fills_it() {
        const { assert!(!<Overlay<[f32; 3], [f64; 1]>>::FLAT) }
        const { assert!(<Overlay<[f32; 4], [f64; 2]>>::FLAT) }
    }

    #[test]
    fn buffers_of_two_passes_share_a_place() {
        type Two = Buffer<[f32; 3], Buffer<[f32; 40], ()>>;
        type One = Buffer<[f32; 50], ()>;
        const { assert!(Two::LARGEST == 160 && One::LARGEST == 200 && <Either<Two, One>>::LARGEST == 200 && Two::ANY) }
        let mut place = MaybeUninit::uninit();
        let either = any::<Either<Two, One>>(&mut place);
        let Buffer(few, Buffer(many, ())) = either.hold::<Two>();
        (**few, **many) = ([1.0; 3], [2.0; 40]);
        assert_eq!((few[2], many[0], many[39]), (1.0, 2.0, 2.0));
        let Buffer(one, ()) = either.hold::<One>();
        **one = [3.0; 50];
        assert_eq!(one[49], 3.0);
    }
}
