//! The part of QEMU's plugin interface that is used here: Debian's packages have no header for it.

use std::ffi::{c_char, c_int, c_uint, c_void};

/// The version of the interface that this is written for: that of QEMU 7.2. QEMU 9 and later refuse it and ask for more.
#[unsafe(no_mangle)]
pub static qemu_plugin_version: c_int = 1;

/// The plugin, as QEMU calls it.
pub type Id = u64;

/// A block of instructions that is being translated.
#[repr(C)]
pub struct Block {
    _opaque: [u8; 0],
}

/// An instruction of such a block.
#[repr(C)]
pub struct Instruction {
    _opaque: [u8; 0],
}

/// A callback needs no registers of the guest.
pub const NO_REGISTERS: c_uint = 0;

unsafe extern "C" {
    /// Has `translated` called whenever a block is translated.
    pub fn qemu_plugin_register_vcpu_tb_trans_cb(id: Id, translated: unsafe extern "C" fn(Id, *const Block));
    /// Has `executed` called whenever the block is about to be executed, with the number of the core and `data`.
    pub fn qemu_plugin_register_vcpu_tb_exec_cb(
        block: *const Block,
        executed: extern "C" fn(c_uint, *mut c_void),
        flags: c_uint,
        data: *mut c_void,
    );
    pub fn qemu_plugin_tb_n_insns(block: *const Block) -> usize;
    pub fn qemu_plugin_tb_get_insn(block: *const Block, index: usize) -> *const Instruction;
    pub fn qemu_plugin_insn_vaddr(instruction: *const Instruction) -> u64;
    pub fn qemu_plugin_insn_size(instruction: *const Instruction) -> usize;
    /// Its text, which is the caller's to free.
    pub fn qemu_plugin_insn_disas(instruction: *const Instruction) -> *mut c_char;
    /// GLib's `free`.
    pub fn g_free(memory: *mut c_void);
}
