//! Layers one after the other: everything the unit implements.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::backward::Backward;
use super::buffers::{buffer_type, declare, share};
use super::forward::{Pass, straight_line, tape_field, value_field};
use super::plan::Plan;
use super::{Context, types, witness};
use crate::model::{FirstValues, Step, Unit, UnitKind};

/// Everything a unit that is a sequence implements.
pub fn layer(context: &Context, unit: &Unit) -> TokenStream {
    let Context { core, scalar, impl_generics, type_generics, where_clause, .. } = context;
    let name = &unit.name;
    let (input, output) = (unit.input.tokens(core), unit.output.tokens(core));
    let gradients = types::gradients_name(unit);
    let (inference, training) = (Plan::inference(unit), Plan::training(unit));
    let head = &unit.head;
    let values = Values { context, unit, plan: &training };
    let (values_type, values_struct) = (values.name(), values.tokens());
    let buffers = share(&inference.kept);
    let declare = declare(context, &buffers);
    let forward = straight_line(context, &inference, Pass::Inference);
    let record = straight_line(context, &training, Pass::Training);
    let backward = Backward { context, unit, plan: &training, descend: false }.tokens();
    let descend = Backward { context, unit, plan: &training, descend: true }.tokens();
    let buffers = buffer_type(context, &buffers, quote!(1));
    let facts = facts(context, unit, &buffers);
    let initialize = initialize(context, unit);
    let values_generics = context.type_generics_with_rows();
    quote! {
        #values_struct

        impl #impl_generics #name #type_generics #where_clause {
            #[inline]
            fn __forward<const __HEAD: bool, const __ROWS: usize>(
                &self,
                __x: &#core::Rows<#input, #scalar, __ROWS>,
                __out: &mut #core::Rows<#output, #scalar, __ROWS>,
            ) {
                #declare
                #forward
            }
            #[inline]
            fn __record<const __HEAD: bool, const __ROWS: usize>(
                &self,
                __x: &#core::Rows<#input, #scalar, __ROWS>,
                __out: &mut #core::Rows<#output, #scalar, __ROWS>,
                __tape: &mut <Self as #core::Layer<#scalar>>::Tape<__ROWS>,
                __random: &mut #core::Random,
            ) {
                #record
            }
            #[inline]
            fn __backward<const __HEAD: bool, const __ROWS: usize>(
                &self,
                __seen: #core::Seen<'_, Self, #scalar, __ROWS>,
                __grad_out: &mut #core::Rows<#output, #scalar, __ROWS>,
                mut __gradients: ::core::option::Option<&mut <Self as #core::Layer<#scalar>>::Gradients>,
                mut __grad_x: ::core::option::Option<&mut #core::Rows<#input, #scalar, __ROWS>>,
            ) {
                #backward
            }
            #[inline]
            fn __descend<const __HEAD: bool, const __ROWS: usize>(
                &mut self,
                __seen: #core::Seen<'_, Self, #scalar, __ROWS>,
                __grad_out: &mut #core::Rows<#output, #scalar, __ROWS>,
                __rate: #scalar,
                mut __grad_x: ::core::option::Option<&mut #core::Rows<#input, #scalar, __ROWS>>,
            ) {
                #descend
            }
        }

        impl #impl_generics #core::Layer<#scalar> for #name #type_generics #where_clause {
            type In = #input;
            type Out = #output;
            type Head = #head;
            type Tape<const __ROWS: usize> = #values_type #values_generics;
            type Gradients = #gradients #type_generics;
            #facts
            #initialize
            #core::__passes!(#scalar);
        }
    }
}

/// The struct of recorded values.
struct Values<'a> {
    context: &'a Context<'a>,
    unit: &'a Unit,
    plan: &'a Plan<'a>,
}

impl Values<'_> {
    fn name(&self) -> Ident {
        format_ident!("__{}Values", self.unit.name)
    }

    fn tokens(&self) -> TokenStream {
        let (core, scalar) = (self.context.core, self.context.scalar);
        let mut fields = Vec::new();
        for (at, shape) in self.plan.kept.iter().enumerate() {
            let (field, kind) = (value_field(at), self.context.rows(shape, quote!(__ROWS)));
            fields.push((field, kind));
        }
        for (at, placed) in self.plan.steps.iter().enumerate() {
            match placed.step {
                Step::Layer(layer) if layer.has_tape => {
                    let kind = &layer.layer_type;
                    fields.push((tape_field(layer), quote!(<#kind as #core::Layer<#scalar>>::Tape<__ROWS>)));
                }
                Step::Dropout(_) => fields.push((format_ident!("seed_{at}"), quote!(u64))),
                _ => {}
            }
        }
        plain_struct(self.context, &self.name(), &fields)
    }
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

/// Numbers about a unit.
pub fn facts(context: &Context, unit: &Unit, buffers: &TokenStream) -> TokenStream {
    let (core, scalar) = (context.core, context.scalar);
    let parts = unit.steps.iter().filter_map(|step| match step {
        Step::Layer(layer) => {
            let kind = &layer.layer_type;
            Some(quote!({layer #kind}))
        }
        Step::Activation { name, .. } => Some(quote!({name #name})),
        Step::AddInput => Some(quote!({name "Residual"})),
        Step::View(_) | Step::Dropout(_) => None,
    });
    let (input, kind) = (unit.input.tokens(core), format!("{:?}", unit.kind));
    let judged = if unit.kind == UnitKind::Network { witness::checked(context.model) } else { quote!() };
    quote!(#core::__facts! { #scalar, #input, #kind, #buffers; { #judged }; #(#parts)* })
}

/// First values.
pub fn initialize(context: &Context, unit: &Unit) -> TokenStream {
    let (core, scalar) = (context.core, context.scalar);
    let calls = types::fields(unit).into_iter().map(|layer| {
        let field = &layer.field;
        match &layer.first_values {
            FirstValues::Own => quote!(#core::Layer::<#scalar>::initialize(&mut self.#field, __random);),
            FirstValues::Draw(init) => quote!(self.#field.draw(#core::Init::#init, __random);),
            FirstValues::Set(mean, scale) => quote! {
                self.#field.set(<#scalar as #core::Scalar>::of(#mean), <#scalar as #core::Scalar>::of(#scale));
            },
        }
    });
    quote! {
        fn initialize(&mut self, __random: &mut #core::Random) {
            #(#calls)*
        }
    }
}
