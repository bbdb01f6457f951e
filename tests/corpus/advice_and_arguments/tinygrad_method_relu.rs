//! refused: a layer has no methods in a declaration; write `Relu` on the next line; point to `.relu()`

use nn_core::prelude::*;

network! {
    struct TinyNet {
        x:  [f32; 784],
        l1: Dense(128).relu(),
        l2: Dense(10),
        Softmax,
    }
}

fn main() {
    let net = TinyNet::new(1337);
    println!("{}", net.classify(&[0.0; 784]));
}
