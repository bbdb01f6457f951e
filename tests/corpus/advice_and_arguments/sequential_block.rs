//! refused: `Sequential` is called `Chain` here; at `Sequential`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        body:  Sequential {
            hidden: Dense(8),
            Relu,
            output: Dense(3),
        },
    }
}

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
}
