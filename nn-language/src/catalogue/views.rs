//! The same values under another shape, at no cost: `Flatten`, `Reshape`.

use super::entry::{Entry, Gives, Means, Parameter, Stands, Takes, Values, Weights};

pub const LAYERS: &[Entry] = &[
    Entry {
        name: "Flatten",
        example: "Flatten",
        known_as: &[],
        arguments: &[],
        takes: Takes::Any,
        gives: Gives::Flattened,
        stands: Stands::View,
        means: Means::Kept,
        before: Weights::AsNext,
    },
    Entry {
        name: "Reshape",
        example: "Reshape((8, 8, 1))",
        known_as: &["Unflatten"],
        arguments: &[Parameter::first("sizes", "its sizes", Values::Sizes).known_as(&[
            "shape",
            "size",
            "dims",
            "target_shape",
        ])],
        takes: Takes::Any,
        gives: Gives::Reshaped("sizes"),
        stands: Stands::View,
        means: Means::Kept,
        before: Weights::AsNext,
    },
];
