//! CRC-64/XZ, piece by piece.

/// The checksum of bytes that come piece by piece.
#[derive(Clone, Copy)]
pub struct Checksum(u64);

impl Checksum {
    /// The checksum of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(!0).and(bytes)
    }

    /// Takes in the next bytes.
    pub fn and(self, bytes: &[u8]) -> Self {
        Self(crc(self.0, bytes))
    }

    /// The checksum of all bytes so far.
    pub fn value(self) -> u64 {
        !self.0
    }
}

/// The polynomial of ECMA-182, lowest bit first.
const POLYNOMIAL: u64 = 0xc96c_5795_d787_0f42;

/// The remainder moved on by some zero bits.
const fn advance(remainder: u64, bits: usize) -> u64 {
    let mut remainder = remainder;
    let mut bit = 0;
    while bit < bits {
        remainder = (remainder >> 1) ^ if remainder & 1 == 1 { POLYNOMIAL } else { 0 };
        bit += 1;
    }
    remainder
}

/// Every half byte, moved on by four bits.
static HALF_BYTES: [u64; 16] = {
    let mut table = [0; 16];
    let mut half = 0;
    while half < table.len() {
        table[half] = advance(half as u64, 4);
        half += 1;
    }
    table
};

/// Every byte at each place of an eight-byte word, moved on to the end of the word.
#[cfg(feature = "std")]
static WORDS: [[u64; 256]; 8] = {
    let mut tables = [[0; 256]; 8];
    let mut place = 0;
    while place < tables.len() {
        let mut byte = 0;
        while byte < 256 {
            tables[place][byte] = advance(byte as u64, 8 * (8 - place));
            byte += 1;
        }
        place += 1;
    }
    tables
};

/// Takes bytes into the remainder.
fn crc(remainder: u64, bytes: &[u8]) -> u64 {
    #[cfg(feature = "std")]
    let (remainder, bytes) = by_words(remainder, bytes);
    by_half_bytes(remainder, bytes)
}

/// As many bytes as make whole words (Kounavis and Berry 2005); returns the rest of them.
#[cfg(feature = "std")]
fn by_words(remainder: u64, bytes: &[u8]) -> (u64, &[u8]) {
    let mut remainder = remainder;
    let [t0, t1, t2, t3, t4, t5, t6, t7] = &WORDS;
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        let [a, b, c, d, e, f, g, h] = (remainder ^ u64::from_le_bytes(*word)).to_le_bytes();
        remainder = (t0[a as usize] ^ t1[b as usize] ^ t2[c as usize] ^ t3[d as usize])
            ^ (t4[e as usize] ^ t5[f as usize] ^ t6[g as usize] ^ t7[h as usize]);
    }
    (remainder, rest)
}

#[inline(never)] // it takes more flash in its callers
fn by_half_bytes(remainder: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(remainder, |remainder, &byte| {
        let remainder = remainder ^ u64::from(byte);
        let remainder = (remainder >> 4) ^ HALF_BYTES[(remainder & 15) as usize];
        (remainder >> 4) ^ HALF_BYTES[(remainder & 15) as usize]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The check value of the CRC catalogue.
    #[test]
    fn published_checksum() {
        assert_eq!(Checksum::of(b"1234").and(b"56789").value(), 0x995d_c9bb_df19_39fa);
        assert_eq!(!by_half_bytes(!0, b"123456789"), 0x995d_c9bb_df19_39fa);
    }

    #[test]
    fn both_checksums_agree() {
        let bytes: [u8; 97] = core::array::from_fn(|i| (i * i * 31 + i) as u8);
        for end in 0..bytes.len() {
            assert_eq!(crc(5, &bytes[..end]), by_half_bytes(5, &bytes[..end]), "{end}");
        }
    }
}
