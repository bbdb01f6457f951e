//! What can be wrong with a file.

use core::fmt;

use super::layout::{CHECKPOINT, NETWORK, SLOT, VERSION, VERSION_1};
use crate::tensors::{Path, Role};

/// Why bytes are not the weights of a network. The [module](mod@crate::weights) says which error comes first.
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
    /// The weights of a network with other layers, shapes or settings.
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
    /// A whole file of the same layers, in which a tensor is not what it is in the network: the first such.
    Tensor {
        /// The tensor of the network; none if the file has more of them.
        expected: Option<Path>,
        /// What the file has there.
        found: Found,
    },
}

/// What a weights file has in the place of a tensor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Found {
    /// No tensor any more.
    Nothing,
    /// One of another name.
    Name(Name),
    /// That tensor, for another purpose.
    Role(Role),
    /// That tensor, of other sizes.
    Dims,
    /// What this library does not know.
    Other,
}

/// The name of a tensor in a file; of one longer than [`Name::MOST`] bytes its end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Name {
    bytes: [u8; Self::MOST],
    length: u8,
}

impl Name {
    /// Bytes of a name that are kept.
    pub const MOST: usize = 22;

    pub(super) const fn of(name: &[u8]) -> Self {
        let mut rest = match name.split_at_checked(name.len().saturating_sub(Self::MOST)) {
            Some((_, end)) => end,
            None => name,
        };
        let (mut bytes, mut length) = ([0; Self::MOST], 0);
        let mut to: &mut [u8] = &mut bytes;
        while let (Some((first, behind)), Some((place, next))) = (rest.split_first(), to.split_first_mut()) {
            *place = *first;
            length += 1;
            (rest, to) = (behind, next);
        }
        Self { bytes, length }
    }

    /// The name as bytes, which are text in every file that this library wrote.
    pub const fn as_bytes(&self) -> &[u8] {
        match self.bytes.split_at_checked(self.length as usize) {
            Some((name, _)) => name,
            None => &self.bytes,
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for chunk in self.as_bytes().utf8_chunks() {
            f.write_str(chunk.valid())?;
            if !chunk.invalid().is_empty() {
                f.write_str("\u{fffd}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{self}`")
    }
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
                let read = "but this library reads versions";
                write!(f, "weights file has version {found} of the format, {read} {VERSION_1} and {VERSION}")
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
                write!(f, "weights file is of a network with other layers or settings, which has {found} values too")
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
            Self::Tensor { expected: Some(path), found } => match found {
                Found::Nothing => write!(f, "weights file has no tensor `{path}`"),
                Found::Name(name) => write!(f, "tensor `{path}` of the network is called `{name}` in the weights file"),
                Found::Role(role) => {
                    write!(f, "tensor `{path}` has the role {role:?} in the weights file, but not in the network")
                }
                Found::Dims => {
                    write!(f, "tensor `{path}` ")?;
                    if let Some(own) = path.tensor() {
                        write!(f, "is {} in the network, but ", own.dims)?;
                    }
                    f.write_str("has other sizes in the weights file")
                }
                Found::Other => write!(f, "weights file describes tensor `{path}` in a way that is not known"),
            },
            Self::Tensor { expected: None, found: Found::Name(name) } => {
                write!(f, "weights file has a tensor `{name}`, but the network has not")
            }
            Self::Tensor { expected: None, .. } => f.write_str("weights file has more tensors than the network"),
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

/// The buffer given to [`Network::to_bytes`](crate::Network::to_bytes) is too short; nothing was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BufferTooShort {
    /// Bytes it takes: [`Network::BYTES`](crate::Network::BYTES).
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

/// Why [`Network::read`](crate::Network::read) could not give a network.
#[cfg(feature = "std")]
#[derive(Debug)]
#[non_exhaustive]
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
