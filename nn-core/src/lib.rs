//! Neural networks whose shapes are checked by the compiler: `no_std`, no heap, no panic.
//!
//! ```
//! use nn_core::prelude::*;
//!
//! network! {
//!     /// Exclusive or: two bits in, the probability that just one of them is set out.
//!     pub struct Xor {
//!         input:  [f32; 2],
//!         hidden: Dense(8),
//!         Tanh,
//!         output: Dense(1),
//!         Sigmoid,
//!     }
//! }
//!
//! fn main() -> Result<(), TrainError> {
//!     let inputs = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
//!     let targets = [[0.0], [1.0], [1.0], [0.0]];
//!
//!     let mut net = Xor::new(7); // the same seed, the same weights
//!     let mut trainer = Trainer::new(&net, BinaryCrossEntropy, Adam::new(0.05));
//!     for _ in 0..500 {
//!         trainer.step(&mut net, &inputs, &targets)?;
//!     }
//!     assert!(net.forward(&[0.0, 1.0])[0] > 0.9 && net.forward(&[1.0, 1.0])[0] < 0.1);
//!
//!     // Known before it runs: 33 parameters, and 32 bytes of buffers.
//!     assert_eq!((Xor::PARAMETERS, Xor::INFERENCE_BYTES), (33, 32));
//!     println!("{}", Xor::SUMMARY);
//!     Ok(())
//! }
//! ```
//!
//! A wrong dimension does not compile, and the error is at the size that is wrong.
//!
//! # Where to find what
//!
//! - **Declare**: [`network!`] and its language, the [layers](layer), what outputs [mean](head); [`check!`] for generic networks.
//! - **Run**: [`Network::forward`], [`forward_into`](Network::forward_into), [`forward_in`](Network::forward_in) a [`Workspace`] that
//!   is lent, [`forward_batch`](Network::forward_batch),
//!   [`classify`](Network::classify), [`argmax`]; generic code over [`Network`], [`Input`], [`Output`].
//! - **Train**: [`Trainer`] with a [loss], an [optimizer] and a [schedule](mod@schedule); whole epochs with
//!   [`Trainer::fit`], [`Data`] and [`Fit`]; [`FusedTrainer`] where every byte counts; [`evaluate`] and its [`Report`].
//!   By hand: [`record`](Network::record), [`backward`](Network::backward), [`Optimizer::step`](optimizer::Optimizer::step).
//! - **Keep**: [weights](mod@weights) as bytes and files, [`weights!`] for a network in a `static`, [`Checkpoint`] for a training,
//!   [slots] in the flash of a chip.
//! - **Chips**: [from declaration to flash](docs::firmware).
//! - **Layers of your own**: [`RowLayer`] in fifteen lines, [`Layer`] and [`Learn`] for all there is, and whether their gradients are right:
//!   [`check::gradients`].
//!
//! # Features
//!
//! | feature | default | what it adds |
//! |---|---|---|
//! | `std` | yes | files, the vectors of the processor, and e^x, tanh and friends of the platform; implies `alloc` |
//! | `alloc` | yes | `boxed`, [`Trainer::fit`], [`evaluate`], [`Checkpoint`] |
//! | `macros` | yes | [`network!`], [`weights!`], [`check!`] and the derive of [`Parameters`](derive@Parameters) |
//! | `libm` | no | e^x, tanh and friends of the `libm` crate, and plain sums: the same bits on every target |
#![cfg_attr(not(feature = "std"), no_std)]

#[cfg(feature = "alloc")]
extern crate alloc;
extern crate self as nn_core;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod arena;
pub mod batch;
mod buffers;
pub mod check;
mod chip;
#[doc(hidden)]
pub mod claims;
pub mod docs;
mod expansion;
#[doc(hidden)]
pub mod fingerprint;
mod index;
mod init;
mod judged;
mod kernel;
pub mod layer;
pub mod loss;
#[cfg(feature = "macros")]
mod macros;
mod math;
mod memory;
mod network;
mod number;
pub mod optimizer;
mod parameters;
pub mod prelude;
mod random;
#[doc(hidden)]
pub mod rules;
mod scalar;
mod setting;
mod shape;
pub mod slots;
mod sum;
pub mod summary;
pub mod tensors;
mod train;
mod waves;
pub mod weights;

/// What the outputs of a network mean, so that a loss knows how to read them.
///
/// The last layer says it, and what comes behind a layer decides whether that still holds: views (`Flatten`, `Reshape`, a
/// stated shape) keep the meaning, `Dense` and whatever else mixes values begins anew with plain sums, and a layer that
/// changes values one by one, a sum, or a join of unlike branches leaves [`Changed`](head::Changed) probabilities, which no
/// cross-entropy takes: it would apply softmax or sigmoid a second time.
pub mod head {
    pub use crate::layer::head::{Changed, Head, Linear, LogProbabilities, Probabilities, Raw};
    pub use crate::layer::{Identity, LogSigmoid, LogSoftmax, Sigmoid, Softmax, Tanh};
}

pub use index::{Holds, Index, Indexed};
pub use init::Init;
#[doc(hidden)]
pub use judged::{Derived, Float, LayerOn, LayerOnAll};
pub use layer::{Layer, Learn, RowLayer, Seen, Stream};
#[doc(hidden)]
pub use loss::kind::{KindOf, OfKind};
#[cfg(feature = "macros")]
pub use macros::{Parameters, network, weights};
pub use math::Math;
#[doc(hidden)]
pub use memory::Plain;
#[doc(hidden)]
pub use network::Declared;
pub use network::{GradientsOf, HeadOf, InShape, Input, Network, OutShape, Output, Tape, Workspace, argmax};
#[doc(hidden)]
pub use number::Number;
#[doc(hidden)]
pub use optimizer::optimizer_of::OptimizerOf;
pub use parameters::{Gradients, Parameters, Role};
pub use random::{Purpose, Random};
pub use scalar::Scalar;
#[doc(hidden)]
pub use setting::Is;
pub use setting::{BadSetting, Range};
#[doc(hidden)]
pub use shape::{Beside, Concatenated, Flat, Flattened, Grid, Joins, Matches, Returns, Takes};
pub use shape::{Features, Image, Indices, Pixels, Rows, Series, Shape, Steps, Tokens};
#[doc(hidden)]
pub use train::Fuses;
pub use train::{AsTheyAre, Augment, Data, FusedTrainer, Memory, TrainError, Trainer, clip_norm, clip_value, schedule};
#[cfg(feature = "alloc")]
pub use train::{Checkpoint, Epoch, Fit, Fitted, GoOn, OwnedData, Report, evaluate};
#[cfg(feature = "std")]
pub use weights::ReadError;
pub use weights::{BufferTooShort, LoadError};
