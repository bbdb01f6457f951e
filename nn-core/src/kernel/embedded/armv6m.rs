//! The sum of products in the assembly of ARMv6-M, whose eight registers the compiler does not fill well: `digits` takes a
//! quarter fewer instructions.

use core::arch::asm;

use super::soft::{Limits, Sum, plain};
use crate::chip::rolled;

/// [`multiply_from`](super::soft::multiply_from); in its caller, because a frame of its own takes stack.
#[inline(always)]
pub fn multiply_from(weight: &[f32], [from, across, step]: [usize; 3], x: &[f32], out: &mut [f32]) {
    multiply(weight.get(from..).unwrap_or_default(), [across, step], x, out);
}

/// [`multiply`](super::soft::multiply); few variables, because nearly all of them are on the stack.
#[inline(never)]
pub fn multiply(weight: &[f32], [across, step]: [usize; 2], x: &[f32], out: &mut [f32]) {
    let (Some(last), Some(last_out)) = (x.len().checked_sub(1), out.len().checked_sub(1)) else { return };
    // All short of 2¹⁶, so that no product overflows: to judge that otherwise takes a call.
    let short = (last | last_out | across | step) >> 16 == 0;
    let reach = if short { (last * step).checked_add(last_out * across) } else { None };
    if reach.is_none_or(|reach| reach >= weight.len()) {
        return all_plain(weight, [across, step], x, out);
    }
    let limits = Limits::of(x);
    let mut weight = weight.as_ptr();
    for out in out {
        // SAFETY: `weight[i * step]` is there for every output and input, as was just found.
        let sum = Sum::from(*out, limits).and_then(|sum| unsafe { sum.add_all(x, weight, step, limits.most) });
        match sum {
            Some(sum) => *out = sum.round(),
            // SAFETY: as above.
            None => unsafe { one_plain(out, weight, step, x) },
        }
        weight = weight.wrapping_add(across);
        rolled();
    }
}

#[cold]
#[inline(never)]
fn all_plain(weight: &[f32], [across, step]: [usize; 2], x: &[f32], out: &mut [f32]) {
    for (o, out) in out.iter_mut().enumerate() {
        *out = plain(*out, weight.get(o.saturating_mul(across)..).unwrap_or_default(), step, x);
    }
}

/// # Safety
/// For every input, `weight[i * step]` is there.
#[cold]
#[inline(never)]
unsafe fn one_plain(out: &mut f32, weight: *const f32, step: usize, x: &[f32]) {
    // SAFETY: as promised.
    let weight = unsafe { core::slice::from_raw_parts(weight, (x.len() - 1) * step + 1) };
    *out = plain(*out, weight, step, x);
}

impl Sum {
    /// [`add`](Sum::add) of `x[i] · weight[i · step]` for all `i`.
    ///
    /// # Safety
    /// These weights are there, and at least one `x`.
    #[inline(always)]
    unsafe fn add_all(mut self, x: &[f32], weight: *const f32, step: usize, most: u32) -> Option<Self> {
        let mut at = x.as_ptr();
        // SAFETY: reads `x[i]` and `weight[i * step]` with `i < x.len()` only. Registers and the stack are left as they were,
        // but for those named here.
        unsafe {
            asm!(
            "push {{r6, r7}}",
            "lsls r1, r1, #2", // the end of the inputs, and bytes from row to row: here they take no place on the stack
            "adds r1, r1, r0",
            "lsls r3, r3, #2",
            "mov r8, r1",
            "mov r9, r2",
            "mov r10, r3",
            "lsrs r6, r4, #16",
            "mov r11, r6",
            "uxth r4, r4",
            "mov lr, r4",
            "movs r6, #1",
            "lsls r6, r6, #23",
            "mov r12, r6", // the bit of a mantissa that is not stored
            "2:",
            "ldm r0!, {{r1}}",
            "mov r2, r9",
            "ldr r2, [r2]",
            "add r9, r10",
            "lsls r3, r1, #1",
            "lsrs r3, r3, #24",
            "beq 4f",
            "lsls r4, r2, #1",
            "lsrs r4, r4, #24",
            "adds r3, r3, r4",
            "mov r4, r11",
            "subs r4, r4, r3",
            "cmp r4, #31",
            "bhi 5f",
            "12:",
            // The product of the mantissas, byte by byte.
            "lsls r3, r1, #9",
            "lsrs r3, r3, #9",
            "add r3, r12",
            "eors r1, r2",
            "uxtb r6, r2",
            "muls r6, r3, r6",
            "lsrs r6, r6, #8",
            "lsrs r2, r2, #8",
            "uxtb r7, r2",
            "muls r7, r3, r7",
            "adds r6, r6, r7",
            "lsrs r6, r6, #8",
            "lsls r2, r2, #17",
            "lsrs r2, r2, #25",
            "adds r2, #128",
            "muls r2, r3, r2",
            "adds r6, r6, r2",
            "lsrs r6, r4",
            "lsrs r6, r6, #1",
            "cmp r1, #0",
            "bmi 6f",
            "adds r5, r5, r6",
            "bvs 7f",
            "3:",
            "cmp r0, r8",
            "bne 2b",
            "b 11f",
            "4:", // an input of zero
            "lsls r2, r2, #1",
            "lsrs r2, r2, #24",
            "cmp r2, #255",
            "bne 3b",
            "b 10f",
            "5:", // a term that is too small, or too large
            "cmp r4, #0",
            "bge 3b",
            "cmp r3, lr",
            "bhi 10f",
            "mov r11, r3",
            "rsbs r4, r4, #0",
            "cmp r4, #31",
            "bls 13f",
            "movs r4, #31",
            "13:",
            "asrs r5, r4",
            "movs r4, #0",
            "b 12b",
            "6:", // another sign
            "subs r5, r5, r6",
            "bvs 8f",
            "cmp r0, r8",
            "bne 2b",
            "b 11f",
            "7:", // an overflow: once more, with a larger exponent
            "subs r5, r5, r6",
            "b 9f",
            "8:",
            "adds r5, r5, r6",
            "9:",
            "mov r4, r11",
            "adds r4, #1",
            "cmp r4, lr",
            "bhi 10f",
            "mov r11, r4",
            "asrs r5, r5, #1",
            "subs r0, #4",
            "mov r2, r9",
            "mov r3, r10",
            "subs r2, r2, r3",
            "mov r9, r2",
            "b 2b",
            "10:", // nothing
            "movs r0, #0",
            "11:",
            "mov r4, r11",
            "pop {{r6, r7}}",
            inout("r0") at,
            inout("r1") x.len() => _,
            inout("r2") weight => _,
            inout("r3") step => _,
            inout("r4") most | self.exponent << 16 => self.exponent,
            inout("r5") self.units,
            out("r8") _, out("r9") _, out("r10") _, out("r11") _, out("r12") _, out("lr") _,
            options(readonly),
            );
        }
        (!at.is_null()).then_some(self)
    }
}
