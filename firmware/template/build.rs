//! Tells the linker where `memory.x` is.

use std::env;
use std::path::Path;

fn main() {
    let folder = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    println!("cargo::rustc-link-search={}", Path::new(&folder).display());
    println!("cargo::rerun-if-changed=memory.x");
}
