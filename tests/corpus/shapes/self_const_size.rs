//! refused: `Self` has no constants inside its own declaration: use a constant outside, `WIDTH`; at `Self::WIDTH`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 4],
        hidden: Dense(Self::WIDTH),
        Tanh,
        output: Dense(1),
    }
}

impl Net {
    pub const WIDTH: usize = 12;
}

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
}
