//! Layers that shift and scale what comes in by statistics of it: `BatchNorm`.

use super::entry::{
    Entry, Field, First, Gives, Means, Parameter, Range, Reads, Stands, Takes, TypeArgument, Values, Weights,
};

const MOMENTUM: &str = "momentum";
const EPSILON: &str = "epsilon";

pub const LAYERS: &[Entry] = &[Entry {
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
    arguments: &[
        Parameter::named(MOMENTUM, Values::Number(Range::Share, 0.1)),
        Parameter::named(EPSILON, Values::Number(Range::Positive, 1e-5)).known_as(&["eps"]),
    ],
    takes: Takes::Any,
    gives: Gives::Same,
    stands: Stands::Field(Field {
        type_arguments: &[
            TypeArgument::Scalar,
            TypeArgument::Input,
            TypeArgument::Bits(MOMENTUM),
            TypeArgument::Bits(EPSILON),
        ],
        reads: Reads::INPUT,
        keeps_tape: true,
        of_batch: true,
        trains: true,
        first: First::Own,
    }),
    means: Means::Changed,
    before: Weights::AsNext,
}];
