//! refused: `nn.Linear(4, 8)` is `Dense(8)` here, the inputs are inferred; at `nn.Linear`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 4],
        hidden: nn.Linear(4, 8),
        Relu,
        output: Dense(3),
    }
}

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
}
