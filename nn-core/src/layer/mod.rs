//! The layers: one layer, one file, one anatomy (formula, shapes, struct, forward, backward, a test with literal numbers).

pub(crate) mod activation;
mod attention;
mod average_pool1d;
mod average_pool2d;
mod batch_norm;
mod conv1d;
mod conv2d;
mod convolution;
mod dense;
mod depthwise_conv1d;
mod depthwise_conv2d;
mod dropout;
mod each_step;
mod embedding;
mod frozen;
mod global_average_pool;
mod global_max_pool;
mod group_norm;
mod gru;
pub(crate) mod head;
mod last_step;
mod layer_norm;
mod lent;
mod lstm;
mod max_pool1d;
mod max_pool2d;
mod moments;
mod position_embedding;
mod positional_encoding;
mod prelu;
mod recurrent;
mod rms_norm;
mod rnn;
mod row;
mod standardize;
mod stream;
mod window;

pub use activation::{
    Activation, Elementwise, Elu, Gelu, GeluTanh, HardSigmoid, HardSwish, HardTanh, Identity, LeakyRelu, LogSigmoid,
    LogSoftmax, Mish, Reads, Relu, Relu6, Selu, Sigmoid, Silu, Softmax, Softplus, Softsign, Step, Tanh,
};
pub use attention::{Attention, AttentionState};
pub use average_pool1d::AveragePool1d;
pub use average_pool2d::AveragePool2d;
pub use batch_norm::{BatchNorm, BatchNormGradients};
pub use conv1d::Conv1d;
pub use conv2d::Conv2d;
pub use dense::Dense;
pub use depthwise_conv1d::DepthwiseConv1d;
pub use depthwise_conv2d::DepthwiseConv2d;
pub use dropout::Dropout;
pub use each_step::EachStep;
pub use embedding::Embedding;
pub use frozen::Frozen;
pub use global_average_pool::GlobalAveragePool;
pub use global_max_pool::GlobalMaxPool;
pub use group_norm::GroupNorm;
pub use gru::Gru;
pub use last_step::LastStep;
pub use layer_norm::LayerNorm;
#[doc(hidden)]
pub use lent::Lent;
pub use lstm::{Lstm, LstmState};
pub use max_pool1d::MaxPool1d;
pub use max_pool2d::MaxPool2d;
pub use position_embedding::PositionEmbedding;
pub use positional_encoding::PositionalEncoding;
pub use prelu::Prelu;
pub use rms_norm::RmsNorm;
pub use rnn::Rnn;
pub use row::RowLayer;
pub use standardize::Standardize;
pub use stream::{GoesAlong, Latest, Reshaped, Ring, Stream};
pub use window::{Ahead, LooksBack, Sees, Sight, Window, Window1d};

pub use crate::fingerprint;
use crate::parameters::{Gradients, Parameters};
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::{Rows, Shape};
use head::Head;

/// A step of a network that turns a block of `ROWS` examples of one shape into as many of another: what it computes. How it is
/// trained is [`Learn`].
///
/// A layer of your own that works on one row at a time is written as a [`RowLayer`]. Implement these two traits for one that does
/// more, and use it by path in a declaration (`scale: my::Scale`); derive [`Parameters`](macro@crate::Parameters) beside them.
/// Everything works on blocks, so that a kernel can share one weight between examples.
///
/// ```
/// use nn_core::prelude::*;
///
/// /// `y = a · x`, one factor per input.
/// #[derive(Clone, PartialEq, Parameters)]
/// pub struct Scale {
///     factor: [f32; 3],
/// }
///
/// impl Layer for Scale {
///     type In = Features<3>;
///     type Out = Features<3>;
///     type Head = head::Linear;
///
///     fn forward_rows<const ROWS: usize>(&self, x: &[[f32; 3]; ROWS], out: &mut [[f32; 3]; ROWS]) {
///         for (x, out) in x.iter().zip(out) {
///             for i in 0..3 {
///                 out[i] = self.factor[i] * x[i];
///             }
///         }
///     }
/// }
///
/// impl Learn for Scale {
///     type Tape<const ROWS: usize> = ();
///     type Gradients = [f32; 3];
///
///     fn initialize(&mut self, _: &mut Random) {
///         self.factor = [1.0; 3];
///     }
///     fn backward_rows<const ROWS: usize>(
///         &self,
///         seen: Seen<'_, Self, f32, ROWS>,
///         grad_out: &mut [[f32; 3]; ROWS],
///         mut gradients: Option<&mut [f32; 3]>,
///         mut grad_x: Option<&mut [[f32; 3]; ROWS]>,
///     ) {
///         for row in 0..ROWS {
///             for i in 0..3 {
///                 if let Some(gradients) = &mut gradients {
///                     gradients[i] += grad_out[row][i] * seen.x[row][i];
///                 }
///                 if let Some(grad_x) = &mut grad_x {
///                     grad_x[row][i] = grad_out[row][i] * self.factor[i];
///                 }
///             }
///         }
///     }
/// }
///
/// network! {
///     pub struct Scaled { input: [f32; 3], scale: Scale, output: Dense(1) }
/// }
/// assert_eq!(Scaled::new(1).scale.factor, [1.0; 3]);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a layer that runs on `{T}`",
    label = "not a layer on `{T}`",
    note = "a layer is declared with `network!`, or a type of your own that implements it"
)]
pub trait Layer<T: Scalar = f32>: Parameters<T> {
    /// The shape of one input.
    type In: Shape;
    /// The shape of one output.
    type Out: Shape;
    /// What the outputs mean when this is the last layer; [`Linear`](crate::head::Linear) for plain values. One that is a function,
    /// such as [`Softmax`], is applied by whoever runs the layer: the passes below are those of the body, which leaves logits.
    type Head: Head;

