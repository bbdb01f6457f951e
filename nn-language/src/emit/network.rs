//! `impl Network`, and the methods whose signatures the user should see in messages: spanned on the `input:` line.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;

use super::context::{self, Context};
use super::{stream, trace};
use crate::model::{Unit, UnitKind};
use crate::shape::{Shape, respan};

pub fn network(context: &Context) -> TokenStream {
    let Context { core, scalar, impl_generics, type_generics, where_clause, model } = context;
    let name = &model.name;
    let Some(unit) = model.units.iter().find(|unit| unit.kind == UnitKind::Network) else { return quote!() };
    let gradients = context::gradients_name(unit);
    let text = name.unraw().to_string();
    let lines = unit.table.iter().map(|line| {
        let (name, layer) = (&line.name, &line.layer);
        match &line.layer_type {
            Some(kind) => quote!(#name #layer #kind;),
            None => {
                let shape = line.shape.tokens(core);
                quote!(#name #layer: #shape;)
            }
        }
    });

    let bounds: Vec<_> = model.proofs.iter().map(|proof| &proof.bound).collect();
    let proofs = if bounds.is_empty() { quote!() } else { quote!(where #(#bounds),*) };
    let (name_span, size_span) = model.input_spans;
    let method = |name: &str| Ident::new(name, name_span);
    let (forward, forward_into, forward_batch, record, backward) =
        (method("forward"), method("forward_into"), method("forward_batch"), method("record"), method("backward"));
    let (forward_in, workspace) = (method("forward_in"), method("workspace"));
    // The other parameters too: rustc shows what it finds wrong in a signature.
    let (out, outs, tape, grad, grads) =
        (method("output"), method("outputs"), method("tape"), method("grad_output"), method("gradients"));
    let taken_at = |span| unit.graph.input().array_at(core, scalar, span);
    let given_at = |span| unit.graph.output().array_at(core, scalar, span);
    let (taken, given) = (taken_at(Span::call_site()), given_at(Span::call_site()));
    // An index has no gradient.
    let (back, end) = match unit.graph.input() {
        Shape::Indices(..) => (quote!(), quote!(;)),
        _ => (quote!(-> #taken), quote!()),
    };
    let doc = doc(context, unit);
    let x = Ident::new("input", size_span);
    let (taken_here, given_here) = (taken_at(size_span), given_at(name_span));
    let (input, inputs) = (quote_spanned!(size_span=> &#taken_here), quote_spanned!(size_span=> &[#taken_here]));
    let out_type = quote_spanned!(name_span=> &mut #given_here);
    let outs_type = quote_spanned!(name_span=> &mut [#given_here]);
    let grad_type = quote_spanned!(name_span=> &#given_here);
    let workspace_type = quote_spanned!(name_span=> &mut #core::Workspace<Self>);
    let tape_type = quote_spanned!(name_span=> &#core::Tape<Self>);
    let tape_mut = quote_spanned!(name_span=> &'tape mut #core::Tape<Self>);
    let (any_input, passed) = match model.has_input {
        true => (quote!(#x: #input), quote!(#x)),
        false => (quote!(_: &(impl ?::core::marker::Sized)), quote!(&#core::Plain::ZERO)),
    };
    // Where rustc shows what `new` takes, the name of the network is enough; a proof it shows where that is stated.
    let new_span = if bounds.is_empty() { name.span() } else { Span::call_site() };
    let seed = Ident::new("seed", new_span);
    let new = quote_spanned!(new_span=> pub fn new(#seed: u64));
    let (batch, training_bytes) = match &model.batch {
        None => (quote!(#core::batch::AnySize), quote!()),
        Some(rows) => (
            quote!(#core::batch::Exactly<{ #rows }>),
            quote!(const TRAINING_BYTES: usize = #core::__private::training_bytes::<Self, { #rows }>();),
        ),
    };
    let record_alone = match &model.batch {
        Some(_) => quote!(),
        None => quote! {
            /// The first half of training by hand: runs the network on one input and keeps on `tape` what `backward`
            /// needs. Returns the outputs.
            #[inline]
            pub fn #record<'tape>(&self, #x: #input, #tape: #tape_mut) -> &'tape #given {
                <Self as #core::Network>::record(self, #x, #tape)
            }
        },
    };
    let trace = trace::method(context, unit);
    let streams = stream::methods(context, unit);
    let grads_type = respan(quote!(&mut #gradients #type_generics), name_span);
    quote! {
        impl #impl_generics #core::Network for #name #type_generics #where_clause {
            type Scalar = #scalar;
            type Batch = #batch;
            #training_bytes
            const NAME: &'static str = #text;
            const SUMMARY: #core::summary::Summary = #core::summary::Summary {
                name: #text,
                lines: #core::__lines!(#scalar; #(#lines)*),
                inference_bytes: <Self as #core::Layer<#scalar>>::INFERENCE_BYTES,
            };
        }

        impl #impl_generics #name #type_generics #where_clause {
            #core::__constants!(#scalar);

            /// A network with first weights drawn from `seed`: the same seed gives the same bits.
            #new -> Self #proofs {
                <Self as #core::Network>::new(#seed)
            }
            /// A network of zeros, as a constant: for a `static` whose weights are loaded later.
            pub const fn zeros() -> Self #proofs {
                #core::__private::zeros::<#scalar, Self>()
            }
            #[doc = #doc]
            #[inline]
            pub fn #forward(&self, #any_input) -> #given {
                <Self as #core::Network>::forward(self, #passed)
            }
            /// The outputs for one input, into an array of the caller's.
            #[inline]
            pub fn #forward_into(&self, #x: #input, #out: #out_type) {
                <Self as #core::Network>::forward_into(self, #x, #out)
            }
            /// The outputs for one input, with the buffers of the pass where the caller wants them.
            #[inline]
            pub fn #forward_in(&self, #x: #input, #out: #out_type, #workspace: #workspace_type) {
                <Self as #core::Network>::forward_in(self, #x, #out, #workspace)
            }
            /// The outputs for any number of inputs, the same bits as one by one; the shorter slice sets how many.
            pub fn #forward_batch(&self, #x: #inputs, #outs: #outs_type) {
                <Self as #core::Network>::forward_batch(self, #x, #outs)
            }
            #trace
            #record_alone
            /// The second half: from the gradient of the loss by the outputs, adds the gradients by the parameters to
            /// `gradients` and returns the gradient by the input.
            #[inline]
            pub fn #backward(
                &self,
                #tape: #tape_type,
                #grad: #grad_type,
                #grads: #grads_type,
            ) #back {
                <Self as #core::Network>::backward(self, #tape, #grad, #grads) #end
            }
        }

        #streams
    }
}

/// What `forward` is, with the sizes: an editor that shows its signature may leave them out.
fn doc(context: &Context, unit: &Unit) -> String {
    const BARE: &str = "The outputs for one input";
    // A scalar by path has a name of the expansion's.
    let scalar = context.scalar.get_ident().map(Ident::to_string).filter(|scalar| !scalar.starts_with("__"));
    let array = |shape: &Shape| shape.array_text(scalar.as_deref()?);
    match (array(unit.graph.input()), array(unit.graph.output())) {
        (Some(taken), Some(given)) => format!("{BARE}: from `{taken}` to `{given}`."),
        _ => format!("{BARE}."),
    }
}
