//! accepted: valid: an alias, an array of sizes and both scalars of one generic network

use nn_core::prelude::*;

network! {
    pub struct Net<T: Scalar, const IN: usize, const WIDTH: usize> {
        input:  [T; IN],
        hidden: Dense(WIDTH),
        Relu,
        output: Dense(2),
    }
}

const SIZES: [usize; 2] = [3, 16];
type Small = Net<f32, 3, 8>;
type Precise = Net<f64, { SIZES[0] }, { SIZES[1] }>;

fn main() {
    let (small, precise) = (Small::new(0), Precise::new(0));
    println!("{:?} {:?}", small.forward(&[0.0; 3]), precise.forward(&[0.0; 3]));
}
