//! one mistake
//@ fix: std::string::String, => Identity,

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: std::string::String, //~ std::string::String
        output: Dense(1),
    }
}

fn main() {}
