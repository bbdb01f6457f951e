//! Statically sized plain memory: what weights, tapes and buffers are made of.

/// A value for which all-zero bytes are valid and equal to [`ZERO`](Plain::ZERO), and which needs no drop.
///
/// Networks, tapes and optimizer states are plain, so they can be made on the heap or in a `static` without ever standing
/// on the stack. Derive it with [`Parameters`](crate::Parameters) for a layer of your own.
///
/// # Safety
/// All-zero bytes must be a valid value, and a copy of the bytes a copy of the value. `FLAT` may be `true` only if the value consists of
/// scalars alone that fill it, without
/// padding between or behind them (`#[repr(C)]`), so that every byte is initialised and every byte pattern is valid.
pub unsafe trait Plain: Sized {
    /// The value whose bytes are all zero. Left as it is, no compiler makes the value of a type before it is needed: a typo in
    /// a size costs no memory.
    // SAFETY: all-zero bytes are valid, which whoever implements the trait promises.
    const ZERO: Self = unsafe { core::mem::zeroed() };
    /// Whether the value is scalars and nothing else, in the order of its fields.
    const FLAT: bool;
    /// Of an array of arrays the length of the innermost; 0 of what is no array.
    #[doc(hidden)]
    const LAST: usize = 0;
}

macro_rules! plain {
    ($($number:ident $flat:literal),*) => {
        $(
            // SAFETY: zero bytes are the number zero; only floats count as scalars.
            unsafe impl Plain for $number {
                const FLAT: bool = $flat;
            }
        )*
    };
}
plain!(f32 true, f64 true, u8 false, u32 false, u64 false, usize false);

// SAFETY: no bytes at all.
unsafe impl Plain for () {
    const FLAT: bool = true;
}

// SAFETY: no bytes at all.
unsafe impl<X: ?Sized> Plain for core::marker::PhantomData<X> {
    const FLAT: bool = true;
}

// SAFETY: an array of plain values has no padding of its own.
unsafe impl<X: Plain, const N: usize> Plain for [X; N] {
    const FLAT: bool = X::FLAT;
    const LAST: usize = if X::LAST > 0 { X::LAST } else { N };
}

/// Copies a value, in place and never by the stack.
#[inline]
pub fn copy<P: Plain>(from: &P, to: &mut P) {
    // SAFETY: two values of one type, which do not overlap; a copy of the bytes of a plain value is one of the value, and what is
    // overwritten needs no drop.
    unsafe { core::ptr::copy_nonoverlapping(from, to, 1) }
}

/// The same scalars under another array type of the same size: how `Flatten` and `Reshape` cost nothing.
#[inline(always)]
pub fn view<A: Plain, B: Plain>(from: &A) -> &B {
    const { assert!(A::FLAT && B::FLAT && size_of::<A>() == size_of::<B>() && align_of::<A>() == align_of::<B>()) }
    // SAFETY: same size, same alignment, and any bytes are a valid flat value.
    unsafe { &*core::ptr::from_ref(from).cast() }
}

/// [`view`], writable.
#[inline(always)]
pub fn view_mut<A: Plain, B: Plain>(from: &mut A) -> &mut B {
    const { assert!(A::FLAT && B::FLAT && size_of::<A>() == size_of::<B>() && align_of::<A>() == align_of::<B>()) }
    // SAFETY: as in `view`; the borrow is exclusive.
    unsafe { &mut *core::ptr::from_mut(from).cast() }
}

/// All scalars of a flat value as one slice.
#[inline(always)]
pub fn flat<T: Plain, F: Plain>(value: &F) -> &[T] {
    const { assert!(T::FLAT && F::FLAT && (size_of::<F>() == 0 || align_of::<F>() == align_of::<T>())) }
    if size_of::<F>() == 0 {
        return Default::default();
    }
    // SAFETY: a flat value is `size / size_of::<T>()` scalars without padding; alignment is checked above.
    unsafe { core::slice::from_raw_parts(core::ptr::from_ref(value).cast(), size_of::<F>() / size_of::<T>()) }
}

