//! Random valid cases.

use nn_language::catalogue::{Channels, Entry, Gives, Means, Parameter, Takes, Values, layers};

use super::judge;
use super::language::{Block, Case, Given, Line, Network, Over, Size, Use, Value, What};
use crate::random::Random;

const DENSE: [&str; 6] = ["", "", "", ", bias = false", ", init = LeCun", ", init = GlorotUniform, bias = false"];
const CONSTANTS: [&str; 6] = ["HIDDEN", "LATENT", "FRAMES", "SIDE", "CLASSES", "WIDE"];
const PARAMETERS: [&str; 3] = ["WIDTH", "DEPTH", "COUNT"];
const NESTED: [&str; 3] = ["Encoder", "Backbone", "Decoder"];

/// How sizes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Literals,
    Expressions,
    Parameters,
}

pub struct Generator {
    pub random: Random,
    pub case: Case,
    pub style: Style,
    /// Of the network that is being made.
    parameters: Vec<(String, usize)>,
    /// Between what numbers its features are.
    features: (usize, usize),
    next: usize,
}

/// Whether a layer is drawn: those of indices are not, nor those that need a mini-batch.
pub fn draws(entry: &Entry) -> bool {
    let is_drawn = !matches!(entry.gives, Gives::Embedded(_));
    is_drawn && entry.block() != Some(Block::EachStep) && !entry.field().is_some_and(|field| field.of_batch)
}

impl Generator {
    fn new(random: Random, style: Style, features: (usize, usize)) -> Self {
        let network = Network {
            name: "Net".into(),
            in_module: false,
            generic_scalar: false,
            scalar: "f32",
            parameters: Vec::new(),
            input: Vec::new(),
            lines: Vec::new(),
        };
        let case = Case { constants: Vec::new(), nested: Vec::new(), network, uses: Vec::new(), slip: None };
        Generator { random, case, style, parameters: Vec::new(), features, next: 1 }
    }

    /// A case of `f32` and literals alone: so many lines, blocks as one each, and features between two numbers.
    pub fn plain(random: Random, lines: (usize, usize), features: (usize, usize)) -> Case {
        let mut this = Self::new(random, Style::Literals, features);
        this.fill(lines);
        this.case
    }

    /// A valid case; `nested` if it has to have networks in it.
    pub fn case(random: Random, style: Style, nested: bool) -> Self {
        let mut this = Self::new(random, style, (2, 32));
        this.case.network.scalar = if this.random.chance(75) { "f32" } else { "f64" };
        this.case.network.generic_scalar = this.random.chance(if style == Style::Parameters { 60 } else { 15 });
        if style == Style::Expressions {
            for _ in 0..this.random.between(1, 3) {
                this.constant(None);
            }
        }
        if nested {
            for which in 0..this.random.between(1, 2) {
                this.nested_network(which);
            }
        }
        if style == Style::Parameters {
            for name in &PARAMETERS[..this.random.between(1, 3)] {
                let worth = this.random.between(2, 24);
                this.parameters.push(((*name).into(), worth));
            }
        }
        this.case.network.parameters = this.parameters.clone();
        this.fill((2, 6));
        this
    }

    /// Gives the network its input and its lines.
    fn fill(&mut self, (fewest, most): (usize, usize)) {
        let input = match self.random.below(10) {
            0..7 => self.new_sizes(1),
            7 => self.new_sizes(2),
            _ => self.new_sizes(3),
        };
        self.case.network.input = input.clone();
        let count = self.random.between(fewest, most);
        let depth = if self.random.chance(30) { 2 } else { 1 };
        let mut lines = self.lines(&input, false, count, depth);
        if self.random.chance(50) {
            let (shape, _) = judge::behind(&self.case, &lines, &input, false);
            lines.push(self.state(&shape));
        }
        self.case.network.lines = lines;
    }

    fn id(&mut self) -> usize {
        self.next += 1;
        self.next
    }

    fn bare(&mut self, what: What) -> Line {
        Line { id: self.id(), frozen: false, name: None, what }
    }

