//! Two spectra through the autoencoder.

#![cfg_attr(any(target_os = "none", target_arch = "wasm32"), no_std, no_main)]

use core::hint::black_box;

use firmware::probe::{Work, measure};
use firmware::{GOOD, Status, anomaly, print};

firmware::program!(run);

fn run() -> Status {
    let mut output = [0.0; 640];
    for number in 0..2 {
        anomaly::infer(&anomaly::ANOMALY, &anomaly::spectrum(number), &mut output);
        for row in output.as_chunks::<16>().0 {
            print::text("row");
            print::bits(row);
        }
    }
    let about = Work { name: "infer", multiply_adds: anomaly::Anomaly::MULTIPLY_ADDS, planned: anomaly::INFERENCE };
    let input = anomaly::spectrum(0);
    measure(&about, &mut || anomaly::infer(black_box(&anomaly::ANOMALY), black_box(&input), black_box(&mut output)));
    GOOD
}
