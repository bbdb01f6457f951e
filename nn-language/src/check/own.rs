//! Layers and networks of the user's own, which only rustc can judge.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::{Path, TypeParamBound};

use super::checker::{Checker, Sequence, label_of};
use crate::catalogue::{Reads, Takes, find, layers, role};
use crate::declaration::{Body, LayerLine, Statement};
use crate::head::Head;
use crate::model::{Alias, AtOnce, FirstValues, LayerNode, Rhythm, Witness};
use crate::names::{plain, text_of, text_of_tokens};
use crate::shape::{Shape, call, ends, mentions};

impl Checker<'_> {
    /// A layer or network of the user's own.
    pub(super) fn own_layer(&mut self, line: LayerLine, stated_next: Option<&Statement>, sequence: &mut Sequence) {
        let span = line.span();
        if !self.has_input {
            return self.mend(line.name.as_ref(), stated_next, sequence);
        }
        if matches!(sequence.shape, Shape::Indices(..)) {
            self.numbers_of_indices(&text_of_tokens(line.path.to_token_stream()), span);
            self.as_if_taken(Takes::Features, sequence);
            return self.mend(line.name.as_ref(), stated_next, sequence);
        }
        if let Some(sizes) = sizes_of_shape(&line.path) {
            let (shape, scalar) = (text_of_tokens(line.path.to_token_stream()), &self.scalar_text);
            return self.errors.help(
                &line.path,
                format_args!("a shape is stated as an array, not as `{shape}`"),
                format_args!("write `[{scalar}; {sizes}]`"),
            );
        }
        if let Some(limit) = &line.unroll {
            let what = "a layer of your own decides itself which loops are written out";
            self.errors.help(limit, what, format_args!("remove `#[unroll({})]`", text_of(limit)));
        }
        if let Some(inside) = held(&line.path, &self.parameters) {
            let name = label_of(&line, "inner");
            self.errors.help(
                &line.path,
                format_args!("what stands in a network is part of it, without `{}`", last_word(&line.path)),
                format_args!("write `{name}: {inside}`; `{}::boxed(seed)` puts the whole on the heap", self.name),
            );
            return self.mend(line.name.as_ref(), stated_next, sequence);
        }
        let last = last_word(&line.path);
        match &line.body {
            Body::Bare | Body::Missing => {}
            Body::Arguments { .. } if let Some(role) = role(&last) => {
                let (what, help) = role.texts(&last);
                return self.errors.help(&line.path, what, help);
            }
            Body::Arguments { .. } | Body::Block { .. } if line.word().is_some() => {
                // A word that is written like a layer of this library, and is none.
                let names: Vec<_> = layers().map(|entry| entry.name).collect();
                let help = format!("the layers are {}; one of your own takes no arguments", names.join(", "));
                return self.errors.help(
                    &line.path,
                    format_args!("unknown layer `{}`", text_of_tokens(line.path.to_token_stream())),
                    help,
                );
            }
            Body::Arguments { .. } if let Some((path, function)) = function_of(&line.path) => {
                let name = label_of(&line, &path.to_lowercase());
                self.errors.help(
                    &line.path,
                    format_args!("a layer is written without `::{function}`"),
                    format_args!("write `{name}: {path}`"),
                );
                return self.mend(line.name.as_ref(), stated_next, sequence);
            }
            Body::Arguments { span: at, .. } | Body::Block { span: at, .. } => {
                let path = text_of_tokens(line.path.to_token_stream());
                self.errors.help(
                    *at,
                    format_args!("`{path}` is a layer of your own, which takes no arguments"),
                    format_args!("write `name: {path}`"),
                );
                return;
            }
        }
        let path = text_of_tokens(line.path.to_token_stream());
        let Some(field) = line.name.clone() else {
            let name = line.word().map_or("layer".to_string(), |word| word.to_string().to_lowercase());
            self.errors.help(
                span,
                format_args!("`{path}` is a layer of your own and needs a name"),
                format_args!("write `{name}: {path}`"),
            );
            return;
        };
        if let Some(layer) = line.path.get_ident().filter(|layer| self.shapeless.contains(layer)) {
            let text = |shape: &Shape| match shape.sizes() {
                Some(_) => shape.text(),
                None => "…".to_string(),
            };
            let given = stated_next.and_then(|statement| self.provable(statement));
            let (taken, out) =
                (text(&sequence.shape), text(given.as_ref().map_or(&sequence.shape, |(shape, _)| shape)));
            self.errors.help(
                &line.path,
                format_args!("`{layer}` does not say which shapes it takes and produces"),
                format_args!("write `{layer}: Learn<{}, In = {taken}, Out = {out}>`", self.scalar_text),
            );
            return self.mend(line.name.as_ref(), stated_next, sequence);
        }
        let alias = Ident::new(&format!("__{}_{}_{}", plain(&self.name), plain(&field), self.aliases.len()), span);
        let (core, scalar) = (self.core.clone(), self.scalar.clone());
        let layer_type = self.judged(&alias, &line.path, stated_next, sequence);
        let taken = quote!(<#layer_type as #core::Layer<#scalar>>::In);
        let given = sequence.shape.tokens(&core);
        self.witness("enter", sequence.producer.1, given, taken.clone(), ends(&line.path));
        let label = plain(&field);
        let question = quote!(#core::__private::consistent::<#scalar, #layer_type>);
        // Frozen, it learns from none.
        let batch = match (&self.batch, line.frozen) {
            (_, Some(_)) => quote!(<#layer_type as #core::Learn<#scalar>>::BATCH),
            (Some(batch), None) => quote!(#batch),
            (None, None) => quote!(0),
        };
        if self.in_each_step && line.frozen.is_none() {
            let question = quote!(#core::__private::alone::<#scalar, #layer_type>);
            let check = format_ident!("STEPS_OF_{}", label.to_uppercase());
            self.witnesses.push(Witness::Value(check, call(question, quote!(#label), ends(&line.path))));
        }
        let check = format_ident!("PARAMETERS_OF_{}", label.to_uppercase());
        self.witnesses.push(Witness::Value(check, call(question, quote!(#label, #batch), ends(&line.path))));
        let output = quote!(<#layer_type as #core::Layer<#scalar>>::Out);
        let mixes = self.examples(&alias, &line.path).map(|examples| {
            let probes =
                examples.iter().map(|(scalar, example)| quote!(#core::__private::Probe::<#scalar, #example>::MIXES));
            quote!({ use #core::__private::Otherwise as _; #(#probes)&&* })
        });
        let own = quote!(<#layer_type as #core::Layer<#scalar>>::Head);
        let head = sequence.head.behind_own(&core, own.clone(), mixes);
        let layer = LayerNode {
            field,
            within: Vec::new(),
            block: None,
            docs: Vec::new(),
            entry: None,
            layer_type,
            head: Head::Opaque(own),
            reads: Reads::BOTH,
            frozen: false,
            may_train: true,
            has_tape: true,
            input_type: Some(taken),
            first_values: FirstValues::Own,
            is_field: true,
            at_once: AtOnce::Alone,
            rhythm: Some(Rhythm::EACH),
            with_bias: None,
        };
        self.push_layer((layer, Shape::Opaque(output, path.clone())), line.frozen, path, head, span, sequence);
    }

    /// Whether a line is the network that it stands in. rustc would speak of a cycle, or advise a `Box`, which is no layer.
    pub(super) fn inside_itself(&mut self, line: &LayerLine) -> bool {
        let mut segments = line.path.segments.iter();
        let (Some(only), None) = (segments.next(), segments.next()) else { return false };
        // A network may be called like a layer of this library, which is then meant.
        let inside = only.ident == "Self" || only.ident == self.name && find(&only.ident.to_string()).is_none();
        if inside {
            let name = &self.name;
            self.errors.help(
                &line.path,
                format_args!("`{name}` cannot stand inside itself"),
                format_args!(
                    "declare what is repeated as a network of its own, and name that here instead of `{}`",
                    only.ident
                ),
            );
        }
        inside
    }

    /// The type of a layer of the user's own, if it is a layer that can stand in a network; one that takes its place, if not. So
    /// only the witnesses fail, at the user's path.
    fn judged(
        &mut self,
        alias: &Ident,
        path: &Path,
        stated_next: Option<&Statement>,
        sequence: &Sequence,
    ) -> TokenStream {
        let (core, scalar) = (self.core.clone(), self.scalar.clone());
        let private = quote!(#core::__private);
        let written = self.alias(alias.clone(), path.to_token_stream());
        let is_type =
            |word: &&Ident| self.parameters.contains(word) && self.sizes.iter().all(|size| size.ident != **word);
        if let Some(parameter) = path.get_ident().filter(is_type) {
            self.learning.push(parameter.clone());
        }
        let examples = self.examples(alias, path);
        let question = match self.generic_scalar() {
            Some(generic) if examples.is_some() && !mentions(path.to_token_stream(), generic) => {
                quote!(#core::rules::runs_on_all::<#written>)
            }
            _ => quote!(#core::rules::runs::<#scalar, #written>),
        };
        self.ask(question, ends(path));
        let Some(examples) = examples else { return written };
        let taken = sequence.shape.tokens(&core);
        let given = stated_next.and_then(|statement| self.provable(statement));
        let given = given.map_or(taken.clone(), |(shape, _)| shape.tokens(&core));
        let judged = |fact: TokenStream| {
            let probes = examples.iter().map(|(scalar, example)| quote!(#private::Probe::<#scalar, #example>::#fact));
            quote!(#private::Judged<#written, #private::Absent<#taken, #given>, { use #private::Otherwise as _; #(#probes)&&* }>)
        };
        let (computes, layer, whole) = (judged(quote!(COMPUTES)), judged(quote!(LAYER)), judged(quote!(WHOLE)));
        self.ask(quote!(#core::rules::learns::<#scalar, #computes>), ends(path));
        self.ask(quote!(#core::rules::derived::<#layer>), ends(path));
        self.alias(format_ident!("{alias}_judged"), whole)
    }

    /// A call of a function whose bounds rustc judges, at the user's path.
    pub(super) fn ask(&mut self, question: TokenStream, at: (Span, Span)) {
        let call = call(question, quote!(), at);
        self.witnesses.push(Witness::Call(quote!(#call;)));
    }

    /// The scalar, if it is a parameter of the network.
    fn generic_scalar(&self) -> Option<&Ident> {
        self.scalar.get_ident().filter(|scalar| self.parameters.contains(scalar))
    }

    /// What a path is tried with to find out whether it is a layer, where constants cannot be generic: scalar and type.
    fn examples(&self, alias: &Ident, path: &Path) -> Option<Vec<(TokenStream, TokenStream)>> {
        let generic = self.generic_scalar();
        if !self.bounds_are_plain && generic.is_some_and(|scalar| mentions(path.to_token_stream(), scalar)) {
            return None;
        }
        let scalars = match generic {
            Some(_) => vec![quote!(f32), quote!(f64)],
            None => vec![self.scalar.to_token_stream()],
        };
        let example = |scalar: TokenStream| {
            let mentioned = self.parameters.iter().filter(|word| mentions(path.to_token_stream(), word));
            let arguments = mentioned.map(|word| match self.sizes.iter().any(|size| size.ident == *word) {
                true => Some(quote!(1)),
                false => (Some(word) == generic).then(|| scalar.clone()),
            });
            let arguments: Vec<_> = arguments.collect::<Option<_>>()?;
            let arguments = if arguments.is_empty() { quote!() } else { quote!(<#(#arguments),*>) };
            Some((scalar, quote!(#alias #arguments)))
        };
        scalars.into_iter().map(example).collect()
    }

    /// `type NAME<…> = …;` with the generic parameters that are mentioned; the type as it is named from then on.
    pub(super) fn alias(&mut self, name: Ident, path: TokenStream) -> TokenStream {
        let mentioned = |parameter: &&Ident| mentions(path.clone(), parameter);
        let parameters: Vec<_> = self.parameters.iter().filter(mentioned).cloned().collect();
        let arguments = if parameters.is_empty() { quote!() } else { quote!(<#(#parameters),*>) };
        let named = quote!(#name #arguments);
        self.aliases.push(Alias { name, parameters, path });
        named
    }
}

/// Type parameters that are bound by traits of layers alone, of which none states `In` and `Out`: any layer would do, and so none fits.
pub(super) fn shapeless(generics: &syn::Generics) -> Vec<Ident> {
    let of_layers = |bounds: &mut dyn Iterator<Item = &TypeParamBound>| {
        let mut layers = 0;
        for bound in bounds {
            let TypeParamBound::Trait(bound) = bound else { return false };
            let Some(last) = bound.path.segments.last() else { return false };
            let known = ["Layer", "Learn", "RowLayer", "Network"].iter().any(|name| last.ident == name);
            let stated = |word: &str| mentions(last.arguments.to_token_stream(), &format_ident!("{word}"));
            if !known || stated("In") || stated("Out") {
                return false;
            }
            layers += 1;
        }
        layers > 0
    };
    let clauses = || generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    let word = |parameter: &syn::TypeParam| {
        let stated = clauses().filter_map(|predicate| match predicate {
            syn::WherePredicate::Type(bound) => match &bound.bounded_ty {
                syn::Type::Path(path) if path.path.is_ident(&parameter.ident) => Some(&bound.bounds),
                _ => None,
            },
            _ => None,
        });
        of_layers(&mut parameter.bounds.iter().chain(stated.flatten())).then(|| parameter.ident.clone())
    };
    generics.type_params().filter_map(word).collect()
}

/// What is held by a pointer or cell of the standard library, as in `Box<Encoder>`.
fn held(path: &Path, parameters: &[Ident]) -> Option<String> {
    const HOLDERS: [&str; 8] = ["Box", "Rc", "Arc", "RefCell", "Cell", "Mutex", "RwLock", "Option"];
    let syn::PathArguments::AngleBracketed(brackets) = &path.segments.last()?.arguments else { return None };
    let is_of_std =
        path.segments.len() == 1 || ["std", "alloc", "core"].iter().any(|root| path.segments[0].ident == root);
    // Of a number or a parameter it is rather a layer of the user's own: `Cell::<3>`.
    let is_type = match brackets.args.first() {
        Some(syn::GenericArgument::Type(syn::Type::Path(inside))) => {
            let word = last_word(&inside.path);
            word.starts_with(char::is_uppercase) && parameters.iter().all(|parameter| *parameter != word)
        }
        _ => false,
    };
    let is_holder = brackets.args.len() == 1 && HOLDERS.contains(&&*last_word(path));
    (is_of_std && is_type && is_holder).then(|| text_of_tokens(brackets.args.to_token_stream()))
}

fn last_word(path: &Path) -> String {
    path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default()
}

/// Type parameters that may be anything.
pub(super) fn without_bounds(generics: &mut syn::Generics, words: &[Ident]) {
    for parameter in generics.type_params_mut().filter(|parameter| words.contains(&parameter.ident)) {
        parameter.bounds.clear();
    }
    let Some(clause) = &mut generics.where_clause else { return };
    let is_bound = |predicate: &syn::WherePredicate| match predicate {
        syn::WherePredicate::Type(bound) => words.iter().any(|word| mentions(bound.bounded_ty.to_token_stream(), word)),
        _ => false,
    };
    clause.predicates = clause.predicates.iter().filter(|predicate| !is_bound(predicate)).cloned().collect();
}

/// `Encoder` and `new` of `Encoder::new`, which makes a value, where a type is named.
fn function_of(path: &Path) -> Option<(String, &Ident)> {
    let (mut layer, function) = (path.clone(), &path.segments.last()?.ident);
    layer.segments.pop();
    layer.segments.pop_punct();
    let is_function = function.to_string().starts_with(char::is_lowercase)
        && layer.segments.last()?.ident.to_string().starts_with(char::is_uppercase);
    is_function.then(|| (text_of_tokens(layer.to_token_stream()), function))
}

/// The sizes in `Features<4>` or `Series<8, 4>`, as they are stated.
fn sizes_of_shape(path: &Path) -> Option<String> {
    let last = path.segments.last()?;
    let syn::PathArguments::AngleBracketed(sizes) = &last.arguments else { return None };
    let text = text_of_tokens(sizes.args.to_token_stream());
    match (last.ident.to_string().as_str(), sizes.args.len()) {
        ("Features", 1) => Some(text),
        ("Series", 2) | ("Image", 3) => Some(format!("({text})")),
        _ => None,
    }
}
