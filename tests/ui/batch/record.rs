//! one mistake: Net
//@ fix: #[batch(16)] => 
//@ fix: BatchNorm => Prelu
use nn_core::prelude::*;

network! {
    #[batch(16)]
    struct Net {
        input: [f32; 4],
        norm: BatchNorm,
        logits: Dense(2),
    }
}

fn main() {
    let (net, mut tape) = (Net::new(1), Tape::new(1));
    net.record(&[0.0; 4], &mut tape); //~ net
}
