//! In which order the nodes of a graph run: the one that needs the least memory at once.

use std::collections::HashMap;

use crate::model::{Graph, Node, Op, Unit};
use crate::plan::{Part, Plan};

/// Sets of nodes that are looked at, at most: no network of a page has as many, only very wide ones.
const MOST_SETS: usize = 20_000;

/// The graph of a unit with its nodes in the order in which inference needs the fewest numbers at once. As declared where nothing else needs
/// fewer, where a size is an expression, or where there are too many orders to look at.
pub fn ordered(unit: &Unit, graph: Graph) -> Graph {
    let forks = (0..graph.values.len()).any(|value| readers(&graph, value).nth(1).is_some());
    if !forks || graph.nodes.len() > 64 {
        return graph;
    }
    let best = Search::new(&graph).and_then(|mut search| search.best());
    let other = best
        .map(|order| Graph { nodes: order.into_iter().map(|at| graph.nodes[at].clone()).collect(), ..graph.clone() });
    match other {
        Some(other) if at_once(unit, &other) < at_once(unit, &graph) => other,
        _ => graph,
    }
}

/// The most numbers that inference needs at once, if sizes are known.
fn at_once(unit: &Unit, graph: &Graph) -> Option<usize> {
    let part = Part::of(unit, graph);
    let plan = Plan::arena(&part);
    let lives = plan.lives.iter().flatten().zip(&plan.buffers);
    let lives: Option<Vec<_>> = lives.map(|(life, shapes)| Some((life.clone(), shapes[0].count()?))).collect();
    let lives = lives?;
    let at = |node: usize| lives.iter().filter(move |(life, _)| life.start <= node && node <= life.end);
    (0..graph.nodes.len()).map(|node| at(node).map(|(_, size)| size).sum()).max().or(Some(0))
}

/// The nodes that read a value.
fn readers(graph: &Graph, value: usize) -> impl Iterator<Item = usize> {
    let reads = move |node: &Node| node.from.contains(&value);
    graph.nodes.iter().enumerate().filter(move |(_, node)| reads(node)).map(|(at, _)| at)
}

/// The search through sets of nodes that have run.
struct Search {
    /// Of every node, those that have to run before it.
    before: Vec<u64>,
    /// Of every value that takes memory: its size, the nodes that make it, and those that read it or a view of it.
    values: Vec<(usize, u64, u64)>,
    /// Of every node, what it adds to what is needed, unless it is done in the place of the value that is said.
    adds: Vec<(usize, Option<usize>)>,
    /// The least that is needed at once from a set on, and the node that runs next.
    known: HashMap<u64, (usize, usize)>,
}

impl Search {
    /// Nothing if a size is not known.
    fn new(graph: &Graph) -> Option<Self> {
        let bit = |at: usize| 1u64 << at;
        let count = graph.values.len();
        // Of what each value is a view.
        let mut origin: Vec<usize> = (0..count).collect();
        for node in graph.nodes.iter().filter(|node| matches!(node.op, Op::View)) {
            origin[node.to] = origin[node.from[0]];
        }
        let (mut makers, mut read) = (vec![0u64; count], vec![0u64; count]);
        for (at, node) in graph.nodes.iter().enumerate() {
            makers[node.to] |= bit(at);
            if !matches!(node.op, Op::View) {
                node.from.iter().for_each(|&from| read[origin[from]] |= bit(at));
            }
        }
        // What ends in the place of the output takes no memory: its maker, and what is changed there.
        let mut is_out = vec![false; count];
        is_out[origin[graph.output]] = true;
        for (at, node) in graph.nodes.iter().enumerate().rev() {
            let from = origin[node.from[0]];
            let changes = matches!(node.op, Op::Activation { .. } | Op::Dropout(_) | Op::Add);
            let changes = changes && node.from.get(1).is_none_or(|&other| origin[other] != from);
            if changes && is_out[node.to] && read[from] == bit(at) {
                is_out[from] = true;
            }
        }
        let mut search = Search { before: Vec::new(), values: Vec::new(), adds: Vec::new(), known: HashMap::new() };
        for value in 1..count {
            let size = if is_out[value] { 0 } else { graph.values[value].count()? };
            let takes = origin[value] == value;
            search.values.push(if takes { (size, makers[value], read[value]) } else { (0, 0, 0) });
        }
        for node in &graph.nodes {
            search.before.push(node.from.iter().fold(0, |all, &from| all | makers[from]));
            let size = if is_out[node.to] { 0 } else { graph.values[node.to].count()? };
            let from = origin[node.from[0]];
            search.adds.push(match node.op {
                Op::View => (0, None),
                Op::Layer(_) | Op::Join => (size, None),
                // A value that is added to itself stays until it is.
                Op::Add if origin[node.from[1]] == from => (size, None),
                Op::Activation { .. } | Op::Dropout(_) | Op::Add => (size, Some(from).filter(|from| *from > 0)),
            });
        }
        Some(search)
    }

    /// The best order, if there are not too many.
    fn best(&mut self) -> Option<Vec<usize>> {
        self.least(0)?;
        let (mut done, mut order) = (0u64, Vec::new());
        while order.len() < self.before.len() {
            let (_, next) = *self.known.get(&done)?;
            order.push(next);
            done |= 1 << next;
        }
        Some(order)
    }

