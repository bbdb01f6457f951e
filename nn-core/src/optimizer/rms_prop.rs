//! `RmsProp`: every gradient measured by its usual size.

use super::inside_outside;
use crate::kernel::wide;
use crate::math::Math;
use crate::parameters::{Gradients, zip_trained};
#[cfg(not(chip))]
use crate::scalar::Scalar;

optimizer! {
    /// RMSProp: `a ← ρa + (1−ρ)g²`, `p ← p − η · g / (√a + ε)` (Tieleman and Hinton 2012).
    ///
    /// With `weight_decay = λ`, `g` is first replaced by `g + λ · p`. With momentum it is
    /// [`RmsPropMomentum`](super::RmsPropMomentum), centred [`CenteredRmsProp`](super::CenteredRmsProp). State: one number
    /// per parameter.
    RmsProp {
        /// ρ, how long the mean of squared gradients is remembered.
        rho: Share = 0.9,
        /// ε, keeps the division finite.
        epsilon: NotNegative = 1e-8,
        /// Takes `√(a + ε)` instead of `√a + ε`.
        epsilon_inside: Flag = false,
        /// Pulls every parameter to zero, as L2 regularisation does.
        weight_decay: NotNegative = 0.0,
    } state { square } counters {}

    fn step(&mut self, net: &mut N, gradients: &N::Gradients) {
        let (rate, rho, decay) = (self.learning_rate, self.rho, self.weight_decay);
        let fresh = num_traits::one::<N::Scalar>() - rho;
        let (inside, outside) = inside_outside(self.epsilon, self.epsilon_inside);
        zip_trained(net, gradients.as_slice(), [self.square.as_mut_slice()], |_, parameters, gradients, [square]| {
            wide!(parameters: &mut [T], gradients: &[T], square: &mut [T]; [rate, rho, decay, fresh, inside, outside]; {
                for ((parameter, &gradient), square) in parameters.iter_mut().zip(gradients).zip(square) {
                    let gradient = gradient + decay * *parameter;
                    *square = rho * *square + fresh * gradient * gradient;
                    *parameter = *parameter - rate * gradient / (Math::sqrt(*square + inside) + outside);
                }
            });
        });
    }
}
