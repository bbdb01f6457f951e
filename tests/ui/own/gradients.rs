//! one mistake: 3 and 4
//@ fix: Gradients = [f32; 4] => Gradients = [f32; 3]
//@ fix: Option<&mut [f32; 4]> => Option<&mut [f32; 3]>

use nn_core::prelude::*;

#[derive(Clone, PartialEq, Parameters)]
pub struct Own {
    factor: [f32; 3],
}

impl Layer<f32> for Own {
    type In = Features<3>;
    type Out = Features<3>;
    type Head = head::Linear;
    fn forward_rows<const ROWS: usize>(&self, _: &[[f32; 3]; ROWS], _: &mut [[f32; 3]; ROWS]) {}
}

impl Learn<f32> for Own {
    type Tape<const ROWS: usize> = ();
    type Gradients = [f32; 4];
    fn initialize(&mut self, _: &mut Random) {}
    fn backward_rows<const ROWS: usize>(
        &self,
        _: Seen<'_, Self, f32, ROWS>,
        _: &mut [[f32; 3]; ROWS],
        _: Option<&mut [f32; 4]>,
        _: Option<&mut [[f32; 3]; ROWS]>,
    ) {
    }
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
