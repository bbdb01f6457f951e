//! refused: a network cannot contain itself; at the inner `Tree`

use nn_core::prelude::*;

network! {
    pub struct Tree {
        input:  [f32; 4],
        left:   Dense(4),
        Relu,
        deeper: Tree,
    }
}

fn main() {
    let net = Tree::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
}
