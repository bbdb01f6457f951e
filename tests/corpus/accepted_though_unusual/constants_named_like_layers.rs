//! accepted: should compile: items of the module with the names of layers and of likely locals do not disturb the macro

use nn_core::prelude::*;

#[allow(non_upper_case_globals)]
const hidden: usize = 16;
#[allow(non_upper_case_globals, dead_code)]
const x: usize = 1;
#[allow(non_upper_case_globals, dead_code)]
static out: f32 = 0.0;

network! {
    pub struct Net {
        input:  [f32; 4],
        hidden: Dense(hidden),
        Relu,
        output: Dense(3),
        Softmax,
    }
}

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
}
