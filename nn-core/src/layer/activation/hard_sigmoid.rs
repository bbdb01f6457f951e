//! `HardSigmoid(slope = 1/6)`: a sigmoid of three straight lines.

use super::{Elementwise, Reads};
use crate::scalar::Scalar;

/// `y = clamp(slope · x + ½, 0, 1)`, `y′ = slope` inside, else `0`. The slope is 1/6 as in PyTorch and MobileNetV3 (Howard et al. 2019); 0.2 is the one of older Keras and ONNX.
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HardSigmoid {
    /// The slope in the middle; 1/6 unless said otherwise.
    pub slope: f64,
}

impl Elementwise for HardSigmoid {
    const READS: Reads = Reads::Output;

    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        crate::layer::clamp(T::of(self.slope) * x + T::of(0.5), T::zero(), T::one())
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, y: T) -> T {
        if y > T::zero() && y < T::one() { T::of(self.slope) } else { T::zero() }
    }
}
