//! refused: `T` is declared, but the input is `f32`: write `[T; 4]`; point to `f32` or to `T`

use nn_core::prelude::*;

network! {
    pub struct Net<T: Scalar> {
        input:  [f32; 4],
        hidden: Dense(8),
        Relu,
        output: Dense(2),
    }
}

fn main() {
    let net = Net::<f32>::new(0);
    println!("{:?}", net.forward(&[0.0; 4]));
}
