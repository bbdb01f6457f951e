//! `Nesterov`: momentum that looks one step ahead.

use crate::kernel::wide;
use crate::parameters::{Gradients, zip_trained};
#[cfg(not(chip))]
use crate::scalar::Scalar;

optimizer! {
    /// Nesterov's accelerated gradient: `v ← μv + g`, `p ← p − η · (g + μv)` (Nesterov 1983, in the form of Sutskever et al.
    /// 2013).
    ///
    /// With `weight_decay = λ`, `g` is first replaced by `g + λ · p`. State: one number per parameter.
    Nesterov {
        /// μ, how much of the last step is kept.
        momentum: Share = 0.9,
        /// Pulls every parameter to zero, as L2 regularisation does.
        weight_decay: NotNegative = 0.0,
    } state { velocity } counters {}

    fn step(&mut self, net: &mut N, gradients: &N::Gradients) {
        let (rate, momentum, decay) = (self.learning_rate, self.momentum, self.weight_decay);
        let ahead = rate * momentum;
        zip_trained(net, gradients.as_slice(), [self.velocity.as_mut_slice()], |_, parameters, gradients, [velocity]| {
            wide!(parameters: &mut [T], gradients: &[T], velocity: &mut [T]; [rate, momentum, decay, ahead]; {
                for ((parameter, &gradient), velocity) in parameters.iter_mut().zip(gradients).zip(velocity) {
                    let gradient = gradient + decay * *parameter;
                    *velocity = momentum * *velocity + gradient;
                    *parameter = *parameter - rate * gradient - ahead * *velocity;
                }
            });
        });
    }
}
