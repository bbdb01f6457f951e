//! one mistake
//@ fix: let net: Net => let net: Net<4>

use nn_core::prelude::*;

network! {
    pub struct Net<const N: usize> {
        input: [f32; N],
        output: Dense(1),
    }
}

fn main() {
    let net: Net = Net::new(7); //~ Net
    drop(net);
}
