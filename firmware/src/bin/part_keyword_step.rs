//! Only what `step` of `keyword` takes: beside `part_none` it tells the size.

#![cfg_attr(any(target_os = "none", target_arch = "wasm32"), no_std, no_main)]

firmware::program!(run);

fn run() -> firmware::Status {
    firmware::keyword::only_step();
    firmware::GOOD
}
