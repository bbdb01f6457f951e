//! one mistake: Other and Net
//@ fix: Adam::<Other> => Adam::<Net>

use nn_core::prelude::*;

network! { pub struct Other { input: [f32; 4], hidden: Dense(3), output: Dense(2) } }

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(2),
    }
}

fn main() {
    let net = Net::new(7);
    let adam = Adam::<Other>::boxed(0.1);
    Trainer::new(&net, MeanSquaredError, adam); //~ adam
}
