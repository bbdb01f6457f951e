//! The header of a file, and the values behind it.

use super::checksum::Checksum;
use super::error::LoadError;
use super::layout::{HEADER, MAGIC, NETWORK, STATED, VERSION, VERSION_1, count};
use super::table;
use crate::fingerprint;
use crate::parameters::Parameters;
use crate::scalar::Scalar;
use crate::tensors::Tensors;

/// What the header says beside magic, version and checksum.
#[derive(Clone, Copy)]
pub struct Header {
    pub kind: u8,
    pub scalar: u8,
    pub values: u32,
    pub fingerprint: u64,
    /// The fingerprint that version 1 of the format has in this place.
    pub fingerprint_1: u64,
}

/// What the header of a file says, judged by nobody.
#[derive(Clone, Copy)]
pub struct Stated {
    pub version: u16,
    pub kind: u8,
    pub scalar: u8,
    pub values: u32,
    pub fingerprint: u64,
}

impl Stated {
    pub const fn parse(header: &[u8; HEADER]) -> Self {
        let [scalar] = field::<10, 1>(header);
        let [kind] = field::<11, 1>(header);
        Self {
            version: u16::from_le_bytes(field::<8, 2>(header)),
            kind,
            scalar,
            values: u32::from_le_bytes(field::<12, 4>(header)),
            fingerprint: u64::from_le_bytes(field::<16, 8>(header)),
        }
    }
}

/// A header that says what it should: in which version, and which checksum it states.
#[derive(Clone, Copy)]
pub struct Agreed {
    pub version: u16,
    pub checksum: u64,
}

impl Header {
    /// The header of a saved network on scalar `T`, of so many parameters and with these fingerprints.
    pub const fn of_network<T: Scalar>(parameters: usize, fingerprint: u64, fingerprint_1: u64) -> Self {
        Self {
            kind: NETWORK,
            scalar: T::BYTES as u8,
            values: count(parameters),
            fingerprint: fingerprint::fold(fingerprint, fingerprint::name(T::NAME)),
            fingerprint_1: fingerprint::fold(fingerprint_1, fingerprint::name(T::NAME)),
        }
    }

    /// The fingerprint in that version of the format.
    pub const fn fingerprint_of(&self, version: u16) -> u64 {
        if version == VERSION_1 { self.fingerprint_1 } else { self.fingerprint }
    }

    /// Everything before the checksum, in that version of the format.
    #[inline(never)] // as the checksum, it takes more flash in its callers
    fn stated(self, version: u16) -> [u8; STATED] {
        let mut bytes = [0; STATED];
        let fingerprint = self.fingerprint_of(version).to_le_bytes();
        let version = version.to_le_bytes();
        let kinds = [self.scalar, self.kind];
        let values = self.values.to_le_bytes();
        let fields = MAGIC.iter().chain(&version).chain(&kinds).chain(&values).chain(&fingerprint);
        for (to, from) in bytes.iter_mut().zip(fields) {
            *to = *from;
        }
        bytes
    }

    /// The header as bytes, in front of a file with that checksum.
    pub fn with(self, checksum: u64) -> [u8; HEADER] {
        let mut bytes = [0; HEADER];
        for (to, from) in bytes.iter_mut().zip(self.stated(VERSION).iter().chain(&checksum.to_le_bytes())) {
            *to = *from;
        }
        bytes
    }

    /// Begins the checksum of a file that says what this header says, in that version of the format.
    pub fn checksum(self, version: u16) -> Checksum {
        Checksum::of(&self.stated(version))
    }

    /// Writes the header of a file whose other bytes are there already.
    pub fn seal(self, file: &mut [u8]) {
        let Some((header, values)) = file.split_first_chunk_mut::<HEADER>() else { return };
        *header = self.with(self.checksum(VERSION).and(values).value());
    }

    /// Whether a header says what this one says.
    pub fn agrees(self, header: &[u8; HEADER]) -> Result<Agreed, LoadError> {
        let found = Stated::parse(header);
        let version = found.version;
        if !is_magic(header) {
            Err(LoadError::NotAWeightsFile)
        } else if version != VERSION && version != VERSION_1 {
            Err(LoadError::Version { found: version })
        } else if found.kind != self.kind {
            Err(LoadError::Kind { expected: self.kind, found: found.kind })
        } else if found.scalar != self.scalar {
            Err(LoadError::Scalar { expected: self.scalar, found: found.scalar })
        } else if found.fingerprint != self.fingerprint_of(version) {
            Err(LoadError::OtherNetwork { expected: self.values, found: found.values })
        } else if found.values != self.values {
            Err(LoadError::Values { expected: self.values, found: found.values })
        } else {
            Ok(Agreed { version, checksum: u64::from_le_bytes(field::<STATED, 8>(header)) })
        }
    }

