//! refused: a network has a `Default` already, which is `zeros`; at the `impl Default for Net`
//! flaw: underlines the declaration, and advises nothing

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 4],
        hidden: Dense(8),
        Tanh,
        output: Dense(1),
    }
}

impl Default for Net {
    fn default() -> Self {
        Net::new(42)
    }
}

fn main() {
    println!("{:?}", Net::default().forward(&[0.0; 4]));
}
