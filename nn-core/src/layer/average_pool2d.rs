//! `AveragePool2d(SIZE)`: the mean of what a window sees, of every channel.

use core::marker::PhantomData;

use super::window::{Over, Sees};
use super::{Layer, Learn, Seen, head};
use crate::fingerprint;
use crate::kernel;
use crate::parameters::without_parameters;
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::{Pixels, Rows};

/// Two-dimensional average pooling: `y[i][j][c] = 1/n · Σ x[…][…][c]` over the `n` cells of the window at `[i][j]` that are in the image,
/// which goes on by its own size unless `stride` says otherwise (LeCun et al. 1998). Padding is not counted; a window that sees nothing else
/// gives zero.
///
/// In a declaration: `AveragePool2d(2)`, with `stride` and `padding`, each one number or (height, width).
///
/// # Shapes
/// `x`: `Image<H, W, C>`, `y`: `Image<H', W', C>` with `H' = ⌊(H + before + after − size) / stride⌋ + 1`: what is left over at the end is not seen.
/// No parameters, no multiply-adds.
///
/// Backward: `∂L/∂x[…][…][c]` is the sum of `g[i][j][c] / n` over the windows that see it.
///
/// ```
/// use nn_core::prelude::*;
///
/// network! { struct Net { input: [f32; (2, 4, 1)], AveragePool2d(2) } }
/// assert_eq!(Net::new(1).forward(&[[[1.0], [2.0], [0.0], [0.0]], [[3.0], [6.0], [0.0], [4.0]]]), [[[3.0], [1.0]]]);
/// ```
pub struct AveragePool2d<In, Out, W>(PhantomData<(In, Out, W)>);
without_parameters!(AveragePool2d<In: Pixels, Out: Pixels, W: Sees>);

impl<T: Scalar, In: Pixels, Out: Pixels, W: Sees> Layer<T> for AveragePool2d<In, Out, W> {
    type In = In;
    type Out = Out;
    type Head = head::Linear;

    const FINGERPRINT: u64 =
        Over::<In, Out, W>::fold(fingerprint::shapes::<In, Out>(fingerprint::name("AveragePool2d")));

    #[inline]
    fn forward_rows<const ROWS: usize>(&self, x: &Rows<In, T, ROWS>, out: &mut Rows<Out, T, ROWS>) {
        kernel::average_pool::<T, Over<In, Out, W>, _, _, ROWS>(x, out, T::one_over);
    }
}

impl<T: Scalar, In: Pixels, Out: Pixels, W: Sees> Learn<T> for AveragePool2d<In, Out, W> {
    type Tape<const ROWS: usize> = ();
    type Gradients = ();

    const READS: (bool, bool) = (false, false);

    fn initialize(&mut self, _: &mut Random) {}
    #[inline]
    fn backward_rows<const ROWS: usize>(
        &self,
        _: Seen<'_, Self, T, ROWS>,
        grad_out: &mut Rows<Out, T, ROWS>,
        _: Option<&mut ()>,
        grad_x: Option<&mut Rows<In, T, ROWS>>,
    ) {
        if let Some(grad_x) = grad_x {
            kernel::average_pool_input::<T, Over<In, Out, W>, _, _, ROWS>(grad_out, grad_x, T::one_over);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Window;
    use super::*;
    use crate::memory::Plain;
    use crate::shape::Image;

    /// Windows of two that overlap, with a column of padding before: at the edge two cells are all.
    #[test]
    fn literal_numbers() {
        let pool = AveragePool2d::<Image<2, 3, 1>, Image<1, 3, 1>, Window<2, 2, 1, 1, 0, 1>>::ZERO;
        let (x, mut out) = ([[[[-1.0f64], [-2.0], [-2.0]], [[-3.0], [-4.0], [4.0]]]], Plain::ZERO);
        pool.forward_rows(&x, &mut out);
        assert_eq!(out, [[[[-2.0], [-2.5], [-1.0]]]]);
        let mut grad_x = [[[[9.0]; 3]; 2]];
        let seen = Seen { x: &x, out: &out, tape: &() };
        pool.backward_rows(seen, &mut [[[[1.0], [2.0], [4.0]]]], None, Some(&mut grad_x));
        assert_eq!(grad_x, [[[[1.0], [1.5], [1.0]]; 2]]);
    }

    #[test]
    fn of_padding_only_there_is_no_mean() {
        let pool = AveragePool2d::<Image<1, 1, 2>, Image<2, 1, 2>, Window<1, 1, 1, 1, 1, 0>>::ZERO;
        let (x, mut out) = ([[[[3.0f32, 4.0]]]], [[[[9.0; 2]]; 2]]);
        pool.forward_rows(&x, &mut out);
        assert_eq!(out, [[[[0.0, 0.0]], [[3.0, 4.0]]]]);
    }
}
