//! accepted: valid: any path, by value or by reference, saves and reads

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
    let net = Small::new(0);
    let file = std::env::temp_dir().join("small_saved.nn");
    net.save(file.clone())?;
    let again = Small::read(&file)?;
    assert!(net == again);
    Ok(())
}
