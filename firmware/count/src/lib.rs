//! A plugin of QEMU that tells which instructions a measured work executes, and how often: what `cargo xtask firmware` models
//! cycles from.
//!
//! A measurement begins after `isb` and ends with `cpsid i`: `firmware/src/probe.rs` allows interrupts while it counts, and the
//! barrier keeps the one that waited out of it. (What the chip starts with may look like a measurement, too: whoever reads on
//! takes the last ones.) At its end one line is written for each instruction that was executed in it:
//!
//! ```text
//! 4f2 11900 0 2 vmul.f32 s16, s16, s24
//! ```
//!
//! address, how often it was executed, how often another than the instruction behind it came next, bytes, text; after the
//! last comes an empty line. The file to write to is the plugin's argument `to`.

mod qemu;

use std::collections::BTreeMap;
use std::ffi::{CStr, c_char, c_int, c_uint, c_void};
use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What is known. The one emulated core takes its turns with translation, so the lock is never waited for.
static STATE: Mutex<State> = Mutex::new(State { file: None, blocks: Vec::new(), measuring: false, last: None });

struct State {
    /// Where the lines go.
    file: Option<File>,
    /// Every block that was translated, in this order.
    blocks: Vec<Block>,
    /// Whether this is between `isb` and `cpsid i`.
    measuring: bool,
    /// The block that was executed last.
    last: Option<usize>,
}

/// Instructions that stand and are executed one behind the other.
struct Block {
    instructions: Vec<Instruction>,
    start: u64,
    /// The address behind it.
    end: u64,
    /// How often it was executed in this measurement, and how often it did not go on at its end.
    executed: u64,
    taken: u64,
}

struct Instruction {
    address: u64,
    bytes: usize,
    text: String,
}

impl State {
    fn execute(&mut self, index: usize) {
        let Some(start) = self.blocks.get(index).map(|block| block.start) else { return };
        if let Some(last) = self.last.and_then(|last| self.blocks.get_mut(last)) {
            last.taken += u64::from(self.measuring && last.end != start);
            // Both instructions end a block.
            match last.instructions.last().map(|instruction| instruction.text.as_str()) {
                Some("isb sy") => self.begin(),
                Some("cpsid i") if self.measuring => self.end(),
                _ => {}
            }
        }
        if let Some(block) = self.blocks.get_mut(index) {
            block.executed += u64::from(self.measuring);
        }
        self.last = Some(index);
    }

    fn begin(&mut self) {
        self.measuring = true;
        for block in &mut self.blocks {
            (block.executed, block.taken) = (0, 0);
        }
    }

    fn end(&mut self) {
        self.measuring = false;
        // Blocks overlap where something jumps into the middle of one.
        let mut counts = BTreeMap::new();
        for block in self.blocks.iter().filter(|block| block.executed > 0) {
            let last = block.instructions.len().wrapping_sub(1);
            for (index, instruction) in block.instructions.iter().enumerate() {
                let (executed, taken, ..) = counts.entry(instruction.address).or_insert((0, 0, instruction));
                *executed += block.executed;
                *taken += if index == last { block.taken } else { 0 };
            }
        }
        let mut lines = String::new();
        for (address, (executed, taken, Instruction { bytes, text, .. })) in counts {
            let _ = writeln!(lines, "{address:x} {executed} {taken} {bytes} {text}");
        }
        lines.push('\n');
        if let Some(file) = &mut self.file {
            file.write_all(lines.as_bytes()).expect("the file of counts can be written");
        }
    }
}

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Called by QEMU when it has loaded the plugin; not 0 if that cannot work.
///
/// # Safety
/// `arguments` points to `count` strings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qemu_plugin_install(
    id: qemu::Id,
    _about: *const c_void,
    count: c_int,
    arguments: *const *const c_char,
) -> c_int {
    for index in 0..usize::try_from(count).unwrap_or(0) {
        // SAFETY: as promised.
        let argument = unsafe { CStr::from_ptr(*arguments.add(index)) }.to_string_lossy();
        if let Some(name) = argument.strip_prefix("to=") {
            state().file = File::create(name).ok();
        }
    }
    if state().file.is_none() {
        return 1;
    }
    // SAFETY: the plugin is never unloaded, so the function stays.
    unsafe { qemu::qemu_plugin_register_vcpu_tb_trans_cb(id, translated) };
    0
}

/// # Safety
/// `block` is one that QEMU is translating.
unsafe extern "C" fn translated(_: qemu::Id, block: *const qemu::Block) {
    let mut state = state();
    // SAFETY: the block and its instructions are there while this is called; a text is copied before it is freed.
    let instructions: Vec<Instruction> = (0..unsafe { qemu::qemu_plugin_tb_n_insns(block) })
        .map(|index| unsafe {
            let instruction = qemu::qemu_plugin_tb_get_insn(block, index);
            let text = qemu::qemu_plugin_insn_disas(instruction);
            let copied = CStr::from_ptr(text).to_string_lossy().trim().to_owned();
            qemu::g_free(text.cast());
            Instruction {
                address: qemu::qemu_plugin_insn_vaddr(instruction),
                bytes: qemu::qemu_plugin_insn_size(instruction),
                text: copied,
            }
        })
        .collect();
    let (Some(first), Some(last)) = (instructions.first(), instructions.last()) else { return };
    let (start, end) = (first.address, last.address + last.bytes as u64);
    let index = state.blocks.len();
    state.blocks.push(Block { instructions, start, end, executed: 0, taken: 0 });
    // SAFETY: the block is there; the data is a number and no address.
    unsafe {
        qemu::qemu_plugin_register_vcpu_tb_exec_cb(
            block,
            executed,
            qemu::NO_REGISTERS,
            std::ptr::without_provenance_mut(index),
        );
    }
}

extern "C" fn executed(_: c_uint, index: *mut c_void) {
    state().execute(index.addr());
}
