//! `RmsPropMomentum`: `RmsProp` that keeps going where it went.

use super::inside_outside;
use crate::kernel::wide;
use crate::math::Math;
use crate::parameters::{Gradients, zip_trained};
#[cfg(not(chip))]
use crate::scalar::Scalar;

optimizer! {
    /// RMSProp with momentum: `a ← ρa + (1−ρ)g²`, `b ← μb + g / (√a + ε)`, `p ← p − η · b` (Tieleman and Hinton 2012, with
    /// the momentum of Graves 2013).
    ///
    /// With `weight_decay = λ`, `g` is first replaced by `g + λ · p`. State: two numbers per parameter.
    RmsPropMomentum {
        /// ρ, how long the mean of squared gradients is remembered.
        rho: Share = 0.9,
        /// μ, how much of the last step is kept.
        momentum: Share = 0.9,
        /// ε, keeps the division finite.
        epsilon: NotNegative = 1e-8,
        /// Takes `√(a + ε)` instead of `√a + ε`.
        epsilon_inside: Flag = false,
        /// Pulls every parameter to zero, as L2 regularisation does.
        weight_decay: NotNegative = 0.0,
    } state { square, velocity } counters {}

    fn step(&mut self, net: &mut N, gradients: &N::Gradients) {
        let (rate, rho, momentum, decay) = (self.learning_rate, self.rho, self.momentum, self.weight_decay);
        let fresh = num_traits::one::<N::Scalar>() - rho;
        let (inside, outside) = inside_outside(self.epsilon, self.epsilon_inside);
        let states = [self.square.as_mut_slice(), self.velocity.as_mut_slice()];
        zip_trained(net, gradients.as_slice(), states, |_, parameters, gradients, [square, velocity]| {
            wide!(parameters: &mut [T], gradients: &[T], square: &mut [T], velocity: &mut [T];
                [rate, rho, momentum, decay, fresh, inside, outside]; {
                for (((parameter, &gradient), square), velocity) in parameters.iter_mut().zip(gradients).zip(square).zip(velocity) {
                    let gradient = gradient + decay * *parameter;
                    *square = rho * *square + fresh * gradient * gradient;
                    *velocity = momentum * *velocity + gradient / (Math::sqrt(*square + inside) + outside);
                    *parameter = *parameter - rate * *velocity;
                }
            });
        });
    }
}
