//! Layers one after the other: where every value lives, then the passes as straight lines of calls.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{Context, types, witness};
use crate::model::{FirstValues, LayerStep, Step, Unit};
use crate::shape::Shape;

/// Where a value lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// What went in.
    Input,
    /// A buffer of inference, or a field of the tape, counted from 0.
    Kept(usize),
    /// What comes out.
    Output,
}

/// A value: where, under which shape, and whether that is the shape it was made with.
#[derive(Clone)]
struct Value {
    place: Place,
    shape: Shape,
    viewed: bool,
}

/// One step with its values.
struct Placed<'a> {
    step: &'a Step,
    from: Value,
    to: Value,
    /// The result is a new value, not the old one changed in place.
    fresh: bool,
}

/// The steps of a unit with every value in its place.
struct Plan<'a> {
    steps: Vec<Placed<'a>>,
    /// The shapes of the kept values.
    kept: Vec<Shape>,
    /// The last value.
    end: Value,
    /// The step a loss may take the place of.
    head: Option<usize>,
}

impl<'a> Plan<'a> {
    /// For inference everything that can happens in place.
    fn inference(unit: &'a Unit) -> Self {
        Self::new(unit, |_, _| false)
    }

    /// For training a value stays if the backward pass of its maker or of its reader reads it.
    fn training(unit: &'a Unit) -> Self {
        Self::new(unit, |step, maker_reads_output| {
            maker_reads_output || matches!(step, Step::Activation { reads_input: true, .. })
        })
    }

