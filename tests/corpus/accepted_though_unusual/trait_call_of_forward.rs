//! accepted: valid: the trait's function, called by path, and `argmax` of its answer

use nn_core::{Network, argmax, network};

network! {
    pub struct Small {
        input:  [f32; 4],
        hidden: Dense(8),
        Relu,
        output: Dense(3),
        Softmax,
    }
}

fn main() {
    let net = Small::new(0);
    let output = Network::forward(&net, &[0.0; 4]);
    println!("{}", argmax(&output));
}
