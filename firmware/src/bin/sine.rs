//! Sines from 0 to 2π.

#![cfg_attr(any(target_os = "none", target_arch = "wasm32"), no_std, no_main)]

use core::hint::black_box;

use firmware::probe::{Work, measure};
use firmware::{GOOD, Status, WRONG, print, sine};

firmware::program!(run);

fn run() -> Status {
    // Sines of multiples of 2π / 16.
    const SINES: [f32; 5] = [0.0, 0.382_683_43, 0.707_106_77, 0.923_879_5, 1.0];
    let mut status = GOOD;
    for at in 0..=16_usize {
        let mut output = [0.0];
        sine::infer(&sine::SINE, &[at as f32 * (core::f32::consts::TAU / 16.0)], &mut output);
        print::number(at as u64);
        print::bits(&output);
        let quarter = if at % 8 > 4 { 8 - at % 8 } else { at % 8 };
        let sine = SINES.get(quarter).copied().unwrap_or_default();
        if (output[0].abs() - sine).abs() > 0.05 {
            status = WRONG;
        }
    }
    let mut output = [0.0];
    let about = Work { name: "infer", multiply_adds: sine::Sine::MULTIPLY_ADDS, planned: sine::INFERENCE };
    measure(&about, &mut || sine::infer(black_box(&sine::SINE), black_box(&[1.0]), black_box(&mut output)));
    status
}
