//! refused: `Xor::read("xor.nn")`, which is a `Result`; write `Xor::read("xor.nn")?`

use nn_core::prelude::*;

network! {
    pub struct Xor {
        input:  [f32; 2],
        hidden: Dense(4),
        Tanh,
        output: Dense(1),
        Sigmoid,
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let net: Xor = Xor::read("xor.nn");
    for x in [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]] {
        println!("{x:?} -> {:.3}", net.forward(&x)[0]);
    }
    Ok(())
}
