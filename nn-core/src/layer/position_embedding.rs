//! `PositionEmbedding`: a trained row by which a step knows its place.

use super::{Layer, Learn, Seen, Stream, head};
use crate::fingerprint;
use crate::init::Init;
use crate::kernel::every;
use crate::memory::{Plain, flat, flat_mut};
use crate::parameters::{Parameters, Role};
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::{Rows, Shape, Steps};
use crate::tensors::{Dims, Part, Tensors};

/// Learned positions (Gehring et al. 2017): `y[t] = x[t] + weight[t]`, a row of numbers of its own for every step of a series, so that layers
/// which do not know the order of steps, such as [`Attention`](super::Attention), are told.
///
/// In a declaration: `positions: PositionEmbedding`. Rows are drawn like those of an [`Embedding`](super::Embedding).
/// [`PositionalEncoding`](super::PositionalEncoding) adds waves, which are no parameters.
///
/// # Shapes
/// `x`, `y`: `Series<STEPS, N>`, `weight`: `[[T; N]; STEPS]`. `STEPS · N` parameters, no multiply-adds.
///
/// Gradients: `∂L/∂weight = ∂L/∂x = g`.
///
/// ```
/// use nn_core::prelude::*;
///
/// network! { pub struct Net { input: [f32; (2, 3)], positions: PositionEmbedding } }
///
/// let mut net = Net::new(1);
/// net.positions.weight = [[1.0; 3], [2.0; 3]];
/// assert_eq!(net.forward(&[[10.0, 20.0, 30.0]; 2]), [[11.0, 21.0, 31.0], [12.0, 22.0, 32.0]]);
/// ```
#[derive(Clone)]
#[repr(C)]
pub struct PositionEmbedding<T: Scalar, In: Steps> {
    /// What is added, `[step][number]`.
    pub weight: In::Array<T>,
}

// SAFETY: one array of scalars.
unsafe impl<T: Scalar, In: Steps> Plain for PositionEmbedding<T, In> {
    const FLAT: bool = T::FLAT && <In::Array<T> as Plain>::FLAT;
}

impl<T: Scalar, In: Steps> PositionEmbedding<T, In> {
    /// Adds `factor · gradient` of all rows to the weights of their steps.
    fn learn<const ROWS: usize>(&mut self, grad_out: &Rows<In, T, ROWS>, factor: T) {
        for grad_out in grad_out {
            every!((weight, &grad) in flat_mut::<T, _>(&mut self.weight).iter_mut().zip(flat(grad_out)) => {
                *weight = factor.multiply_add(grad, *weight);
            });
        }
    }
}

impl<T: Scalar, In: Steps> PartialEq for PositionEmbedding<T, In> {
    fn eq(&self, other: &Self) -> bool {
        flat::<T, _>(self) == flat::<T, _>(other)
    }
}

impl<T: Scalar, In: Steps> core::fmt::Debug for PositionEmbedding<T, In> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "PositionEmbedding({}, {})", In::STEPS, In::Pooled::LEN)
    }
}

impl<T: Scalar, In: Steps> Parameters<T> for PositionEmbedding<T, In> {
    const VALUES: usize = In::LEN;
    const TRAINED: usize = In::LEN;
    const TENSORS: Tensors = Tensors::Parts {
        parts: &[Part { name: "weight", tensors: Tensors::one::<T>(Role::Weight, Dims::of_shape::<In>()) }],
    };

    fn visit(&self, visitor: &mut impl FnMut(Role, &[T])) {
        visitor(Role::Weight, flat(&self.weight));
    }
    fn visit_mut(&mut self, visitor: &mut impl FnMut(Role, &mut [T])) {
        visitor(Role::Weight, flat_mut(&mut self.weight));
    }
}

/// `out = x + weight`
#[inline(always)]
fn sum<T: Scalar>(x: &[T], weight: &[T], out: &mut [T]) {
    every!((out, (&x, &weight)) in out.iter_mut().zip(x.iter().zip(weight)) => { *out = x + weight });
}

impl<T: Scalar, In: Steps> Layer<T> for PositionEmbedding<T, In> {
    type In = In;
    type Out = In;
    type Head = head::Linear;

    const FINGERPRINT: u64 = fingerprint::shape::<In>(fingerprint::name("PositionEmbedding"));

    #[inline]
    fn forward_rows<const ROWS: usize>(&self, x: &Rows<In, T, ROWS>, out: &mut Rows<In, T, ROWS>) {
        for (x, out) in x.iter().zip(out) {
            sum(flat(x), flat(&self.weight), flat_mut::<T, _>(out));
        }
    }
}

