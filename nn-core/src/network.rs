//! A declared network: inference, the training halves, and the facts.

use num_traits::float::FloatCore;

use crate::batch::{Batch, OneByOne};
use crate::kernel;
use crate::layer::head::Head;
use crate::layer::{Layer, Learn, Lent, Seen};
use crate::memory::{Plain, flat};
use crate::parameters::{Gradients, Parameters};
use crate::random::{Purpose, Random};
use crate::scalar::Scalar;
use crate::shape::Shape;
use crate::summary::Summary;
use crate::tensors::Tensor;
#[cfg(feature = "std")]
use crate::weights::ReadError;
use crate::weights::{BufferTooShort, HEADER, Header, LoadError, Table};

/// One input of network `N`, an array of its input shape.
pub type Input<N> = <<N as Layer<<N as Network>::Scalar>>::In as Shape>::Array<<N as Network>::Scalar>;
/// One output of network `N`, an array of its output shape.
pub type Output<N> = <<N as Layer<<N as Network>::Scalar>>::Out as Shape>::Array<<N as Network>::Scalar>;

/// What the last layer of network `N` means.
pub type HeadOf<N> = <N as Layer<<N as Network>::Scalar>>::Head;
/// The gradients of network `N`.
pub type GradientsOf<N> = <N as Learn<<N as Network>::Scalar>>::Gradients;
/// The input shape of network `N`.
pub type InShape<N> = <N as Layer<<N as Network>::Scalar>>::In;
/// The output shape of network `N`.
pub type OutShape<N> = <N as Layer<<N as Network>::Scalar>>::Out;

/// What [`network!`](crate::network) makes of a declaration. Generic code takes `N: Network`, and names shapes and heads
/// with [`Input`], [`Output`], [`HeadOf`], [`OutShape`] and their like. To ask for certain ones, bound [`Layer`] instead:
/// `N: Network<Scalar = f32> + Layer<f32, In = Features<64>, Out = Features<10>, Head = head::Softmax>`.
///
/// ```
/// use nn_core::prelude::*;
///
/// fn answers<N: Network>(net: &N, questions: &[Input<N>]) -> usize {
///     questions.iter().filter(|question| net.classify(question) == 0).count()
/// }
///
/// fn train<N, L, Y>(net: &mut N, loss: L, data: &Data<Input<N>, Y>) -> Result<(), TrainError>
/// where
///     N: Network,
///     L: LossOn<HeadOf<N>> + Loss<N::Scalar, Y::Kind>,
///     Y: Target<N::Scalar, OutShape<N>> + Clone,
/// {
///     let mut trainer = Trainer::new(net, loss, Adam::new(N::Scalar::of(0.01)));
///     trainer.fit(net, data, Fit::default(), |_| {}).map(|_| ())
/// }
///
/// network! { pub struct Tiny { input: [f32; 2], output: Dense(2) } }
/// let mut net = Tiny::zeros();
/// assert_eq!(answers(&net, &[[1.0, 2.0], [3.0, 4.0]]), 2);
/// train(&mut net, CrossEntropy, &Data::new(&[[1.0, 2.0], [3.0, 4.0]], &[1usize, 0]))?;
/// # Ok::<(), TrainError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a network",
    label = "not declared with `network!`",
    note = "a network on the heap is lent as `&*net`"
)]
pub trait Network: Lent<<Self as Network>::Scalar> {
    /// The numbers the network runs on.
    type Scalar: Scalar;
    /// The mini-batches it learns from: of [any size](crate::batch::AnySize), unless `#[batch(…)]` says otherwise.
    type Batch: Batch;

    /// The name of the declaration.
    const NAME: &'static str;
    /// Values saved with the network: trained parameters, frozen ones, and those of `Standardize`.
    const PARAMETERS: usize = <Self as Parameters<Self::Scalar>>::VALUES;
    /// Bytes of all parameters.
    const WEIGHT_BYTES: usize = Self::PARAMETERS * <Self::Scalar as Scalar>::BYTES;
    /// Bytes that training on one example takes beside network and optimizer state: tape, gradients and buffers. With `#[batch(…)]` those
    /// of so many examples.
    const TRAINING_BYTES: usize = training_bytes::<Self, 1>();
    /// Bytes of the saved network.
    const BYTES: usize = HEADER + table::<Self>().length + Self::WEIGHT_BYTES;
    /// The table of layers.
    const SUMMARY: Summary;

