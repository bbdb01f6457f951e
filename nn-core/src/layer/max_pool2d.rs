//! `MaxPool2d(SIZE)`: the largest value that a window sees, of every channel.

use core::marker::PhantomData;

use super::window::{Over, Sees};
use super::{Layer, Learn, Seen, head};
use crate::fingerprint;
use crate::kernel;
use crate::parameters::without_parameters;
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::{Pixels, Rows};

/// Two-dimensional max pooling: `y[i][j][c] = max x[…][…][c]` over the window at `[i][j]`, which goes on by its own size unless `stride` says
/// otherwise (Yamaguchi et al. 1990). Padding never wins; NaN does.
///
/// In a declaration: `MaxPool2d(2)`, with `stride` and `padding`, each one number or (height, width).
///
/// # Shapes
/// `x`: `Image<H, W, C>`, `y`: `Image<H', W', C>` with `H' = ⌊(H + before + after − size) / stride⌋ + 1`: what is left over at the end is not seen.
/// No parameters.
///
/// Backward: the gradient goes to the largest value, to the first of several that are equal.
pub struct MaxPool2d<In, Out, W>(PhantomData<(In, Out, W)>);
without_parameters!(MaxPool2d<In: Pixels, Out: Pixels, W: Sees>);

impl<T: Scalar, In: Pixels, Out: Pixels, W: Sees> Layer<T> for MaxPool2d<In, Out, W> {
    type In = In;
    type Out = Out;
    type Head = head::Linear;

    const FINGERPRINT: u64 = Over::<In, Out, W>::fold(fingerprint::shapes::<In, Out>(fingerprint::name("MaxPool2d")));

    #[inline]
    fn forward_rows<const ROWS: usize>(&self, x: &Rows<In, T, ROWS>, out: &mut Rows<Out, T, ROWS>) {
        kernel::max_pool::<T, Over<In, Out, W>, _, _, ROWS>(x, out);
    }
}

impl<T: Scalar, In: Pixels, Out: Pixels, W: Sees> Learn<T> for MaxPool2d<In, Out, W> {
    type Tape<const ROWS: usize> = ();
    type Gradients = ();

    const READS: (bool, bool) = (true, false);

    fn initialize(&mut self, _: &mut Random) {}
    #[inline]
    fn backward_rows<const ROWS: usize>(
        &self,
        seen: Seen<'_, Self, T, ROWS>,
        grad_out: &mut Rows<Out, T, ROWS>,
        _: Option<&mut ()>,
        grad_x: Option<&mut Rows<In, T, ROWS>>,
    ) {
        if let Some(grad_x) = grad_x {
            kernel::max_pool_input::<T, Over<In, Out, W>, _, _, ROWS>(seen.x, grad_out, grad_x);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Window;
    use super::*;
    use crate::memory::Plain;
    use crate::shape::Image;

    /// Windows of two that overlap, with a column of padding before: of equal values the first is given the gradient.
    #[test]
    fn literal_numbers() {
        let pool = MaxPool2d::<Image<2, 3, 1>, Image<1, 3, 1>, Window<2, 2, 1, 1, 0, 1>>::ZERO;
        let (x, mut out) = ([[[[-1.0f64], [-2.0], [-2.0]], [[-3.0], [-4.0], [-2.0]]]], Plain::ZERO);
        pool.forward_rows(&x, &mut out);
        assert_eq!(out, [[[[-1.0], [-1.0], [-2.0]]]]);
        let mut grad_x = [[[[9.0]; 3]; 2]];
        let seen = Seen { x: &x, out: &out, tape: &() };
        pool.backward_rows(seen, &mut [[[[1.0], [2.0], [4.0]]]], None, Some(&mut grad_x));
        assert_eq!(grad_x, [[[[3.0], [4.0], [0.0]], [[0.0]; 3]]]);
    }

    #[test]
    fn nan_is_the_largest() {
        let pool = MaxPool2d::<Image<2, 2, 1>, Image<1, 1, 1>, Window<2, 2, 2, 2>>::ZERO;
        for at in 0..4 {
            let mut x = [[[[1.0f32], [2.0]], [[3.0], [4.0]]]];
            x[0][at / 2][at % 2][0] = f32::NAN;
            let mut out = Plain::ZERO;
            pool.forward_rows(&x, &mut out);
            assert!(out[0][0][0][0].is_nan(), "{at}");
        }
    }
}
