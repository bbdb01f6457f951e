//! The layers as a table: name, arguments, what they are, one line of doc.

/// A layer the macro knows.
pub struct Entry {
    pub name: &'static str,
    pub kind: Kind,
    pub arguments: &'static [Parameter],
    /// One line for the table of layers.
    pub doc: &'static str,
    /// A line that can be typed.
    pub example: &'static str,
}

/// What sort of layer it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Dense,
    Prelu,
    Standardize,
    Dropout,
    Flatten,
    Reshape,
    /// An activation; what its backward pass reads, whether a loss may take its place as the head, whether weights
    /// before it are drawn by He.
    Activation {
        reads_input: bool,
        fused: bool,
        relu_like: bool,
    },
    Chain,
    Residual,
    Sum,
    Concat,
}

impl Kind {
    pub fn is_block(self) -> bool {
        matches!(self, Kind::Chain | Kind::Residual | Kind::Sum | Kind::Concat)
    }

    /// Whether the layer owns values, so that it must be named.
    pub fn owns_values(self) -> bool {
        matches!(self, Kind::Dense | Kind::Prelu | Kind::Standardize)
    }
}

/// An argument of a layer.
pub struct Parameter {
    pub name: &'static str,
    /// The first argument, written without its name.
    pub positional: bool,
    /// What is missing without it, as in "`Dense` needs its number of outputs"; `None` if there is a default.
    pub required: Option<&'static str>,
    /// The number it stands for if it is not given.
    pub default: f64,
}

/// The initialisers, as `Init` names them.
pub const INITS: [&str; 7] = ["Zeros", "He", "HeUniform", "Glorot", "GlorotUniform", "LeCun", "LeCunUniform"];

const fn optional(name: &'static str) -> Parameter {
    number(name, 0.0)
}

const fn number(name: &'static str, default: f64) -> Parameter {
    Parameter { name, positional: false, required: None, default }
}

const fn needed(name: &'static str, what: &'static str) -> Parameter {
    Parameter { name, positional: true, required: Some(what), default: 0.0 }
}

const fn activation(name: &'static str, reads_input: bool, doc: &'static str) -> Entry {
    let kind = Kind::Activation { reads_input, fused: false, relu_like: false };
    Entry { name, kind, arguments: &[], doc, example: name }
}

const fn relu_like(entry: Entry) -> Entry {
    let Kind::Activation { reads_input, fused, .. } = entry.kind else { return entry };
    Entry { kind: Kind::Activation { reads_input, fused, relu_like: true }, ..entry }
}

const fn head(entry: Entry) -> Entry {
    let Kind::Activation { reads_input, relu_like, .. } = entry.kind else { return entry };
    Entry { kind: Kind::Activation { reads_input, fused: true, relu_like }, ..entry }
}

const fn with(entry: Entry, arguments: &'static [Parameter], example: &'static str) -> Entry {
    Entry { arguments, example, ..entry }
}

const fn block(name: &'static str, kind: Kind, doc: &'static str, example: &'static str) -> Entry {
    Entry { name, kind, arguments: &[], doc, example }
}

