//! Kernels for every target.

pub mod convolution;
pub mod dense;
pub mod depthwise;
pub mod pool;
