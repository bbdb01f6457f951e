//! refused: a layer line takes `#[frozen]` and `#[unroll]` only; place the `static` of the network instead; at `link_section`

use nn_core::prelude::*;

network! {
    pub struct Motor {
        input:  [f32; 8],
        #[link_section = ".qspi"]
        hidden: Dense(4),
        Relu,
        output: Dense(1),
    }
}

fn main() {
    let net = Motor::new(1);
    println!("{:?}", net.forward(&[0.0; 8]));
}
