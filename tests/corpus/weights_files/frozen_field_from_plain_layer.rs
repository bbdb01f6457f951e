//! refused: a frozen layer is wrapped: `hidden: Frozen(hidden)`; point to the value `hidden` in the struct literal

use nn_core::prelude::*;

network! {
    pub struct Small {
        input:  [f32; 4],
        hidden: Dense(8),
        Relu,
        output: Dense(3),
        Softmax,
    }
}

network! {
    pub struct Front {
        input:  [f32; 4],
        #[frozen]
        hidden: Dense(8),
        Relu,
    }
}

fn main() {
    let Small { hidden, .. } = Small::new(1);
    let front = Front { hidden };
    println!("{:?}", front.forward(&[0.0; 4]));
}