    /// Every tensor in the order of [`Parameters::visit`], with the name that a weights file has for it; see
    /// [`tensors`](mod@crate::tensors).
    fn tensors() -> impl Iterator<Item = Tensor> {
        table::<Self>().tensors.iter()
    }

    /// A network with first weights drawn from `seed`: the same seed gives the same bits.
    fn new(seed: u64) -> Self {
        const { Self::CHECKED }
        let mut net = Self::ZERO;
        net.initialize(&mut Random::at(seed, Purpose::Initialize, 0));
        net
    }

    /// [`new`](Self::new) on the heap, drawn in place and never on the stack: for large networks.
    ///
    /// Buffers of a pass stand on the stack all the same: [`INFERENCE_BYTES`](Layer::INFERENCE_BYTES) for each row that runs
    /// together, of which [`forward_batch`](Self::forward_batch) takes 32, eight where these would take more than 192 KiB, or one where
    /// eight would take more than 1 MiB, and [`forward`](Self::forward) one output. [`forward_in`](Self::forward_in) is lent them.
    #[cfg(feature = "alloc")]
    fn boxed(seed: u64) -> alloc::boxed::Box<Self> {
        const { Self::CHECKED }
        let mut net = crate::memory::boxed_zero::<Self>();
        net.initialize(&mut Random::at(seed, Purpose::Initialize, 0));
        net
    }

    /// A copy on the heap, made there and never on the stack, as `Box::new(net.clone())` would be.
    #[cfg(feature = "alloc")]
    fn clone_boxed(&self) -> alloc::boxed::Box<Self> {
        let mut copy = crate::memory::boxed_zero::<Self>();
        crate::memory::copy(self, &mut *copy);
        copy
    }

    /// The outputs for one input.
    #[inline]
    fn forward(&self, x: &Input<Self>) -> Output<Self> {
        let mut out = Output::<Self>::ZERO;
        self.forward_into(x, &mut out);
        out
    }

    /// [`forward`](Self::forward) into an array of the caller's.
    #[inline]
    fn forward_into(&self, x: &Input<Self>, out: &mut Output<Self>) {
        infer::<Self, 1>(self, core::array::from_ref(x), core::array::from_mut(out));
    }

    /// [`forward_into`](Self::forward_into) with the buffers of a pass where the caller wants them: in a `static`, in a section of the
    /// user's choice, on the heap. What stays on the stack is the frame, and what a network or layer of your own that stands inside
    /// brings with it.
    ///
    /// ```
    /// use nn_core::prelude::*;
    ///
    /// network! { pub struct Tiny { input: [f32; 2], hidden: Dense(16), Relu, output: Dense(2) } }
    ///
    /// let (net, mut workspace, mut output) = (Tiny::new(1), Workspace::<Tiny>::new(), [0.0; 2]);
    /// net.forward_in(&[0.5, -1.0], &mut output, &mut workspace);
    /// assert_eq!(output, net.forward(&[0.5, -1.0]));
    /// ```
    #[inline]
    fn forward_in(&self, x: &Input<Self>, out: &mut Output<Self>, workspace: &mut Workspace<Self>) {
        let (x, out) = (core::array::from_ref(x), core::array::from_mut(out));
        Lent::forward_rows_in::<1>(self, x, out, &mut workspace.buffers);
        HeadOf::<Self>::apply::<Self::Scalar, _, 1>(out);
    }

    /// The class of one input: the index of the largest output (of a series of classes the largest of all steps; [`argmax`] takes one).
    /// A network of one output answers 1 or 0, on which side of the
    /// border of its head that lies: ½ behind `Sigmoid`, `HardSigmoid` and `Step`, ln ½ behind `LogSigmoid`, else 0.
    fn classify(&self, x: &Input<Self>) -> usize {
        match flat(&self.forward(x)) {
            [single] => usize::from(*single > Self::Scalar::of(HeadOf::<Self>::BORDER)),
            several => argmax::<Self::Scalar>(several),
        }
    }

