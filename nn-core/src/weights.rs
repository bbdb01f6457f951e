//! The weights format: a network as bytes, and what can be wrong with them.
//!
//! Written by [`Network::to_bytes`], [`to_vec`](Network::to_vec) and [`save`](Network::save); read by
//! [`Network::from_bytes`], [`load`](Network::load), [`read`](Network::read) and, while compiling, by
//! [`weights!`](macro@crate::weights). All numbers are little endian:
//!
//! | offset | size | meaning |
//! |-------:|-----:|---------|
//! | 0 | 8 | magic: the letters `NNWEIGHT` |
//! | 8 | 2 | version of the format: 1 |
//! | 10 | 1 | bytes per value: 4 for `f32`, 8 for `f64` |
//! | 11 | 1 | kind: 1 for a network, 2 for a checkpoint, 3 for the image in a slot |
//! | 12 | 4 | number of values; 2³² − 1 stands for that many or more |
//! | 16 | 8 | fingerprint: kinds and shapes of all layers, folded through nested networks, and the scalar |
//! | 24 | 8 | checksum of everything else: bytes 0 to 23, then 32 to the end |
//! | 32 | … | the values, in the order of [`Parameters::visit`] |
//!
//! In a checkpoint, counters stand before the values, and the state of the optimizer behind them; in a
//! [slot](mod@crate::slots), a sequence number before them, and zeros behind.
//!
//! Values are kept bit for bit, NaN and infinities among them: a network that has them is saved and read as it is, and
//! [`is_finite`](Network::is_finite) tells. `weights!` refuses them.
//!
//! # Which error comes first
//! A file is judged in this order, and the first thing wrong is the one reported: magic
//! ([`NotAWeightsFile`](LoadError::NotAWeightsFile)), missing header ([`Truncated`](LoadError::Truncated)), version, kind,
//! scalar, fingerprint ([`OtherNetwork`](LoadError::OtherNetwork), [`OtherOptimizer`](LoadError::OtherOptimizer)), number of values, length
//! ([`Truncated`](LoadError::Truncated), [`TooLong`](LoadError::TooLong)), checksum
//! ([`Corrupted`](LoadError::Corrupted)). So a whole file of another network is called that, and of a damaged file the
//! damaged field of its header is named; damaged values are `Corrupted`.
//!
//! # The checksum
//! CRC-64/XZ (polynomial of ECMA-182), which notices for certain every single flipped bit, every two, and every run of
//! damage up to 64 bits long; anything else with a probability of 1 − 2⁻⁶⁴. Without feature `std` it is computed by
//! half bytes with a table of 128 bytes, because flash is dearer there than the milliseconds of one load; with `std` by
//! eight bytes at a time with tables of 16 KiB. `weights!` does it in the compiler: a `static` network costs neither.

use core::fmt;

use crate::layer::fingerprint;
use crate::network::Network;
use crate::parameters::Parameters;
use crate::scalar::Scalar;

/// Bytes before the values.
pub const HEADER: usize = 32;
/// How a file begins.
pub const MAGIC: [u8; 8] = *b"NNWEIGHT";
/// The version of the format that this library writes and reads.
pub const VERSION: u16 = 1;

/// The kind of a file that holds a network.
pub(crate) const NETWORK: u8 = 1;
/// The kind of a file that holds a checkpoint.
pub(crate) const CHECKPOINT: u8 = 2;
/// The kind of an image in a slot.
pub(crate) const SLOT: u8 = 3;
/// Bytes of the header that come before the checksum.
const STATED: usize = 24;

