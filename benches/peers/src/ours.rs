//! nn-core, as somebody uses it who reads its front page.

use std::hint::black_box;

use nn_core::prelude::*;

use crate::clock::{Contender, aligned};
use crate::model::{Model, RATE, Reference, STEPS, apart, models};
use crate::network::Network;
use crate::{image, series};

macro_rules! declare {
    ($name:ident $inputs:tt, $between:ident, [$($layer:ident $outputs:tt $activation:ident),+], $($loss:ident)?) => {
        network! { pub struct $name { input: [f32; $inputs], $($layer: Dense($outputs), $activation,)+ } }
    };
}
models!(declare);

network! {
    pub struct M6 {
        input: [f32; (28, 28, 1)],
        edges: Conv2d(8, kernel = 3),
        Relu,
        MaxPool2d(2),
        curves: Conv2d(16, kernel = 3),
        Relu,
        MaxPool2d(2),
        Flatten,
        logits: Dense(10),
    }
}

network! { pub struct M8 { input: [f32; (32, 10)], gru: Gru(64) } }

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

/// Our pass in one row.
pub fn contenders(network: Network, training: bool, batch: usize) -> Vec<Contender> {
    match network {
        Network::Dense(model) => dense(model, training, batch),
        Network::Image => vec![of_image(batch)],
        Network::Series => vec![of_series()],
    }
}

/// With one example a step, by either trainer.
fn dense(model: Model, training: bool, batch: usize) -> Vec<Contender> {
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

fn of_image(batch: usize) -> Contender {
    let mut net = aligned(M6::zeros());
    let [edges, curves, logits] = image::parameters();
    net.0.edges.weight.as_flattened_mut().as_flattened_mut().as_flattened_mut().copy_from_slice(&edges.weight);
    net.0.edges.bias.copy_from_slice(&edges.bias);
    net.0.curves.weight.as_flattened_mut().as_flattened_mut().as_flattened_mut().copy_from_slice(&curves.weight);
    net.0.curves.bias.copy_from_slice(&curves.bias);
    net.0.logits.weight.as_flattened_mut().copy_from_slice(&logits.weight);
    net.0.logits.bias.copy_from_slice(&logits.bias);
    let (mut x, mut out) = (aligned([[[[0.0; 1]; 28]; 28]; 32]), aligned([[0.0; 10]; 32]));
    x.0.as_flattened_mut().as_flattened_mut().as_flattened_mut().copy_from_slice(&image::batch(32));
    let pass = move |x: &[[[[f32; 1]; 28]; 28]; 32], out: &mut [[f32; 10]; 32]| match batch {
        1 => net.0.forward_into(&x[0], &mut out[0]),
        _ => net.0.forward_batch(x, out),
    };
    pass(&x.0, &mut out.0);
    let error = apart(out.0[..batch].as_flattened(), &image::outputs(batch));
    let work = move || {
        pass(black_box(&x.0), &mut out.0);
        black_box(&mut out);
    };
    Contender { name: "ours", error, work: Box::new(work) }
}

fn of_series() -> Contender {
    let mut net = aligned(M8::zeros());
    let [of_frame, of_state] = series::parameters();
    net.0.gru.weight.as_flattened_mut().as_flattened_mut().copy_from_slice(&of_frame.weight);
    net.0.gru.bias.as_flattened_mut().copy_from_slice(&of_frame.bias);
    net.0.gru.recurrent_weight.as_flattened_mut().as_flattened_mut().copy_from_slice(&of_state.weight);
    net.0.gru.recurrent_bias.as_flattened_mut().copy_from_slice(&of_state.bias);
    let mut stream = aligned(M8::stream());
    series::contender("ours", move |frame| net.0.step(&mut stream.0, frame).unwrap_or([f32::NAN; series::UNITS]))
}
