//! nn-core, as somebody uses it who reads its front page.

use std::hint::black_box;

use nn_core::prelude::*;

use crate::clock::{Contender, aligned};
use crate::model::{Model, RATE, Reference, STEPS, apart, models};

macro_rules! declare {
    ($name:ident $inputs:tt, $between:ident, [$($layer:ident $outputs:tt $activation:ident),+], $($loss:ident)?) => {
        network! { pub struct $name { input: [f32; $inputs], $($layer: Dense($outputs), $activation,)+ } }
    };
}
models!(declare);

/// The targets that a loss takes.
macro_rules! targets {
    (CrossEntropy, $classes:expr) => {
        $classes
    };
    ($loss:ident, $classes:expr) => {
        $classes.map(|class| [class as f32])
    };
}

/// A batch, at a multiple of 64.
macro_rules! rows {
    ($model:ident, $inputs:tt, $batch:literal) => {{
        let mut x = aligned([[0.0f32; $inputs]; $batch]);
        x.0.as_flattened_mut().copy_from_slice(&$model.batch($batch));
        x
    }};
}

/// A trainer's steps; the loss behind the first few is what it should be.
macro_rules! taught {
    ($model:ident, $name:literal, $batch:literal, $step:expr) => {{
        let mut step = $step;
        let loss = (0..=STEPS).map(|_| step()).last().unwrap_or(f32::NAN);
        let right = $model.loss.map(|loss| Reference::loss_after($model, $batch, loss, STEPS));
        Contender {
            name: $name,
            error: apart(&[loss], right.as_slice()),
            work: Box::new(move || {
                step();
            }),
        }
    }};
}

/// Our pass in one row; with one example a step, by either trainer.
pub fn contenders(model: Model, training: bool, batch: usize) -> Vec<Contender> {
    let mut found: Vec<Contender> = Vec::new();
    macro_rules! each {
        ($name:ident $inputs:tt, $between:ident, [$($layer:ident $outputs:tt $activation:ident),+], $($loss:ident)?) => {
            if model.name == stringify!($name) {
                let net = || {
                    let mut net = aligned($name::zeros());
                    let mut parameters = model.parameters().into_iter();
                    $(if let Some(layer) = parameters.next() {
                        net.0.$layer.weight.as_flattened_mut().copy_from_slice(&layer.weight);
                        net.0.$layer.bias.copy_from_slice(&layer.bias);
                    })+
                    net
                };
                let mut out = aligned([$name::zeros().forward(&[0.0; $inputs]); 32]);
                match (training, batch) {
                    (false, 1) => {
                        let (net, x) = (net(), rows!(model, $inputs, 1));
                        let [y, ..] = &mut out.0;
                        net.0.forward_into(&x.0[0], y);
                        let error = apart(y, Reference::new(model).forward(1));
                        let work = Box::new(move || {
                            let [y, ..] = &mut out.0;
                            net.0.forward_into(&black_box(&x.0)[0], y);
                            black_box(y);
                        });
                        found.push(Contender { name: "ours", error, work });
                    }
                    (false, _) => {
                        let (net, x) = (net(), rows!(model, $inputs, 32));
                        net.0.forward_batch(&x.0, &mut out.0);
                        let error = apart(out.0.as_flattened(), Reference::new(model).forward(32));
                        let work = Box::new(move || {
                            net.0.forward_batch(black_box(&x.0), &mut out.0);
                            black_box(&mut out);
                        });
                        found.push(Contender { name: "ours", error, work });
                    }
                    (true, 1) => {$(
                        let targets = targets!($loss, [model.classes(1)[0]]);
                        let (mut taught, x) = (net(), rows!(model, $inputs, 1));
                        let mut trainer = aligned(Trainer::new(&taught.0, $loss, Sgd::new(RATE)));
                        found.push(taught!(model, "ours", 1, move || {
                            let step = trainer.0.step(&mut taught.0, black_box(&x.0), black_box(&targets));
                            black_box(step.unwrap_or(f32::NAN))
                        }));
                        let (mut taught, x) = (net(), rows!(model, $inputs, 1));
                        let mut trainer = aligned(FusedTrainer::new(&taught.0, $loss, Sgd::new(RATE)));
                        found.push(taught!(model, "ours, fused", 1, move || {
                            let step = trainer.0.step(&mut taught.0, &black_box(&x.0)[0], &black_box(&targets)[0]);
                            black_box(step.unwrap_or(f32::NAN))
                        }));
                    )?}
                    (true, _) => {$(
                        let classes: [usize; 32] = std::array::from_fn(|row| model.classes(32)[row]);
                        let targets = targets!($loss, classes);
                        let (mut taught, x) = (net(), rows!(model, $inputs, 32));
                        let mut trainer = aligned(Trainer::new(&taught.0, $loss, Sgd::new(RATE)));
                        found.push(taught!(model, "ours", 32, move || {
                            let step = trainer.0.step(&mut taught.0, black_box(&x.0), black_box(&targets));
                            black_box(step.unwrap_or(f32::NAN))
                        }));
                    )?}
                }
            }
        };
    }
    models!(each);
    found
}
