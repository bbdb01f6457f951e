//! The smallest complete firmware with a network: `cargo run --release` runs it under emulation.

#![no_std]
#![no_main]

use core::hint::black_box;

use cortex_m_rt::entry;
use cortex_m_semihosting::debug::{self, EXIT_FAILURE, EXIT_SUCCESS};
use nn_core::prelude::*;

network! {
    /// The sine of an angle.
    #[budget(flash = 8 * 1024, ram = 1024)]
    pub struct Sine {
        input:  [f32; 1],
        first:  Dense(16),
        Relu,
        second: Dense(16),
        Relu,
        output: Dense(1),
    }
}

/// Trained on the host; in flash.
static SINE: Sine = nn_core::weights!(Sine, "../weights/sine.nn");

#[entry]
fn main() -> ! {
    // What a sensor would say.
    let angle = black_box(core::f32::consts::FRAC_PI_2);
    let [sine] = SINE.forward(&[angle]);
    // What moves a motor; here, the end of the emulation.
    debug::exit(if (sine - 1.0).abs() < 0.1 { EXIT_SUCCESS } else { EXIT_FAILURE });
    loop {
        core::hint::spin_loop();
    }
}

/// If any path to a panic is left after optimisation, this calls what does not exist, and linking fails.
#[cfg(not(debug_assertions))]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    unsafe extern "C" {
        #[link_name = "error: a panic path is linked"]
        safe fn panic_path_is_linked() -> !;
    }
    panic_path_is_linked()
}

/// A debug build keeps checks that the optimiser would have removed.
#[cfg(debug_assertions)]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    debug::exit(EXIT_FAILURE);
    loop {
        core::hint::spin_loop();
    }
}
