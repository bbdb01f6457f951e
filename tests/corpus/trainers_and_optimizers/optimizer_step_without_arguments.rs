//! refused: the call `optimizer.step()`; it needs the network and the gradients: write `optimizer.step(&mut net, &gradients)`

use nn_core::prelude::*;

network! {
    struct Line {
        input: [f64; 1],
        slope: Dense(1),
    }
}

fn main() {
    let mut net = Line::new(3);
    let mut optimizer = Sgd::new(0.1);
    let mut tape = Tape::new(0);
    let mut gradients = Line::gradients();
    let [y] = *net.record(&[2.0], &mut tape);
    net.backward(&tape, &[2.0 * (y - 5.0)], &mut gradients);
    optimizer.step();
    println!("{:.3}", net.forward(&[2.0])[0]);
}
