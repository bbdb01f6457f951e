//! one mistake
//@ fix: let width = 8 => const width: usize = 8

use nn_core::prelude::*;

fn main() {
    let width = 8;
    network! { struct Net { input: [f32; 4], hidden: Dense(width) } } //~ width
    println!("{width}");
}
