//! `Identity`: passes values through.

use super::{Elementwise, Reads};
use crate::scalar::Scalar;

/// `y = x`, `y′ = 1`. Costs nothing; serves as the straight branch of `Sum` and `Concat`.
///
/// # Shapes
/// Any shape, kept. No parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Identity;

impl Elementwise for Identity {
    const READS: Reads = Reads::Output;

    #[inline(always)]
    fn value<T: Scalar>(self, x: T) -> T {
        x
    }
    #[inline(always)]
    fn derivative<T: Scalar>(self, _: T) -> T {
        T::one()
    }
}
