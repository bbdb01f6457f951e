//! The arithmetic of shapes, written a second time: what the compiler is expected to find.

use super::language::{Block, Case, Line, Network, Size, Use, Value, What};

/// In which phase the compiler is expected to find it. Only so that mutants are compiled together whose errors do not
/// hide one another; a wrong guess costs time, nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    Macro,
    Types,
    Values,
}

/// Where two shapes disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The line of the declaration that has this identity.
    Line(usize),
    /// The call of this number.
    Use(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Statement,
    Nested,
    Branch,
    Reshape,
    Input,
    Output,
    Target,
    Weights,
    /// The declaration breaks a rule that is not about sizes.
    Rule,
    /// A line is written otherwise than here.
    Slip,
}

#[derive(Clone, Debug)]
pub struct Disagreement {
    pub place: Place,
    pub sort: Sort,
    pub phase: Phase,
    /// What the text may name: one spelling of the expected and one of the produced size out of one of the pairs.
    pub pairs: Vec<(Vec<String>, Vec<String>)>,
    /// What makes it rustc's to judge.
    pub expressions: bool,
    pub parameters: bool,
    pub nested: bool,
}

/// A shape between two lines.
#[derive(Clone, Debug)]
struct Shape {
    sizes: Vec<Size>,
    /// It comes out of a nested network, into which the macro does not see.
    hidden: bool,
}

impl Shape {
    fn stated(sizes: &[Size]) -> Self {
        Shape { sizes: sizes.to_vec(), hidden: false }
    }

    /// `Features<64>`, with numbers or as written.
    fn spellings(&self) -> Vec<String> {
        let kind = ["Features", "Series", "Image"][self.sizes.len() - 1];
        let mut all = vec![String::new()];
        for size in &self.sizes {
            let mut ways = vec![size.text.clone()];
            match &size.value {
                Value::Number(number) => ways.push(number.to_string()),
                Value::Parameter(name) => ways.push(name.clone()),
            }
            ways.dedup();
            all = all
                .iter()
                .flat_map(|front| {
                    ways.iter().map(move |way| if front.is_empty() { way.clone() } else { format!("{front}, {way}") })
                })
                .collect();
        }
        all.into_iter().map(|sizes| format!("{kind}<{sizes}>")).collect()
    }

    /// The product of its numbers, and its parameters in order.
    fn count(&self) -> (usize, Vec<&Value>) {
        let numbers = self.sizes.iter().filter_map(Size::number).product();
        let mut parameters: Vec<_> =
            self.sizes.iter().map(|size| &size.value).filter(|value| matches!(value, Value::Parameter(_))).collect();
        parameters.sort();
        (numbers, parameters)
    }

    fn literal(&self) -> bool {
        !self.hidden && self.sizes.iter().all(Size::is_literal)
    }
}

fn same(a: &Shape, b: &Shape) -> bool {
    a.sizes.len() == b.sizes.len() && a.sizes.iter().zip(&b.sizes).all(|(a, b)| a.value == b.value)
}

fn guess(a: &Shape, b: &Shape) -> Phase {
    if a.hidden || b.hidden {
        return Phase::Types;
    }
    let seen = a.sizes.len() != b.sizes.len()
        || a.sizes.iter().zip(&b.sizes).any(|(a, b)| a.is_literal() && b.is_literal() && a.value != b.value);
    if seen { Phase::Macro } else { Phase::Types }
}

struct Judge<'a> {
    case: &'a Case,
    found: Vec<Disagreement>,
}

