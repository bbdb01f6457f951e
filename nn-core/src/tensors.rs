//! What a network saves, by name: path, role, sizes and element type of every tensor, known before there is a network.
//!
//! ```
//! use nn_core::prelude::*;
//!
//! network! {
//!     pub struct Digits {
//!         input:  [f32; 64],
//!         scale:  Standardize,
//!         hidden: Dense(100),
//!         Relu,
//!         logits: Dense(10, bias = false),
//!     }
//! }
//!
//! let table: Vec<String> = Digits::tensors().map(|tensor| tensor.to_string()).collect();
//! assert_eq!(table, [
//!     "scale.mean [64] f32 fixed",
//!     "scale.inverse_scale [64] f32 fixed",
//!     "hidden.weight [64, 100] f32 trained",
//!     "hidden.bias [100] f32 trained",
//!     "logits.weight [100, 10] f32 trained",
//! ]);
//! ```

use core::fmt;

use crate::scalar::Scalar;
use crate::shape::Shape;

/// What a slice of parameters is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Trained, and drawn to zero by `Trainer::l1` and `Trainer::l2`.
    Weight,
    /// Trained.
    Bias,
    /// Saved with the network, but never trained: the values of `Standardize`, every frozen layer.
    Fixed,
}

/// What the values of a tensor are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Element {
    /// `f32`
    F32,
    /// `f64`
    F64,
}

impl Element {
    /// Values of scalar `T`.
    pub const fn of<T: Scalar>() -> Self {
        if T::BYTES == 8 { Self::F64 } else { Self::F32 }
    }

    /// As Rust calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::F32 => "f32",
            Self::F64 => "f64",
        }
    }

    /// Bytes of one value.
    pub const fn bytes(self) -> usize {
        match self {
            Self::F32 => 4,
            Self::F64 => 8,
        }
    }
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The sizes of a tensor, outermost first: at most four, the last one the product of what comes behind.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Dims {
    rank: u8,
    sizes: [usize; 4],
}

impl Dims {
    /// No sizes yet.
    const NONE: Self = Self { rank: 0, sizes: [1; 4] };

    /// These sizes.
    pub const fn of(mut sizes: &[usize]) -> Self {
        let mut dims = Self::NONE;
        while let Some((&size, rest)) = sizes.split_first() {
            dims = dims.then(size);
            sizes = rest;
        }
        dims
    }

    /// The sizes of a shape.
    pub const fn of_shape<S: Shape>() -> Self {
        match S::SIZES {
            (1, [a, _, _]) => Self::NONE.then(a),
            (2, [a, b, _]) => Self::NONE.then(a).then(b),
            (_, [a, b, c]) => Self::NONE.then(a).then(b).then(c),
        }
    }

    /// These sizes, and one more inside.
    #[must_use]
    pub const fn then(self, size: usize) -> Self {
        let [a, b, c, d] = self.sizes;
        match self.rank {
            0 => Self { rank: 1, sizes: [size, b, c, d] },
            1 => Self { rank: 2, sizes: [a, size, c, d] },
            2 => Self { rank: 3, sizes: [a, b, size, d] },
            3 => Self { rank: 4, sizes: [a, b, c, size] },
            _ => Self { rank: 4, sizes: [a, b, c, d.saturating_mul(size)] },
        }
    }

    /// The sizes.
    pub const fn as_slice(&self) -> &[usize] {
        match self.sizes.split_at_checked(self.rank as usize) {
            Some((sizes, _)) => sizes,
            None => &self.sizes,
        }
    }

    /// How many values.
    pub const fn values(&self) -> usize {
        let [a, b, c, d] = self.sizes;
        a.saturating_mul(b).saturating_mul(c).saturating_mul(d)
    }
}

impl fmt::Debug for Dims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Dims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut before = "[";
        for size in self.as_slice() {
            write!(f, "{before}{size}")?;
            before = ", ";
        }
        f.write_str("]")
    }
}

