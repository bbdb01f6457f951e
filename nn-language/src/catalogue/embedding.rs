//! `Embedding`.

use super::entry::{Entry, Field, First, Gives, Means, Parameter, Reads, Stands, Takes, TypeArgument, Values, Weights};

const SIZE: &str = "size";

pub const EMBEDDING: Entry = Entry {
    name: "Embedding",
    example: "Embedding(16)",
    known_as: &["Embed", "EmbeddingLayer", "Lookup"],
    arguments: &[Parameter::first(SIZE, "the size of a row", Values::Size("the size of a row")).known_as(&[
        "embedding_dim",
        "output_dim",
        "dim",
        "units",
        "features",
        "embedding_size",
    ])],
    takes: Takes::Indices,
    gives: Gives::Embedded(SIZE),
    stands: Stands::Field(Field {
        type_arguments: &[TypeArgument::Scalar, TypeArgument::Input, TypeArgument::Size(SIZE)],
        reads: Reads::INPUT,
        keeps_tape: false,
        of_batch: false,
        trains: true,
        first: First::Own,
    }),
    means: Means::Sums,
    before: Weights::Glorot,
};
