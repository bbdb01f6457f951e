//! one mistake: budget
//@ fix: #[budget(flash = 1024)] #[budget(ram = 1024)] => #[budget(flash = 1024, ram = 1024)]

use nn_core::prelude::*;

network! {
    #[budget(flash = 1024)] #[budget(ram = 1024)] //~ #[budget(ram
    pub struct Net {
        input: [f32; 3],
        Relu,
        output: Dense(1),
    }
}

fn main() {}
