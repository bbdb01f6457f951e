//! refused: a layer takes no `mut`: a network is mutable where it is bound, `let mut net`; at `mut`

use nn_core::prelude::*;

network! {
    pub struct Motor {
        input:  [f32; 8],
        #[frozen]
        hidden: Dense(4),
        Relu,
        mut output: Dense(1),
    }
}

fn main() {
    let net = Motor::new(1);
    println!("{:?}", net.forward(&[0.0; 8]));
}
