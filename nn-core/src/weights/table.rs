//! The table of tensors between header and values.

use super::error::{Found, LoadError, Name};
use super::layout::count;
use crate::tensors::{Dims, Element, Path, Role, Tensor, Tensors};

/// Bytes before the first tensor: length of the table, number of tensors.
const FRONT: usize = 8;
/// Bytes of a tensor beside its path and its sizes: length of the path, role, element type, rank.
const FIXED: usize = 5;
/// The table is filled up to a multiple of this, so that values are aligned wherever the file is.
const ALIGNMENT: usize = 8;

/// Bytes of the table of these tensors.
pub const fn length(tensors: &'static Tensors) -> usize {
    let (mut bytes, mut at) = (FRONT, 0);
    while let Some(tensor) = tensors.get(at) {
        bytes += FIXED + tensor.path.length() + 4 * tensor.dims.as_slice().len();
        at += 1;
    }
    bytes.next_multiple_of(ALIGNMENT)
}

/// The table at the front of these bytes and what comes behind it, as the table states its length.
pub const fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    match stated(bytes) {
        Some(length) => bytes.split_at_checked(length),
        None => None,
    }
}

/// How long the table says it is.
pub const fn stated(bytes: &[u8]) -> Option<usize> {
    match bytes.first_chunk() {
        Some(&length) => Some(u32::from_le_bytes(length) as usize),
        None => None,
    }
}

/// Writes the table to the front of these bytes; what comes behind it.
#[inline(never)]
pub fn write<'a>(tensors: &'static Tensors, length: usize, bytes: &'a mut [u8]) -> &'a mut [u8] {
    let Some((table, behind)) = bytes.split_at_mut_checked(length) else { return &mut [] };
    let mut table = table.iter_mut();
    let mut put = |bytes: &[u8]| {
        for (from, to) in bytes.iter().zip(table.by_ref()) {
            *to = *from;
        }
    };
    put(&count(length).to_le_bytes());
    put(&count(tensors.count()).to_le_bytes());
    for tensor in tensors.iter() {
        let sizes = tensor.dims.as_slice();
        put(&u16::try_from(tensor.path.length()).unwrap_or(u16::MAX).to_le_bytes());
        let mut dot: &[u8] = b"";
        for name in tensor.path.segments() {
            put(dot);
            put(name.as_bytes());
            dot = b".";
        }
        put(&[role(tensor.saved), element(tensor.element), sizes.len() as u8]);
        for &size in sizes {
            put(&count(size).to_le_bytes());
        }
    }
    table.for_each(|rest| *rest = 0);
    behind
}

const fn role(role: Role) -> u8 {
    match role {
        Role::Weight => 1,
        Role::Bias => 2,
        Role::Fixed => 3,
    }
}

const fn role_of(code: u8) -> Option<Role> {
    match code {
        1 => Some(Role::Weight),
        2 => Some(Role::Bias),
        3 => Some(Role::Fixed),
        _ => None,
    }
}

const fn element(element: Element) -> u8 {
    element.bytes() as u8
}

/// The first tensor in which a table differs from what it should describe.
#[inline(never)]
pub const fn difference(tensors: &'static Tensors, table: &[u8]) -> Option<LoadError> {
    let mut reader = Reader(table);
    let (_, count) = (reader.number(), reader.number());
    let mut at = 0;
    loop {
        let own = tensors.get(at);
        let is_stated = match count {
            Some(count) => at < count as usize,
            None => true,
        };
        let entry = if is_stated { reader.entry() } else { None };
        let (expected, found) = match (own, entry) {
            (None, None) if !is_stated => return None,
            (Some(own), Some(entry)) => (Some(own.path), differs(own, entry)),
            (None, Some(entry)) => (None, Some(Found::Name(Name::of(entry.path)))),
            (Some(own), None) => (Some(own.path), Some(if is_stated { Found::Other } else { Found::Nothing })),
            (None, None) => (None, Some(Found::Other)),
        };
        if let Some(found) = found {
            return Some(LoadError::Tensor { expected, found });
        }
        at += 1;
    }
}

/// What a table says of a tensor otherwise.
const fn differs(own: Tensor, entry: Entry) -> Option<Found> {
    if !is_called(own.path, entry.path) {
        return Some(Found::Name(Name::of(entry.path)));
    }
    if entry.role != role(own.saved) {
        return Some(match role_of(entry.role) {
            Some(role) => Found::Role(role),
            None => Found::Other,
        });
    }
    if entry.element != element(own.element) {
        return Some(Found::Other);
    }
    let (mut sizes, mut found) = (own.dims.as_slice(), entry.dims.as_slice());
    loop {
        match (sizes.split_first(), found.split_first()) {
            (None, None) => return None,
            (Some((&size, rest)), Some((&stated, behind))) if count(size) as usize == stated => {
                (sizes, found) = (rest, behind)
            }
            _ => return Some(Found::Dims),
        }
    }
}

/// Whether these bytes are that path.
const fn is_called(path: Path, mut bytes: &[u8]) -> bool {
    let (mut segments, mut is_first) = (path.segments(), true);
    while let Some(name) = segments.enter() {
        if !is_first {
            match bytes.split_first() {
                Some((b'.', rest)) => bytes = rest,
                _ => return false,
            }
        }
        is_first = false;
        let mut name = name.as_bytes();
        while let Some((letter, behind)) = name.split_first() {
            match bytes.split_first() {
                Some((found, rest)) if *found == *letter => (name, bytes) = (behind, rest),
                _ => return false,
            }
        }
    }
    bytes.is_empty()
}

/// A tensor as a table describes it.
#[derive(Clone, Copy)]
struct Entry<'a> {
    path: &'a [u8],
    role: u8,
    element: u8,
    dims: Dims,
}

/// A table from one of its bytes on.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    const fn bytes<const SIZE: usize>(&mut self) -> Option<[u8; SIZE]> {
        match self.0.split_first_chunk() {
            Some((&bytes, rest)) => {
                self.0 = rest;
                Some(bytes)
            }
            None => None,
        }
    }

    const fn number(&mut self) -> Option<u32> {
        match self.bytes() {
            Some(bytes) => Some(u32::from_le_bytes(bytes)),
            None => None,
        }
    }

    const fn entry(&mut self) -> Option<Entry<'a>> {
        let Some(length) = self.bytes() else { return None };
        let Some((path, rest)) = self.0.split_at_checked(u16::from_le_bytes(length) as usize) else { return None };
        self.0 = rest;
        let Some([role, element, rank]) = self.bytes() else { return None };
        let (mut dims, mut at) = (Dims::of(&[]), 0);
        if rank > 4 {
            return None;
        }
        while at < rank {
            let Some(size) = self.number() else { return None };
            dims = dims.then(size as usize);
            at += 1;
        }
        Some(Entry { path, role, element, dims })
    }
}
