//! Counts instructions and stack inside the emulated chip.
//!
//! The emulator advances time by the same amount for every instruction, so a timer that ticks at least that fast counts
//! instructions: SysTick on Cortex-M, `minstret` on RISC-V. Instructions are not cycles.

/// What a measurement is about.
pub struct Work {
    /// The name of the line.
    pub name: &'static str,
    /// Multiplications with addition; 0 if nobody counts them.
    pub multiply_adds: usize,
    /// Bytes that the library states for it in its constants; 0 if none is judged.
    pub planned: usize,
}

/// Prints what `work` costs, on a line that begins with `measured`; it runs twice. Elsewhere than on a chip nothing happens.
pub fn measure(about: &Work, work: &mut dyn FnMut()) {
    #[cfg(target_os = "none")]
    {
        use crate::print;
        let instructions = chip::instructions(work);
        let stack = chip::stack_bytes(work);
        print::text("measured ");
        print::text(about.name);
        for (name, value) in [
            (" instructions=", instructions),
            (" multiply_adds=", about.multiply_adds as u64),
            (" stack=", stack as u64),
            (" planned=", about.planned as u64),
        ] {
            print::text(name);
            print::number(value);
        }
        print::text("\n");
    }
    #[cfg(not(target_os = "none"))]
    let _ = (about, work);
}

#[cfg(target_os = "none")]
pub use chip::{counter_is_exact, init};

#[cfg(target_os = "none")]
mod chip {
    use super::counter;
    pub use super::counter::init;

    /// Instructions that `work` takes beyond an empty call.
    pub fn instructions(work: &mut dyn FnMut()) -> u64 {
        let empty = count(&mut || {});
        count(work).wrapping_sub(empty)
    }

    #[inline(never)]
    fn count(work: &mut dyn FnMut()) -> u64 {
        counter::interrupts(true);
        let start = counter::read();
        work();
        let end = counter::read();
        counter::interrupts(false);
        // What is computed from them is computed here, and not before interrupts are off.
        let (start, end) = core::hint::black_box((start, end));
        counter::between(start, end)
    }

    /// Bytes of stack that `work` writes below its caller, to the word.
    ///
    /// A frame that is reserved and never written is not seen.
    pub fn stack_bytes(work: &mut dyn FnMut()) -> usize {
        let empty = painted(&mut || {});
        painted(work).wrapping_sub(empty)
    }

    /// Paints the free stack, runs `work`, and looks for the lowest word that changed.
    #[inline(never)]
    fn painted(work: &mut dyn FnMut()) -> usize {
        const PAINT: u32 = 0xc0de_57ac;
        unsafe extern "C" {
            /// The end of static data: how low the stack may grow.
            static __euninit: u32;
        }
        let work = core::hint::black_box(work); // keeps its body out of this frame
        let bottom = (&raw const __euninit).addr();
        let top: usize;
        // SAFETY: reads a register.
        unsafe {
            #[cfg(target_arch = "arm")]
            core::arch::asm!("mov {0}, sp", out(reg) top, options(nomem, nostack));
            #[cfg(target_arch = "riscv32")]
            core::arch::asm!("mv {0}, sp", out(reg) top, options(nomem, nostack));
        }
        let mut at = bottom;
        while at < top {
            // SAFETY: between static data and the stack pointer nothing lives.
            unsafe { core::ptr::with_exposed_provenance_mut::<u32>(at).write_volatile(PAINT) };
            at += 4;
        }
        work();
        at = bottom;
        // SAFETY: as above.
        while at < top && unsafe { core::ptr::with_exposed_provenance::<u32>(at).read_volatile() } == PAINT {
            at += 4;
        }
        top.wrapping_sub(at)
    }

    /// Whether loops of known length are counted exactly; the longest makes SysTick wrap several times.
    pub fn counter_is_exact() -> bool {
        let count = |n: u32| instructions(&mut || spin(core::hint::black_box(n)));
        let around = count(1).wrapping_sub(2);
        [1_000, 500_000, 15_000_000].iter().all(|&n| count(n).wrapping_sub(around) == 2 * u64::from(n))
    }

    /// `2 · n` instructions, and a few around them.
    #[inline(never)]
    fn spin(n: u32) {
        // SAFETY: counts a register down.
        unsafe {
            #[cfg(target_arch = "arm")]
            core::arch::asm!("2: subs {0}, #1", "bne 2b", inout(reg) n => _, options(nomem, nostack));
            #[cfg(target_arch = "riscv32")]
            core::arch::asm!("2: addi {0}, {0}, -1", "bnez {0}, 2b", inout(reg) n => _, options(nomem, nostack));
        }
    }
}

