//! accepted: nothing is pointed to: a generic network is a layer with its parameters given by turbofish, inside a block too

use nn_core::prelude::*;

network! {
    struct Encoder<T: Scalar, const WIDTH: usize> {
        input:  [T; 10],
        hidden: Dense(WIDTH),
        Tanh,
    }
}

network! {
    struct Whole {
        input:   [f32; 10],
        encoder: Chain { inner: Encoder::<f32, 7>, narrow: Dense(3) },
        Relu,
        output:  Dense(1),
    }
}

fn main() {
    println!("{:.3}", Whole::new(1).forward(&[0.2; 10])[0]);
}
