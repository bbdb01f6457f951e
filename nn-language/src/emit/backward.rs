//! The backward pass, last node first: every value hands its gradient to those it was made of.

use proc_macro2::TokenStream;
use quote::quote;

use super::buffers::buffer;
use super::context::Context;
use super::forward::{entering, heads, masks_field, offset, piece, read, tape_of};
use crate::model::{LayerNode, Op};
use crate::plan::{Heading, Part, Placed, Plan, Pool};
use crate::shape::Shape;

/// The calls of the backward pass, or of the one that `descends` at once, and the shapes that each buffer they need holds in turn.
/// `__x`, `__out` and `__tape` are what was seen, `__grad_out` and `__grad_x` the gradients.
pub fn backward(context: &Context, plan: &Plan, descends: bool) -> (TokenStream, Vec<Vec<Shape>>) {
    let count = plan.part.graph.values.len();
    let mut way = Way {
        context,
        plan,
        descends,
        calls: Vec::new(),
        gradients: vec![None; count],
        learned: learned(&plan.part),
        reached: false,
        pool: Pool::default(),
    };
    way.walk();
    let calls = way.calls;
    (quote!(#(#calls)*), way.pool.shapes)
}

/// Which values depend on something that learns.
fn learned(part: &Part) -> Vec<bool> {
    let mut learned = vec![false; part.graph.values.len()];
    for (_, node) in part.nodes() {
        learned[node.to] |= node.op.learns() || node.from.iter().any(|&from| learned[from]);
    }
    learned
}

/// Where a gradient stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Grad {
    Output,
    Buffer(usize),
}

/// The way back, as far as it has come.
struct Way<'a> {
    context: &'a Context<'a>,
    plan: &'a Plan<'a>,
    descends: bool,
    calls: Vec<TokenStream>,
    /// By every value, or by the one it is a view of.
    gradients: Vec<Option<Grad>>,
    learned: Vec<bool>,
    /// Whether something was written to the gradient by the input: what follows is added.
    reached: bool,
    pool: Pool,
}

