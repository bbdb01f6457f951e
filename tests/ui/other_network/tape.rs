//! one mistake
//@ fix: Tape::<Other> => Tape::<Net>

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
    let mut tape = Tape::<Other>::new(0);
    net.record(&[0.0; 4], &mut tape); //~ &mut tape
}
