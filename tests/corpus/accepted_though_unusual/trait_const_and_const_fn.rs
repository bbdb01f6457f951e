//! accepted: nothing: associated consts, const fns and const blocks are sizes

use nn_core::prelude::*;

trait Config {
    const WIDTH: usize;
}
struct Big;
impl Config for Big {
    const WIDTH: usize = 24;
}
const fn half(n: usize) -> usize {
    n.div_ceil(2)
}

network! {
    pub struct Net {
        input:  [f32; { 2 * 2 }],
        hidden: Dense(<Big as Config>::WIDTH),
        Tanh,
        narrow: Dense(half(Big::WIDTH)),
        Tanh,
        output: Dense(if cfg!(debug_assertions) { 1 } else { 1 }),
    }
}

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
}
