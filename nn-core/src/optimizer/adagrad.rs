//! `Adagrad`: the more a parameter has moved, the smaller its steps.

use super::inside_outside;
use crate::kernel::wide;
use crate::math::Math;
use crate::parameters::{Gradients, zip_trained};
#[cfg(not(chip))]
use crate::scalar::Scalar;

optimizer! {
    /// Adagrad: `a ← a + g²`, `p ← p − η · g / (√a + ε)` (Duchi, Hazan and Singer 2011).
    ///
    /// Steps only ever get smaller. Keras: `initial = 0.1`, `epsilon = 1e-7`, `epsilon_inside = true`. With
    /// `weight_decay = λ`, `g` is first replaced by `g + λ · p`. State: one number per parameter.
    Adagrad {
        /// ε, keeps the division finite.
        epsilon: NotNegative = 1e-10,
        /// Takes `√(a + ε)` instead of `√a + ε`.
        epsilon_inside: Flag = false,
        /// Where every sum of squares starts; added under the root, so that fresh state is zero.
        initial: NotNegative = 0.0,
        /// Pulls every parameter to zero, as L2 regularisation does.
        weight_decay: NotNegative = 0.0,
    } state { sum } counters {}

    fn step(&mut self, net: &mut N, gradients: &N::Gradients) {
        let (rate, decay) = (self.learning_rate, self.weight_decay);
        let (inside, outside) = inside_outside(self.epsilon, self.epsilon_inside);
        let inside = inside + self.initial;
        zip_trained(net, gradients.as_slice(), [self.sum.as_mut_slice()], |_, parameters, gradients, [sum]| {
            wide!(parameters: &mut [T], gradients: &[T], sum: &mut [T]; [rate, decay, inside, outside]; {
                for ((parameter, &gradient), sum) in parameters.iter_mut().zip(gradients).zip(sum) {
                    let gradient = gradient + decay * *parameter;
                    *sum = *sum + gradient * gradient;
                    *parameter = *parameter - rate * gradient / (Math::sqrt(*sum + inside) + outside);
                }
            });
        });
    }
}
