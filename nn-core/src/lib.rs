//! Neural networks whose shapes are checked by the compiler: `no_std`, no heap, no panic.
//!
//! [`network!`] turns a declaration into a statically sized struct; a wrong dimension does not compile.
#![cfg_attr(not(feature = "std"), no_std)]

#[cfg(feature = "alloc")]
extern crate alloc;
extern crate self as nn_core;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
pub mod check;
mod clip;
mod data;
#[cfg(feature = "alloc")]
mod fit;
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
pub mod prelude;
mod random;
mod scalar;
pub mod schedule;
mod shape;
pub mod summary;
mod trainer;
mod weights;

/// Judges the values of a generic network now: `nn_core::check!(Net<100>);` makes `cargo check` report a size of zero, which
/// otherwise only `cargo build` sees.
#[macro_export]
macro_rules! check {
    ($network:ty) => {
        const _: () = <$network as $crate::Network>::CHECKED;
    };
}

pub use clip::{clip_norm, clip_value};
pub use data::Data;
#[cfg(feature = "alloc")]
pub use fit::{Epoch, Fit, Fitted};
pub use init::Init;
pub use layer::{Layer, Seen};
pub use math::Math;
pub use matrix::{Overlay, Plain};
pub use metrics::argmax;
#[cfg(feature = "alloc")]
pub use metrics::{Report, evaluate};
pub use network::{Input, Network, Output, Tape};
/// Makes a struct the parameters of a layer of one's own: what [`Layer`] asks for beside the passes.
///
/// Every field is a slice of parameters: an array of the scalar (nested ones too), or another layer. The scalar is the
/// first type parameter of the struct, `f32` if it has none, or what `#[parameters(scalar = f64)]` says; a field marked
/// `#[parameters(fixed)]` is saved with the network but not trained. With `#[repr(C)]` the struct can serve as its own
/// [`Layer::Gradients`]. If nn-core was renamed, `#[parameters(crate = path)]` says where it is.
#[cfg(feature = "macros")]
pub use nn_macros::Parameters;
#[cfg(feature = "macros")]
#[doc = include_str!("../docs/network.md")]
pub use nn_macros::network;
pub use parameters::{Gradients, Parameters, Role};
pub use random::{Purpose, Random};
pub use scalar::Scalar;
pub use shape::{Features, Image, Rows, Series, Shape};
pub use trainer::{FusedMemory, Memory, SingleTape, TrainError, Trainer};
