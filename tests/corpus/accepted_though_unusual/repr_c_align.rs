//! accepted: nothing: `repr` passes through to the struct

use nn_core::prelude::*;

network! {
    #[repr(C, align(16))]
    #[unroll(64)]
    pub struct Motor {
        input:  [f32; 8],
        hidden: Dense(4),
        Relu,
        output: Dense(1),
    }
}

static MOTOR: Motor = Motor::zeros();

fn main() {
    assert_eq!(align_of::<Motor>(), 16);
    println!("{:?}", MOTOR.forward(&[0.0; 8]));
}
