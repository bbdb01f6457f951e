//! Tells the kernels which chip they are for. Stable rustc says less than that: not the architecture of an Arm core, not
//! its vector unit, and not whether RISC-V has a float unit. A wrong guess costs time only.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(chip, values(none(), \"v6m\", \"soft\", \"small\", \"m4\", \"vector\"))");
    // For tests: not the best vectors of the processor, but those.
    println!("cargo::rustc-check-cfg=cfg(vectors, values(\"sse2\", \"avx2\"))");
    let target = env::var("TARGET").unwrap_or_default();
    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    let core = |names: &[&str]| names.iter().any(|name| flags.contains(&format!("target-cpu=cortex-{name}")));
    let arm = env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "arm");
    let chip = if arm && target.starts_with("thumb") {
        if target.starts_with("thumbv6m") {
            "v6m"
        } else if !target.ends_with("eabihf") {
            "soft"
        } else if core(&["m52", "m55", "m85"]) {
            "vector"
        } else {
            "m4" // and M7 and M33, which have the same float unit
        }
    } else if let Some(extensions) = target.strip_prefix("riscv32") {
        let extensions = extensions.split('-').next().unwrap_or_default();
        if extensions.contains(['f', 'g']) { "small" } else { "soft" }
    } else {
        return;
    };
    println!("cargo::rustc-cfg=chip");
    println!("cargo::rustc-cfg=chip=\"{chip}\"");
}
