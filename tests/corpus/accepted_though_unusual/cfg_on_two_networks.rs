//! accepted: nothing: `cfg` on a network removes all that it makes

use nn_core::prelude::*;

network! {
    #[cfg(target_pointer_width = "64")]
    pub struct Net {
        input:  [f32; 4],
        hidden: Dense(64),
        Tanh,
        output: Dense(1),
    }
}
network! {
    #[cfg(not(target_pointer_width = "64"))]
    pub struct Net {
        input:  [f32; 4],
        hidden: Dense(8),
        Tanh,
        output: Dense(1),
    }
}

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
}
