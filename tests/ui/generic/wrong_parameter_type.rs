//! one mistake
//@ fix: const N: u32 => const N: usize

use nn_core::prelude::*;

network! {
    pub struct Net<const N: u32> { //~ u32
        input: [f32; N],
        output: Dense(1),
    }
}

fn main() {}
