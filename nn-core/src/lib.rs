//! Neural networks whose shapes are checked by the compiler: `no_std`, no heap, no panic.
//!
//! [`network!`] turns a declaration into a statically sized struct; a wrong dimension does not compile. How such a struct
//! comes into a microcontroller is a chapter of its own, [from declaration to flash](docs::firmware).
#![cfg_attr(not(feature = "std"), no_std)]

#[cfg(feature = "alloc")]
extern crate alloc;
extern crate self as nn_core;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
pub mod check;
mod chip;
pub mod docs;
mod expansion;
#[doc(hidden)]
pub mod fingerprint;
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
mod scalar;
mod setting;
mod shape;
pub mod slots;
mod sum;
pub mod summary;
pub mod tensors;
mod train;
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

pub use init::Init;
#[doc(hidden)]
pub use judged::{Derived, Runs, RunsOnAll};
pub use layer::{Layer, Seen};
#[cfg(feature = "macros")]
pub use macros::{Parameters, network, weights};
pub use math::Math;
pub use memory::Plain;
pub use network::{GradientsOf, HeadOf, InShape, Input, Network, OutShape, Output, Tape, argmax};
pub use number::Number;
pub use parameters::{Gradients, Parameters, Role};
pub use random::{Purpose, Random};
pub use scalar::Scalar;
pub use setting::{BadSetting, Range};
#[doc(hidden)]
pub use shape::{Beside, Concatenated, Flat, Flattened, Joins, Matches, Returns, Takes};
pub use shape::{Features, Image, Rows, Series, Shape};
pub use train::{AsTheyAre, Augment, Data, FusedTrainer, Memory, TrainError, Trainer, clip_norm, clip_value, schedule};
#[cfg(feature = "alloc")]
pub use train::{Checkpoint, Epoch, Fit, Fitted, GoOn, OwnedData, Report, evaluate};
#[cfg(feature = "std")]
pub use weights::ReadError;
pub use weights::{BufferTooShort, LoadError};
