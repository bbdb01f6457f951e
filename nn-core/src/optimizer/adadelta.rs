//! `Adadelta`: steps as large as the steps before, whatever the unit of the gradients.

use crate::kernel::wide;
use crate::math::Math;
use crate::parameters::{Gradients, zip_trained};
#[cfg(not(chip))]
use crate::scalar::Scalar;

optimizer! {
    /// Adadelta: `a ← ρa + (1−ρ)g²`, `d = g · √(D + ε) / √(a + ε)`, `D ← ρD + (1−ρ)d²`, `p ← p − η · d` (Zeiler 2012).
    ///
    /// The paper has no learning rate: take 1. With `weight_decay = λ`, `g` is first replaced by `g + λ · p`. State: two
    /// numbers per parameter.
    Adadelta {
        /// ρ, how long both means of squares are remembered.
        rho: Share = 0.9,
        /// ε, added under both roots; sets how large the first steps are.
        epsilon: NotNegative = 1e-6,
        /// Pulls every parameter to zero, as L2 regularisation does.
        weight_decay: NotNegative = 0.0,
    } state { square, moved } counters {}

    fn step(&mut self, net: &mut N, gradients: &N::Gradients) {
        let (rate, rho, epsilon, decay) = (self.learning_rate, self.rho, self.epsilon, self.weight_decay);
        let fresh = num_traits::one::<N::Scalar>() - rho;
        let states = [self.square.as_mut_slice(), self.moved.as_mut_slice()];
        zip_trained(net, gradients.as_slice(), states, |_, parameters, gradients, [square, moved]| {
            wide!(parameters: &mut [T], gradients: &[T], square: &mut [T], moved: &mut [T];
                [rate, rho, epsilon, decay, fresh]; {
                for (((parameter, &gradient), square), moved) in parameters.iter_mut().zip(gradients).zip(square).zip(moved) {
                    let gradient = gradient + decay * *parameter;
                    *square = rho * *square + fresh * gradient * gradient;
                    let step = gradient * Math::sqrt(*moved + epsilon) / Math::sqrt(*square + epsilon);
                    *moved = rho * *moved + fresh * step * step;
                    *parameter = *parameter - rate * step;
                }
            });
        });
    }
}
