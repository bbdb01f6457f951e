//! refused: a layer of the library is a word, without a path
//! flaw: the same three times

use nn_core::{Network as _, layer};

nn_core::network! {
    #[crate_path(::nn_core)]
    pub struct Net {
        input:  [f32; 4],
        hidden: layer::Dense(8),
        nn_core::layer::Tanh,
        output: ::nn_core::layer::Dense(1),
    }
}

fn main() {
    println!("{:?}", Net::new(1).forward(&[0.0; 4]));
}
