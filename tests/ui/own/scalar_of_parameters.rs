//! one mistake: f32 and f64
//@ fix: derive(Clone, PartialEq, Parameters)] => derive(Clone, PartialEq, Parameters)]\n#[parameters(scalar = f64)]

use nn_core::prelude::*;

#[derive(Clone, PartialEq, Parameters)]
pub struct Own {
    factor: [f64; 3], //~ [f64; 3]
}

impl Layer<f64> for Own {
    type In = Features<3>;
    type Out = Features<3>;
    type Head = head::Linear;
    fn forward_rows<const ROWS: usize>(&self, _: &[[f64; 3]; ROWS], _: &mut [[f64; 3]; ROWS]) {}
}

impl Learn<f64> for Own {
    type Tape<const ROWS: usize> = ();
    type Gradients = [f64; 3];
    fn initialize(&mut self, _: &mut Random) {}
    fn backward_rows<const ROWS: usize>(
        &self,
        _: Seen<'_, Self, f64, ROWS>,
        _: &mut [[f64; 3]; ROWS],
        _: Option<&mut [f64; 3]>,
        _: Option<&mut [[f64; 3]; ROWS]>,
    ) {
    }
}

network! {
    pub struct Net {
        input: [f64; 3],
        first: Dense(3),
        Relu,
        own: Own,
        output: Dense(1),
    }
}

fn main() {}
