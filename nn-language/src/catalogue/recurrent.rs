//! Layers that go along a series and remember: `Gru`.

use super::entry::{Entry, Field, First, Gives, Means, Parameter, Reads, Stands, Takes, TypeArgument, Values, Weights};

const UNITS: &str = "units";

pub const LAYERS: &[Entry] = &[Entry {
    name: "Gru",
    example: "Gru(32)",
    known_as: &["GRU", "GatedRecurrentUnit", "GRUCell", "GruCell"],
    arguments: &[
        Parameter::first(UNITS, "its number of units", Values::Size("a number of units")).known_as(&[
            "hidden_size",
            "hidden",
            "hidden_dim",
            "num_units",
            "outputs",
            "size",
            "state_size",
        ]),
        Parameter::named("reset", Values::Word(&["After", "Before"])).shown(),
    ],
    takes: Takes::Series,
    gives: Gives::Steps(UNITS),
    stands: Stands::Field(Field {
        type_arguments: &[
            TypeArgument::Scalar,
            TypeArgument::Input,
            TypeArgument::Size(UNITS),
            TypeArgument::ByWord("reset", &[3, 0]),
        ],
        reads: Reads::BOTH,
        keeps_tape: true,
        of_batch: false,
        trains: true,
        first: First::Own,
    }),
    means: Means::Sums,
    before: Weights::Glorot,
}];