/// Why bytes are not the weights of a network. The [module](self) says which error comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LoadError {
    /// The end is missing.
    Truncated {
        /// Bytes of the whole file.
        expected: usize,
        /// Bytes there are.
        found: usize,
    },
    /// Something comes after the end.
    TooLong {
        /// Bytes of the whole file.
        expected: usize,
        /// Bytes there are.
        found: usize,
    },
    /// The bytes do not begin like a weights file.
    NotAWeightsFile,
    /// A version of the format that this library does not read.
    Version {
        /// The version of the file.
        found: u16,
    },
    /// A network, a checkpoint or the image in a slot, in place of another of these.
    Kind {
        /// 1 for a network, 2 for a checkpoint, 3 for the image in a slot.
        expected: u8,
        /// The kind of the file.
        found: u8,
    },
    /// Values of another scalar.
    Scalar {
        /// Bytes per value of the network: 4 for `f32`, 8 for `f64`.
        expected: u8,
        /// Bytes per value of the file.
        found: u8,
    },
    /// The weights of a network with other layers or shapes.
    OtherNetwork {
        /// Values the network takes.
        expected: u32,
        /// Values in the file; the same number can belong to other layers.
        found: u32,
    },
    /// A checkpoint of this network, but of another optimizer.
    OtherOptimizer {
        /// The optimizer of the trainer.
        expected: &'static str,
        /// That of the checkpoint.
        found: &'static str,
    },
    /// Layers and shapes agree, but not the number of values: a layer of your own whose
    /// [`FINGERPRINT`](crate::Layer::FINGERPRINT) does not tell all its sizes, or a damaged header.
    Values {
        /// Values the network takes.
        expected: u32,
        /// Values in the file.
        found: u32,
    },
    /// A damaged file.
    Corrupted {
        /// The checksum the file states.
        expected: u64,
        /// The checksum of its bytes.
        found: u64,
    },
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Truncated { expected, found } => {
                write!(f, "weights file is truncated: {found} of {expected} bytes")
            }
            Self::TooLong { expected, found } => {
                write!(f, "weights file is too long: {found} bytes instead of {expected}")
            }
            Self::NotAWeightsFile => f.write_str("not a weights file: it does not begin with `NNWEIGHT`"),
            Self::Version { found } => {
                write!(f, "weights file has version {found} of the format, but this library reads version {VERSION}")
            }
            Self::Kind { expected, found } => {
                write!(f, "file holds {}, but {} is expected", KindName(found), KindName(expected))
            }
            Self::Scalar { expected, found } => write!(
                f,
                "weights file holds {} values, but the network runs on {}",
                ScalarName(found),
                ScalarName(expected)
            ),
            Self::OtherNetwork { expected, found } if expected == found => {
                write!(f, "weights file is of a network with other layers, which has {found} values too")
            }
            Self::OtherNetwork { expected, found } => {
                write!(f, "weights file has {found} values, but the network takes {expected}")
            }
            Self::OtherOptimizer { expected, found } => {
                write!(f, "checkpoint is of a training with `{found}`, but the trainer has `{expected}`")
            }
            Self::Values { expected, found } => write!(
                f,
                "weights file has {found} values, but the network takes {expected}, although their layers agree"
            ),
            Self::Corrupted { expected, found } => {
                write!(f, "weights file is corrupted: its checksum is {found:016x}, but it states {expected:016x}")
            }
        }
    }
}

impl core::error::Error for LoadError {}

struct KindName(u8);

impl fmt::Display for KindName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            NETWORK => f.write_str("a network"),
            CHECKPOINT => f.write_str("a checkpoint"),
            SLOT => f.write_str("the image of a slot"),
            other => write!(f, "something of unknown kind {other}"),
        }
    }
}

struct ScalarName(u8);

impl fmt::Display for ScalarName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            4 => f.write_str("f32"),
            8 => f.write_str("f64"),
            other => write!(f, "{other}-byte"),
        }
    }
}

/// The buffer given to [`Network::to_bytes`] is too short; nothing was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BufferTooShort {
    /// Bytes it takes: [`Network::BYTES`].
    pub needed: usize,
    /// Bytes there are.
    pub found: usize,
}

impl fmt::Display for BufferTooShort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { needed, found } = self;
        write!(f, "saving the network takes {needed} bytes, but the buffer has {found}")
    }
}

impl core::error::Error for BufferTooShort {}

/// Why [`Network::read`] could not give a network.
#[cfg(feature = "std")]
#[derive(Debug)]
pub enum ReadError {
    /// The file could not be read.
    Io {
        /// Which file.
        path: std::path::PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// The file is not the weights of this network.
    Load {
        /// Which file.
        path: std::path::PathBuf,
        /// What is wrong with it.
        error: LoadError,
    },
}

#[cfg(feature = "std")]
impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { path, error } => write!(f, "{}: {error}", path.display()),
            Self::Load { path, error } => write!(f, "{}: {error}", path.display()),
        }
    }
}

