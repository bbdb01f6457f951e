//! refused: `forward` takes `&[f32; 4]`, and this is a slice: `.try_into()` or `as_chunks`; point to the argument

use nn_core::prelude::*;

network! {
    pub struct Small {
        input:  [f32; 4],
        hidden: Dense(8),
        Relu,
        output: Dense(3),
        Softmax,
    }
}

fn main() {
    let samples: Vec<f32> = (0..64).map(|i| i as f32).collect();
    let net = Small::new(0);
    for start in 0..samples.len() - 4 {
        println!("{}", net.classify(&samples[start..start + 4]));
    }
}
