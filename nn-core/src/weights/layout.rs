//! Where things stand in a file.

/// Bytes before the values.
pub const HEADER: usize = 32;
/// How a file begins.
pub const MAGIC: [u8; 8] = *b"NNWEIGHT";
/// The version of the format that this library writes and reads.
pub const VERSION: u16 = 1;

/// The kind of a file that holds a network.
pub const NETWORK: u8 = 1;
/// The kind of a file that holds a checkpoint.
pub const CHECKPOINT: u8 = 2;
/// The kind of an image in a slot.
pub const SLOT: u8 = 3;
/// Bytes of the header that come before the checksum.
pub const STATED: usize = 24;
