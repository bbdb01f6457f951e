//! A network that would not fit a stack is made, trained, copied and dropped on a thread with 2 MiB.

use std::sync::Mutex;

use nn_core::prelude::*;

network! {
    /// 669,706 parameters: 2.7 MB, and as much again for every state of the optimizer.
    pub struct Large {
        input:  [f32; 784],
        first:  Dense(512),
        Relu,
        second: Dense(512),
        Relu,
        logits: Dense(10),
        Softmax,
    }
}

fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().stack_size(2 << 20).spawn(work).expect("a thread").join().expect("no overflow");
}

fn rows() -> (Vec<[f32; 784]>, Vec<usize>) {
    let mut random = Random::new(5);
    let inputs = (0..44).map(|_| std::array::from_fn(|_| random.uniform())).collect();
    (inputs, (0..44).map(|row| row % 10).collect())
}

#[test]
fn boxed() {
    on_a_small_stack(|| {
        let (inputs, targets) = rows();
        let mut net = Large::boxed(1);
        let mut trainer = Trainer::boxed(&*net, CrossEntropy, Adam::boxed(1e-3));
        let losses: Vec<f32> =
            (0..3).map(|_| trainer.step(&mut net, &inputs, &targets).expect("a finite loss")).collect();
        assert!(losses[1] < losses[0] && losses[2] < losses[1], "{losses:?}");

        let bytes = net.to_vec();
        let mut loaded = Large::boxed(2);
        assert!(*loaded != *net);
        loaded.load(&bytes).expect("its own file");
        assert!(*loaded == *net);
        assert_eq!(loaded.forward(&inputs[0]), net.forward(&inputs[0]));
        assert!(*net.clone_boxed() == *net);

        let fit = Fit { epochs: 2, batch: 4, validation: 0.25, patience: Some(1), ..Fit::default() };
        trainer.fit(&mut net, &Data::new(&inputs, &targets), fit, |_| {}).expect("two epochs");
    });
}

static NET: Mutex<Large> = Mutex::new(Large::zeros());

#[test]
fn in_a_static() {
    on_a_small_stack(|| {
        let (inputs, targets) = rows();
        let mut net = NET.lock().expect("no panic before");
        net.initialize(&mut Random::new(3));
        let mut trainer = Trainer::boxed(&*net, CrossEntropy, Sgd::new(0.05));
        let before = trainer.step(&mut net, &inputs, &targets).expect("a finite loss");
        let after = trainer.step(&mut net, &inputs, &targets).expect("a finite loss");
        assert!(after < before);
    });
}

#[test]
fn many_outputs() {
    network! { struct Autoencoder { input: [f32; 12_288], narrow: Dense(16), Relu, output: Dense(12_288) } }
    on_a_small_stack(|| {
        let mut net = Autoencoder::boxed(1);
        let mut trainer = Trainer::boxed(&*net, MeanSquaredError, Sgd::new(0.1));
        let mut rows: Vec<[f32; 12_288]> = Vec::with_capacity(9);
        (0..9).for_each(|_| rows.push([0.5; 12_288]));
        let before = trainer.step(&mut net, &rows, &rows).expect("a finite loss");
        let after = trainer.step(&mut net, &rows, &rows).expect("a finite loss");
        assert!(after < before);
        let mut out = rows.clone();
        net.forward_batch(&rows, &mut out);
        assert_ne!(out, rows);
    });
}

