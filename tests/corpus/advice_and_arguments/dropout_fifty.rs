//! refused: `50` in `Dropout(50)`; a rate is a share from 0 to 1: write `Dropout(0.5)`

use nn_core::prelude::*;

network! {
    pub struct Tumours {
        input:  [f32; 30],
        hidden: Dense(32),
        Relu,
        Dropout(50),
        output: Dense(1),
        Sigmoid,
    }
}

fn main() {
    let net = Tumours::new(1);
    println!("{:.3}", net.forward(&[0.1; 30])[0]);
}