/// [`flat`], writable.
#[inline(always)]
pub fn flat_mut<T: Plain, F: Plain>(value: &mut F) -> &mut [T] {
    const { assert!(T::FLAT && F::FLAT && (size_of::<F>() == 0 || align_of::<F>() == align_of::<T>())) }
    if size_of::<F>() == 0 {
        return Default::default();
    }
    // SAFETY: as in `flat`; the borrow is exclusive.
    unsafe { core::slice::from_raw_parts_mut(core::ptr::from_mut(value).cast(), size_of::<F>() / size_of::<T>()) }
}

/// All scalars of a value that is [`flat`], writable; none of one that is not, such as indices.
#[inline(always)]
pub fn numbers_mut<T: Plain, F: Plain>(value: &mut F) -> &mut [T] {
    if const { T::FLAT && F::FLAT && size_of::<F>() > 0 && align_of::<F>() == align_of::<T>() } {
        // SAFETY: a flat value is `size / size_of::<T>()` scalars without padding, aligned as asked above; the borrow is exclusive.
        unsafe { core::slice::from_raw_parts_mut(core::ptr::from_mut(value).cast(), size_of::<F>() / size_of::<T>()) }
    } else {
        Default::default()
    }
}

/// A type that is nothing but an `I` under another name.
///
/// # Safety
/// It has the layout and the valid values of `I`, as a `repr(transparent)` struct around it has.
pub unsafe trait Transparent<I> {}

/// Values under another name, where they are.
pub const fn wrap<I, W: Transparent<I>>(values: &[I]) -> &[W] {
    // SAFETY: both slices have one layout, which whoever implements the trait promises.
    unsafe { core::slice::from_raw_parts(values.as_ptr().cast(), values.len()) }
}

/// The largest of some sizes.
pub const fn most(sizes: &[usize]) -> usize {
    let (mut most, mut at) = (0, 0);
    while at < sizes.len() {
        if sizes[at] > most {
            most = sizes[at];
        }
        at += 1;
    }
    most
}

/// A zeroed value on the heap that never stood on the stack.
#[cfg(feature = "alloc")]
pub fn boxed_zero<P: Plain>() -> alloc::boxed::Box<P> {
    // SAFETY: zero bytes are a valid plain value.
    unsafe { alloc::boxed::Box::<P>::new_zeroed().assume_init() }
}

/// Run by Miri too, which sees a byte that is read before it is written.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_of_a_flat_value() {
        let mut nested = [[1.0f32, 2.0], [3.0, 4.0]];
        assert_eq!(flat::<f32, _>(&nested), [1.0, 2.0, 3.0, 4.0]);
        flat_mut::<f32, _>(&mut nested)[2] = 5.0;
        assert_eq!(nested, [[1.0, 2.0], [5.0, 4.0]]);
        assert_eq!(flat::<f32, [f32; 0]>(&[]), [0.0; 0]);
        assert_eq!(*view::<_, [f32; 4]>(&nested), [1.0, 2.0, 5.0, 4.0]);
        *view_mut::<_, [[f32; 4]; 1]>(&mut nested) = [[9.0; 4]];
        assert_eq!(nested, [[9.0; 2]; 2]);
    }

    #[test]
    fn padding_is_not_flat() {
        #[derive(Clone, Copy)]
        #[repr(C)]
        struct Padded {
            wide: f64,
            narrow: f32,
        }
        // SAFETY: two numbers; what `derive(Parameters)` writes.
        unsafe impl Plain for Padded {
            const FLAT: bool = f64::FLAT && f32::FLAT && size_of::<f64>() + size_of::<f32>() == size_of::<Self>();
        }
        const { assert!(!Padded::FLAT && !<[Padded; 2]>::FLAT) }
        let zero = Padded::ZERO;
        assert_eq!((zero.wide, zero.narrow), (0.0, 0.0));
    }

    #[cfg(feature = "alloc")]
    #[test]
    fn zeros_on_the_heap() {
        assert_eq!(*boxed_zero::<[[f64; 3]; 2]>(), [[0.0; 3]; 2]);
        assert_eq!(*boxed_zero::<[f32; 0]>(), [0.0f32; 0]);
    }
}
