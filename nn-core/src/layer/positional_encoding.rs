//! `PositionalEncoding`: waves by which a step knows its place.

use core::marker::PhantomData;

use super::{Layer, Learn, Seen, Stream, head};
use crate::fingerprint;
use crate::memory::{flat, flat_mut};
use crate::parameters::without_parameters;
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::{Rows, Shape, Steps};

/// Sinusoidal positions (Vaswani et al. 2017), added to what stands at every step of a series, so that layers which do not know the order of
/// steps, such as [`Attention`](super::Attention), are told.
///
/// ```text
/// y[t][2i]     = x[t][2i]     + sin(t / 10000^(2i / N))
/// y[t][2i + 1] = x[t][2i + 1] + cos(t / 10000^(2i / N))
/// ```
///
/// Steps are counted from 0. The waves are constants: `STEPS · N` numbers beside the program, which are no weights and in no file. In a
/// declaration: `PositionalEncoding`. [`PositionEmbedding`](super::PositionEmbedding) learns what it adds.
///
/// # Shapes
/// `x`, `y`: `Series<STEPS, N>`. No parameters, no multiply-adds.
///
/// Backward: the gradient passes as it is.
///
/// ```
/// use nn_core::prelude::*;
///
/// network! { pub struct Net { input: [f32; (2, 4)], PositionalEncoding } }
///
/// let out = Net::new(1).forward(&[[10.0; 4]; 2]);
/// assert_eq!(out[0], [10.0, 11.0, 10.0, 11.0]);
/// assert_eq!(out[1], [1f32.sin(), 1f32.cos(), 0.01f32.sin(), 0.01f32.cos()].map(|wave| 10.0 + wave));
/// ```
pub struct PositionalEncoding<In>(PhantomData<In>);
without_parameters!(PositionalEncoding<In: Steps>);

/// Adds the waves from a step on.
#[inline]
fn add_waves<T: Scalar, In: Steps>(first: usize, x: &[T], out: &mut [T]) {
    let behind = first * In::Pooled::LEN;
    if let (Some(x), Some(out)) = (T::singles(x), T::singles_mut(out)) {
        let waves = In::SINGLE_WAVES.get(behind..).unwrap_or_default();
        for (out, (&x, &wave)) in out.iter_mut().zip(x.iter().zip(waves)) {
            *out = x + wave;
        }
    } else {
        let waves = In::WAVES.get(behind..).unwrap_or_default();
        for (out, (&x, &wave)) in out.iter_mut().zip(x.iter().zip(waves)) {
            *out = x + T::of(wave);
        }
    }
}

impl<T: Scalar, In: Steps> Layer<T> for PositionalEncoding<In> {
    type In = In;
    type Out = In;
    type Head = head::Linear;

    const FINGERPRINT: u64 = fingerprint::shape::<In>(fingerprint::name("PositionalEncoding"));

    #[inline]
    fn forward_rows<const ROWS: usize>(&self, x: &Rows<In, T, ROWS>, out: &mut Rows<In, T, ROWS>) {
        for (x, out) in x.iter().zip(out) {
            add_waves::<T, In>(0, flat(x), flat_mut(out));
        }
    }
}

impl<T: Scalar, In: Steps> Stream<T> for PositionalEncoding<In> {
    /// How many steps there were; behind as many as the series has, nothing comes until it is zero.
    type State = usize;
    type Given = In::Last<T>;
    #[inline]
    fn step(&self, seen: &mut usize, x: &In::Last<T>, out: &mut In::Last<T>) -> bool {
        let is_within = *seen < In::STEPS;
        if is_within {
            add_waves::<T, In>(*seen, flat(x), flat_mut(out));
            *seen += 1;
        }
        is_within
    }
}

impl<T: Scalar, In: Steps> Learn<T> for PositionalEncoding<In> {
    type Tape<const ROWS: usize> = ();
    type Gradients = ();

    const READS: (bool, bool) = (false, false);

    fn initialize(&mut self, _: &mut Random) {}
    #[inline]
    fn backward_rows<const ROWS: usize>(
        &self,
        _: Seen<'_, Self, T, ROWS>,
        grad_out: &mut Rows<In, T, ROWS>,
        _: Option<&mut ()>,
        grad_x: Option<&mut Rows<In, T, ROWS>>,
    ) {
        if let Some(grad_x) = grad_x {
            grad_x.copy_from_slice(grad_out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::Series;

    /// Of the channels of each pair the angle is that of the step, and of the step by a hundred; numbers from a table of sines.
    #[test]
    fn literal_numbers() {
        const WANT: [[f64; 4]; 3] = [
            [0.0, 1.0, 0.0, 1.0],
            [0.841_470_984_807_896_5, 0.540_302_305_868_139_7, 0.009_999_833_334_166_664, 0.999_950_000_416_665_3],
            [0.909_297_426_825_681_7, -0.416_146_836_547_142_4, 0.019_998_666_693_333_08, 0.999_800_006_666_577_8],
        ];
        let layer = PositionalEncoding::<Series<3, 4>>::LAYER;
        let (x, mut out) = ([[[1.0f64, 2.0, 3.0, 4.0]; 3]; 2], [[[9.0; 4]; 3]; 2]);
        layer.forward_rows(&x, &mut out);
        let (mut seen, mut given) = (0, [9.0; 4]);
        for (out, want) in out[0].iter().zip(WANT) {
            for (got, (x, want)) in out.iter().zip(x[0][0].iter().zip(want)) {
                assert!((got - (x + want)).abs() < 1e-15, "{got}, not {}", x + want);
            }
            assert!(layer.step(&mut seen, &x[0][0], &mut given) && given == *out);
        }
        assert!(!layer.step(&mut seen, &x[0][0], &mut given) && seen == 3);
        assert_eq!(out[0], out[1]);
        let mut grad_x = [[[9.0; 4]; 3]; 2];
        layer.backward_rows(Seen { x: &x, out: &out, tape: &() }, &mut out.clone(), None, Some(&mut grad_x));
        assert_eq!(grad_x, out);
    }
}
