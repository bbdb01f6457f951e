//! refused: `network!` holds one struct only: put the `impl` after the macro; at `impl`
//! flaw: its method is missed as well

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:  [f32; 4],
        hidden: Dense(8),
        Tanh,
        output: Dense(1),
    }

    impl Net {
        pub fn decide(&self, x: &[f32; 4]) -> bool {
            self.forward(x)[0] > 0.5
        }
    }
}

fn main() {
    println!("{}", Net::new(1).decide(&[0.0; 4]));
}
