//! A network as one graph: its blocks written out, so that their values share memory with those around them.

use crate::model::{Graph, LayerNode, Node, Op, Unit};

/// The graph of a unit with the nodes of its blocks in their places. Values of the unit keep their numbers; those of blocks come behind
/// them.
pub fn flat(unit: &Unit, units: &[Unit]) -> Graph {
    let mut graph = Graph { nodes: Vec::new(), ..unit.graph.clone() };
    for node in &unit.graph.nodes {
        match block(node, units) {
            Some((layer, block)) => write_out(&mut graph, node, layer, flat(block, units)),
            None => graph.nodes.push(node.clone()),
        }
    }
    graph
}

/// The block behind a node.
fn block<'a>(node: &'a Node, units: &'a [Unit]) -> Option<(&'a LayerNode, &'a Unit)> {
    let Op::Layer(layer) = &node.op else { return None };
    let name = layer.block.as_ref()?;
    units.iter().find(|unit| unit.name == *name).map(|unit| (&**layer, unit))
}

/// Puts the nodes of a block in the place of one.
fn write_out(graph: &mut Graph, node: &Node, layer: &LayerNode, block: Graph) {
    if block.output == 0 {
        graph.nodes.push(Node { op: Op::View, ..node.clone() });
        return;
    }
    let mut here = Vec::new();
    for (value, shape) in block.values.into_iter().enumerate() {
        here.push(match value {
            0 => node.from[0],
            _ if value == block.output => node.to,
            _ => {
                graph.values.push(shape);
                graph.values.len() - 1
            }
        });
    }
    graph.nodes.extend(block.nodes.into_iter().map(|mut inner| {
        if let Op::Layer(inner) = &mut inner.op {
            inner.within.insert(0, layer.field.clone());
        }
        Node { op: inner.op, from: inner.from.iter().map(|&value| here[value]).collect(), to: here[inner.to] }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::Parsed;

    /// The nodes as text: what happens, to which values.
    fn nodes(lines: &str) -> Vec<String> {
        let text = format!("struct Net {{ input: [f32; 4], {lines} }}");
        let Parsed(declaration, mut errors): Parsed = syn::parse_str(&text).unwrap();
        let units = crate::check::check(declaration, &mut errors).units;
        let graph = flat(units.last().unwrap(), &units);
        let text = |node: &Node| {
            let what = match &node.op {
                Op::Layer(layer) => {
                    let path = layer.within.iter().chain([&layer.field]).map(ToString::to_string);
                    path.collect::<Vec<_>>().join(".")
                }
                Op::Activation { entry, .. } => entry.name.to_string(),
                Op::View => "view".to_string(),
                Op::Dropout(_) => "dropout".to_string(),
                Op::Add => "add".to_string(),
                Op::Join => "join".to_string(),
            };
            format!("{what} {:?} {}", node.from, node.to)
        };
        graph.nodes.iter().map(text).collect()
    }

    #[test]
    fn blocks_are_written_out() {
        assert_eq!(nodes("a: Dense(4), Relu"), ["a [0] 1", "Relu [1] 2"]);
        assert_eq!(
            nodes("a: Dense(4), r: Residual { b: Dense(3), Tanh, c: Dense(4) }, Relu"),
            ["a [0] 1", "r.b [1] 4", "Tanh [4] 5", "r.c [5] 6", "add [6, 1] 2", "Relu [2] 3"]
        );
        assert_eq!(
            nodes("s: Sum { a: Dense(4), Chain { b: Dense(3), c: Dense(4) } }"),
            ["s.a [0] 2", "s.branch_1.b [0] 4", "s.branch_1.c [4] 3", "add [2, 3] 1"]
        );
        assert_eq!(
            nodes("Concat { a: Dense(1), b: Dense(2) }"),
            ["unnamed_0.a [0] 2", "join [2] 1", "unnamed_0.b [0] 3", "join [3] 1"]
        );
    }

    /// A frozen block, and one that runs on every step, stay whole.
    #[test]
    fn what_is_wrapped_stays_whole() {
        assert_eq!(nodes("#[frozen] r: Residual { b: Dense(4) }"), ["r [0] 1"]);
    }
}
