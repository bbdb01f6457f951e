//! refused: `Dense` takes the number of outputs; weights are set on the value: `net.hidden.weight = …`; at the array

use nn_core::prelude::*;

network! {
    pub struct Neuron {
        input: [f32; 3],
        cell:  Dense([[0.2], [0.8], [-0.5]]),
        Sigmoid,
    }
}

fn main() {
    let net = Neuron::new(1);
    println!("{:?}", net.forward(&[0.0; 3]));
}
