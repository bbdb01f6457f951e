//! Lines one after the other.

use std::mem;

use proc_macro2::{Ident, Span};

use super::checker::{Around, Checker, Sequence};
use super::known::weights_before;
use crate::catalogue::Weights;
use crate::declaration::{Line, Statement};
use crate::head::Head;
use crate::model::Graph;
use crate::names::UNNAMED;
use crate::shape::Shape;

impl Checker<'_> {
    /// The lines of a body, one after the other.
    pub(super) fn sequence(
        &mut self,
        lines: Vec<Line>,
        (shape, head): (Shape, Head),
        producer: (String, Span),
        prefix: &str,
    ) -> Sequence {
        let graph = Graph::new(shape.clone());
        let mut sequence = Sequence { graph, shape, head, producer, table: Vec::new(), named: Vec::new() };
        let mut names: Vec<Ident> = Vec::new();
        let next: Vec<(Weights, Option<Statement>)> = (0..lines.len())
            .map(|at| match &lines[at + 1..] {
                behind @ [Line::Statement(next), ..] => (weights_before(behind), Some(next.clone())),
                behind => (weights_before(behind), None),
            })
            .collect();
        for (line, (weights, stated_next)) in lines.into_iter().zip(next) {
            let around = Around { weights, stated_next: stated_next.as_ref(), prefix };
            match line {
                Line::Statement(mut statement) => {
                    self.remark(&statement, &mut sequence);
                    self.own_name(&mut statement.name);
                    sequence.note(&statement.name);
                }
                Line::Layer(mut layer) => {
                    if let Some(name) = &mut layer.name {
                        self.own_name(name);
                        if names.contains(name) {
                            if name != UNNAMED {
                                self.used_twice(name);
                            }
                            continue;
                        }
                        names.push(name.clone());
                    }
                    let (name, docs) = (layer.name.clone(), mem::take(&mut layer.docs));
                    let before = sequence.graph.nodes.len();
                    self.layer(*layer, &around, &mut sequence);
                    sequence.describe(before, docs);
                    if let Some(name) = &name {
                        sequence.note(name);
                    }
                }
            }
        }
        sequence
    }
}
