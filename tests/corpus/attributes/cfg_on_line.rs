//! refused: a line takes no `cfg`: put it on two networks; at the `cfg`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 4],
        #[cfg(target_pointer_width = "64")]
        hidden: Dense(64),
        #[cfg(not(target_pointer_width = "64"))]
        hidden: Dense(8),
        Tanh,
        output: Dense(1),
    }
}

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
}
