//! One mutation: a case, and the same with one thing changed so that its shapes disagree in one place.

use nn_language::catalogue::{Entry, layers};

use super::generate::{Generator, Style, draws};
use super::judge::{self, Disagreement, Phase, Place, Sort, judge};
use super::kind::Kind;
use super::language::{Block, Case, Constant, Line, Size, Use, What};
use crate::random::Random;

pub struct Mutant {
    pub number: usize,
    pub kind: Kind,
    /// The layer that is in it for sure.
    pub layer: &'static str,
    pub original: Case,
    pub changed: Case,
    pub expected: Disagreement,
}

impl Mutant {
    /// Whether the disagreement takes rustc because of how the declaration is written, not only because of the call.
    pub fn needs_rustc(&self) -> bool {
        let Disagreement { phase, expressions, parameters, nested, .. } = self.expected;
        phase != Phase::Macro && (expressions || parameters || nested)
    }
}

/// The mutant of this number, with a layer in it that is forced or drawn.
pub fn mutant(seed: u64, number: usize, forced: Option<&'static Entry>) -> Mutant {
    let kind = Kind::ALL[number % Kind::ALL.len()];
    let mut random = Random::new(seed, number);
    let entries: Vec<&'static Entry> = layers().filter(|entry| draws(entry)).collect();
    loop {
        let layer = forced.unwrap_or_else(|| *random.pick(&entries));
        let style = match random.below(10) {
            0..4 => Style::Literals,
            4..7 => Style::Expressions,
            _ => Style::Parameters,
        };
        let nested = kind == Kind::Nested || random.chance(25);
        let case_random = Random::new(random.next(), number);
        let mut generator = Generator::case(case_random, style, nested);
        if !generator.insert(layer) {
            continue;
        }
        uses(&mut generator, kind);
        let original = generator.case.clone();
        if !plausible(&original) || !judge(&original).is_empty() {
            continue;
        }
        if kind.is_slip() {
            let Some((line, advice)) = slip(&original, kind, layer.name, &mut random) else { continue };
            let changed = Case { slip: Some((line, kind)), ..original.clone() };
            let expected = Disagreement {
                place: Place::Line(line),
                sort: Sort::Slip,
                phase: Phase::Macro,
                pairs: vec![(vec![advice.clone()], vec![advice])],
                expressions: false,
                parameters: false,
                nested: false,
            };
            return Mutant { number, kind, layer: layer.name, original, changed, expected };
        }
        for _ in 0..12 {
            let Some((changed, constants)) = change(&mut generator, &original, kind) else { continue };
            let mut found = judge(&changed);
            if found.len() != 1 || !fits(kind, found[0].sort) || !promised(&changed, &found[0]) {
                continue;
            }
            // Constants the mutation needs are in both.
            let original = Case { constants, ..original.clone() };
            let (layer, expected) = (layer.name, found.swap_remove(0));
            return Mutant { number, kind, layer, original, changed, expected };
        }
    }
}

/// A line that can be written with a slip, if possible one with this layer, and what the help then proposes.
fn slip(case: &Case, kind: Kind, layer: &str, random: &mut Random) -> Option<(usize, String)> {
    fn fitting<'a>(lines: &'a [Line], kind: Kind, found: &mut Vec<&'a Line>) {
        for (at, line) in lines.iter().enumerate() {
            // What is frozen stands on two lines.
            if !line.frozen && kind.fits(line, lines.get(at + 1)) {
                found.push(line);
            }
            if let What::Block(_, inner) = &line.what {
                fitting(inner, kind, found);
            }
        }
    }
    let mut found = Vec::new();
    fitting(&case.network.lines, kind, &mut found);
    let of_layer: Vec<&Line> = found.iter().filter(|line| line.word() == layer).copied().collect();
    let lines = if of_layer.is_empty() { found } else { of_layer };
    if lines.is_empty() {
        return None;
    }
    let line = random.pick(&lines);
    Some((line.id, kind.advice(line)))
}

/// Arrays stay small.
pub fn plausible(case: &Case) -> bool {
    let output: usize = judge::output(case).iter().product();
    let input: usize = case.network.input.iter().map(|size| case.network.worth(size)).product();
    output <= 512 && input <= 512 && !case.network.lines.is_empty()
}

fn uses(generator: &mut Generator, kind: Kind) {
    let mut list = match kind {
        Kind::Target => vec![generator.step()],
        Kind::Weights => vec![Use::Weights(Box::new(generator.case.network.clone()))],
        Kind::Input => match generator.random.below(3) {
            0 => vec![generator.batch()],
            1 => vec![generator.step()],
            _ => vec![generator.forward()],
        },
        Kind::Call => match generator.random.below(4) {
            0 => vec![generator.batch()],
            1 => vec![generator.forward(), generator.step()],
            2 => vec![generator.step()],
            _ => vec![generator.forward()],
        },
        Kind::Reshape if !generator.case.network.parameters.is_empty() => vec![Use::Check, generator.forward()],
        _ => vec![generator.forward()],
    };
    if generator.random.chance(15) && matches!(kind, Kind::Target | Kind::Weights) {
        let one = generator.forward();
        list.push(one);
    }
    generator.case.uses = list;
}

/// A number of values that depends on parameters is judged where they are given.
fn promised(case: &Case, found: &Disagreement) -> bool {
    let checked = case.uses.iter().any(|one| matches!(one, Use::Check));
    let differ = found.pairs.last().is_some_and(|(wanted, produced)| wanted != produced);
    found.sort != Sort::Reshape || !found.parameters || checked && differ
}

