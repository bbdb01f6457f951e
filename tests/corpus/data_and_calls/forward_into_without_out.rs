//! refused: the call `net.forward_into(&sample)`; its second argument, the array for the answer, is missing: write `net.forward_into(&sample, &mut out)`, or take `forward`

use nn_core::prelude::*;

network! {
    /// Six values of an inertial sensor in, three gestures out.
    struct Gesture {
        input:  [f32; 6],
        hidden: Dense(10),
        Relu,
        logits: Dense(3),
        Softmax,
    }
}

fn main() {
    let net = Gesture::new(2);
    let sample = [0.0, 0.1, 9.8, 0.0, 0.0, 0.2];
    net.forward_into(&sample);
    println!("done");
}
