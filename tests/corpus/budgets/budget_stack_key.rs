//! refused: there is no budget `stack`; `ram` counts the buffers; at `stack`

use nn_core::prelude::*;

network! {
    #[budget(flash = 4096, stack = 512)]
    pub struct Gesture {
        input:  [f32; 24],
        hidden: Dense(8),
        HardTanh,
        output: Dense(4),
    }
}

fn main() {
    let net = Gesture::new(1);
    println!("{:?}", net.forward(&[0.0; 24]));
}
