//! Layers with weights of their own in a window that goes over an image or along a series: `Conv1d`, `Conv2d`, and those that see
//! each channel by itself, `DepthwiseConv1d`, `DepthwiseConv2d`.

use super::entry::{
    Channels, Entry, Field, First, Gives, Means, Parameter, Reads, Stands, Takes, TypeArgument, Values, Weights,
};

const CHANNELS: &str = "channels";

pub const LAYERS: &[Entry] = &[
    Entry {
        known_as: &["Conv1D", "Convolution1D", "Convolution1d", "TemporalConv"],
        arguments: &[OUTPUTS, KERNEL.steps(), STRIDE.steps(), PADDING.steps(), DILATION.steps(), BIAS, INIT],
        takes: Takes::Series,
        gives: Gives::Windows { channels: Channels::Of(CHANNELS), window: "kernel", tiles: false, at_once: false },
        ..CONV2D
    }
    .called("Conv1d", "Conv1d(8, kernel = 3)"),
    CONV2D,
    Entry {
        known_as: &["DepthwiseConv1D", "DepthwiseConvolution1D"],
        arguments: &[WINDOW.steps(), MULTIPLIER, STRIDE.steps(), PADDING.steps(), DILATION.steps(), BIAS, INIT],
        takes: Takes::Series,
        ..DEPTHWISE2D
    }
    .called("DepthwiseConv1d", "DepthwiseConv1d(3)"),
    DEPTHWISE2D,
];

const DEPTHWISE2D: Entry = Entry {
    name: "DepthwiseConv2d",
    example: "DepthwiseConv2d(3)",
    known_as: &["DepthwiseConv2D", "DepthwiseConvolution2D", "DepthwiseConv"],
    arguments: &[WINDOW, MULTIPLIER, STRIDE, PADDING, DILATION, BIAS, INIT],
    gives: Gives::Windows { channels: Channels::Times("multiplier"), window: "kernel", tiles: false, at_once: false },
    stands: Stands::Field(Field {
        type_arguments: &[
            TypeArgument::Scalar,
            TypeArgument::Input,
            TypeArgument::Output,
            TypeArgument::Window,
            TypeArgument::ChannelsOrNone("bias"),
        ],
        ..FIELD
    }),
    ..CONV2D
};

const WINDOW: Parameter = Parameter { positional: true, shown: true, ..KERNEL };

const MULTIPLIER: Parameter = Parameter::named("multiplier", Values::Size("a multiplier")).shown().known_as(&[
    "depth_multiplier",
    "channel_multiplier",
    "depthwise_multiplier",
]);

const CONV2D: Entry = Entry {
    name: "Conv2d",
    example: "Conv2d(8, kernel = 3)",
    known_as: &["Conv2D", "Convolution2D", "Convolution2d"],
    arguments: &[OUTPUTS, KERNEL, STRIDE, PADDING, DILATION, BIAS, INIT],
    takes: Takes::Image,
    gives: Gives::Windows { channels: Channels::Of(CHANNELS), window: "kernel", tiles: false, at_once: true },
    stands: Stands::Field(Field {
        type_arguments: &[
            TypeArgument::Scalar,
            TypeArgument::Input,
            TypeArgument::Output,
            TypeArgument::Window,
            TypeArgument::SizeOrNone(CHANNELS, "bias"),
        ],
        ..FIELD
    }),
    means: Means::Sums,
    before: Weights::Glorot,
};

const FIELD: Field = Field {
    type_arguments: &[],
    reads: Reads::INPUT,
    keeps_tape: false,
    of_batch: false,
    trains: true,
    first: First::Drawn("init"),
};

const OUTPUTS: Parameter = Parameter::first(CHANNELS, "its number of channels", Values::Size("a number of channels"))
    .known_as(&["filters", "out_channels", "out", "outputs", "features", "num_filters", "maps"]);

const KERNEL: Parameter = Parameter::needed("kernel", "its kernel", Values::Pair).known_as(&[
    "kernel_size",
    "kernel_shape",
    "size",
    "filter_size",
    "ksize",
    "k",
]);

const DILATION: Parameter =
    Parameter::named("dilation", Values::Pair).shown().known_as(&["dilation_rate", "dilations"]);

const BIAS: Parameter = Parameter::named("bias", Values::Flag(true)).known_as(&["use_bias", "with_bias", "has_bias"]);

const INIT: Parameter = Parameter::named("init", Values::Initialiser).known_as(&[
    "initializer",
    "initialiser",
    "kernel_initializer",
    "weight_init",
    "weights",
]);

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

impl Entry {
    /// Under another name, with a line that can be typed.
    pub(super) const fn called(self, name: &'static str, example: &'static str) -> Self {
        Entry { name, example, ..self }
    }
}

impl Parameter {
    /// The same of a window that goes along a series.
    pub(super) const fn steps(self) -> Self {
        let takes = match self.takes {
            Values::Pair => Values::Length,
            Values::Padding => Values::PaddingOfSteps,
            other => other,
        };
        Parameter { takes, ..self }
    }
}
