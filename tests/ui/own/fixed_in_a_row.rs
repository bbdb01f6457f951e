//! one mistake: 3 and 6
//@ fix: #[parameters(fixed)] mean => mean

use nn_core::prelude::*;

#[derive(Clone, PartialEq, Parameters)]
#[repr(C)]
pub struct Own {
    factor: [f32; 3],
    #[parameters(fixed)] mean: [f32; 3],
}

impl RowLayer for Own {
    type Scalar = f32;
    type In = Features<3>;
    type Out = Features<3>;

    fn initialize(&mut self, _: &mut Random) {}
    fn forward(&self, _: &[f32; 3], _: &mut [f32; 3]) {}
    fn backward(&self, _: &[f32; 3], _: &[f32; 3], _: &mut Self, _: &mut [f32; 3]) {}
}

network! {
    pub struct Net {
        input: [f32; 3],
        first: Dense(3),
        Relu,
        own: Own, //~ Own
        output: Dense(1),
    }
}

fn main() {}