/// Maps of 96 × 96 × 16: half a megabyte for a row, of which then one runs at a time.
#[test]
fn large_maps() {
    network! {
        struct Seen {
            input:  [f32; (96, 96, 3)],
            first:  Conv2d(16, kernel = 3, padding = Same),
            Relu,
            second: Conv2d(8, kernel = 3, stride = 2),
            Relu,
            MaxPool2d(2),
            GlobalAveragePool,
            logits: Dense(2),
            Softmax,
        }
    }
    on_a_small_stack(|| {
        let mut net = Seen::boxed(1);
        let mut trainer = Trainer::boxed(&*net, CrossEntropy, Sgd::new(0.1));
        let mut images: Vec<[[[f32; 3]; 96]; 96]> = vec![[[[0.0; 3]; 96]; 96]; 2];
        images[1].as_flattened_mut().as_flattened_mut().fill(1.0);
        let before = trainer.step(&mut net, &images, &[0usize, 1]).expect("a finite loss");
        let after = trainer.step(&mut net, &images, &[0usize, 1]).expect("a finite loss");
        assert!(after < before, "{before} {after}");
        let mut out = [[0.0; 2]; 2];
        net.forward_batch(&images, &mut out);
        assert_eq!(out[1], net.forward(&images[1]));
    });
}

/// Sixty-four rows that know of each other: 12 MB of buffers for a step, which stand in the trainer's memory.
#[test]
fn whole_mini_batches() {
    network! {
        #[batch(64)]
        struct Normed {
            input: [f32; (28, 28, 1)],
            first: Conv2d(16, kernel = 3, padding = Same, bias = false),
            norm:  BatchNorm,
            Relu,
            block: Residual { second: Conv2d(16, kernel = 3, padding = Same, bias = false), inner: BatchNorm },
            MaxPool2d(4),
            Flatten,
            logits: Dense(2),
            Softmax,
        }
    }
    on_a_small_stack(|| {
        let mut net = Normed::boxed(1);
        let mut trainer = Trainer::boxed(&*net, CrossEntropy, Sgd::new(0.05));
        let mut images: Vec<[[[f32; 1]; 28]; 28]> = vec![[[[0.0; 1]; 28]; 28]; 64];
        let classes: Vec<usize> = (0..64).map(|row| row % 2).collect();
        for (row, image) in images.iter_mut().enumerate().filter(|(row, _)| row % 2 == 1) {
            image[row % 28].as_flattened_mut().fill(1.0);
        }
        let before = trainer.step(&mut net, &images, &classes).expect("a finite loss");
        let losses: Vec<_> =
            (0..5).map(|_| trainer.step(&mut net, &images, &classes).expect("a finite loss")).collect();
        assert!(losses[4] < before, "{before} {losses:?}");
    });
}

/// Buffers that no stack of a thread would hold are lent.
#[test]
fn a_lent_workspace() {
    network! {
        struct Wide {
            input:  [f32; 1],
            wide:   Dense(600_000),
            Relu,
            logits: Dense(2),
        }
    }
    const { assert!(Wide::INFERENCE_BYTES == 2_400_000) }
    on_a_small_stack(|| {
        let net = Wide::boxed(1);
        let (mut workspace, mut out) = (Workspace::<Wide>::boxed(), [0.0; 2]);
        net.forward_in(&[0.5], &mut out, &mut workspace);
        assert!(out.iter().all(|value| value.is_finite() && *value != 0.0));
    });
}

/// What is frozen in front of what learns makes large maps; nobody wants the gradient by them.
#[test]
fn a_frozen_front() {
    network! {
        struct Taken {
            input:  [f32; (64, 64, 3)],
            #[frozen]
            first:  Conv2d(16, kernel = 3, padding = Same),
            Relu,
            second: Conv2d(4, kernel = 3),
            Relu,
            GlobalAveragePool,
            logits: Dense(2),
            Softmax,
        }
    }
    on_a_small_stack(|| {
        let mut net = Taken::boxed(1);
        let mut trainer = Trainer::boxed(&*net, CrossEntropy, Sgd::new(0.1));
        let mut images: Vec<[[[f32; 3]; 64]; 64]> = vec![[[[0.0; 3]; 64]; 64]; 9];
        images[8].as_flattened_mut().as_flattened_mut().fill(1.0);
        let classes = [0usize, 0, 0, 0, 0, 0, 0, 0, 1];
        let before = trainer.step(&mut net, &images, &classes).expect("a finite loss");
        let after = trainer.step(&mut net, &images, &classes).expect("a finite loss");
        assert!(after < before, "{before} {after}");
    });
}
