//! one mistake
//@ fix: pub enum => pub struct

use nn_core::prelude::*;

network! {
    pub enum Net { //~ enum
        input: [f32; 4],
        output: Dense(1),
    }
}

fn main() {}
