//! Branches side by side: `Sum` adds their outputs, `Concat` joins them along the last size.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::buffers;
use super::context::{self, Context};
use super::forward::heads;
use super::plan::Heading;
use super::unit::{Buffers, Passes, implement, plain_struct, values_name};
use crate::model::{LayerStep, Unit, UnitKind};

/// Everything a unit that is a fork implements.
pub fn layer(context: &Context, unit: &Unit) -> TokenStream {
    let Context { core, scalar, .. } = context;
    let mut values = Vec::new();
    for (at, layer) in context::fields(unit).into_iter().enumerate() {
        let layer_type = &layer.layer_type;
        values.push((value_field(at), context.rows(&layer.output, quote!(__ROWS))));
        values.push((tape_field(at), quote!(<#layer_type as #core::Learn<#scalar>>::Tape<__ROWS>)));
    }
    let shapes: Vec<_> = context::fields(unit).into_iter().map(|layer| layer.output.clone()).collect();
    let value = buffers::overlay(context, &shapes, &quote!(1));
    let place = context.rows(&unit.input, quote!(1));
    let buffers = Buffers { pass: quote!((#value, #place)), inference: value, front: 0 };
    let values_struct = plain_struct(context, &values_name(unit), &values);
    let layer = implement(context, unit, &buffers, &passes(context, unit));
    quote!(#values_struct #layer)
}

/// The four passes, each through every branch.
fn passes(context: &Context, unit: &Unit) -> Passes {
    let Context { core, scalar, .. } = context;
    let (input, output) = (unit.input.tokens(core), unit.output.tokens(core));
    let (mut forward_calls, mut record_calls, mut backward_calls, mut descend_calls) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    // Where the branch begins along the last size: the sizes of those before it.
    let mut offset = quote!(0);
    for (at, layer) in context::fields(unit).into_iter().enumerate() {
        let branch = Branch { context, unit, at, layer, offset: offset.clone() };
        forward_calls.push(branch.forward());
        record_calls.push(branch.record());
        backward_calls.push(branch.backward());
        descend_calls.push(branch.descend());
        let shape = layer.output.tokens(core);
        offset = quote!(#offset + #core::__private::last_size::<#shape>());
    }
    let clear = quote! {
        if let ::core::option::Option::Some(__grad_x) = __grad_x.as_deref_mut() {
            *__grad_x = #core::Plain::ZERO;
        }
    };
    let forward = quote! {
        #[inline]
        fn forward_rows<const __ROWS: usize>(
            &self,
            __x: &#core::Rows<#input, #scalar, __ROWS>,
            __out: &mut #core::Rows<#output, #scalar, __ROWS>,
        ) {
            #(#forward_calls)*
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
            #(#record_calls)*
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
            #(#backward_calls)*
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
            #(#descend_calls)*
        }
    };
    Passes { forward, learn }
}

/// One branch of a fork.
struct Branch<'a> {
    context: &'a Context<'a>,
    unit: &'a Unit,
    at: usize,
    layer: &'a LayerStep,
    /// Where its outputs begin along the last size.
    offset: TokenStream,
}

impl Branch<'_> {
    fn forward(&self) -> TokenStream {
        let Context { core, scalar, .. } = self.context;
        let (field, rows) = (&self.layer.field, self.context.rows(&self.layer.output, quote!(__ROWS)));
        let (x, merge) = (self.taken(quote!(__x)), self.merge(quote!(&__value)));
        let head = self.head(&quote!(__value));
        quote! {
            let mut __value = <#rows as #core::Plain>::ZERO;
            #core::Layer::<#scalar>::forward_rows(&self.#field, #x, &mut __value);
            #head
            #merge
        }
    }

    fn record(&self) -> TokenStream {
        let Context { core, scalar, .. } = self.context;
        let (field, value, tape) = (&self.layer.field, value_field(self.at), tape_field(self.at));
        let (x, merge) = (self.taken(quote!(__x)), self.merge(quote!(&__tape.#value)));
        let head = self.head(&quote!(__tape.#value));
        quote! {
            #core::Learn::<#scalar>::record_rows(&self.#field, #x, &mut __tape.#value, &mut __tape.#tape, __random);
            #head
            #merge
        }
    }

    fn backward(&self) -> TokenStream {
        let Context { core, scalar, .. } = self.context;
        let (field, seen) = (&self.layer.field, self.seen());
        self.gather(quote! {
            let __own = __gradients.as_deref_mut().map(|__gradients| &mut __gradients.#field);
            #core::Learn::<#scalar>::backward_rows(&self.#field, #seen, &mut __gradient, __own, __target);
        })
    }

    fn descend(&self) -> TokenStream {
        let Context { core, scalar, .. } = self.context;
        let (field, seen) = (&self.layer.field, self.seen());
        self.gather(
            quote!(#core::Learn::<#scalar>::descend_rows(&mut self.#field, #seen, &mut __gradient, __rate, __target);),
        )
    }

    /// Sigmoids side by side are one head of the whole; any other is applied to its branch alone.
    fn heads(&self) -> Option<TokenStream> {
        heads(self.context, &Heading::new(&self.layer.head, Some(&self.unit.head)))
    }

    fn head(&self, value: &TokenStream) -> Option<TokenStream> {
        let Context { core, scalar, .. } = self.context;
        let heads = self.heads()?;
        Some(quote!(#core::__private::apply_head::<#heads, #scalar, _, __ROWS>(&mut #value);))
    }

    /// What goes in, under the type the layer asks for.
    fn taken(&self, x: TokenStream) -> TokenStream {
        let Context { core, scalar, .. } = self.context;
        match &self.layer.input_type {
            Some(taken) => quote!(#core::__private::view::<_, #core::Rows<#taken, #scalar, __ROWS>>(#x)),
            None => x,
        }
    }

    /// Puts the outputs of the branch into those of the block.
    fn merge(&self, from: TokenStream) -> TokenStream {
        let Context { core, scalar, .. } = self.context;
        let (flat, offset) = (self.context.flat(), &self.offset);
        let (shape, output) = (self.layer.output.tokens(core), self.unit.output.tokens(core));
        match (self.unit.kind, self.at) {
            (UnitKind::Sum, 0) => quote!(#core::__private::copy #flat (#from, __out);),
            (UnitKind::Sum, _) => quote!(#core::__private::add #flat (#from, __out);),
            _ => quote!(#core::__private::place::<#scalar, #shape, #output, __ROWS>(#from, __out, #offset);),
        }
    }

    fn seen(&self) -> TokenStream {
        let core = self.context.core;
        let (x, value, tape) = (self.taken(quote!(__seen.x)), value_field(self.at), tape_field(self.at));
        quote!(#core::Seen { x: #x, out: &__seen.tape.#value, tape: &__seen.tape.#tape })
    }

    /// Its part of the gradient, the call, and what it adds to the gradient by the inputs.
    fn gather(&self, call: TokenStream) -> TokenStream {
        let Context { core, scalar, .. } = self.context;
        let (flat, offset) = (self.context.flat(), &self.offset);
        let (input, output) = (self.unit.input.tokens(core), self.unit.output.tokens(core));
        let (shape, rows) = (self.layer.output.tokens(core), self.context.rows(&self.layer.output, quote!(__ROWS)));
        let part = if self.unit.kind == UnitKind::Sum {
            quote!(#core::__private::copy #flat (__grad_out, &mut __gradient);)
        } else {
            quote!(#core::__private::take::<#scalar, #shape, #output, __ROWS>(__grad_out, &mut __gradient, #offset);)
        };
        let value = value_field(self.at);
        let head = self.heads().map(|heads| {
            quote!(#core::__private::head_back::<#heads, #scalar, _, _, __ROWS>(&__seen.tape.#value, &mut __gradient);)
        });
        let target = match &self.layer.input_type {
            Some(taken) => quote!(#core::__private::view_mut::<_, #core::Rows<#taken, #scalar, __ROWS>>(__place)),
            None => quote!(__place),
        };
        quote! {{
            let mut __gradient = <#rows as #core::Plain>::ZERO;
            #part
            #head
            let mut __by_branch = <#core::Rows<#input, #scalar, __ROWS> as #core::Plain>::ZERO;
            let __place = &mut __by_branch;
            let __target = if __grad_x.is_some() { ::core::option::Option::Some(#target) } else { ::core::option::Option::None };
            #call
            if let ::core::option::Option::Some(__grad_x) = __grad_x.as_deref_mut() {
                #core::__private::add #flat (&__by_branch, __grad_x);
            }
        }}
    }
}

/// The field of the tape for the outputs of a branch.
fn value_field(at: usize) -> Ident {
    format_ident!("value_{at}")
}

/// The field of the tape for what a branch keeps.
fn tape_field(at: usize) -> Ident {
    format_ident!("tape_{at}")
}
