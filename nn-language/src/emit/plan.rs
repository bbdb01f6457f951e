//! Where every value of a sequence lives: in two buffers that take turns, or on the tape.

use crate::catalogue::Reads;
use crate::head::Head;
use crate::model::{Step, Unit};
use crate::shape::Shape;

/// Steps one after the other, from one shape to another.
pub struct Part<'a> {
    pub steps: &'a [Step],
    pub input: Shape,
    pub output: Shape,
    /// What the outputs mean, if they are those of the unit: whoever runs the unit applies that.
    pub head: Option<&'a Head>,
}

impl<'a> Part<'a> {
    /// All of a unit.
    pub fn whole(unit: &'a Unit) -> Self {
        Part { steps: &unit.steps, input: unit.input.clone(), output: unit.output.clone(), head: Some(&unit.head) }
    }

    /// The layers before the first that learns, which run as at inference and leave nothing on the tape, and the rest.
    pub fn split(unit: &'a Unit) -> Option<(Self, Self)> {
        let awake =
            |step: &Step| matches!(step, Step::Layer(layer) if layer.may_train) || matches!(step, Step::Dropout(_));
        let (front, rest) = unit.steps.split_at(unit.steps.iter().position(awake)?);
        let has_layers = front.iter().any(|step| matches!(step, Step::Layer(_)));
        // What goes into a residual block is added to what comes out.
        let straight = matches!(unit.steps.last(), Some(Step::AddInput));
        if !has_layers || straight {
            return None;
        }
        let between = front.iter().fold(&unit.input, |shape, step| match step {
            Step::Layer(layer) => &layer.output,
            Step::View(shape) => shape,
            _ => shape,
        });
        let rest = Part { steps: rest, input: between.clone(), ..Self::whole(unit) };
        Some((Part { steps: front, output: between.clone(), head: None, ..Self::whole(unit) }, rest))
    }
}

/// Where a value lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// What went in.
    Input,
    /// A buffer of inference, or a field of the tape, counted from 0.
    Kept(usize),
    /// What comes out.
    Output,
}

/// A value: where, under which shape, and whether that is the shape it was made with.
#[derive(Clone)]
pub struct Value {
    pub place: Place,
    pub shape: Shape,
    pub viewed: bool,
}

/// What becomes of the head of a step.
pub enum Heading<'a> {
    /// It has none, or whoever runs the unit applies it.
    Apart,
    /// It is applied here.
    Here(&'a Head),
    /// It is applied here unless the unit has a head, which only rustc knows.
    Unless(&'a Head, &'a Head),
}

impl<'a> Heading<'a> {
    /// The head of a layer, from which the outputs of the unit come if it has a `whole` head.
    pub fn new(own: &'a Head, whole: Option<&'a Head>) -> Self {
        match whole {
            _ if !own.may_fuse() => Heading::Apart,
            Some(Head::Probabilities(_)) => Heading::Apart,
            Some(whole @ Head::Opaque(_)) => Heading::Unless(own, whole),
            _ => Heading::Here(own),
        }
    }
}

/// One step with its values.
pub struct Placed<'a> {
    pub step: &'a Step,
    pub from: Value,
    pub to: Value,
    /// The result is a new value, not the old one changed in place.
    pub fresh: bool,
    /// Of a layer.
    pub heading: Heading<'a>,
}

/// The steps of a unit with every value in its place.
pub struct Plan<'a> {
    pub steps: Vec<Placed<'a>>,
    /// The shapes of the kept values.
    pub kept: Vec<Shape>,
    /// The last value.
    pub end: Value,
    /// The activation that is the head of the unit, which its passes leave out.
    pub head: Option<usize>,
}

impl<'a> Plan<'a> {
    /// For inference everything that can happens in place.
    pub fn inference(part: &Part<'a>) -> Self {
        Self::new(part, |_, _| false)
    }

    /// For training a value stays if the backward pass of its maker or of its reader reads it.
    pub fn training(part: &Part<'a>) -> Self {
        Self::new(part, |step, maker_reads_output| {
            maker_reads_output || matches!(step, Step::Activation { reads: Reads { input: true, .. }, .. })
        })
    }

    fn new(part: &Part<'a>, must_stay: impl Fn(&Step, bool) -> bool) -> Self {
        // Which steps make new values; the last of them is the output.
        let mut fresh = Vec::new();
        let (mut at_input, mut maker_reads_output) = (true, false);
        for step in part.steps {
            let new = match step {
                Step::Layer(_) => true,
                Step::View(_) => false,
                _ => at_input || must_stay(step, maker_reads_output),
            };
            match step {
                Step::Layer(layer) => maker_reads_output = layer.reads.output || layer.head.may_fuse(),
                Step::Activation { reads, .. } => maker_reads_output = reads.output,
                Step::Dropout(_) | Step::AddInput => maker_reads_output = maker_reads_output && !new,
                Step::View(_) => {}
            }
            at_input &= !new;
            fresh.push(new);
        }
        let last = fresh.iter().rposition(|&new| new);
        let end = part.steps.iter().rposition(|step| !matches!(step, Step::View(_)));
        let head = end.filter(|&at| {
            part.head.is_some() && matches!(&part.steps[at], Step::Activation { entry, .. } if entry.means.may_fuse())
        });
        let heading = |at: usize, step: &'a Step| match step {
            Step::Layer(layer) => Heading::new(&layer.head, part.head.filter(|_| end == Some(at))),
            _ => Heading::Apart,
        };

        let mut kept = Vec::new();
        let mut steps = Vec::new();
        let mut value = Value { place: Place::Input, shape: part.input.clone(), viewed: false };
        for (at, (step, fresh)) in part.steps.iter().zip(fresh).enumerate() {
            let mut to = value.clone();
            match step {
                Step::Layer(layer) => to.shape = layer.output.clone(),
                Step::View(shape) => (to.shape, to.viewed) = (shape.clone(), true),
                _ => {}
            }
            if fresh {
                to.viewed = false;
                to.place = if Some(at) == last {
                    // Views that follow change the shape of the output after it is made.
                    to.viewed = part.steps[at..].iter().any(|step| matches!(step, Step::View(_)));
                    Place::Output
                } else {
                    kept.push(to.shape.clone());
                    Place::Kept(kept.len() - 1)
                };
            }
            steps.push(Placed { step, from: value, to: to.clone(), fresh, heading: heading(at, step) });
            value = to;
        }
        Plan { steps, kept, end: value, head }
    }
}
