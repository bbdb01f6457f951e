//! Layers with lines of their own: `Chain`, `Residual`, `Sum`, `EachStep`, `Concat`.

use super::entry::{Block, Entry, Gives, Means, Stands, Takes, Weights};

pub const LAYERS: &[Entry] = &[
    block("Chain", Block::Chain, "Chain { … }", &["Sequential"]),
    block("Residual", Block::Residual, "Residual { … }", &["Skip", "SkipConnection"]),
    block("Sum", Block::Sum, "Sum { … }", &["Add", "Parallel"]),
    each_step(block("EachStep", Block::EachStep, "EachStep { … }", &["TimeDistributed", "PerStep", "ForEachStep"])),
    block("Concat", Block::Concat, "Concat { … }", &["Concatenate", "Cat"]),
];

/// One that takes a series.
const fn each_step(entry: Entry) -> Entry {
    Entry { takes: Takes::Series, ..entry }
}

const fn block(name: &'static str, block: Block, example: &'static str, known_as: &'static [&'static str]) -> Entry {
    Entry {
        name,
        example,
        known_as,
        arguments: &[],
        takes: Takes::Any,
        gives: Gives::OfLines,
        stands: Stands::Block(block),
        means: Means::OfLines,
        before: Weights::Glorot,
    }
}
