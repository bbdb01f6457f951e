//! `Silu(beta = 1.0)`: a value times its own sigmoid.

use super::{Elementwise, Reads};
use crate::scalar::Scalar;

/// Sigmoid linear unit, also called swish: `y = x · σ(βx)`, `y′ = σ(βx) · (1 + βx · (1 − σ(βx)))` (Ramachandran, Zoph and Le 2017).
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Silu {
    /// The factor inside the sigmoid; 1 unless said otherwise.
    pub beta: f64,
}

impl Elementwise for Silu {
    const READS: Reads = Reads::Input;

    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        x * super::Sigmoid.value(T::of(self.beta) * x)
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, x: T) -> T {
        let sigmoid = super::Sigmoid.value(T::of(self.beta) * x);
        sigmoid * (T::one() + T::of(self.beta) * x * super::Sigmoid.value(-T::of(self.beta) * x))
    }
}
