//! The emulated boards.

use std::fs;
use std::path::Path;
use std::process::Command;

/// A board: its core, the machine that emulates it, and how to compile for it.
pub struct Board {
    /// How it is called on the command line.
    pub name: &'static str,
    /// The core.
    pub core: &'static str,
    /// The machine of the emulator.
    pub machine: &'static str,
    /// rustc's target.
    pub target: &'static str,
    /// The processor rustc optimises for, if it is not the target's own.
    pub processor: &'static str,
    /// More arguments for the emulator.
    pub emulator: &'static [&'static str],
    /// Whether floats are computed in software. Sums are rounded otherwise then, and the last bits are not those of a float
    /// unit.
    pub soft: bool,
}

#[rustfmt::skip]
pub const BOARDS: [Board; 9] = [
    Board { name: "m0", core: "Cortex-M0", machine: "microbit", target: "thumbv6m-none-eabi", processor: "", emulator: &[], soft: true },
    Board { name: "m3", core: "Cortex-M3", machine: "mps2-an385", target: "thumbv7m-none-eabi", processor: "", emulator: &[], soft: true },
    Board { name: "m3ti", core: "Cortex-M3", machine: "lm3s6965evb", target: "thumbv7m-none-eabi", processor: "", emulator: &[], soft: true },
    Board { name: "m4f", core: "Cortex-M4F", machine: "mps2-an386", target: "thumbv7em-none-eabihf", processor: "", emulator: &[], soft: false },
    Board { name: "m7", core: "Cortex-M7", machine: "mps2-an500", target: "thumbv7em-none-eabihf", processor: "cortex-m7", emulator: &[], soft: false },
    Board { name: "m33", core: "Cortex-M33", machine: "mps2-an505", target: "thumbv8m.main-none-eabihf", processor: "cortex-m33", emulator: &[], soft: false },
    Board { name: "m55", core: "Cortex-M55", machine: "mps3-an547", target: "thumbv8m.main-none-eabihf", processor: "cortex-m55", emulator: &[], soft: false },
    Board { name: "rv32", core: "RV32IMAC", machine: "virt", target: "riscv32imac-unknown-none-elf", processor: "", emulator: &["-cpu", "rv32,f=off,d=off"], soft: true },
    Board { name: "rv32f", core: "RV32IMAFC", machine: "virt", target: "riscv32imafc-unknown-none-elf", processor: "", emulator: &["-cpu", "rv32,d=off"], soft: false },
];

/// Bytes of stack beyond what the library's constants say: return addresses, saved registers, loop counters.
pub const ALLOWANCE: u64 = 256;

/// What ESP32-C3 takes; no board emulates it.
pub const RV32IMC: &str = "riscv32imc-unknown-none-elf";
/// rustc's target for WebAssembly.
pub const WASM: &str = "wasm32-unknown-unknown";

impl Board {
    /// What an ELF file prints, if it ends with status 0 within some minutes.
    pub fn run(&self, file: &Path) -> Result<String, String> {
        self.run_with(&[], file)
    }

    /// The same, with a plugin that writes to a file what it counts, which comes behind what is printed.
    pub fn run_counting(&self, file: &Path, plugin: &Path) -> Result<(String, String), String> {
        const HELP: &str = "help: cycles take QEMU 7.2 to 8.2, which load plugins of version 1; boards m7 m33 m55 rv32 rv32f do without";
        let counts = plugin.with_extension("counts");
        let plugin = format!("{},to={}", plugin.display(), counts.display());
        let printed = self.run_with(&["-plugin", &plugin], file);
        let printed = printed.map_err(|text| if text.contains("plugin") { format!("{text}\n{HELP}") } else { text })?;
        let counts = fs::read_to_string(&counts).map_err(|error| format!("{}: {error}", counts.display()))?;
        Ok((printed, counts))
    }

    fn run_with(&self, arguments: &[&str], file: &Path) -> Result<String, String> {
        let mut command = Command::new("timeout");
        let output = command.args(self.emulate()).args(arguments).arg("-kernel").arg(file).output();
        let output = output.map_err(|error| format!("timeout: {error}"))?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        if output.status.success() {
            return Ok(text);
        }
        Err(format!("ended with {}\n{text}{}", output.status, String::from_utf8_lossy(&output.stderr)))
    }

    /// What `timeout` is asked to do: to run the emulator, and to end it after some minutes.
    fn emulate(&self) -> Vec<&'static str> {
        let riscv = self.target.starts_with("riscv32");
        // An instruction is 256 ns for Cortex-M, longer than a tick of SysTick; `minstret` counts instructions at shift 0.
        let (emulator, shift) = if riscv { ("qemu-system-riscv32", "shift=0") } else { ("qemu-system-arm", "shift=8") };
        let mut command = vec!["600", emulator, "-machine", self.machine];
        command.extend(self.emulator);
        if riscv {
            command.extend(["-bios", "none"]);
        }
        command.extend(["-icount", shift, "-display", "none", "-serial", "none", "-monitor", "none"]);
        command.extend(["-chardev", "stdio,id=host"]);
        command.extend(["-semihosting-config", "enable=on,target=native,chardev=host"]);
        command
    }
}
