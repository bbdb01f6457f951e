//! Activations: values that are applied in place, and have no parameters.

use super::entry::{Entry, Gives, Means, Parameter, Range, Reads, Stands, Takes, Values, Weights};

pub const LAYERS: &[Entry] = &[
    activation("Identity", Reads::OUTPUT).known_as(&["Passthrough"]),
    activation("Step", Reads::OUTPUT).known_as(&["Heaviside"]),
    activation("Sigmoid", Reads::OUTPUT).means(Means::Answers).known_as(&["Logistic"]),
    activation("LogSigmoid", Reads::INPUT).means(Means::Answers),
    activation("Tanh", Reads::OUTPUT),
    activation("HardTanh", Reads::OUTPUT).known_as(&["Hardtanh"]),
    activation("Relu", Reads::OUTPUT).relu_like(),
    activation("Relu6", Reads::OUTPUT).relu_like(),
    activation("LeakyRelu", Reads::INPUT)
        .relu_like()
        .with(&[number("slope", 0.01).known_as(&["negative_slope", "alpha"])]),
    activation("Elu", Reads::INPUT).relu_like().with(&[number("alpha", 1.0)]),
    activation("Selu", Reads::INPUT),
    activation("Gelu", Reads::INPUT).relu_like(),
    activation("GeluTanh", Reads::INPUT).relu_like(),
    activation("Silu", Reads::INPUT).relu_like().with(&[number("beta", 1.0)]).known_as(&["Swish", "SiLU"]),
    activation("Softplus", Reads::INPUT).relu_like(),
    activation("Softsign", Reads::INPUT),
    activation("HardSigmoid", Reads::OUTPUT).with(&[number("slope", 1.0 / 6.0)]),
    activation("HardSwish", Reads::INPUT).relu_like().known_as(&["HardSilu"]),
    activation("Mish", Reads::INPUT).relu_like(),
    activation("Softmax", Reads::OUTPUT).of_classes(1, "Sigmoid"),
    activation("LogSoftmax", Reads::OUTPUT).of_classes(0, "LogSigmoid"),
];

/// One that treats every value alone.
const fn activation(name: &'static str, reads: Reads) -> Entry {
    Entry {
        name,
        example: name,
        known_as: &[],
        arguments: &[],
        takes: Takes::Any,
        gives: Gives::Same,
        stands: Stands::Value(reads),
        means: Means::Own,
        before: Weights::Glorot,
    }
}

/// A field of an activation.
const fn number(name: &'static str, default: f64) -> Parameter {
    Parameter { shown: true, ..Parameter::named(name, Values::Number(Range::Finite, default)) }
}

impl Entry {
    const fn with(self, arguments: &'static [Parameter]) -> Self {
        Entry { arguments, ..self }
    }

    const fn means(self, means: Means) -> Self {
        Entry { means, ..self }
    }

    /// About half of its outputs are zero, or nearly so.
    const fn relu_like(self) -> Self {
        Entry { before: Weights::He, ..self }
    }

    /// Its outputs are probabilities of classes.
    const fn of_classes(self, alone: u8, instead: &'static str) -> Self {
        Entry { means: Means::Classes { alone, instead }, ..self }
    }
}
