//! Layers that go along a series and remember: `Rnn`, `Gru`, `Lstm`.

use super::entry::{
    Entry, Field, First, Gives, Means, Parameter, Range, Reads, Stands, Takes, TypeArgument, Values, Weights,
};

const UNITS: &str = "units";
const FORGET_BIAS: &str = "forget_bias";

/// How many numbers are remembered.
const NUMBER: Parameter = Parameter::first(UNITS, "its number of units", Values::Size("a number of units"))
    .known_as(&["hidden_size", "hidden", "hidden_dim", "num_units", "outputs", "size", "state_size"]);

const FIELD: Field = Field {
    type_arguments: &[TypeArgument::Scalar, TypeArgument::Input, TypeArgument::Size(UNITS)],
    reads: Reads::BOTH,
    keeps_tape: true,
    of_batch: false,
    trains: true,
    first: First::Own,
};

pub const LAYERS: &[Entry] = &[
    Entry {
        name: "Rnn",
        example: "Rnn(32)",
        known_as: &["RNN", "SimpleRnn", "SimpleRNN", "VanillaRNN", "ElmanRNN", "RNNCell", "RnnCell", "SimpleRNNCell"],
        arguments: &[
            NUMBER,
            Parameter::named("activation", Values::Word(&["Tanh", "Relu"])).known_as(&["nonlinearity", "act"]).shown(),
        ],
        takes: Takes::Series,
        gives: Gives::Steps(UNITS),
        stands: Stands::Field(Field {
            type_arguments: &[
                TypeArgument::Scalar,
                TypeArgument::Input,
                TypeArgument::Size(UNITS),
                TypeArgument::ByWord("activation", &[0, 1]),
            ],
            keeps_tape: false,
            ..FIELD
        }),
        means: Means::Sums,
        before: Weights::Glorot,
    },
    Entry {
        name: "Gru",
        example: "Gru(32)",
        known_as: &["GRU", "GatedRecurrentUnit", "GRUCell", "GruCell"],
        arguments: &[NUMBER, Parameter::named("reset", Values::Word(&["After", "Before"])).shown()],
        takes: Takes::Series,
        gives: Gives::Steps(UNITS),
        stands: Stands::Field(Field {
            type_arguments: &[
                TypeArgument::Scalar,
                TypeArgument::Input,
                TypeArgument::Size(UNITS),
                TypeArgument::ByWord("reset", &[3, 0]),
            ],
            ..FIELD
        }),
        means: Means::Sums,
        before: Weights::Glorot,
    },
    Entry {
        name: "Lstm",
        example: "Lstm(32)",
        known_as: &["LSTM", "LongShortTermMemory", "LSTMCell", "LstmCell"],
        arguments: &[
            NUMBER,
            Parameter::named(FORGET_BIAS, Values::Number(Range::Finite, 1.0)).known_as(&["bias_forget"]),
        ],
        takes: Takes::Series,
        gives: Gives::Steps(UNITS),
        stands: Stands::Field(Field { first: First::Then("set_forget_bias", FORGET_BIAS), ..FIELD }),
        means: Means::Sums,
        before: Weights::Glorot,
    },
];