    /// Multiplications with addition that one example costs.
    const MULTIPLY_ADDS: usize = 0;
    /// Bytes of buffers that one example needs inside, input and output excluded.
    const INFERENCE_BYTES: usize = 0;
    /// Kind, shapes and settings in one number: what a weights file must agree with. A layer that computes otherwise by a
    /// setting of its own folds that in: `fingerprint::fold(fingerprint::shapes::<Self::In, Self::Out>(fingerprint::name("Scale")),
    /// setting)`.
    const FINGERPRINT: u64 = fingerprint::shapes::<Self::In, Self::Out>(fingerprint::name(Self::KIND));

    /// The same as version 1 of the weights format has it: without settings, and every layer of one's own of one name.
    #[doc(hidden)]
    const FINGERPRINT_1: u64 = {
        let given = fingerprint::shapes::<Self::In, Self::Out>(fingerprint::name(Self::KIND));
        let before = fingerprint::shapes::<Self::In, Self::Out>(fingerprint::name("layer"));
        if Self::FINGERPRINT == given { before } else { Self::FINGERPRINT }
    };

    /// Evaluating it judges the values of a generic layer, such as a size of zero; see [`check!`](crate::check!).
    const CHECKED: () = ();

    /// Inference of the body: where the head is a function, such as that of a network which ends in `Softmax`, this leaves logits.
    fn forward_rows<const ROWS: usize>(&self, x: &Rows<Self::In, T, ROWS>, out: &mut Rows<Self::Out, T, ROWS>);

    /// [`forward_rows`](Self::forward_rows), and an activation of what comes out: at once, where a layer knows how.
    #[doc(hidden)]
    #[inline(always)]
    fn forward_rows_then<A: Activation, const ROWS: usize>(
        &self,
        x: &Rows<Self::In, T, ROWS>,
        out: &mut Rows<Self::Out, T, ROWS>,
        activation: A,
    ) {
        self.forward_rows(x, out);
        activation::activate::<T, A, _, ROWS>(activation, out);
    }
}

/// How a [`Layer`] is trained: where it begins, what it keeps of a block of examples, and its way back.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no way back on `{T}`",
    label = "does not learn on `{T}`",
    note = "a layer that stands in a network implements `Layer<{T}>` and `Learn<{T}>`"
)]
pub trait Learn<T: Scalar = f32>: Layer<T> {
    /// What [`record_rows`](Self::record_rows) leaves for [`backward_rows`](Self::backward_rows) beside input and output; `()` for most.
    type Tape<const ROWS: usize>: crate::memory::Plain;
    /// One gradient per trained parameter, in the order of [`Parameters::visit`].
    type Gradients: Gradients<T> + Clone;

    /// Bytes of buffers that recording one example or going back over it needs inside, tape, gradients, and the gradients by
    /// input and output excluded.
    const PASS_BYTES: usize = 0;

