//! one mistake: f32
//@ fix: #[scalar(f64)] => 

use nn_core::prelude::*;

network! {
    #[scalar(f64)] //~ f64
    pub struct Net {
        input: [f32; 12],
        hidden: Dense(8),
    }
}

fn main() {}
