//! refused: `>` in `net.forward(&mail) > 0.5`; the answer is an array of one value: write `net.forward(&mail)[0] > 0.5`

use nn_core::prelude::*;

network! {
    /// Counts of three words in, probability of spam out.
    struct Spam {
        input: [f32; 3],
        score: Dense(1),
        Sigmoid,
    }
}

fn main() {
    let net = Spam::new(5);
    let mail = [3.0, 2.0, 5.0];
    if net.forward(&mail) > 0.5 {
        println!("spam");
    }
}
