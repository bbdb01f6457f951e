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
pub mod weights;

pub use clip::{clip_norm, clip_value};
pub use init::Init;
pub use layer::{Layer, Seen};
pub use math::Math;
pub use matrix::{Overlay, Plain};
pub use metrics::argmax;
pub use network::{Input, Network, Output, Tape};
/// A saved network as a constant, for a `static` or `const`: `weights!(Net, "net.nn")`.
///
/// The path starts at the folder of the crate's `Cargo.toml`. The file is read and judged while compiling (magic, version,
/// length, checksum, and whether it is of this network, as [`weights`](mod@weights) says), so a file that is missing,
/// damaged or of another shape does not compile; the program holds the values and nothing to do for them. A changed file
/// makes cargo build anew.
///
/// ```
/// use nn_core::prelude::*;
///
/// network! {
///     pub struct Xor { input: [f32; 2], hidden: Dense(4), Tanh, output: Dense(1), Sigmoid }
/// }
/// static XOR: Xor = nn_core::weights!(Xor, "../tests/data/xor.nn");
///
/// assert!(XOR.forward(&[0.0, 1.0])[0] > 0.9);
/// ```
///
/// `weights!(Net, "net.nn", crate = path::to::nn_core)` where the library has another name. As an expression in a function
/// the network is copied to the stack each time; put a large one into a `static`. The constant is made by one copy of the
/// bytes: a layer of your own has to be `#[repr(C)]`, with its fields in the order in which it visits them (as
/// [`Parameters`](macro@Parameters) does), and the target little endian; otherwise load with [`Network::from_bytes`].
#[cfg(feature = "macros")]
pub use nn_macros::weights;
#[cfg(feature = "macros")]
pub use nn_macros::{Parameters, network};
pub use parameters::{Gradients, Parameters, Role};
pub use random::{Purpose, Random};
pub use scalar::Scalar;
pub use shape::{Features, Image, Rows, Series, Shape};
#[cfg(feature = "std")]
pub use weights::ReadError;
pub use weights::{BufferTooShort, LoadError};
