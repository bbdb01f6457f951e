//! refused: `1 / 4` is a whole number, 0: write `0.25` or `1.0 / 4.0`; at `1 / 4`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 4],
        hidden: Dense(8),
        Relu,
        Dropout(1 / 4),
        output: Dense(3),
    }
}

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
}