    /// Whether every value is a number: what a training that went wrong, or a file of one, has lost.
    fn is_finite(&self) -> bool {
        let mut finite = true;
        self.visit(&mut |_, values: &[Self::Scalar]| {
            finite &= values.iter().fold(true, |all, value| all & value.is_finite())
        });
        finite
    }

    /// The outputs for any number of inputs, the same bits as one by one; the shorter slice sets how many.
    fn forward_batch(&self, inputs: &[Input<Self>], outputs: &mut [Output<Self>]) {
        let rows = inputs.len().min(outputs.len());
        let (Some(inputs), Some(outputs)) = (inputs.get(..rows), outputs.get_mut(..rows)) else { return };
        let (inputs, outputs) = if const { kernel::suit(Self::INFERENCE_BYTES, Self::MULTIPLY_ADDS) } {
            infer_blocks::<Self, { kernel::ROWS }>(self, inputs, outputs)
        } else {
            (inputs, outputs)
        };
        let (inputs, outputs) = if const { kernel::few_suit(Self::INFERENCE_BYTES) } {
            infer_blocks::<Self, { kernel::FEWER }>(self, inputs, outputs)
        } else {
            (inputs, outputs)
        };
        infer_blocks::<Self, 1>(self, inputs, outputs);
    }

    /// The first half of training by hand: runs the network on one input and keeps on `tape` what
    /// [`backward`](Self::backward) needs. Returns the outputs.
    fn record<'a>(&self, x: &Input<Self>, tape: &'a mut Tape<Self>) -> &'a Output<Self>
    where
        Self::Batch: OneByOne<Self>,
    {
        let mut random = tape.random();
        tape.input = [*x];
        self.record_rows(&tape.input, &mut tape.output, &mut tape.values, &mut random);
        HeadOf::<Self>::apply::<Self::Scalar, _, 1>(&mut tape.output);
        let [output] = &tape.output;
        output
    }

    /// The second half: from the gradient of the loss by the outputs, adds the gradients by the parameters to
    /// `gradients` and returns the gradient by the input.
    fn backward(&self, tape: &Tape<Self>, grad_output: &Output<Self>, gradients: &mut Self::Gradients) -> Input<Self> {
        let (mut grad_out, mut grad_input) = ([*grad_output], [Input::<Self>::ZERO]);
        HeadOf::<Self>::back::<Self::Scalar, _, _, 1>(&tape.output, &mut grad_out);
        let seen = Seen { x: &tape.input, out: &tape.output, tape: &tape.values };
        self.backward_rows(seen, &mut grad_out, Some(gradients), Some(&mut grad_input));
        let [grad_input] = grad_input;
        grad_input
    }

    /// Fresh gradients, all zero.
    fn gradients() -> Self::Gradients {
        let mut gradients = Self::Gradients::ZERO;
        gradients.clear();
        gradients
    }

    /// Saves the network to the front of `bytes`, in the [weights format](mod@crate::weights). Returns how many bytes that
    /// took, always [`BYTES`](Self::BYTES).
    ///
    /// # Errors
    /// [`BufferTooShort`] if there are fewer; nothing is written then.
    ///
    /// ```
    /// use nn_core::prelude::*;
    ///
    /// network! { pub struct Tiny { input: [f32; 2], output: Dense(2) } }
    ///
    /// let (net, mut bytes) = (Tiny::new(1), [0; Tiny::BYTES]);
    /// net.to_bytes(&mut bytes)?;
    /// assert_eq!(Tiny::from_bytes(&bytes)?, net);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn to_bytes(&self, bytes: &mut [u8]) -> Result<usize, BufferTooShort> {
        let found = bytes.len();
        let Some(file) = bytes.get_mut(..Self::BYTES) else {
            return Err(BufferTooShort { needed: Self::BYTES, found });
        };
        if let Some((_, body)) = file.split_first_chunk_mut::<HEADER>() {
            crate::weights::write(self, const { table::<Self>() }.write(body));
        }
        header::<Self>().seal(file);
        Ok(Self::BYTES)
    }

    /// A saved network, by value. For large ones, [`load`](Self::load) into one that is where it should be, such as
    /// [`boxed`](Self::boxed).
    ///
    /// # Errors
    /// [`LoadError`] says what is wrong with the bytes.
    fn from_bytes(bytes: &[u8]) -> Result<Self, LoadError> {
        const { Self::CHECKED }
        let values = header::<Self>().open_network(bytes, Self::BYTES, const { &table::<Self>() })?;
        let mut net = Self::ZERO;
        crate::weights::read(&mut net, values);
        Ok(net)
    }

    /// Gives the network the values of a saved one, in place. [`is_finite`](Self::is_finite) tells whether all are numbers.
    ///
    /// # Errors
    /// [`LoadError`] says what is wrong with the bytes; the network keeps its values then.
    fn load(&mut self, bytes: &[u8]) -> Result<(), LoadError> {
        let values = header::<Self>().open_network(bytes, Self::BYTES, const { &table::<Self>() })?;
        crate::weights::read(self, values);
        Ok(())
    }

    /// The saved network, in the [weights format](mod@crate::weights).
    #[cfg(feature = "alloc")]
    fn to_vec(&self) -> alloc::vec::Vec<u8> {
        let mut bytes = alloc::vec![0; Self::BYTES];
        let written = self.to_bytes(&mut bytes);
        debug_assert_eq!(written, Ok(Self::BYTES));
        bytes
    }

    /// Saves the network to a file, in the [weights format](mod@crate::weights). The file is written beside `path` and then
    /// renamed, so that there is never half a file, and a failure leaves the old one.
    ///
    /// # Errors
    /// Those of the file system; the message names the file.
    #[cfg(feature = "std")]
    fn save(&self, path: impl AsRef<std::path::Path>) -> std::io::Result<()> {
        crate::weights::replace_file(path.as_ref(), &self.to_vec())
    }

    /// A network from a file, by value; [`read_boxed`](Self::read_boxed) for large ones.
    ///
    /// # Errors
    /// [`ReadError`] names the file and says what is wrong with it.
    #[cfg(feature = "std")]
    fn read(path: impl AsRef<std::path::Path>) -> Result<Self, ReadError> {
        let path = path.as_ref();
        let bytes = std::fs::read(path).map_err(|error| ReadError::Io { path: path.into(), error })?;
        Self::from_bytes(&bytes).map_err(|error| ReadError::Load { path: path.into(), error })
    }

    /// [`read`](Self::read) to the heap, never through the stack: for large networks.
    ///
    /// # Errors
    /// [`ReadError`] names the file and says what is wrong with it.
    #[cfg(feature = "std")]
    fn read_boxed(path: impl AsRef<std::path::Path>) -> Result<alloc::boxed::Box<Self>, ReadError> {
        const { Self::CHECKED }
        let path = path.as_ref();
        let bytes = std::fs::read(path).map_err(|error| ReadError::Io { path: path.into(), error })?;
        let mut net = crate::memory::boxed_zero::<Self>();
        net.load(&bytes).map_err(|error| ReadError::Load { path: path.into(), error })?;
        Ok(net)
    }
}

