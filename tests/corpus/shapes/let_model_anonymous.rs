//! refused: `network!` declares a type outside of expressions: `network! { struct Model { … } }`, then `Model::new(seed)`; at `input` where `struct` is expected

use nn_core::prelude::*;

fn main() {
    let model = network! {
        input:  [f32; 4],
        hidden: Dense(8),
        Relu,
        output: Dense(3),
    };
    println!("{:?}", model.forward(&[0.0; 4]));
}
