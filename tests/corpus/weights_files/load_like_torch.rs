//! refused: a file is read by `Small::read(path)?`; point to `load_state_dict` and name `read`

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
    let mut net = Small::new(0);
    net.load_state_dict("small.nn")?;
    println!("{}", net.classify(&[0.0; 4]));
    Ok(())
}
