//! refused: `new` draws random numbers and is no constant: use `Motor::zeros()` or `weights!`; at `Motor::new(7)`

use nn_core::prelude::*;

network! {
    pub struct Motor {
        input:  [f32; 8],
        hidden: Dense(4),
        Relu,
        output: Dense(1),
    }
}

static MOTOR: Motor = Motor::new(7);

fn main() {
    println!("{:?}", MOTOR.forward(&[0.0; 8]));
}
