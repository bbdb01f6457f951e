//! refused: the block takes `Features<WIDTH>` and gives `Features<HIDDEN>`; a residual gives what it takes; point to `HIDDEN` of `down`

use nn_core::prelude::*;

network! {
    pub struct Net<const WIDTH: usize, const HIDDEN: usize> {
        input: [f32; WIDTH],
        block: Residual {
            up:   Dense(HIDDEN),
            Relu,
            down: Dense(HIDDEN),
        },
        output: Dense(2),
    }
}

fn main() {
    let net = Net::<8, 32>::new(0);
    println!("{:?}", net.forward(&[0.0; 8]));
}
