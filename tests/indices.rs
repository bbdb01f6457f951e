//! Networks over indices: an index is below its limit by construction, and everything a network does is there for them.

use nn_core::layer::Embedding;
use nn_core::prelude::*;
use nn_core::{Indices, Plain};

mod common;

network! {
    struct Letters {
        input:  [Index<5>; 4],
        embed:  Embedding(3),
        gru:    Gru(6),
        each:   EachStep { next: Dense(5), Softmax },
    }
}

network! { #[scalar(f64)] struct Frozen { input: [Index<300, u16>; 3], #[frozen] embed: Embedding(2), gru: Gru(2), Flatten, out: Dense(2) } }
network! { #[scalar(T)] struct Generic<T: Scalar, const STEPS: usize> { input: [Index<5>; STEPS], embed: Embedding(3), Tanh, GlobalAveragePool, out: Dense(2) } }
network! { #[scalar(f64)] struct Only { input: [Index<5>; 4], embed: Embedding(3) } }

fn letters<const STEPS: usize>(of: [usize; STEPS]) -> [Index<5>; STEPS] {
    of.map(|letter| Index::new(letter).expect("below 5"))
}

/// The record of the layer: what stands several times adds up in the gradient.
#[test]
fn golden() {
    let (_, records) = common::golden("layers.json");
    let record = records.iter().find(|record| record["layer"] == "embedding").expect("a record");
    let (table, indices) = (&record["params"]["table"], &record["fixed"]["indices"]);
    assert_eq!((common::shape(table), common::shape(indices)), (vec![6, 3], vec![2, 3]));
    let mut layer = Embedding::<f64, Indices<3, Index<6>>, 3>::ZERO;
    layer.rows_mut().as_flattened_mut().copy_from_slice(&common::numbers(table));
    let indices: Vec<_> =
        common::numbers(indices).iter().map(|&index| Index::<6>::new(index as usize).unwrap()).collect();
    let x: [[Index<6>; 3]; 2] = [indices[..3].try_into().unwrap(), indices[3..].try_into().unwrap()];
    let (mut out, mut gradients) = ([[[0.0; 3]; 3]; 2], Plain::ZERO);
    layer.forward_rows(&x, &mut out);
    assert_eq!(out.as_flattened().as_flattened(), common::numbers(&record["output"]));
    let mut grad_out = [[[0.0; 3]; 3]; 2];
    grad_out.as_flattened_mut().as_flattened_mut().copy_from_slice(&common::numbers(&record["upstream"]));
    let seen = Seen { x: &x, out: &out, tape: &() };
    layer.backward_rows(seen, &mut grad_out, Some(&mut gradients), None);
    let gradients: &Embedding<f64, Indices<3, Index<6>>, 3> = &gradients;
    assert_eq!(gradients.rows().as_flattened(), common::numbers(&record["grads"]["table"]));
}

#[test]
fn gradients() {
    let wide = [7, 299, 7].map(|index| Index::new(index).unwrap());
    nn_core::check::gradients(&mut Frozen::new(1), &wide, &[0.5, -1.0], 1e-7).unwrap();
    nn_core::check::gradients(&mut Generic::<f64, 3>::new(1), &letters([4, 0, 4]), &[0.5, -1.0], 1e-7).unwrap();
    nn_core::check::gradients(&mut Only::new(1), &letters([4, 0, 4, 1]), &[[0.5, -1.0, 2.0]; 4], 1e-7).unwrap();
    let blocks = [letters([4, 0, 4]), letters([1, 1, 4])];
    nn_core::check::gradients_rows(&mut Generic::<f64, 3>::new(1), &blocks, &[[0.5, -1.0], [2.0, 1.0]], 1e-7).unwrap();
}

/// A network learns to say what comes next, whole and frame by frame; fused steps, files and reports know it too.
#[test]
fn learns_what_comes_next() {
    let inputs: Vec<_> = (0..5).map(|first| letters([0, 1, 2, 3].map(|step| (first + 2 * step) % 5))).collect();
    let targets: Vec<_> = (0..5).map(|first| [1, 2, 3, 4].map(|step| (first + 2 * step) % 5)).collect();
    let mut net = Letters::new(3);
    let data = Data::new(&inputs, &targets);
    let mut trainer = Trainer::new(&net, CrossEntropy, Adam::new(0.03));
    trainer.fit(&mut net, &data, Fit { epochs: 120, batch: 5, ..Fit::default() }, |_| {}).unwrap();
    let report = evaluate(&net, &data, CrossEntropy).unwrap();
    assert_eq!((report.rows, report.judged, report.accuracy()), (5, 20, Some(1.0)));
    let mut stream = Letters::stream();
    for (input, target) in inputs.iter().zip(&targets) {
        stream.reset();
        for (letter, &next) in input.iter().zip(target) {
            assert_eq!(net.step(&mut stream, letter).map(|out| argmax(&out)), Some(next));
        }
    }
    assert!(Letters::from_bytes(&net.to_vec()).unwrap() == net);
    let before = net.clone();
    FusedTrainer::new(&net, CrossEntropy, Sgd::new(0.1)).step(&mut net, &inputs[0], &targets[0]).unwrap();
    assert!(net != before && net.is_finite());
    assert_eq!(net.trace(&inputs[0]).embed[1], net.embed.weight[2]);
}

/// Only rows that were seen move.
#[test]
fn only_what_was_seen_is_trained() {
    let (mut net, before) = (Letters::new(1), Letters::new(1));
    let mut trainer = Trainer::new(&net, CrossEntropy, Sgd::new(0.5));
    trainer.step(&mut net, &[letters([1, 3, 1, 3])], &[[0usize; 4]]).unwrap();
    for (row, (now, then)) in net.embed.weight.iter().zip(&before.embed.weight).enumerate() {
        assert_eq!(now != then, row == 1 || row == 3, "{row}");
    }
}
