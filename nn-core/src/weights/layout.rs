//! Where things stand in a file.

/// Bytes before the values.
pub const HEADER: usize = 32;
/// How a file begins.
pub const MAGIC: [u8; 8] = *b"NNWEIGHT";
/// The version of the format that this library writes.
pub const VERSION: u16 = 2;
/// The version before, which it reads too: no table of tensors, and a fingerprint without settings.
pub const VERSION_1: u16 = 1;

/// The kind of a file that holds a network.
pub const NETWORK: u8 = 1;
/// The kind of a file that holds a checkpoint.
pub const CHECKPOINT: u8 = 2;
/// The kind of an image in a slot.
pub const SLOT: u8 = 3;
/// Bytes of the header that come before the checksum.
pub const STATED: usize = 24;

/// A number of values or a size as a file has it: 2³² − 1 stands for that much or more.
pub const fn count(values: usize) -> u32 {
    if values as u64 > u32::MAX as u64 { u32::MAX } else { values as u32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_end_at_the_largest_number_a_header_holds() {
        let most = u32::MAX as usize;
        assert_eq!([0, 1, most - 1, most].map(count), [0, 1, u32::MAX - 1, u32::MAX]);
        #[cfg(target_pointer_width = "64")]
        assert_eq!([most + 1, usize::MAX].map(count), [u32::MAX; 2]);
    }
}
