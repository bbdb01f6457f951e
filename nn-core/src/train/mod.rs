//! Training: one mini-batch ([`Trainer::step`]), one example ([`FusedTrainer::step`]), or whole epochs ([`Trainer::fit`]).

#[cfg(feature = "alloc")]
mod checkpoint;
mod clip;
mod data;
mod error;
#[cfg(feature = "alloc")]
mod fit;
mod fused;
#[cfg(feature = "alloc")]
mod metrics;
mod pass;
#[cfg(feature = "alloc")]
mod report;
pub mod schedule;
mod trainer;

#[cfg(feature = "alloc")]
pub use checkpoint::Checkpoint;
pub use clip::{clip_norm, clip_value};
#[cfg(feature = "alloc")]
pub use data::OwnedData;
pub use data::{AsTheyAre, Augment, Data};
pub use error::TrainError;
#[cfg(feature = "alloc")]
pub use fit::{Epoch, Fit, Fitted, GoOn};
pub use fused::{FusedTrainer, Fuses};
#[cfg(feature = "alloc")]
pub use metrics::evaluate;
#[cfg(feature = "alloc")]
pub use report::Report;
pub use trainer::{Memory, Trainer};
