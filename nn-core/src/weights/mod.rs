//! The weights format: a network as bytes, and what can be wrong with them.
//!
//! Written by [`Network::to_bytes`](crate::Network::to_bytes), [`to_vec`](crate::Network::to_vec) and [`save`](crate::Network::save); read by
//! [`Network::from_bytes`](crate::Network::from_bytes), [`load`](crate::Network::load), [`read`](crate::Network::read) and, while compiling, by
//! [`weights!`](macro@crate::weights). All numbers are little endian:
//!
//! | offset | size | meaning |
//! |-------:|-----:|---------|
//! | 0 | 8 | magic: the letters `NNWEIGHT` |
//! | 8 | 2 | version of the format: 2 |
//! | 10 | 1 | bytes per value: 4 for `f32`, 8 for `f64` |
//! | 11 | 1 | kind: 1 for a network, 2 for a checkpoint, 3 for the image in a slot |
//! | 12 | 4 | number of values; 2³² − 1 stands for that many or more |
//! | 16 | 8 | fingerprint: kinds, shapes and settings of all layers, folded through nested networks, and the scalar |
//! | 24 | 8 | checksum of everything else: bytes 0 to 23, then 32 to the end |
//! | 32 | *t* | the table of tensors: what the values are |
//! | 32 + *t* | … | the values, without gaps, in the order of [`Parameters::visit`](crate::Parameters::visit) |
//!
//! The table begins with two numbers of four bytes, *t* (a multiple of 8, these bytes among them) and the number of tensors.
//! Every tensor follows in the order of its values, then zeros up to *t*, which readers skip:
//!
//! | size | meaning |
//! |-----:|---------|
//! | 2 | bytes of its path |
//! | … | its path in UTF-8: the names of fields, with dots between them, such as `hidden.weight` |
//! | 1 | role: 1 for a weight, 2 for a bias, 3 for what is saved, but never trained |
//! | 1 | element type: 4 for `f32`, 8 for `f64` |
//! | 1 | rank: 0 to 4 |
//! | 4 · rank | sizes, outermost first; 2³² − 1 stands for that much or more |
//!
//! A tensor without values, such as the bias of `Dense(10, bias = false)`, is not listed. The role is that of the layer, whether
//! it is frozen or not: what is trained in one network may be `#[frozen]` in the next. [`Network::tensors`](crate::Network::tensors) lists
//! the same for a network.
//!
//! A checkpoint and the image in a slot have no table. In a checkpoint, counters stand before the values, and the state of the
//! optimizer behind them; in a [slot](mod@crate::slots), a sequence number before them, and zeros behind.
//!
//! # Settings
//! The fingerprint has the numbers in the parentheses of activations, rounded to the scalar: weights trained with
//! `LeakyRelu(slope = 0.3)` are not those of `LeakyRelu`. What does not change what a trained network computes is not in it:
//! the rate of `Dropout`, `init`, `#[unroll]`, `#[frozen]`, and the first values of `Standardize`, which are in the file
//! themselves. A layer of one's own has its name and its shapes in it, and what it puts into
//! [`FINGERPRINT`](crate::Layer::FINGERPRINT) itself.
//!
//! # Version 1
//! Version 1 has no table: the values begin at 32. Its fingerprint has no settings, and one name for all layers of one's own.
//! Such networks, checkpoints and slots are read as they are, and their settings and names are not compared; a save writes
//! version 2.
//!
//! Values are kept bit for bit, NaN and infinities among them: a network that has them is saved and read as it is, and
//! [`is_finite`](crate::Network::is_finite) tells. `weights!` refuses them.
//!
//! # Which error comes first
//! A file is judged in this order, and the first thing wrong is the one reported: magic
//! ([`NotAWeightsFile`](LoadError::NotAWeightsFile)), missing header ([`Truncated`](LoadError::Truncated)), version, kind,
//! scalar, fingerprint ([`OtherNetwork`](LoadError::OtherNetwork), [`OtherOptimizer`](LoadError::OtherOptimizer)), number of values, length
//! ([`Truncated`](LoadError::Truncated), [`TooLong`](LoadError::TooLong), with *t* as the file states it), checksum
//! ([`Corrupted`](LoadError::Corrupted)), the first tensor with another path, role, element type or sizes
//! ([`Tensor`](LoadError::Tensor)). So a whole file of another network is called that, and of a damaged file the
//! damaged field of its header is named; damaged values and tables are `Corrupted`. A file of the same layers under other
//! names is whole, and the error has both names.
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
