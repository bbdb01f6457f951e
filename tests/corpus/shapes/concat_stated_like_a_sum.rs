//! refused: the `8` of `merged: [f32; 8]`; two branches of 8 side by side are `Features<16>`: write `[f32; 16]`, or `Sum` instead of `Concat`

use nn_core::prelude::*;

network! {
    pub struct TwoTowers {
        input:  [f32; 12],
        towers: Concat {
            left:  Dense(8),
            right: Dense(8),
        },
        merged: [f32; 8],
        output: Dense(1),
        Sigmoid,
    }
}

fn main() {
    let net = TwoTowers::new(1);
    println!("{:.3}", net.forward(&[0.1; 12])[0]);
}
