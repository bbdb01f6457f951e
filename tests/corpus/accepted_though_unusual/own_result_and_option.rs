//! accepted: should compile: the user's own `Result`, `Option`, `Some` and `Vec` in scope do not disturb what the macro makes

use nn_core::prelude::*;

#[allow(dead_code)]
type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;
#[allow(dead_code)]
enum Option {
    Some,
    None,
}
#[allow(dead_code)]
struct Vec {
    x: f32,
    y: f32,
}
#[allow(dead_code)]
trait Default {}

network! {
    pub struct Net {
        input:  [f32; 4],
        hidden: Dense(8),
        Relu,
        output: Dense(3),
        Softmax,
    }
}

fn main() -> Result<()> {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
    Ok(())
}