impl Judge<'_> {
    fn rule(&mut self, line: usize) {
        self.found.push(Disagreement {
            place: Place::Line(line),
            sort: Sort::Rule,
            phase: Phase::Macro,
            pairs: Vec::new(),
            expressions: false,
            parameters: false,
            nested: false,
        });
    }

    fn disagree(&mut self, line: usize, sort: Sort, phase: Phase, expected: &Shape, produced: &Shape) {
        let sizes = || expected.sizes.iter().chain(&produced.sizes);
        self.found.push(Disagreement {
            place: Place::Line(line),
            sort,
            phase,
            pairs: vec![(expected.spellings(), produced.spellings())],
            expressions: sizes().any(Size::is_expression),
            parameters: sizes().any(|size| size.number().is_none()),
            nested: expected.hidden || produced.hidden,
        });
    }

    fn compare(&mut self, line: usize, sort: Sort, expected: &Shape, produced: &Shape) {
        if !same(expected, produced) {
            let phase = guess(expected, produced);
            self.disagree(line, sort, phase, expected, produced);
        }
    }

    fn sequence(&mut self, lines: &[Line], mut shape: Shape) -> Shape {
        for line in lines {
            shape = self.line(line, shape);
        }
        shape
    }

    fn line(&mut self, line: &Line, shape: Shape) -> Shape {
        match &line.what {
            What::State(sizes) => {
                let stated = Shape::stated(sizes);
                self.compare(line.id, Sort::Statement, &stated, &shape);
                stated
            }
            What::Dense { size, .. } => {
                if shape.sizes.len() != 1 {
                    self.rule(line.id);
                }
                Shape::stated(std::slice::from_ref(size))
            }
            What::Keeps { .. } => shape,
            What::KeepsFeatures(_) => {
                // Over one class there is nothing to choose.
                if shape.sizes.last().is_some_and(|size| size.text == "1") {
                    self.rule(line.id);
                }
                shape
            }
            What::Flatten => self.flatten(line, &shape),
            What::Reshape(sizes) => {
                let made = Shape::stated(sizes);
                let ((before, with), (after, and)) = (shape.count(), made.count());
                if before != after || with != and {
                    let phase = if shape.literal() && made.literal() { Phase::Macro } else { Phase::Values };
                    self.disagree(line.id, Sort::Reshape, phase, &made, &shape);
                    let worth = |shape: &Shape| {
                        let count: usize = shape.sizes.iter().map(|size| self.case.network.worth(size)).product();
                        vec![count.to_string()]
                    };
                    let pair = (worth(&made), worth(&shape));
                    if let Some(last) = self.found.last_mut() {
                        last.pairs.push(pair);
                    }
                }
                made
            }
            What::Over(over) => {
                let behind = if shape.hidden { None } else { over.behind(&shape.sizes) };
                if behind.is_none() {
                    self.rule(line.id);
                }
                Shape::stated(&behind.unwrap_or(shape.sizes))
            }
            What::Block(Block::Chain, inner) => self.sequence(inner, shape),
            What::Block(Block::Residual, inner) => {
                let out = self.sequence(inner, shape.clone());
                self.compare(line.id, Sort::Branch, &shape, &out);
                shape
            }
            What::Block(kind, inner) => self.branches(line, *kind, inner, &shape),
            What::Nested { which, sizes } => {
                let nested = &self.case.nested[*which];
                let put = |shape: Shape| -> Shape {
                    let sizes = shape.sizes.into_iter().map(|size| match &size.value {
                        Value::Number(_) => size,
                        Value::Parameter(name) => {
                            let at = nested.parameters.iter().position(|(known, _)| known == name).unwrap_or(0);
                            sizes[at].clone()
                        }
                    });
                    Shape { sizes: sizes.collect(), hidden: true }
                };
                let taken = put(Shape::stated(&nested.input));
                self.compare(line.id, Sort::Nested, &taken, &shape);
                put(output_of(self.case, nested))
            }
        }
    }

    fn flatten(&mut self, line: &Line, shape: &Shape) -> Shape {
        if shape.sizes.len() == 1 || shape.hidden {
            self.rule(line.id);
            return shape.clone();
        }
        let rest: Vec<&Size> = shape.sizes.iter().filter(|size| size.text != "1").collect();
        if let [only] = rest.as_slice() {
            return Shape::stated(std::slice::from_ref(*only));
        }
        let (number, parameters) = shape.count();
        if !parameters.is_empty() {
            self.rule(line.id);
        }
        Shape::stated(&[follows(number, &rest, " * ")])
    }

    fn branches(&mut self, line: &Line, kind: Block, inner: &[Line], shape: &Shape) -> Shape {
        let mut outs = Vec::new();
        for branch in inner {
            if matches!(branch.what, What::State(_)) {
                self.rule(branch.id);
            }
            outs.push((branch.id, self.line(branch, shape.clone())));
        }
        let first = outs[0].1.clone();
        if kind == Block::Sum {
            for (id, out) in &outs[1..] {
                self.compare(*id, Sort::Branch, &first, out);
            }
            return first;
        }
        if outs.iter().any(|(_, out)| out.hidden) {
            self.rule(line.id);
            return first;
        }
        for (id, out) in &outs[1..] {
            let outer = |shape: &Shape| -> Vec<Value> {
                shape.sizes[..shape.sizes.len() - 1].iter().map(|size| size.value.clone()).collect()
            };
            if outer(&first) != outer(out) {
                let phase = guess(&first, out);
                self.disagree(*id, Sort::Branch, phase, &first, out);
            }
        }
        let lasts: Vec<&Size> = outs.iter().filter_map(|(_, out)| out.sizes.last()).collect();
        let last = match lasts.as_slice() {
            [only] => (*only).clone(),
            several => {
                let numbers: Option<usize> = several.iter().map(|size| size.number()).sum();
                match numbers {
                    Some(number) => follows(number, several, " + "),
                    None => {
                        self.rule(line.id);
                        return first;
                    }
                }
            }
        };
        let mut sizes = first.sizes;
        sizes.pop();
        sizes.push(last);
        Shape { sizes, hidden: false }
    }

    fn call(&mut self, at: usize, sort: Sort, expected: &[usize], produced: &[usize]) {
        if expected == produced {
            return;
        }
        let words = |number: &usize| vec![number.to_string()];
        let pairs = match expected.len() == produced.len() {
            true => expected
                .iter()
                .zip(produced)
                .filter(|(a, b)| a != b)
                .map(|(expected, produced)| (words(expected), words(produced)))
                .collect(),
            false => Vec::new(),
        };
        let network = &self.case.network;
        self.found.push(Disagreement {
            place: Place::Use(at),
            sort,
            phase: Phase::Types,
            pairs,
            expressions: network.input.iter().any(Size::is_expression),
            parameters: network.is_generic(),
            nested: false,
        });
    }
}

