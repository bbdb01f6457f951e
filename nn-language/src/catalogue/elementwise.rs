//! Layers that work on every value by itself, with numbers of their own for each: `Prelu`, `Standardize`.

use super::entry::{
    Entry, Field, First, Gives, Means, Parameter, Range, Reads, Stands, Takes, TypeArgument, Values, Weights,
};

const FIELD: Field = Field {
    type_arguments: &[TypeArgument::Scalar, TypeArgument::Input],
    reads: Reads::INPUT,
    keeps_tape: false,
    of_batch: false,
    trains: true,
    first: First::Own,
};

pub const LAYERS: &[Entry] = &[
    Entry {
        name: "Prelu",
        example: "Prelu",
        known_as: &["ParametricRelu"],
        arguments: &[],
        takes: Takes::Any,
        gives: Gives::Same,
        stands: Stands::Field(FIELD),
        means: Means::Own,
        before: Weights::He,
    },
    Entry {
        name: "Standardize",
        example: "Standardize",
        known_as: &["Normalize", "Normalization", "Scaler"],
        arguments: &[
            Parameter::named("mean", Values::Number(Range::Finite, 0.0)),
            Parameter::named("scale", Values::Number(Range::Positive, 1.0)),
        ],
        takes: Takes::Any,
        gives: Gives::Same,
        stands: Stands::Field(Field {
            reads: Reads::NOTHING,
            trains: false,
            first: First::Set(&["mean", "scale"]),
            ..FIELD
        }),
        means: Means::Changed,
        before: Weights::Glorot,
    },
];
