//! The weights format: a network as bytes, and what can be wrong with them.
//!
//! Written by [`Network::to_bytes`](crate::Network::to_bytes), [`to_vec`](crate::Network::to_vec) and [`save`](crate::Network::save); read by
//! [`Network::from_bytes`](crate::Network::from_bytes), [`load`](crate::Network::load), [`read`](crate::Network::read) and, while compiling, by
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
//! | 32 | … | the values, in the order of [`Parameters::visit`](crate::Parameters::visit) |
//!
//! In a checkpoint, counters stand before the values, and the state of the optimizer behind them; in a
//! [slot](mod@crate::slots), a sequence number before them, and zeros behind.
//!
//! Values are kept bit for bit, NaN and infinities among them: a network that has them is saved and read as it is, and
//! [`is_finite`](crate::Network::is_finite) tells. `weights!` refuses them.
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

mod checksum;
mod error;
#[cfg(feature = "std")]
mod file;
mod format;
mod layout;
mod table;

pub(crate) use checksum::Checksum;
#[cfg(feature = "std")]
pub use error::ReadError;
pub use error::{BufferTooShort, Found, LoadError, Name};
#[cfg(feature = "std")]
pub(crate) use file::replace_file;
pub(crate) use format::{Agreed, Header, Stated, Table, read, write};
#[cfg(feature = "alloc")]
pub(crate) use layout::CHECKPOINT;
pub(crate) use layout::SLOT;
pub(crate) use layout::VERSION_1;
#[cfg(feature = "alloc")]
pub(crate) use layout::count;
pub use layout::{HEADER, MAGIC, VERSION};
pub(crate) use table::{difference, split};