    fn new(unit: &'a Unit, must_stay: impl Fn(&Step, bool) -> bool) -> Self {
        // Which steps make new values; the last of them is the output.
        let mut fresh = Vec::new();
        let (mut at_input, mut maker_reads_output) = (true, false);
        for step in &unit.steps {
            let new = match step {
                Step::Layer(_) => true,
                Step::View(_) => false,
                _ => at_input || must_stay(step, maker_reads_output),
            };
            match step {
                Step::Layer(layer) => maker_reads_output = layer.reads.output,
                Step::Activation { reads_input, .. } => maker_reads_output = !reads_input,
                Step::Dropout(_) | Step::AddInput => maker_reads_output = maker_reads_output && !new,
                Step::View(_) => {}
            }
            at_input &= !new;
            fresh.push(new);
        }
        let last = fresh.iter().rposition(|&new| new);

        let mut kept = Vec::new();
        let mut steps = Vec::new();
        let mut value = Value { place: Place::Input, shape: unit.input.clone(), viewed: false };
        for (at, (step, fresh)) in unit.steps.iter().zip(fresh).enumerate() {
            let mut to = value.clone();
            match step {
                Step::Layer(layer) => to.shape = layer.output.clone(),
                Step::View(shape) => (to.shape, to.viewed) = (shape.clone(), true),
                _ => {}
            }
            if fresh {
                to.viewed = false;
                to.place = if Some(at) == last {
                    // Views that follow change the shape of the output after it is made.
                    to.viewed = unit.steps[at..].iter().any(|step| matches!(step, Step::View(_)));
                    Place::Output
                } else {
                    kept.push(to.shape.clone());
                    Place::Kept(kept.len() - 1)
                };
            }
            steps.push(Placed { step, from: value, to: to.clone(), fresh });
            value = to;
        }
        let head =
            unit.steps.iter().rposition(|step| !matches!(step, Step::View(_))).filter(|&at| match &unit.steps[at] {
                Step::Activation { fused, .. } => *fused,
                Step::Layer(layer) => layer.has_tape,
                _ => false,
            });
        Plan { steps, kept, end: value, head }
    }
}

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
    let (forward, forward_buffers) = forward(context, &inference);
    let record = record(context, &training);
    let backward = Backward { context, unit, plan: &training, descend: false }.tokens();
    let descend = Backward { context, unit, plan: &training, descend: true }.tokens();
    let buffers = buffer_type(context, &forward_buffers, quote!(1));
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
                #forward
            }
            #[inline]
            fn __record<const __HEAD: bool, const __ROWS: usize>(
                &self,
                __x: &#core::Rows<#input, #scalar, __ROWS>,
                __out: &mut #core::Rows<#output, #scalar, __ROWS>,
                __tape: &mut <Self as #core::layer::Layer<#scalar>>::Tape<__ROWS>,
                __random: &mut #core::Random,
            ) {
                #record
            }
            #[inline]
            fn __backward<const __HEAD: bool, const __ROWS: usize>(
                &self,
                __seen: #core::Seen<'_, Self, #scalar, __ROWS>,
                __grad_out: &mut #core::Rows<#output, #scalar, __ROWS>,
                mut __gradients: ::core::option::Option<&mut <Self as #core::layer::Layer<#scalar>>::Gradients>,
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

        impl #impl_generics #core::layer::Layer<#scalar> for #name #type_generics #where_clause {
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

impl Context<'_> {
    /// The network's generics with `__ROWS` behind them, as arguments.
    pub fn type_generics_with_rows(&self) -> TokenStream {
        let names = self.generic_names();
        quote!(<#(#names,)* __ROWS>)
    }

    /// The network's generics with `__ROWS` behind them, as parameters.
    pub fn impl_generics_with_rows(&self) -> TokenStream {
        let parameters = self.model.generics.params.iter().map(|parameter| match parameter {
            syn::GenericParam::Const(parameter) => {
                let (name, kind) = (&parameter.ident, &parameter.ty);
                quote!(const #name: #kind)
            }
            syn::GenericParam::Type(parameter) => {
                let (name, colon, bounds) = (&parameter.ident, &parameter.colon_token, &parameter.bounds);
                quote!(#name #colon #bounds)
            }
            syn::GenericParam::Lifetime(parameter) => quote!(#parameter),
        });
        quote!(<#(#parameters,)* const __ROWS: usize>)
    }

    fn generic_names(&self) -> Vec<TokenStream> {
        let names = self.model.generics.params.iter().map(|parameter| match parameter {
            syn::GenericParam::Const(parameter) => {
                let name = &parameter.ident;
                quote!(#name)
            }
            syn::GenericParam::Type(parameter) => {
                let name = &parameter.ident;
                quote!(#name)
            }
            syn::GenericParam::Lifetime(parameter) => quote!(#parameter),
        });
        names.collect()
    }

    /// The type of `rows` values of a shape.
    pub fn rows(&self, shape: &Shape, rows: TokenStream) -> TokenStream {
        let (core, scalar, shape) = (self.core, self.scalar, shape.tokens(self.core));
        quote!(#core::Rows<#shape, #scalar, #rows>)
    }

    /// Turbofish for the helpers of nn-core that see rows as flat numbers.
    pub fn flat(&self) -> TokenStream {
        let scalar = self.scalar;
        quote!(::<#scalar, _, _, __ROWS>)
    }
}

/// The shapes that share the first and the second buffer: values take turns.
type Buffers = [Vec<Shape>; 2];

fn share(shapes: &[Shape]) -> Buffers {
    let of = |turn: usize| shapes.iter().skip(turn).step_by(2).cloned().collect();
    [of(0), of(1)]
}

/// `(Overlay<A, Overlay<B, ()>>, Overlay<C, ()>)`, with as many parts as are needed.
fn buffer_type(context: &Context, buffers: &Buffers, rows: TokenStream) -> TokenStream {
    let parts = buffers.iter().map(|shapes| overlay(context, shapes, &rows));
    quote!((#(#parts,)*))
}

/// A place for one value at a time: of the shapes whose sizes are numbers only the largest counts, of the others each
/// counts once. So the type stays short, however deep the network.
pub fn overlay(context: &Context, shapes: &[Shape], rows: &TokenStream) -> TokenStream {
    let core = context.core;
    let mut members: Vec<&Shape> = shapes.iter().max_by_key(|shape| shape.count()).into_iter().collect();
    for shape in shapes.iter().filter(|shape| shape.count().is_none()) {
        if !members.iter().any(|member| member.same(shape) == Some(true)) {
            members.push(shape);
        }
    }
    members.into_iter().rev().fold(quote!(()), |rest, shape| {
        let first = context.rows(shape, rows.clone());
        quote!(#core::Overlay<#first, #rest>)
    })
}

/// Declares the buffers that are used.
fn declare(context: &Context, buffers: &Buffers) -> TokenStream {
    let core = context.core;
    let parts = buffers.iter().enumerate().filter(|(_, shapes)| !shapes.is_empty()).map(|(turn, shapes)| {
        let (name, kind) = (buffer(turn), overlay(context, shapes, &quote!(__ROWS)));
        quote!(let mut #name = <#kind as #core::Plain>::ZERO;)
    });
    quote!(#(#parts)*)
}

fn buffer(at: usize) -> Ident {
    format_ident!("__{}", ["a", "b"][at % 2])
}

/// Inference.
fn forward(context: &Context, plan: &Plan) -> (TokenStream, Buffers) {
    let (core, scalar, flat) = (context.core, context.scalar, context.flat());
    let buffers = share(&plan.kept);
    let declare = declare(context, &buffers);
    let read = |value: &Value| {
        let rows = context.rows(&value.shape, quote!(__ROWS));
        match value.place {
            Place::Input if value.viewed => quote!(#core::__private::view::<_, #rows>(__x)),
            Place::Input => quote!(__x),
            Place::Kept(at) => {
                let name = buffer(at);
                quote!(#name.get::<#rows>())
            }
            Place::Output => quote!(#core::__private::view::<_, #rows>(__out)),
        }
    };
    let write = |value: &Value| {
        let rows = context.rows(&value.shape, quote!(__ROWS));
        match value.place {
            Place::Kept(at) => {
                let name = buffer(at);
                quote!(#name.hold::<#rows>())
            }
            _ if value.viewed => quote!(#core::__private::view_mut::<_, #rows>(__out)),
            _ => quote!(__out),
        }
    };
    let mut calls = Vec::new();
    for (at, placed) in plan.steps.iter().enumerate() {
        let (from, to) = (read(&placed.from), write(&placed.to));
        let is_head = plan.head == Some(at);
        match placed.step {
            Step::Layer(layer) => {
                let (field, x) = (&layer.field, entering(context, layer, from));
                calls.push(if is_head {
                    quote! {
                        if __HEAD {
                            #core::layer::Layer::<#scalar>::forward_rows(&self.#field, #x, #to);
                        } else {
                            #core::layer::Layer::<#scalar>::logits_rows(&self.#field, #x, #to);
                        }
                    }
                } else {
                    quote!(#core::layer::Layer::<#scalar>::forward_rows(&self.#field, #x, #to);)
                });
            }
            Step::Activation { value, .. } => {
                if placed.fresh {
                    calls.push(quote!(#core::__private::copy #flat (#from, #to);));
                }
                let call = quote!(#core::__private::activate::<#scalar, _, _, __ROWS>(#value, #to););
                calls.push(if is_head { quote!(if __HEAD { #call }) } else { call });
            }
            Step::AddInput => {
                if placed.fresh {
                    calls.push(quote!(#core::__private::copy #flat (#from, #to);));
                }
                calls.push(quote!(#core::__private::add #flat (__x, #to);));
            }
            Step::Dropout(_) if placed.fresh => calls.push(quote!(#core::__private::copy #flat (#from, #to);)),
            Step::Dropout(_) | Step::View(_) => {}
        }
    }
    if plan.end.place == Place::Input {
        calls.push(quote!(#core::__private::copy #flat (__x, __out);));
    }
    (quote!(#declare #(#calls)*), buffers)
}

/// What goes into a layer: for one whose shape only rustc knows, under the type it asks for. A witness has judged it.
fn entering(context: &Context, layer: &LayerStep, from: TokenStream) -> TokenStream {
    let (core, scalar) = (context.core, context.scalar);
    match &layer.input_type {
        Some(input) => quote!(#core::__private::view::<_, #core::Rows<#input, #scalar, __ROWS>>(#from)),
        None => from,
    }
}

/// How the values on the tape are read.
fn taped(context: &Context, value: &Value) -> TokenStream {
    let core = context.core;
    let rows = context.rows(&value.shape, quote!(__ROWS));
    let (plain, view) = match value.place {
        Place::Input => (quote!(__seen.x), quote!(__seen.x)),
        Place::Kept(at) => {
            let field = format_ident!("value_{at}");
            (quote!(&__seen.tape.#field), quote!(&__seen.tape.#field))
        }
        Place::Output => (quote!(__seen.out), quote!(__seen.out)),
    };
    if value.viewed { quote!(#core::__private::view::<_, #rows>(#view)) } else { plain }
}

/// Training's forward pass: the same straight line, into the tape.
fn record(context: &Context, plan: &Plan) -> TokenStream {
    let (core, scalar, flat) = (context.core, context.scalar, context.flat());
    let read = |value: &Value| {
        let rows = context.rows(&value.shape, quote!(__ROWS));
        match value.place {
            Place::Input if value.viewed => quote!(#core::__private::view::<_, #rows>(__x)),
            Place::Input => quote!(__x),
            Place::Kept(at) => {
                let field = format_ident!("value_{at}");
                if value.viewed {
                    quote!(#core::__private::view::<_, #rows>(&__tape.#field))
                } else {
                    quote!(&__tape.#field)
                }
            }
            Place::Output => quote!(#core::__private::view::<_, #rows>(__out)),
        }
    };
    let write = |value: &Value| {
        let rows = context.rows(&value.shape, quote!(__ROWS));
        match value.place {
            Place::Kept(at) => {
                let field = format_ident!("value_{at}");
                if value.viewed {
                    quote!(#core::__private::view_mut::<_, #rows>(&mut __tape.#field))
                } else {
                    quote!(&mut __tape.#field)
                }
            }
            _ if value.viewed => quote!(#core::__private::view_mut::<_, #rows>(__out)),
            _ => quote!(__out),
        }
    };
    let mut calls = Vec::new();
    for (at, placed) in plan.steps.iter().enumerate() {
        let (from, to) = (read(&placed.from), write(&placed.to));
        let is_head = plan.head == Some(at);
        if placed.fresh && !matches!(placed.step, Step::Layer(_)) {
            calls.push(quote!(#core::__private::copy #flat (#from, #to);));
        }
        match placed.step {
            Step::Layer(layer) => {
                let (field, x) = (&layer.field, entering(context, layer, from));
                let tape = if layer.has_tape {
                    let name = tape_field(layer);
                    quote!(&mut __tape.#name)
                } else {
                    quote!(&mut ())
                };
                calls.push(if is_head {
                    quote! {
                        if __HEAD {
                            #core::layer::Layer::<#scalar>::record_rows(&self.#field, #x, #to, #tape, __random);
                        } else {
                            #core::layer::Layer::<#scalar>::record_logits_rows(&self.#field, #x, #to, #tape, __random);
                        }
                    }
                } else {
                    quote!(#core::layer::Layer::<#scalar>::record_rows(&self.#field, #x, #to, #tape, __random);)
                });
            }
            Step::Activation { value, .. } => {
                let call = quote!(#core::__private::activate::<#scalar, _, _, __ROWS>(#value, #to););
                calls.push(if is_head { quote!(if __HEAD { #call }) } else { call });
            }
            Step::Dropout(dropout) => {
                let seed = format_ident!("seed_{at}");
                calls.push(quote!(__tape.#seed = #core::layer::Dropout::draw(__random);));
                calls.push(quote!(#core::__private::drop_out::<#scalar, _, __ROWS>(#dropout, #to, __tape.#seed);));
            }
            Step::AddInput => calls.push(quote!(#core::__private::add #flat (__x, #to);)),
            Step::View(_) => {}
        }
    }
    if plan.end.place == Place::Input {
        calls.push(quote!(#core::__private::copy #flat (__x, __out);));
    }
    quote!(#(#calls)*)
}

/// What a layer with a tape of its own keeps there.
fn tape_field(layer: &LayerStep) -> Ident {
    format_ident!("tape_{}", layer.field)
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
            let (field, kind) = (format_ident!("value_{at}"), self.context.rows(shape, quote!(__ROWS)));
            fields.push((field, kind));
        }
        for (at, placed) in self.plan.steps.iter().enumerate() {
            match placed.step {
                Step::Layer(layer) if layer.has_tape => {
                    let kind = &layer.layer_type;
                    fields.push((tape_field(layer), quote!(<#kind as #core::layer::Layer<#scalar>>::Tape<__ROWS>)));
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
        pub struct #name #parameters #where_clause {
            #(#names: #kinds,)*
            generic: ::core::marker::PhantomData<(#(#type_parameters,)*)>,
        }
        // SAFETY: plain fields.
        unsafe impl #parameters #core::Plain for #name #arguments #where_clause {
            const ZERO: Self = Self { #(#names: #core::Plain::ZERO,)* generic: ::core::marker::PhantomData };
            const FLAT: bool = false;
        }
    }
}

/// The backward pass, or the one that descends at once.
struct Backward<'a> {
    context: &'a Context<'a>,
    unit: &'a Unit,
    plan: &'a Plan<'a>,
    descend: bool,
}

/// Where the gradient stands while it walks back.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Walk {
    Output,
    Buffer(usize),
    Input,
}

impl Backward<'_> {
    fn tokens(&self) -> TokenStream {
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
        if matches!(steps.last().map(|placed| placed.step), Some(Step::AddInput)) {
            calls.push(quote!(let __straight = *__grad_out;));
        }
        for (at, placed) in steps.iter().enumerate().rev() {
            let gradient = self.gradient(walk, &placed.to.shape);
            match placed.step {
                Step::Layer(layer) => {
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
                            None => quote!(#name.hold::<#rows>()),
                        };
                        let target = if Some(at) == first_trained {
                            quote!(if __grad_x.is_some() { ::core::option::Option::Some(#hold) } else { ::core::option::Option::None })
                        } else {
                            quote!(::core::option::Option::Some(#hold))
                        };
                        (target, Walk::Buffer(turn))
                    };
                    calls.push(self.layer(at, layer, placed, gradient, target));
                    if Some(at) == first_trained && Some(at) != earliest {
                        calls.push(quote!(if __grad_x.is_none() {
                            return;
                        }));
                    }
                    walk = next;
                }
                Step::Activation { value, reads_input, .. } => {
                    let kept = taped(self.context, if *reads_input { &placed.from } else { &placed.to });
                    let call = quote! {
                        #core::__private::unactivate::<#scalar, _, _, _, #reads_input, __ROWS>(#value, #kept, #gradient);
                    };
                    calls.push(if self.plan.head == Some(at) { quote!(if __HEAD { #call }) } else { call });
                }
                Step::Dropout(dropout) => {
                    let seed = format_ident!("seed_{at}");
                    calls.push(quote!(#core::__private::drop_out::<#scalar, _, __ROWS>(#dropout, #gradient, __seen.tape.#seed);));
                }
                Step::View(_) | Step::AddInput => {}
            }
        }
        if walk != Walk::Input {
            let gradient = self.gradient(walk, &self.unit.input);
            calls.push(quote! {
                if let ::core::option::Option::Some(__grad_x) = __grad_x.as_deref_mut() {
                    #core::__private::copy #flat (#gradient, __grad_x);
                }
            });
        }
        if matches!(steps.last().map(|placed| placed.step), Some(Step::AddInput)) {
            calls.push(quote! {
                if let ::core::option::Option::Some(__grad_x) = __grad_x {
                    #core::__private::add #flat (&__straight, __grad_x);
                }
            });
        }
        let declare = declare(self.context, &share(&shapes));
        quote!(#declare #(#calls)*)
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
        quote!(__grad_x.as_deref_mut().map(|__grad_x| #core::__private::view_mut::<_, #rows>(__grad_x)))
    }

    fn layer(
        &self,
        at: usize,
        layer: &LayerStep,
        placed: &Placed,
        gradient: TokenStream,
        target: TokenStream,
    ) -> TokenStream {
        let (core, scalar) = (self.context.core, self.context.scalar);
        let field = &layer.field;
        let x = entering(self.context, layer, taped(self.context, &placed.from));
        let out = taped(self.context, &placed.to);
        let tape = if layer.has_tape {
            let name = tape_field(layer);
            quote!(&__seen.tape.#name)
        } else {
            quote!(&())
        };
        let seen = quote!(#core::Seen { x: #x, out: #out, tape: #tape });
        let call = |with_head: bool| {
            let method = match (self.descend && layer.may_train, with_head) {
                (false, true) => quote!(backward_rows),
                (false, false) => quote!(backward_logits_rows),
                (true, true) => quote!(descend_rows),
                (true, false) => quote!(descend_logits_rows),
            };
            if self.descend && layer.may_train {
                quote!(#core::layer::Layer::<#scalar>::#method(&mut self.#field, #seen, #gradient, __rate, #target);)
            } else {
                let gradients = if layer.may_train {
                    quote!(__gradients.as_deref_mut().map(|__gradients| &mut __gradients.#field))
                } else {
                    quote!(::core::option::Option::None)
                };
                quote!(#core::layer::Layer::<#scalar>::#method(&self.#field, #seen, #gradient, #gradients, #target);)
            }
        };
        if self.plan.head == Some(at) {
            let (whole, logits) = (call(true), call(false));
            quote!(if __HEAD { #whole } else { #logits })
        } else {
            call(true)
        }
    }
}

/// Numbers about a unit.
pub fn facts(context: &Context, unit: &Unit, buffers: &TokenStream) -> TokenStream {
    let (core, scalar) = (context.core, context.scalar);
    let layer_types: Vec<_> = types::fields(unit).iter().map(|layer| layer.layer_type.clone()).collect();
    let folds = unit.steps.iter().filter_map(|step| match step {
        Step::Layer(layer) => {
            let kind = &layer.layer_type;
            Some(quote!(<#kind as #core::layer::Layer<#scalar>>::FINGERPRINT))
        }
        Step::Activation { name, .. } => Some(quote!(#core::layer::fingerprint::name(#name))),
        Step::AddInput => Some(quote!(#core::layer::fingerprint::name("Residual"))),
        Step::View(_) | Step::Dropout(_) => None,
    });
    let (input, kind) = (unit.input.tokens(core), format!("{:?}", unit.kind));
    let judged = witness::of_parameters(context, unit);
    quote! {
        const CHECKED: () = {
            #judged
            #(<#layer_types as #core::layer::Layer<#scalar>>::CHECKED;)*
        };
        const MULTIPLY_ADDS: usize = 0 #(+ <#layer_types as #core::layer::Layer<#scalar>>::MULTIPLY_ADDS)*;
        const INFERENCE_BYTES: usize = ::core::mem::size_of::<#buffers>()
            + #core::__private::most(&[0, #(<#layer_types as #core::layer::Layer<#scalar>>::INFERENCE_BYTES),*]);
        const FINGERPRINT: u64 = {
            let mut __state = #core::layer::fingerprint::shape::<#input>(#core::layer::fingerprint::name(#kind));
            #(__state = #core::layer::fingerprint::fold(__state, #folds);)*
            __state
        };
    }
}

/// First values.
pub fn initialize(context: &Context, unit: &Unit) -> TokenStream {
    let (core, scalar) = (context.core, context.scalar);
    let calls = types::fields(unit).into_iter().map(|layer| {
        let field = &layer.field;
        match &layer.first_values {
            FirstValues::Own => quote!(#core::layer::Layer::<#scalar>::initialize(&mut self.#field, __random);),
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
