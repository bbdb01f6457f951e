//! `Lion`: only the signs of a momentum.

#[cfg(chip)]
use num_traits::{Zero, float::FloatCore};

use crate::kernel::wide;
use crate::parameters::{Gradients, zip_trained};
#[cfg(not(chip))]
use crate::scalar::Scalar;

optimizer! {
    /// Lion: `u = sign(β₁m + (1−β₁)g)`, `m ← β₂m + (1−β₂)g`, `p ← p − η · (u + λp)`, `sign(0) = 0` (Chen et al. 2023).
    ///
    /// Every parameter moves by η; take a learning rate three to ten times smaller than for [`AdamW`](super::AdamW). State:
    /// one number per parameter.
    Lion {
        /// β₁, the share of the past in a step.
        beta1: Share = 0.9,
        /// β₂, how long the mean of gradients is remembered.
        beta2: Share = 0.99,
        /// λ, the share of every parameter that a step with η = 1 would take away.
        weight_decay: NotNegative = 0.0,
    } state { mean } counters {}

    fn step(&mut self, net: &mut N, gradients: &N::Gradients) {
        let (one, beta1, beta2) = (num_traits::one::<N::Scalar>(), self.beta1, self.beta2);
        let (rate, decay) = (self.learning_rate, self.weight_decay);
        zip_trained(net, gradients.as_slice(), [self.mean.as_mut_slice()], |_, parameters, gradients, [mean]| {
            wide!(parameters: &mut [T], gradients: &[T], mean: &mut [T]; [one, beta1, beta2, rate, decay]; {
                for ((parameter, &gradient), mean) in parameters.iter_mut().zip(gradients).zip(mean) {
                    let step = beta1 * *mean + (one - beta1) * gradient;
                    // The sign of zero is zero here, and NaN stays NaN.
                    let sign = if step.is_zero() { step } else { step.signum() };
                    *mean = beta2 * *mean + (one - beta2) * gradient;
                    *parameter = *parameter - rate * (sign + decay * *parameter);
                }
            });
        });
    }
}
