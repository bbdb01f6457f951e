//! Everything a program that declares and trains a network names.

pub use crate::head;
pub use crate::loss::*;
#[cfg(feature = "macros")]
pub use crate::network;
pub use crate::optimizer::*;
pub use crate::schedule::*;
#[cfg(feature = "alloc")]
pub use crate::{Checkpoint, Epoch, Fit, Fitted, Report, evaluate};
pub use crate::{
    Data, Features, Gradients, Image, Init, Input, Layer, LoadError, Network, Output, Parameters, Plain, Random, Role,
    Rows, Scalar, Seen, Series, Shape, Tape, TrainError, Trainer, argmax,
};