#[cfg(feature = "std")]
impl core::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            Self::Load { error, .. } => Some(error),
        }
    }
}

/// What the header says beside magic, version and checksum.
#[derive(Clone, Copy)]
pub(crate) struct Header {
    pub(crate) kind: u8,
    pub(crate) scalar: u8,
    pub(crate) values: u32,
    pub(crate) fingerprint: u64,
}

impl Header {
    /// The header of a saved `N`.
    pub(crate) const fn of<N: Network>() -> Self {
        Self {
            kind: NETWORK,
            scalar: <N::Scalar as Scalar>::BYTES as u8,
            values: count(N::PARAMETERS),
            fingerprint: fingerprint::fold(N::FINGERPRINT, fingerprint::name(<N::Scalar as Scalar>::NAME)),
        }
    }

    /// The fields of a header, judged by nobody.
    pub(crate) const fn parse(header: &[u8; HEADER]) -> Self {
        let [scalar] = field::<10, 1>(header);
        let [kind] = field::<11, 1>(header);
        Self {
            kind,
            scalar,
            values: u32::from_le_bytes(field::<12, 4>(header)),
            fingerprint: u64::from_le_bytes(field::<16, 8>(header)),
        }
    }

    /// Everything before the checksum.
    #[inline(never)] // as the checksum, it takes more flash in its callers
    fn stated(self) -> [u8; STATED] {
        let mut bytes = [0; STATED];
        let version = VERSION.to_le_bytes();
        let kinds = [self.scalar, self.kind];
        let values = self.values.to_le_bytes();
        let fingerprint = self.fingerprint.to_le_bytes();
        let fields = MAGIC.iter().chain(&version).chain(&kinds).chain(&values).chain(&fingerprint);
        for (to, from) in bytes.iter_mut().zip(fields) {
            *to = *from;
        }
        bytes
    }

    /// The header as bytes, in front of a file with that checksum.
    pub(crate) fn with(self, checksum: u64) -> [u8; HEADER] {
        let mut bytes = [0; HEADER];
        for (to, from) in bytes.iter_mut().zip(self.stated().iter().chain(&checksum.to_le_bytes())) {
            *to = *from;
        }
        bytes
    }

    /// Begins the checksum of a file that says what this header says.
    pub(crate) fn checksum(self) -> Checksum {
        Checksum::of(&self.stated())
    }

    /// Writes the header of a file whose other bytes are there already.
    pub(crate) fn seal(self, file: &mut [u8]) {
        let Some((header, values)) = file.split_first_chunk_mut::<HEADER>() else { return };
        *header = self.with(self.checksum().and(values).value());
    }

    /// Whether a header says what this one says; the checksum that it states.
    pub(crate) fn agrees(self, header: &[u8; HEADER]) -> Result<u64, LoadError> {
        let version = u16::from_le_bytes(field::<8, 2>(header));
        let found = Self::parse(header);
        if !is_magic(header) {
            Err(LoadError::NotAWeightsFile)
        } else if version != VERSION {
            Err(LoadError::Version { found: version })
        } else if found.kind != self.kind {
            Err(LoadError::Kind { expected: self.kind, found: found.kind })
        } else if found.scalar != self.scalar {
            Err(LoadError::Scalar { expected: self.scalar, found: found.scalar })
        } else if found.fingerprint != self.fingerprint {
            Err(LoadError::OtherNetwork { expected: self.values, found: found.values })
        } else if found.values != self.values {
            Err(LoadError::Values { expected: self.values, found: found.values })
        } else {
            Ok(u64::from_le_bytes(field::<STATED, 8>(header)))
        }
    }

    /// What comes after the header of a file of `length` bytes that says what this header says.
    pub(crate) fn open(self, file: &[u8], length: usize) -> Result<&[u8], LoadError> {
        let Some((header, values)) = file.split_first_chunk::<HEADER>() else {
            let truncated = LoadError::Truncated { expected: length, found: file.len() };
            return Err(if is_magic(file) { truncated } else { LoadError::NotAWeightsFile });
        };
        let expected = self.agrees(header)?;
        if file.len() < length {
            return Err(LoadError::Truncated { expected: length, found: file.len() });
        }
        if file.len() > length {
            return Err(LoadError::TooLong { expected: length, found: file.len() });
        }
        let found = self.checksum().and(values).value();
        if found == expected { Ok(values) } else { Err(LoadError::Corrupted { expected, found }) }
    }
}

