//! accepted: nothing: lines may be documented, also by `doc =` and block comments

use nn_core::prelude::*;

network! {
    /// A documented network.
    pub struct Net {
        /// Four petals.
        input:  [f32; 4],
        /** The only hidden layer. */
        #[doc = "It has eight neurons."]
        hidden: Dense(8),
        /// Squashed.
        Tanh,
        output: Dense(1),
    }
}

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
}
