//! Everything a program that declares and trains a network names.

pub use crate::batch::AnySize;
pub use crate::head;
pub use crate::loss::*;
#[cfg(feature = "macros")]
pub use crate::network;
pub use crate::optimizer::*;
pub use crate::train::schedule::*;
#[cfg(feature = "alloc")]
pub use crate::{Checkpoint, Epoch, Fit, Fitted, Report, evaluate};
pub use crate::{
    Data, Features, FusedTrainer, Gradients, GradientsOf, HeadOf, Image, InShape, Index, Init, Input, Layer, Learn,
    LoadError, Network, OutShape, Output, Parameters, Purpose, Random, Role, RowLayer, Rows, Scalar, Seen, Series,
    Shape, Tape, TrainError, Trainer, Workspace, argmax,
};