/// The buffers that one example takes on its way through a network: [`forward_in`](Network::forward_in) is lent them.
/// [`INFERENCE_BYTES`](Layer::INFERENCE_BYTES) says how many bytes that are, but for those of networks and layers of your own that stand
/// inside, and on computers for what is left free so that every buffer begins where a line of the cache does.
///
/// ```
/// use nn_core::prelude::*;
/// use std::sync::Mutex;
///
/// network! { pub struct Tiny { input: [f32; 2], hidden: Dense(16), Relu, output: Dense(2) } }
///
/// #[cfg_attr(target_os = "none", unsafe(link_section = ".ccmram"))]
/// static WORKSPACE: Mutex<Workspace<Tiny>> = Mutex::new(Workspace::new());
///
/// let mut output = [0.0; 2];
/// if let Ok(mut workspace) = WORKSPACE.lock() {
///     Tiny::new(1).forward_in(&[0.5, -1.0], &mut output, &mut workspace);
/// }
/// assert_eq!(output, Tiny::new(1).forward(&[0.5, -1.0]));
/// ```
pub struct Workspace<N: Network> {
    buffers: <N as Lent<N::Scalar>>::Buffers<1>,
}

// SAFETY: a plain field.
unsafe impl<N: Network> Plain for Workspace<N> {
    const FLAT: bool = false;
}

