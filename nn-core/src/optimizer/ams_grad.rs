//! `AmsGrad`: Adam that never forgets its largest gradients.

#[cfg(chip)]
use num_traits::float::FloatCore;

use crate::kernel::wide;
use crate::math::Math;
use crate::parameters::{Gradients, zip_trained};
#[cfg(not(chip))]
use crate::scalar::Scalar;

optimizer! {
    /// AMSGrad: [`Adam`](super::Adam) with the largest `v` so far in place of `v`: `m ← β₁m + (1−β₁)g`,
    /// `v ← β₂v + (1−β₂)g²`, `x ← max(x, v)`, `p ← p − η · m̂ / (√x̂ + ε)` with `m̂ = m / (1−β₁ᵗ)`, `x̂ = x / (1−β₂ᵗ)`
    /// (Reddi, Kale and Kumar 2018, with Adam's corrections).
    ///
    /// With `weight_decay = λ`, `g` is first replaced by `g + λ · p`. State: three numbers per parameter.
    AmsGrad {
        /// β₁, how long the mean of gradients is remembered.
        beta1: Share = 0.9,
        /// β₂, how long the mean of squared gradients is remembered.
        beta2: Share = 0.999,
        /// ε, added to the root after the correction.
        epsilon: NotNegative = 1e-8,
        /// Pulls every parameter to zero, as L2 regularisation does.
        weight_decay: NotNegative = 0.0,
    } state { mean, square, largest } counters { power1 = 1.0, power2 = 1.0 }

    fn step(&mut self, net: &mut N, gradients: &N::Gradients) {
        let (one, beta1, beta2) = (num_traits::one::<N::Scalar>(), self.beta1, self.beta2);
        self.power1 = self.power1 * beta1;
        self.power2 = self.power2 * beta2;
        let rate = self.learning_rate / (one - self.power1);
        let scale = one / Math::sqrt(one - self.power2);
        let (epsilon, decay) = (self.epsilon, self.weight_decay);
        let states = [self.mean.as_mut_slice(), self.square.as_mut_slice(), self.largest.as_mut_slice()];
        zip_trained(net, gradients.as_slice(), states, |_, parameters, gradients, [mean, square, largest]| {
            wide!(parameters: &mut [T], gradients: &[T], mean: &mut [T], square: &mut [T], largest: &mut [T];
                [one, beta1, beta2, rate, scale, epsilon, decay]; {
                let moments = mean.iter_mut().zip(square).zip(largest);
                for ((parameter, &gradient), ((mean, square), largest)) in parameters.iter_mut().zip(gradients).zip(moments) {
                    let gradient = gradient + decay * *parameter;
                    *mean = beta1 * *mean + (one - beta1) * gradient;
                    *square = beta2 * *square + (one - beta2) * gradient * gradient;
                    *largest = largest.max(*square);
                    *parameter = *parameter - rate * *mean / (Math::sqrt(*largest) * scale + epsilon);
                }
            });
        });
    }
}
