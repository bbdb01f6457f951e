//! The passes of a unit: everything it computes, and how it learns.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::backward::backward;
use super::buffers::{Memory, here, named, sizes, type_of};
use super::context::Context;
use super::forward::{Pass, masks_field, straight_line, tape_field, value_field};
use super::unit::{Inside, implement, plain_struct, values_name};
use crate::flat::flat;
use crate::fuse::fused;
use crate::model::{Op, Unit, UnitKind};
use crate::order::ordered;
use crate::plan::{Part, Plan};

/// Everything a unit implements.
pub fn layer(context: &Context, unit: &Unit) -> TokenStream {
    let Context { core, scalar, impl_generics, type_generics, where_clause, model } = context;
    let name = &unit.name;
    let (input, output) = (unit.graph.input().tokens(core), unit.graph.output().tokens(core));
    // A block is planned with the network that it is a part of; by itself it stands in `EachStep` or is frozen.
    let graph = if unit.kind == UnitKind::Network { flat(unit, &model.units) } else { unit.graph.clone() };
    let whole = Part::of(unit, &graph);
    let (front, rest) = whole.clone().split().map_or((None, whole), |(front, rest)| (Some(front), rest));

    let is_generic = !model.generics.params.is_empty();
    let fused = fused(&graph);
    let fused = if is_generic { fused } else { ordered(unit, fused) };
    let part = Part::of(unit, &fused);
    let inference = if is_generic { Plan::inference(&part) } else { Plan::arena(&part) };
    let forward = straight_line(context, &inference, Pass::Inference);
    let Memory { items: layout, kind: buffers, names, bytes } = Memory::new(context, unit, &inference);

    let plan = Plan::training(&rest);
    let record = straight_line(context, &plan, Pass::Training);
    let (back, back_buffers) = backward(context, &plan, false);
    let (descend, _) = backward(context, &plan, true);
    let mut values = values(context, &plan);
    let back_type = type_of(context, &back_buffers);
    let ways = Ways { back, descend, names: named(context, &back_buffers), buffers: back_type.clone() };
    let front = front.map(|front| Front::new(context, unit, &front, &mut values, &ways));
    let pass_buffers = match &front {
        None => back_type,
        Some(_) => {
            quote!(#core::__private::Either<#back_type, <Self as #core::__private::Front<#scalar>>::FrontBuffers<__ROWS>>)
        }
    };
    let Front { items, record: run_front, back, descend, bytes: front_bytes } =
        front.unwrap_or_else(|| Front::none(ways));
    let back_bytes = sizes(context, &back_buffers);

    let lent = quote! {
        impl #impl_generics #core::__private::Lent<#scalar> for #name #type_generics #where_clause {
            type Buffers<const __ROWS: usize> = #buffers;
            type PassBuffers<const __ROWS: usize> = #pass_buffers;
            #[inline]
            fn forward_rows_in<const __ROWS: usize>(
                &self,
                __x: &#core::Rows<#input, #scalar, __ROWS>,
                __out: &mut #core::Rows<#output, #scalar, __ROWS>,
                __buffers: &mut Self::Buffers<__ROWS>,
            ) {
                #names
                #forward
            }
            #[inline]
            fn record_rows_in<const __ROWS: usize>(
                &self,
                __x: &#core::Rows<#input, #scalar, __ROWS>,
                __out: &mut #core::Rows<#output, #scalar, __ROWS>,
                __tape: &mut Self::Tape<__ROWS>,
                __random: &mut #core::Random,
                __buffers: &mut Self::PassBuffers<__ROWS>,
            ) {
                #run_front
                #record
            }
            #[inline]
            fn back_rows_in<const __FIRST: bool, const __ROWS: usize>(
                &self,
                __seen: #core::Seen<'_, Self, #scalar, __ROWS>,
                __grad_out: &mut #core::Rows<#output, #scalar, __ROWS>,
                mut __gradients: ::core::option::Option<&mut Self::Gradients>,
                mut __grad_x: ::core::option::Option<&mut #core::Rows<#input, #scalar, __ROWS>>,
                __buffers: &mut Self::PassBuffers<__ROWS>,
            ) {
                let (__x, __out, __tape) = (__seen.x, __seen.out, __seen.tape);
                #back
            }
            #core::__descends! {
                #scalar; self __seen [__x __out __tape] __grad_out __rate __grad_x __buffers;
                #descend
            }
        }
    };
    let inside =
        Inside { graph: &graph, inference: bytes, pass: quote!(#back_bytes #front_bytes), front: rest.nodes.start };
    let layer = implement(context, unit, &inside, statistics(context, &plan));
    let values_struct = plain_struct(context, &values_name(unit), &values);
    quote!(#layout #values_struct #items #lent #layer)
}

/// The ways back through what learns.
struct Ways {
    back: TokenStream,
    descend: TokenStream,
    /// What names their buffers, and the type of these.
    names: TokenStream,
    buffers: TokenStream,
}

/// What the layers before the first that learns add to a unit.
struct Front {
    /// How they run, what goes back without them, and the struct of what is recorded anew where the gradient by the inputs is wanted.
    items: TokenStream,
    /// Before the rest is recorded.
    record: TokenStream,
    /// The ways back.
    back: TokenStream,
    descend: TokenStream,
    /// The sizes of the buffers in which they run while recording, behind a comma.
    bytes: TokenStream,
}

impl Front {
    /// There are none.
    fn none(Ways { back, descend, names, .. }: Ways) -> Self {
        let (back, descend) = (quote!(#names #back), quote!(#names #descend));
        Self { items: quote!(), record: quote!(), back, descend, bytes: quote!() }
    }

    fn new(context: &Context, unit: &Unit, part: &Part, values: &mut Vec<(Ident, TokenStream)>, rest: &Ways) -> Self {
        let Context { core, scalar, impl_generics, type_generics, where_clause, .. } = context;
        let (name, between) = (&unit.name, part.graph.values[part.output].tokens(core));
        let of = |value: usize| context.rows(&part.graph.values[value], quote!(__ROWS));
        let (x, out) = (of(part.input), of(part.output));
        let end = context.rows(unit.graph.output(), quote!(__ROWS));
        let Ways { back, descend, names: names_of_rest, buffers: buffers_of_rest } = rest;
        values.push((format_ident!("front"), out.clone()));
        let inference = Plan::inference(part);
        let (names, forward) =
            (named(context, &inference.buffers), straight_line(context, &inference, Pass::Inference));
        let (buffers, bytes) = (type_of(context, &inference.buffers), sizes(context, &inference.buffers));
        let plan = Plan::training(part);
        let record = straight_line(context, &plan, Pass::Training);
        let (backward, back_buffers) = backward(context, &plan, false);
        let back_buffers = here(context, &back_buffers);
        let anew = format_ident!("__{}Front", unit.name, span = Span::call_site());
        let anew_type = {
            let generics = context.type_generics_with_rows();
            quote!(#anew #generics)
        };
        let fields = self::values(context, &plan);
        let recorded = plain_struct(context, &anew, &fields);
        let items = quote! {
            #recorded
            impl #impl_generics #core::__private::Front<#scalar> for #name #type_generics #where_clause {
                type Between = #between;
                type FrontBuffers<const __ROWS: usize> = #buffers;
                #[inline]
                fn front<const __ROWS: usize>(&self, __x: &#x, __out: &mut #out, __buffers: &mut Self::FrontBuffers<__ROWS>) {
                    #names
                    #forward
                }
                fn back_front<const __ROWS: usize>(
                    &self,
                    __x: &#x,
                    __grad_out: &mut #out,
                    mut __grad_x: ::core::option::Option<&mut #x>,
                ) {
                    let (mut __recorded, mut __tape) = (<#out as #core::Plain>::ZERO, <#anew_type as #core::Plain>::ZERO);
                    {
                        let (__out, __tape) = (&mut __recorded, &mut __tape);
                        let __random = &mut #core::__private::still();
                        #record
                    }
                    let (__out, __tape) = (&__recorded, &__tape);
                    #back_buffers
                    #backward
                }
                #[inline]
                fn back_rest<const __FIRST: bool, const __ROWS: usize>(
                    &self,
                    __seen: #core::Seen<'_, Self, #scalar, __ROWS>,
                    __grad_out: &mut #end,
                    mut __gradients: ::core::option::Option<&mut Self::Gradients>,
                    mut __grad_x: ::core::option::Option<&mut #out>,
                    __buffers: &mut Self::PassBuffers<__ROWS>,
                ) {
                    let (__x, __out, __tape) = (&__seen.tape.front, __seen.out, __seen.tape);
                    let __buffers = __buffers.hold::<#buffers_of_rest>();
                    #names_of_rest
                    #back
                }
                #[inline]
                fn descend_rest<const __ROWS: usize>(
                    &mut self,
                    __seen: #core::Seen<'_, Self, #scalar, __ROWS>,
                    __grad_out: &mut #end,
                    __rate: #scalar,
                    mut __grad_x: ::core::option::Option<&mut #out>,
                    __buffers: &mut Self::PassBuffers<__ROWS>,
                ) {
                    let (__x, __out, __tape) = (&__seen.tape.front, __seen.out, __seen.tape);
                    let __buffers = __buffers.hold::<#buffers_of_rest>();
                    #names_of_rest
                    #descend
                }
            }
        };
        Self {
            items,
            record: quote! {
                #core::__private::Front::<#scalar>::front::<__ROWS>(self, __x, &mut __tape.front, __buffers.hold());
                let __x = &__tape.front;
            },
            back: quote! {
                #core::__private::back_split::<#scalar, _, __FIRST, __ROWS>(
                    self, __seen, __grad_out, __gradients, __grad_x, __buffers,
                );
            },
            descend: quote! {
                #core::__private::descend_split::<#scalar, _, __ROWS>(self, __seen, __grad_out, __rate, __grad_x, __buffers);
            },
            bytes: quote!(, #bytes),
        }
    }
}

/// What layers take from the tape of a mini-batch, if the network says how many rows one has.
fn statistics(context: &Context, plan: &Plan) -> TokenStream {
    let (core, scalar) = (context.core, context.scalar);
    let Some(batch) = &context.model.batch else { return quote!() };
    let calls = plan.nodes.iter().filter_map(|placed| match &placed.node.op {
        Op::Layer(layer) if layer.has_tape && layer.is_field => {
            let (path, tape) = (layer.path(), tape_field(placed.at));
            Some(quote!(#core::Learn::<#scalar>::update_statistics::<__ROWS>(&mut self.#path, &__tape.#tape);))
        }
        _ => None,
    });
    quote! {
        const BATCH: usize = #batch;
        fn update_statistics<const __ROWS: usize>(&mut self, __tape: &Self::Tape<__ROWS>) {
            #(#calls)*
        }
    }
}

/// What is recorded: the values that stay, and what layers keep for themselves.
fn values(context: &Context, plan: &Plan) -> Vec<(Ident, TokenStream)> {
    let (core, scalar) = (context.core, context.scalar);
    let kept = plan.tape.iter().enumerate();
    let mut fields: Vec<_> = kept.map(|(at, shape)| (value_field(at), context.rows(shape, quote!(__ROWS)))).collect();
    for placed in &plan.nodes {
        match &placed.node.op {
            Op::Layer(layer) if layer.has_tape => {
                let kind = &layer.layer_type;
                fields.push((tape_field(placed.at), quote!(<#kind as #core::Learn<#scalar>>::Tape<__ROWS>)));
            }
            Op::Dropout(_) => fields.push((masks_field(placed.at), quote!([u64; __ROWS]))),
            _ => {}
        }
    }
    fields
}
