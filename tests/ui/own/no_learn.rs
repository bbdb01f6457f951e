//! one mistake: Own and learn
use nn_core::prelude::*;

#[derive(Clone, PartialEq, Parameters)]
struct Own {
    factor: [f32; 3],
}

impl Layer for Own {
    type In = Features<3>;
    type Out = Features<3>;
    type Head = head::Linear;

    fn forward_rows<const ROWS: usize>(&self, x: &[[f32; 3]; ROWS], out: &mut [[f32; 3]; ROWS]) {
        *out = *x;
    }
}

network! {
    struct Net {
        input: [f32; 3],
        own: Own, //~ Own
        out: Dense(2),
    }
}

fn main() {}