/// Whether a file begins like a weights file, as far as it goes.
fn is_magic(file: &[u8]) -> bool {
    file.iter().zip(&MAGIC).all(|(found, expected)| found == expected)
}

/// A number of values as the header has it.
pub(crate) const fn count(values: usize) -> u32 {
    if values as u64 > u32::MAX as u64 { u32::MAX } else { values as u32 }
}

/// `SIZE` bytes of a header, from byte `AT` on.
const fn field<const AT: usize, const SIZE: usize>(header: &[u8; HEADER]) -> [u8; SIZE] {
    const { assert!(AT + SIZE <= HEADER) }
    let mut bytes = [0; SIZE];
    let mut i = 0;
    while i < SIZE {
        bytes[i] = header[AT + i];
        i += 1;
    }
    bytes
}

/// Writes all values as little-endian bytes; those that do not fit are dropped.
pub(crate) fn write<T: Scalar, P: Parameters<T>>(parameters: &P, bytes: &mut [u8]) {
    debug_assert_eq!(values_of::<T, P>(parameters), P::VALUES, "`visit` shows another number of values than `VALUES`");
    let mut bytes = bytes.chunks_exact_mut(T::BYTES);
    parameters.visit(&mut |_, values: &[T]| {
        for (value, bytes) in values.iter().zip(&mut bytes) {
            value.write(bytes);
        }
    });
}

/// How many values `visit` shows.
fn values_of<T: Scalar, P: Parameters<T>>(parameters: &P) -> usize {
    let mut count = 0;
    parameters.visit(&mut |_, values: &[T]| count += values.len());
    count
}

/// Reads all values from little-endian bytes; those that are missing stay.
pub(crate) fn read<T: Scalar, P: Parameters<T>>(parameters: &mut P, bytes: &[u8]) {
    debug_assert_eq!(values_of::<T, P>(parameters), P::VALUES, "`visit` shows another number of values than `VALUES`");
    let mut bytes = bytes.chunks_exact(T::BYTES);
    parameters.visit_mut(&mut |_, values: &mut [T]| {
        for (value, bytes) in values.iter_mut().zip(&mut bytes) {
            *value = T::read(bytes);
        }
    });
}

/// Replaces the file at `path` in one go: nobody ever sees half of it, and a failure leaves the old one.
#[cfg(feature = "std")]
pub(crate) fn replace_file(path: &std::path::Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::{Error, Write};
    use std::sync::atomic::{AtomicUsize, Ordering};

    static SAVES: AtomicUsize = AtomicUsize::new(0);
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}-{}.tmp", std::process::id(), SAVES.fetch_add(1, Ordering::Relaxed)));
    let beside = path.with_file_name(name);
    let written = std::fs::File::create(&beside)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        })
        .and_then(|()| std::fs::rename(&beside, path));
    written.map_err(|error| {
        let _ = std::fs::remove_file(&beside);
        Error::new(error.kind(), format!("{}: {error}", path.display()))
    })
}

/// The checksum of bytes that come piece by piece.
#[derive(Clone, Copy)]
pub(crate) struct Checksum(u64);

impl Checksum {
    fn of(bytes: &[u8]) -> Self {
        Self(!0).and(bytes)
    }

    /// Takes in the next bytes.
    pub(crate) fn and(self, bytes: &[u8]) -> Self {
        Self(crc(self.0, bytes))
    }

    /// The checksum of all bytes so far.
    pub(crate) fn value(self) -> u64 {
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
    fn counts_end_at_the_largest_number_a_header_holds() {
        let most = u32::MAX as usize;
        assert_eq!([0, 1, most - 1, most].map(count), [0, 1, u32::MAX - 1, u32::MAX]);
        #[cfg(target_pointer_width = "64")]
        assert_eq!([most + 1, usize::MAX].map(count), [u32::MAX; 2]);
    }

    #[test]
    fn both_checksums_agree() {
        let bytes: [u8; 97] = core::array::from_fn(|i| (i * i * 31 + i) as u8);
        for end in 0..bytes.len() {
            assert_eq!(crc(5, &bytes[..end]), by_half_bytes(5, &bytes[..end]), "{end}");
        }
    }
}
