//! The two things a program asks of its host: to print, and to end with a status. On a chip by semihosting.
//!
//! No `core::fmt`: it takes 5 KiB of flash and panic paths of its own.

#[cfg(target_os = "none")]
mod semihosting {
    const SYS_WRITEC: usize = 0x03;
    const SYS_EXIT_EXTENDED: usize = 0x20;
    const APPLICATION_EXIT: usize = 0x20026;

    fn call(operation: usize, argument: *const usize) {
        // SAFETY: the debugger reads what `argument` points to, which the callers know to be there.
        unsafe {
            #[cfg(target_arch = "arm")]
            core::arch::asm!("bkpt #0xab", inout("r0") operation => _, in("r1") argument);
            // All three instructions on one page.
            #[cfg(target_arch = "riscv32")]
            core::arch::asm!(
                ".balign 16", ".option push", ".option norvc",
                "slli x0, x0, 0x1f", "ebreak", "srai x0, x0, 7",
                ".option pop",
                inout("a0") operation => _, in("a1") argument
            );
        }
    }

    /// Ends the emulation; `status` becomes its exit status.
    pub fn exit(status: u32) -> ! {
        call(SYS_EXIT_EXTENDED, [APPLICATION_EXIT, status as usize].as_ptr());
        loop {
            core::hint::spin_loop();
        }
    }

    /// Prints one byte.
    pub fn write(byte: u8) {
        call(SYS_WRITEC, (&raw const byte).cast());
    }
}

#[cfg(target_os = "none")]
pub use semihosting::{exit, write};

/// Prints one byte.
#[cfg(target_arch = "wasm32")]
pub fn write(byte: u8) {
    #[link(wasm_import_module = "host")]
    unsafe extern "C" {
        #[link_name = "write"]
        safe fn write_byte(byte: u32);
    }
    write_byte(u32::from(byte));
}

/// Prints one byte.
#[cfg(not(any(target_os = "none", target_arch = "wasm32")))]
pub fn write(byte: u8) {
    use std::io::Write;
    // Whoever closes the pipe does not want to read on.
    let _ = std::io::stdout().write_all(&[byte]);
}
