//! one mistake: 48 and KB
//@ fix: "48 KB" => 48 * 1024

use nn_core::prelude::*;

network! {
    #[budget(flash = "48 KB")] //~ "48 KB"
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        output: Dense(1),
    }
}

fn main() {}
