//! accepted: valid: a network may be declared inside a function

use nn_core::prelude::*;

fn main() {
    const WIDTH: usize = 4 * 3;
    network! {
        struct Local {
            input:  [f32; WIDTH / 4],
            hidden: Dense(WIDTH),
            Relu,
            output: Dense(1),
        }
    }
    let net = Local::new(2);
    println!("{:?}", net.forward(&[1.0, 2.0, 3.0]));
}