/// A size that follows from others.
fn follows(number: usize, sizes: &[&Size], sign: &str) -> Size {
    if sizes.iter().all(|size| size.is_literal()) {
        return Size::literal(number);
    }
    let text: Vec<_> = sizes.iter().map(|size| size.text.as_str()).collect();
    Size { text: text.join(sign), value: Value::Number(number) }
}

fn output_of(case: &Case, network: &Network) -> Shape {
    Judge { case, found: Vec::new() }.sequence(&network.lines, Shape::stated(&network.input))
}

/// The sizes a network's output has when it is called.
pub fn output(case: &Case) -> Vec<usize> {
    output_of(case, &case.network).sizes.iter().map(|size| case.network.worth(size)).collect()
}

/// The shape behind some lines, and whether it is hidden.
pub fn behind(case: &Case, lines: &[Line], shape: &[Size], hidden: bool) -> (Vec<Size>, bool) {
    let shape = Shape { sizes: shape.to_vec(), hidden };
    let shape = Judge { case, found: Vec::new() }.sequence(lines, shape);
    (shape.sizes, shape.hidden)
}

/// How many values a network has when it is called.
pub fn values(case: &Case, network: &Network, instance: &[(String, usize)]) -> usize {
    let put = |sizes: &[Size]| -> Vec<usize> {
        sizes
            .iter()
            .map(|size| match &size.value {
                Value::Number(number) => *number,
                Value::Parameter(name) => instance.iter().find(|(known, _)| known == name).map_or(0, |&(_, w)| w),
            })
            .collect()
    };
    fn run(
        case: &Case,
        lines: &[Line],
        mut shape: Vec<usize>,
        put: &dyn Fn(&[Size]) -> Vec<usize>,
    ) -> (usize, Vec<usize>) {
        let mut total = 0;
        for line in lines {
            let count: usize = shape.iter().product();
            match &line.what {
                What::State(sizes) | What::Reshape(sizes) => shape = put(sizes),
                What::Dense { size, rest } => {
                    let out = put(std::slice::from_ref(size))[0];
                    total += count * out + if rest.contains("bias = false") { 0 } else { out };
                    shape = vec![out];
                }
                What::Keeps { values, of_channels, .. } => {
                    total += values * count + of_channels * shape.last().copied().unwrap_or_default();
                }
                What::KeepsFeatures(_) => {}
                What::Flatten => shape = vec![count],
                What::Over(over) => {
                    let (number, channel, beside) = over.values;
                    total += number * count + channel * shape.last().copied().unwrap_or_default() + beside;
                    let sizes: Vec<Size> = shape.iter().copied().map(Size::literal).collect();
                    let behind = over.behind(&sizes).unwrap_or_default();
                    shape = behind.iter().filter_map(Size::number).collect();
                }
                What::Block(Block::Chain, inner) => {
                    let (values, out) = run(case, inner, shape, put);
                    (total, shape) = (total + values, out);
                }
                What::Block(Block::Residual, inner) => total += run(case, inner, shape.clone(), put).0,
                What::Block(kind, inner) => {
                    let mut outs = Vec::new();
                    for branch in inner {
                        let (values, out) = run(case, std::slice::from_ref(branch), shape.clone(), put);
                        total += values;
                        outs.push(out);
                    }
                    let lasts: usize = outs.iter().filter_map(|out| out.last()).sum();
                    shape = outs.swap_remove(0);
                    if *kind == Block::Concat
                        && let Some(last) = shape.last_mut()
                    {
                        *last = lasts;
                    }
                }
                What::Nested { which, sizes } => {
                    let nested = &case.nested[*which];
                    let names = nested.parameters.iter().map(|(name, _)| name.clone());
                    let instance: Vec<_> = names.zip(put(sizes)).collect();
                    total += values(case, nested, &instance);
                    let out = output_of(case, nested).sizes;
                    shape = out
                        .iter()
                        .map(|size| match &size.value {
                            Value::Number(number) => *number,
                            Value::Parameter(name) => {
                                instance.iter().find(|(known, _)| known == name).map_or(0, |&(_, worth)| worth)
                            }
                        })
                        .collect();
                }
            }
        }
        (total, shape)
    }
    run(case, &network.lines, put(&network.input), &put).0
}

