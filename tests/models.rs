//! The networks of MLPerf Tiny as they are declared in `examples/models`: as large as its layer lists say, and the same when folded.

#[path = "../examples/models/networks.rs"]
mod networks;

use networks::*;
use nn_core::prelude::*;
use nn_core::{Gradients, Plain};

/// The two largest values that are there at once, four bytes each: what goes into a layer and what comes out, and in ResNet what goes around.
#[test]
fn buffers() {
    // The first map, and beside it another of a block whose input is added to its output.
    assert_eq!(ResNet8Folded::INFERENCE_BYTES, 4 * 3 * 32 * 32 * 16);
    assert_eq!(DsCnnFolded::INFERENCE_BYTES, 4 * 2 * 25 * 5 * 64);
    assert_eq!(MobileNetFolded::INFERENCE_BYTES, 4 * (48 * 48 * 8 + 48 * 48 * 16));
    assert_eq!(AnomalyFolded::INFERENCE_BYTES, 4 * 2 * 128);
}

fn input<N: Network<Scalar = f32>>(random: &mut Random) -> Box<Input<N>> {
    let mut input = Box::new(Input::<N>::ZERO);
    Gradients::<f32>::as_mut_slice(&mut *input).fill_with(|| random.uniform());
    input
}

/// The whole network answers what it answers when its `BatchNorm` lines are in the layers before them, after steps that moved their averages.
#[test]
fn folded_they_answer_the_same() -> Result<(), TrainError> {
    let mut random = Random::new(3);
    let mut net = DsCnn::boxed(1);
    let mut trainer = Trainer::boxed(&*net, CrossEntropy, Sgd::new(0.05));
    let frames: Vec<Input<DsCnn>> = (0..16).map(|_| *input::<DsCnn>(&mut random)).collect();
    let classes: Vec<usize> = (0..16).map(|row| row % 12).collect();
    let before = net.forward(&frames[0]);
    for _ in 0..3 {
        trainer.step(&mut net, &frames, &classes)?;
    }
    assert!(net.forward(&frames[0]).iter().zip(&before).any(|(a, b)| (a - b).abs() > 1e-3));
    let mut folded = DsCnnFolded::boxed(0);
    net.folded_into(&mut folded);
    for frame in &frames {
        let (whole, folded) = (net.forward(frame), folded.forward(frame));
        assert!(whole.iter().zip(&folded).all(|(a, b)| (a - b).abs() < 1e-4), "{whole:?} {folded:?}");
    }
    Ok(())
}
