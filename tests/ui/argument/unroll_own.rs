//! one mistake
//@ fix: #[unroll(8)]  =>

use nn_core::prelude::*;

network! { pub struct Inner { input: [f32; 3], inner: Dense(3) } }

network! {
    pub struct Net {
        input: [f32; 3],
        #[unroll(8)] own: self::Inner, //~ 8
        output: Dense(1),
    }
}

fn main() {}