impl Way<'_> {
    fn walk(&mut self) {
        let (part, graph) = (&self.plan.part, self.plan.part.graph);
        let last = part.origin(part.output);
        if last == part.input {
            self.reach_input(Grad::Output, &graph.values[part.output]);
        } else {
            self.gradients[last] = Some(Grad::Output);
        }
        // What stands before everything that learns hands on a gradient only if the caller wants the one by the input.
        let mut wanted = part.nodes().any(|(_, node)| node.op.learns());
        if !wanted {
            self.calls.push(unless_wanted());
        }
        for placed in self.plan.nodes.iter().rev() {
            if matches!(placed.node.op, Op::View) {
                continue;
            }
            if let Some(gradient) = self.gradients[part.origin(placed.node.to)] {
                let before = self.calls.len();
                self.node(placed, gradient);
                // Beside what learns too.
                if wanted && !self.learned[placed.node.to] {
                    let calls = self.calls.split_off(before);
                    self.calls.push(if_wanted(quote!(#(#calls)*)));
                }
            }
            let before = || part.nodes().filter(|&(before, node)| before < placed.at && !matches!(node.op, Op::View));
            if wanted && before().next().is_some() && !before().any(|(_, node)| node.op.learns()) {
                wanted = false;
                self.calls.push(unless_wanted());
            }
        }
    }

    /// The way back through one node, to the values it was made of.
    fn node(&mut self, placed: &Placed, gradient: Grad) {
        let (core, scalar, flat) = (self.context.core, self.context.scalar, self.context.flat());
        let stands = self.stands(gradient, &placed.to.shape);
        let (from, of) = (&placed.from[0], &placed.node.from);
        match &placed.node.op {
            Op::Layer(layer) => return self.layer(layer, placed, of[0], gradient),
            Op::Activation { .. } if placed.is_head => {}
            Op::Activation { .. } if !matches!(placed.heading, Heading::Apart) => self.head_back(placed, gradient),
            Op::Activation { value, reads, .. } => {
                let kept = read(self.context, self.plan, if reads.input { from } else { &placed.to });
                self.calls.push(quote! {
                    #core::__private::unactivate::<#scalar, _, _, _, __ROWS>(#value, #kept, #stands);
                });
            }
            Op::Dropout(dropout) => {
                let masks = masks_field(placed.at);
                self.calls
                    .push(quote!(#core::__private::drop_out::<#scalar, _, __ROWS>(#dropout, #stands, &__tape.#masks);));
            }
            Op::Add => {
                let other = &placed.from[1].shape;
                if self.plan.part.origin(of[1]) == self.plan.part.input {
                    self.reach_input(gradient, other);
                } else {
                    let copy = Grad::Buffer(self.pool.take(other.clone()));
                    let to = self.stands(copy, other);
                    self.push_for(of[1], quote!(#core::__private::copy #flat (#stands, #to);));
                    self.hand_on(of[1], copy, other);
                }
            }
            Op::Join => {
                let part = Grad::Buffer(self.pool.take(from.shape.clone()));
                let (to, shapes) = (self.stands(part, &from.shape), piece(self.context, placed));
                let offset = offset(self.context, self.plan, placed);
                self.push_for(
                    of[0],
                    quote!(#core::__private::take::<#scalar, #shapes, __ROWS>(#stands, #to, #offset);),
                );
                self.hand_on(of[0], part, &from.shape);
                let is_first = |other: &Placed| other.node.to == placed.node.to;
                if self.plan.nodes.iter().find(|other| is_first(other)).is_some_and(|first| first.at == placed.at) {
                    self.done(gradient);
                }
                return;
            }
            Op::View => {}
        }
        self.hand_on(of[0], gradient, &from.shape);
    }

    /// Makes a gradient the one by a value.
    fn hand_on(&mut self, value: usize, gradient: Grad, shape: &Shape) {
        let origin = self.plan.part.origin(value);
        if origin == self.plan.part.input {
            self.reach_input(gradient, shape);
            self.done(gradient);
        } else if let Some(others) = self.gradients[origin] {
            // Another node that reads it was here before.
            let (core, flat) = (self.context.core, self.context.flat());
            let (more, sum) = (self.stands(gradient, shape), self.stands(others, shape));
            self.push_for(value, quote!(#core::__private::add #flat (#more, #sum);));
            self.done(gradient);
        } else {
            self.gradients[origin] = Some(gradient);
        }
    }

    /// A call that is for the gradient by a value alone: where nothing before it learns, only if the caller wants the one by the input.
    fn push_for(&mut self, value: usize, call: TokenStream) {
        self.calls.push(if self.learned[value] { call } else { if_wanted(call) });
    }

    /// Copies or adds a gradient to the one by the input, if that is wanted.
    fn reach_input(&mut self, gradient: Grad, shape: &Shape) {
        let (core, flat) = (self.context.core, self.context.flat());
        let what = if self.reached { quote!(add) } else { quote!(copy) };
        let stands = self.stands(gradient, shape);
        self.calls.push(quote! {
            if let ::core::option::Option::Some(__grad_x) = __grad_x.as_deref_mut() {
                #core::__private::#what #flat (#stands, __grad_x);
            }
        });
        self.reached = true;
    }

    /// A gradient is no longer needed.
    fn done(&mut self, gradient: Grad) {
        if let Grad::Buffer(at) = gradient {
            self.pool.give_back(at);
        }
    }

    /// A gradient where it stands, under a shape.
    fn stands(&self, gradient: Grad, shape: &Shape) -> TokenStream {
        let core = self.context.core;
        let rows = self.context.rows(shape, quote!(__ROWS));
        match gradient {
            Grad::Output => quote!(#core::__private::view_mut::<_, #rows>(__grad_out)),
            Grad::Buffer(at) => {
                let name = buffer(at);
                quote!(#name.hold::<#rows>())
            }
        }
    }

    fn layer(&mut self, layer: &LayerNode, placed: &Placed, of: usize, gradient: Grad) {
        let part = &self.plan.part;
        let (core, scalar, from) = (self.context.core, self.context.scalar, &placed.from[0]);
        let at_input = part.origin(of) == part.input;
        // Rust infers from a layer what its gradient looks like.
        let stands = match gradient {
            Grad::Buffer(at) => {
                let name = buffer(at);
                quote!(#name.hold())
            }
            Grad::Output if placed.to.shape.same(&part.graph.values[part.output]) == Some(true) => quote!(__grad_out),
            Grad::Output => self.stands(gradient, &placed.to.shape),
        };
        self.head_back(placed, gradient);
        if at_input && !self.reached {
            self.reached = true;
            self.call(layer, placed, stands, self.place_of_input(layer, &from.shape));
            return self.done(gradient);
        }
        let place = self.pool.take(from.shape.clone());
        let name = buffer(place);
        let rows = self.context.rows(&from.shape, quote!(__ROWS));
        let hold = match &layer.input_type {
            Some(input) => {
                quote!(#core::__private::view_mut::<_, #core::Rows<#input, #scalar, __ROWS>>(#name.hold::<#rows>()))
            }
            None => quote!(#name.hold()),
        };
        let target = if at_input || layer.may_train && !self.learned[of] {
            quote!(if __grad_x.is_some() { ::core::option::Option::Some(#hold) } else { ::core::option::Option::None })
        } else if layer.input_type.is_none() {
            quote!(to #name)
        } else {
            quote!(::core::option::Option::Some(#hold))
        };
        self.call(layer, placed, stands, target);
        self.done(gradient);
        self.hand_on(of, Grad::Buffer(place), &from.shape);
    }

    /// The way back through a head that is applied here.
    fn head_back(&mut self, placed: &Placed, gradient: Grad) {
        let (core, scalar) = (self.context.core, self.context.scalar);
        if let Some(heads) = heads(self.context, &placed.heading) {
            let (out, gradient) = (read(self.context, self.plan, &placed.to), self.stands(gradient, &placed.to.shape));
            self.calls.push(quote!(#core::__private::head_back::<#heads, #scalar, _, _, __ROWS>(#out, #gradient);));
        }
    }

    /// The caller's place for the gradient by the input, under the type the layer asks for.
    fn place_of_input(&self, layer: &LayerNode, shape: &Shape) -> TokenStream {
        let (core, scalar) = (self.context.core, self.context.scalar);
        let rows = match &layer.input_type {
            Some(input) => quote!(#core::Rows<#input, #scalar, __ROWS>),
            None => self.context.rows(shape, quote!(__ROWS)),
        };
        let part = &self.plan.part;
        // Views before the first layer, and shapes only rustc knows, stand under another type.
        let same = layer.input_type.is_none() && shape.same(&part.graph.values[part.input]) == Some(true);
        if same {
            return quote!(__grad_x.as_deref_mut());
        }
        quote!(__grad_x.as_deref_mut().map(|__grad_x| #core::__private::view_mut::<_, #rows>(__grad_x)))
    }

    fn call(&mut self, layer: &LayerNode, placed: &Placed, gradient: TokenStream, target: TokenStream) {
        let (core, scalar) = (self.context.core, self.context.scalar);
        let path = layer.path();
        let x = entering(self.context, layer, read(self.context, self.plan, &placed.from[0]));
        let (out, tape) = (read(self.context, self.plan, &placed.to), tape_of(placed, layer, quote!(&)));
        let seen = quote!([#x, #out #tape]);
        let method = if self.descends && layer.may_train { quote!(descend_rows) } else { quote!(backward_rows) };
        let part = layer.of(quote!(self), core);
        let (net, learns) = match (layer.may_train, self.descends) {
            (true, true) => (quote!(&mut #part), quote!(at __rate)),
            (true, false) => (quote!(&#part), quote!(learn __gradients [#path])),
            (false, _) => (quote!(&#part), quote!(pass)),
        };
        self.calls.push(quote!(#core::__back!(#scalar, #method, #net, #seen, #gradient, #learns, #target);));
    }
}

fn if_wanted(calls: TokenStream) -> TokenStream {
    quote! {
        if __grad_x.is_some() {
            #calls
        }
    }
}

fn unless_wanted() -> TokenStream {
    quote! {
        if __grad_x.is_none() {
            return;
        }
    }
}
