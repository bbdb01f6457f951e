//! one mistake
//@ fix: Adam<Other> => Adam<Net>

use nn_core::prelude::*;

network! { pub struct Other { input: [f32; 4], hidden: Dense(3), output: Dense(2) } }

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(2),
    }
}

fn main() {
    let mut net = Net::new(7);
    let mut adam: Adam<Other> = Adam::new(0.1);
    let gradients = Net::gradients();
    adam.step(&mut net, &gradients); //~ step
}
