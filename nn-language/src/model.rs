//! What a declaration means: layers with resolved shapes. Made by `check`, read by `emit`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{Attribute, Expr, Generics, Path, Visibility};

use crate::catalogue::{Entry, Reads, Takes};
use crate::head::Head;
use crate::shape::Shape;

/// A network, ready to be written out.
#[derive(Clone)]
pub struct Model {
    /// Attributes of the struct.
    pub attributes: Vec<Attribute>,
    /// `#[cfg(…)]`, which every item of the expansion repeats.
    pub cfg: Vec<Attribute>,
    pub core: Path,
    pub visibility: Visibility,
    pub name: Ident,
    pub generics: Generics,
    pub scalar: Path,
    /// How many rows a mini-batch has, if that is stated.
    pub batch: Option<Expr>,
    /// Where the input is stated: its name, and its sizes.
    pub input_spans: (Span, Span),
    /// Whether it could be read; else whatever the network is given is no second mistake.
    pub has_input: bool,
    /// Blocks first, the network itself last.
    pub units: Vec<Unit>,
    /// Every named line of the network's body, once.
    pub named: Vec<Named>,
    /// Every size expression of the user's, evaluated once.
    pub constants: Vec<Constant>,
    /// Every layer of the user's, named once.
    pub aliases: Vec<Alias>,
    pub witnesses: Vec<Witness>,
    pub proofs: Vec<Proof>,
}

/// A named line, and the value that stands behind it.
#[derive(Clone)]
pub struct Named {
    pub name: Ident,
    pub shape: Shape,
    pub value: usize,
}

/// A sum or product of generic sizes that the user states.
#[derive(Clone)]
pub struct Proof {
    /// What the constructors ask of the parameters, in types: judged wherever such a network is made.
    pub bound: TokenStream,
    /// The same as a check of values.
    pub check: TokenStream,
}

/// `const NAME: usize = what the user wrote;`
#[derive(Clone)]
pub struct Constant {
    pub name: Ident,
    pub value: ConstantValue,
}

#[derive(Clone)]
pub enum ConstantValue {
    /// The user's expression, and the layer it is a size of.
    Written(Box<Expr>, String),
    /// A size that follows from other constants.
    Size(TokenStream),
    /// A number in a range, checked while it is evaluated.
    Number(TokenStream),
}

/// `type NAME<…> = what the user wrote;`
#[derive(Clone)]
pub struct Alias {
    pub name: Ident,
    /// The generic parameters the path mentions.
    pub parameters: Vec<Ident>,
    pub path: TokenStream,
}

/// A fact that only rustc can judge, as a call spanned so that it blames the right tokens.
#[derive(Clone)]
pub enum Witness {
    /// In a `const _`, or in a function that has the network's generics.
    Call(TokenStream),
    /// A check of values, which only a concrete network can make while it is checked.
    Value(Ident, TokenStream),
}

/// When the steps of a series come along a stream: the first with this frame, counted from 0, and then one every so many frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// The frame of the first.
    pub first: usize,
    /// Frames from one to the next.
    pub every: usize,
}

impl Rhythm {
    /// A step for every frame.
    pub const EACH: Self = Rhythm { first: 0, every: 1 };

    /// That of a layer whose frames come so.
    pub fn of(self, layer: Self) -> Option<Self> {
        let first = self.every.checked_mul(layer.first)?.checked_add(self.first)?;
        Some(Rhythm { first, every: self.every.checked_mul(layer.every)? })
    }

    /// That of two that go on together: of steps, which belong together one by one, or of what stands as of each frame.
    pub fn with(self, other: Self, is_of_steps: bool) -> Option<Self> {
        let meets = self.every == other.every && self.first.abs_diff(other.first).is_multiple_of(self.every);
        let first = self.first.max(other.first);
        (self == other || meets && !is_of_steps).then_some(Rhythm { first, ..self })
    }
}

/// A struct to be written: the network, or one of its blocks.
#[derive(Clone)]
pub struct Unit {
    pub name: Ident,
    pub kind: UnitKind,
    pub graph: Graph,
    /// What the outputs mean.
    pub head: Head,
    /// One line per declared layer, for the table.
    pub table: Vec<TableLine>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitKind {
    Network,
    /// `Chain`, and `Residual`, which ends in [`Op::Add`] of what came in.
    Chain,
    Sum,
    Concat,
}

/// A line of the summary.
#[derive(Clone)]
pub struct TableLine {
    pub name: String,
    pub layer: String,
    pub shape: Shape,
    /// The type that knows the numbers, if the layer has any.
    pub layer_type: Option<TokenStream>,
}

/// Values, and the nodes that make one of others.
#[derive(Clone)]
pub struct Graph {
    /// The shapes of all values; the first is what comes in.
    pub values: Vec<Shape>,
    /// In the order in which they run.
    pub nodes: Vec<Node>,
    /// The value that goes out.
    pub output: usize,
}

impl Graph {
    /// What comes in, and goes out again.
    pub fn new(input: Shape) -> Self {
        Graph { values: vec![input], nodes: Vec::new(), output: 0 }
    }

