//! accepted: nothing: networks in blocks, trait methods and modules of functions are items like others

use nn_core::prelude::*;

trait Answer {
    fn answer(&self) -> f32;
}

impl Answer for [f32; 4] {
    fn answer(&self) -> f32 {
        network! {
            struct Net { input: [f32; 4], hidden: Dense(8), Tanh, output: Dense(1) }
        }
        Net::new(1).forward(self)[0]
    }
}

fn main() {
    let first = {
        network! {
            struct Net { input: [f32; 2], output: Dense(1) }
        }
        Net::new(1).forward(&[0.0; 2])
    };
    let second = {
        network! {
            struct Net { input: [f64; 3], output: Dense(2) }
        }
        Net::new(1).forward(&[0.0; 3])
    };
    println!("{first:?} {second:?} {}", [0.0f32; 4].answer());
}
