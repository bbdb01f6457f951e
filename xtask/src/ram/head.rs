//! Made by `cargo xtask ram`: what its programs share. They print the same lines on a chip and on the host.
#![cfg_attr(target_os = "none", no_std)]

pub mod host;
pub mod print;
pub mod probe;

use nn_core::prelude::*;

/// Whoever reads what is printed finds no end, and the status is none of success.
#[cfg(target_os = "none")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    print::text("panics\n");
    host::exit(3)
}

/// Of RAM that is large, 128 KiB are painted.
#[cfg(target_os = "none")]
const LARGE: usize = if cfg!(target_has_atomic = "32") || cfg!(target_arch = "riscv32") { (4096 - 128) * 1024 } else { 0 };
#[cfg(target_os = "none")]
#[unsafe(no_mangle)]
#[unsafe(link_section = ".uninit.large")]
static UNPAINTED: core::mem::MaybeUninit<[u8; LARGE]> = core::mem::MaybeUninit::uninit();

/// Begins on a chip, and ends with its work.
#[cfg(target_os = "none")]
pub fn start(run: fn()) -> ! {
    core::hint::black_box(&raw const UNPAINTED);
    probe::init();
    run();
    host::exit(0)
}

/// Makes `run` the program.
#[macro_export]
macro_rules! program {
    ($run:path) => {
        #[cfg(target_os = "none")]
        #[unsafe(export_name = "main")]
        extern "C" fn main() -> ! {
            $crate::start($run)
        }
        #[cfg(not(target_os = "none"))]
        fn main() {
            $run()
        }
    };
}

/// What is filled by a formula, the same everywhere.
pub trait Fill {
    fn fill(&mut self, at: &mut usize);
}

/// Fractions of ±0.95 that are all exact; 61 of them, so that no two windows see the same.
impl Fill for f32 {
    fn fill(&mut self, at: &mut usize) {
        *at += 37;
        *self = (*at % 61) as f32 / 32.0 - 0.953_125;
    }
}

impl<const N: usize> Fill for Index<N> {
    fn fill(&mut self, at: &mut usize) {
        *at += 37;
        *self = Index::new(*at % N).unwrap_or_default();
    }
}

impl<X: Fill, const N: usize> Fill for [X; N] {
    fn fill(&mut self, at: &mut usize) {
        self.iter_mut().for_each(|each| each.fill(at));
    }
}

/// An array of numbers as one row.
pub fn flat<X: Fill>(array: &X) -> &[f32] {
    // SAFETY: outputs are nested arrays of `f32`.
    unsafe { core::slice::from_raw_parts((&raw const *array).cast(), size_of::<X>() / 4) }
}

/// Prints numbers behind what they are.
pub fn show(name: &str, numbers: &[f32]) {
    print::text(name);
    print::bits(numbers);
}

/// Prints a number behind what it is.
pub fn tell(name: &str, number: usize) {
    print::text(name);
    print::text(" ");
    print::number(number as u64);
    print::text("\n");
}

/// A sum for every tensor, in which every value has a factor; nothing is rounded in it, so that a difference of two is that of
/// the values.
pub type Sums = [i64; 40];

#[inline(never)]
pub fn sums<N: Network<Scalar = f32>>(net: &N) -> Sums {
    let (mut sums, mut tensor) = ([0; _], 0);
    net.visit(&mut |_, values: &[f32]| {
        let Some(sum): Option<&mut i64> = sums.get_mut(tensor) else { return };
        tensor += 1;
        for (value, factor) in values.iter().zip([1, -3, 5, -2, 4, -5, 2].iter().cycle()) {
            *sum = sum.wrapping_add(((value * (1_u64 << 32) as f32) as i64).wrapping_mul(*factor));
        }
    });
    sums
}

/// Prints how far every tensor has moved.
#[inline(never)]
pub fn moved(before: &Sums, after: &Sums) {
    let mut moved = [0.0; 40];
    for ((to, before), after) in moved.iter_mut().zip(before).zip(after) {
        *to = after.wrapping_sub(*before) as f32 / (1_u64 << 32) as f32;
    }
    show("moved", &moved);
}

/// What is done with the `Net` beside it.
#[macro_export]
macro_rules! works {
    ($number:literal) => {
        use core::hint::black_box;

        use nn_core::prelude::*;
        use $crate::probe::{Work, measure};
        use $crate::{Fill as _, flat, moved, show, sums, tell};

        type X = Input<Net>;
        type Y = Output<Net>;

        #[inline(never)]
        fn draw(net: &mut Net) {
            net.initialize(&mut Random::at(7, Purpose::Initialize, 0));
        }
        #[inline(never)]
        fn forward(net: &Net, x: &X, y: &mut Y) {
            net.forward_into(x, y);
        }
        #[inline(never)]
        fn step(net: &mut Net, trainer: &mut FusedTrainer<Net, MeanSquaredError>, x: &X, target: &Y) -> bool {
            trainer.step(net, x, target).is_ok()
        }
        #[inline(never)]
        pub fn all() {
            tell("network", $number);
            // SAFETY: zero bytes are numbers and indices.
            let (mut x, mut y, mut target): (X, Y, Y) = unsafe { core::mem::zeroed() };
            x.fill(&mut 0);
            target.fill(&mut 5);
            let mut net = Net::zeros();
            draw(&mut net);
            tell("needs", size_of::<(Net, X, Y, Y)>() + Net::FUSED_TRAINING_BYTES.max(Net::INFERENCE_BYTES));

            forward(&net, &x, &mut y);
            show("forward", flat(&y));
            let before = sums(&net);
            let mut trainer = FusedTrainer::new(&net, MeanSquaredError, Sgd::new(0.1));
            let mut learns = step(&mut net, &mut trainer, &x, &target);
            moved(&before, &sums(&net));
            forward(&net, &x, &mut y);
            show("after", flat(&y));

            let about = Work { name: "forward", multiply_adds: 0, planned: Net::INFERENCE_BYTES };
            measure(&about, &mut || forward(black_box(&net), black_box(&x), black_box(&mut y)));
            // The trainer is there already. Steps that are repeated must not lead astray.
            let planned = Net::FUSED_TRAINING_BYTES - size_of_val(&trainer);
            let about = Work { name: "step", multiply_adds: 0, planned };
            trainer.optimizer.learning_rate = 0.001;
            measure(&about, &mut || {
                learns &= step(black_box(&mut net), black_box(&mut trainer), black_box(&x), black_box(&target))
            });
            tell("learns", usize::from(learns));
        }
    };
}
