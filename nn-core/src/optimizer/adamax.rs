//! `Adamax`: Adam by the largest gradient instead of the mean square.

#[cfg(chip)]
use num_traits::float::FloatCore;

use crate::kernel::wide;
use crate::parameters::{Gradients, zip_trained};
#[cfg(not(chip))]
use crate::scalar::Scalar;

optimizer! {
    /// Adamax: `m ← β₁m + (1−β₁)g`, `u ← max(β₂u, |g| + ε)`, `p ← p − η / (1−β₁ᵗ) · m / u` (Kingma and Ba 2015).
    ///
    /// With `weight_decay = λ`, `g` is first replaced by `g + λ · p`. State: two numbers per parameter.
    Adamax {
        /// β₁, how long the mean of gradients is remembered.
        beta1: Share = 0.9,
        /// β₂, how slowly the largest gradient fades.
        beta2: Share = 0.999,
        /// ε, added to every gradient's size, so that `u` is never zero.
        epsilon: NotNegative = 1e-8,
        /// Pulls every parameter to zero, as L2 regularisation does.
        weight_decay: NotNegative = 0.0,
    } state { mean, largest } counters { power1 = 1.0 }

    fn step(&mut self, net: &mut N, gradients: &N::Gradients) {
        let (one, beta1, beta2) = (num_traits::one::<N::Scalar>(), self.beta1, self.beta2);
        self.power1 = self.power1 * beta1;
        let rate = self.learning_rate / (one - self.power1);
        let (epsilon, decay) = (self.epsilon, self.weight_decay);
        let states = [self.mean.as_mut_slice(), self.largest.as_mut_slice()];
        zip_trained(net, gradients.as_slice(), states, |_, parameters, gradients, [mean, largest]| {
            wide!(parameters: &mut [T], gradients: &[T], mean: &mut [T], largest: &mut [T];
                [one, beta1, beta2, rate, epsilon, decay]; {
                for (((parameter, &gradient), mean), largest) in parameters.iter_mut().zip(gradients).zip(mean).zip(largest) {
                    let gradient = gradient + decay * *parameter;
                    *mean = beta1 * *mean + (one - beta1) * gradient;
                    *largest = (beta2 * *largest).max(gradient.abs() + epsilon);
                    *parameter = *parameter - rate * *mean / *largest;
                }
            });
        });
    }
}
