//! Sums of a row of numbers around one of them: what mean and variance are made of.

use super::columns::LANES;
use super::wide::wide;
use crate::chip::rolled;
use crate::number::Number;

/// The sum of sums that stood side by side.
#[inline(always)]
fn together<T: Number>(lanes: [T; LANES]) -> T {
    let mut four = [T::zero(); 4];
    for lanes in lanes.as_chunks::<4>().0 {
        for (sum, &lane) in four.iter_mut().zip(lanes) {
            *sum = *sum + lane;
        }
    }
    let [a, b, c, d] = four;
    (a + b) + (c + d)
}

// `Σ (x − about)` and `Σ (x − about)²`
wide! {
    pub fn sums_about<T: Number>(x: &[T], about: T) -> [T; 2] {
        let (chunks, rest) = x.as_chunks::<LANES>();
        let (mut sums, mut squares) = ([T::zero(); LANES], [T::zero(); LANES]);
        for x in chunks {
            for (&x, (sum, square)) in x.iter().zip(sums.iter_mut().zip(&mut squares)) {
                let off = x - about;
                *sum = *sum + off;
                *square = off.multiply_add(off, *square);
            }
            rolled();
        }
        let (mut sum, mut square) = (together(sums), together(squares));
        for &x in rest {
            let off = x - about;
            sum = sum + off;
            square = off.multiply_add(off, square);
            rolled();
        }
        [sum, square]
    }
}

// `Σ grad · scale` and `Σ grad · scale · (x − about)`
wide! {
    pub fn dots_about<T: Number>(x: &[T], grad: &[T], scale: &[T], about: T) -> [T; 2] {
        let (xs, x) = x.as_chunks::<LANES>();
        let ((grads, grad), (scales, scale)) = (grad.as_chunks::<LANES>(), scale.as_chunks::<LANES>());
        let (mut sums, mut dots) = ([T::zero(); LANES], [T::zero(); LANES]);
        for (x, (grad, scale)) in xs.iter().zip(grads.iter().zip(scales)) {
            let numbers = x.iter().zip(grad.iter().zip(scale));
            for ((&x, (&grad, &scale)), (sum, dot)) in numbers.zip(sums.iter_mut().zip(&mut dots)) {
                let grad = grad * scale;
                *sum = *sum + grad;
                *dot = grad.multiply_add(x - about, *dot);
            }
            rolled();
        }
        let (mut sum, mut dot) = (together(sums), together(dots));
        for (&x, (&grad, &scale)) in x.iter().zip(grad.iter().zip(scale)) {
            let grad = grad * scale;
            sum = sum + grad;
            dot = grad.multiply_add(x - about, dot);
            rolled();
        }
        [sum, dot]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whole numbers, whose sums are exact in any order, of as many as fill no lane, some and several.
    #[test]
    fn sums_are_exact() {
        for count in [0, 1, 3, 16, 17, 50, 130] {
            let number = |at: usize, of: usize| ((at * of + 5) % 17) as f64 - 8.0;
            let [x, grad, scale] = [7, 11, 13].map(|of| (0..count).map(|at| number(at, of)).collect::<Vec<_>>());
            let off: Vec<f64> = x.iter().map(|x| x - 3.0).collect();
            let want = [off.iter().sum::<f64>(), off.iter().map(|off| off * off).sum()];
            assert_eq!(sums_about(&x, 3.0), want, "{count}");
            let scaled: Vec<f64> = grad.iter().zip(&scale).map(|(grad, scale)| grad * scale).collect();
            let want = [scaled.iter().sum::<f64>(), scaled.iter().zip(&off).map(|(grad, off)| grad * off).sum()];
            assert_eq!(dots_about(&x, &grad, &scale, 3.0), want, "{count}");
        }
    }
}
