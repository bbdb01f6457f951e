//! `HardSigmoid(slope = 1/6)`: a sigmoid of three straight lines.

use super::{Elementwise, Reads};
use crate::layer::head;
use crate::scalar::{Scalar, clamp};

/// `y = clamp(slope · x + ½, 0, 1)`, `y′ = slope` inside, `0` outside and at the kinks (Courbariaux, Bengio and David
/// 2015).
///
/// The slope is 1/6 as in MobileNetV3 (Howard et al. 2019) and PyTorch; 0.2 is the one of older Keras and ONNX.
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HardSigmoid {
    /// The slope in the middle; 1/6 unless said otherwise.
    pub slope: f64,
}
head::values!(HardSigmoid, 0.5);

/// `slope = 1/6`
impl Default for HardSigmoid {
    fn default() -> Self {
        Self { slope: 1.0 / 6.0 }
    }
}

impl Elementwise for HardSigmoid {
    const READS: Reads = Reads::Output;

    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        clamp(T::of(self.slope) * x + T::of(0.5), T::zero(), T::one())
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, y: T) -> T {
        if y > T::zero() && y < T::one() { T::of(self.slope) } else { T::zero() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{near, sound};
    use super::*;

    #[test]
    fn literal_numbers() {
        let steep = HardSigmoid { slope: 0.25 };
        assert_eq!([-9.0, -2.0, -1.0, 0.0, 1.0, 2.0].map(|x: f32| steep.value(x)), [0.0, 0.0, 0.25, 0.5, 0.75, 1.0]);
        assert_eq!([0.0, 0.25, 1.0].map(|y: f32| steep.derivative(y)), [0.0, 0.25, 0.0]);
        assert_eq!([-3.0, 3.0].map(|x: f64| HardSigmoid::default().value(x)), [0.0, 1.0]);
        assert_eq!([-3.0, 3.0].map(|x: f32| HardSigmoid::default().derivative_at(x)), [0.0, 0.0]);
        near(HardSigmoid::default().value(1.5), 0.75);
        sound(HardSigmoid::default());
    }
}
