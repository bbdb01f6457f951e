//! `Nadam`: Adam with the momentum of Nesterov.

use crate::kernel::wide;
use crate::math::Math;
use crate::parameters::{Gradients, zip_trained};
use crate::scalar::Scalar;

optimizer! {
    /// Nadam: `m` and `v` as in [`Adam`](super::Adam), `p ← p − η · m̂ / (√v̂ + ε)` with
    /// `m̂ = μₜ₊₁ · m / (1 − μ₁⋯μₜ₊₁) + (1−μₜ) · g / (1 − μ₁⋯μₜ)`, `v̂ = v / (1−β₂ᵗ)` and a momentum that grows to β₁:
    /// `μₜ = β₁ · (1 − ½ · 0.96^(ψt))` (Dozat 2016).
    ///
    /// `momentum_decay = ψ` is 0.004 in PyTorch and 1 in Keras; with `f64::INFINITY` the momentum is β₁ from the first step.
    /// With `weight_decay = λ`, `g` is first replaced by `g + λ · p`. State: two numbers per parameter.
    Nadam {
        /// β₁, how long the mean of gradients is remembered.
        beta1: Share = 0.9,
        /// β₂, how long the mean of squared gradients is remembered.
        beta2: Share = 0.999,
        /// ε, added to the root after the correction.
        epsilon: NotNegative = 1e-8,
        /// ψ, how fast the momentum grows to β₁.
        momentum_decay: Rate = 0.004,
        /// Pulls every parameter to zero, as L2 regularisation does.
        weight_decay: NotNegative = 0.0,
    } state { mean, square } counters { product = 1.0, fade = 1.0, power2 = 1.0 }

    fn step(&mut self, net: &mut N, gradients: &N::Gradients) {
        let (one, beta1, beta2) = (num_traits::one::<N::Scalar>(), self.beta1, self.beta2);
        let fading = Math::pow(N::Scalar::of(0.96), self.momentum_decay);
        let momentum = |fade: N::Scalar| beta1 * (one - N::Scalar::of(0.5) * fade);
        self.fade = self.fade * fading;
        let (now, next) = (momentum(self.fade), momentum(self.fade * fading));
        self.product = self.product * now;
        self.power2 = self.power2 * beta2;
        let mean_rate = self.learning_rate * next / (one - self.product * next);
        let gradient_rate = self.learning_rate * (one - now) / (one - self.product);
        let scale = one / Math::sqrt(one - self.power2);
        let (epsilon, decay) = (self.epsilon, self.weight_decay);
        let states = [self.mean.as_mut_slice(), self.square.as_mut_slice()];
        zip_trained(net, gradients.as_slice(), states, |_, parameters, gradients, [mean, square]| {
            wide!(parameters: &mut [T], gradients: &[T], mean: &mut [T], square: &mut [T];
                [one, beta1, beta2, mean_rate, gradient_rate, scale, epsilon, decay]; {
                for (((parameter, &gradient), mean), square) in parameters.iter_mut().zip(gradients).zip(mean).zip(square) {
                    let gradient = gradient + decay * *parameter;
                    *mean = beta1 * *mean + (one - beta1) * gradient;
                    *square = beta2 * *square + (one - beta2) * gradient * gradient;
                    let step = mean_rate * *mean + gradient_rate * gradient;
                    *parameter = *parameter - step / (Math::sqrt(*square) * scale + epsilon);
                }
            });
        });
    }
}
