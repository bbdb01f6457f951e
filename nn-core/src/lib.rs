//! nn-core
#![cfg_attr(not(feature = "std"), no_std)]

#[cfg(feature = "alloc")]
extern crate alloc;

<<<<<<< HEAD
pub mod check;
=======
mod clip;
>>>>>>> optim
pub mod head;
mod init;
#[doc(hidden)]
pub mod kernel;
pub mod layer;
pub mod loss;
mod math;
mod matrix;
mod metrics;
mod network;
pub mod optimizer;
mod parameters;
mod random;
mod scalar;
pub mod schedule;
mod shape;
pub mod summary;
mod weights;

pub use clip::{clip_norm, clip_value};
pub use init::Init;
pub use math::Math;
pub use matrix::{Overlay, Plain};
pub use parameters::{Gradients, Parameters, Role};
pub use random::{Purpose, Random};
pub use scalar::Scalar;
pub use shape::{Features, Image, Series, Shape, Rows};
pub use layer::{Layer, Seen};
pub use metrics::argmax;
pub use network::{Input, Network, Output, Tape};
