//! Branches side by side: `Sum` adds their outputs, `Concat` joins them along the last size.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{Context, buffers, sequence, types};
use crate::model::{Unit, UnitKind};

/// Everything a unit that is a fork implements.
pub fn layer(context: &Context, unit: &Unit) -> TokenStream {
    let Context { core, scalar, impl_generics, type_generics, where_clause, .. } = context;
    let (name, flat) = (&unit.name, context.flat());
    let (input, output) = (unit.input.tokens(core), unit.output.tokens(core));
    let (gradients, head) = (types::gradients_name(unit), &unit.head);
    let is_sum = unit.kind == UnitKind::Sum;

    let mut values = Vec::new();
    let (mut forward, mut record, mut backward, mut descend) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    // Where the branch begins along the last size: the sizes of those before it.
    let mut offset = quote!(0);
    for (at, layer) in types::fields(unit).into_iter().enumerate() {
        let field = &layer.field;
        let (value, tape) = (format_ident!("value_{at}"), format_ident!("tape_{at}"));
        let rows = context.rows(&layer.output, quote!(__ROWS));
        let (shape, layer_type) = (layer.output.tokens(core), &layer.layer_type);
        let view_x = |x: TokenStream| match &layer.input_type {
            Some(taken) => quote!(#core::__private::view::<_, #core::Rows<#taken, #scalar, __ROWS>>(#x)),
            None => x,
        };
        let x = view_x(quote!(__x));
        let seen_x = view_x(quote!(__seen.x));
        let target = match &layer.input_type {
            Some(taken) => quote!(#core::__private::view_mut::<_, #core::Rows<#taken, #scalar, __ROWS>>(__place)),
            None => quote!(__place),
        };
        let merge = |from: TokenStream| {
            if is_sum {
                if at == 0 {
                    quote!(#core::__private::copy #flat (#from, __out);)
                } else {
                    quote!(#core::__private::add #flat (#from, __out);)
                }
            } else {
                quote!(#core::__private::place::<#scalar, #shape, #output, __ROWS>(#from, __out, #offset);)
            }
        };
        let (merge_forward, merge_record) = (merge(quote!(&__value)), merge(quote!(&__tape.#value)));
        forward.push(quote! {
            let mut __value = <#rows as #core::Plain>::ZERO;
            #core::Layer::<#scalar>::forward_rows(&self.#field, #x, &mut __value);
            #merge_forward
        });
        record.push(quote! {
            #core::Layer::<#scalar>::record_rows(&self.#field, #x, &mut __tape.#value, &mut __tape.#tape, __random);
            #merge_record
        });
        let own_gradient = if is_sum {
            quote!(#core::__private::copy #flat (__grad_out, &mut __gradient);)
        } else {
            quote!(#core::__private::take::<#scalar, #shape, #output, __ROWS>(__grad_out, &mut __gradient, #offset);)
        };
        let seen = quote!(#core::Seen { x: #seen_x, out: &__seen.tape.#value, tape: &__seen.tape.#tape });
        let collect = quote! {
            if let ::core::option::Option::Some(__grad_x) = __grad_x.as_deref_mut() {
                #core::__private::add #flat (&__by_branch, __grad_x);
            }
        };
        let begin = quote! {
            let mut __gradient = <#rows as #core::Plain>::ZERO;
            #own_gradient
            let mut __by_branch = <#core::Rows<#input, #scalar, __ROWS> as #core::Plain>::ZERO;
            let __place = &mut __by_branch;
            let __target = if __grad_x.is_some() { ::core::option::Option::Some(#target) } else { ::core::option::Option::None };
        };
        backward.push(quote! {{
            #begin
            let __own = __gradients.as_deref_mut().map(|__gradients| &mut __gradients.#field);
            #core::Layer::<#scalar>::backward_rows(&self.#field, #seen, &mut __gradient, __own, __target);
            #collect
        }});
        descend.push(quote! {{
            #begin
            #core::Layer::<#scalar>::descend_rows(&mut self.#field, #seen, &mut __gradient, __rate, __target);
            #collect
        }});
        values.push((value, rows));
        values.push((tape, quote!(<#layer_type as #core::Layer<#scalar>>::Tape<__ROWS>)));
        offset = quote!(#offset + #core::__private::last_size::<#shape>());
    }
    let values_name = format_ident!("__{}Values", unit.name);
    let values_struct = sequence::plain_struct(context, &values_name, &values);
    let values_generics = context.type_generics_with_rows();
    let shapes: Vec<_> = types::fields(unit).into_iter().map(|layer| layer.output.clone()).collect();
    let value = buffers::overlay(context, &shapes, &quote!(1));
    let place = context.rows(&unit.input, quote!(1));
    let facts = sequence::facts(context, unit, &value, &quote!((#value, #place)), 0);
    let initialize = sequence::initialize(context, unit);
    let clear = quote! {
        if let ::core::option::Option::Some(__grad_x) = __grad_x.as_deref_mut() {
            *__grad_x = #core::Plain::ZERO;
        }
    };
    quote! {
        #values_struct

        impl #impl_generics #core::Layer<#scalar> for #name #type_generics #where_clause {
            type In = #input;
            type Out = #output;
            type Head = #head;
            type Tape<const __ROWS: usize> = #values_name #values_generics;
            type Gradients = #gradients #type_generics;
            #facts
            #initialize

            #[inline]
            fn forward_rows<const __ROWS: usize>(
                &self,
                __x: &#core::Rows<#input, #scalar, __ROWS>,
                __out: &mut #core::Rows<#output, #scalar, __ROWS>,
            ) {
                #(#forward)*
            }
            #[inline]
            fn record_rows<const __ROWS: usize>(
                &self,
                __x: &#core::Rows<#input, #scalar, __ROWS>,
                __out: &mut #core::Rows<#output, #scalar, __ROWS>,
                __tape: &mut Self::Tape<__ROWS>,
                __random: &mut #core::Random,
            ) {
                #(#record)*
            }
            #[inline]
            fn backward_rows<const __ROWS: usize>(
                &self,
                __seen: #core::Seen<'_, Self, #scalar, __ROWS>,
                __grad_out: &mut #core::Rows<#output, #scalar, __ROWS>,
                mut __gradients: ::core::option::Option<&mut Self::Gradients>,
                mut __grad_x: ::core::option::Option<&mut #core::Rows<#input, #scalar, __ROWS>>,
            ) {
                #clear
                #(#backward)*
            }
            #[inline]
            fn descend_rows<const __ROWS: usize>(
                &mut self,
                __seen: #core::Seen<'_, Self, #scalar, __ROWS>,
                __grad_out: &mut #core::Rows<#output, #scalar, __ROWS>,
                __rate: #scalar,
                mut __grad_x: ::core::option::Option<&mut #core::Rows<#input, #scalar, __ROWS>>,
            ) {
                #clear
                #(#descend)*
            }
        }
    }
}
