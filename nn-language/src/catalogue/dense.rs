//! `Dense`.

use super::entry::{Entry, Field, First, Gives, Means, Parameter, Reads, Stands, Takes, TypeArgument, Values, Weights};

/// The argument that says how many outputs.
pub const OUTPUTS: &str = "outputs";

/// Every output is a weighted sum of every input. It also takes the place of a line that is wrong.
pub const DENSE: Entry = Entry {
    name: "Dense",
    example: "Dense(10)",
    known_as: &["Linear", "FullyConnected", "Affine", "InnerProduct", "Linear1d"],
    arguments: &[
        Parameter::first(OUTPUTS, "its number of outputs", Values::Size("a number of outputs")).known_as(&[
            "units",
            "out",
            "output",
            "out_features",
            "output_dim",
            "output_size",
            "features",
            "neurons",
            "nodes",
            "size",
            "width",
        ]),
        Parameter::named("bias", Values::Flag(true)).known_as(&["use_bias", "with_bias", "has_bias"]),
        Parameter::named("init", Values::Initialiser).known_as(&[
            "initializer",
            "initialiser",
            "kernel_initializer",
            "weight_init",
            "weights",
        ]),
    ],
    takes: Takes::Features,
    gives: Gives::Features(OUTPUTS),
    stands: Stands::Field(Field {
        type_arguments: &[
            TypeArgument::Scalar,
            TypeArgument::Input,
            TypeArgument::Size(OUTPUTS),
            TypeArgument::SizeIf(OUTPUTS, "bias"),
            TypeArgument::Unroll,
        ],
        reads: Reads::INPUT,
        keeps_tape: false,
        of_batch: false,
        trains: true,
        first: First::Drawn("init"),
    }),
    means: Means::Sums,
    before: Weights::Glorot,
};