/// The tensors of a value with parameters as a tree, in the order of [`Parameters::visit`](crate::Parameters::visit). What
/// has no values is not among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tensors {
    /// One tensor.
    One {
        /// What it is for.
        role: Role,
        /// What its values are.
        element: Element,
        /// Its sizes.
        dims: Dims,
    },
    /// The tensors of named parts.
    Parts {
        /// The parts, each of another name.
        parts: &'static [Part],
    },
    /// Tensors that are never trained.
    Fixed {
        /// As they are.
        of: &'static Tensors,
    },
    /// Tensors that are not trained here: a file of them is none the less that of a network which trains them.
    Frozen {
        /// As they are.
        of: &'static Tensors,
    },
}

/// A part of a value with parameters: a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The name of the field.
    pub name: &'static str,
    /// What it saves.
    pub tensors: Tensors,
}

impl Part {
    /// A field by its name in the source, where it may be a raw one.
    #[doc(hidden)]
    pub const fn new(field: &'static str, tensors: Tensors) -> Self {
        let name = match field.as_bytes() {
            [b'r', b'#', ..] => match field.split_at_checked(2) {
                Some((_, name)) => name,
                None => field,
            },
            _ => field,
        };
        Self { name, tensors }
    }
}

impl Tensors {
    /// One tensor of scalar `T`.
    pub const fn one<T: Scalar>(role: Role, dims: Dims) -> Self {
        Self::One { role, element: Element::of::<T>(), dims }
    }

    /// How many tensors.
    pub const fn count(&self) -> usize {
        match self {
            Self::One { dims, .. } => (dims.values() > 0) as usize,
            Self::Fixed { of } | Self::Frozen { of } => of.count(),
            Self::Parts { parts } => {
                let (mut rest, mut count) = (*parts, 0);
                while let Some((part, behind)) = rest.split_first() {
                    count += part.tensors.count();
                    rest = behind;
                }
                count
            }
        }
    }

    /// How many values there are in all tensors, and how many bytes they take.
    pub const fn size(&self) -> (usize, usize) {
        match self {
            Self::One { element, dims, .. } => (dims.values(), dims.values().saturating_mul(element.bytes())),
            Self::Fixed { of } | Self::Frozen { of } => of.size(),
            Self::Parts { parts } => {
                let (mut rest, mut values, mut bytes) = (*parts, 0_usize, 0_usize);
                while let Some((part, behind)) = rest.split_first() {
                    let of_part = part.tensors.size();
                    (values, bytes) = (values.saturating_add(of_part.0), bytes.saturating_add(of_part.1));
                    rest = behind;
                }
                (values, bytes)
            }
        }
    }

    /// The tensor of that number, counted from zero.
    pub const fn get(&'static self, at: usize) -> Option<Tensor> {
        if at >= self.count() {
            return None;
        }
        let (mut way, mut is_fixed, mut is_frozen) = (Segments { tensors: self, at }, false, false);
        loop {
            match way.tensors {
                Self::Fixed { of } => (is_fixed, way.tensors) = (true, of),
                Self::Frozen { of } => (is_frozen, way.tensors) = (true, of),
                Self::Parts { .. } => {
                    if way.enter().is_none() {
                        return None;
                    }
                }
                Self::One { role, element, dims } => {
                    let saved = if is_fixed { Role::Fixed } else { *role };
                    let role = if is_frozen { Role::Fixed } else { saved };
                    let path = Path { root: self, at };
                    return Some(Tensor { path, role, saved, element: *element, dims: *dims });
                }
            }
        }
    }

    /// All of them.
    pub fn iter(&'static self) -> impl Iterator<Item = Tensor> {
        (0..self.count()).filter_map(|at| self.get(at))
    }
}

/// One tensor of a network. With `{}`: path, sizes, element type, and whether it is trained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tensor {
    /// Its name, from the network's fields inwards.
    pub path: Path,
    /// What it is for.
    pub role: Role,
    /// The same, frozen or not: as a file has it.
    pub(crate) saved: Role,
    /// What its values are.
    pub element: Element,
    /// Its sizes, outermost first.
    pub dims: Dims,
}

