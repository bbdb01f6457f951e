//! one mistake
//@ fix: classes(&net => classes(&*net

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(2),
    }
}

fn classes<N: Network>(net: &N, x: &Input<N>) -> usize {
    net.classify(x)
}

fn main() {
    let net = Box::new(Net::new(7));
    classes(&net, &[0.0; 4]); //~ &net
}
