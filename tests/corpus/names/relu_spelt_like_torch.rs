//! refused: `ReLU`; unknown layer, did you mean `Relu`

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 10],
        fc1:   Dense(20),
        ReLU,
        fc2:   Dense(2),
        Softmax,
    }
}

fn main() {
    let net = Net::new(0);
    println!("{:?}", net.forward(&[0.0; 10]));
}
