//! What inference does at once: a map that is made, changed by an activation, and pooled is one node.

use crate::model::{AtOnce, Graph, Node, Op};

/// The graph with such nodes made one; its values are numbered as before.
pub fn fused(graph: &Graph) -> Graph {
    let mut nodes: Vec<Node> = Vec::new();
    let mut rest = graph.nodes.as_slice();
    while let [first, behind @ ..] = rest {
        let (node, taken) = pooled(graph, first, behind).unwrap_or_else(|| (first.clone(), 0));
        nodes.push(node);
        rest = behind.get(taken..).unwrap_or_default();
    }
    Graph { nodes, ..graph.clone() }
}

/// A map with its activation and its pool, and how many nodes behind the first that are.
fn pooled(graph: &Graph, first: &Node, behind: &[Node]) -> Option<(Node, usize)> {
    let Op::Layer(map) = &first.op else { return None };
    if !matches!(map.at_once, AtOnce::Maps) || map.frozen {
        return None;
    }
    let (activation, pool, taken) = match behind {
        [Node { op: Op::Activation { value, .. }, from, .. }, pool, ..] if *from == [first.to] => {
            (Some(value.clone()), pool, 2)
        }
        [pool, ..] => (None, pool, 1),
        [] => return None,
    };
    let between = if taken == 2 { behind.first()?.to } else { first.to };
    let Op::Layer(layer) = &pool.op else { return None };
    let is_read_once = |value: usize| {
        value != graph.output
            && graph.nodes.iter().flat_map(|node| &node.from).filter(|from| **from == value).count() == 1
    };
    if !matches!(layer.at_once, AtOnce::Pools)
        || pool.from != [between]
        || ![first.to, between].into_iter().all(is_read_once)
    {
        return None;
    }
    let mut map = map.clone();
    map.at_once = AtOnce::Pooled(activation, layer.clone());
    Some((Node { op: Op::Layer(map), from: first.from.clone(), to: pool.to }, taken))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::Parsed;

    /// How many nodes are left of the lines, and which values the last one is made of and makes.
    fn left(lines: &str) -> (usize, Vec<usize>, usize) {
        let text = format!("struct Net {{ input: [f32; (8, 8, 1)], {lines} }}");
        let Parsed(declaration, mut errors): Parsed = syn::parse_str(&text).unwrap();
        let model = crate::check::check(declaration, &mut errors);
        let graph = fused(&model.units[model.units.len() - 1].graph);
        let last = graph.nodes.last().unwrap();
        (graph.nodes.len(), last.from.clone(), last.to)
    }

    #[test]
    fn map_activation_and_pool_are_one() {
        assert_eq!(left("a: Conv2d(2, kernel = 3), Relu, MaxPool2d(2)"), (1, vec![0], 3));
        assert_eq!(left("a: Conv2d(2, kernel = 3), MaxPool2d(2)"), (1, vec![0], 2));
        assert_eq!(
            left("a: Conv2d(2, kernel = 3), Relu, MaxPool2d(2), b: Conv2d(2, kernel = 2), Tanh"),
            (3, vec![4], 5)
        );
        assert_eq!(left("a: Conv2d(2, kernel = 3), Relu, MaxPool2d(2, stride = (2, 3)), Relu"), (2, vec![3], 4));
    }

    #[test]
    fn what_is_read_elsewhere_stays() {
        // A window that overlaps would ask for values twice.
        assert_eq!(left("a: Conv2d(2, kernel = 3), Relu, MaxPool2d(3, stride = 2)").0, 3);
        assert_eq!(left("a: Conv2d(2, kernel = 3), Relu, Relu, MaxPool2d(2)").0, 4);
        assert_eq!(left("#[frozen] a: Conv2d(2, kernel = 3), Relu, MaxPool2d(2)").0, 3);
        assert_eq!(left("a: Conv2d(2, kernel = 3), Relu").0, 2);
        assert_eq!(left("a: Conv2d(2, kernel = 3), Dropout(0.5), MaxPool2d(2)").0, 3);
    }
}