    fn named(&mut self, word: &str, what: What) -> Line {
        let id = self.id();
        let frozen = self.random.chance(5) && !matches!(what, What::State(_));
        Line { id, frozen, name: Some(format!("{word}{id}")), what }
    }

    /// A constant, worth `number` if that is given.
    fn constant(&mut self, number: Option<usize>) -> Option<(String, usize)> {
        let name = CONSTANTS.get(self.case.constants.len())?;
        let number = number.unwrap_or_else(|| self.random.between(2, 24));
        let text = match self.case.constants.last() {
            Some((other, _, worth)) if *worth < number && self.random.chance(50) => {
                format!("{other} + {}", number - worth)
            }
            _ => number.to_string(),
        };
        self.case.constants.push(((*name).into(), text, number));
        Some(((*name).into(), number))
    }

    /// A number, written as the style wants it.
    pub fn number(&mut self, number: usize) -> Size {
        let percent = match self.style {
            Style::Literals => 0,
            Style::Expressions => 65,
            Style::Parameters => 10,
        };
        if self.random.chance(percent) { self.expression(number) } else { Size::literal(number) }
    }

    /// A number as an expression of constants.
    fn expression(&mut self, number: usize) -> Size {
        if !self.case.constants.iter().any(|&(_, _, worth)| worth == number) && self.random.chance(25) {
            self.constant(Some(number));
        }
        let constants = self.case.constants.clone();
        if constants.is_empty() {
            return Size::literal(number);
        }
        let named = constants.iter().find(|&&(_, _, worth)| worth == number);
        let text = match (named, self.random.below(8)) {
            (Some((name, ..)), 0..6) => name.clone(),
            (_, way) => {
                let (name, _, worth) = self.random.pick(&constants).clone();
                if worth < number && number.is_multiple_of(worth) && way % 2 == 0 {
                    format!("{} * {name}", number / worth)
                } else if way == 7 {
                    format!("if {name} == {worth} {{ {number} }} else {{ 1 }}")
                } else if worth < number {
                    let text = format!("{name} + {}", number - worth);
                    if way == 5 { format!("{{ {text} }}") } else { text }
                } else if worth > number {
                    format!("{name} - {}", worth - number)
                } else {
                    name
                }
            }
        };
        Size { text, value: Value::Number(number) }
    }

    /// A new size.
    pub fn size(&mut self) -> Size {
        if !self.parameters.is_empty() && self.random.chance(55) {
            let (name, _) = self.random.pick(&self.parameters).clone();
            return Size::parameter(&name);
        }
        let number = self.random.between(self.features.0, self.features.1);
        self.number(number)
    }

    /// A size that is not worth the same.
    pub fn other(&mut self, size: &Size) -> Size {
        loop {
            let other = match size.number() {
                Some(number) if self.parameters.is_empty() || self.random.chance(60) => {
                    let number = match self.random.below(4) {
                        0 => number + 1,
                        1 => number + self.random.between(2, 9),
                        2 => 2 * number,
                        _ => number - self.random.between(1, 6).min(number - 1),
                    };
                    if size.is_literal() { Size::literal(number) } else { self.expression(number) }
                }
                _ => self.size(),
            };
            if other.value != size.value {
                return other;
            }
        }
    }

    fn new_sizes(&mut self, rank: usize) -> Vec<Size> {
        (0..rank)
            .map(|at| {
                if rank == 1 {
                    return self.size();
                }
                if self.style == Style::Parameters && self.random.chance(40) {
                    return self.size();
                }
                let number = if at == 2 { self.random.between(1, 3) } else { self.random.between(2, 6) };
                self.number(number)
            })
            .collect()
    }

    /// The same sizes, perhaps written otherwise.
    pub fn again(&mut self, sizes: &[Size]) -> Vec<Size> {
        sizes
            .iter()
            .map(|size| match size.number() {
                Some(number) if self.random.chance(80) => self.number(number),
                // What a block or a nested network produces has no spelling of its own.
                Some(number) if !size.is_literal() => self.number(number),
                _ => size.clone(),
            })
            .collect()
    }

    fn state(&mut self, sizes: &[Size]) -> Line {
        let sizes = self.again(sizes);
        self.named("shape", What::State(sizes))
    }

