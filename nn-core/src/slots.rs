//! Learned weights that outlive a power cycle: two slots of memory, of which one is always whole.
//!
//! [`save`] writes to the slot that does not hold the newest network, and [`load`] takes the newest that is whole. Power
//! may fail at any byte of a write and in the middle of an erase: what is loaded afterwards is the old network or the new
//! one, every bit of it, and the next save works. Nothing the size of the network is buffered; beside the driver both take
//! 400 to 620 bytes of stack, by processor, which [the chapter](crate::docs::firmware#keeping-what-was-learned) lists.
//!
//! ```
//! use nn_core::prelude::*;
//! use nn_core::slots::{self, Slot, Storage};
//!
//! network! { pub struct Tiny { input: [f32; 2], output: Dense(2) } }
//!
//! /// Two slots in RAM.
//! struct Ram([[u8; slots::bytes::<Tiny>()]; 2]);
//!
//! impl Storage for Ram {
//!     type Error = std::convert::Infallible;
//!     fn read(&mut self, slot: Slot, offset: usize, bytes: &mut [u8]) -> Result<(), Self::Error> {
//!         bytes.copy_from_slice(&self.0[slot as usize][offset..offset + bytes.len()]);
//!         Ok(())
//!     }
//!     fn erase(&mut self, slot: Slot) -> Result<(), Self::Error> {
//!         self.0[slot as usize].fill(0xff);
//!         Ok(())
//!     }
//!     fn write(&mut self, slot: Slot, offset: usize, bytes: &[u8]) -> Result<(), Self::Error> {
//!         self.0[slot as usize][offset..offset + bytes.len()].copy_from_slice(bytes);
//!         Ok(())
//!     }
//! }
//!
//! let (mut ram, learned) = (Ram([[0xff; _]; 2]), Tiny::new(1));
//! assert_eq!(slots::save(&learned, &mut ram)?, Slot::First);
//! assert_eq!(slots::save(&learned, &mut ram)?, Slot::Second);
//!
//! let mut net = Tiny::zeros(); // after the power cycle
//! assert_eq!(slots::load(&mut net, &mut ram)?, Slot::Second);
//! assert_eq!(net, learned);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # On flash
//! Each slot takes whole sectors of its own, because [`erase`](Storage::erase) must leave the other slot alone. The adaptor
//! adds addresses; here it stands on a small trait like those of hardware abstraction layers:
//!
//! ```
//! use nn_core::slots::{Slot, Storage};
//!
//! /// A driver of NOR flash.
//! pub trait NorFlash {
//!     type Error;
//!     fn read(&mut self, address: u32, bytes: &mut [u8]) -> Result<(), Self::Error>;
//!     fn erase(&mut self, from: u32, to: u32) -> Result<(), Self::Error>;
//!     fn write(&mut self, address: u32, bytes: &[u8]) -> Result<(), Self::Error>;
//! }
//!
//! /// Two slots of `SIZE` bytes, one behind the other. `BASE` and `SIZE` are multiples of a sector.
//! pub struct OnFlash<F, const BASE: u32, const SIZE: u32>(pub F);
//!
//! impl<F: NorFlash, const BASE: u32, const SIZE: u32> Storage for OnFlash<F, BASE, SIZE> {
//!     type Error = F::Error;
//!     fn read(&mut self, slot: Slot, offset: usize, bytes: &mut [u8]) -> Result<(), F::Error> {
//!         self.0.read(BASE + slot as u32 * SIZE + offset as u32, bytes)
//!     }
//!     fn erase(&mut self, slot: Slot) -> Result<(), F::Error> {
//!         let from = BASE + slot as u32 * SIZE;
//!         self.0.erase(from, from + SIZE)
//!     }
//!     fn write(&mut self, slot: Slot, offset: usize, bytes: &[u8]) -> Result<(), F::Error> {
//!         self.0.write(BASE + slot as u32 * SIZE + offset as u32, bytes)
//!     }
//! }
//! ```
//!
//! Where it is made, `const { assert!(slots::bytes::<Net>() <= SIZE as usize) }` proves that the network fits. A program
//! that runs from the flash it writes has to be kept from reading it meanwhile; drivers say how.
//!
//! # The image
//! The [weights format](mod@crate::weights) with kind 3, without a table of tensors: header, eight bytes of sequence number, the values, zeros up to a
//! multiple of [`CHUNK`]. Its one checksum covers all of it. A slot that holds anything else (nothing, half an image, the
//! image of another network) counts as empty.
//!
//! # Why a cut does no harm
//! - The newest whole slot is neither erased nor written, so it is whole whatever happens to the other.
//! - The header is written last. Without it a slot is nothing, so the new image counts from the last chunk on, when
//!   everything before it is there; a cut within that chunk leaves a header that does not fit.
//! - An erase that was cut may leave any bytes, even ones that look erased and do not last. So every save erases, and what
//!   is left of the image that was there has the older sequence number, if it is whole at all.
//! - After writing, the image is read back; a memory that did not keep it is an [error](SlotError::NotKept), not a surprise.
//!
//! The newest slot is that with the larger sequence number. They count saves from 1 and cannot come to their end: 2⁶⁴ saves,
//! a million a second, take 580 000 years. Equal numbers are made by nobody but who copies one slot to the other;
//! then the first slot counts as the newest.
//!
//! # What it costs
//! A save reads both slots, erases one, writes it and reads it back, with a checksum over each of the four; a load reads
//! both slots, and the newest once more. Saves alternate, so each slot is erased at every second save: flash that lasts
//! 10 000 erases lasts 20 000 saves.