    /// Bytes that [`descend_rows`](Self::descend_rows) needs inside beside them: gradients, where they are not applied as they are found.
    #[doc(hidden)]
    const DESCEND_BYTES: usize = size_of::<Self::Gradients>();

    /// Whether the way back reads the inputs, and the outputs, that were seen.
    #[doc(hidden)]
    const READS: (bool, bool) = (true, true);

    /// Sets the first values.
    fn initialize(&mut self, random: &mut Random);

    /// Like [`forward_rows`](Layer::forward_rows), the body only, for training: leaves in `tape` what backward needs.
    fn record_rows<const ROWS: usize>(
        &self,
        x: &Rows<Self::In, T, ROWS>,
        out: &mut Rows<Self::Out, T, ROWS>,
        tape: &mut Self::Tape<ROWS>,
        random: &mut Random,
    ) {
        let _ = (tape, random);
        self.forward_rows(x, out);
    }

    /// [`record_rows`](Self::record_rows), and an activation of what comes out: at once, where a layer knows how.
    #[doc(hidden)]
    #[inline(always)]
    fn record_rows_then<A: Activation, const ROWS: usize>(
        &self,
        x: &Rows<Self::In, T, ROWS>,
        out: &mut Rows<Self::Out, T, ROWS>,
        tape: &mut Self::Tape<ROWS>,
        random: &mut Random,
        activation: A,
    ) {
        self.record_rows(x, out, tape, random);
        activation::activate::<T, A, _, ROWS>(activation, out);
    }

    /// From the gradient of the loss by the outputs, *adds* the gradients by the parameters to `gradients` and *sets*
    /// `grad_x` to the gradient by the inputs, as far as they are wanted. `grad_out` may be used as scratch.
    fn backward_rows<const ROWS: usize>(
        &self,
        seen: Seen<'_, Self, T, ROWS>,
        grad_out: &mut Rows<Self::Out, T, ROWS>,
        gradients: Option<&mut Self::Gradients>,
        grad_x: Option<&mut Rows<Self::In, T, ROWS>>,
    );

    /// [`backward_rows`](Self::backward_rows) of the first rows of a step, which *sets* the gradients by the parameters.
    #[doc(hidden)]
    fn backward_first_rows<const ROWS: usize>(
        &self,
        seen: Seen<'_, Self, T, ROWS>,
        grad_out: &mut Rows<Self::Out, T, ROWS>,
        gradients: &mut Self::Gradients,
        grad_x: Option<&mut Rows<Self::In, T, ROWS>>,
    ) {
        gradients.clear();
        self.backward_rows(seen, grad_out, Some(gradients), grad_x);
    }

    /// Backward and a step of gradient descent in one pass, without a buffer for gradients where the layer knows how:
    /// every parameter moves by `−rate · gradient`, and `grad_x` is taken from the parameters before they move.
    fn descend_rows<const ROWS: usize>(
        &mut self,
        seen: Seen<'_, Self, T, ROWS>,
        grad_out: &mut Rows<Self::Out, T, ROWS>,
        rate: T,
        grad_x: Option<&mut Rows<Self::In, T, ROWS>>,
    ) {
        let mut gradients = <Self::Gradients as crate::memory::Plain>::ZERO;
        self.backward_rows(seen, grad_out, Some(&mut gradients), grad_x);
        crate::parameters::zip_trained(self, gradients.as_slice(), [], |_, own, gradient, []| {
            for (parameter, &gradient) in own.iter_mut().zip(gradient) {
                *parameter = *parameter - rate * gradient;
            }
        });
    }

    /// How many rows a mini-batch has whose rows know of each other, as those of [`BatchNorm`] do; else 0.
    #[doc(hidden)]
    const BATCH: usize = 0;

    /// Takes from the tape of a mini-batch what is averaged over all of them, once it is known to be good.
    #[doc(hidden)]
    fn update_statistics<const ROWS: usize>(&mut self, tape: &Self::Tape<ROWS>) {
        let _ = tape;
    }
}

/// What a layer saw while it was recorded, for its backward pass.
pub struct Seen<'a, L: Learn<T>, T: Scalar, const ROWS: usize> {
    /// The inputs.
    pub x: &'a Rows<L::In, T, ROWS>,
    /// The outputs; not to be read by a layer whose head is a function, since that may have been applied to them in place.
    pub out: &'a Rows<L::Out, T, ROWS>,
    /// What the layer left for itself.
    pub tape: &'a L::Tape<ROWS>,
}
