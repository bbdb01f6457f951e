//! Long sums that do not forget small terms.

use crate::scalar::Scalar;

/// A sum whose error does not grow with the number of terms: what rounding takes away is summed beside it (Neumaier 1974).
///
/// It works in the scalar of the network, so that firmware links no wider one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sum<T> {
    total: T,
    lost: T,
}

impl<T: Scalar> Sum<T> {
    /// Adds a term.
    #[inline]
    pub fn add(&mut self, term: T) {
        let total = self.total + term;
        let (large, small) = if self.total.abs() >= term.abs() { (self.total, term) } else { (term, self.total) };
        self.lost = self.lost + ((large - total) + small);
        self.total = total;
    }

    /// The sum so far.
    #[inline]
    pub fn value(&self) -> T {
        self.total + self.lost
    }
}

/// What terms are multiplied by so that a sum of so many cannot overflow: one over a power of two, which changes no digit.
#[cfg(feature = "alloc")]
pub fn unit(terms: usize) -> f64 {
    1.0 / terms.next_power_of_two() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_terms_count_beside_large_ones() {
        let mut sum = Sum::default();
        [1.0, 1e30f32, 1.0, -1e30].iter().for_each(|&term| sum.add(term));
        assert_eq!(sum.value(), 2.0);
        // A plain sum stops at 2²⁴ ones.
        let mut sum = Sum::default();
        (0..20_000_000).for_each(|_| sum.add(1.0f32));
        assert_eq!(sum.value(), 2e7);
    }

    #[test]
    fn what_is_not_finite_stays_so() {
        for term in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            let mut sum = Sum::default();
            [1.0, term, 2.0].iter().for_each(|&term| sum.add(term));
            assert!(!sum.value().is_finite());
        }
    }
}
