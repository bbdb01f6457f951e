//! Forward, backward and optimizer steps allocate nothing: a counting allocator says so, and is shown to count.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::hint::black_box;

use nn_core::prelude::*;

struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: hands every call to the system allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let _ = ALLOCATIONS.try_with(|count| count.set(count.get() + 1));
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn allocations<R>(work: impl FnOnce() -> R) -> usize {
    let before = ALLOCATIONS.get();
    black_box(work());
    ALLOCATIONS.get() - before
}

network! {
    /// Every kind of line.
    pub struct Everything {
        input:  [f32; (4, 4, 1)],
        scaled: Standardize(mean = 0.5, scale = 2.0),
        Flatten,
        wide:   Dense(24),
        Gelu,
        Dropout(0.3),
        block:  Residual { up: Dense(12), Relu, down: Dense(24) },
        both:   Concat { left: Dense(5), right: Chain { inner: Dense(6), slope: Prelu } },
        sum:    Sum { a: Dense(4), b: Dense(4), },
        logits: Dense(3),
        Softmax,
    }
}

#[test]
fn the_counter_counts() {
    assert_eq!(allocations(|| Box::new(1)), 1);
    assert_eq!(allocations(|| vec![1u8; 100]), 1);
    assert_eq!(allocations(|| 1 + 1), 0);
}

/// Blocks of every size, and single rows.
const ROWS: usize = 32 + 8 + 3;

/// Out of line, so that not all trainers stand on the stack at once.
#[inline(never)]
fn steps<O: Optimizer<Everything>>(net: &mut Everything, optimizer: O, name: &str) {
    let mut trainer = Trainer::new(net, CrossEntropy, optimizer).clip_norm(1.0).l2(0.01).schedule(Cosine::new(10));
    let inputs = [[[[0.1]; 4]; 4]; ROWS];
    assert_eq!(allocations(|| trainer.step(net, &inputs, &[1; ROWS]).expect("a finite loss")), 0, "{name}");
}

#[test]
fn nothing_is_allocated() {
    let inputs = [[[[0.1f32]; 4]; 4]; ROWS];
    let mut net = Everything::new(1);
    let mut outputs = [[0.0; 3]; ROWS];
    assert_eq!(allocations(|| net.forward(&inputs[0])), 0);
    assert_eq!(allocations(|| net.forward_batch(&inputs, &mut outputs)), 0);

    let (mut tape, mut gradients) = (Tape::new(3), Everything::gradients());
    assert_eq!(allocations(|| *net.record(&inputs[0], &mut tape)), 0);
    assert_eq!(allocations(|| net.backward(&tape, &[1.0, 0.0, -1.0], &mut gradients)), 0);

    macro_rules! steps {
        ($($optimizer:ident $rate:literal)*) => { $( steps(&mut net, $optimizer::new($rate), stringify!($optimizer)); )* };
    }
    steps!(
        Sgd 0.01 Momentum 0.01 Nesterov 0.01 Adagrad 0.01 Adadelta 1.0 RmsProp 0.01 RmsPropMomentum 0.01
        CenteredRmsProp 0.01 Adam 0.01 AdamW 0.01 Nadam 0.01 Adamax 0.01 AmsGrad 0.01 Lion 0.01
    );

    let mut fused = FusedTrainer::new(&net, CrossEntropy, Sgd::new(0.01));
    assert_eq!(allocations(|| fused.step(&mut net, &inputs[0], &1)), 0);
}
