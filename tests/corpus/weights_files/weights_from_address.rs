//! refused: `weights!` takes the path of a file as a string, not an address; to read memory use `from_bytes`; at the number

use nn_core::prelude::*;

network! {
    pub struct Motor {
        input:  [f32; 8],
        hidden: Dense(4),
        Relu,
        output: Dense(1),
    }
}

static MOTOR: Motor = nn_core::weights!(Motor, 0x0801_0000);

fn main() {
    println!("{:?}", MOTOR.forward(&[0.0; 8]));
}
