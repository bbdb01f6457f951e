//! Declaration × catalogue → Model: one function per rule. A mistake is noted and mended, so that the rest of the network
//! can still be judged and the user's code around it still finds its types.

mod arguments;
mod batch;
mod blocks;
mod cells;
mod checker;
mod elsewhere;
mod known;
mod layers;
mod own;
mod parts;
mod sequence;
mod size;
mod windows;

use quote::{ToTokens, quote};
use syn::{GenericParam, parse_quote};

use crate::declaration::{Body, Declaration, LayerLine, Line};
use crate::errors::Errors;
use crate::head::Head;
use crate::model::{Model, Named, Unit, UnitKind};
use crate::names::{plain, text_of_tokens};
use crate::shape::{Shape, mentions};
use crate::size::Size;
use checker::Checker;

/// Judges a declaration.
pub fn check(declaration: Declaration, errors: &mut Errors) -> Model {
    let Declaration {
        attributes,
        crate_path,
        scalar,
        unroll,
        batch,
        budget,
        visibility,
        name,
        mut generics,
        unused,
        words,
        lines,
    } = declaration;
    let mut checker = Checker {
        core: crate_path,
        name: name.clone(),
        sizes: generics.const_params().cloned().collect(),
        parameters: generics
            .params
            .iter()
            .filter_map(|parameter| match parameter {
                GenericParam::Type(parameter) => Some(parameter.ident.clone()),
                GenericParam::Const(parameter) => Some(parameter.ident.clone()),
                GenericParam::Lifetime(_) => None,
            })
            .collect(),
        has_input: true,
        bounds_are_plain: bounds_are_plain(&generics),
        shapeless: own::shapeless(&generics),
        types: ["", "Tape", "Trace", "Gradients"].map(|end| format!("{}{end}", plain(&name))).to_vec(),
        unroll,
        batch,
        batch_is_missing: false,
        in_each_step: false,
        words,
        scalar: parse_quote!(f32),
        scalar_text: String::new(),
        errors,
        units: Vec::new(),
        learning: Vec::new(),
        constants: Vec::new(),
        aliases: Vec::new(),
        witnesses: Vec::new(),
        proofs: Vec::new(),
    };
    checker.unroll = checker.unroll.take().map(|limit| checker.limit(limit));
    checker.batch = checker.batch.take().map(|rows| checker.limit(rows));
    let mut lines = lines.into_iter().peekable();
    let (mut all_said, mut input_name) = (None, None);
    if let Some(Line::Layer(line)) = lines.peek()
        && let LayerLine { name: Some(input), path, body, .. } = &**line
        && input == "input"
        && !matches!(body, Body::Missing)
    {
        let what = format!("expected the shape of the input, found `{}`", text_of_tokens(path.to_token_stream()));
        checker.errors.help(path, what, "write an array, for example `[f32; 64]`");
        lines.next();
    }
    let (input, input_spans) = match lines.next_if(|line| matches!(line, Line::Statement(_))) {
        Some(Line::Statement(mut statement)) => {
            checker.own_name(&mut statement.name);
            input_name = Some(statement.name.clone());
            if !statement.scalar_is_stated
                && let Some(scalar) = generics.type_params().find(|parameter| is_scalar(parameter))
            {
                statement.scalar = scalar.ident.clone().into();
            }
            checker.meant_as_indices(&mut statement, lines.peek());
            if let Some(input) = checker.indices(&mut statement, scalar.as_ref()) {
                checker.scalar_bound(&mut generics);
                let spans = (statement.name.span(), statement.sizes_ends.0);
                // What a trace shows is numbers.
                input_name = None;
                (input, spans)
            } else {
                checker.scalar = checker.judge_scalar(&statement);
                if statement.scalar_is_stated && !statement.missing {
                    checker.scalar_text = statement.scalar.to_token_stream().to_string();
                }
                checker.scalar_bound(&mut generics);
                (checker.stated(&statement), (statement.name.span(), statement.sizes_ends.0))
            }
        }
        _ => {
            if checker.errors.is_empty() {
                checker.errors.help(
                    name.span(),
                    format_args!("`{name}` does not say what goes in"),
                    "begin with the input, for example `input: [f32; 64],`",
                );
            }
            checker.has_input = false;
            all_said = Some(checker.errors.count());
            (Shape::features(Size::computed(1)), (name.span(), name.span()))
        }
    };
    let lines: Vec<Line> = lines.collect();
    if lines.is_empty() && checker.errors.is_empty() {
        checker.errors.help(
            name.span(),
            format_args!("`{name}` has no layers"),
            "write `output: Dense(1),` below the input",
        );
    }
    let linear = Head::linear(&checker.core);
    let sequence = checker.sequence(lines, (input.clone(), linear), ("input".to_string(), input_spans.0), "");
    if let Some(count) = all_said {
        checker.errors.truncate(count);
    }
    if checker.errors.is_empty() {
        for word in &unused {
            checker.errors.help(word, format_args!("`{word}` is not used"), format_args!("remove `{word}`"));
        }
    }
    if let Some(budget) = budget {
        let (_, arguments, _) = generics.split_for_impl();
        let witnesses = budget.witnesses(&checker.core, &quote!(#name #arguments), checker.errors);
        // A network that is mended weighs something else.
        if checker.errors.is_empty() {
            checker.witnesses.extend(witnesses);
        }
    }
    let graph = sequence.graph;
    let mut named = sequence.named;
    if let Some(name) = input_name.filter(|name| !named.iter().any(|line| line.name == *name)) {
        named.insert(0, Named { name, shape: input, value: 0 });
    }
    checker.units.push(Unit {
        name: name.clone(),
        kind: UnitKind::Network,
        graph,
        head: sequence.head,
        table: sequence.table,
    });
    for layer in &checker.learning {
        let (core, scalar) = (&checker.core, &checker.scalar);
        generics.make_where_clause().predicates.push(parse_quote!(#layer: #core::Learn<#scalar>));
    }
    // Of a layer that does not say what it is, no more is asked.
    if !checker.errors.is_empty() {
        own::without_bounds(&mut generics, &checker.shapeless);
    }
    let Checker { core, scalar, batch, units, constants, aliases, witnesses, proofs, has_input, .. } = checker;
    let (cfg, attributes) = attributes.into_iter().partition(|attribute| attribute.path().is_ident("cfg"));
    Model {
        attributes,
        cfg,
        core,
        visibility,
        name,
        generics,
        scalar,
        batch,
        input_spans,
        has_input,
        units,
        named,
        constants,
        aliases,
        proofs,
        witnesses,
    }
}

/// Whether a type parameter stands for the scalar.
fn is_scalar(parameter: &syn::TypeParam) -> bool {
    mentions(parameter.bounds.to_token_stream(), &quote::format_ident!("Scalar"))
}

/// Whether every type parameter is bound by `Scalar` at the most.
fn bounds_are_plain(generics: &syn::Generics) -> bool {
    let is_scalar = |bound: &syn::TypeParamBound| match bound {
        syn::TypeParamBound::Trait(bound) => bound.path.segments.last().is_some_and(|last| last.ident == "Scalar"),
        _ => false,
    };
    generics.where_clause.is_none() && generics.type_params().all(|parameter| parameter.bounds.iter().all(is_scalar))
}
