//! one mistake
//@ fix: kernel = 1, stride = 2 => kernel = 3

use nn_core::prelude::*;

network! { pub struct Net { input: [f32; (4, 9)], both: Concat { a: Conv1d(2, kernel = 1, stride = 2), b: Conv1d(2, kernel = 3) } } }

fn main() {
    let _ = Net::stream(); //~ Net::stream()
}
