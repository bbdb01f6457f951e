//! refused: `layers[0]`; a name is one word, without brackets: write `layers0` or `first`

use nn_core::prelude::*;

network! {
    pub struct Soil {
        input:     [f32; 3],
        layers[0]: Dense(8),
        Relu,
        moisture:  Dense(1),
    }
}

fn main() {
    let net = Soil::new(4);
    println!("{:.1}", net.forward(&[0.3, 21.5, 0.8])[0]);
}
