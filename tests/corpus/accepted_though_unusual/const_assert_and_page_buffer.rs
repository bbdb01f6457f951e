//! accepted: nothing: the facts are constants and may be sizes of arrays

use nn_core::prelude::*;

network! {
    pub struct Motor {
        input:  [f32; 8],
        hidden: Dense(4),
        Relu,
        output: Dense(1),
    }
}

const _: () = assert!(Motor::WEIGHT_BYTES <= 1024 && Motor::FUSED_TRAINING_BYTES < 2048);
static PAGE: [u8; Motor::BYTES] = [0xff; Motor::BYTES];
static MOTOR: Motor = Motor::zeros();

fn main() {
    println!("{} {:?}", PAGE.len(), MOTOR.forward(&[0.0; 8]));
}
