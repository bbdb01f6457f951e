//! refused: the call `net.save()`; the file is missing: write `net.save("xor.nn")`

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
    let mut net = Xor::new(7);
    net.output.bias = [0.5];
    net.save()?;
    Ok(())
}
