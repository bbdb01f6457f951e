//! Answers and steps of training of small networks, each as `<network>::<pass>_<rows>`; beside other libraries they stand in
//! `cargo xtask peers`.
//!
//! ```text
//! cargo bench                                          # a quarter of a minute
//! cargo bench -- mnist                                 # only names with mnist in them
//! RUSTFLAGS="-C target-cpu=native" cargo bench
//! ```

use divan::{Bencher, black_box};
use nn_core::prelude::*;

network! { pub struct Xor { input: [f32; 2], first: Dense(4), Sigmoid, second: Dense(1), Sigmoid } }
network! { pub struct Spirals { input: [f32; 2], first: Dense(64), Relu, second: Dense(1), Sigmoid } }
network! {
    pub struct Digits { input: [f32; 64], first: Dense(100), Relu, second: Dense(50), Relu, third: Dense(10), Softmax }
}
network! { pub struct Mnist { input: [f32; 784], first: Dense(128), Relu, second: Dense(10), Softmax } }

/// Inputs between −1 and 1, without a pattern.
fn inputs<const N: usize>() -> [[f32; N]; 32] {
    std::array::from_fn(|row| std::array::from_fn(|at| ((row * 7919 + at * 104_729) % 2003) as f32 / 1001.5 - 1.0))
}

macro_rules! networks {
    ($($name:ident: $network:ident $inputs:literal, $loss:ident $target:ty = $of_row:expr;)*) => { $(
        mod $name {
            use super::*;

            fn targets() -> [$target; 32] {
                std::array::from_fn($of_row)
            }

            #[divan::bench]
            fn forward_1(bencher: Bencher) {
                let (net, inputs) = ($network::boxed(1), inputs::<$inputs>());
                bencher.bench_local(|| net.forward(black_box(&inputs[0])));
            }

            #[divan::bench]
            fn forward_32(bencher: Bencher) {
                let (net, inputs) = ($network::boxed(1), inputs::<$inputs>());
                let mut outputs = [net.forward(&inputs[0]); 32];
                bencher.bench_local(|| net.forward_batch(black_box(&inputs), black_box(&mut outputs)));
            }

            #[divan::bench]
            fn fused_1(bencher: Bencher) {
                let (mut net, inputs, targets) = ($network::boxed(1), inputs::<$inputs>(), targets());
                let mut trainer = Box::new(FusedTrainer::new(&*net, $loss, Sgd::new(0.001)));
                bencher.bench_local(|| trainer.step(&mut *net, black_box(&inputs[0]), &targets[0]).unwrap());
            }

            #[divan::bench]
            fn step_1(bencher: Bencher) {
                step::<1>(bencher);
            }

            #[divan::bench]
            fn step_32(bencher: Bencher) {
                step::<32>(bencher);
            }

            fn step<const ROWS: usize>(bencher: Bencher) {
                let (mut net, inputs, targets) = ($network::boxed(1), inputs::<$inputs>(), targets());
                let mut trainer = Box::new(Trainer::new(&*net, $loss, Sgd::new(0.001)));
                bencher.bench_local(|| {
                    trainer.step(&mut *net, black_box(&inputs[..ROWS]), &targets[..ROWS]).unwrap()
                });
            }
        }
    )* };
}
networks! {
    xor: Xor 2, MeanSquaredError [f32; 1] = |row| [(row % 2) as f32];
    spirals: Spirals 2, BinaryCrossEntropy [f32; 1] = |row| [(row % 2) as f32];
    digits: Digits 64, CrossEntropy usize = |row| row % 10;
    mnist: Mnist 784, CrossEntropy usize = |row| row % 10;
}

fn main() {
    divan::main();
}