impl<N: Network> Workspace<N> {
    /// One that stands wherever this constant is put: of a `static` every byte is zero, which takes no flash.
    pub const fn new() -> Self {
        Self::ZERO
    }

    /// One on the heap, made there and never on the stack.
    #[cfg(feature = "alloc")]
    pub fn boxed() -> alloc::boxed::Box<Self> {
        crate::memory::boxed_zero()
    }
}

impl<N: Network> Default for Workspace<N> {
    fn default() -> Self {
        Self::new()
    }
}

/// A network, as [`check!`](crate::check!) asks for its scalar.
pub trait Declared {
    /// What it runs on.
    type Scalar;
}
#[diagnostic::do_not_recommend]
impl<N: Network> Declared for N {
    type Scalar = N::Scalar;
}

/// What [`record`](Network::record) keeps for [`backward`](Network::backward), for `ROWS` examples at a time.
pub struct Tape<N: Network, const ROWS: usize = 1> {
    /// Names the random draws of `Dropout`; change it for other draws.
    pub seed: u64,
    /// How often the tape was recorded.
    pub step: u64,
    /// The inputs.
    pub input: [Input<N>; ROWS],
    /// The outputs.
    pub output: [Output<N>; ROWS],
    pub(crate) values: N::Tape<ROWS>,
}

// SAFETY: plain fields.
unsafe impl<N: Network, const ROWS: usize> Plain for Tape<N, ROWS> {
    const FLAT: bool = false;
}

impl<N: Network, const ROWS: usize> Tape<N, ROWS> {
    /// An empty tape whose random draws are named by `seed`.
    pub fn new(seed: u64) -> Self {
        Self { seed, ..Self::ZERO }
    }

    /// The random stream of the next recording.
    pub(crate) fn random(&mut self) -> Random {
        let random = Random::at(self.seed, Purpose::Drop, self.step);
        self.step = self.step.wrapping_add(1);
        random
    }
}

impl<N: Network, const ROWS: usize> Default for Tape<N, ROWS> {
    fn default() -> Self {
        Self::ZERO
    }
}

/// What training on `ROWS` examples takes beside network and optimizer state.
#[doc(hidden)]
pub const fn training_bytes<N: Network, const ROWS: usize>() -> usize {
    size_of::<Tape<N, ROWS>>() + size_of::<N::Gradients>() + ROWS * (N::PASS_BYTES + size_of::<Output<N>>())
}

/// Inference of a block of rows: the body, and behind it the head.
#[inline(always)]
pub(crate) fn infer<N: Network, const ROWS: usize>(net: &N, x: &[Input<N>; ROWS], out: &mut [Output<N>; ROWS]) {
    net.forward_rows::<ROWS>(x, out);
    HeadOf::<N>::apply::<N::Scalar, _, ROWS>(out);
}

/// All rows that fill blocks; gives back the others.
#[inline(always)]
fn infer_blocks<'a, N: Network, const ROWS: usize>(
    net: &N,
    inputs: &'a [Input<N>],
    outputs: &'a mut [Output<N>],
) -> (&'a [Input<N>], &'a mut [Output<N>]) {
    let (blocks, rest) = inputs.as_chunks::<ROWS>();
    let (out_blocks, out_rest) = outputs.as_chunks_mut::<ROWS>();
    for (block, out) in blocks.iter().zip(out_blocks) {
        infer(net, block, out);
    }
    (rest, out_rest)
}

/// The header of a saved network.
pub(crate) const fn header<N: Network>() -> Header {
    Header::of_network::<N::Scalar>(N::PARAMETERS, N::FINGERPRINT, N::FINGERPRINT_1)
}

/// The table of tensors in a saved network.
pub(crate) const fn table<N: Network>() -> Table {
    Table::of(const { &<N as Parameters<N::Scalar>>::TENSORS })
}

/// The index of the largest value; the first of equals, 0 for none.
#[inline]
pub fn argmax<T: Scalar>(values: &[T]) -> usize {
    let mut best = 0;
    let mut most = T::neg_infinity();
    for (index, &value) in values.iter().enumerate() {
        if value > most {
            (best, most) = (index, value);
        }
    }
    best
}
