//! The passes of a unit: everything it computes, and how it learns.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::backward::backward;
use super::buffers::{buffer_type, declare};
use super::context::Context;
use super::forward::{Pass, masks_field, straight_line, tape_field, value_field};
use super::unit::{Buffers, Passes, implement, plain_struct, values_name};
use crate::fuse::fused;
use crate::model::{Op, Unit};
use crate::plan::{Part, Plan};

/// Everything a unit implements.
pub fn layer(context: &Context, unit: &Unit) -> TokenStream {
    let Context { core, scalar, impl_generics, type_generics, where_clause, .. } = context;
    let name = &unit.name;
    let (input, output) = (unit.graph.input().tokens(core), unit.graph.output().tokens(core));
    let (front, rest) = Part::split(unit).map_or((None, Part::whole(unit)), |(front, rest)| (Some(front), rest));

    let (forward, buffers) = inference(context, &Part::of(unit, &fused(&unit.graph)));
    let plan = Plan::training(&rest);
    let record = straight_line(context, &plan, Pass::Training);
    let (back, back_buffers) = backward(context, &plan, false);
    let (descend, _) = backward(context, &plan, true);
    let mut values = values(context, &plan);
    let front = front.map(|front| Front::new(context, unit, &front, &mut values));
    let Front { items, record: run_front, before, after, buffers: front_buffers } = front.unwrap_or_else(Front::none);

    let pass = quote!(#back_buffers #front_buffers);
    let buffers = Buffers { inference: buffers, pass, front: rest.nodes.start };
    let way_back = quote! {
        impl #impl_generics #core::__private::Back<#scalar> for #name #type_generics #where_clause {
            #[inline]
            fn back<const __FIRST: bool, const __ROWS: usize>(
                &self,
                __seen: #core::Seen<'_, Self, #scalar, __ROWS>,
                __grad_out: &mut #core::Rows<#output, #scalar, __ROWS>,
                mut __gradients: ::core::option::Option<&mut <Self as #core::Learn<#scalar>>::Gradients>,
                mut __grad_x: ::core::option::Option<&mut #core::Rows<#input, #scalar, __ROWS>>,
            ) {
                let (__x, __out, __tape) = (__seen.x, __seen.out, __seen.tape);
                #before
                #back
                #after
            }
        }
    };
    let forward = quote! {
        #[inline]
        fn forward_rows<const __ROWS: usize>(
            &self,
            __x: &#core::Rows<#input, #scalar, __ROWS>,
            __out: &mut #core::Rows<#output, #scalar, __ROWS>,
        ) {
            #forward
        }
    };
    let learn = quote! {
        #[inline]
        fn record_rows<const __ROWS: usize>(
            &self,
            __x: &#core::Rows<#input, #scalar, __ROWS>,
            __out: &mut #core::Rows<#output, #scalar, __ROWS>,
            __tape: &mut Self::Tape<__ROWS>,
            __random: &mut #core::Random,
        ) {
            #run_front
            #record
        }
        #core::__backs!(#scalar);
        #[inline]
        fn descend_rows<const __ROWS: usize>(
            &mut self,
            __seen: #core::Seen<'_, Self, #scalar, __ROWS>,
            __grad_out: &mut #core::Rows<#output, #scalar, __ROWS>,
            __rate: #scalar,
            mut __grad_x: ::core::option::Option<&mut #core::Rows<#input, #scalar, __ROWS>>,
        ) {
            let (__x, __out, __tape) = (__seen.x, __seen.out, __seen.tape);
            #before
            #descend
            #after
        }
    };
    let statistics = statistics(context, &plan);
    let learn = quote!(#learn #statistics);
    let layer = implement(context, unit, &buffers, &Passes { forward, learn });
    let values_struct = plain_struct(context, &values_name(unit), &values);
    quote!(#values_struct #items #way_back #layer)
}

/// Inference of some nodes, from `__x` to `__out`, and the type of its buffers.
fn inference(context: &Context, part: &Part) -> (TokenStream, TokenStream) {
    let plan = Plan::inference(part);
    let (declare, calls) = (declare(context, &plan.buffers), straight_line(context, &plan, Pass::Inference));
    (quote!(#declare #calls), buffer_type(context, &plan.buffers, quote!(1)))
}

/// What the layers before the first that learns add to a unit.
struct Front {
    /// How they run, and the struct of what is recorded anew where the gradient by the inputs is wanted.
    items: TokenStream,
    /// Before the rest is recorded.
    record: TokenStream,
    /// Before and after the way back through the rest.
    before: TokenStream,
    after: TokenStream,
    /// The type of the buffers in which they run while recording, behind a comma.
    buffers: TokenStream,
}

impl Front {
    fn none() -> Self {
        let none = TokenStream::new;
        Self { items: none(), record: none(), before: none(), after: none(), buffers: none() }
    }

    fn new(context: &Context, unit: &Unit, part: &Part, values: &mut Vec<(Ident, TokenStream)>) -> Self {
        let Context { core, scalar, impl_generics, type_generics, where_clause, .. } = context;
        let (name, between) = (&unit.name, part.graph.values[part.output].tokens(core));
        let of = |value: usize| context.rows(&part.graph.values[value], quote!(__ROWS));
        let (x, out) = (of(part.input), of(part.output));
        values.push((format_ident!("front"), out.clone()));
        let (forward, buffers) = inference(context, part);
        let plan = Plan::training(part);
        let record = straight_line(context, &plan, Pass::Training);
        let (backward, _) = backward(context, &plan, false);
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
                #[inline]
                fn front<const __ROWS: usize>(&self, __x: &#x, __out: &mut #out) {
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
                    #backward
                }
            }
        };
        Self {
            items,
            record: quote! {
                #core::__private::Front::<#scalar>::front::<__ROWS>(self, __x, &mut __tape.front);
                let __x = &__tape.front;
            },
            before: quote! {
                let __x = &__tape.front;
                let mut __grad_front = <#out as #core::Plain>::ZERO;
                let __grad_first = __grad_x;
                let mut __grad_x =
                    if __grad_first.is_some() { ::core::option::Option::Some(&mut __grad_front) } else { ::core::option::Option::None };
            },
            after: quote! {
                if __grad_first.is_some() {
                    let __x = __seen.x;
                    #core::__private::Front::<#scalar>::back_front::<__ROWS>(self, __x, &mut __grad_front, __grad_first);
                }
            },
            buffers: quote!(, #buffers),
        }
    }
}

/// What layers take from the tape of a mini-batch, if the network says how many rows one has.
fn statistics(context: &Context, plan: &Plan) -> TokenStream {
    let (core, scalar) = (context.core, context.scalar);
    let Some(batch) = &context.model.batch else { return quote!() };
    let calls = plan.nodes.iter().filter_map(|placed| match &placed.node.op {
        Op::Layer(layer) if layer.has_tape && layer.is_field => {
            let (field, tape) = (&layer.field, tape_field(layer));
            Some(quote!(#core::Learn::<#scalar>::update_statistics::<__ROWS>(&mut self.#field, &__tape.#tape);))
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
                fields.push((tape_field(layer), quote!(<#kind as #core::Learn<#scalar>>::Tape<__ROWS>)));
            }
            Op::Dropout(_) => fields.push((masks_field(placed.at), quote!([u64; __ROWS]))),
            _ => {}
        }
    }
    fields
}
