//! `Embedding(SIZE)`: a row of numbers for every index.

use super::{Layer, Learn, Seen, Stream, head};
use crate::fingerprint;
use crate::index::Indexed;
use crate::init::Init;
use crate::memory::{Plain, flat, flat_mut};
use crate::parameters::{Parameters, Role};
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::{Rows, Shape, Tokens};
use crate::tensors::{Dims, Part, Tensors};

/// A table with a trained row for every index: `y[t] = weight[x[t]]` (Bengio, Ducharme, Vincent and Jauvin 2003).
///
/// In a declaration: `embed: Embedding(16)`, behind an input of indices such as `input: [Index<27>; STEPS]`, from which it takes how many
/// rows there are. Rows are drawn from a normal distribution of variance 1, as PyTorch does.
///
/// # Shapes
/// `x`: `[Index<N>; STEPS]`, `y`: `Series<STEPS, SIZE>`, `weight`: `[[T; SIZE]; N]`. `N · SIZE` parameters, no multiply-adds.
///
/// Gradients: `∂L/∂weight[i] = Σ g[t]` over the steps with `x[t] = i`; an index has none.
#[derive(Clone)]
#[repr(C)]
pub struct Embedding<T: Scalar, In: Tokens, const SIZE: usize> {
    /// A row for every index.
    pub weight: <In::Index as Indexed>::Table<[T; SIZE]>,
}

// SAFETY: one array of scalars.
unsafe impl<T: Scalar, In: Tokens, const SIZE: usize> Plain for Embedding<T, In, SIZE> {
    const FLAT: bool = T::FLAT && <<In::Index as Indexed>::Table<[T; SIZE]> as Plain>::FLAT;
}

impl<T: Scalar, In: Tokens, const SIZE: usize> Embedding<T, In, SIZE> {
    /// The row of every index.
    pub fn rows(&self) -> &[[T; SIZE]] {
        flat(&self.weight)
    }

    /// [`rows`](Self::rows), writable.
    pub fn rows_mut(&mut self) -> &mut [[T; SIZE]] {
        flat_mut(&mut self.weight)
    }
}

impl<T: Scalar, In: Tokens, const SIZE: usize> PartialEq for Embedding<T, In, SIZE> {
    fn eq(&self, other: &Self) -> bool {
        self.rows() == other.rows()
    }
}

impl<T: Scalar, In: Tokens, const SIZE: usize> core::fmt::Debug for Embedding<T, In, SIZE> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Embedding({} -> {SIZE})", In::Index::COUNT)
    }
}

impl<T: Scalar, In: Tokens, const SIZE: usize> Parameters<T> for Embedding<T, In, SIZE> {
    const VALUES: usize = In::Index::COUNT * SIZE;
    const TRAINED: usize = Self::VALUES;
    const TENSORS: Tensors = Tensors::Parts {
        parts: &[Part {
            name: "weight",
            tensors: Tensors::one::<T>(Role::Weight, Dims::of(&[In::Index::COUNT, SIZE])),
        }],
    };

    fn visit(&self, visitor: &mut impl FnMut(Role, &[T])) {
        visitor(Role::Weight, self.rows().as_flattened());
    }
    fn visit_mut(&mut self, visitor: &mut impl FnMut(Role, &mut [T])) {
        visitor(Role::Weight, self.rows_mut().as_flattened_mut());
    }
}

impl<T: Scalar, In: Tokens, const SIZE: usize> Layer<T> for Embedding<T, In, SIZE> {
    type In = In;
    type Out = In::Embedded<SIZE>;
    type Head = head::Linear;

    const FINGERPRINT: u64 = fingerprint::shapes::<In, Self::Out>(fingerprint::name("Embedding"));

    #[inline]
    fn forward_rows<const ROWS: usize>(&self, x: &Rows<In, T, ROWS>, out: &mut Rows<Self::Out, T, ROWS>) {
        for (x, out) in x.iter().zip(out) {
            for (index, out) in In::tokens(x).iter().zip(flat_mut::<[T; SIZE], _>(out)) {
                if let Some(row) = self.rows().get(index.at()) {
                    *out = *row;
                }
            }
        }
    }
}

