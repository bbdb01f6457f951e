//! eˣ and √x on Cortex-M4, M7 and M33, in assembly.

use core::arch::asm;

/// What e^x comes to after [`exp`](super::exp::exp) has judged x: all constants by one instruction, where the compiler loads
/// one by one.
#[inline(always)]
pub fn reduced(x: f32, constants: &[f32; 9]) -> (u32, u32) {
    let (value, shifted);
    // SAFETY: reads the constants, and names the registers that change.
    unsafe {
        asm!(
            "vldmia {constants}, {{s4-s12}}",
            "vmov s0, {x}",
            "vmov.f32 s1, s5",
            "vmla.f32 s1, s0, s4", // shifted
            "vsub.f32 s2, s1, s5", // k
            "vmls.f32 s0, s2, s6",
            "vmov {shifted}, s1",
            "vmls.f32 s0, s2, s7", // r
            "vmov.f32 s3, #1.0",
            "vmla.f32 s9, s8, s0",
            "vmla.f32 s10, s9, s0",
            "vmla.f32 s11, s10, s0",
            "vmla.f32 s12, s11, s0", // p
            "vmul.f32 s12, s12, s0",
            "vmla.f32 s0, s12, s0",
            "vadd.f32 s0, s0, s3",
            "vmov {value}, s0",
            x = in(reg) x.to_bits(),
            constants = in(reg) constants,
            value = lateout(reg) value,
            shifted = lateout(reg) shifted,
            out("d0") _, out("d1") _, out("d2") _, out("d3") _, out("d4") _, out("d5") _, out("d6") _,
            options(pure, readonly, nostack, preserves_flags),
        );
    }
    (value, shifted)
}

/// √x, which the float unit knows and `core` has no word for.
#[inline(always)]
#[cfg_attr(any(feature = "std", feature = "libm"), allow(dead_code))]
pub fn sqrt(x: f32) -> f32 {
    let root;
    // SAFETY: computes in a register that it names.
    unsafe {
        asm!(
            "vmov s0, {x}",
            "vsqrt.f32 s0, s0",
            "vmov {root}, s0",
            x = in(reg) x.to_bits(), root = lateout(reg) root, out("s0") _,
            options(pure, nomem, nostack, preserves_flags),
        );
    }
    f32::from_bits(root)
}
