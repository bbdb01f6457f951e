//! refused: two dimensions are written `[f32; (32, 3)]`, not as nested arrays; at `[f32; 3]`

use nn_core::prelude::*;

network! {
    /// 32 samples of three axes.
    pub struct Accel {
        input:  [[f32; 3]; 32],
        Flatten,
        hidden: Dense(8),
        Relu,
        output: Dense(4),
    }
}

fn main() {
    let net = Accel::new(5);
    println!("{:?}", net.forward(&[[0.0; 3]; 32]));
}
