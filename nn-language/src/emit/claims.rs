//! What the catalogue says of the layers in a unit, for nn-core to hold against what they are.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Path;

use crate::catalogue::{Entry, Gives, Means, Reads};
use crate::model::{LayerNode, Op, Unit};
use crate::shape::Shape;

/// `[itself nothing learns x sums (10)]`; nothing for a block or a layer of the user's own.
pub fn of_field(core: &Path, layer: &LayerNode, output: &Shape) -> TokenStream {
    let Some(entry) = layer.entry else { return quote!() };
    let Some(field) = entry.field() else { return quote!() };
    let word = |is: bool, yes: &str, no: &str| format_ident!("{}", if is { yes } else { no });
    let whose = word(layer.frozen, "frozen", "itself");
    let keeps = word(field.keeps_tape, "tape", "nothing");
    let learns = word(field.trains, "learns", "stays");
    let (reads, means) = (reads(field.reads), means(entry));
    let gives = match (entry.gives, output.sizes()) {
        (Gives::Features(_), Some([size])) => {
            let size = size.tokens();
            quote!((#size))
        }
        (Gives::Same, _) => quote!(same),
        _ => {
            let shape = output.tokens(core);
            quote!(=> #shape)
        }
    };
    quote!([#whose #keeps #learns #reads #means #gives])
}

/// `{Relu out own}` for every activation, once.
pub fn of_values(unit: &Unit) -> TokenStream {
    let mut known: Vec<&str> = Vec::new();
    let claims = unit.graph.nodes.iter().filter_map(|node| match &node.op {
        Op::Activation { entry, reads, .. } if !known.contains(&entry.name) => {
            known.push(entry.name);
            let (name, reads, means) = (format_ident!("{}", entry.name), self::reads(*reads), means(entry));
            Some(quote!({#name #reads #means}))
        }
        _ => None,
    });
    claims.collect()
}

fn reads(reads: Reads) -> TokenStream {
    match (reads.input, reads.output) {
        (true, false) => quote!(x),
        (false, true) => quote!(out),
        (true, true) => quote!(both),
        (false, false) => quote!(neither),
    }
}

fn means(entry: &Entry) -> TokenStream {
    match entry.means {
        Means::Sums => quote!(sums),
        Means::Own => quote!(own),
        Means::Answers => quote!(answers),
        Means::Classes { .. } => quote!(classes),
        Means::Changed => quote!(changed),
        Means::Kept | Means::OfLines => quote!(kept),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{Field, Stands, dense::DENSE};
    use crate::head::Head;
    use crate::model::{AtOnce, FirstValues, Rhythm};
    use crate::size::Size;

    #[test]
    fn claims_of_a_network() {
        let net = "struct Net {
            input: [f32; 4], #[frozen] scale: Standardize, hidden: Dense(3), Relu, slope: Prelu, Relu, own: my::Own, Softmax
        }";
        let text = crate::network(net.parse().unwrap()).to_string().replace(' ', "");
        let claims = [
            "[frozennothingstaysneitherchangedsame]",
            "[itselfnothinglearnsxsums(3)]",
            "[itselfnothinglearnsxownsame]",
            "{Reluoutown}{Softmaxoutclasses}",
        ];
        assert!(claims.iter().all(|claim| text.matches(claim).count() == 1), "{text}");
    }

    /// Whatever an entry says otherwise, nn-core hears otherwise.
    #[test]
    fn no_claim_is_left_out() {
        let Stands::Field(field) = DENSE.stands else { panic!() };
        let claims = |entry: Entry| {
            let entry: &'static Entry = Box::leak(Box::new(entry));
            let layer = LayerNode {
                field: format_ident!("hidden"),
                within: Vec::new(),
                block: None,
                docs: Vec::new(),
                entry: Some(entry),
                layer_type: quote!(),
                head: Head::Plain(quote!()),
                reads: Reads::INPUT,
                frozen: false,
                may_train: true,
                has_tape: false,
                input_type: None,
                first_values: FirstValues::Own,
                is_field: true,
                at_once: AtOnce::Alone,
                rhythm: Some(Rhythm::EACH),
                with_bias: None,
            };
            of_field(&syn::parse_quote!(nn_core), &layer, &Shape::features(Size::computed(3))).to_string()
        };
        let with = |field: Field| Entry { stands: Stands::Field(field), ..DENSE };
        let others = [
            with(Field { trains: false, ..field }),
            with(Field { keeps_tape: true, ..field }),
            with(Field { reads: Reads::OUTPUT, ..field }),
            Entry { means: Means::Own, ..DENSE },
            Entry { gives: Gives::Same, ..DENSE },
        ];
        assert!(others.into_iter().all(|other| claims(other) != claims(DENSE)));
    }
}
