//! `RowLayer`: a layer of the user's own that works on one row at a time.

use super::head::Linear;
use super::{Layer, Learn, Seen};
use crate::memory::Plain;
use crate::parameters::Parameters;
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::{Rows, Shape};

/// A layer of your own that works on one row at a time and trains all its parameters: it is a [`Layer`] that can [`Learn`] then. Derive
/// [`Parameters`](macro@crate::Parameters) beside it, and use it by path in a declaration.
///
/// A layer that keeps a tape, has parameters that are not trained (its gradients, which are a value of its own type, are then
/// more than it trains, as the error says), means probabilities, or shares work between rows implements [`Layer`] and [`Learn`]
/// itself.
///
/// ```
/// use nn_core::prelude::*;
///
/// #[derive(Clone, PartialEq, Parameters)]
/// #[repr(C)]
/// struct Scale { factor: [f32; 3] }
///
/// impl RowLayer for Scale {
///     type Scalar = f32;
///     type In = Features<3>;
///     type Out = Features<3>;
///     fn initialize(&mut self, _: &mut Random) { self.factor = [1.0; 3]; }
///     fn forward(&self, x: &[f32; 3], y: &mut [f32; 3]) { for i in 0..3 { y[i] = self.factor[i] * x[i]; } }
///     fn backward(&self, x: &[f32; 3], grad_y: &[f32; 3], gradients: &mut Self, grad_x: &mut [f32; 3]) {
///         for i in 0..3 { gradients.factor[i] += grad_y[i] * x[i]; grad_x[i] = grad_y[i] * self.factor[i]; }
///     }
/// }
///
/// network! { struct Scaled { input: [f32; 3], scale: Scale, output: Dense(1) } }
///
/// // Whether `backward` is the derivative of `forward` can be checked.
/// let mut net = Scaled::new(1);
/// assert_eq!(nn_core::check::gradients(&mut net.scale, &[0.5, -1.0, 2.0], &[1.0, 2.0, 3.0], 1e-2), Ok(()));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a layer",
    label = "neither `Layer` nor `RowLayer`",
    note = "implement `Layer`, what it computes, beside `Learn`; or instead of both `RowLayer`, for one row at a time"
)]
pub trait RowLayer: Parameters<Self::Scalar> + Clone {
    /// The numbers it runs on.
    type Scalar: Scalar;
    /// The shape of one input.
    type In: Shape;
    /// The shape of one output.
    type Out: Shape;

    /// Multiplications with addition that one example costs. A layer without any does not mix values: behind probabilities it
    /// leaves them [`Changed`](crate::head::Changed).
    const MULTIPLY_ADDS: usize = 0;

    /// Sets the first values.
    fn initialize(&mut self, random: &mut Random);

    /// Sets the outputs of one example.
    fn forward(&self, x: &<Self::In as Shape>::Array<Self::Scalar>, y: &mut <Self::Out as Shape>::Array<Self::Scalar>);

    /// From the gradient of the loss by the outputs of one example, *adds* the gradients by the parameters to `gradients`, which
    /// has a number for each, and *sets* `grad_x` to the gradient by the inputs.
    fn backward(
        &self,
        x: &<Self::In as Shape>::Array<Self::Scalar>,
        grad_y: &<Self::Out as Shape>::Array<Self::Scalar>,
        gradients: &mut Self,
        grad_x: &mut <Self::In as Shape>::Array<Self::Scalar>,
    );
}

#[diagnostic::do_not_recommend]
impl<L: RowLayer> Layer<L::Scalar> for L {
    type In = L::In;
    type Out = L::Out;
    type Head = Linear;

    const MULTIPLY_ADDS: usize = L::MULTIPLY_ADDS;

    #[inline]
    fn forward_rows<const ROWS: usize>(
        &self,
        x: &Rows<L::In, L::Scalar, ROWS>,
        out: &mut Rows<L::Out, L::Scalar, ROWS>,
    ) {
        for (x, out) in x.iter().zip(out) {
            self.forward(x, out);
        }
    }
}

#[diagnostic::do_not_recommend]
impl<L: RowLayer> Learn<L::Scalar> for L {
    type Tape<const ROWS: usize> = ();
    type Gradients = L;

    const PASS_BYTES: usize = size_of::<L>() + size_of::<Rows<L::In, L::Scalar, 1>>();

    fn initialize(&mut self, random: &mut Random) {
        RowLayer::initialize(self, random);
    }
    #[inline]
    fn backward_rows<const ROWS: usize>(
        &self,
        seen: Seen<'_, Self, L::Scalar, ROWS>,
        grad_out: &mut Rows<L::Out, L::Scalar, ROWS>,
        mut gradients: Option<&mut L>,
        mut grad_x: Option<&mut Rows<L::In, L::Scalar, ROWS>>,
    ) {
        // What is not wanted goes here.
        let (mut spare, mut nowhere) = (L::ZERO, Plain::ZERO);
        for (row, (x, grad_out)) in seen.x.iter().zip(grad_out).enumerate() {
            let gradients = gradients.as_deref_mut().unwrap_or(&mut spare);
            let grad_x = grad_x.as_deref_mut().and_then(|rows| rows.get_mut(row)).unwrap_or(&mut nowhere);
            self.backward(x, grad_out, gradients, grad_x);
        }
    }
}
