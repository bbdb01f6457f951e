//! Networks over images: what inference does at once gives the bits of what training does step by step, and takes less memory.

mod common;
#[path = "../firmware/src/cnn/network.rs"]
mod network;

use common::Numbers;
use network::Cnn;
use nn_core::Plain;
use nn_core::prelude::*;

network! {
    struct Odd<T: Scalar> {
        input:  [T; (9, 7, 2)],
        first:  Conv2d(3, kernel = (2, 3), padding = Same, stride = (1, 2)),
        Tanh,
        MaxPool2d(2, padding = ((1, 0), (0, 1))),
        second: Conv2d(5, kernel = 2, bias = false),
        MaxPool2d(1),
        third:  Conv2d(2, kernel = 1),
        Gelu,
        MaxPool2d((2, 1), stride = (3, 2)),
        GlobalAveragePool,
    }
}

network! {
    struct Wide {
        input:  [f32; (12, 11, 3)],
        first:  Conv2d(17, kernel = 3, padding = Same),
        Tanh,
        MaxPool2d((3, 2), padding = Same),
        second: Conv2d(24, kernel = (2, 3), dilation = (1, 2), padding = ((0, 1), (2, 0))),
        Softmax,
        MaxPool2d(2, padding = 1),
        Flatten,
        logits: Dense(3),
    }
}

/// Numbers between −1 and 1, of which some are zero.
fn some<X: Numbers>(seed: u64) -> X {
    let (mut values, mut random) = (X::ZERO, Random::new(seed));
    values.each(&mut |x| {
        let value = 2.0 * random.uniform::<f64>() - 1.0;
        *x = Scalar::of(if value.abs() < 0.1 { 0.0 } else { value });
    });
    values
}

fn same_bits<N: Network<Batch = AnySize>>()
where
    Input<N>: Numbers,
    Output<N>: Numbers,
{
    for seed in 0..20 {
        let (net, x) = (N::boxed(seed), some::<Input<N>>(100 + seed));
        let mut tape = Tape::default();
        let recorded = net.record(&x, &mut tape).numbers();
        assert_eq!(net.forward(&x).numbers(), recorded, "{} {seed}", N::NAME);
        let mut batch = vec![Output::<N>::ZERO; 41];
        let rows: Vec<Input<N>> = (0..41).map(|row| some(1000 * seed + row)).collect();
        net.forward_batch(&rows, &mut batch);
        for (x, out) in rows.iter().zip(batch) {
            assert_eq!(net.forward(x).numbers(), out.numbers(), "{} {seed}", N::NAME);
        }
    }
}

#[test]
fn at_once_is_step_by_step() {
    same_bits::<Cnn>();
    same_bits::<Odd<f32>>();
    same_bits::<Odd<f64>>();
    same_bits::<Wide>();
}

/// The two pooled maps, and nothing else: 13 × 13 × 8 and 5 × 5 × 16.
#[test]
fn a_map_that_is_pooled_at_once_takes_no_memory() {
    assert_eq!(Cnn::INFERENCE_BYTES, 4 * (13 * 13 * 8 + 5 * 5 * 16));
    assert_eq!(Cnn::PARAMETERS, 3 * 3 * 8 + 8 + 3 * 3 * 8 * 16 + 16 + 400 * 10 + 10);
    assert_eq!(Cnn::MULTIPLY_ADDS, 26 * 26 * 9 * 8 + 11 * 11 * 9 * 8 * 16 + 400 * 10);
    // Padding is counted, as everywhere, though it is not multiplied: three cells for each of four rows.
    network! { struct Padded { input: [f32; (4, 1, 1)], only: Conv2d(5, kernel = (3, 1), padding = Same) } }
    assert_eq!(Padded::MULTIPLY_ADDS, 5 * 3 * 4);
}

/// The table of a network over images: layers as they are written, names of bare ones left out.
#[test]
fn summary() {
    let text = Odd::<f32>::SUMMARY.to_string();
    for line in
        ["Conv2d(3, kernel = (2, 3), stride = (1, 2), padding = Same)", "MaxPool2d(2, padding = ((1, 0), (0, 1)))"]
    {
        assert!(text.contains(line), "{text}");
    }
    assert!(!text.contains("at_"), "{text}");
}
