//! A network declared, run and trained without `std` and without a heap.
#![no_std]
#![forbid(unsafe_code)]
#![deny(warnings)]

use nn_core::prelude::*;

network! {
    /// Exclusive or, with a way around.
    pub struct Xor {
        input:  [f32; 2],
        hidden: Dense(6),
        Tanh,
        block:  Residual { inner: Dense(6), Gelu },
        logits: Dense(1),
        Sigmoid,
    }
}

/// The table to learn.
pub const TABLE: [([f32; 2], f32); 4] = [([0.0, 0.0], 0.0), ([0.0, 1.0], 1.0), ([1.0, 0.0], 1.0), ([1.0, 1.0], 0.0)];

/// Adam on the whole table.
pub fn train(net: &mut Xor, steps: usize) {
    let (mut tape, mut adam) = (XorTape::default(), Adam::new(0.05));
    for _ in 0..steps {
        let mut gradients = Xor::gradients();
        for (x, want) in TABLE {
            let [y] = *net.record(&x, &mut tape);
            net.backward(&tape, &[y - want], &mut gradients);
        }
        adam.step(net, &gradients);
    }
}

#[test]
fn learns() {
    static START: Xor = Xor::zeros();
    assert_eq!(START.forward(&[1.0, 0.0]), [0.5]);
    let mut net = Xor::new(7);
    train(&mut net, 300);
    for (x, want) in TABLE {
        assert!((net.forward(&x)[0] - want).abs() < 0.1);
    }
}