/// Every layer.
pub const CATALOG: &[Entry] = &[
    Entry {
        name: "Dense",
        kind: Kind::Dense,
        arguments: &[needed("outputs", "its number of outputs"), optional("bias"), optional("init")],
        doc: "fully connected, `y = x · W + b`",
        example: "Dense(10)",
    },
    Entry {
        name: "Prelu",
        kind: Kind::Prelu,
        arguments: &[],
        doc: "ReLU with a trained slope below zero",
        example: "Prelu",
    },
    Entry {
        name: "Standardize",
        kind: Kind::Standardize,
        arguments: &[number("mean", 0.0), number("scale", 1.0)],
        doc: "fixed mean and scale, `y = (x − mean) / scale`",
        example: "Standardize",
    },
    Entry {
        name: "Dropout",
        kind: Kind::Dropout,
        arguments: &[needed("rate", "its rate")],
        doc: "forgets values at random while training",
        example: "Dropout(0.5)",
    },
    Entry {
        name: "Flatten",
        kind: Kind::Flatten,
        arguments: &[],
        doc: "an image or a series as features, at no cost",
        example: "Flatten",
    },
    Entry {
        name: "Reshape",
        kind: Kind::Reshape,
        arguments: &[needed("sizes", "its sizes")],
        doc: "the same values in another shape, at no cost",
        example: "Reshape((8, 8, 1))",
    },
    activation("Identity", false, "`x`"),
    activation("Step", false, "1 for `x > 0`, else 0"),
    head(activation("Sigmoid", false, "`1 / (1 + e⁻ˣ)`")),
    head(activation("LogSigmoid", true, "`ln σ(x)`")),
    activation("Tanh", false, "`tanh x`"),
    activation("HardTanh", false, "`clamp(x, −1, 1)`"),
    relu_like(activation("Relu", false, "`max(0, x)`")),
    relu_like(activation("Relu6", false, "`min(max(0, x), 6)`")),
    relu_like(with(
        activation("LeakyRelu", true, "`x`, or `slope · x` below 0"),
        &[number("slope", 0.01)],
        "LeakyRelu",
    )),
    relu_like(with(activation("Elu", true, "`x`, or `α (eˣ − 1)` below 0"), &[number("alpha", 1.0)], "Elu")),
    activation("Selu", true, "ELU scaled to keep mean 0 and variance 1"),
    relu_like(activation("Gelu", true, "`x · Φ(x)`, exact")),
    relu_like(activation("GeluTanh", true, "`x · Φ(x)`, by tanh")),
    relu_like(with(activation("Silu", true, "`x · σ(βx)`, also called swish"), &[number("beta", 1.0)], "Silu")),
    relu_like(activation("Softplus", true, "`ln(1 + eˣ)`")),
    activation("Softsign", true, "`x / (1 + |x|)`"),
    with(
        activation("HardSigmoid", false, "`clamp(slope · x + ½, 0, 1)`"),
        &[number("slope", 1.0 / 6.0)],
        "HardSigmoid",
    ),
    relu_like(activation("HardSwish", true, "`x · clamp(x + 3, 0, 6) / 6`")),
    relu_like(activation("Mish", true, "`x · tanh(ln(1 + eˣ))`")),
    head(activation("Softmax", false, "probabilities of classes")),
    head(activation("LogSoftmax", false, "logarithms of probabilities")),
    block("Chain", Kind::Chain, "layers one after the other", "Chain { … }"),
    block("Residual", Kind::Residual, "`x + f(x)`", "Residual { … }"),
    block("Sum", Kind::Sum, "branches, added", "Sum { … }"),
    block("Concat", Kind::Concat, "branches, side by side", "Concat { … }"),
];

/// Names other libraries use, and what they are called here.
pub const ALIASES: &[(&str, &str)] = &[
    ("Linear", "Dense"),
    ("FullyConnected", "Dense"),
    ("Affine", "Dense"),
    ("InnerProduct", "Dense"),
    ("Swish", "Silu"),
    ("SiLU", "Silu"),
    ("Logistic", "Sigmoid"),
    ("HardSilu", "HardSwish"),
    ("Hardtanh", "HardTanh"),
    ("ParametricRelu", "Prelu"),
    ("Sequential", "Chain"),
    ("Skip", "Residual"),
    ("SkipConnection", "Residual"),
    ("Add", "Sum"),
    ("Parallel", "Sum"),
    ("Concatenate", "Concat"),
    ("Cat", "Concat"),
    ("Normalize", "Standardize"),
    ("Normalization", "Standardize"),
    ("Scaler", "Standardize"),
    ("Linear1d", "Dense"),
    ("Unflatten", "Reshape"),
    ("Passthrough", "Identity"),
    ("Heaviside", "Step"),
];

/// The layer of this name.
pub fn find(name: &str) -> Option<&'static Entry> {
    CATALOG.iter().find(|entry| entry.name == name)
}
