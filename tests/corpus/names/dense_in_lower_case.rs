//! refused: `dense`; unknown layer, did you mean `Dense`: write `hidden: Dense(18)`

use nn_core::prelude::*;

network! {
    pub struct Motor {
        input:  [f32; 5],
        hidden: dense(18),
        Relu,
        torque: Dense(1),
    }
}

fn main() {
    let net = Motor::new(4);
    println!("{:.3}", net.forward(&[0.1, 0.2, 0.3, 0.4, 0.5])[0]);
}