#[cfg(all(target_os = "none", target_arch = "arm"))]
mod counter {
    use cortex_m_rt as _; // start-up code and the vector table

    const CONTROL: usize = 0xe000_e010;
    const RELOAD: usize = 0xe000_e014;
    const VALUE: usize = 0xe000_e018;
    const TOP: u32 = 0x00ff_ffff;
    /// Picoseconds an instruction takes with `-icount shift=8`.
    const INSTRUCTION: u64 = 256_000;
    /// Instructions of the interrupt.
    const HANDLER: u64 = 5;

    #[unsafe(no_mangle)]
    static mut SYSTICK_WRAPS: u32 = 0;

    // In assembly, so that its length is known and can be taken off.
    core::arch::global_asm!(
        ".syntax unified",
        ".pushsection .text.SysTick,\"ax\",%progbits",
        ".global SysTick",
        ".type SysTick,%function",
        ".thumb_func",
        "SysTick: ldr r0, 9f",
        "ldr r1, [r0]",
        "adds r1, #1",
        "str r1, [r0]",
        "bx lr",
        ".p2align 2",
        "9: .word SYSTICK_WRAPS",
        ".popsection",
    );

    fn register(address: usize) -> *mut u32 {
        core::ptr::with_exposed_provenance_mut(address)
    }

    /// Starts the counter; once, before anything is measured.
    pub fn init() {
        interrupts(false);
        // SAFETY: the registers of SysTick, which every Cortex-M has.
        unsafe {
            register(RELOAD).write_volatile(TOP);
            register(VALUE).write_volatile(0);
            register(CONTROL).write_volatile(0b111); // core clock, interrupt at zero, on
        }
    }

    /// Off except while counting, so that no stack is taken by interrupts.
    #[inline(always)]
    pub fn interrupts(on: bool) {
        // SAFETY: the only interrupt is SysTick, which counts a number up.
        unsafe {
            if on {
                core::arch::asm!("cpsie i", "isb");
            } else {
                core::arch::asm!("cpsid i");
            }
        }
    }

    /// Wraps and ticks. Nothing in here may depend on what was read: it would count itself.
    #[inline(always)]
    pub fn read() -> (u32, u32) {
        loop {
            // SAFETY: a register, and a number that only the interrupt writes.
            let (before, value, after) = unsafe {
                let before = (&raw const SYSTICK_WRAPS).read_volatile();
                let value = register(VALUE).read_volatile();
                (before, value, (&raw const SYSTICK_WRAPS).read_volatile())
            };
            if before == after {
                return (before, TOP.wrapping_sub(value));
            }
        }
    }

    pub fn between(start: (u32, u32), end: (u32, u32)) -> u64 {
        const TICK: u64 = parse(env!("TICK"));
        let wraps = u64::from(end.0.wrapping_sub(start.0));
        let ticks = (wraps << 24).wrapping_add(u64::from(end.1)).wrapping_sub(u64::from(start.1));
        (ticks.wrapping_mul(TICK).wrapping_add(INSTRUCTION / 2) / INSTRUCTION).wrapping_sub(wraps.wrapping_mul(HANDLER))
    }

    const fn parse(text: &str) -> u64 {
        let (mut number, mut at) = (0, 0);
        while at < text.len() {
            number = number * 10 + (text.as_bytes()[at] - b'0') as u64;
            at += 1;
        }
        number
    }
}

#[cfg(all(target_os = "none", target_arch = "riscv32"))]
mod counter {
    use riscv_rt as _; // start-up code

    /// The counter runs from reset.
    pub fn init() {}

    /// Nothing interrupts.
    pub fn interrupts(_: bool) {}

    #[inline(always)]
    pub fn read() -> u64 {
        loop {
            let (high, low, again): (u32, u32, u32);
            // SAFETY: reads counters.
            unsafe {
                core::arch::asm!("csrr {0}, minstreth", "csrr {1}, minstret", "csrr {2}, minstreth",
                    out(reg) high, out(reg) low, out(reg) again, options(nomem, nostack));
            }
            if high == again {
                return u64::from(high) << 32 | u64::from(low);
            }
        }
    }

    pub fn between(start: u64, end: u64) -> u64 {
        end.wrapping_sub(start)
    }
}
