//! A program that does nothing: what every program takes.

#![cfg_attr(any(target_os = "none", target_arch = "wasm32"), no_std, no_main)]

firmware::program!(run);

fn run() -> firmware::Status {
    firmware::GOOD
}
