//! accepted: nothing: spaces, line breaks and comments are free

use nn_core::prelude::*;

network! { pub
    struct
    Xor{
        /* two bits */ input :[f32;2] // the input
        ,
        hidden
            :Dense (
                4 // neurons
            ),Tanh,
        /* hidden2: Dense(4),
           Tanh, */
        output: Dense( /* one */ 1 ),Sigmoid,}
}

fn main() {
    let net = Xor::new(1);
    println!("{:?}", net.forward(&[0.0; 2]));
}
