//! refused: `from_bytes` takes the bytes of a file, not its name: `Small::read("small.nn")`; point to the string
//! flaw: advises `b"small.nn"`

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

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let net = Small::from_bytes("small.nn")?;
    println!("{}", net.classify(&[0.0; 4]));
    Ok(())
}
