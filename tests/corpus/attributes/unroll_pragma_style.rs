//! refused: `unroll` needs a limit in parentheses: `#[unroll(64)]`; at `= 64`

use nn_core::prelude::*;

network! {
    #[unroll = 64]
    pub struct Motor {
        input:  [f32; 8],
        hidden: Dense(4),
        Relu,
        output: Dense(1),
    }
}

fn main() {
    let net = Motor::new(1);
    println!("{:?}", net.forward(&[0.0; 8]));
}
