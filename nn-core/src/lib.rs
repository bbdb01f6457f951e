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
#[cfg(feature = "alloc")]
mod checkpoint;
mod clip;
mod data;
pub mod docs;
mod expansion;
#[cfg(feature = "alloc")]
mod fit;
pub mod head;
mod init;
mod judged;
#[doc(hidden)]
pub mod kernel;
pub mod layer;
pub mod loss;
#[cfg(feature = "macros")]
mod macros;
mod math;
mod matrix;
mod metrics;
mod network;
pub mod optimizer;
mod parameters;
pub mod prelude;
mod random;
mod scalar;
pub mod schedule;
mod setting;
mod shape;
pub mod slots;
mod sum;
pub mod summary;
mod trainer;
pub mod weights;

#[cfg(feature = "alloc")]
pub use checkpoint::Checkpoint;
pub use clip::{clip_norm, clip_value};
#[cfg(feature = "alloc")]
pub use data::OwnedData;
pub use data::{AsTheyAre, Augment, Data};
#[cfg(feature = "alloc")]
pub use fit::{Epoch, Fit, Fitted, GoOn};
pub use init::Init;
#[doc(hidden)]
pub use judged::{Derived, Runs, RunsOnAll};
pub use layer::{Layer, Seen};
#[cfg(feature = "macros")]
pub use macros::{Parameters, network, weights};
pub use math::Math;
pub use matrix::Plain;
pub use metrics::argmax;
#[cfg(feature = "alloc")]
pub use metrics::{Report, evaluate};
pub use network::{GradientsOf, HeadOf, InShape, Input, Network, OutShape, Output, Tape};
pub use parameters::{Gradients, Parameters, Role};
pub use random::{Purpose, Random};
pub use scalar::Scalar;
pub use setting::{BadSetting, Range};
#[doc(hidden)]
pub use shape::{Beside, Concatenated, Flat, Flattened, Joins, Matches, Returns, Takes};
pub use shape::{Features, Image, Rows, Series, Shape};
pub use trainer::{FusedMemory, Memory, SingleTape, TrainError, Trainer};
#[cfg(feature = "std")]
pub use weights::ReadError;
pub use weights::{BufferTooShort, LoadError};
