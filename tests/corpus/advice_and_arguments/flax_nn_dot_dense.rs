//! refused: a layer is a Rust path, without `nn.`; point to `nn.` (or its dot) and propose `Dense(32)`

use nn_core::prelude::*;

network! {
    pub struct Mlp {
        input:  [f32; 6],
        hidden: nn.Dense(32),
        Tanh,
        out:    Dense(2),
    }
}

fn main() {
    let mlp = Mlp::new(0);
    println!("{:?}", mlp.forward(&[1.0; 6]));
}
