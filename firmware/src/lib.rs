//! What the programs share: the networks, how a program starts and prints, and how it is measured.
//!
//! A program is the same source on a chip, in WebAssembly and on the host, and prints the same lines.

#![cfg_attr(any(target_os = "none", target_arch = "wasm32"), no_std)]
#![allow(long_running_const_eval)] // the weights of `anomaly`

pub mod anomaly;
pub mod choices;
pub mod cnn;
pub mod digits;
pub mod finetune;
pub mod host;
pub mod keyword;
pub mod print;
#[cfg(feature = "chip")]
pub mod probe;
pub mod sine;
pub mod xor;

/// What a program ends with.
pub type Status = u32;
/// All is as it should be.
pub const GOOD: Status = 0;
/// The network does not do what it should.
pub const WRONG: Status = 2;

/// Makes `run` the program: `fn run() -> Status`.
#[macro_export]
macro_rules! program {
    ($run:path) => {
        #[cfg(target_os = "none")]
        #[unsafe(export_name = "main")]
        extern "C" fn main() -> ! {
            $crate::start($run)
        }
        #[cfg(target_arch = "wasm32")]
        #[unsafe(export_name = "run")]
        extern "C" fn exported() -> $crate::Status {
            $crate::maybe_panic();
            $run()
        }
        #[cfg(not(any(target_os = "none", target_arch = "wasm32")))]
        fn main() -> std::process::ExitCode {
            std::process::ExitCode::from($run() as u8)
        }
    };
}

/// Runs a program and ends.
#[cfg(all(target_os = "none", feature = "chip"))]
pub fn start(run: fn() -> Status) -> ! {
    probe::init();
    maybe_panic();
    host::exit(run())
}

/// An index that may be out of bounds, with feature `may-panic`.
#[inline(always)]
pub fn maybe_panic() {
    #[cfg(feature = "may-panic")]
    core::hint::black_box([1, 2, 3][core::hint::black_box(1)]);
}

/// If any path to a panic is left after optimisation, this calls what does not exist, and linking fails.
#[cfg(any(target_os = "none", target_arch = "wasm32"))]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    unsafe extern "C" {
        #[link_name = "error: a panic path is linked"]
        fn panic_path_is_linked() -> !;
    }
    // SAFETY: it is never linked.
    unsafe { panic_path_is_linked() }
}
