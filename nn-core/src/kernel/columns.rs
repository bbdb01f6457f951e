//! Products with some columns of a matrix: what recurrent layers are made of. Each takes what stands in every row behind some columns, as
//! `[long, skip]`.

use super::embedded;
use super::wide::wide;
use crate::chip::{self, rolled};
use crate::number::Number;

/// `sums[u] += Σᵢ x[i] · weight[i][skip + u]`
#[inline(always)]
pub fn add_products<T: Number>(weight: &[T], x: &[T], sums: &mut [T], columns: [usize; 2]) {
    if chip::USED {
        embedded::add_products(weight, x, sums, columns);
    } else {
        add_rows(weight, x, sums, columns);
    }
}

wide! {
    fn add_rows<T: Number>(weight: &[T], x: &[T], sums: &mut [T], columns: [usize; 2]) {
        let ([long, skip], mut rest) = (columns, weight);
        for &x in x {
            let Some((row, behind)) = rest.split_at_checked(long) else { return };
            rest = behind;
            for (sum, &weight) in sums.iter_mut().zip(row.get(skip..).unwrap_or_default()) {
                *sum = x.multiply_add(weight, *sum);
            }
        }
    }
}

// `gradient[i][skip + u] += x[i] · sums[u]`
wide! {
    pub fn add_outer<T: Number>(gradient: &mut [T], x: &[T], sums: &[T], columns: [usize; 2]) {
        let ([long, skip], mut rest) = (columns, gradient);
        for &x in x {
            let Some((row, behind)) = rest.split_at_mut_checked(long) else { return };
            rest = behind;
            for (gradient, &sum) in row.get_mut(skip..).unwrap_or_default().iter_mut().zip(sums) {
                *gradient = x.multiply_add(sum, *gradient);
                rolled();
            }
        }
    }
}

/// Parts of a dot product that are summed side by side.
pub(super) const LANES: usize = if chip::USED { 4 } else { 16 };

// `to[i] += Σᵤ weight[i][skip + u] · sums[u]`
wide! {
    pub fn add_dots<T: Number>(weight: &[T], sums: &[T], to: &mut [T], columns: [usize; 2]) {
        let ([long, skip], mut rest) = (columns, weight);
        let (sums, sums_left) = sums.as_chunks::<LANES>();
        for to in to {
            let Some((row, behind)) = rest.split_at_checked(long) else { return };
            rest = behind;
            let row = row.get(skip..).unwrap_or_default();
            let Some((weights, left)) = row.split_at_checked(sums.len() * LANES) else { return };
            let mut lanes = [T::zero(); LANES];
            for (weights, sums) in weights.as_chunks::<LANES>().0.iter().zip(sums) {
                for (lane, (&weight, &sum)) in lanes.iter_mut().zip(weights.iter().zip(sums)) {
                    *lane = weight.multiply_add(sum, *lane);
                }
                rolled();
            }
            let mut four = [T::zero(); 4];
            for lanes in lanes.as_chunks::<4>().0 {
                for (sum, &lane) in four.iter_mut().zip(lanes) {
                    *sum = *sum + lane;
                }
            }
            let [a, b, c, d] = four;
            *to = *to + ((a + b) + (c + d));
            for (&weight, &sum) in left.iter().zip(sums_left) {
                *to = weight.multiply_add(sum, *to);
                rolled();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bits of sums in order, of all columns and of some, in every way; and the two products of a way back are its transposes.
    #[test]
    fn columns_of_a_matrix() {
        let number = |at: usize| ((at * 7919 + 13) % 101) as f64 / 50.5 - 1.0;
        for (inputs, long, skip) in [(1, 3, 0), (5, 45, 0), (5, 45, 30), (7, 6, 4), (3, 17, 1)] {
            let weight: Vec<f64> = (0..inputs * long).map(number).collect();
            let x: Vec<f64> = (0..inputs).map(|at| number(at + 1000)).collect();
            let start: Vec<f64> = (0..long - skip).map(|at| number(at + 2000)).collect();
            let [mut got, mut on_chips, mut want] = [0; 3].map(|_| start.clone());
            for (row, &x) in weight.chunks(long).zip(&x) {
                row[skip..].iter().zip(&mut want).for_each(|(&weight, sum)| *sum = x.multiply_add(weight, *sum));
            }
            add_products(&weight, &x, &mut got, [long, skip]);
            embedded::add_products(&weight, &x, &mut on_chips, [long, skip]);
            assert!(got == want && on_chips == want, "{inputs} {long} {skip}");

            let (mut gradient, mut back) = (vec![0.5; inputs * long], vec![0.25; inputs]);
            add_outer(&mut gradient, &x, &start, [long, skip]);
            add_dots(&weight, &start, &mut back, [long, skip]);
            for (i, row) in gradient.chunks(long).enumerate() {
                assert_eq!(row[..skip], vec![0.5; skip]);
                assert!(row[skip..].iter().zip(&start).all(|(&got, &sum)| (got - (0.5 + x[i] * sum)).abs() < 1e-12));
                let dot: f64 = weight[i * long + skip..(i + 1) * long].iter().zip(&start).map(|(w, s)| w * s).sum();
                assert!((back[i] - (0.25 + dot)).abs() < 1e-12, "{inputs} {long} {skip}");
            }
        }
    }
}
