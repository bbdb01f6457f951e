//! accepted: at most a warning about the case of a name

use nn_core::prelude::*;

network! {
    pub struct Größe {
        ввод:     [f32; 2],
        Hidden_1: Dense(4),
        Tanh,
        sortie_é: Dense(1),
        Sigmoid,
    }
}

fn main() {
    let net = Größe::new(1);
    println!("{:?}", net.forward(&[0.0; 2]));
}