    fn dense(&mut self, size: Size) -> Line {
        let rest = *self.random.pick(&DENSE);
        self.named("dense", What::Dense { size, rest })
    }

    /// A line that keeps any shape.
    fn keeps(&mut self) -> Line {
        let keeps = |entry: &&'static Entry| {
            let is_plain = entry.block().is_none() && !matches!(entry.means, Means::Classes { .. });
            entry.gives == Gives::Same && entry.takes == Takes::Any && is_plain && draws(entry)
        };
        let owns = self.random.chance(15);
        let entries: Vec<_> = layers().filter(keeps).filter(|entry| entry.owns_values() == owns).collect();
        let entry = *self.random.pick(&entries);
        self.one(entry)
    }

    /// One layer that keeps any shape, perhaps with an argument.
    fn one(&mut self, entry: &'static Entry) -> Line {
        let number = |parameter: &&Parameter| matches!(parameter.takes, Values::Number(..)) && !parameter.positional;
        let arguments: Vec<&Parameter> = entry.arguments.iter().filter(number).collect();
        // One group is in any shape.
        let has_groups = entry.arguments.iter().any(|parameter| matches!(parameter.takes, Values::Divisor(_)));
        let groups = if has_groups { "1, " } else { "" };
        let text = match arguments.is_empty() || self.random.chance(60) {
            true if has_groups => format!("{}(1)", entry.name),
            true => entry.example.to_string(),
            false => format!(
                "{}({groups}{} = {})",
                entry.name,
                self.random.pick(&arguments).name,
                self.random.pick(&["2", "0.3", "1.5"])
            ),
        };
        let keeps = |values, of_channels| What::Keeps { text, values, of_channels };
        match entry.name {
            "Prelu" => self.named("slope", keeps(1, 0)),
            "Standardize" => self.named("grade", keeps(2, 0)),
            "LayerNorm" | "GroupNorm" => self.named("norm", keeps(0, 2)),
            "RmsNorm" => self.named("norm", keeps(0, 1)),
            _ => self.bare(keeps(0, 0)),
        }
    }

    /// Puts a layer into the network, with what it takes to go on behind it as before; whether there is a place for it.
    pub fn insert(&mut self, entry: &'static Entry) -> bool {
        for _ in 0..8 {
            let mut lines = self.case.network.lines.clone();
            let at = self.random.below(lines.len() + 1);
            // What makes probabilities stays between its sums.
            let near = &lines[at.saturating_sub(1)..(at + 1).min(lines.len())];
            if near.iter().any(|line| matches!(line.what, What::KeepsFeatures(_))) {
                continue;
            }
            let input = self.case.network.input.clone();
            let (shape, hidden) = judge::behind(&self.case, &lines[..at], &input, false);
            let Some(added) = self.around(entry, &shape, hidden) else { continue };
            lines.splice(at..at, added);
            let with =
                Case { network: Network { lines: lines.clone(), ..self.case.network.clone() }, ..self.case.clone() };
            if judge::judge(&with).is_empty() {
                self.case.network.lines = lines;
                return true;
            }
        }
        false
    }

    /// A layer, and what stands around it so that the shape is the same behind it.
    fn around(&mut self, entry: &'static Entry, shape: &[Size], hidden: bool) -> Option<Vec<Line>> {
        if !draws(entry) {
            return None;
        }
        let (is_flat, again) = (shape.len() == 1, self.again(shape));
        let known = shape.iter().all(|size| size.number().is_some());
        if let Some(block) = entry.block() {
            let count = if matches!(block, Block::Sum | Block::Concat) { 2 } else { 1 };
            if block == Block::Concat && (!is_flat || !known || hidden) {
                return None;
            }
            let inner = (0..count).map(|_| self.keeps()).collect();
            let mut lines = vec![self.block(block, inner)];
            if block == Block::Concat {
                lines.push(self.dense(again[0].clone()));
            }
            return Some(lines);
        }
        Some(match entry.gives {
            Gives::Features(_) if is_flat => vec![self.dense(again[0].clone())],
            Gives::Reshaped(_) => vec![self.bare(What::Reshape(again))],
            Gives::Flattened if is_flat && known => {
                let sizes = vec![Size::literal(1), again[0].clone()];
                vec![self.bare(What::Reshape(sizes)), self.bare(What::Flatten)]
            }
            Gives::Flattened if self.can_flatten(shape, hidden) => {
                vec![self.bare(What::Flatten), self.bare(What::Reshape(again))]
            }
            Gives::Windows { .. } | Gives::Steps(_) | Gives::Pooled => return self.over(entry, shape, hidden),
            Gives::Same if entry.takes == Takes::Series => return self.over(entry, shape, hidden),
            Gives::Same if entry.takes != Takes::Any => return None,
            Gives::Same if !matches!(entry.means, Means::Classes { .. }) => vec![self.one(entry)],
            Gives::Same if is_flat => self.between_sums(entry.name, again),
            _ => return None,
        })
    }

    /// A layer over an image or a series, before it what leads to one, and behind it what leads back.
    fn over(&mut self, entry: &'static Entry, shape: &[Size], hidden: bool) -> Option<Vec<Line>> {
        let of_series = entry.takes == Takes::Series || entry.takes == Takes::SeriesOrImage && self.random.chance(50);
        let sides = if of_series { 1 } else { 2 };
        let mut taken: Vec<Size> = (0..sides).map(|_| self.random.between(3, 6)).map(Size::literal).collect();
        taken.push(Size::literal(self.random.between(1, 3)));
        let (window, stride, out) = (self.random.between(1, 3), self.random.between(1, 2), self.random.between(1, 4));
        let same = self.random.chance(30);
        let cells = if of_series { window } else { window * window };
        let rest =
            format!("{}{}", if stride > 1 { ", stride = 2" } else { "" }, if same { ", padding = Same" } else { "" });
        let windows = |stride, channels| Given::Windows { window, stride, same, channels };
        let name = entry.name;
        let (text, gives, values) = match entry.gives {
            Gives::Windows { channels: Channels::Of(_), .. } => {
                let text = format!("{name}({out}, kernel = {window}{rest})");
                (text, windows(stride, Some(out)), (0, cells * out, out))
            }
            Gives::Windows { channels: Channels::Times(_), .. } => {
                (format!("{name}({window}{rest})"), windows(stride, None), (0, cells + 1, 0))
            }
            Gives::Windows { channels: Channels::Same, .. } => {
                let padding = if same { ", padding = Same" } else { "" };
                (format!("{name}({window}{padding})"), windows(window, None), (0, 0, 0))
            }
            Gives::Steps(_) => {
                // A gate is a matrix from what comes in, one from the state, and a bias; `Gru` has two.
                let (gates, biases) = match name {
                    "Rnn" => (1, 1),
                    "Gru" => (3, 2),
                    "Lstm" => (4, 1),
                    _ => return None,
                };
                let text = format!("{name}({out})");
                (text, Given::Steps(out), (0, gates * out, gates * out * (out + biases)))
            }
            Gives::Pooled => (name.to_string(), Given::Pooled, (0, 0, 0)),
            Gives::Same if name == "Attention" => {
                // Query, key and value to `out` numbers, and back.
                (format!("Attention(1, size = {out})"), Given::Same, (0, 4 * out + 1, 3 * out))
            }
            Gives::Same => (name.to_string(), Given::Same, (usize::from(entry.owns_values()), 0, 0)),
            _ => return None,
        };
        let rank = if entry.takes == Takes::SeriesOrImage { None } else { Some(sides + 1) };
        let what = What::Over(Over { text, rank, gives, values });
        let line = if entry.owns_values() { self.named("over", what) } else { self.bare(what) };
        let mut lines = self.lead(shape, hidden, &taken)?;
        if let What::Over(over) = &line.what {
            let behind = over.behind(&taken)?;
            lines.push(line);
            lines.extend(self.lead(&behind, false, shape)?);
        }
        Some(lines)
    }

    /// A layer that makes probabilities: what takes none neither precedes nor follows it.
    fn between_sums(&mut self, name: &'static str, behind: Vec<Size>) -> Vec<Line> {
        let mut before = self.size();
        while before.number() == Some(1) {
            before = self.size(); // one class says nothing
        }
        let [before, behind] = [before, behind[0].clone()].map(|size| self.dense(size));
        vec![before, self.bare(What::KeepsFeatures(name)), behind]
    }

    /// Sizes of as many values.
    fn reshaped(&mut self, sizes: &[Size]) -> Option<Vec<Size>> {
        if sizes.iter().any(|size| size.number().is_none()) {
            let mut sizes: Vec<Size> = sizes.iter().filter(|size| size.text != "1").cloned().collect();
            if self.random.chance(50) || sizes.len() == 1 {
                sizes.push(Size::literal(1));
            }
            sizes.truncate(3);
            let at = self.random.below(sizes.len());
            sizes.rotate_left(at);
            return Some(sizes);
        }
        let count: usize = sizes.iter().filter_map(Size::number).product();
        let divisor = |random: &mut Random, count: usize| {
            let all: Vec<usize> = (1..=count).filter(|divisor| count.is_multiple_of(*divisor)).collect();
            *random.pick(&all)
        };
        let numbers = match self.random.below(4) {
            0 if sizes.len() > 1 => vec![count],
            0..3 => {
                let first = divisor(&mut self.random, count);
                vec![first, count / first]
            }
            _ => {
                let first = divisor(&mut self.random, count);
                let second = divisor(&mut self.random, count / first);
                vec![first, second, count / first / second]
            }
        };
        if numbers.iter().any(|&number| number > 64) {
            return None;
        }
        Some(numbers.into_iter().map(|number| self.number(number)).collect())
    }

    fn can_flatten(&self, sizes: &[Size], hidden: bool) -> bool {
        let rest: Vec<&Size> = sizes.iter().filter(|size| size.text != "1").collect();
        let known = sizes.iter().all(|size| size.number().is_some());
        let count: usize = sizes.iter().filter_map(Size::number).product();
        sizes.len() > 1 && !hidden && (rest.len() == 1 || known) && count <= 200
    }

    /// The lines that lead from one shape to another, if there are any.
    fn lead(&mut self, from: &[Size], hidden: bool, to: &[Size]) -> Option<Vec<Line>> {
        let values = |sizes: &[Size]| -> Vec<Value> { sizes.iter().map(|size| size.value.clone()).collect() };
        if values(from) == values(to) {
            return Some(Vec::new());
        }
        let mut lines = Vec::new();
        if from.len() > 1 {
            if hidden {
                lines.push(self.state(from));
            }
            if !self.can_flatten(from, false) {
                return None;
            }
            lines.push(self.bare(What::Flatten));
        }
        let to = self.again(to);
        if to.len() == 1 {
            lines.push(self.dense(to[0].clone()));
            return Some(lines);
        }
        let count: Option<usize> = to.iter().map(|size| size.number()).product();
        let count = self.number(count.filter(|&count| count <= 200)?);
        lines.push(self.dense(count));
        lines.push(self.bare(What::Reshape(to)));
        Some(lines)
    }

    /// Up to `count` lines.
    fn lines(&mut self, input: &[Size], hidden: bool, count: usize, depth: usize) -> Vec<Line> {
        let (mut shape, mut hidden) = (input.to_vec(), hidden);
        let mut lines = Vec::new();
        while lines.len() < count {
            let added = self.some(&shape, hidden, depth);
            (shape, hidden) = judge::behind(&self.case, &added, &shape, hidden);
            lines.extend(added);
        }
        lines
    }

    /// One line, or several that belong together.
    fn some(&mut self, shape: &[Size], hidden: bool, depth: usize) -> Vec<Line> {
        let flat = shape.len() == 1;
        match self.random.below(if depth > 0 { 24 } else { 14 }) {
            0..5 if flat => {
                let size = self.size();
                vec![self.dense(size)]
            }
            0..3 if self.can_flatten(shape, hidden) => vec![self.bare(What::Flatten)],
            0..8 => vec![self.keeps()],
            8 if flat => {
                let (name, behind) = (*self.random.pick(&["Softmax", "LogSoftmax"]), vec![self.size()]);
                self.between_sums(name, behind)
            }
            8..11 => vec![self.state(shape)],
            11..14 => match self.reshaped(shape) {
                Some(sizes) => {
                    let mut lines = vec![self.bare(What::Reshape(sizes.clone()))];
                    if self.random.chance(30) {
                        lines.push(self.state(&sizes));
                    }
                    lines
                }
                None => vec![self.keeps()],
            },
            14 => {
                let count = self.random.between(1, 3);
                let inner = self.lines(shape, hidden, count, depth - 1);
                vec![self.block(Block::Chain, inner)]
            }
            15..18 => self.residual(shape, hidden, depth),
            18..20 => self.sum(shape, hidden, depth),
            20..22 => self.concat(shape, hidden, depth),
            _ => self.nested(shape, hidden),
        }
    }

    fn block(&mut self, kind: Block, mut inner: Vec<Line>) -> Line {
        // A block of stated shapes holds no layer.
        if inner.iter().all(|line| matches!(line.what, What::State(_))) {
            inner.push(self.keeps());
        }
        let owns = inner.iter().any(|line| line.name.is_some());
        if owns || self.random.chance(50) {
            self.named(["chain", "skip", "each", "sum", "side"][kind as usize], What::Block(kind, inner))
        } else {
            self.bare(What::Block(kind, inner))
        }
    }

    /// A chain from `shape` to `to`.
    fn to(&mut self, shape: &[Size], hidden: bool, to: &[Size], depth: usize) -> Option<Vec<Line>> {
        let count = self.random.between(1, 2);
        let mut inner = self.lines(shape, hidden, count, depth);
        let (now, hidden) = judge::behind(&self.case, &inner, shape, hidden);
        inner.extend(self.lead(&now, hidden, to)?);
        Some(inner)
    }

    fn residual(&mut self, shape: &[Size], hidden: bool, depth: usize) -> Vec<Line> {
        match self.to(shape, hidden, shape, depth - 1) {
            Some(inner) => vec![self.block(Block::Residual, inner)],
            None => vec![self.keeps()],
        }
    }

    fn sum(&mut self, shape: &[Size], hidden: bool, depth: usize) -> Vec<Line> {
        let flat = shape.len() == 1;
        let goal = if flat && self.random.chance(70) { vec![self.size()] } else { shape.to_vec() };
        let same = goal.iter().map(|size| &size.value).eq(shape.iter().map(|size| &size.value));
        let mut branches = Vec::new();
        for _ in 0..self.random.between(2, 3) {
            let branch = match self.random.below(4) {
                0 if same => self.keeps(),
                1 if same => match self.to(shape, hidden, shape, depth - 1) {
                    Some(inner) => self.block(Block::Residual, inner),
                    None => self.keeps(),
                },
                0..3 if flat => {
                    let size = self.again(&goal).swap_remove(0);
                    self.dense(size)
                }
                _ => match self.to(shape, hidden, &goal, depth - 1) {
                    Some(inner) => self.block(Block::Chain, inner),
                    None => continue,
                },
            };
            branches.push(branch);
        }
        if branches.len() < 2 {
            return vec![self.keeps()];
        }
        vec![self.block(Block::Sum, branches)]
    }

    fn concat(&mut self, shape: &[Size], hidden: bool, depth: usize) -> Vec<Line> {
        let mut lines = Vec::new();
        if hidden {
            lines.push(self.state(shape));
        }
        if shape.last().is_none_or(|last| last.number().is_none()) {
            return vec![self.keeps()];
        }
        let stated = judge::behind(&self.case, &lines, shape, hidden).0;
        let mut branches = Vec::new();
        for _ in 0..self.random.between(2, 3) {
            let number = self.random.between(2, 9);
            let branch = match self.random.below(4) {
                0 => self.keeps(),
                1..3 if stated.len() == 1 => {
                    let size = self.number(number);
                    self.dense(size)
                }
                _ => {
                    let mut goal = stated.clone();
                    if let Some(last) = goal.last_mut() {
                        let number = if stated.len() == 1 { number } else { self.random.between(1, 3) };
                        *last = self.number(number);
                    }
                    let Some(mut inner) = self.to(&stated, false, &goal, depth - 1) else { continue };
                    let (now, hidden) = judge::behind(&self.case, &inner, &stated, false);
                    if hidden || self.random.chance(30) {
                        inner.push(self.state(&now));
                    }
                    self.block(Block::Chain, inner)
                }
            };
            branches.push(branch);
        }
        if branches.len() < 2 {
            return vec![self.keeps()];
        }
        lines.push(self.block(Block::Concat, branches));
        lines
    }

    /// A network to be nested: shapes of one to three sizes go in, features or the like come out.
    fn nested_network(&mut self, which: usize) {
        let (style, parameters, constants) =
            (self.style, std::mem::take(&mut self.parameters), self.case.constants.clone());
        let in_module = self.random.chance(30);
        if in_module {
            (self.style, self.case.constants) = (Style::Literals, Vec::new());
        }
        if self.random.chance(if style == Style::Parameters { 80 } else { 40 }) {
            for name in &["N", "M"][..self.random.between(1, 2)] {
                let worth = self.random.between(2, 24);
                self.parameters.push(((*name).into(), worth));
            }
        }
        let rank = if self.random.chance(80) { 1 } else { 2 };
        let input = self.new_sizes(rank);
        let count = self.random.between(1, 3);
        let mut lines = self.lines(&input, false, count, 0);
        // Every parameter is a size of something.
        for (name, _) in self.parameters.clone() {
            let (shape, hidden) = judge::behind(&self.case, &lines, &input, false);
            if shape.len() > 1 && !self.can_flatten(&shape, hidden) {
                break;
            }
            if shape.len() > 1 {
                lines.push(self.bare(What::Flatten));
            }
            lines.push(self.dense(Size::parameter(&name)));
        }
        let network = Network {
            name: NESTED[which].into(),
            in_module: false,
            generic_scalar: self.case.network.generic_scalar || self.random.chance(30),
            scalar: self.case.network.scalar,
            parameters: std::mem::replace(&mut self.parameters, parameters),
            input,
            lines,
        };
        if in_module {
            (self.style, self.case.constants) = (style, constants);
        }
        // One module is enough.
        let in_module = in_module && !self.case.nested.iter().any(|nested| nested.in_module);
        self.case.nested.push(Network { in_module, ..network });
    }

    /// A nested network, and before it what leads to its input.
    fn nested(&mut self, shape: &[Size], hidden: bool) -> Vec<Line> {
        if self.case.nested.is_empty() {
            return vec![self.keeps()];
        }
        let which = self.random.below(self.case.nested.len());
        let parameters = self.case.nested[which].parameters.clone();
        let sizes: Vec<Size> = parameters.iter().map(|_| self.size()).collect();
        let taken: Vec<Size> = self.case.nested[which]
            .input
            .iter()
            .map(|size| match &size.value {
                Value::Number(number) => Size::literal(*number),
                Value::Parameter(name) => {
                    let at = parameters.iter().position(|(known, _)| known == name).unwrap_or(0);
                    sizes[at].clone()
                }
            })
            .collect();
        let Some(mut lines) = self.lead(shape, hidden, &taken) else { return vec![self.keeps()] };
        if self.random.chance(20) && !lines.is_empty() {
            lines.push(self.keeps());
        }
        lines.push(self.named("net", What::Nested { which, sizes }));
        lines
    }

    /// Arrays as long as the network's ends.
    pub fn ends(&self) -> (Vec<usize>, Vec<usize>) {
        let network = &self.case.network;
        (network.input.iter().map(|size| network.worth(size)).collect(), judge::output(&self.case))
    }

    pub fn forward(&mut self) -> Use {
        let (x, y) = self.ends();
        let y = self.random.chance(60).then_some(y);
        Use::Forward { x, y }
    }

    pub fn batch(&self) -> Use {
        let (x, y) = self.ends();
        Use::Batch { x, y }
    }

    pub fn step(&self) -> Use {
        let (x, target) = self.ends();
        Use::Step { x, target }
    }
}
