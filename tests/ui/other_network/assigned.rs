//! one mistake
//@ fix: net = Other::new => net = Net::new

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
    net = Other::new(7); //~ Other::new(7)
    drop(net);
}
