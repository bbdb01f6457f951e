//! A network for inference: without the lines that shift and scale by averages, whose factors go into the layer before.

use proc_macro2::{Ident, Span, TokenStream};
use quote::format_ident;
use syn::ext::IdentExt;
use syn::parse_quote;

use crate::model::{Graph, LayerNode, Model, Named, Op, TableLine, Unit, UnitKind};
use crate::names::{plain, renamed};
use crate::shape::mentions;

/// The network that is left, and how it is made.
pub struct Folding {
    pub model: Model,
    /// Of every unit that is another now; the others are used as they are.
    pub units: Vec<FoldedUnit>,
}

/// How the fields of a unit are made of those of the unit as it was declared.
pub struct FoldedUnit {
    pub from: Ident,
    pub to: Ident,
    /// The fields, as they are now.
    pub fields: Vec<(LayerNode, Made)>,
}

/// How a field is made of the one that is called like it.
pub enum Made {
    /// It has the same values.
    Copied,
    /// The same, but it is frozen now.
    Frozen,
    /// It is a block that is folded itself.
    Folded,
    /// The same values, and a bias if it had none; then the factors of these layers.
    Absorbs(Vec<LayerNode>),
}

/// Whether a layer shifts and scales by averages.
fn averages(layer: &LayerNode) -> bool {
    layer.entry.and_then(|entry| entry.field()).is_some_and(|field| field.of_batch)
}

/// What is left of a network, if it has such lines.
pub fn folded(model: &Model) -> Option<Folding> {
    let name = format_ident!("{}Folded", model.name.unraw(), span = model.name.span());
    let (mut units, mut left) = (Vec::<FoldedUnit>::new(), Vec::new());
    for unit in &model.units {
        let is_other = |layer: &LayerNode| averages(layer) || block_of(layer, &units).is_some();
        // That there are some in `EachStep` is told.
        let each_step = format_ident!("EachStep");
        let is_told = |layer: &LayerNode| is_other(layer) && mentions(layer.layer_type.clone(), &each_step);
        if unit.graph.layers().any(|(layer, _)| is_told(layer)) {
            return None;
        }
        if !unit.graph.layers().any(|(layer, _)| is_other(layer)) {
            continue;
        }
        let to = match unit.kind {
            UnitKind::Network => name.clone(),
            _ => format_ident!("{name}_{}", units.len(), span = Span::call_site()),
        };
        let (graph, fields, values) = without_averages(&unit.graph, &model.core, &units);
        let table = unit.table.iter().filter_map(|line| as_left(line, &fields)).collect();
        let head = unit.head.renamed(&|tokens| with_names(tokens, &units));
        units.push(FoldedUnit { from: unit.name.clone(), to: to.clone(), fields });
        left.push((Unit { name: to, kind: unit.kind, graph, head, table }, values));
    }
    let (_, values) = left.last()?;
    let named = model.named.iter().map(|line| Named { value: values[line.value], ..line.clone() }).collect();
    let doc = format!(
        "[`{}`] for inference: without its `BatchNorm` lines, whose factors are in the layers before them.",
        model.name.unraw()
    );
    let mut attributes = model.attributes.clone();
    attributes.retain(|attribute| !attribute.path().is_ident("doc"));
    attributes.insert(0, parse_quote!(#[doc = #doc]));
    // A layer of the user's own, or another network, may learn from mini-batches.
    let own = model.units.iter().flat_map(|unit| unit.graph.layers()).any(|(layer, _)| layer.input_type.is_some());
    let model = Model {
        attributes,
        name,
        batch: model.batch.clone().filter(|_| own),
        units: left.into_iter().map(|(unit, _)| unit).collect(),
        named,
        witnesses: Vec::new(),
        ..model.clone()
    };
    Some(Folding { model, units })
}

/// The block that a field is, if that is another now.
fn block_of<'a>(layer: &LayerNode, units: &'a [FoldedUnit]) -> Option<&'a FoldedUnit> {
    units.iter().find(|unit| layer.entry.is_none() && mentions(layer.layer_type.clone(), &unit.from))
}

/// Tokens with the types of blocks as they are now.
fn with_names(tokens: &TokenStream, units: &[FoldedUnit]) -> TokenStream {
    units.iter().fold(tokens.clone(), |tokens, unit| renamed(tokens, &unit.from, &unit.to))
}

/// A line of the table, if it is left.
fn as_left(line: &TableLine, fields: &[(LayerNode, Made)]) -> Option<TableLine> {
    let absorbed = |made: &Made| match made {
        Made::Absorbs(layers) => layers.iter().any(|layer| plain(&layer.field) == line.name),
        _ => false,
    };
    if fields.iter().any(|(_, made)| absorbed(made)) {
        return None;
    }
    let field = fields.iter().find(|(layer, _)| plain(&layer.field) == line.name);
    let layer_type = field.map(|(layer, _)| layer.layer_type.clone()).or(line.layer_type.clone());
    Some(TableLine { layer_type, ..line.clone() })
}

/// The nodes that are left, the fields among them, and which value each value is now.
fn without_averages(
    graph: &Graph,
    core: &syn::Path,
    units: &[FoldedUnit],
) -> (Graph, Vec<(LayerNode, Made)>, Vec<usize>) {
    let mut now: Vec<usize> = (0..graph.values.len()).collect();
    let (mut left, mut fields) = (Graph { nodes: Vec::new(), ..graph.clone() }, Vec::<(LayerNode, Made)>::new());
    let readers = |value: usize| graph.nodes.iter().filter(|node| node.from.contains(&value)).count();
    for node in &graph.nodes {
        let mut node = node.clone();
        let read_alone = node.from.iter().all(|&from| readers(from) == 1);
        node.from = node.from.iter().map(|&from| now[from]).collect();
        let Op::Layer(layer) = &mut node.op else {
            left.nodes.push(node);
            continue;
        };
        if averages(layer) {
            let before = left.nodes.iter_mut().find(|before| node.from == [before.to]);
            if let Some(Op::Layer(before)) = before.map(|before| &mut before.op)
                && let Some(with_bias) = before.with_bias.clone()
                && let Some((field, made)) = fields.iter_mut().find(|(field, _)| field.field == before.field)
                && read_alone
            {
                (before.layer_type, field.layer_type) = (with_bias.clone(), with_bias);
                match made {
                    Made::Absorbs(layers) => layers.push((**layer).clone()),
                    _ => *made = Made::Absorbs(vec![(**layer).clone()]),
                }
                // What stood before the line is what stands behind it now.
                now[node.to] = now[node.from[0]];
                continue;
            }
            let made = if layer.frozen { Made::Copied } else { Made::Frozen };
            layer.freeze(core);
            fields.push(((**layer).clone(), made));
        } else {
            let block = block_of(layer, units);
            let made = if block.is_some() { Made::Folded } else { Made::Copied };
            layer.block = layer.block.take().map(|name| block.map_or(name, |block| block.to.clone()));
            layer.layer_type = with_names(&layer.layer_type, units);
            layer.head = layer.head.renamed(&|tokens| with_names(tokens, units));
            if layer.is_field {
                fields.push(((**layer).clone(), made));
            }
        }
        left.nodes.push(node);
    }
    left.output = now[graph.output];
    (left, fields, now)
}
