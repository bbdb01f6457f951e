//! Where every value of a graph lives, and for how long: in what the caller lends, in a buffer, or on the tape.

use std::ops::Range;

use proc_macro2::TokenStream;

use crate::head::Head;
use crate::model::{Graph, Node, Op, Unit};
use crate::shape::Shape;

/// Nodes of a unit that run together, from one value to another.
#[derive(Clone)]
pub struct Part<'a> {
    pub graph: &'a Graph,
    pub nodes: Range<usize>,
    pub input: usize,
    pub output: usize,
    /// What the outputs mean, if they are those of the unit: whoever runs the unit applies that.
    head: Option<&'a Head>,
}

impl<'a> Part<'a> {
    /// All of a unit, by a graph that does what it does.
    pub fn of(unit: &'a Unit, graph: &'a Graph) -> Self {
        Part { graph, nodes: 0..graph.nodes.len(), input: 0, output: graph.output, head: Some(&unit.head) }
    }

    /// The nodes before the first that learns, which run as at inference and leave nothing on the tape, and the rest.
    pub fn split(self) -> Option<(Self, Self)> {
        let whole = self;
        let awake = |node: &Node| node.op.learns() || matches!(node.op, Op::Dropout(_));
        let first = whole.graph.nodes.iter().position(awake)?;
        let (front, rest) = whole.graph.nodes.split_at(first);
        let has_layers = front.iter().any(|node| matches!(node.op, Op::Layer(_)));
        let between = front.last()?.to;
        // What goes into a residual block is added to what comes out, and branches are joined.
        let passes = rest
            .iter()
            .flat_map(|node| node.from.iter().chain([&node.to]))
            .any(|&value| value != between && (value == 0 || front.iter().any(|node| node.to == value)));
        if !has_layers || passes {
            return None;
        }
        let front = Part { nodes: 0..first, output: between, head: None, ..whole.clone() };
        Some((front, Part { nodes: first..whole.nodes.end, input: between, ..whole }))
    }

    /// The nodes, each with its place in the unit.
    pub fn nodes(&self) -> impl DoubleEndedIterator<Item = (usize, &'a Node)> + Clone {
        self.nodes.clone().zip(&self.graph.nodes[self.nodes.clone()])
    }

    /// The value of which this one is a view.
    pub fn origin(&self, value: usize) -> usize {
        match self.nodes().find(|(_, node)| node.to == value) {
            Some((_, Node { op: Op::View, from, .. })) if value != self.input => self.origin(from[0]),
            _ => value,
        }
    }

    /// Whether a value goes out as it is, or as a part of what does.
    fn goes_out(&self, value: usize) -> bool {
        let mut reads = self.nodes().filter(|(_, node)| node.from.contains(&value));
        match (value == self.output, reads.next(), reads.next()) {
            (true, None, _) => true,
            (false, Some((_, Node { op: Op::View | Op::Join, to, .. })), None) => self.goes_out(*to),
            _ => false,
        }
    }

    /// The nodes that read a value or a view of it.
    fn readers(&self, value: usize) -> impl Iterator<Item = usize> {
        let reads = move |node: &Node| node.from.iter().any(|&from| self.origin(from) == value);
        self.nodes().filter(move |(_, node)| !matches!(node.op, Op::View) && reads(node)).map(|(at, _)| at)
    }
}

impl Op {
    /// Whether it may have parameters to train.
    pub fn learns(&self) -> bool {
        matches!(self, Op::Layer(layer) if layer.may_train)
    }
}

/// Where a value lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// What went in.
    Input,
    /// A buffer, counted from 0.
    Buffer(usize),
    /// A field of the tape, counted from 0.
    Tape(usize),
    /// What comes out.
    Output,
}

/// A value: where, under which shape, and whether that is another than the one of its place.
#[derive(Clone)]
pub struct Value {
    pub place: Place,
    pub shape: Shape,
    pub viewed: bool,
}

