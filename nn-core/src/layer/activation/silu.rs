//! `Silu(beta = 1.0)`: a value times its own sigmoid.

use super::{Elementwise, Reads, Sigmoid};
use crate::kernel::Curve;
use crate::layer::head;
use crate::scalar::Scalar;

/// Sigmoid linear unit, also called swish: `y = x · σ(βx)`, `y′ = σ(βx) + βx · σ(βx) · σ(−βx)` (Elfwing, Uchibe and
/// Doya 2018; with β Ramachandran, Zoph and Le 2017).
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Silu {
    /// The factor inside the sigmoid; 1 unless said otherwise.
    pub beta: f64,
}
head::values!(Silu);

/// `beta = 1.0`
impl Default for Silu {
    fn default() -> Self {
        Self { beta: 1.0 }
    }
}

impl Elementwise for Silu {
    const READS: Reads = Reads::Input;

    #[inline(always)]
    fn curve(&self) -> Curve {
        Curve::Silu(self.beta as f32)
    }
    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        x * Sigmoid.value(T::of(self.beta) * x)
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, x: T) -> T {
        let beta = T::of(self.beta);
        let (sigmoid, complement) = (Sigmoid.value(beta * x), Sigmoid.value(-beta * x));
        // `x` meets the vanishing product before `beta`: nothing overflows on the way.
        sigmoid + beta * (x * (sigmoid * complement))
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{LN_3, near, sound};
    use super::*;

    #[test]
    fn literal_numbers() {
        // σ(ln 3) = ¾
        assert_eq!((Silu::default().value(0.0f32), Silu::default().derivative(0.0f32)), (0.0, 0.5));
        near(Silu::default().value(LN_3), 0.75 * LN_3);
        near(Silu::default().value(-LN_3), -0.25 * LN_3);
        near(Silu::default().derivative(LN_3), 0.75 + 0.1875 * LN_3);
        near(Silu { beta: 2.0 }.value(0.5 * LN_3), 0.375 * LN_3);
        near(Silu { beta: 2.0 }.derivative(0.5 * LN_3), 0.75 + 0.1875 * LN_3);
        assert_eq!([-700.0, 700.0].map(|x: f32| Silu::default().value(x)), [0.0, 700.0]);
        sound(Silu::default());
        sound(Silu { beta: 1.5 });
    }
}
