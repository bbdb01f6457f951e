//! refused: a layer's name stands alone: `hidden: …`, without `self.`; at `self`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        self.hidden: Dense(8),
        Relu,
        self.output: Dense(3),
    }
}

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
}
