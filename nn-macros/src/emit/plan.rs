//! Where every value of a sequence lives: in two buffers that take turns, or on the tape.

use crate::model::{Step, Unit};
use crate::shape::Shape;

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

/// One step with its values.
pub struct Placed<'a> {
    pub step: &'a Step,
    pub from: Value,
    pub to: Value,
    /// The result is a new value, not the old one changed in place.
    pub fresh: bool,
}

/// The steps of a unit with every value in its place.
pub struct Plan<'a> {
    pub steps: Vec<Placed<'a>>,
    /// The shapes of the kept values.
    pub kept: Vec<Shape>,
    /// The last value.
    pub end: Value,
    /// The step a loss may take the place of.
    pub head: Option<usize>,
}

impl<'a> Plan<'a> {
    /// For inference everything that can happens in place.
    pub fn inference(unit: &'a Unit) -> Self {
        Self::new(unit, |_, _| false)
    }

    /// For training a value stays if the backward pass of its maker or of its reader reads it.
    pub fn training(unit: &'a Unit) -> Self {
        Self::new(unit, |step, maker_reads_output| {
            maker_reads_output || matches!(step, Step::Activation { reads_input: true, .. })
        })
    }

    fn new(unit: &'a Unit, must_stay: impl Fn(&Step, bool) -> bool) -> Self {
        // Which steps make new values; the last of them is the output.
        let mut fresh = Vec::new();
        let (mut at_input, mut maker_reads_output) = (true, false);
        for step in &unit.steps {
            let new = match step {
                Step::Layer(_) => true,
                Step::View(_) => false,
                _ => at_input || must_stay(step, maker_reads_output),
            };
            match step {
                Step::Layer(layer) => maker_reads_output = layer.reads.output,
                Step::Activation { reads_input, .. } => maker_reads_output = !reads_input,
                Step::Dropout(_) | Step::AddInput => maker_reads_output = maker_reads_output && !new,
                Step::View(_) => {}
            }
            at_input &= !new;
            fresh.push(new);
        }
        let last = fresh.iter().rposition(|&new| new);

        let mut kept = Vec::new();
        let mut steps = Vec::new();
        let mut value = Value { place: Place::Input, shape: unit.input.clone(), viewed: false };
        for (at, (step, fresh)) in unit.steps.iter().zip(fresh).enumerate() {
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
                    to.viewed = unit.steps[at..].iter().any(|step| matches!(step, Step::View(_)));
                    Place::Output
                } else {
                    kept.push(to.shape.clone());
                    Place::Kept(kept.len() - 1)
                };
            }
            steps.push(Placed { step, from: value, to: to.clone(), fresh });
            value = to;
        }
        let head =
            unit.steps.iter().rposition(|step| !matches!(step, Step::View(_))).filter(|&at| match &unit.steps[at] {
                Step::Activation { fused, .. } => *fused,
                Step::Layer(layer) => layer.has_tape,
                _ => false,
            });
        Plan { steps, kept, end: value, head }
    }
}
