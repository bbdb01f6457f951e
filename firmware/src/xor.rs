//! XOR, learned from scratch on the chip.

use core::hint::black_box;
use core::mem::size_of;

use nn_core::prelude::*;

network! {
    /// Two bits in, one out.
    pub struct Xor {
        input:  [f32; 2],
        hidden: Dense(4, init = GlorotUniform), // takes less flash than a normal draw
        Sigmoid,
        output: Dense(1, init = GlorotUniform),
        Sigmoid,
    }
}

/// The questions.
pub static INPUTS: [[f32; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
/// The answers.
pub static TARGETS: [[f32; 1]; 4] = [[0.0], [1.0], [1.0], [0.0]];

/// The trainer: one example at a time, no buffer for gradients.
pub type XorTrainer = FusedTrainer<Xor, BinaryCrossEntropy>;

/// One answer.
#[inline(never)]
pub fn infer(net: &Xor, input: &[f32; 2], output: &mut [f32; 1]) {
    net.forward_into(input, output);
}

/// One step of training; whether it succeeded.
#[inline(never)]
pub fn step(net: &mut Xor, trainer: &mut XorTrainer, input: &[f32; 2], target: &[f32; 1]) -> bool {
    trainer.step(net, input, target).is_ok()
}

/// Whether the answer is on the right side, by a margin.
#[inline(never)]
pub fn right(net: &Xor) -> bool {
    INPUTS.iter().zip(&TARGETS).all(|(input, [target])| {
        let mut output = [0.0];
        infer(net, input, &mut output);
        let [output] = output;
        (output - target).abs() < 0.25
    })
}

/// Draws the first weights, in a function of its own: what it takes of the stack is free again for learning.
#[inline(never)]
fn initialize(net: &mut Xor, seed: u64) {
    net.initialize(&mut Random::at(seed, Purpose::Initialize, 0));
}

/// Trains from scratch until all four answers are right; returns the number of epochs, or nothing after too many.
#[inline(always)]
pub fn learn(net: &mut Xor, seed: u64) -> Option<u32> {
    initialize(net, seed);
    train(net)
}

/// Likewise.
#[inline(never)]
fn train(net: &mut Xor) -> Option<u32> {
    let mut trainer = FusedTrainer::new(net, BinaryCrossEntropy, Sgd::new(1.0));
    for epoch in 1..2000 {
        for (input, target) in INPUTS.iter().zip(&TARGETS) {
            if !step(net, &mut trainer, input, target) {
                return None;
            }
        }
        if right(net) {
            return Some(epoch);
        }
    }
    None
}

/// Bytes planned for an answer; input and output are the caller's.
pub const INFERENCE: usize = Xor::INFERENCE_BYTES;
/// Bytes planned for training from scratch, the network among them.
pub const TRAINING: usize = Xor::WEIGHT_BYTES + Xor::FUSED_TRAINING_BYTES + size_of::<[f32; 3]>();

/// Weights for the smallest programs.
static BLANK: Xor = Xor::zeros();

/// The smallest program that answers.
pub fn only_infer() {
    let mut output = [0.0];
    infer(black_box(&BLANK), black_box(&[0.0; 2]), &mut output);
    black_box(output);
}

/// The smallest program that learns.
pub fn only_train() {
    let mut net = black_box(&BLANK).clone();
    let mut trainer = FusedTrainer::new(&net, BinaryCrossEntropy, Sgd::new(1.0));
    black_box(step(&mut net, &mut trainer, black_box(&[0.0; 2]), black_box(&[0.0])));
    black_box(net);
}
