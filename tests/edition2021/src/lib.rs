//! Declarations compile in edition 2021, and where unsafe code and every warning are forbidden.
#![forbid(unsafe_code, missing_docs)]
#![deny(warnings)]

use nn_core::prelude::*;

/// A layer of one's own.
#[derive(Clone, PartialEq, Parameters)]
#[repr(C)]
pub struct Shift<T: Scalar> {
    /// What is added.
    pub by: [T; 3],
}

impl<T: Scalar> Layer<T> for Shift<T> {
    type In = Features<3>;
    type Out = Features<3>;
    type Head = head::Linear;
    fn forward_rows<const ROWS: usize>(&self, x: &[[T; 3]; ROWS], out: &mut [[T; 3]; ROWS]) {
        for (x, out) in x.iter().zip(out) {
            *out = std::array::from_fn(|i| x[i] + self.by[i]);
        }
    }
}

impl<T: Scalar> Learn<T> for Shift<T> {
    type Tape<const ROWS: usize> = ();
    type Gradients = Self;
    fn initialize(&mut self, _: &mut Random) {
        self.by = [T::one(); 3];
    }
    fn backward_rows<const ROWS: usize>(
        &self,
        _: Seen<'_, Self, T, ROWS>,
        grad_out: &mut [[T; 3]; ROWS],
        mut gradients: Option<&mut Self>,
        grad_x: Option<&mut [[T; 3]; ROWS]>,
    ) {
        for (i, grad) in grad_out.iter().flat_map(|row| row.iter().enumerate()) {
            if let Some(gradients) = &mut gradients {
                gradients.by[i] = gradients.by[i] + *grad;
            }
        }
        if let Some(grad_x) = grad_x {
            *grad_x = *grad_out;
        }
    }
}

network! {
    /// Something of everything.
    pub struct Old<T: Scalar, const WIDTH: usize> {
        input:  [T; (1, WIDTH)],
        Tanh,
        Flatten,
        hidden: Dense(3),
        own:    Shift::<T>,
        stated: [T; 3],
        joined: Concat { Identity, block: Residual { up: Dense(5), Relu, down: Dense(3) }, Chain { Tanh, Dropout(0.25) } },
        logits: Dense(2, bias = false),
        Softmax,
    }
}

network! { struct Private { input: [f32; (1, 4)], nested: Old::<f32, 4>, #[frozen] after: Dense(1), Sigmoid } }

#[test]
fn learns() {
    let (mut net, mut tape, mut adam) = (Private::new(1), PrivateTape::default(), Adam::new(0.05));
    let x = [[0.5, -0.5, 0.25, 1.0]];
    let far = |net: &Private| (net.forward(&x)[0] - 0.5).abs();
    let before = far(&net);
    for _ in 0..200 {
        let mut gradients = Private::gradients();
        let [y] = *net.record(&x, &mut tape);
        net.backward(&tape, &[y - 0.5], &mut gradients);
        adam.step(&mut net, &gradients);
    }
    assert!(far(&net) < before);
}
