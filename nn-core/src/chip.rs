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
