//! one mistake
//@ fix: pub struct NetGradients => pub struct NetSlopes

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(1),
    }
}

pub struct NetGradients; //~ pub struct NetGradients

fn main() {}