use core::fmt;

use crate::network::Network;
use crate::scalar::Scalar;
use crate::weights::{Agreed, Checksum, HEADER, Header, LoadError, SLOT, VERSION};

/// All writes are multiples of this many bytes, at multiples of it: enough for the largest words that the flash of
/// microcontrollers is written in.
pub const CHUNK: usize = 32;
const _: () = assert!(HEADER == CHUNK, "the header is written by itself");

/// Bytes of the sequence number.
const SEQUENCE: usize = size_of::<u64>();

/// Bytes of a slot that holds a network, a multiple of [`CHUNK`].
pub const fn bytes<N: Network>() -> usize {
    (HEADER + SEQUENCE + N::WEIGHT_BYTES).next_multiple_of(CHUNK)
}

/// Where two slots live: any memory that keeps its bytes without power.
///
/// An error means that the memory could not be asked, and is given back to the caller of [`save`] or [`load`]. *Damaged*
/// bytes are no error: flash with error correction cannot read a word that was cut while it was written; give back
/// any bytes for it, and the checksum will notice.
pub trait Storage {
    /// What can go wrong.
    type Error;

    /// Reads bytes of a slot.
    ///
    /// # Errors
    /// The memory does not answer.
    fn read(&mut self, slot: Slot, offset: usize, bytes: &mut [u8]) -> Result<(), Self::Error>;

    /// Makes a whole slot writable; what was in it is lost. Memory that needs no erase overwrites its first [`CHUNK`].
    ///
    /// # Errors
    /// The memory does not answer, or refuses.
    fn erase(&mut self, slot: Slot) -> Result<(), Self::Error>;

    /// Writes bytes to an erased place, and is done when they are kept. Offsets and lengths are multiples of [`CHUNK`].
    ///
    /// # Errors
    /// The memory does not answer, or refuses.
    fn write(&mut self, slot: Slot, offset: usize, bytes: &[u8]) -> Result<(), Self::Error>;
}

/// One of the two places for a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// As a number, 0.
    First = 0,
    /// As a number, 1.
    Second = 1,
}

impl Slot {
    /// The other one.
    pub const fn other(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::First => "first slot",
            Self::Second => "second slot",
        })
    }
}

/// Why a network was not saved or not loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SlotError<E> {
    /// The memory failed. A network that was to be loaded is as it was; one that was to be saved may be saved or not, and
    /// [`load`] gives it or the one before, whole.
    Storage(E),
    /// Neither slot holds this network, as before the first save; it is as it was.
    Unusable {
        /// What is wrong with the first slot.
        first: LoadError,
        /// What is wrong with the second slot.
        second: LoadError,
    },
    /// The memory took a network and did not keep it. The other slot still holds what was saved before.
    NotKept {
        /// The slot that was written.
        slot: Slot,
    },
    /// A slot was whole when it was judged, but could not be read again, or gave other bytes. The network is a mixture and
    /// not to be used: load again, or give it other values.
    HalfLoaded {
        /// The slot that was read.
        slot: Slot,
        /// What the memory says, if it said anything.
        error: Option<E>,
    },
}

