//! accepted: nothing is pointed to: `record`, `backward`, `step` and `clear` are there for people who write their own loop

use nn_core::prelude::*;

network! {
    struct Line {
        input: [f64; 1],
        slope: Dense(1),
    }
}

fn main() {
    let mut net = Line::new(3);
    let mut tape = Tape::new(0);
    let mut gradients = Line::gradients();
    for _ in 0..100 {
        for (x, target) in [(1.0, 3.0), (2.0, 5.0), (3.0, 7.0)] {
            let [y] = *net.record(&[x], &mut tape);
            net.backward(&tape, &[2.0 * (y - target) / 3.0], &mut gradients);
        }
        Sgd::new(0.05).step(&mut net, &gradients);
        gradients.clear();
    }
    println!("{:.2} {:.2}", net.slope.weight[0][0], net.slope.bias[0]);
}
