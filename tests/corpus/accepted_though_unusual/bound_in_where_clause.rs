//! accepted: valid: the bound of the scalar may stand in a where clause

use nn_core::prelude::*;

network! {
    pub struct Net<Number, const N: usize>
    where
        Number: Scalar,
    {
        input:  [Number; N],
        hidden: Dense(8),
        Relu,
        output: Dense(2),
    }
}

fn main() {
    let net: Net<f64, 4> = Net::new(0);
    println!("{:?}", net.forward(&[0.0; 4]));
}
