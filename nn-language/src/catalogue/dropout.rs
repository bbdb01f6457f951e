//! `Dropout`.

use super::entry::{Entry, Gives, Means, Parameter, Range, Stands, Takes, Values, Weights};

pub const DROPOUT: Entry = Entry {
    name: "Dropout",
    example: "Dropout(0.5)",
    known_as: &[],
    arguments: &[Parameter::first("rate", "its rate", Values::Number(Range::Share, 0.0)).known_as(&[
        "p",
        "prob",
        "probability",
        "ratio",
        "drop_rate",
    ])],
    takes: Takes::Any,
    gives: Gives::Same,
    stands: Stands::Masks,
    means: Means::Changed,
    before: Weights::AsNext,
};
