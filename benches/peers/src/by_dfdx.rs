//! Whole training by dfdx, a framework that knows its shapes at compile time as well.

use dfdx::optim::{Adam, AdamConfig};
use dfdx::prelude::*;

use crate::clock::now;
use crate::digits::{BATCH, EPOCHS, Set, order};

type Net = ((Linear<64, 100>, ReLU), (Linear<100, 50>, ReLU), Linear<50, 10>);

/// Seconds, and the share of right answers.
pub fn train(learn: &Set, test: &Set) -> (f64, f64) {
    let start = now();
    let device = Cpu::seed_from_u64(7);
    let mut net = device.build_module::<Net, f32>();
    let mut adam = Adam::new(&net, AdamConfig { lr: 1e-3, ..AdamConfig::default() });
    let mut gradients = net.alloc_grads();
    for epoch in 0..EPOCHS {
        for rows in order(learn.x.len(), epoch).chunks(BATCH) {
            let x: Vec<f32> = rows.iter().flat_map(|&row| learn.x[row]).collect();
            let mut targets = vec![0.0; rows.len() * 10];
            for (targets, &row) in targets.chunks_exact_mut(10).zip(rows) {
                targets[learn.digits[row]] = 1.0;
            }
            // The last batch is shorter, so that its size is none of the type's.
            let x = device.tensor_from_vec(x, (rows.len(), Const::<64>));
            let targets = device.tensor_from_vec(targets, (rows.len(), Const::<10>));
            let loss = cross_entropy_with_logits_loss(net.forward_mut(x.traced(gradients)), targets);
            gradients = loss.backward();
            if adam.update(&mut net, &gradients).is_err() {
                return (f64::NAN, 0.0);
            }
            net.zero_grads(&mut gradients);
        }
    }
    let seconds = (now() - start).as_secs_f64();
    let x = device.tensor_from_vec(test.x.concat(), (test.x.len(), Const::<64>));
    let logits = net.forward(x).as_vec();
    let right = logits.chunks_exact(10).zip(&test.digits).filter(|(logits, digit)| {
        let most = logits.iter().copied().fold(f32::MIN, f32::max);
        logits[**digit] == most
    });
    (seconds, right.count() as f64 / test.x.len() as f64)
}