    /// What comes after the header of a file of `length` bytes that says what this header says.
    #[cfg(feature = "alloc")]
    pub fn open(self, file: &[u8], length: usize) -> Result<&[u8], LoadError> {
        let (agreed, body) = self.begin(file, length)?;
        self.whole(agreed, body, length.saturating_sub(HEADER))
    }

    /// The values of a file of a network, which takes `length` bytes with that table of tensors, or less without.
    #[inline(never)]
    pub fn open_network<'a>(self, file: &'a [u8], length: usize, table: &Table) -> Result<&'a [u8], LoadError> {
        let (agreed, body) = self.begin(file, length)?;
        let values = length.saturating_sub(HEADER).saturating_sub(table.length);
        if agreed.version == VERSION_1 {
            return self.whole(agreed, body, values);
        }
        let Some(stated) = table::stated(body) else {
            return Err(LoadError::Truncated { expected: length, found: file.len() });
        };
        let body = self.whole(agreed, body, stated.saturating_add(values))?;
        let (table_of_file, values) = body.split_at_checked(stated).unwrap_or((body, &[]));
        match table::difference(table.tensors, table_of_file) {
            Some(error) => Err(error),
            None => Ok(values),
        }
    }

    /// Judges the header of a file, which takes `length` bytes if it ends before that; what comes after it.
    fn begin(self, file: &[u8], length: usize) -> Result<(Agreed, &[u8]), LoadError> {
        let Some((header, body)) = file.split_first_chunk::<HEADER>() else {
            let truncated = LoadError::Truncated { expected: length, found: file.len() };
            return Err(if is_magic(file) { truncated } else { LoadError::NotAWeightsFile });
        };
        Ok((self.agrees(header)?, body))
    }

    /// Whether so many bytes come after the header, and are undamaged.
    fn whole(self, agreed: Agreed, body: &[u8], length: usize) -> Result<&[u8], LoadError> {
        let (expected, found) = (length.saturating_add(HEADER), body.len().saturating_add(HEADER));
        if found < expected {
            return Err(LoadError::Truncated { expected, found });
        }
        if found > expected {
            return Err(LoadError::TooLong { expected, found });
        }
        let (expected, found) = (agreed.checksum, self.checksum(agreed.version).and(body).value());
        if found == expected { Ok(body) } else { Err(LoadError::Corrupted { expected, found }) }
    }
}

/// The table of tensors that a network writes.
pub struct Table {
    pub tensors: &'static Tensors,
    /// Bytes it takes.
    pub length: usize,
}

impl Table {
    pub const fn of(tensors: &'static Tensors) -> Self {
        Self { tensors, length: table::length(tensors) }
    }

    /// Writes it to the front of these bytes; what comes behind it.
    pub fn write<'a>(&self, bytes: &'a mut [u8]) -> &'a mut [u8] {
        table::write(self.tensors, self.length, bytes)
    }
}

/// Whether a file begins like a weights file, as far as it goes.
fn is_magic(file: &[u8]) -> bool {
    file.iter().zip(&MAGIC).all(|(found, expected)| found == expected)
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
pub fn write<T: Scalar, P: Parameters<T>>(parameters: &P, bytes: &mut [u8]) {
    debug_assert_eq!(values_of::<T, P>(parameters), P::VALUES, "`visit` shows another number of values than `VALUES`");
    let mut bytes = bytes.chunks_exact_mut(T::BYTES);
    parameters.visit(&mut |_, values: &[T]| {
        for (value, bytes) in values.iter().zip(&mut bytes) {
            value.write_le(bytes);
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
pub fn read<T: Scalar, P: Parameters<T>>(parameters: &mut P, bytes: &[u8]) {
    debug_assert_eq!(values_of::<T, P>(parameters), P::VALUES, "`visit` shows another number of values than `VALUES`");
    let mut bytes = bytes.chunks_exact(T::BYTES);
    parameters.visit_mut(&mut |_, values: &mut [T]| {
        for (value, bytes) in values.iter_mut().zip(&mut bytes) {
            *value = T::read_le(bytes);
        }
    });
}
