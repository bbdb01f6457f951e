//! one mistake: Dense
//@ fix: norm: BatchNorm, => norm: BatchNorm, LastStep,
use nn_core::network;

network! {
    #[batch(2)]
    struct Net {
        input: [f32; (2, 3)],
        norm: BatchNorm,
        logits: Dense(3), //~ Dense(3)
    }
}

fn main() {
    let folded: NetFolded = Net::new(1).folded();
    let _ = folded.forward(&[[0.0; 3]; 2]);
}
