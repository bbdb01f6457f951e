//! `Momentum`: gradient descent that keeps going where it went.

use crate::kernel::wide;
use crate::parameters::{Gradients, zip_trained};
#[cfg(not(chip))]
use crate::scalar::Scalar;

optimizer! {
    /// Gradient descent with momentum: `v ← μv + g`, `p ← p − η · v` (Polyak 1964).
    ///
    /// With `dampened`, `v ← μv + (1−μ)g`: an exponential average, whose steps are `1 / (1−μ)` times shorter in the long
    /// run. With `weight_decay = λ`, `g` is first replaced by `g + λ · p`. State: one number per parameter.
    Momentum {
        /// μ, how much of the last step is kept.
        momentum: Share = 0.9,
        /// Weighs a fresh gradient by `1−μ`, so that the velocity is an average.
        dampened: Flag = false,
        /// Pulls every parameter to zero, as L2 regularisation does.
        weight_decay: NotNegative = 0.0,
    } state { velocity } counters {}

    fn step(&mut self, net: &mut N, gradients: &N::Gradients) {
        let (rate, momentum, decay) = (self.learning_rate, self.momentum, self.weight_decay);
        let one = num_traits::one::<N::Scalar>();
        let fresh = if self.dampened { one - momentum } else { one };
        zip_trained(net, gradients.as_slice(), [self.velocity.as_mut_slice()], |_, parameters, gradients, [velocity]| {
            wide!(parameters: &mut [T], gradients: &[T], velocity: &mut [T]; [rate, momentum, decay, fresh]; {
                for ((parameter, &gradient), velocity) in parameters.iter_mut().zip(gradients).zip(velocity) {
                    let gradient = gradient + decay * *parameter;
                    *velocity = momentum * *velocity + fresh * gradient;
                    *parameter = *parameter - rate * *velocity;
                }
            });
        });
    }
}
