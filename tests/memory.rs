//! Plain memory seen as scalars, buffers that values share, networks made of bytes: every place that rests on `unsafe`, small
//! enough for Miri, which sees a byte that is read before it is written or that belongs to somebody else.

use std::convert::Infallible;

use nn_core::Plain;
use nn_core::prelude::*;
use nn_core::slots::{self, Slot, Storage};

network! {
    /// Every kind of value between lines.
    struct Everything {
        input:  [f32; (2, 2, 1)],
        scaled: Standardize(mean = 0.5, scale = 2.0),
        Flatten,
        hidden: Dense(5),
        Relu,
        Dropout(0.5),
        skip:   Residual { slope: Prelu, inner: Dense(5) },
        both:   Concat { a: Dense(2), Chain { b: Dense(1), Tanh } },
        sum:    Sum { c: Dense(3), Identity },
        #[frozen]
        kept:   Dense(3),
        logits: Dense(2, bias = false),
        Softmax,
    }
}
network! { struct Xor { input: [f32; 2], hidden: Dense(4), Tanh, output: Dense(1), Sigmoid } }
network! { struct Generic<T: Scalar, const N: usize> { input: [T; N], a: Dense(N), Gelu, output: Dense(1) } }

static XOR: Xor = nn_core::weights!(Xor, "tests/data/xor.nn");

const INPUTS: [[[[f32; 1]; 2]; 2]; 9] = [[[[0.5], [-1.0]], [[2.0], [0.25]]]; 9];
const CLASSES: [usize; 9] = [0, 1, 1, 0, 1, 0, 0, 1, 1];

/// A layer of the user's own with padding behind its numbers.
#[derive(Clone, PartialEq, nn_core::Parameters)]
#[repr(C)]
struct Padded {
    factor: [f32; 1],
    spare: Spare,
}

/// Parameters of no size, aligned like a wider number.
#[derive(Clone, PartialEq, nn_core::Parameters)]
#[repr(C, align(16))]
struct Spare {}

impl Layer<f32> for Padded {
    type In = Features<1>;
    type Out = Features<1>;
    type Head = head::Linear;
    fn forward_rows<const ROWS: usize>(&self, x: &[[f32; 1]; ROWS], out: &mut [[f32; 1]; ROWS]) {
        for (x, out) in x.iter().zip(out) {
            out[0] = self.factor[0] * x[0];
        }
    }
}

impl Learn<f32> for Padded {
    type Tape<const ROWS: usize> = ();
    type Gradients = [f32; 1];
    fn initialize(&mut self, _: &mut Random) {
        self.factor = [1.5];
    }
    fn backward_rows<const ROWS: usize>(
        &self,
        seen: Seen<'_, Self, f32, ROWS>,
        grad_out: &mut [[f32; 1]; ROWS],
        mut gradients: Option<&mut [f32; 1]>,
        mut grad_x: Option<&mut [[f32; 1]; ROWS]>,
    ) {
        for row in 0..ROWS {
            if let Some(gradients) = &mut gradients {
                gradients[0] += grad_out[row][0] * seen.x[row][0];
            }
            if let Some(grad_x) = &mut grad_x {
                grad_x[row][0] = grad_out[row][0] * self.factor[0];
            }
        }
    }
}
network! { struct WithPadding { input: [f32; 1], padded: Padded, output: Dense(1) } }

#[test]
fn a_block_and_single_rows_run_through_shared_buffers() -> Result<(), TrainError> {
    let mut net = Everything::boxed(3);
    let mut outputs = [[0.0; 2]; 9];
    net.forward_batch(&INPUTS, &mut outputs);
    assert_eq!(outputs, INPUTS.map(|x| net.forward(&x)));
    let mut trainer = Trainer::boxed(&*net, CrossEntropy, Adam::boxed(0.01));
    let kept = net.kept.weight;
    let first = trainer.step(&mut net, &INPUTS, &CLASSES)?;
    let second = trainer.step(&mut net, &INPUTS, &CLASSES)?;
    assert!(first.is_finite() && second.is_finite() && net.kept.weight == kept);
    let mut fused = FusedTrainer::new(&*net, CrossEntropy, Sgd::new(0.01));
    assert!(fused.step(&mut net, &INPUTS[0], &1usize)?.is_finite());
    assert!(*net.clone_boxed() == *net);
    Ok(())
}

#[test]
fn the_halves_of_training_by_hand() {
    let mut net = Generic::<f64, 3>::new(1);
    let (mut tape, mut gradients) = (GenericTape::new(1), Generic::<f64, 3>::gradients());
    net.record(&[1.0, 2.0, 3.0], &mut tape);
    net.backward(&tape, &[1.0], &mut gradients);
    let once = gradients.output.bias;
    net.backward(&tape, &[1.0], &mut gradients);
    assert_eq!((once, gradients.output.bias), ([1.0], [2.0]));
    gradients.clear();
    assert_eq!(gradients.output.bias, [0.0]);
    net.backward(&tape, &[1.0], &mut gradients);
    Sgd::new(0.5).step(&mut net, &gradients);
    assert_eq!(net.output.bias, [-0.5]);
}

#[test]
fn a_network_is_made_of_bytes() {
    assert!(XOR.forward(&[0.0, 1.0])[0] > 0.9 && XOR.forward(&[1.0, 1.0])[0] < 0.1);
    let bytes = XOR.to_vec();
    assert!(Xor::from_bytes(&bytes).is_ok_and(|net| net == XOR));
    let net = Everything::new(4);
    let mut other = Everything::zeros();
    other.load(&net.to_vec()).expect("its own bytes");
    assert!(other == net);
}

#[test]
fn padding_is_left_alone() -> Result<(), TrainError> {
    const { assert!(!Padded::FLAT && !WithPadding::FLAT && size_of::<Padded>() == 16) }
    let mut net = WithPadding::boxed(1);
    let mut trainer = Trainer::boxed(&*net, MeanSquaredError, Adam::boxed(0.1));
    trainer.step(&mut net, &[[1.0]; 9], &[[2.0]; 9])?;
    let copy = net.clone_boxed();
    assert_eq!(net.forward(&[1.0]), copy.forward(&[1.0]));
    assert!(WithPadding::from_bytes(&net.to_vec()).is_ok_and(|read| read == *net));
    Ok(())
}

/// Two slots in RAM.
struct Ram([[u8; slots::bytes::<Xor>()]; 2]);
impl Storage for Ram {
    type Error = Infallible;
    fn read(&mut self, slot: Slot, offset: usize, bytes: &mut [u8]) -> Result<(), Infallible> {
        bytes.copy_from_slice(&self.0[slot as usize][offset..offset + bytes.len()]);
        Ok(())
    }
    fn erase(&mut self, slot: Slot) -> Result<(), Infallible> {
        self.0[slot as usize].fill(0xff);
        Ok(())
    }
    fn write(&mut self, slot: Slot, offset: usize, bytes: &[u8]) -> Result<(), Infallible> {
        self.0[slot as usize][offset..offset + bytes.len()].copy_from_slice(bytes);
        Ok(())
    }
}

#[test]
fn slots_keep_a_network() {
    let (mut ram, mut net) = (Ram([[0xff; _]; 2]), Xor::zeros());
    assert_eq!(slots::save(&XOR, &mut ram), Ok(Slot::First));
    assert_eq!(slots::load(&mut net, &mut ram), Ok(Slot::First));
    assert!(net == XOR);
}
