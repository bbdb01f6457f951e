//! What activations are called here, and how they are handed to kernels.

/// Functions of a value that computers have kernels for, with their settings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Curve {
    /// max(0, x)
    Relu,
    /// 1 / (1 + e⁻ˣ)
    Sigmoid,
    /// tanh x
    Tanh,
    /// x · Φ(x)
    Gelu,
    /// ½ x (1 + tanh(√(2/π) · (x + 0.044715 x³)))
    GeluTanh,
    /// x · σ(βx)
    Silu(f32),
    /// x, below zero α · (eˣ − 1)
    Elu(f32),
    /// λ · x, below zero λα · (eˣ − 1)
    Selu,
    /// ln(1 + eˣ)
    Softplus,
    /// x · tanh(ln(1 + eˣ))
    Mish,
    /// −ln(1 + e⁻ˣ)
    LogSigmoid,
    /// The same, with a slope that is found from what came out.
    LogSigmoidOfOutput,
    /// None of them.
    Other,
}

/// Work on values in place.
pub trait InPlace<T>: Copy {
    /// The same work for whom it does not matter how many values there are besides: one function then serves maps of all sizes.
    type Anywhere: InPlace<T>;
    /// Whether values are changed together, so that a pixel must be whole.
    const MIXES: bool;
    /// It as [`Anywhere`](Self::Anywhere).
    fn anywhere(self) -> Self::Anywhere;
    /// What it does, if there is a name for it.
    fn curve(&self) -> Curve;
    /// Does it.
    fn run(self, values: &mut [T]);
}
