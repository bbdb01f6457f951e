//! accepted: nothing: raw identifiers and names of std or of usual type parameters do not disturb

use nn_core::prelude::*;

#[allow(dead_code)]
type Result<T> = std::result::Result<T, String>;
#[allow(dead_code)]
enum Option {
    Some,
    None,
}
mod core {}
const T: usize = 4;
const N: usize = 8;
const IN: usize = 3;
const OUT: usize = 1;

network! {
    pub struct Net {
        input:   [f32; T],
        r#type:  Dense(N),
        Tanh,
        forward: Dense(IN),
        Tanh,
        r#match: Dense(OUT),
    }
}

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
}
