//! First weights: zeros, He, Glorot and LeCun, normal or uniform.

use crate::math::Math;
use crate::random::Random;
use crate::scalar::Scalar;

/// How the weights of a layer are drawn; biases always start at zero.
///
/// With `n_in` inputs and `n_out` outputs a weight sees, the variances are
/// He `2 / n_in` (He et al. 2015, "Kaiming" in PyTorch; for ReLU-like layers),
/// Glorot `2 / (n_in + n_out)` (Glorot and Bengio 2010, "Xavier") and
/// LeCun `1 / n_in` (LeCun et al. 1998; for SELU). A uniform draw has the same variance: its limit is `√(3 · variance)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Init {
    /// All zero.
    Zeros,
    /// Normal with variance `2 / n_in`.
    He,
    /// Uniform with variance `2 / n_in`.
    HeUniform,
    /// Normal with variance `2 / (n_in + n_out)`.
    Glorot,
    /// Uniform with variance `2 / (n_in + n_out)`.
    GlorotUniform,
    /// Normal with variance `1 / n_in`.
    LeCun,
    /// Uniform with variance `1 / n_in`.
    LeCunUniform,
}

impl Init {
    /// Standard deviation of a draw.
    pub fn deviation<T: Scalar>(self, fan_in: usize, fan_out: usize) -> T {
        let variance = match self {
            Init::Zeros => T::zero(),
            Init::He | Init::HeUniform => T::of(2.0) / T::count(fan_in),
            Init::Glorot | Init::GlorotUniform => T::of(2.0) / T::count(fan_in + fan_out),
            Init::LeCun | Init::LeCunUniform => T::one() / T::count(fan_in),
        };
        Math::sqrt(variance)
    }

    /// Largest absolute value of a uniform draw, `√3 · deviation`.
    pub fn limit<T: Scalar>(self, fan_in: usize, fan_out: usize) -> T {
        Math::sqrt(T::of(3.0)) * self.deviation(fan_in, fan_out)
    }

    /// Draws every weight.
    pub fn fill<T: Scalar>(self, weights: &mut [T], fan_in: usize, fan_out: usize, random: &mut Random) {
        match self {
            Init::Zeros => weights.fill(T::zero()),
            Init::He | Init::Glorot | Init::LeCun => {
                let deviation: T = self.deviation(fan_in, fan_out);
                weights.iter_mut().for_each(|weight| *weight = deviation * random.normal());
            }
            Init::HeUniform | Init::GlorotUniform | Init::LeCunUniform => {
                let limit: T = self.limit(fan_in, fan_out);
                weights.iter_mut().for_each(|weight| *weight = limit * (T::of(2.0) * random.uniform() - T::one()));
            }
        }
    }
}
