//! The emulated boards.

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
    /// Bytes of stack beyond what the library's constants say: return addresses, saved registers, loop counters, the
    /// settings of a trainer. On m0 the eight registers of a trainer's and a kernel's frame do not hold much.
    pub allowance: u64,
}

#[rustfmt::skip]
pub const BOARDS: [Board; 9] = [
    Board { name: "m0", core: "Cortex-M0", machine: "microbit", target: "thumbv6m-none-eabi", processor: "", emulator: &[], soft: true, allowance: 304 },
    Board { name: "m3", core: "Cortex-M3", machine: "mps2-an385", target: "thumbv7m-none-eabi", processor: "", emulator: &[], soft: true, allowance: 256 },
    Board { name: "m3ti", core: "Cortex-M3", machine: "lm3s6965evb", target: "thumbv7m-none-eabi", processor: "", emulator: &[], soft: true, allowance: 256 },
    Board { name: "m4f", core: "Cortex-M4F", machine: "mps2-an386", target: "thumbv7em-none-eabihf", processor: "", emulator: &[], soft: false, allowance: 256 },
    Board { name: "m7", core: "Cortex-M7", machine: "mps2-an500", target: "thumbv7em-none-eabihf", processor: "cortex-m7", emulator: &[], soft: false, allowance: 256 },
    Board { name: "m33", core: "Cortex-M33", machine: "mps2-an505", target: "thumbv8m.main-none-eabihf", processor: "cortex-m33", emulator: &[], soft: false, allowance: 256 },
    Board { name: "m55", core: "Cortex-M55", machine: "mps3-an547", target: "thumbv8m.main-none-eabihf", processor: "cortex-m55", emulator: &[], soft: false, allowance: 256 },
    Board { name: "rv32", core: "RV32IMAC", machine: "virt", target: "riscv32imac-unknown-none-elf", processor: "", emulator: &["-cpu", "rv32,f=off,d=off"], soft: true, allowance: 256 },
    Board { name: "rv32f", core: "RV32IMAFC", machine: "virt", target: "riscv32imafc-unknown-none-elf", processor: "", emulator: &["-cpu", "rv32,d=off"], soft: false, allowance: 256 },
];

/// rustc's target for WebAssembly.
pub const WASM: &str = "wasm32-unknown-unknown";

impl Board {
    /// The command that runs an ELF file, which follows; ended after some minutes.
    pub fn emulate(&self) -> Vec<&'static str> {
        let riscv = self.target.starts_with("riscv32");
        // An instruction is 256 ns for Cortex-M, longer than a tick of SysTick; `minstret` counts instructions at shift 0.
        let (emulator, shift) = if riscv { ("qemu-system-riscv32", "shift=0") } else { ("qemu-system-arm", "shift=8") };
        let mut command = vec!["timeout", "600", emulator, "-machine", self.machine];
        command.extend(self.emulator);
        if riscv {
            command.extend(["-bios", "none"]);
        }
        command.extend(["-icount", shift, "-display", "none", "-serial", "none", "-monitor", "none"]);
        command.extend(["-chardev", "stdio,id=host"]);
        command.extend(["-semihosting-config", "enable=on,target=native,chardev=host", "-kernel"]);
        command
    }
}
