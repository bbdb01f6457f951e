//! accepted: nothing: any three sizes are an image

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; (1, 28, 28)],
        flat:   Flatten,
        hidden: Dense(32),
        Gelu,
        output: Dense(10),
        LogSoftmax,
    }
}

fn main() {
    let net = Net::new(0);
    let mut trainer = Trainer::new(&net, CrossEntropy, AdamW { weight_decay: 1e-2, ..AdamW::new(3e-4) });
    let _ = &mut trainer;
    println!("{}", Net::SUMMARY);
}
