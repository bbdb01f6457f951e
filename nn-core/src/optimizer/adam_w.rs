//! `AdamW`: Adam whose weight decay does not pass through the moments.

use crate::kernel::wide;
use crate::math::Math;
use crate::parameters::{Gradients, zip_trained};
#[cfg(not(chip))]
use crate::scalar::Scalar;

optimizer! {
    /// Adam with decoupled weight decay: `p ← (1 − ηλ)p`, then [`Adam`](super::Adam) with the unchanged gradient:
    /// `m ← β₁m + (1−β₁)g`, `v ← β₂v + (1−β₂)g²`, `p ← p − η · m̂ / (√v̂ + ε)` with `m̂ = m / (1−β₁ᵗ)`, `v̂ = v / (1−β₂ᵗ)`
    /// (Loshchilov and Hutter 2019).
    ///
    /// State: two numbers per parameter.
    AdamW {
        /// β₁, how long the mean of gradients is remembered.
        beta1: Share = 0.9,
        /// β₂, how long the mean of squared gradients is remembered.
        beta2: Share = 0.999,
        /// ε, added to the root after the correction.
        epsilon: NotNegative = 1e-8,
        /// λ, the share of every parameter that a step with η = 1 would take away.
        weight_decay: NotNegative = 0.01,
    } state { mean, square } counters { power1 = 1.0, power2 = 1.0 }

    fn step(&mut self, net: &mut N, gradients: &N::Gradients) {
        let (one, beta1, beta2) = (num_traits::one::<N::Scalar>(), self.beta1, self.beta2);
        self.power1 = self.power1 * beta1;
        self.power2 = self.power2 * beta2;
        let rate = self.learning_rate / (one - self.power1);
        let scale = one / Math::sqrt(one - self.power2);
        let (epsilon, keep) = (self.epsilon, one - self.learning_rate * self.weight_decay);
        let states = [self.mean.as_mut_slice(), self.square.as_mut_slice()];
        zip_trained(net, gradients.as_slice(), states, |_, parameters, gradients, [mean, square]| {
            wide!(parameters: &mut [T], gradients: &[T], mean: &mut [T], square: &mut [T];
                [one, beta1, beta2, rate, scale, epsilon, keep]; {
                for (((parameter, &gradient), mean), square) in parameters.iter_mut().zip(gradients).zip(mean).zip(square) {
                    *mean = beta1 * *mean + (one - beta1) * gradient;
                    *square = beta2 * *square + (one - beta2) * gradient * gradient;
                    *parameter = keep * *parameter - rate * *mean / (Math::sqrt(*square) * scale + epsilon);
                }
            });
        });
    }
}