impl<E: fmt::Debug> fmt::Display for SlotError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Storage(error) => write!(f, "memory of the slots failed: {error:?}"),
            Self::Unusable { first, second } => {
                write!(f, "no slot holds the network; first slot: {first}; second slot: {second}")
            }
            Self::NotKept { slot } => write!(f, "{slot} did not keep what was written to it; the other is as it was"),
            Self::HalfLoaded { slot, error: None } => {
                write!(f, "{slot} gave other bytes when it was read again; the network is not to be used")
            }
            Self::HalfLoaded { slot, error: Some(error) } => {
                write!(f, "{slot} failed while it was loaded: {error:?}; the network is not to be used")
            }
        }
    }
}

impl<E: fmt::Debug> core::error::Error for SlotError<E> {}

/// Saves a network to the slot that does not hold the newest; returns that slot, which now does.
///
/// # Errors
/// The memory fails ([`SlotError::Storage`]) or does not keep what is written ([`SlotError::NotKept`]). The network that was
/// saved before is not lost.
pub fn save<N: Network, S: Storage>(net: &N, storage: &mut S) -> Result<Slot, SlotError<S::Error>> {
    let [first, second] = both::<N, S>(storage)?;
    let (slot, before) = match newest(first, second) {
        Ok((slot, image)) => (slot.other(), image.sequence),
        Err(_) => (Slot::First, 0),
    };
    let sequence = before.saturating_add(1);
    let mut checksum = header::<N>().checksum(VERSION);
    chunks(net, sequence, &mut |_, chunk| checksum = checksum.and(chunk));

    // Also if it looks erased: after an erase that was cut, looks do not last.
    storage.erase(slot).map_err(SlotError::Storage)?;
    let mut written = Ok(());
    chunks(net, sequence, &mut |at, chunk| {
        // Not beyond the slot, if a layer of one's own has more values than it states.
        if written.is_ok() && at < bytes::<N>() {
            written = storage.write(slot, at, chunk);
        }
    });
    // Last, because it makes everything before it count.
    written.and_then(|()| storage.write(slot, 0, &header::<N>().with(checksum.value()))).map_err(SlotError::Storage)?;

    let kept = Ok(Image { version: VERSION, sequence, checksum: checksum.value() });
    if judge::<N, S>(storage, slot)? == kept { Ok(slot) } else { Err(SlotError::NotKept { slot }) }
}

/// Gives a network the values of the newest slot that is whole, in place; returns that slot.
///
/// Every value is read twice: a whole slot is known to be whole before the network is touched, and the values that are
/// taken are held against the checksum again.
///
/// # Errors
/// The memory fails ([`SlotError::Storage`]) or no slot holds the network ([`SlotError::Unusable`]): it is as it was then.
/// Only if the memory fails between the two readings ([`SlotError::HalfLoaded`]) it is not.
pub fn load<N: Network, S: Storage>(net: &mut N, storage: &mut S) -> Result<Slot, SlotError<S::Error>> {
    let [first, second] = both::<N, S>(storage)?;
    let (slot, image) = newest(first, second).map_err(|[first, second]| SlotError::Unusable { first, second })?;
    let mut body = Body { storage, slot, at: HEADER, checksum: header::<N>().checksum(image.version) };
    let chunk = body.next().map_err(SlotError::Storage)?;
    let mut taken = Taken { body, chunk, at: SEQUENCE, error: None };
    net.visit_mut(&mut |_, values: &mut [N::Scalar]| taken.fill(values));
    let Taken { body, error, .. } = taken;
    let same = error.is_none() && body.checksum.value() == image.checksum;
    if same { Ok(slot) } else { Err(SlotError::HalfLoaded { slot, error }) }
}

/// What tells one whole image of a network from another.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Image {
    /// The version of the format it is written in.
    version: u16,
    sequence: u64,
    checksum: u64,
}

/// A whole image, or what is wrong with it.
type Judged = Result<Image, LoadError>;

/// Both slots, judged.
fn both<N: Network, S: Storage>(storage: &mut S) -> Result<[Judged; 2], SlotError<S::Error>> {
    Ok([judge::<N, S>(storage, Slot::First)?, judge::<N, S>(storage, Slot::Second)?])
}