    /// A value that is made of others.
    pub fn value(&mut self, op: Op, from: &[usize], shape: Shape) -> usize {
        self.values.push(shape);
        let to = self.values.len() - 1;
        self.nodes.push(Node { op, from: from.to_vec(), to });
        to
    }

    /// Puts a node behind what goes out.
    pub fn push(&mut self, op: Op, shape: Shape) {
        self.output = self.value(op, &[self.output], shape);
    }

    /// The shape of what comes in.
    pub fn input(&self) -> &Shape {
        &self.values[0]
    }

    /// The shape of what goes out.
    pub fn output(&self) -> &Shape {
        &self.values[self.output]
    }

    /// The layers, each with the shape it gives.
    pub fn layers(&self) -> impl Iterator<Item = (&LayerNode, &Shape)> {
        self.nodes.iter().filter_map(|node| match &node.op {
            Op::Layer(layer) => Some((&**layer, &self.values[node.to])),
            _ => None,
        })
    }
}

/// One thing that happens to values.
#[derive(Clone)]
pub struct Node {
    pub op: Op,
    pub from: Vec<usize>,
    pub to: usize,
}

/// What happens.
#[derive(Clone)]
pub enum Op {
    /// A layer with a field, from one value to another.
    Layer(Box<LayerNode>),
    /// An activation: a constant expression, its entry, the numbers in its parentheses, what backward reads.
    Activation { value: TokenStream, entry: &'static Entry, settings: Vec<TokenStream>, reads: Reads },
    /// The same values under another shape.
    View,
    /// A dropout: a constant expression.
    Dropout(TokenStream),
    /// Two values of one shape, added.
    Add,
    /// A value becomes a part of another one, behind those that are in it already, along the last size.
    Join,
}

#[derive(Clone)]
pub struct LayerNode {
    pub field: Ident,
    /// The fields of the blocks it is in, outermost first, where those are written out.
    pub within: Vec<Ident>,
    /// The unit that it is, if it is a block of which nothing else is made.
    pub block: Option<Ident>,
    /// What the user says of it.
    pub docs: Vec<Attribute>,
    /// Its entry, if it is a layer of the catalogue and no block.
    pub entry: Option<&'static Entry>,
    pub layer_type: TokenStream,
    /// What its own outputs mean, whatever came in.
    pub head: Head,
    /// Whether backward reads what went in and what came out.
    pub reads: Reads,
    pub frozen: bool,
    /// Whether it may have parameters to train.
    pub may_train: bool,
    /// Whether it keeps something of its own on the tape.
    pub has_tape: bool,
    /// Whether its input shape is known to be what stands before it; if not, a witness says so and the value is viewed.
    pub input_type: Option<TokenStream>,
    pub first_values: FirstValues,
    /// Whether it is a field of the network; else its type is all there is of it.
    pub is_field: bool,
    /// Its part in a pass that makes a map and pools it at once.
    pub at_once: AtOnce,
    /// When its steps come along a stream, if it has one for each of what it takes and the macro can tell.
    pub rhythm: Option<Rhythm>,
    /// Its type with a bias, if it is a sum of what comes in: a scale and a shift of what comes out can go into it.
    pub with_bias: Option<TokenStream>,
}

/// What a layer can do together with its neighbours.
#[derive(Clone)]
pub enum AtOnce {
    /// Nothing.
    Alone,
    /// Makes a map.
    Maps,
    /// Pools a map, every value of which it reads at most once.
    Pools,
    /// Makes a map of which every value is changed by an activation, if there is one, and then pooled: the map never stands whole.
    Pooled(Option<TokenStream>, Box<LayerNode>),
}

impl LayerNode {
    /// Whether it reads indices.
    pub fn takes_indices(&self) -> bool {
        self.entry.is_some_and(|entry| entry.takes == Takes::Indices)
    }

    /// Makes it one that is not trained.
    pub fn freeze(&mut self, core: &Path) {
        if self.frozen {
            return;
        }
        for layer_type in [Some(&mut self.layer_type), self.with_bias.as_mut()].into_iter().flatten() {
            *layer_type = quote!(#core::layer::Frozen<#layer_type>);
        }
        (self.frozen, self.may_train, self.block) = (true, false, None);
    }

    /// The layer, as part of `whole`.
    pub fn of(&self, whole: TokenStream, core: &Path) -> TokenStream {
        let (path, layer_type) = (self.path(), &self.layer_type);
        if self.is_field { quote!(#whole.#path) } else { quote!(<#layer_type as #core::Plain>::ZERO) }
    }

    /// The fields that lead to it.
    pub fn path(&self) -> TokenStream {
        let (within, field) = (&self.within, &self.field);
        quote!(#(#within.)* #field)
    }
}

/// How a layer's first values are set.
#[derive(Clone)]
pub enum FirstValues {
    /// As the layer itself says.
    Own,
    /// Drawn by an initialiser.
    Draw(Ident),
    /// From these numbers.
    Set(Vec<TokenStream>),
    /// As the layer itself says, and then by one of its methods from a number.
    Then(&'static str, TokenStream),
}