impl<T: Scalar, In: Tokens, const SIZE: usize> Learn<T> for Embedding<T, In, SIZE> {
    type Tape<const ROWS: usize> = ();
    type Gradients = Self;

    const DESCEND_BYTES: usize = 0;
    const READS: (bool, bool) = (true, false);

    fn initialize(&mut self, random: &mut Random) {
        Init::LeCun.fill(self.rows_mut().as_flattened_mut(), 1, SIZE, random);
    }
    #[inline]
    fn backward_rows<const ROWS: usize>(
        &self,
        seen: Seen<'_, Self, T, ROWS>,
        grad_out: &mut Rows<Self::Out, T, ROWS>,
        gradients: Option<&mut Self>,
        _: Option<&mut Rows<In, T, ROWS>>,
    ) {
        let Some(gradients) = gradients else { return };
        each(gradients, seen.x, grad_out, |gradient, grad_out| *gradient = *gradient + grad_out);
    }
    #[inline]
    fn descend_rows<const ROWS: usize>(
        &mut self,
        seen: Seen<'_, Self, T, ROWS>,
        grad_out: &mut Rows<Self::Out, T, ROWS>,
        rate: T,
        _: Option<&mut Rows<In, T, ROWS>>,
    ) {
        each(self, seen.x, grad_out, |weight, grad_out| *weight = *weight - rate * grad_out);
    }
}

/// The gradient by every step reaches the row of its index.
#[inline]
fn each<T: Scalar, In: Tokens, const SIZE: usize, const ROWS: usize>(
    layer: &mut Embedding<T, In, SIZE>,
    x: &Rows<In, T, ROWS>,
    grad_out: &Rows<In::Embedded<SIZE>, T, ROWS>,
    f: impl Fn(&mut T, T),
) {
    for (x, grad_out) in x.iter().zip(grad_out) {
        for (index, grad_out) in In::tokens(x).iter().zip(flat::<[T; SIZE], _>(grad_out)) {
            let row = layer.rows_mut().get_mut(index.at());
            for (to, &gradient) in row.into_iter().flatten().zip(grad_out) {
                f(to, gradient);
            }
        }
    }
}

impl<T: Scalar, In: Tokens, const SIZE: usize> Stream<T> for Embedding<T, In, SIZE> {
    type State = ();
    type Given = [T; SIZE];
    #[inline]
    fn step(&self, (): &mut (), x: &<In as Shape>::Last<T>, out: &mut [T; SIZE]) -> bool {
        if let Some(row) = self.rows().get(In::token(x).at()) {
            *out = *row;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Index;
    use crate::shape::Indices;

    #[test]
    fn literal_numbers() {
        type Layer = Embedding<f64, Indices<4, Index<3>>, 2>;
        let mut layer = Layer::ZERO;
        layer.weight = [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]];
        let x = [[2, 0, 2, 2].map(|index| Index::new(index).unwrap())];
        let mut out = Plain::ZERO;
        layer.forward_rows(&x, &mut out);
        assert_eq!(out, [[[5.0, 6.0], [1.0, 2.0], [5.0, 6.0], [5.0, 6.0]]]);
        // What stands several times adds up.
        let mut gradients = Layer::ZERO;
        let mut grad_out = [[[1.0, 10.0], [2.0, 20.0], [3.0, 30.0], [4.0, 40.0]]];
        let seen = || Seen { x: &x, out: &out, tape: &() };
        layer.backward_rows(seen(), &mut grad_out, Some(&mut gradients), None);
        assert_eq!(gradients.weight, [[2.0, 20.0], [0.0; 2], [8.0, 80.0]]);
        layer.descend_rows(seen(), &mut grad_out, 0.5, None);
        assert_eq!(layer.weight, [[0.0, -8.0], [3.0, 4.0], [1.0, -34.0]]);
        assert_eq!((format!("{layer:?}"), Layer::VALUES), ("Embedding(3 -> 2)".to_string(), 6));
    }
}
