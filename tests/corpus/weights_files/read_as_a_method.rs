//! refused: `read` in `net.read("xor.nn")`; it belongs to the type and gives a network: write `let net = Xor::read("xor.nn")?;`
//! flaw: 25 lines

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
    let mut net = Xor::zeros();
    net.read("xor.nn")?;
    net.output.bias[0] += 0.5;
    println!("{:.3}", net.forward(&[0.0, 1.0])[0]);
    Ok(())
}
