//! What emitted code asks rustc, by functions whose bounds are the rules: rustc names them where one is broken.

pub use crate::judged::{derived, float, learns, runs, runs_on_all, scalar};
pub use crate::layer::GoesAlong;
pub use crate::shape::{Flat, beside, come_back, enter, features, image, join, series, series_or_image, state_shape};
