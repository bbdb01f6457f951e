//! refused: `Swish`; unknown layer, here it is called `Silu` (not `HardSwish`)

use nn_core::prelude::*;

network! {
    pub struct Motor {
        input:  [f32; 5],
        hidden: Dense(18),
        Swish,
        torque: Dense(1),
    }
}

fn main() {
    let net = Motor::new(4);
    println!("{:.3}", net.forward(&[0.1, 0.2, 0.3, 0.4, 0.5])[0]);
}