fn fits(kind: Kind, sort: Sort) -> bool {
    match kind {
        Kind::Branch => sort == Sort::Branch,
        Kind::Call => matches!(sort, Sort::Input | Sort::Output),
        Kind::Target => sort == Sort::Target,
        Kind::Weights => sort == Sort::Weights,
        Kind::Statement => sort != Sort::Rule,
        Kind::Reshape => matches!(sort, Sort::Reshape | Sort::Statement),
        _ => sort != Sort::Rule,
    }
}

/// The sizes of some lines that a mutation of this kind may change.
fn slots<'a>(lines: &'a mut [Line], kind: Kind, in_branch: bool, slots: &mut Vec<&'a mut Size>) {
    for line in lines {
        match &mut line.what {
            What::State(sizes) if kind == Kind::Statement => slots.extend(sizes),
            What::Dense { size, .. }
                if matches!(kind, Kind::Size | Kind::Weights) || in_branch && kind == Kind::Branch =>
            {
                slots.push(size);
            }
            What::Reshape(sizes) if kind == Kind::Reshape || in_branch && kind == Kind::Branch => slots.extend(sizes),
            What::Nested { sizes, .. } if kind == Kind::Nested || in_branch && kind == Kind::Branch => {
                slots.extend(sizes)
            }
            What::Block(block, inner) => {
                self::slots(inner, kind, in_branch || *block != Block::Chain, slots);
            }
            _ => {}
        }
    }
}

/// The sizes of every `Reshape`, or of those in branches.
fn reshapes<'a>(lines: &'a mut [Line], here: bool, list: &mut Vec<&'a mut Vec<Size>>) {
    for line in lines {
        match &mut line.what {
            What::Reshape(sizes) if here => list.push(sizes),
            What::Block(block, inner) => reshapes(inner, here || *block != Block::Chain, list),
            _ => {}
        }
    }
}

/// The case with one thing changed, and the constants that takes.
fn change(generator: &mut Generator, original: &Case, kind: Kind) -> Option<(Case, Vec<Constant>)> {
    generator.case.constants.clone_from(&original.constants);
    let mut changed = original.clone();
    if kind == Kind::Weights {
        let mut writer = original.network.clone();
        let mut list = Vec::new();
        list.extend(&mut writer.input);
        slots(&mut writer.lines, kind, false, &mut list);
        one_of(generator, list)?;
        let constants = generator.case.constants.clone();
        // The other network is valid.
        let alone =
            Case { network: writer.clone(), constants: constants.clone(), uses: Vec::new(), ..original.clone() };
        if !judge(&alone).is_empty() {
            return None;
        }
        changed.uses[0] = Use::Weights(Box::new(writer));
        changed.constants.clone_from(&constants);
        return Some((changed, constants));
    }
    match kind {
        Kind::Input => one_of(generator, changed.network.input.iter_mut().collect())?,
        Kind::Target | Kind::Call => {
            let mut lengths: Vec<&mut usize> = Vec::new();
            let outputs = generator.random.chance(40);
            for one in &mut changed.uses {
                match (one, kind) {
                    (Use::Step { target, .. }, Kind::Target) => lengths.extend(target),
                    (_, Kind::Target) => {}
                    (Use::Forward { y: Some(y), .. } | Use::Batch { y, .. }, _) if outputs => lengths.extend(y),
                    (Use::Forward { x, .. } | Use::Batch { x, .. } | Use::Step { x, .. }, _) => lengths.extend(x),
                    _ => {}
                }
            }
            if lengths.is_empty() {
                return None;
            }
            let at = generator.random.below(lengths.len());
            let length = &mut *lengths[at];
            *length = match generator.random.below(3) {
                0 => *length + 1,
                1 => *length + generator.random.between(2, 20),
                _ => *length - generator.random.between(1, 4).min(*length - 1),
            };
        }
        Kind::Nested if generator.random.chance(50) => {
            let which = generator.random.below(changed.nested.len());
            let nested = &mut changed.nested[which];
            let mut list = Vec::new();
            list.extend(&mut nested.input);
            slots(&mut nested.lines, Kind::Size, false, &mut list);
            let literal = nested.in_module;
            list.retain(|size| size.number().is_some() && (size.is_literal() || !literal));
            one_number_of(generator, list, literal)?;
        }
        Kind::Statement if generator.random.chance(10) => {
            // Another kind of shape.
            let Some(Line { what: What::State(sizes), .. }) = changed.network.lines.last_mut() else { return None };
            if sizes.len() == 3 { sizes.truncate(2) } else { sizes.push(Size::literal(generator.random.between(1, 3))) }
        }
        Kind::Reshape | Kind::Branch if generator.random.chance(20) => {
            // As many values, in another order.
            let mut list = Vec::new();
            reshapes(&mut changed.network.lines, kind == Kind::Reshape, &mut list);
            if list.is_empty() {
                return None;
            }
            let at = generator.random.below(list.len());
            list[at].rotate_left(1);
        }
        _ => {
            let mut list = Vec::new();
            slots(&mut changed.network.lines, kind, false, &mut list);
            one_of(generator, list)?;
        }
    }
    let constants = generator.case.constants.clone();
    changed.constants.clone_from(&constants);
    Some((changed, constants))
}

fn one_of(generator: &mut Generator, mut list: Vec<&mut Size>) -> Option<()> {
    if list.is_empty() {
        return None;
    }
    let at = generator.random.below(list.len());
    *list[at] = generator.other(list[at]);
    Some(())
}

/// The same in a network whose parameters are others, and that may see no constants.
fn one_number_of(generator: &mut Generator, mut list: Vec<&mut Size>, literal: bool) -> Option<()> {
    if list.is_empty() {
        return None;
    }
    let at = generator.random.below(list.len());
    let other = generator.other(list[at]);
    if other.number().is_none() || literal && !other.is_literal() {
        return None;
    }
    *list[at] = other;
    Some(())
}
