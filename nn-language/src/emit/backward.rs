//! The backward pass, last layer first: the gradient walks through two buffers.

use proc_macro2::TokenStream;
use quote::quote;

use super::buffers::{buffer, buffer_type, declare, share};
use super::context::Context;
use super::forward::{entering, heads, masks_field, tape_of, value_field};
use super::plan::{Part, Place, Placed, Plan, Value};
use crate::model::{LayerStep, Step};
use crate::shape::Shape;

/// The backward pass, or the one that descends at once.
pub struct Backward<'a> {
    pub context: &'a Context<'a>,
    pub part: &'a Part<'a>,
    pub plan: &'a Plan<'a>,
    pub descend: bool,
}

/// Where the gradient stands while it walks back.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Walk {
    Output,
    Buffer(usize),
    Input,
}

impl Backward<'_> {
    /// The calls, last layer first, and the type of the buffers they need for one example. `__x`, `__out` and `__tape` are
    /// what was seen, `__grad_out` and `__grad_x` the gradients.
    pub fn tokens(&self) -> (TokenStream, TokenStream) {
        let (core, scalar, flat) = (self.context.core, self.context.scalar, self.context.flat());
        let steps = &self.plan.steps;
        // Behind the first layer that can train, the gradient is needed only if the caller wants the one by the input.
        let first_trained =
            steps.iter().position(|placed| matches!(placed.step, Step::Layer(layer) if layer.may_train));
        let earliest = steps.iter().position(|placed| !matches!(placed.step, Step::View(_)));

        let mut shapes: Vec<Shape> = Vec::new();
        let mut calls = Vec::new();
        let mut walk = Walk::Output;
        if first_trained.is_none() {
            calls.push(quote!(if __grad_x.is_none() {
                return;
            }));
        }
        let straight = matches!(steps.last().map(|placed| placed.step), Some(Step::AddInput));
        if straight {
            calls.push(quote!(let __straight = *__grad_out;));
        }
        for (at, placed) in steps.iter().enumerate().rev() {
            let gradient = self.gradient(walk, &placed.to.shape);
            match placed.step {
                Step::Layer(layer) => {
                    // Rust infers from a layer what its gradient looks like.
                    let gradient = match walk {
                        Walk::Buffer(turn) => {
                            let name = buffer(turn);
                            quote!(#name.hold())
                        }
                        Walk::Output if placed.to.shape.same(&self.part.output) == Some(true) => quote!(__grad_out),
                        _ => gradient,
                    };
                    let (target, next) = if Some(at) == earliest {
                        (self.to_input(layer), Walk::Input)
                    } else {
                        shapes.push(placed.from.shape.clone());
                        let turn = shapes.len() - 1;
                        let (name, rows) = (buffer(turn), self.context.rows(&placed.from.shape, quote!(__ROWS)));
                        let hold = match &layer.input_type {
                            Some(input) => {
                                quote!(#core::__private::view_mut::<_, #core::Rows<#input, #scalar, __ROWS>>(#name.hold::<#rows>()))
                            }
                            None => quote!(#name.hold()),
                        };
                        let target = if Some(at) == first_trained {
                            quote!(if __grad_x.is_some() { ::core::option::Option::Some(#hold) } else { ::core::option::Option::None })
                        } else if layer.input_type.is_none() {
                            quote!(to #name)
                        } else {
                            quote!(::core::option::Option::Some(#hold))
                        };
                        (target, Walk::Buffer(turn))
                    };
                    if let Some(heads) = heads(self.context, &placed.heading) {
                        let (out, gradient) = (taped(self.context, &placed.to), self.gradient(walk, &placed.to.shape));
                        calls.push(
                            quote!(#core::__private::head_back::<#heads, #scalar, _, _, __ROWS>(#out, #gradient);),
                        );
                    }
                    calls.push(self.layer(layer, placed, gradient, target));
                    if Some(at) == first_trained && Some(at) != earliest {
                        calls.push(quote!(if __grad_x.is_none() {
                            return;
                        }));
                    }
                    walk = next;
                }
                Step::Activation { .. } if self.plan.head == Some(at) => {}
                Step::Activation { value, reads, .. } => {
                    let kept = taped(self.context, if reads.input { &placed.from } else { &placed.to });
                    calls.push(quote! {
                        #core::__private::unactivate::<#scalar, _, _, _, __ROWS>(#value, #kept, #gradient);
                    });
                }
                Step::Dropout(dropout) => {
                    let masks = masks_field(at);
                    calls.push(
                        quote!(#core::__private::drop_out::<#scalar, _, __ROWS>(#dropout, #gradient, &__tape.#masks);),
                    );
                }
                Step::View(_) | Step::AddInput => {}
            }
        }
        if walk != Walk::Input {
            let gradient = self.gradient(walk, &self.part.input);
            calls.push(quote! {
                if let ::core::option::Option::Some(__grad_x) = __grad_x.as_deref_mut() {
                    #core::__private::copy #flat (#gradient, __grad_x);
                }
            });
        }
        if straight {
            calls.push(quote! {
                if let ::core::option::Option::Some(__grad_x) = __grad_x {
                    #core::__private::add #flat (&__straight, __grad_x);
                }
            });
        }
        let shared = share(&shapes);
        let declare = declare(self.context, &shared);
        let mut buffers = buffer_type(self.context, &shared, quote!(1));
        if straight {
            let rows = self.context.rows(&self.part.output, quote!(1));
            buffers = quote!((#buffers, #rows));
        }
        (quote!(#declare #(#calls)*), buffers)
    }

    /// The gradient where it stands, under a shape.
    fn gradient(&self, walk: Walk, shape: &Shape) -> TokenStream {
        let core = self.context.core;
        let rows = self.context.rows(shape, quote!(__ROWS));
        match walk {
            Walk::Output => quote!(#core::__private::view_mut::<_, #rows>(__grad_out)),
            Walk::Buffer(turn) => {
                let name = buffer(turn);
                quote!(#name.hold::<#rows>())
            }
            Walk::Input => quote!(__grad_x),
        }
    }

    /// The caller's place for the gradient by the input, under the type the layer asks for.
    fn to_input(&self, layer: &LayerStep) -> TokenStream {
        let (core, scalar) = (self.context.core, self.context.scalar);
        let rows = match &layer.input_type {
            Some(input) => quote!(#core::Rows<#input, #scalar, __ROWS>),
            None => self.context.rows(&layer.input, quote!(__ROWS)),
        };
        // Views before the first layer, and shapes only rustc knows, stand under another type.
        let same = layer.input_type.is_none() && layer.input.same(&self.part.input) == Some(true);
        if same {
            return quote!(__grad_x.as_deref_mut());
        }
        quote!(__grad_x.as_deref_mut().map(|__grad_x| #core::__private::view_mut::<_, #rows>(__grad_x)))
    }

    fn layer(&self, layer: &LayerStep, placed: &Placed, gradient: TokenStream, target: TokenStream) -> TokenStream {
        let (core, scalar) = (self.context.core, self.context.scalar);
        let field = &layer.field;
        let x = entering(self.context, layer, taped(self.context, &placed.from));
        let out = taped(self.context, &placed.to);
        let tape = tape_of(layer, quote!(&));
        let seen = quote!([#x, #out #tape]);
        let descends = self.descend && layer.may_train;
        let method = if descends { quote!(descend_rows) } else { quote!(backward_rows) };
        let (net, learns) = match (layer.may_train, self.descend) {
            (true, true) => (quote!(&mut self.#field), quote!(at __rate)),
            (true, false) => (quote!(&self.#field), quote!(learn __gradients #field)),
            (false, _) => (quote!(&self.#field), quote!(pass)),
        };
        quote!(#core::__back!(#scalar, #method, #net, #seen, #gradient, #learns, #target);)
    }
}

/// How the values on the tape are read.
fn taped(context: &Context, value: &Value) -> TokenStream {
    let core = context.core;
    let rows = context.rows(&value.shape, quote!(__ROWS));
    let (plain, view) = match value.place {
        Place::Input => (quote!(__x), quote!(__x)),
        Place::Kept(at) => {
            let field = value_field(at);
            (quote!(&__tape.#field), quote!(&__tape.#field))
        }
        Place::Output => (quote!(__out), quote!(__out)),
    };
    if value.viewed { quote!(#core::__private::view::<_, #rows>(#view)) } else { plain }
}
