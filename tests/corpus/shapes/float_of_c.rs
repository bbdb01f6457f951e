//! refused: `float` in `[float; 4]`; the scalar is called `f32`: write `[f32; 4]`

use nn_core::prelude::*;

network! {
    pub struct Valve {
        input:   [float; 4],
        hidden:  Dense(6),
        Tanh,
        opening: Dense(1),
        Sigmoid,
    }
}

fn main() {
    let net = Valve::new(1);
    println!("{:.2}", net.forward(&[0.1, 0.2, 0.3, 0.4])[0]);
}
