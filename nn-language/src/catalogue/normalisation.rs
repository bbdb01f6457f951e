//! Layers that shift and scale what comes in by statistics of it: `BatchNorm`, `LayerNorm`, `RmsNorm`, `GroupNorm`.

use super::entry::{
    Entry, Field, First, Gives, Means, Parameter, Range, Reads, Stands, Takes, TypeArgument, Values, Weights,
};

const MOMENTUM: &str = "momentum";
const EPSILON: &str = "epsilon";
const GROUPS: &str = "groups";

const FIELD: Field = Field {
    type_arguments: &[TypeArgument::Scalar, TypeArgument::Input, TypeArgument::Bits(EPSILON)],
    reads: Reads::INPUT,
    keeps_tape: false,
    of_batch: false,
    trains: true,
    first: First::Own,
};

/// Their `ε`, and what it is if it is not given.
const fn epsilon(left_out: f64) -> Parameter {
    Parameter::named(EPSILON, Values::Number(Range::Positive, left_out)).known_as(&["eps"])
}

pub const LAYERS: &[Entry] = &[
    Entry {
        name: "BatchNorm",
        example: "BatchNorm",
        known_as: &[
            "BatchNorm1d",
            "BatchNorm2d",
            "BatchNorm1D",
            "BatchNorm2D",
            "BatchNormalization",
            "BatchNormalisation",
            "BatchNormalization1D",
            "BatchNormalization2D",
            "SyncBatchNorm",
        ],
        arguments: &[Parameter::named(MOMENTUM, Values::Number(Range::Share, 0.1)), epsilon(1e-5)],
        takes: Takes::Any,
        gives: Gives::Same,
        stands: Stands::Field(Field {
            type_arguments: &[
                TypeArgument::Scalar,
                TypeArgument::Input,
                TypeArgument::Bits(MOMENTUM),
                TypeArgument::Bits(EPSILON),
            ],
            keeps_tape: true,
            of_batch: true,
            ..FIELD
        }),
        means: Means::Changed,
        before: Weights::AsNext,
    },
    Entry {
        name: "LayerNorm",
        example: "LayerNorm",
        known_as: &["LayerNormalization", "LayerNormalisation"],
        arguments: &[epsilon(1e-5)],
        takes: Takes::Any,
        gives: Gives::Same,
        stands: Stands::Field(FIELD),
        means: Means::Changed,
        before: Weights::AsNext,
    },
    Entry {
        name: "RmsNorm",
        example: "RmsNorm",
        known_as: &["RMSNorm", "RMSNormalization", "RMSNormalisation", "RMSLayerNorm"],
        arguments: &[epsilon(1e-6)],
        takes: Takes::Any,
        gives: Gives::Same,
        stands: Stands::Field(FIELD),
        means: Means::Changed,
        before: Weights::AsNext,
    },
    Entry {
        name: "GroupNorm",
        example: "GroupNorm(4)",
        known_as: &["GroupNormalization", "GroupNormalisation"],
        arguments: &[
            Parameter::first(GROUPS, "its number of groups", Values::Divisor("a number of groups"))
                .known_as(&["num_groups"]),
            epsilon(1e-5),
        ],
        takes: Takes::Any,
        gives: Gives::Same,
        stands: Stands::Field(Field {
            type_arguments: &[
                TypeArgument::Scalar,
                TypeArgument::Input,
                TypeArgument::Size(GROUPS),
                TypeArgument::Bits(EPSILON),
            ],
            ..FIELD
        }),
        means: Means::Changed,
        before: Weights::AsNext,
    },
];
