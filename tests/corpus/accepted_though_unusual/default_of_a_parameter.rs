//! accepted: should compile as for any struct (or else say at `= 16` that defaults are not supported)

use nn_core::prelude::*;

network! {
    pub struct Net<const WIDTH: usize = 16> {
        input:  [f32; 4],
        hidden: Dense(WIDTH),
        Relu,
        output: Dense(2),
    }
}

fn main() {
    let net: Net = Net::new(0);
    println!("{:?}", net.forward(&[0.0; 4]));
}
