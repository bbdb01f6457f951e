//! What `cargo xtask instructions` counts: every function in the module of the network that is asked for runs once, and its
//! name is its cell.

use std::hint::black_box;

use nn_core::prelude::*;

macro_rules! measured {
    ($($module:ident: $network:ident $inputs:literal -> $loss:ident $target:ty = $value:expr;)*) => {
        $(mod $module {
            use super::*;

            type Teacher = Trainer<$network, $loss, Sgd<$network>>;
            type Learner = FusedTrainer<$network, $loss>;

            #[inline(never)]
            fn infer_1(net: &$network, x: &[f32; $inputs], y: &mut Output<$network>) {
                net.forward_into(x, y);
            }
            #[inline(never)]
            fn infer_32(net: &$network, x: &[[f32; $inputs]; 32], y: &mut [Output<$network>; 32]) {
                net.forward_batch(x, y);
            }
            #[inline(never)]
            fn fused_1(net: &mut $network, trainer: &mut Learner, x: &[f32; $inputs], target: &$target) {
                let _ = black_box(trainer.step(net, x, target));
            }
            #[inline(never)]
            fn step_1(net: &mut $network, trainer: &mut Teacher, x: &[[f32; $inputs]; 1], target: &[$target; 1]) {
                let _ = black_box(trainer.step(net, x, target));
            }
            #[inline(never)]
            fn step_32(net: &mut $network, trainer: &mut Teacher, x: &[[f32; $inputs]; 32], target: &[$target; 32]) {
                let _ = black_box(trainer.step(net, x, target));
            }

            pub fn all() {
                let mut net = $network::boxed(7);
                let x: [[f32; $inputs]; 32] = std::array::from_fn(|row| {
                    std::array::from_fn(|i| ((row * 31 + i * 17) % 29) as f32 / 14.5 - 1.0)
                });
                let target: [$target; 32] = std::array::from_fn($value);
                let [first, ..] = &x;
                let mut y = [$network::zeros().forward(first); 32];
                infer_1(black_box(&net), black_box(first), black_box(&mut y[0]));
                infer_32(black_box(&net), black_box(&x), black_box(&mut y));
                let mut learner: Learner = FusedTrainer::new(&net, $loss, Sgd::new(0.01));
                fused_1(black_box(&mut net), black_box(&mut learner), black_box(first), black_box(&target[0]));
                let mut teacher: Box<Teacher> = Box::new(Trainer::new(&net, $loss, Sgd::new(0.01)));
                let one = (std::array::from_ref(first), std::array::from_ref(&target[0]));
                step_1(black_box(&mut net), black_box(&mut teacher), black_box(one.0), black_box(one.1));
                step_32(black_box(&mut net), black_box(&mut teacher), black_box(&x), black_box(&target));
                black_box((net, y));
            }
        })*

        fn main() {
            let network = std::env::args().nth(1);
            $(if network.as_deref() == Some(stringify!($module)) {
                $module::all();
            })*
        }
    };
}

measured! {
    xor: Xor 2 -> MeanSquaredError [f32; 1] = |row| [(row % 2) as f32];
    iris: Iris 4 -> CrossEntropy usize = |row| row % 3;
    sine: Sine 1 -> MeanSquaredError [f32; 1] = |row| [row as f32 / 32.0];
    digits: Digits 64 -> CrossEntropy usize = |row| row % 10;
    mnist: Mnist 784 -> CrossEntropy usize = |row| row % 10;
}

network! { struct Xor { input: [f32; 2], hidden: Dense(4), Sigmoid, output: Dense(1), Sigmoid } }
network! { struct Iris { input: [f32; 4], hidden: Dense(16), Relu, narrow: Dense(8), Relu, output: Dense(3), Softmax } }
network! { struct Sine { input: [f32; 1], hidden: Dense(16), Tanh, narrow: Dense(16), Tanh, output: Dense(1) } }
network! {
    struct Digits { input: [f32; 64], hidden: Dense(100), Relu, narrow: Dense(50), Relu, output: Dense(10), Softmax }
}
network! { struct Mnist { input: [f32; 784], hidden: Dense(128), Relu, output: Dense(10), Softmax } }
