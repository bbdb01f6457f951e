//! The header of a file, and the values behind it.

use super::checksum::Checksum;
use super::error::LoadError;
use super::layout::{HEADER, MAGIC, NETWORK, STATED, VERSION};
use crate::fingerprint;
use crate::parameters::Parameters;
use crate::scalar::Scalar;

/// What the header says beside magic, version and checksum.
#[derive(Clone, Copy)]
pub struct Header {
    pub kind: u8,
    pub scalar: u8,
    pub values: u32,
    pub fingerprint: u64,
}

impl Header {
    /// The header of a saved network on scalar `T`, of so many parameters and with that fingerprint.
    pub const fn of_network<T: Scalar>(parameters: usize, fingerprint: u64) -> Self {
        Self {
            kind: NETWORK,
            scalar: T::BYTES as u8,
            values: count(parameters),
            fingerprint: fingerprint::fold(fingerprint, fingerprint::name(T::NAME)),
        }
    }

    /// The fields of a header, judged by nobody.
    pub const fn parse(header: &[u8; HEADER]) -> Self {
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
    pub fn with(self, checksum: u64) -> [u8; HEADER] {
        let mut bytes = [0; HEADER];
        for (to, from) in bytes.iter_mut().zip(self.stated().iter().chain(&checksum.to_le_bytes())) {
            *to = *from;
        }
        bytes
    }

    /// Begins the checksum of a file that says what this header says.
    pub fn checksum(self) -> Checksum {
        Checksum::of(&self.stated())
    }

    /// Writes the header of a file whose other bytes are there already.
    pub fn seal(self, file: &mut [u8]) {
        let Some((header, values)) = file.split_first_chunk_mut::<HEADER>() else { return };
        *header = self.with(self.checksum().and(values).value());
    }

    /// Whether a header says what this one says; the checksum that it states.
    pub fn agrees(self, header: &[u8; HEADER]) -> Result<u64, LoadError> {
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
    pub fn open(self, file: &[u8], length: usize) -> Result<&[u8], LoadError> {
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
pub const fn count(values: usize) -> u32 {
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
pub fn write<T: Scalar, P: Parameters<T>>(parameters: &P, bytes: &mut [u8]) {
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
pub fn read<T: Scalar, P: Parameters<T>>(parameters: &mut P, bytes: &[u8]) {
    debug_assert_eq!(values_of::<T, P>(parameters), P::VALUES, "`visit` shows another number of values than `VALUES`");
    let mut bytes = bytes.chunks_exact(T::BYTES);
    parameters.visit_mut(&mut |_, values: &mut [T]| {
        for (value, bytes) in values.iter_mut().zip(&mut bytes) {
            *value = T::read(bytes);
        }
    });
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
