//! accepted: nothing is pointed to: a network may be `pub(super)` in a module and serve as a layer by its path

use nn_core::prelude::*;

mod parts {
    use nn_core::prelude::*;

    network! {
        pub(super) struct Encoder { input: [f32; 6], hidden: Dense(4), Tanh }
    }
}

network! {
    struct Sorter {
        input:   [f32; 6],
        encoder: parts::Encoder,
        logits:  Dense(3),
        Softmax,
    }
}

fn main() {
    println!("{}", argmax(&Sorter::new(2).forward(&[0.3; 6])));
}
