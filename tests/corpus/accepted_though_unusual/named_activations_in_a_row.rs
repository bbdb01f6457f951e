//! accepted: nothing is pointed to: activations may be named and may follow one another, and a trace has one array per named line

use nn_core::prelude::*;

network! {
    struct Squashed {
        input:  [f32; 3],
        hidden: Dense(4),
        bent:   Relu,
        Softsign,
        flat:   Tanh,
        output: Dense(2),
    }
}

fn main() {
    let net = Squashed::new(8);
    let trace = net.trace(&[0.1, 0.2, 0.3]);
    println!("{:?} {:?} {:?}", trace.hidden, trace.bent, trace.flat);
}
