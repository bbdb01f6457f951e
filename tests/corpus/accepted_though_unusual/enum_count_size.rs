//! accepted: nothing: an enum discriminant as `usize` is a size

use nn_core::prelude::*;

#[allow(dead_code)]
#[repr(u8)]
enum State {
    Idle,
    Walking,
    Running,
    Count,
}

network! {
    pub struct Activity {
        input:  [f32; 9],
        hidden: Dense(12),
        Relu,
        output: Dense(State::Count as usize),
        Softmax,
    }
}

fn main() {
    let net = Activity::new(1);
    println!("{:?}", net.forward(&[0.0; 9]));
}
