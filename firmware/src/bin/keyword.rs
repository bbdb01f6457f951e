//! Listens to some seconds of a signal, frame by frame, and says which words it hears.

#![cfg_attr(any(target_os = "none", target_arch = "wasm32"), no_std, no_main)]

use core::hint::black_box;

use firmware::keyword::tones::{BANDS, Signal, WORDS};
use firmware::keyword::{FRAMES, Hearing, KEYWORD, Keyword, OneStep, STEP, step};
use firmware::probe::{Work, measure};
use firmware::{GOOD, Status, WRONG, print};

firmware::program!(run);

fn run() -> Status {
    // The seed by whose signal the example is judged, too.
    let (mut signal, mut memory, mut hearing) = (Signal::new(3), Keyword::stream(), Hearing::default());
    let (mut said, mut bands) = (0, [0.0; BANDS]);
    for at in 0..FRAMES {
        let frame = signal.frame();
        bands = frame.bands;
        said = if frame.word > 0 { frame.word } else { said };
        let Some(probabilities) = step(&KEYWORD, &mut memory, &bands) else { return WRONG };
        let Some(word) = hearing.word(&probabilities) else { continue };
        print::text("frame ");
        print::number(at as u64);
        print::text(": ");
        print::text(WORDS.get(word).copied().unwrap_or_default());
        print::bits(&probabilities);
        if word != said {
            return WRONG;
        }
    }
    let about = Work { name: "step", multiply_adds: OneStep::MULTIPLY_ADDS, planned: STEP };
    measure(&about, &mut || {
        black_box(step(black_box(&KEYWORD), black_box(&mut memory), black_box(&bands)));
    });
    GOOD
}
