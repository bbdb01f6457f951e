//! What the target is, as far as code depends on it; the build script finds out.

/// Whether it is a small processor, where flash is dear and there is no cache to wait for.
pub const USED: bool = cfg!(chip);

/// Whether floats are computed in software there. Then every operation is a call, and a loop written out saves nothing.
pub const SOFT: bool = cfg!(any(chip = "soft", chip = "v6m"));

/// Keeps the loop it stands in from being unrolled, where flash is dear.
#[inline(always)]
pub fn rolled() {
    if USED && !cfg!(chip = "vector") {
        core::hint::black_box(());
    }
}

/// The number itself, of which the compiler knows nothing on small chips: a loop over so many is not written out.
#[inline(always)]
pub fn unknown(n: usize) -> usize {
    #[cfg(chip)]
    let n = {
        let mut n = n;
        // SAFETY: does nothing.
        unsafe { core::arch::asm!("/* {0} */", inout(reg) n, options(pure, nomem, nostack, preserves_flags)) }
        n
    };
    n
}

/// Values, as many as there are, of which the compiler does not know how many: a loop over few is not written out for them.
#[inline(always)]
pub fn uncounted<T>(values: &mut [T]) -> &mut [T] {
    let n = unknown(values.len());
    // SAFETY: the same values, and the same number.
    unsafe { core::slice::from_raw_parts_mut(values.as_mut_ptr(), n) }
}

/// Constants, of which the compiler knows nothing on RISC-V with a float unit: there one takes an instruction to load, and three to
/// put together from halves.
#[inline(always)]
pub fn loaded<T>(constants: &'static T) -> &'static T {
    #[cfg(chip = "small")]
    let constants = {
        let mut at: *const T = constants;
        // SAFETY: does nothing, so that the pointer is still that of the constants.
        unsafe {
            core::arch::asm!("/* {0} */", inout(reg) at, options(pure, nomem, nostack, preserves_flags));
            &*at
        }
    };
    constants
}

/// The same, of which the compiler does not know on small chips what it has read before: what it would keep in a loop it keeps on the
/// stack, where reading it again is as fast.
#[allow(clippy::pointers_in_nomem_asm_block)] // nothing is read here
#[inline(always)]
pub fn reread<T>(value: &T) -> &T {
    #[cfg(chip)]
    let value = {
        let mut at: *const T = value;
        // SAFETY: does nothing, so that the pointer is still that of the value.
        unsafe {
            core::arch::asm!("/* {0} */", inout(reg) at, options(nomem, nostack, preserves_flags));
            &*at
        }
    };
    value
}

/// Lets the compiler forget what it has read behind a pointer, on RISC-V with a float unit. It would carry that over calls, in
/// registers that are saved one by one or on the stack, where reading it again is one instruction.
#[inline(always)]
pub fn forget<T>(value: &mut T) {
    #[cfg(chip = "small")]
    // SAFETY: does nothing.
    unsafe {
        core::arch::asm!("/* {0} */", in(reg) core::ptr::from_mut(value), options(nostack, preserves_flags));
    }
    let _ = value;
}

/// Keeps the turns of the loop it stands in from being run side by side: where a compiler believes that gathering lanes from all
/// over memory is cheap, it takes rows for lanes, and is many times slower.
#[inline(always)]
pub fn one_by_one() {
    #[cfg(all(any(target_arch = "x86_64", target_arch = "aarch64"), not(miri)))]
    // SAFETY: does nothing.
    unsafe {
        core::arch::asm!("", options(nomem, nostack, preserves_flags));
    }
}