/// The slot to load, or what is wrong with each.
fn newest(first: Judged, second: Judged) -> Result<(Slot, Image), [LoadError; 2]> {
    match (first, second) {
        (Ok(first), Ok(second)) if second.sequence > first.sequence => Ok((Slot::Second, second)),
        (Ok(first), _) => Ok((Slot::First, first)),
        (Err(_), Ok(second)) => Ok((Slot::Second, second)),
        (Err(first), Err(second)) => Err([first, second]),
    }
}

/// Reads a slot to its end.
fn judge<N: Network, S: Storage>(storage: &mut S, slot: Slot) -> Result<Judged, SlotError<S::Error>> {
    let mut head = [0; HEADER];
    storage.read(slot, 0, &mut head).map_err(SlotError::Storage)?;
    let Agreed { version, checksum } = match header::<N>().agrees(&head) {
        Ok(agreed) => agreed,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let mut body = Body { storage, slot, at: HEADER, checksum: header::<N>().checksum(version) };
    let chunk = body.next().map_err(SlotError::Storage)?;
    let sequence = chunk.first_chunk().map_or(0, |&sequence| u64::from_le_bytes(sequence));
    while body.at < bytes::<N>() {
        body.next().map_err(SlotError::Storage)?;
    }
    let found = body.checksum.value();
    let image = Image { version, sequence, checksum };
    Ok(if found == checksum { Ok(image) } else { Err(LoadError::Corrupted { expected: checksum, found }) })
}

/// What the header of an image says.
fn header<N: Network>() -> Header {
    Header { kind: SLOT, ..crate::network::header::<N>() }
}

/// What comes after the header of a slot, read chunk by chunk, and the checksum so far.
struct Body<'a, S> {
    storage: &'a mut S,
    slot: Slot,
    at: usize,
    checksum: Checksum,
}

impl<S: Storage> Body<'_, S> {
    #[inline(never)]
    fn next(&mut self) -> Result<[u8; CHUNK], S::Error> {
        let mut chunk = [0; CHUNK];
        self.storage.read(self.slot, self.at, &mut chunk)?;
        self.checksum = self.checksum.and(&chunk);
        self.at = self.at.saturating_add(CHUNK);
        Ok(chunk)
    }
}

/// Values as they are taken out of a body.
struct Taken<'a, S: Storage> {
    body: Body<'a, S>,
    chunk: [u8; CHUNK],
    /// How much of the chunk is taken.
    at: usize,
    error: Option<S::Error>,
}

impl<S: Storage> Taken<'_, S> {
    /// The next values; wrong ones after an error.
    #[inline(never)] // once, not for every layer
    fn fill<T: Scalar>(&mut self, values: &mut [T]) {
        for value in values {
            if self.at >= CHUNK && self.error.is_none() {
                match self.body.next() {
                    Ok(next) => (self.chunk, self.at) = (next, 0),
                    Err(error) => self.error = Some(error),
                }
            }
            *value = T::read_le(self.chunk.get(self.at..).unwrap_or_default());
            self.at = self.at.saturating_add(T::BYTES);
        }
    }
}

/// Values as they are put together to chunks, each of which is given away with its offset.
struct Chunks<'a> {
    each: &'a mut dyn FnMut(usize, &[u8; CHUNK]),
    at: usize,
    chunk: [u8; CHUNK],
    filled: usize,
}

impl Chunks<'_> {
    /// No value straddles two chunks: sequence number and values have four or eight bytes.
    #[inline(never)] // once, not for every layer
    fn put<T: Scalar>(&mut self, values: &[T]) {
        for value in values {
            if self.filled >= CHUNK {
                (self.each)(self.at, &self.chunk);
                (self.at, self.chunk, self.filled) = (self.at.saturating_add(CHUNK), [0; CHUNK], 0);
            }
            value.write_le(self.chunk.get_mut(self.filled..).unwrap_or_default());
            self.filled = self.filled.saturating_add(T::BYTES);
        }
    }
}

/// Calls `each(offset, chunk)` for what comes after the header of the image of a network.
#[inline(never)]
fn chunks<N: Network>(net: &N, sequence: u64, each: &mut dyn FnMut(usize, &[u8; CHUNK])) {
    let mut chunk = [0; CHUNK];
    if let Some(front) = chunk.first_chunk_mut() {
        *front = sequence.to_le_bytes();
    }
    let mut chunks = Chunks { each, at: HEADER, chunk, filled: SEQUENCE };
    net.visit(&mut |_, values: &[N::Scalar]| chunks.put(values));
    (chunks.each)(chunks.at, &chunks.chunk);
}
