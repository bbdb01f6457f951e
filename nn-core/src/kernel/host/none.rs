//! What stands in for the kernels of [`host`](super) where there are none: never called.

use super::curve::Curve;
use super::geometry::Geometry;

pub const HERE: bool = false;

pub fn dense(_: &[f32], _: &[f32], _: &[f32], _: &mut [f32], _: usize, _: f32) {}
pub fn dense_input(_: &[f32], _: &[f32], _: &mut [f32], _: usize) {}
pub fn dense_weight(_: &mut [f32], _: &[f32], _: &[f32], _: usize, _: bool) {}
pub fn dense_bias(_: &mut [f32], _: &[f32]) {}
pub fn dense_descend(_: &mut [f32], _: &[f32], _: &[f32], _: f32, _: Option<&mut [f32]>, _: usize) {}
pub fn convolution(_: &Geometry, _: &[f32], _: &[f32], _: &[f32], _: &mut [f32], _: f32) {}
pub fn convolution_weight(_: &Geometry, _: &mut [f32], _: &[f32], _: &[f32], _: f32) {}
pub fn convolution_bias(_: &Geometry, _: &mut [f32], _: &[f32], _: f32) {}
pub fn convolution_input(_: &Geometry, _: &[f32], _: &[f32], _: &mut [f32]) {}
pub fn max_pool(_: &Geometry, _: &[f32], _: &mut [f32]) {}
pub fn curve(_: Curve, _: &mut [f32], _: usize) {}
pub fn slope(_: Curve, _: &[f32], _: &mut [f32], _: usize) -> bool {
    false
}
pub fn softmax(_: &mut [f32]) {}
pub fn shares(_: &[f32], _: &mut [f32]) -> [f32; 2] {
    [0.0; 2]
}
pub fn sum_of_powers(_: &[f32]) -> [f32; 2] {
    [0.0; 2]
}
pub fn log_softmax_slope(_: &[f32], _: &mut [f32]) {}
pub fn answers(_: &[f32], _: &[f32], _: [f32; 3], _: &mut [f32]) -> f32 {
    0.0
}
pub fn answers_alone(_: &[f32], _: &[f32], _: [f32; 3], _: &mut [f32], _: &mut [f32]) {}
