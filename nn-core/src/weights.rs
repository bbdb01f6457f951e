//! Weights format
/// Bytes before the values.
pub const HEADER: usize = 32;
