//! accepted: nothing: sizes, names and activations may come from a macro

use nn_core::prelude::*;

macro_rules! mlp {
    ($(#[$meta:meta])* $vis:vis $name:ident: $inputs:literal => $($layer:ident = $width:expr),+ => $act:ident, $outputs:expr) => {
        network! {
            $(#[$meta])*
            $vis struct $name {
                input: [f32; $inputs],
                $($layer: Dense($width), $act,)+
                output: Dense($outputs),
            }
        }
    };
}

mlp!(
    /// Two hidden layers.
    pub Net: 4 => first = 8 + 1, second = 4 => Silu, 1
);

fn main() {
    let net = Net::new(1);
    println!("{:?}", net.forward(&[0.0; 4]));
}