/// What becomes of the head of a layer.
pub enum Heading {
    /// It has none, or whoever runs the unit applies it.
    Apart,
    /// It is applied here.
    Here(Head),
    /// It is applied here unless the unit has a head, which only rustc knows.
    Unless(Head, Head),
}

impl Heading {
    /// The head of a layer, from which the outputs of the unit come if it has a `whole` head.
    fn new(own: &Head, whole: Option<&Head>) -> Self {
        match whole {
            _ if !own.may_fuse() => Heading::Apart,
            Some(Head::Probabilities(_)) => Heading::Apart,
            Some(whole @ Head::Opaque(_)) => Heading::Unless(own.clone(), whole.clone()),
            _ => Heading::Here(own.clone()),
        }
    }
}

/// One node with its values.
pub struct Placed<'a> {
    /// Its place in the unit.
    pub at: usize,
    pub node: &'a Node,
    pub from: Vec<Value>,
    pub to: Value,
    /// The result is a new value, not the first old one changed in place.
    pub fresh: bool,
    /// It is the activation whose place a loss may take, which the passes leave out.
    pub is_head: bool,
    /// Of a layer, or of an activation that is one.
    pub heading: Heading,
}

impl Placed<'_> {
    /// Whether it is an activation that changes, in its place, what a layer has just made.
    pub fn follows(&self, layer: &Placed) -> bool {
        let as_made = !self.from[0].viewed && self.from[0].place == layer.to.place;
        let plain = [layer, self].iter().all(|placed| matches!(placed.heading, Heading::Apart));
        plain && !self.fresh && !self.is_head && as_made && matches!(self.node.op, Op::Activation { .. })
    }

    /// The value of an activation.
    pub fn activation(&self) -> Option<&TokenStream> {
        match &self.node.op {
            Op::Activation { value, .. } => Some(value),
            _ => None,
        }
    }
}

/// The nodes of a part with every value in its place.
pub struct Plan<'a> {
    pub part: Part<'a>,
    pub nodes: Vec<Placed<'a>>,
    /// The shapes of the values on the tape.
    pub tape: Vec<Shape>,
    /// The shapes that each buffer holds in turn.
    pub buffers: Vec<Vec<Shape>>,
    /// Of buffers that hold one value each, and stand where there is room for them: from which node to which that is needed.
    pub lives: Option<Vec<Range<usize>>>,
    /// The last value.
    pub end: Value,
}

impl<'a> Plan<'a> {
    /// For inference everything that can happens in place, and values share buffers.
    pub fn inference(part: &Part<'a>) -> Self {
        Self::new(part, false, false)
    }

    /// For inference where sizes are no parameters: every value has a buffer of its own, and rustc finds out how these share memory.
    pub fn arena(part: &Part<'a>) -> Self {
        Self::new(part, false, true)
    }

    /// For training a value that the way back of its maker or of its reader reads stays as it is, on the tape.
    pub fn training(part: &Part<'a>) -> Self {
        Self::new(part, true, false)
    }

