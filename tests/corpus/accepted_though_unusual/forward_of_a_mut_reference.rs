//! accepted: valid: `&mut [f32; 4]` becomes `&[f32; 4]`, and a boxed network runs like any other

use nn_core::prelude::*;

network! {
    pub struct Small {
        input:  [f32; 4],
        hidden: Dense(8),
        Relu,
        output: Dense(3),
        Softmax,
    }
}

fn normalise_and_run(net: &mut Small, row: &mut [f32; 4]) -> usize {
    row.iter_mut().for_each(|x| *x /= 10.0);
    net.classify(row)
}

fn main() {
    let mut net = Small::boxed(0);
    let mut row = [1.0, 2.0, 3.0, 4.0];
    println!("{} {:?}", normalise_and_run(&mut net, &mut row), net.forward(&mut row));
}
