//! refused: this network computes in `f32`: the row is `[f64; 2]`; point to `&row` and say that `input: [f64; 2]` would make it f64

use nn_core::prelude::*;

network! {
    struct Xor {
        input:  [f32; 2],
        hidden: Dense(4),
        Tanh,
        output: Dense(1),
        Sigmoid,
    }
}

fn read_sensor() -> [f64; 2] {
    [0.25, 0.75]
}

fn main() {
    let net = Xor::new(7);
    let row = read_sensor();
    let p = net.forward(&row)[0];
    println!("{p}");
}
