//! Layers without values that give fewer numbers than they take: pools and `LastStep`.

use super::entry::{
    Channels, Entry, Field, First, Gives, Means, Parameter, Reads, Stands, Takes, TypeArgument, Values, Weights,
};
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
    along_series("MaxPool1d", "MaxPool1d(2)", Reads::INPUT).known_as(&["MaxPool1D", "MaxPooling1D", "MaxPooling1d"]),
    along_series("AveragePool1d", "AveragePool1d(2)", Reads::NOTHING).known_as(&[
        "AveragePool1D",
        "AveragePooling1D",
        "AveragePooling1d",
        "AvgPool1d",
        "AvgPool1D",
        "AvgPooling1d",
        "MeanPool1d",
    ]),
    over_image("MaxPool2d", "MaxPool2d(2)", Reads::INPUT, true).known_as(&[
        "MaxPool2D",
        "MaxPooling2D",
        "MaxPooling2d",
        "MaxPool",
        "MaxPooling",
    ]),
    over_image("AveragePool2d", "AveragePool2d(2)", Reads::NOTHING, false).known_as(&[
        "AveragePool2D",
        "AveragePooling2D",
        "AveragePooling2d",
        "AvgPool2d",
        "AvgPool2D",
        "AvgPooling2d",
        "MeanPool2d",
        "AveragePool",
        "AveragePooling",
        "AvgPool",
    ]),
    of_channels("GlobalAveragePool", Reads::NOTHING).known_as(&[
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
    ]),
    of_channels("GlobalMaxPool", Reads::INPUT).known_as(&[
        "GlobalMaxPooling",
        "GlobalMaxPool1d",
        "GlobalMaxPool2d",
        "GlobalMaxPool1D",
        "GlobalMaxPool2D",
        "GlobalMaxPooling1D",
        "GlobalMaxPooling2D",
        "AdaptiveMaxPool1d",
        "AdaptiveMaxPool2d",
    ]),
    Entry { takes: Takes::Series, ..of_channels("LastStep", Reads::NOTHING) }.known_as(&[
        "LastTimeStep",
        "LastOutput",
        "Last",
    ]),
];

const SIZE: Parameter = Parameter::first("size", "the size of its window", Values::Pair).known_as(&[
    "pool_size",
    "kernel_size",
    "kernel",
    "window",
    "ksize",
]);

/// A pool with a window that goes over an image.
const fn over_image(name: &'static str, example: &'static str, reads: Reads, at_once: bool) -> Entry {
    Entry {
        name,
        example,
        known_as: &[],
        arguments: &[SIZE, STRIDE, PADDING],
        takes: Takes::Image,
        gives: Gives::Windows { channels: Channels::Same, window: "size", tiles: true, at_once },
        stands: Stands::Type(Field {
            type_arguments: &[TypeArgument::Input, TypeArgument::Output, TypeArgument::Window],
            reads,
            ..TYPE
        }),
        means: Means::Changed,
        before: Weights::AsNext,
    }
}

/// A pool with a window that goes along a series.
const fn along_series(name: &'static str, example: &'static str, reads: Reads) -> Entry {
    const ARGUMENTS: &[Parameter] = &[SIZE.steps(), STRIDE.steps(), PADDING.steps()];
    Entry { arguments: ARGUMENTS, takes: Takes::Series, ..over_image(name, example, reads, false) }
}

/// One number for each channel.
const fn of_channels(name: &'static str, reads: Reads) -> Entry {
    Entry {
        name,
        example: name,
        known_as: &[],
        arguments: &[],
        takes: Takes::SeriesOrImage,
        gives: Gives::Pooled,
        stands: Stands::Type(Field { reads, ..TYPE }),
        means: Means::Changed,
        before: Weights::AsNext,
    }
}
