//! Kernels for every target.

pub mod dense;
