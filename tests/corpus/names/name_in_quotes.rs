//! refused: `"hidden"`; a name is written without quotes: `hidden: Dense(8)`

use nn_core::prelude::*;

network! {
    pub struct Soil {
        input:    [f32; 3],
        "hidden": Dense(8),
        Relu,
        moisture: Dense(1),
    }
}

fn main() {
    let net = Soil::new(4);
    println!("{:.1}", net.forward(&[0.3, 21.5, 0.8])[0]);
}