impl<T: Scalar, In: Steps> Stream<T> for PositionEmbedding<T, In> {
    /// How many steps there were; behind as many as the series has, nothing comes until it is zero.
    type State = usize;
    type Given = In::Last<T>;
    #[inline]
    fn step(&self, seen: &mut usize, x: &In::Last<T>, out: &mut In::Last<T>) -> bool {
        let Some(row) = flat::<In::Last<T>, _>(&self.weight).get(*seen) else { return false };
        *seen += 1;
        sum(flat(x), flat(row), flat_mut::<T, _>(out));
        true
    }
}

impl<T: Scalar, In: Steps> Learn<T> for PositionEmbedding<T, In> {
    type Tape<const ROWS: usize> = ();
    type Gradients = Self;

    const DESCEND_BYTES: usize = 0;
    const READS: (bool, bool) = (false, false);

    fn initialize(&mut self, random: &mut Random) {
        Init::LeCun.fill(flat_mut::<T, _>(&mut self.weight), 1, In::Pooled::LEN, random);
    }
    #[inline]
    fn backward_rows<const ROWS: usize>(
        &self,
        _: Seen<'_, Self, T, ROWS>,
        grad_out: &mut Rows<In, T, ROWS>,
        gradients: Option<&mut Self>,
        grad_x: Option<&mut Rows<In, T, ROWS>>,
    ) {
        if let Some(gradients) = gradients {
            gradients.learn(grad_out, T::one());
        }
        if let Some(grad_x) = grad_x {
            grad_x.copy_from_slice(grad_out);
        }
    }
    #[inline]
    fn descend_rows<const ROWS: usize>(
        &mut self,
        seen: Seen<'_, Self, T, ROWS>,
        grad_out: &mut Rows<In, T, ROWS>,
        rate: T,
        grad_x: Option<&mut Rows<In, T, ROWS>>,
    ) {
        self.backward_rows(seen, grad_out, None, grad_x);
        self.learn(grad_out, -rate);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::Series;

    type Two = PositionEmbedding<f64, Series<2, 3>>;

    #[test]
    fn literal_numbers() {
        let mut layer = Two { weight: [[0.5, 1.0, -1.0], [0.0, 2.0, 4.0]] };
        let (x, mut out) = ([[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], [[0.0; 3]; 2]], [[[9.0; 3]; 2]; 2]);
        layer.forward_rows(&x, &mut out);
        assert_eq!(out, [[[1.5, 3.0, 2.0], [4.0, 7.0, 10.0]], layer.weight]);
        let (mut grad_out, mut grad_x) = ([[[1.0; 3], [2.0; 3]], [[0.5; 3], [0.0, 0.0, 1.0]]], [[[9.0; 3]; 2]; 2]);
        let mut gradients = Two { weight: [[1.0; 3]; 2] };
        let seen = || Seen { x: &x, out: &out, tape: &() };
        layer.backward_rows(seen(), &mut grad_out, Some(&mut gradients), Some(&mut grad_x));
        assert_eq!((gradients.weight, grad_x), ([[2.5; 3], [3.0, 3.0, 4.0]], grad_out));
        grad_x = [[[9.0; 3]; 2]; 2];
        layer.descend_rows(seen(), &mut grad_out, 2.0, Some(&mut grad_x));
        assert_eq!((layer.weight, grad_x), ([[-2.5, -2.0, -4.0], [-4.0, -2.0, -2.0]], grad_out));
    }

    #[test]
    fn a_step_has_its_row() {
        let layer = Two { weight: [[0.5, 1.0, -1.0], [0.0, 2.0, 4.0]] };
        let (mut seen, mut out) = (0, [9.0; 3]);
        let mut step = |x| layer.step(&mut seen, &x, &mut out).then_some(out);
        assert_eq!(step([1.0; 3]), Some([1.5, 2.0, 0.0]));
        assert_eq!(step([1.0; 3]), Some([1.0, 3.0, 5.0]));
        assert_eq!(step([1.0; 3]), None);
        assert_eq!(seen, 2);
    }

    #[test]
    fn says_what_it_is() {
        let mut layer = PositionEmbedding::<f64, Series<100, 20>>::ZERO;
        layer.initialize(&mut Random::new(3));
        let values = flat::<f64, _>(&layer.weight);
        let variance = values.iter().map(|value| value * value).sum::<f64>() / 2000.0;
        assert!((variance - 1.0).abs() < 0.1, "{variance}");
        assert_eq!(format!("{layer:?}"), "PositionEmbedding(100, 20)");
        assert_eq!((Two::VALUES, Two::TENSORS.size()), (6, (6, 48)));
        assert!(Two::ZERO == Two::ZERO && Two::ZERO != Two { weight: [[0.0, 0.0, 0.0], [0.0, 0.0, 1.0]] });
    }
}
