//! one mistake
//@ fix: Net::new => Net::<f32>::new

use nn_core::prelude::*;

network! {
    pub struct Net<T: Scalar> {
        input: [T; 4],
        output: Dense(1),
    }
}

fn main() {
    Net::new(7); //~ Net
}