impl Tensor {
    /// How many values.
    pub const fn values(&self) -> usize {
        self.dims.values()
    }

    /// Bytes of all values.
    pub const fn bytes(&self) -> usize {
        self.values() * self.element.bytes()
    }
}

impl fmt::Display for Tensor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, role, element, dims, .. } = self;
        let trained = if *role == Role::Fixed { "fixed" } else { "trained" };
        write!(f, "{path} {dims} {element} {trained}")
    }
}

/// The name of a tensor, `hidden.weight` with `{}`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Path {
    root: &'static Tensors,
    at: usize,
}

impl Path {
    /// Its parts, outermost first.
    pub const fn segments(self) -> Segments {
        Segments { tensors: self.root, at: self.at }
    }

    /// What is called so.
    pub fn tensor(self) -> Option<Tensor> {
        self.root.get(self.at)
    }

    /// Bytes of the name as it is printed.
    pub(crate) const fn length(self) -> usize {
        let (mut segments, mut length) = (self.segments(), 0);
        while let Some(name) = segments.enter() {
            length += name.len() + (length > 0) as usize;
        }
        length
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut before = "";
        for name in self.segments() {
            write!(f, "{before}{name}")?;
            before = ".";
        }
        Ok(())
    }
}

impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{self}`")
    }
}

/// The parts of a [`Path`], one after the other.
#[derive(Clone, Copy, Debug)]
pub struct Segments {
    tensors: &'static Tensors,
    /// Which of these tensors is on the way.
    at: usize,
}

impl Segments {
    /// Goes on into the part that has the tensor; its name.
    pub(crate) const fn enter(&mut self) -> Option<&'static str> {
        loop {
            match self.tensors {
                Tensors::One { .. } => return None,
                Tensors::Fixed { of } | Tensors::Frozen { of } => self.tensors = of,
                Tensors::Parts { parts } => {
                    let mut rest = *parts;
                    while let Some((part, behind)) = rest.split_first() {
                        let count = part.tensors.count();
                        if self.at < count {
                            self.tensors = &part.tensors;
                            return Some(part.name);
                        }
                        self.at -= count;
                        rest = behind;
                    }
                    return None;
                }
            }
        }
    }
}

impl Iterator for Segments {
    type Item = &'static str;
    fn next(&mut self) -> Option<&'static str> {
        self.enter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::Image;

    #[test]
    fn a_tree_is_walked_in_order() {
        const fn one(dims: &[usize]) -> Tensors {
            Tensors::one::<f64>(Role::Bias, Dims::of(dims))
        }
        static INNER: Tensors = Tensors::Parts {
            parts: &[Part::new("r#type", one(&[2, 3])), Part::new("none", one(&[0])), Part::new("c", one(&[4]))],
        };
        static TREE: Tensors = Tensors::Parts {
            parts: &[
                Part { name: "a", tensors: Tensors::Frozen { of: &INNER } },
                Part { name: "b", tensors: Tensors::Fixed { of: &INNER } },
            ],
        };
        assert_eq!((TREE.count(), TREE.size()), (4, (20, 160)));
        let mut tensors = TREE.iter();
        for (text, saved) in [
            ("a.type [2, 3] f64 fixed", Role::Bias),
            ("a.c [4] f64 fixed", Role::Bias),
            ("b.type [2, 3] f64 fixed", Role::Fixed),
            ("b.c [4] f64 fixed", Role::Fixed),
        ] {
            let tensor = tensors.next().expect("one more");
            assert_eq!((tensor.to_string().as_str(), tensor.saved), (text, saved));
        }
        assert_eq!((tensors.next(), TREE.get(4)), (None, None));
    }

    #[test]
    fn sizes_beyond_four_are_one() {
        assert_eq!(Dims::of(&[1, 2, 3, 4, 5]).as_slice(), [1, 2, 3, 20]);
        assert_eq!(Dims::of_shape::<Image<2, 3, 4>>().then(5).as_slice(), [2, 3, 4, 5]);
    }
}
