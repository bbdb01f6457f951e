//! `CenteredRmsProp`: every gradient measured by how much it varies.

#[cfg(chip)]
use num_traits::float::FloatCore;

use super::inside_outside;
use crate::kernel::wide;
use crate::math::Math;
use crate::parameters::{Gradients, zip_trained};
#[cfg(not(chip))]
use crate::scalar::Scalar;

optimizer! {
    /// Centred RMSProp: `a ← ρa + (1−ρ)g²`, `m ← ρm + (1−ρ)g`, `p ← p − η · g / √(a − m² + ε)` (Graves 2013).
    ///
    /// With `epsilon_inside = false` the divisor is `√(a − m²) + ε`; a variance that rounding makes negative counts as zero.
    /// With `weight_decay = λ`, `g` is first replaced by `g + λ · p`. State: two numbers per parameter.
    CenteredRmsProp {
        /// ρ, how long both means are remembered.
        rho: Share = 0.9,
        /// ε, bounds how much a gradient that hardly varies is enlarged.
        epsilon: NotNegative = 1e-6,
        /// Takes `√(a − m² + ε)` instead of `√(a − m²) + ε`.
        epsilon_inside: Flag = true,
        /// Pulls every parameter to zero, as L2 regularisation does.
        weight_decay: NotNegative = 0.0,
    } state { square, mean } counters {}

    fn step(&mut self, net: &mut N, gradients: &N::Gradients) {
        let (rate, rho, decay) = (self.learning_rate, self.rho, self.weight_decay);
        let (zero, fresh) = (num_traits::zero::<N::Scalar>(), num_traits::one::<N::Scalar>() - rho);
        let (inside, outside) = inside_outside(self.epsilon, self.epsilon_inside);
        let states = [self.square.as_mut_slice(), self.mean.as_mut_slice()];
        zip_trained(net, gradients.as_slice(), states, |_, parameters, gradients, [square, mean]| {
            wide!(parameters: &mut [T], gradients: &[T], square: &mut [T], mean: &mut [T];
                [rate, rho, decay, zero, fresh, inside, outside]; {
                for (((parameter, &gradient), square), mean) in parameters.iter_mut().zip(gradients).zip(square).zip(mean) {
                    let gradient = gradient + decay * *parameter;
                    *square = rho * *square + fresh * gradient * gradient;
                    *mean = rho * *mean + fresh * gradient;
                    let variance = (*square - *mean * *mean).max(zero);
                    *parameter = *parameter - rate * gradient / (Math::sqrt(variance + inside) + outside);
                }
            });
        });
    }
}