    /// The least that is needed at once until all nodes have run.
    fn least(&mut self, done: u64) -> Option<usize> {
        let nodes = self.before.len();
        if done.count_ones() as usize == nodes {
            return Some(0);
        }
        if let Some(&(least, _)) = self.known.get(&done) {
            return Some(least);
        }
        if self.known.len() >= MOST_SETS {
            return None;
        }
        let needed: usize = self.values.iter().map(|&value| needed(value, done)).sum();
        let mut best: Option<(usize, usize)> = None;
        for next in (0..nodes).filter(|&next| done >> next & 1 == 0) {
            if self.before[next] & !done != 0 {
                continue;
            }
            let (size, place) = self.adds[next];
            let in_place = place.is_some_and(|value| self.values[value - 1].2 & !done == 1 << next);
            // What is joined to is there already, but for the first part.
            let is_there = self.values.iter().any(|&(_, makers, _)| makers >> next & 1 == 1 && makers & done != 0);
            let here = needed + if in_place || is_there { 0 } else { size };
            let most = here.max(self.least(done | 1 << next)?);
            if best.is_none_or(|(least, _)| most < least) {
                best = Some((most, next));
            }
        }
        let best = best?;
        self.known.insert(done, best);
        Some(best.0)
    }
}

/// The size of a value that is made, in part at least, and not yet read by all.
fn needed((size, makers, readers): (usize, u64, u64), done: u64) -> usize {
    if makers & done != 0 && (readers | makers) & !done != 0 { size } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flat::flat;
    use crate::fuse::fused;
    use crate::parse::Parsed;

    fn graph(lines: &str) -> (Unit, Graph) {
        let text = format!("struct Net {{ input: [f32; 4], {lines} }}");
        let Parsed(declaration, mut errors): Parsed = syn::parse_str(&text).unwrap();
        let units = crate::check::check(declaration, &mut errors).units;
        let unit = units.last().unwrap().clone();
        let graph = fused(&flat(&unit, &units));
        (unit, graph)
    }

    /// Every order in which a graph can run, tried.
    fn least_of_all(unit: &Unit, graph: &Graph) -> (usize, usize) {
        fn go(unit: &Unit, graph: &Graph, order: &mut Vec<usize>, best: &mut (usize, usize)) {
            if order.len() == graph.nodes.len() {
                let nodes = order.iter().map(|&at| graph.nodes[at].clone()).collect();
                let other = Graph { nodes, ..graph.clone() };
                best.0 = best.0.min(at_once(unit, &other).unwrap());
                best.1 += 1;
                return;
            }
            for at in (0..graph.nodes.len()).filter(|at| !order.contains(at)).collect::<Vec<_>>() {
                let waits = |value: usize| {
                    graph.nodes.iter().enumerate().any(|(maker, node)| node.to == value && !order.contains(&maker))
                };
                if !graph.nodes[at].from.iter().any(|&from| waits(from)) {
                    order.push(at);
                    go(unit, graph, order, best);
                    order.pop();
                }
            }
        }
        let mut best = (usize::MAX, 0);
        go(unit, graph, &mut Vec::new(), &mut best);
        best
    }

    /// Lines that make four numbers of four, some of them blocks.
    fn lines(draw: &mut impl FnMut(usize) -> usize, depth: usize) -> String {
        let width = |draw: &mut dyn FnMut(usize) -> usize| 1 + draw(30);
        match draw(if depth > 0 { 8 } else { 3 }) {
            0 => "Tanh".to_string(),
            7 => "Residual { Reshape((2, 2)), Flatten }".to_string(),
            1 => format!("Chain {{ x: Dense({}), y: Dense(4) }}", width(draw)),
            2 => format!("Chain {{ x: Dense({}), Relu, y: Dense({}), z: Dense(4) }}", width(draw), width(draw)),
            3 => format!("Residual {{ a: {} }}", named(draw, depth)),
            4 => format!("Sum {{ a: {}, b: {} }}", named(draw, depth), named(draw, depth)),
            5 => {
                format!("Chain {{ c: Concat {{ a: {}, b: {} }}, z: Dense(4) }}", named(draw, depth), named(draw, depth))
            }
            _ => format!("Chain {{ a: {}, b: {} }}", named(draw, depth), named(draw, depth)),
        }
    }

    /// The same, of which each can have a name.
    fn named(draw: &mut impl FnMut(usize) -> usize, depth: usize) -> String {
        match lines(draw, depth - 1) {
            block if block.contains('{') => block,
            value => format!("Chain {{ {value} }}"),
        }
    }

    /// On random small networks, blocks in blocks, no order needs less.
    #[test]
    fn no_order_needs_less() {
        let mut seed = 7u64;
        let mut draw = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % below
        };
        let (mut networks, mut moved, mut orders) = (0, 0, 0);
        while networks < 300 {
            let text = format!("p: Dense(4), q: {}, r: Dense(3)", named(&mut draw, 3));
            let (unit, graph) = graph(&text);
            if graph.nodes.len() > 11 {
                continue;
            }
            let (least, tried) = least_of_all(&unit, &graph);
            if tried > 3000 {
                continue;
            }
            let found = ordered(&unit, graph.clone());
            assert_eq!(at_once(&unit, &found), Some(least), "{text}");
            networks += 1;
            orders += tried;
            moved += usize::from(at_once(&unit, &graph) != Some(least));
        }
        // The declared order is not the best one everywhere, so that there was something to find.
        assert!(moved >= 15 && orders > 2000, "{moved} {orders}");
    }

    #[test]
    fn the_wide_branch_runs_first() {
        let names = |graph: &Graph| {
            let layers = graph.layers().map(|(layer, _)| layer.field.to_string());
            layers.collect::<Vec<_>>().join(" ")
        };
        let (unit, declared) =
            graph("p: Dense(4), Sum { a: Dense(20), Chain { b: Dense(90), c: Dense(20) } }, r: Dense(1)");
        assert_eq!((names(&declared), at_once(&unit, &declared)), ("p a b c r".to_string(), Some(20 + 90 + 20)));
        let best = ordered(&unit, declared);
        assert_eq!((names(&best), at_once(&unit, &best)), ("p b c a r".to_string(), Some(4 + 90 + 20)));
    }
}
