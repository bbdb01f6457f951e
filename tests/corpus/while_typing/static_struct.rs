//! refused: `network!` declares a type, not a variable: drop `static`, then `static MOTOR: Motor = …`; at `static`

use nn_core::prelude::*;

network! {
    pub static struct Motor {
        input:  [f32; 8],
        hidden: Dense(4),
        Relu,
        output: Dense(1),
    }
}

fn main() {
    let net = Motor::new(1);
    println!("{:?}", net.forward(&[0.0; 8]));
}
