//! What every unit implements, be it a sequence or a fork.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::context::{self, Context};
use super::witness;
use crate::model::{FirstValues, Graph, Op, Unit, UnitKind};

/// `impl Layer` and `impl Learn`; `statistics` is what layers take from the tape of a mini-batch.
pub fn implement(context: &Context, unit: &Unit, inside: &Inside, statistics: TokenStream) -> TokenStream {
    let Context { core, scalar, impl_generics, type_generics, where_clause, .. } = context;
    let (name, values, gradients) = (&unit.name, values_name(unit), context::gradients_name(unit));
    let (input, output, head) =
        (unit.graph.input().tokens(core), unit.graph.output().tokens(core), unit.head.tokens(core));
    let values_generics = context.type_generics_with_rows();
    let (facts, pass_bytes) = facts(context, unit, inside);
    let initialize = initialize(context, unit);
    quote! {
        impl #impl_generics #core::Layer<#scalar> for #name #type_generics #where_clause {
            type In = #input;
            type Out = #output;
            type Head = #head;
            #facts
            #core::__forward!(#scalar);
        }
        impl #impl_generics #core::Learn<#scalar> for #name #type_generics #where_clause {
            type Tape<const __ROWS: usize> = #values #values_generics;
            type Gradients = #gradients #type_generics;
            #pass_bytes
            #initialize
            #core::__learns!(#scalar);
            #statistics
        }
    }
}

/// `__DigitsValues`: what a unit records beside its input and output. Not spanned at a block, where an editor would show it.
pub fn values_name(unit: &Unit) -> Ident {
    format_ident!("__{}Values", unit.name, span = Span::call_site())
}

/// A plain struct over `__ROWS` examples, only named by the tape type of its unit.
pub fn plain_struct(context: &Context, name: &Ident, fields: &[(Ident, TokenStream)]) -> TokenStream {
    let core = context.core;
    let (parameters, arguments) = (context.impl_generics_with_rows(), context.type_generics_with_rows());
    let where_clause = &context.where_clause;
    let (names, kinds): (Vec<_>, Vec<_>) = fields.iter().map(|(name, kind)| (name, kind)).unzip();
    let type_parameters: Vec<_> = context.model.generics.type_params().map(|parameter| &parameter.ident).collect();
    quote! {
        #core::__tape! {
            [#parameters] #name [#arguments] [#where_clause] [#(#type_parameters)*];
            #(#names: #kinds;)*
        }
    }
}

/// What stands inside a unit while it runs.
pub struct Inside<'a> {
    /// Its nodes, blocks written out.
    pub graph: &'a Graph,
    /// The sizes of the buffers of inference.
    pub inference: TokenStream,
    /// Of the way back; behind a comma those of what runs as at inference in training.
    pub pass: TokenStream,
    /// How many nodes that are.
    pub front: usize,
}

/// Numbers about a unit.
fn facts(context: &Context, unit: &Unit, inside: &Inside) -> (TokenStream, TokenStream) {
    let Inside { graph, inference, pass, front } = inside;
    let (core, scalar) = (context.core, context.scalar);
    let parts = unit.graph.nodes.iter().filter_map(|node| match &node.op {
        Op::Layer(layer) => {
            let kind = &layer.layer_type;
            Some(quote!({layer #kind}))
        }
        Op::Activation { entry, settings, .. } => {
            let name = entry.name;
            Some(quote!({name #name #(#settings),*}))
        }
        Op::Add if node.from.contains(&0) => Some(quote!({name "Residual"})),
        Op::Add | Op::Join | Op::View | Op::Dropout(_) => None,
    });
    let kind = format!("{:?}", unit.kind);
    let judged = if unit.kind == UnitKind::Network { witness::checked(context.model) } else { quote!() };
    let has_blocks = unit.graph.layers().any(|(layer, _)| layer.block.is_some());
    let layers = || graph.layers().map(|(layer, _)| &layer.layer_type);
    let within = if has_blocks && unit.kind == UnitKind::Network {
        let layers = layers();
        quote!(, [#({layer #layers})*])
    } else {
        quote!()
    };
    let facts = quote!(#core::__facts! { #scalar, #kind, #inference #within; { #judged }; #(#parts)* });
    let learners = graph.nodes.iter().enumerate().filter_map(|(at, node)| match &node.op {
        Op::Layer(layer) => {
            let kind = &layer.layer_type;
            Some(if at < *front { quote!({front #kind}) } else { quote!({layer #kind}) })
        }
        _ => None,
    });
    let learners = if *front > 0 || !within.is_empty() { quote!(#(#learners)*) } else { quote!() };
    (facts, quote!(const PASS_BYTES: usize = #core::__pass_bytes!(#scalar, #pass; #learners);))
}

/// First values.
fn initialize(context: &Context, unit: &Unit) -> TokenStream {
    let (core, scalar) = (context.core, context.scalar);
    let calls = context::fields(unit).into_iter().map(|layer| {
        let field = &layer.field;
        match &layer.first_values {
            FirstValues::Own => quote!(#core::Learn::<#scalar>::initialize(&mut self.#field, __random);),
            FirstValues::Draw(init) => quote!(self.#field.draw(#core::Init::#init, __random);),
            FirstValues::Then(method, number) => {
                let method = format_ident!("{method}");
                quote! {
                    #core::Learn::<#scalar>::initialize(&mut self.#field, __random);
                    self.#field.#method(<#scalar as #core::Scalar>::of(#number));
                }
            }
            FirstValues::Set(numbers) => quote! {
                self.#field.set(#(<#scalar as #core::Scalar>::of(#numbers)),*);
            },
        }
    });
    quote! {
        fn initialize(&mut self, __random: &mut #core::Random) {
            #(#calls)*
        }
    }
}
