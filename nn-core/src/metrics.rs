//! Numbers that people read.

use crate::scalar::Scalar;

/// The index of the largest value; the first of equals, 0 for none.
#[inline]
pub fn argmax<T: Scalar>(values: &[T]) -> usize {
    let mut best = 0;
    let mut most = T::neg_infinity();
    for (index, &value) in values.iter().enumerate() {
        if value > most {
            (best, most) = (index, value);
        }
    }
    best
}
