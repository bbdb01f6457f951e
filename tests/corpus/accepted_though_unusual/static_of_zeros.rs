//! accepted: valid: `zeros` is const, in statics, constants and arrays of networks

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

static NET: Small = Small::zeros();
const EMPTY: Small = Small::zeros();
static MANY: [Small; 2] = [EMPTY; 2];

fn main() {
    println!("{} {}", NET.classify(&[0.0; 4]), MANY[1].classify(&[0.0; 4]));
}
