//! `weights!`: what is judged while compiling is what is read while running.
//!
//! `tests/data/xor_2.nn` is written by `cargo test --test weights -- --ignored`.

use nn_core::prelude::*;

network! {
    pub struct Xor {
        input:  [f32; 2],
        hidden: Dense(4),
        Tanh,
        output: Dense(1),
        Sigmoid,
    }
}

/// The library under another name.
mod elsewhere {
    pub use nn_core as library;
}

static XOR: Xor = nn_core::weights!(Xor, "tests/data/xor.nn");
const SECOND: Xor = nn_core::weights!(Xor, "tests/data/xor_2.nn");
const AGAIN: Xor = nn_core::weights!(self::Xor, "tests/data/xor.nn", crate = elsewhere::library);

#[test]
fn the_same_as_at_run_time() {
    let read = Xor::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/xor.nn")).unwrap();
    assert_eq!(XOR, read);
    assert_eq!((AGAIN, SECOND), (read.clone(), read));
    let here = nn_core::weights!(Xor, "tests/data/xor.nn",);
    assert_eq!(here.to_vec(), include_bytes!("data/xor_2.nn"));
}

#[test]
fn computes() {
    for (x, y) in [([0.0, 0.0], 0.0), ([0.0, 1.0], 1.0), ([1.0, 0.0], 1.0), ([1.0, 1.0], 0.0)] {
        let [found] = XOR.forward(&x);
        assert!((found - y).abs() < 0.01, "{x:?}: {found}");
    }
}
