//! accepted: nothing: bounds may stand in a where clause

use nn_core::prelude::*;

network! {
    pub struct Net<T, const N: usize>
    where
        T: Scalar,
    {
        input:  [T; N],
        hidden: Dense(N),
        Tanh,
        output: Dense(1),
    }
}

fn main() {
    println!("{:?}", Net::<f64, 5>::new(1).forward(&[0.0; 5]));
}
