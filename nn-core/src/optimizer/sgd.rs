//! `Sgd`: gradient descent, plain.

use crate::kernel::wide;
use crate::parameters::{Gradients, zip_trained};
#[cfg(not(chip))]
use crate::scalar::Scalar;

optimizer! {
    /// Stochastic gradient descent: `p ← p − η · g` (Robbins and Monro 1951).
    ///
    /// With `weight_decay = λ`, `g` is first replaced by `g + λ · p`. No state.
    Sgd {
        /// Pulls every parameter to zero, as L2 regularisation does.
        weight_decay: NotNegative = 0.0,
    } state {} counters {}

    fn step(&mut self, net: &mut N, gradients: &N::Gradients) {
        let (rate, decay) = (self.learning_rate, self.weight_decay);
        zip_trained(net, gradients.as_slice(), [], |_, parameters, gradients, []| {
            wide!(parameters: &mut [T], gradients: &[T]; [rate, decay]; {
                for (parameter, &gradient) in parameters.iter_mut().zip(gradients) {
                    *parameter = *parameter - rate * (gradient + decay * *parameter);
                }
            });
        });
    }
}