/// Everything in which shapes disagree, if what follows a stated shape, a block or a nested network is judged by that.
pub fn judge(case: &Case) -> Vec<Disagreement> {
    let mut judge = Judge { case, found: Vec::new() };
    for nested in &case.nested {
        judge.sequence(&nested.lines, Shape::stated(&nested.input));
    }
    for found in &mut judge.found {
        found.sort = Sort::Rule;
    }
    let network = &case.network;
    let out = judge.sequence(&network.lines, Shape::stated(&network.input));
    let out: Vec<usize> = out.sizes.iter().map(|size| network.worth(size)).collect();
    let input: Vec<usize> = network.input.iter().map(|size| network.worth(size)).collect();
    for (at, one) in case.uses.iter().enumerate() {
        match one {
            Use::Forward { x, y } => {
                judge.call(at, Sort::Input, &input, x);
                if let Some(y) = y {
                    judge.call(at, Sort::Output, &out, y);
                }
            }
            Use::Batch { x, y } => {
                judge.call(at, Sort::Input, &input, x);
                judge.call(at, Sort::Output, &out, y);
            }
            Use::Step { x, target } => {
                judge.call(at, Sort::Input, &input, x);
                judge.call(at, Sort::Target, &out, target);
            }
            Use::Weights(writer) => {
                let here = values(case, network, &network.parameters);
                let there = values(case, writer, &writer.parameters);
                if here != there {
                    judge.found.push(Disagreement {
                        place: Place::Use(at),
                        sort: Sort::Weights,
                        phase: Phase::Values,
                        pairs: vec![(vec![here.to_string()], vec![there.to_string()])],
                        expressions: false,
                        parameters: network.is_generic(),
                        nested: false,
                    });
                }
            }
            Use::Check => {}
        }
    }
    judge.found
}
