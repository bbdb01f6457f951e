//! refused: lines cannot be left out by `cfg`: declare two networks and choose between those; point to `cfg`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 16],
        hidden: Dense(32),
        Relu,
        #[cfg(not(target_os = "none"))]
        extra:  Dense(32),
        Relu,
        logits: Dense(4),
        Softmax,
    }
}

fn main() {
    let net = Net::new(1);
    println!("{}", net.classify(&[0.0; 16]));
}
