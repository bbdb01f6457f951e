//! The layers as a table: all that is known of a layer stands in its entry, and nowhere else. A new layer of a sort that is here
//! is one entry more; what its entry says of the layer in nn-core is held against it in every expansion.

mod absent;
mod activations;
mod attention;
mod blocks;
pub(crate) mod dense;
mod dropout;
mod elementwise;
mod embedding;
mod entry;
mod images;
pub(crate) mod initialisers;
mod normalisation;
mod pools;
mod recurrent;
mod training;
mod views;

pub use absent::{Instead, absent};
pub use entry::{
    Block, Channels, Entry, Field, First, Gives, Means, Parameter, Range, Reads, Stands, Takes, TypeArgument, Values,
    Weights,
};
pub use training::role;

/// The families, in the order in which their layers are listed.
const FAMILIES: [&[Entry]; 12] = [
    &[dense::DENSE],
    images::LAYERS,
    recurrent::LAYERS,
    attention::LAYERS,
    &[embedding::EMBEDDING],
    elementwise::LAYERS,
    normalisation::LAYERS,
    &[dropout::DROPOUT],
    pools::LAYERS,
    views::LAYERS,
    activations::LAYERS,
    blocks::LAYERS,
];

/// What other libraries call the inputs of a layer, which follow from the line before.
pub const INPUTS: [&str; 20] = [
    "inputs",
    "input",
    "in_features",
    "input_dim",
    "input_size",
    "input_shape",
    "in_channels",
    "num_features",
    "num_channels",
    "normalized_shape",
    "channels",
    "num_embeddings",
    "vocab_size",
    "input_length",
    "embed_dim",
    "d_model",
    "model_dim",
    "max_len",
    "max_length",
    "sequence_length",
];

/// What other libraries call a layer that they take as an argument, and that is a line here.
pub const LINES_BEHIND: [&str; 5] = ["activation", "act", "activation_fn", "activation_function", "nonlinearity"];

/// Every layer.
pub fn layers() -> impl Iterator<Item = &'static Entry> {
    FAMILIES.into_iter().flatten()
}

/// The layer of this name.
pub fn find(name: &str) -> Option<&'static Entry> {
    layers().find(|entry| entry.name == name)
}

/// The layer that other libraries call so.
pub fn known_elsewhere(name: &str) -> Option<&'static Entry> {
    layers().find(|entry| entry.known_as.contains(&name))
}

/// The layer that is called so here or elsewhere, however it is capitalised.
pub fn called(name: &str) -> Option<&'static Entry> {
    let alike = |entry: &&Entry| entry.name.eq_ignore_ascii_case(&name.replace('_', ""));
    find(name).or_else(|| known_elsewhere(name)).or_else(|| layers().find(alike))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An argument that an entry speaks of is one of its own, with values of that sort.
    #[test]
    fn entries_name_their_own_arguments() {
        for entry in layers() {
            let takes = |name: &str| entry.arguments.iter().find(|known| known.name == name).map(|known| known.takes);
            let size = |name: &str| {
                let is_size = matches!(takes(name), Some(Values::Size(_) | Values::Divisor(_) | Values::Part(..)));
                assert!(is_size, "{}: {name}", entry.name);
            };
            match entry.gives {
                Gives::Features(name) | Gives::Steps(name) | Gives::Embedded(name) => size(name),
                Gives::Reshaped(name) => assert_eq!(takes(name), Some(Values::Sizes), "{}", entry.name),
                Gives::Windows { channels, window, .. } => {
                    match channels {
                        Channels::Of(name) | Channels::Times(name) => size(name),
                        Channels::Same => {}
                    }
                    let sides = if entry.takes == Takes::Series { Values::Length } else { Values::Pair };
                    assert_eq!(takes(window), Some(sides), "{}", entry.name);
                }
                Gives::Same | Gives::Pooled | Gives::Flattened | Gives::OfLines => {}
            }
            let Some(field) = entry.field() else { continue };
            for argument in field.type_arguments {
                match *argument {
                    TypeArgument::Size(name) => size(name),
                    TypeArgument::SizeIf(name, flag) | TypeArgument::SizeOrNone(name, flag) => {
                        size(name);
                        assert_eq!(takes(flag), Some(Values::Flag(true)), "{}", entry.name);
                    }
                    TypeArgument::Flag(name) => assert_eq!(takes(name), Some(Values::Flag(false)), "{}", entry.name),
                    TypeArgument::ByWord(name, numbers) => {
                        let words = takes(name).map(|values| match values {
                            Values::Word(words) => words.len(),
                            _ => 0,
                        });
                        assert_eq!(words, Some(numbers.len()), "{}", entry.name);
                    }
                    TypeArgument::Bits(name) => {
                        assert!(matches!(takes(name), Some(Values::Number(..))), "{}", entry.name);
                    }
                    TypeArgument::ChannelsOrNone(flag) => {
                        assert_eq!(takes(flag), Some(Values::Flag(true)), "{}", entry.name)
                    }
                    TypeArgument::Window => assert!(matches!(entry.gives, Gives::Windows { .. }), "{}", entry.name),
                    TypeArgument::Scalar | TypeArgument::Input | TypeArgument::Output | TypeArgument::Unroll => {}
                }
            }
            match field.first {
                First::Drawn(name) => assert_eq!(takes(name), Some(Values::Initialiser), "{}", entry.name),
                First::Set(names) => {
                    assert!(names.iter().all(|name| matches!(takes(name), Some(Values::Number(..)))), "{}", entry.name);
                }
                First::Then(_, name) => assert!(matches!(takes(name), Some(Values::Number(..))), "{}", entry.name),
                First::Own => {}
            }
        }
    }

    /// Every name means one layer, and a layer that is named in a help exists.
    #[test]
    fn names_are_told_apart() {
        let names: Vec<_> = layers().flat_map(|entry| entry.known_as.iter().copied().chain([entry.name])).collect();
        for (at, name) in names.iter().enumerate() {
            assert!(!names[..at].contains(name), "{name}");
        }
        for entry in layers() {
            if let Means::Classes { instead, .. } = entry.means {
                assert!(find(instead).is_some_and(|other| other.means == Means::Answers), "{}", entry.name);
            }
        }
    }

    /// Of a value the way back reads one side, and only one.
    #[test]
    fn values_read_one_side() {
        let reads = layers().filter_map(|entry| match entry.stands {
            Stands::Value(reads) => Some((entry.name, reads)),
            _ => None,
        });
        for (name, reads) in reads {
            assert_ne!(reads.input, reads.output, "{name}");
        }
    }
}