    fn new(part: &Part<'a>, trains: bool, apart: bool) -> Self {
        let Lives { roots, fresh, last_use } = Lives::new(part, trains);
        let out = roots[part.output];
        let mut plan = Plan {
            part: part.clone(),
            nodes: Vec::new(),
            tape: Vec::new(),
            buffers: Vec::new(),
            lives: apart.then(Vec::new),
            end: Value { place: Place::Input, shape: part.graph.values[part.input].clone(), viewed: false },
        };
        let mut pool = Pool::default();
        // A view of what comes out gives that another shape after it is made.
        let out_is_viewed = part.nodes().any(|(_, node)| matches!(node.op, Op::View) && roots[node.to] == out);
        let mut values = vec![plan.end.clone(); part.graph.values.len()];
        for ((at, node), fresh) in part.nodes().zip(fresh) {
            let shape = part.graph.values[node.to].clone();
            let from: Vec<Value> = node.from.iter().map(|&from| values[from].clone()).collect();
            let to = match &node.op {
                Op::View => Value { shape, viewed: true, ..from[0].clone() },
                _ if !fresh && matches!(node.op, Op::Join) => values[node.to].clone(),
                _ if !fresh => from[0].clone(),
                _ if node.to == out => Value { place: Place::Output, shape, viewed: out_is_viewed },
                _ if trains => {
                    plan.tape.push(shape.clone());
                    Value { place: Place::Tape(plan.tape.len() - 1), shape, viewed: false }
                }
                _ => Value { place: Place::Buffer(pool.take(shape.clone())), shape, viewed: false },
            };
            values[node.to] = to.clone();
            let whole = part.head.filter(|_| part.goes_out(node.to));
            let (heading, is_head) = match &node.op {
                Op::Layer(layer) => (Heading::new(&layer.head, whole), false),
                // At the end of a branch too: sigmoids side by side are one head.
                Op::Activation { entry, .. } if entry.means.may_fuse() => match whole {
                    Some(Head::Probabilities(_)) => (Heading::Apart, true),
                    Some(whole @ Head::Opaque(_)) => {
                        (Heading::Unless(Head::Probabilities(entry), whole.clone()), false)
                    }
                    _ => (Heading::Apart, false),
                },
                _ => (Heading::Apart, false),
            };
            plan.nodes.push(Placed { at, node, from, to: to.clone(), fresh, is_head, heading });
            for (value, last) in last_use.iter().enumerate() {
                if let (true, Place::Buffer(buffer), false) = (*last == Some(at), values[value].place, apart) {
                    pool.give_back(buffer);
                }
            }
            if let (Some(lives), true, Place::Buffer(_)) = (&mut plan.lives, fresh, to.place) {
                lives.push(at..last_use[node.to].unwrap_or(at));
            }
        }
        plan.buffers = pool.shapes;
        plan.end = values[part.output].clone();
        plan
    }
}

/// How long the values of a part are needed.
struct Lives {
    /// The value in whose place each stands.
    roots: Vec<usize>,
    /// Which nodes make new values.
    fresh: Vec<bool>,
    /// The last node that reads or changes what stands in the place of a value.
    last_use: Vec<Option<usize>>,
}

impl Lives {
    fn new(part: &Part, trains: bool) -> Self {
        let values = part.graph.values.len();
        let (mut roots, mut fresh): (Vec<usize>, Vec<bool>) = ((0..values).collect(), Vec::new());
        let (mut last_use, mut maker_reads_it) = (vec![None; values], vec![false; values]);
        for (at, node) in part.nodes() {
            let from = node.from[0];
            let root = roots[from];
            let reads_input = matches!(&node.op, Op::Activation { reads, .. } if reads.input);
            let mut others =
                part.readers(part.origin(from)).filter(|&reader| if trains { reader != at } else { reader > at });
            // A value that is added to itself stays until it is.
            let adds_itself = node.from.get(1).is_some_and(|&other| roots[other] == root);
            let must_stay = trains && (maker_reads_it[root] || reads_input) || others.next().is_some() || adds_itself;
            let is_new = match node.op {
                Op::Layer(_) => true,
                Op::View => false,
                Op::Join => last_use[node.to].is_none(),
                Op::Activation { .. } | Op::Dropout(_) | Op::Add => root == part.input || must_stay,
            };
            if !matches!(node.op, Op::Join) && !is_new {
                roots[node.to] = root;
            }
            let to = roots[node.to];
            match &node.op {
                Op::Layer(layer) => maker_reads_it[to] = layer.reads.output || layer.head.may_fuse(),
                Op::Activation { reads, .. } => maker_reads_it[to] = reads.output,
                Op::View | Op::Dropout(_) | Op::Add | Op::Join => {}
            }
            for value in node.from.iter().map(|&from| roots[from]).chain([to]) {
                last_use[value] = Some(at);
            }
            fresh.push(is_new);
        }
        Lives { roots, fresh, last_use }
    }
}

