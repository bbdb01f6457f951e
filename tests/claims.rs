//! What a layer says its way back reads is all that it reads: whatever else was seen, the gradients are the same.

use nn_core::layer::{Attention, Dense, GroupNorm, LayerNorm, Prelu, RmsNorm, Standardize};
use nn_core::prelude::*;
use nn_core::{Gradients, Plain};

type In = Features<4>;

/// Gradients of a layer of 4 inputs, by parameters and by inputs, with what it does not claim to read spoiled or not.
fn gradients<L, const OUT: usize>(spoiled: bool) -> (Vec<f32>, [f32; 4])
where
    L: Learn<f32, In = In, Out = Features<OUT>>,
{
    let mut layer = L::ZERO;
    layer.initialize(&mut Random::new(7));
    let (mut x, mut out, mut tape) = ([[0.5, -1.5, 2.0, -0.25]], [[0.0; OUT]], L::Tape::<1>::ZERO);
    layer.record_rows(&x, &mut out, &mut tape, &mut Random::new(7));
    let (reads_x, reads_out) = L::READS;
    if spoiled && !reads_x {
        x = [[f32::NAN; 4]];
    }
    if spoiled && !reads_out {
        out = [[f32::NAN; OUT]];
    }
    let (mut by_parameters, mut by_x) = (L::Gradients::ZERO, [[0.0; 4]]);
    let seen = Seen { x: &x, out: &out, tape: &tape };
    layer.backward_rows(seen, &mut [[1.0; OUT]], Some(&mut by_parameters), Some(&mut by_x));
    (by_parameters.as_slice().to_vec(), by_x[0])
}

/// The same of attention, which takes a series.
fn attended(spoiled: bool) -> (Vec<f32>, [[f32; 4]; 3]) {
    type L = Attention<f32, Series<3, 4>, 2, 2>;
    let mut layer = L::ZERO;
    layer.initialize(&mut Random::new(7));
    let x = [[[0.5, -1.5, 2.0, -0.25], [1.0, 0.5, 0.0, -2.0], [-1.0; 4]]];
    let (mut out, mut tape) = ([[[0.0; 4]; 3]], <L as Learn>::Tape::<1>::ZERO);
    layer.record_rows(&x, &mut out, &mut tape, &mut Random::new(7));
    assert_eq!(<L as Learn>::READS, (true, false));
    if spoiled {
        out = [[[f32::NAN; 4]; 3]];
    }
    let (mut by_parameters, mut by_x) = (L::ZERO, [[[0.0; 4]; 3]]);
    let seen = Seen { x: &x, out: &out, tape: &tape };
    layer.backward_rows(seen, &mut [[[1.0, -1.0, 0.5, 2.0]; 3]], Some(&mut by_parameters), Some(&mut by_x));
    (Gradients::<f32>::as_slice(&by_parameters).to_vec(), by_x[0])
}

#[test]
fn the_rest_may_be_anything() {
    assert_eq!(gradients::<Dense<f32, In, 3>, 3>(true), gradients::<Dense<f32, In, 3>, 3>(false));
    assert_eq!(gradients::<Prelu<f32, In>, 4>(true), gradients::<Prelu<f32, In>, 4>(false));
    assert_eq!(gradients::<LayerNorm<f32, In>, 4>(true), gradients::<LayerNorm<f32, In>, 4>(false));
    assert_eq!(gradients::<RmsNorm<f32, In>, 4>(true), gradients::<RmsNorm<f32, In>, 4>(false));
    assert_eq!(gradients::<GroupNorm<f32, In, 2>, 4>(true), gradients::<GroupNorm<f32, In, 2>, 4>(false));
    assert_eq!(attended(true), attended(false));
    assert_eq!(gradients::<Standardize<f32, In>, 4>(true), gradients::<Standardize<f32, In>, 4>(false));
}
