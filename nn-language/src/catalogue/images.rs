//! Layers over images with weights of their own: `Conv2d`.

use super::entry::{Entry, Field, First, Gives, Means, Parameter, Reads, Stands, Takes, TypeArgument, Values, Weights};

const CHANNELS: &str = "channels";

pub const LAYERS: &[Entry] = &[Entry {
    name: "Conv2d",
    example: "Conv2d(8, kernel = 3)",
    known_as: &["Conv2D", "Convolution2D", "Convolution2d"],
    arguments: &[
        Parameter::first(CHANNELS, "its number of channels", Values::Size("a number of channels")).known_as(&[
            "filters",
            "out_channels",
            "out",
            "outputs",
            "features",
            "num_filters",
            "maps",
        ]),
        Parameter::needed("kernel", "its kernel", Values::Pair).known_as(&[
            "kernel_size",
            "kernel_shape",
            "size",
            "filter_size",
            "ksize",
            "k",
        ]),
        STRIDE,
        PADDING,
        Parameter::named("dilation", Values::Pair).shown().known_as(&["dilation_rate", "dilations"]),
        Parameter::named("bias", Values::Flag).known_as(&["use_bias", "with_bias", "has_bias"]),
        Parameter::named("init", Values::Initialiser).known_as(&[
            "initializer",
            "initialiser",
            "kernel_initializer",
            "weight_init",
            "weights",
        ]),
    ],
    takes: Takes::Image,
    gives: Gives::Windows { channels: Some(CHANNELS), window: "kernel", tiles: false, at_once: true },
    stands: Stands::Field(Field {
        type_arguments: &[
            TypeArgument::Scalar,
            TypeArgument::Input,
            TypeArgument::Output,
            TypeArgument::Window,
            TypeArgument::SizeOrNone(CHANNELS, "bias"),
        ],
        reads: Reads::INPUT,
        keeps_tape: false,
        of_batch: false,
        trains: true,
        first: First::Drawn("init"),
    }),
    means: Means::Sums,
    before: Weights::Glorot,
}];

/// How far a window goes on.
pub(super) const STRIDE: Parameter = Parameter::named("stride", Values::Pair).shown().known_as(&["strides", "step"]);

/// What stands around the image.
pub(super) const PADDING: Parameter = Parameter::named("padding", Values::Padding).shown().known_as(&[
    "pad",
    "pads",
    "padding_mode",
    "auto_pad",
    "border_mode",
]);
