//! Layers without values that give fewer numbers than they take: `MaxPool2d`, `GlobalAveragePool`, `LastStep`.

use super::entry::{Entry, Field, First, Gives, Means, Parameter, Reads, Stands, Takes, TypeArgument, Values, Weights};
use super::images::{PADDING, STRIDE};

const TYPE: Field = Field {
    type_arguments: &[TypeArgument::Input],
    reads: Reads::NOTHING,
    keeps_tape: false,
    of_batch: false,
    trains: false,
    first: First::Own,
};

pub const LAYERS: &[Entry] = &[
    Entry {
        name: "MaxPool2d",
        example: "MaxPool2d(2)",
        known_as: &["MaxPool2D", "MaxPooling2D", "MaxPooling2d", "MaxPool", "MaxPooling"],
        arguments: &[
            Parameter::first("size", "the size of its window", Values::Pair).known_as(&[
                "pool_size",
                "kernel_size",
                "kernel",
                "window",
                "ksize",
            ]),
            STRIDE,
            PADDING,
        ],
        takes: Takes::Image,
        gives: Gives::Windows { channels: None, window: "size", tiles: true },
        stands: Stands::Type(Field {
            type_arguments: &[TypeArgument::Input, TypeArgument::Output, TypeArgument::Window],
            reads: Reads::INPUT,
            ..TYPE
        }),
        means: Means::Changed,
        before: Weights::AsNext,
    },
    Entry {
        name: "GlobalAveragePool",
        example: "GlobalAveragePool",
        known_as: &[
            "GlobalAvgPool",
            "GlobalAveragePooling",
            "GlobalAveragePool1d",
            "GlobalAveragePool2d",
            "GlobalAveragePooling1D",
            "GlobalAveragePooling2D",
            "GlobalAvgPool2d",
            "AdaptiveAvgPool1d",
            "AdaptiveAvgPool2d",
            "AdaptiveAveragePool2d",
        ],
        arguments: &[],
        takes: Takes::SeriesOrImage,
        gives: Gives::Pooled,
        stands: Stands::Type(TYPE),
        means: Means::Changed,
        before: Weights::AsNext,
    },
    Entry {
        name: "LastStep",
        example: "LastStep",
        known_as: &["LastTimeStep", "LastOutput", "Last"],
        arguments: &[],
        takes: Takes::Series,
        gives: Gives::Pooled,
        stands: Stands::Type(TYPE),
        means: Means::Changed,
        before: Weights::AsNext,
    },
];
