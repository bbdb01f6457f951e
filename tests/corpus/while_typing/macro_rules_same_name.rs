//! refused: two layers are called `hidden`: each needs its own name; at the repeated `hidden` (in the macro)
//! flaw: advises a second name where a repetition needs one each

use nn_core::prelude::*;

macro_rules! mlp {
    ($name:ident: $inputs:expr => $($width:expr),+ => $outputs:expr) => {
        network! {
            pub struct $name {
                input: [f32; $inputs],
                $(hidden: Dense($width), Relu,)+
                output: Dense($outputs),
            }
        }
    };
}

mlp!(Net: 4 => 8, 8 => 1);

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
}
