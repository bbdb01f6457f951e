//! Layers with a block: `Chain`, `Residual`, `Sum`, `Concat`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::checker::{Around, Checker, Sequence, label_of};
use crate::catalogue::{Block, Entry, Reads, find};
use crate::declaration::{Body, LayerLine, Line};
use crate::head::Head;
use crate::model::{AtOnce, FirstValues, Graph, LayerNode, Node, Op, Rhythm, Unit, UnitKind};
use crate::names::{camel_case, plain, text_of_tokens};
use crate::shape::Shape;
use crate::size::Size;

impl Checker<'_> {
    /// `Chain { … }`, `Residual { … }`, `Sum { … }`, `Concat { … }`: a unit of its own.
    pub(super) fn block(
        &mut self,
        entry: &Entry,
        block: Block,
        line: LayerLine,
        name: Ident,
        around: &Around,
        sequence: &mut Sequence,
    ) {
        let span = line.span();
        let lines = match line.body {
            Body::Block { lines, .. } if lines.iter().any(|line| matches!(line, Line::Layer(_))) => lines,
            Body::Block { span, .. } | Body::Arguments { span, .. } => {
                let what = format!("`{}` needs a block of layers", entry.name);
                return self.errors.help(span, what, format_args!("write `{}`", entry.example));
            }
            Body::Bare | Body::Missing => {
                let what = format!("`{}` needs a block of layers", entry.name);
                return self.errors.help(span, what, format_args!("write `{}`", entry.example));
            }
        };
        let prefix = format!("{}{}", around.prefix, camel_case(&plain(&name)));
        // With an underscore, as no type of the user's is called.
        let unit_name = self.unit_name(format!("{}_{prefix}", plain(&self.name)), span);
        if !self.takes_shape(entry, span, sequence) {
            self.as_if_taken(entry.takes, sequence);
        }
        let taken = sequence.shape.clone();
        let input = if block == Block::EachStep { self.one_step(&taken) } else { taken.clone() };
        // A limit on a block holds for every layer in it.
        let (outer, outside) = (self.unroll.clone(), self.in_each_step);
        self.in_each_step |= block == Block::EachStep;
        self.unroll = line.unroll.map(|limit| self.limit(limit)).or(outer.clone());
        let stated_next = around.stated_next.and_then(|statement| self.provable(statement));
        let unit = match block {
            Block::Sum | Block::Concat => {
                let before = (&input, &sequence.head.entering(&self.core), &sequence.producer);
                self.branches(block, lines, before, stated_next, unit_name.clone(), &prefix)
            }
            Block::Chain | Block::Residual | Block::EachStep => {
                let before = (input.clone(), sequence.head.entering(&self.core));
                let mut inner = self.sequence(lines, before, sequence.producer.clone(), &prefix);
                let mut head = inner.head.clone();
                if block == Block::EachStep {
                    self.ends_in_features(&mut inner, span);
                }
                if block == Block::Residual {
                    self.comes_back(&input, &inner, span);
                    head = sequence.head.plus(&self.core, &head);
                    if input.same(&inner.shape) != Some(true) {
                        inner.push(Op::View, input.clone());
                    }
                    inner.graph.output = inner.graph.value(Op::Add, &[inner.graph.output, 0], input);
                }
                Unit { name: unit_name.clone(), kind: UnitKind::Chain, graph: inner.graph, head, table: inner.table }
            }
        };
        (self.unroll, self.in_each_step) = (outer, outside);
        let generics = if self.parameters.is_empty() {
            quote!()
        } else {
            let parameters = &self.parameters;
            quote!(<#(#parameters),*>)
        };
        let layer =
            LayerNode { may_train: true, ..LayerNode::of_unit(name.clone(), &unit_name, &generics, unit.head.clone()) };
        let (mut output, head) = (unit.graph.output().clone(), unit.head.clone());
        self.units.push(unit);
        let mut layer = layer;
        if block == Block::EachStep {
            let (core, of, inner) = (&self.core, taken.tokens(&self.core), &layer.layer_type);
            layer.layer_type = quote!(#core::layer::EachStep<#of, #inner>);
            layer.block = None;
            output = self.each_step(&taken, output, span);
        }
        self.push_layer((layer, output), line.frozen, entry.name.to_string(), head, span, sequence);
    }

    /// A name for the type of a block that no other type of the expansion has.
    pub(super) fn unit_name(&mut self, mut name: String, span: Span) -> Ident {
        let both = |name: &str| [name.to_string(), format!("{name}Gradients")];
        while both(&name).iter().any(|name| self.types.contains(name)) {
            name.push_str("Block");
        }
        self.types.extend(both(&name));
        Ident::new(&name, span)
    }

    /// The shape of one step.
    fn one_step(&self, series: &Shape) -> Shape {
        let core = &self.core;
        match series {
            Shape::Sizes(sizes) => Shape::features(sizes.last().cloned().unwrap_or(Size::computed(1))),
            Shape::Indices(..) => Shape::features(Size::computed(1)),
            Shape::Opaque(series, name) => Shape::Opaque(quote!(<#series as #core::Shape>::Pooled), name.clone()),
        }
    }

    /// The block of `EachStep` gives features, or goes on as if it did.
    fn ends_in_features(&mut self, inner: &mut Sequence, span: Span) {
        let Some([_, .., last]) = inner.shape.sizes() else { return };
        let last = last.clone();
        let (what, who) = (inner.shape.kind_text(), &inner.producer.0);
        self.errors.help(
            span,
            format_args!("`EachStep` gives features for each step, but `{who}` produces {what}"),
            format_args!("write `Flatten,` behind `{who}`"),
        );
        inner.push(Op::View, Shape::features(last));
    }

    /// A series of what a block makes of each step, which is features.
    fn each_step(&mut self, taken: &Shape, given: Shape, span: Span) -> Shape {
        let core = self.core.clone();
        match (taken, &given) {
            (Shape::Sizes(sizes), Shape::Sizes(each)) if each.len() == 1 => {
                Shape::Sizes(vec![sizes.first().cloned().unwrap_or(Size::computed(1)), each[0].clone()])
            }
            _ => {
                let (taken, each) = (taken.tokens(&core), given.tokens(&core));
                let call = quote!(#core::rules::features(::core::marker::PhantomData::<#each>););
                self.witnesses.push(crate::model::Witness::Call(crate::shape::respan(call, span)));
                Shape::Opaque(quote!(<#each as #core::rules::Flat>::Each<#taken>), "EachStep".to_string())
            }
        }
    }

    /// A residual block gives back the shape it takes.
    pub(super) fn comes_back(&mut self, input: &Shape, inner: &Sequence, span: Span) {
        match input.same(&inner.shape) {
            Some(true) => {}
            Some(false) => {
                let (taken, given, who) = (input.text(), inner.shape.text(), &inner.producer.0);
                self.errors.help(
                    inner.producer.1,
                    format_args!("branches differ: the block takes `{taken}`, but `{who}` produces `{given}`"),
                    format_args!("`Residual` adds the two; let `{who}` produce `{taken}`"),
                );
            }
            None => {
                let (given, back) = (input.tokens(&self.core), inner.shape.tokens(&self.core));
                self.witness("come_back", span, given, back, (inner.producer.1, inner.producer.1));
            }
        }
    }

    /// The branches of `Sum` and `Concat`. A branch without a field of its own becomes a chain of one.
    pub(super) fn branches(
        &mut self,
        block: Block,
        lines: Vec<Line>,
        (input, head, producer): (&Shape, &Head, &(String, Span)),
        stated_next: Option<(Shape, Span)>,
        name: Ident,
        prefix: &str,
    ) -> Unit {
        let span = name.span();
        let core = self.core.clone();
        let mut layers: Vec<Op> = Vec::new();
        let mut table = Vec::new();
        let mut outputs: Vec<(Shape, String, Span)> = Vec::new();
        let (mut names, mut heads): (Vec<Ident>, Vec<Head>) = Default::default();
        for (at, line) in lines.into_iter().enumerate() {
            let mut layer = match line {
                Line::Layer(layer) => layer,
                Line::Statement(statement) => {
                    self.errors.help(
                        statement.sizes_ends,
                        "a branch is a layer, not a stated shape",
                        "state the shape behind the block, or inside a `Chain { … }`",
                    );
                    continue;
                }
            };
            self.as_here(&mut layer, true);
            let span = layer.span();
            let is_named = layer.name.is_some();
            let mut branch = layer.name.clone().unwrap_or_else(|| format_ident!("branch_{at}", span = span));
            if names.contains(&branch) {
                self.used_twice(&branch);
                continue;
            }
            names.push(branch.clone());
            let who = label_of(&layer, &text_of_tokens(layer.path.to_token_stream()));
            if layer.word().and_then(|word| find(&word.to_string())).is_some_and(|entry| entry.block().is_some()) {
                layer.name = Some(branch.clone());
            }
            let docs = layer.docs.clone();
            let before = (input.clone(), head.clone());
            let mut inner = self.sequence(vec![Line::Layer(layer)], before, producer.clone(), prefix);
            table.append(&mut inner.table);
            heads.push(inner.head.clone());
            outputs.push((inner.shape.clone(), who, span));
            let mut graph = inner.graph;
            if let [Node { op: Op::Layer(_), .. }] = graph.nodes.as_slice() {
                layers.extend(graph.nodes.drain(..).map(|node| node.op));
                continue;
            }
            // The word of the layer leads to the layer, in an editor, and to nothing that is made of it.
            if !is_named {
                branch.set_span(Span::call_site());
            }
            let unit_name = self.unit_name(format!("{name}{}", camel_case(&plain(&branch))), Span::call_site());
            let generics = if self.parameters.is_empty() {
                quote!()
            } else {
                let parameters = &self.parameters;
                quote!(<#(#parameters),*>)
            };
            let layer = LayerNode { docs, ..LayerNode::of_unit(branch, &unit_name, &generics, inner.head.clone()) };
            self.units.push(Unit {
                name: unit_name,
                kind: UnitKind::Chain,
                graph,
                head: inner.head,
                table: Vec::new(),
            });
            layers.push(Op::Layer(Box::new(layer)));
        }
        let output = match (block, outputs.first()) {
            (_, None) => input.clone(),
            (Block::Sum, Some((first, ..))) => {
                let first = first.clone();
                self.branches_agree(&first, &outputs, span);
                first
            }
            (_, Some(_)) => self.concatenated(input, &outputs, stated_next, span),
        };
        let kind = if block == Block::Sum { UnitKind::Sum } else { UnitKind::Concat };
        let linear = Head::linear(&core);
        let head = match kind {
            UnitKind::Sum => heads.iter().fold(linear, |sum, head| sum.plus(&core, head)),
            _ => heads.into_iter().reduce(|a, b| a.beside(&core, &b)).unwrap_or(linear),
        };
        let branches = layers.into_iter().zip(outputs.into_iter().map(|(shape, ..)| shape));
        Unit { name, kind, graph: fork(kind, input, branches, output), head, table }
    }

    pub(super) fn branches_agree(&mut self, first: &Shape, outputs: &[(Shape, String, Span)], block: Span) {
        for (shape, who, span) in &outputs[1..] {
            match first.same(shape) {
                Some(true) => {}
                Some(false) => {
                    let (want, got, leader) = (first.text(), shape.text(), &outputs[0].1);
                    self.errors.help(
                        *span,
                        format_args!("branches differ: `{leader}` produces `{want}`, but `{who}` produces `{got}`"),
                        format_args!("`Sum` adds the branches; let `{who}` produce `{want}`"),
                    );
                }
                None => {
                    let (want, got) = (first.tokens(&self.core), shape.tokens(&self.core));
                    self.witness("join", block, want, got, (*span, *span));
                }
            }
        }
    }

    /// The shape of branches side by side: the last sizes add up, the others agree.
    pub(super) fn concatenated(
        &mut self,
        input: &Shape,
        outputs: &[(Shape, String, Span)],
        stated_next: Option<(Shape, Span)>,
        block: Span,
    ) -> Shape {
        let mut sizes: Vec<&[Size]> = Vec::new();
        for (shape, who, span) in outputs {
            match shape.sizes() {
                Some(known) => sizes.push(known),
                None => {
                    let (what, help) = match input {
                        Shape::Opaque(_, before) => (
                            format!("`Concat` cannot see the shape that `{before}` produces"),
                            "state it on the line before, for example `shape: [f32; 10],`".to_string(),
                        ),
                        Shape::Sizes(_) | Shape::Indices(..) => (
                            format!("`Concat` cannot see the shape of `{who}`, a layer of your own"),
                            format!("state it: `{who}: Chain {{ inner: …, shape: [f32; 10] }}`"),
                        ),
                    };
                    let at = if input.sizes().is_some() { *span } else { block };
                    self.errors.help(at, what, help);
                    return outputs[0].0.clone();
                }
            }
        }
        let (leader, first) = (&outputs[0].1, sizes[0]);
        for ((shape, who, span), sizes) in outputs.iter().zip(&sizes).skip(1) {
            let outer =
                |sizes: &[Size]| Shape::Sizes(sizes.split_last().map_or_else(Vec::new, |(_, outer)| outer.to_vec()));
            let agree = if sizes.len() == first.len() { outer(first).same(&outer(sizes)) } else { Some(false) };
            match agree {
                Some(true) => {}
                Some(false) => {
                    let (want, got) = (outputs[0].0.text(), shape.text());
                    self.errors.help(
                        *span,
                        format_args!("branches differ: `{leader}` produces `{want}`, but `{who}` produces `{got}`"),
                        "`Concat` puts the last sizes side by side; the others must agree",
                    );
                    if sizes.len() != first.len() {
                        return outputs[0].0.clone();
                    }
                }
                None => {
                    let (want, got) = (outputs[0].0.tokens(&self.core), shape.tokens(&self.core));
                    self.witness("beside", block, want, got, (*span, *span));
                }
            }
        }
        let parts = outputs.iter().map(|(shape, ..)| shape.tokens(&self.core));
        let by = quote!(Concatenated<(#(#parts),*)>);
        let sum = Size::sum(sizes.iter().filter_map(|sizes| sizes.last().cloned()));
        self.followed_by(first.to_vec(), sum, by, stated_next, block)
    }
}

/// Branches that come together: added one after the other, or each a part of the whole.
fn fork(kind: UnitKind, input: &Shape, branches: impl Iterator<Item = (Op, Shape)>, whole: Shape) -> Graph {
    let mut graph = Graph::new(input.clone());
    for (at, (layer, shape)) in branches.enumerate() {
        let branch = graph.value(layer, &[0], shape);
        graph.output = match (kind, at) {
            (UnitKind::Concat, 0) => graph.value(Op::Join, &[branch], whole.clone()),
            (UnitKind::Concat, _) => {
                graph.nodes.push(Node { op: Op::Join, from: vec![branch], to: graph.output });
                graph.output
            }
            (_, 0) => branch,
            _ => graph.value(Op::Add, &[graph.output, branch], whole.clone()),
        };
    }
    graph
}

impl LayerNode {
    /// A block in a field.
    fn of_unit(field: Ident, unit: &Ident, generics: &TokenStream, head: Head) -> Self {
        LayerNode {
            field,
            within: Vec::new(),
            block: Some(unit.clone()),
            docs: Vec::new(),
            entry: None,
            layer_type: quote!(#unit #generics),
            head,
            reads: Reads::BOTH,
            frozen: false,
            may_train: false,
            has_tape: true,
            input_type: None,
            first_values: FirstValues::Own,
            is_field: true,
            at_once: AtOnce::Alone,
            rhythm: Some(Rhythm::EACH),
            with_bias: None,
        }
    }
}
