//! Writes the memory layout of the emulated machine named by `MACHINE`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// A machine: FLASH and RAM as `(origin, length)`.
struct Machine {
    name: &'static str,
    flash: (u32, u32),
    ram: (u32, u32),
    /// One tick of SysTick, in picoseconds; RISC-V has none.
    tick: u32,
}

const K: u32 = 1024;
const CODE: u32 = 0;
const SRAM: u32 = 0x2000_0000;

#[rustfmt::skip]
const MACHINES: &[Machine] = &[
    Machine { name: "microbit", flash: (CODE, 256 * K), ram: (SRAM, 16 * K), tick: 62_500 },
    Machine { name: "lm3s6965evb", flash: (CODE, 256 * K), ram: (SRAM, 64 * K), tick: 80_000 },
    Machine { name: "mps2-an385", flash: (CODE, 4096 * K), ram: (SRAM, 4096 * K), tick: 40_000 },
    Machine { name: "mps2-an386", flash: (CODE, 4096 * K), ram: (SRAM, 4096 * K), tick: 40_000 },
    Machine { name: "mps2-an500", flash: (CODE, 4096 * K), ram: (SRAM, 4096 * K), tick: 40_000 },
    Machine { name: "mps2-an505", flash: (0x1000_0000, 4096 * K), ram: (0x3800_0000, 2048 * K), tick: 50_000 },
    Machine { name: "mps3-an547", flash: (CODE, 512 * K), ram: (SRAM, 512 * K), tick: 31_250 },
    Machine { name: "virt", flash: (0x8000_0000, 4096 * K), ram: (0x8040_0000, 4096 * K), tick: 0 },
];

fn main() {
    println!("cargo::rerun-if-env-changed=MACHINE");
    println!("cargo::rerun-if-changed=build.rs");
    let target = env::var("TARGET").unwrap_or_default();
    let usual = match target.as_str() {
        "thumbv6m-none-eabi" => "microbit",
        "thumbv7m-none-eabi" => "mps2-an385",
        "thumbv7em-none-eabihf" => "mps2-an386",
        "thumbv8m.main-none-eabihf" => "mps2-an505",
        target if target.starts_with("riscv32") => "virt",
        _ => return, // the host, or wasm
    };
    let name = env::var("MACHINE").unwrap_or_else(|_| usual.to_owned());
    let Some(machine) = MACHINES.iter().find(|machine| machine.name == name) else {
        println!("cargo::error=no machine is called {name:?}");
        return;
    };

    let ((flash, flash_size), (ram, ram_size)) = (machine.flash, machine.ram);
    let mut script = format!(
        "MEMORY {{\n  FLASH : ORIGIN = {flash:#x}, LENGTH = {flash_size:#x}\n  RAM : ORIGIN = {ram:#x}, LENGTH = {ram_size:#x}\n}}\n"
    );
    if target.starts_with("riscv32") {
        let regions = [
            ("TEXT", "FLASH"),
            ("RODATA", "FLASH"),
            ("DATA", "RAM"),
            ("BSS", "RAM"),
            ("HEAP", "RAM"),
            ("STACK", "RAM"),
        ];
        for (region, memory) in regions {
            script += &format!("REGION_ALIAS(\"REGION_{region}\", {memory});\n");
        }
        println!("cargo::rustc-link-arg-bins=-Tmemory.x");
    }
    let folder = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    if let Err(error) = fs::write(folder.join("memory.x"), script) {
        println!("cargo::error=memory.x: {error}");
    }
    println!("cargo::rustc-link-search={}", folder.display());
    println!("cargo::rustc-link-arg-bins=-Tlink.x");
    println!("cargo::rustc-env=TICK={}", machine.tick);
    if env::var_os("CARGO_FEATURE_IN_C").is_some() {
        compile_c(&folder);
    }
}

/// Compiles the network in C for its program, to be as fast as the compiler can make it: with multiply-adds in one instruction,
/// as it does by itself, and in two, which wait less on Cortex-M4.
fn compile_c(folder: &Path) {
    const SOURCE: &str = "in-c/cnn.c";
    #[rustfmt::skip]
    const FLAGS: [&str; 10] = [
        "-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic",
        "-Ofast", "-mcpu=cortex-m4", "-mthumb", "-mfpu=fpv4-sp-d16", "-mfloat-abi=hard",
    ];
    println!("cargo::rerun-if-changed={SOURCE}");
    for (name, contract) in [("cnn_in_c", "-ffp-contract=fast"), ("cnn_in_c_unfused", "-ffp-contract=off")] {
        let object = folder.join(name).with_extension("o");
        let mut compiler = Command::new("arm-none-eabi-gcc");
        compiler.args(FLAGS).arg(contract).arg(format!("-Dcnn_in_c={name}")).args(["-c", SOURCE, "-o"]).arg(&object);
        if !compiler.status().is_ok_and(|status| status.success()) {
            println!("cargo::error=arm-none-eabi-gcc does not compile {SOURCE}");
        }
        println!("cargo::rustc-link-arg-bin=cnn_in_c={}", object.display());
    }
}
