//! accepted: nothing: a parameter may have a default

use nn_core::prelude::*;

network! {
    pub struct Net<const N: usize = 16> {
        input:  [f32; 4],
        hidden: Dense(N),
        Tanh,
        output: Dense(1),
    }
}

type Standard = Net;

fn main() {
    println!("{:?}", Standard::new(1).forward(&[0.0; 4]));
}