/// Buffers that values share: each takes the free one that has to grow least.
#[derive(Default)]
pub struct Pool {
    /// The shapes that each buffer holds in turn.
    pub shapes: Vec<Vec<Shape>>,
    taken: Vec<bool>,
}

impl Pool {
    /// A buffer for a value of some shape.
    pub fn take(&mut self, shape: Shape) -> usize {
        let grows = |&buffer: &usize| {
            let largest = self.shapes[buffer].iter().filter_map(Shape::count).max();
            shape.count().unwrap_or(0).saturating_sub(largest.unwrap_or(0))
        };
        let free = (0..self.taken.len()).filter(|&buffer| !self.taken[buffer]).min_by_key(grows);
        let buffer = free.unwrap_or_else(|| {
            self.shapes.push(Vec::new());
            self.taken.push(false);
            self.taken.len() - 1
        });
        self.shapes[buffer].push(shape);
        self.taken[buffer] = true;
        buffer
    }

    /// What stands in it is no longer needed.
    pub fn give_back(&mut self, buffer: usize) {
        self.taken[buffer] = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::Parsed;

    /// Every block, alone, nested and in a row, with values that can and that cannot be changed in place.
    const NETWORKS: [&str; 9] = [
        "struct Net { input: [f32; 4], Relu, a: Dense(4), Relu, Dropout(0.5), b: Dense(4), Gelu, Softmax }",
        "struct Net { input: [f32; (2, 2)], Flatten, a: Dense(6), Reshape((2, 3)), Tanh, Flatten, b: Dense(2) }",
        "struct Net { input: [f32; 4], r: Residual { a: Dense(3), Tanh, b: Dense(4) }, s: Residual { Tanh }, t: Residual { own: my::Own } }",
        "struct Net { input: [f32; 4], Sum { a: Dense(4), b: Dense(4), Identity, c: my::Own, Chain { d: Dense(4), Tanh } } }",
        "struct Net { input: [f32; 4], Concat { a: Dense(4), Sum { b: Dense(1), c: Dense(1) }, Tanh, d: Prelu }, e: Dense(2) }",
        "struct Net { input: [f32; 4], a: Dense(4), b: Dense(4), Silu, Silu, Silu, c: Prelu, d: Prelu, Dropout(0.1) }",
        "struct Net { input: [f32; 4], #[frozen] a: Dense(4), Relu, #[frozen] b: Dense(3), Elu, c: Dense(2), Relu }",
        "struct Net { input: [f32; 4], own: my::Own, Relu, other: my::Other, Sigmoid }",
        "struct Net { input: [f32; 4], a: Dense(4), Residual { Reshape((2, 2)), Flatten }, Residual { Chain { Identity } }, b: Dense(4) }",
    ];

    /// Every unit, networks with their blocks written out.
    fn units() -> Vec<(Unit, Graph)> {
        let networks = NETWORKS.iter().flat_map(|net| {
            let Parsed(declaration, mut errors): Parsed = syn::parse_str(net).unwrap();
            let units = crate::check::check(declaration, &mut errors).units;
            units.clone().into_iter().map(move |unit| {
                let graph = crate::flat::flat(&unit, &units);
                (unit, graph)
            })
        });
        networks.collect()
    }

    /// What stands in a place: the value that was put there last, as the node that did it left it.
    type Memory = std::collections::HashMap<String, (usize, usize)>;

    /// Runs a plan with values that know who made them; every node finds what it reads as its maker left it. Gives back
    /// what stands at the end.
    fn run(plan: &Plan) -> Memory {
        let (mut memory, mut made) = (Memory::new(), vec![0; plan.part.graph.values.len()]);
        memory.insert(format!("{:?}", Place::Input), (plan.part.input, 0));
        for placed in &plan.nodes {
            for (value, &id) in placed.from.iter().zip(&placed.node.from) {
                let origin = plan.part.origin(id);
                assert_eq!(memory.get(&format!("{:?}", value.place)), Some(&(origin, made[origin])), "value {id}");
            }
            if matches!(placed.node.op, Op::Add | Op::Join) {
                let read = placed.from.last().map(|value| value.place);
                assert_ne!(read, Some(placed.to.place), "what is added is read while the sum is written");
            }
            if !matches!(placed.node.op, Op::View) {
                assert_ne!(placed.to.place, Place::Input, "what comes in is not changed");
                made[placed.node.to] = placed.at + 1;
                memory.insert(format!("{:?}", placed.to.place), (placed.node.to, placed.at + 1));
            }
        }
        let (end, origin) = (plan.end.place, plan.part.origin(plan.part.output));
        assert!(matches!(end, Place::Output | Place::Input), "{end:?}");
        assert_eq!(memory[&format!("{end:?}")], (origin, made[origin]));
        memory
    }

    #[test]
    fn no_value_is_overwritten_before_it_is_read() {
        let units = units();
        assert_eq!(units.len(), 9 + 12, "networks and blocks");
        for part in units.iter().map(|(unit, graph)| Part::of(unit, graph)) {
            run(&Plan::inference(&part));
            run(&Plan::training(&part));
            if let Some((front, rest)) = part.split() {
                run(&Plan::training(&front));
                run(&Plan::training(&rest));
            }
        }
    }

    /// What the way back reads is there when all is done: of a layer both ends, of an activation the one it reads.
    #[test]
    fn the_way_back_finds_what_it_reads() {
        for (unit, graph) in &units() {
            let plan = Plan::training(&Part::of(unit, graph));
            let memory = run(&plan);
            let stands = |value: &Value, id: usize| {
                let origin = plan.part.origin(id);
                memory.get(&format!("{:?}", value.place)).is_some_and(|&(stands, _)| stands == origin)
            };
            for placed in &plan.nodes {
                let (input, output) = match &placed.node.op {
                    Op::Layer(layer) => (layer.reads.input, layer.reads.output),
                    Op::Activation { reads, .. } if !placed.is_head => (reads.input, reads.output),
                    _ => (false, false),
                };
                assert!(!input || stands(&placed.from[0], placed.node.from[0]), "what node {} took", placed.at);
                assert!(!output || stands(&placed.to, placed.node.to), "what node {} gave", placed.at);
            }
        }
    }

    /// Values that are not needed at one time share a buffer: two for a row of layers however long, one for branches.
    #[test]
    fn as_few_buffers_as_are_needed_at_once() {
        let buffers = |lines: &str| {
            let text = format!("struct Net {{ input: [f32; 4], {lines} }}");
            let Parsed(declaration, mut errors): Parsed = syn::parse_str(&text).unwrap();
            let model = crate::check::check(declaration, &mut errors);
            let unit = &model.units[0];
            Plan::inference(&Part::of(unit, &unit.graph)).buffers.iter().map(Vec::len).collect::<Vec<_>>()
        };
        assert_eq!(buffers("a: Dense(4)"), []);
        assert_eq!(buffers("a: Dense(4), Relu, b: Dense(4)"), [1]);
        assert_eq!(buffers("a: Dense(4), b: Dense(4), c: Dense(4), d: Dense(4), e: Dense(4), f: Dense(4)"), [3, 2]);
        assert_eq!(buffers("Sum { a: Dense(4), b: Dense(4), c: Dense(4), d: Dense(4) }"), [3]);
        assert_eq!(buffers("Concat { a: Dense(4), b: Dense(4), c: Dense(4) }"), [3]);
        assert_eq!(buffers("r: Residual { a: Dense(4), b: Dense(4) }"), [1]);
    }
}
