//! Layers in which the steps of a series look at each other, and what tells a step its place: `Attention`, `PositionalEncoding`,
//! `PositionEmbedding`.

use super::entry::{Entry, Field, First, Gives, Means, Parameter, Reads, Stands, Takes, TypeArgument, Values, Weights};

const HEADS: &str = "heads";
const SIZE: &str = "size";
const CAUSAL: &str = "causal";

/// Adds to every step what says where it stands.
const fn positions(name: &'static str, known_as: &'static [&'static str], stands: Stands) -> Entry {
    Entry {
        name,
        example: name,
        known_as,
        arguments: &[],
        takes: Takes::Series,
        gives: Gives::Same,
        stands,
        means: Means::Changed,
        before: Weights::AsNext,
    }
}

const WAVES: Field = Field {
    type_arguments: &[TypeArgument::Input],
    reads: Reads::NOTHING,
    keeps_tape: false,
    of_batch: false,
    trains: false,
    first: First::Own,
};

pub const LAYERS: &[Entry] = &[
    ATTENTION,
    positions(
        "PositionalEncoding",
        &["PositionEncoding", "SinusoidalPositionalEncoding", "SinusoidalPositionEncoding", "SinePositionEncoding"],
        Stands::Type(WAVES),
    ),
    positions(
        "PositionEmbedding",
        &[
            "PositionalEmbedding",
            "PositionEmbeddings",
            "LearnedPositionalEmbedding",
            "LearnedPositionEmbedding",
            "LearnedPositionalEncoding",
        ],
        Stands::Field(Field { type_arguments: &[TypeArgument::Scalar, TypeArgument::Input], trains: true, ..WAVES }),
    ),
];

const ATTENTION: Entry = Entry {
    name: "Attention",
    example: "Attention(4)",
    known_as: &[
        "MultiHeadAttention",
        "MultiheadAttention",
        "SelfAttention",
        "MultiHeadSelfAttention",
        "MultiheadSelfAttention",
        "CausalSelfAttention",
    ],
    arguments: &[
        Parameter::first(HEADS, "its number of heads", Values::Size("a number of heads")).known_as(&[
            "num_heads",
            "n_heads",
            "n_head",
            "nhead",
            "nheads",
            "head_count",
        ]),
        Parameter::named(CAUSAL, Values::Flag(false))
            .known_as(&["is_causal", "use_causal_mask", "causal_mask"])
            .shown(),
        Parameter::named(SIZE, Values::Part("the size of a head", HEADS))
            .known_as(&["key_dim", "head_dim", "head_size", "dim_head", "size_per_head"])
            .shown(),
    ],
    takes: Takes::Series,
    gives: Gives::Same,
    stands: Stands::Field(Field {
        type_arguments: &[
            TypeArgument::Scalar,
            TypeArgument::Input,
            TypeArgument::Size(HEADS),
            TypeArgument::Size(SIZE),
            TypeArgument::Flag(CAUSAL),
        ],
        reads: Reads::INPUT,
        keeps_tape: true,
        of_batch: false,
        trains: true,
        first: First::Own,
    }),
    means: Means::Sums,
    before: Weights::Glorot,
};
