//! accepted: valid: budgets are const expressions, and other attributes pass through

use nn_core::prelude::*;

const KIB: usize = 1024;
mod part {
    pub const FLASH: usize = 64;
}

network! {
    #[allow(dead_code)]
    #[budget(ram = KIB / 2, flash = part::FLASH * KIB, training_ram = 32 * KIB, optimizer = Adam)]
    #[unroll(64)]
    #[doc = "A small one."]
    pub struct Net {
        input:  [f32; 16],
        hidden: Dense(32),
        Relu,
        logits: Dense(4),
        Softmax,
    }
}

fn main() {
    let net = Net::new(1);
    println!("{}", net.classify(&[0.0; 16]));
}
