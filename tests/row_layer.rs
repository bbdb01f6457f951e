//! A layer of one's own that works on one row, against the same layer on blocks: bit for bit.

use nn_core::prelude::*;

/// `y = a · x` twice: on blocks, and on one row at a time.
mod by_rows {
    use nn_core::prelude::*;

    #[derive(Clone, PartialEq, Parameters)]
    #[repr(C)]
    pub struct Blocks {
        pub factor: [f32; 3],
    }

    impl Layer<f32> for Blocks {
        type In = Features<3>;
        type Out = Features<3>;
        type Head = head::Linear;
        fn forward_rows<const ROWS: usize>(&self, x: &[[f32; 3]; ROWS], out: &mut [[f32; 3]; ROWS]) {
            for (x, out) in x.iter().zip(out) {
                (0..3).for_each(|i| out[i] = self.factor[i] * x[i]);
            }
        }
    }

    impl Learn<f32> for Blocks {
        type Tape<const ROWS: usize> = ();
        type Gradients = Self;
        fn initialize(&mut self, _: &mut Random) {
            self.factor = [1.0, 2.0, -0.5];
        }
        fn backward_rows<const ROWS: usize>(
            &self,
            seen: Seen<'_, Self, f32, ROWS>,
            grad_out: &mut [[f32; 3]; ROWS],
            mut gradients: Option<&mut Self>,
            mut grad_x: Option<&mut [[f32; 3]; ROWS]>,
        ) {
            for row in 0..ROWS {
                for i in 0..3 {
                    if let Some(gradients) = &mut gradients {
                        gradients.factor[i] += grad_out[row][i] * seen.x[row][i];
                    }
                    if let Some(grad_x) = &mut grad_x {
                        grad_x[row][i] = grad_out[row][i] * self.factor[i];
                    }
                }
            }
        }
    }

    #[derive(Clone, PartialEq, Parameters)]
    #[repr(C)]
    pub struct OneRow {
        pub factor: [f32; 3],
    }

    impl RowLayer for OneRow {
        type Scalar = f32;
        type In = Features<3>;
        type Out = Features<3>;

        fn initialize(&mut self, _: &mut Random) {
            self.factor = [1.0, 2.0, -0.5];
        }
        fn forward(&self, x: &[f32; 3], y: &mut [f32; 3]) {
            (0..3).for_each(|i| y[i] = self.factor[i] * x[i]);
        }
        fn backward(&self, x: &[f32; 3], grad_y: &[f32; 3], gradients: &mut Self, grad_x: &mut [f32; 3]) {
            for i in 0..3 {
                gradients.factor[i] += grad_y[i] * x[i];
                grad_x[i] = grad_y[i] * self.factor[i];
            }
        }
    }
}

#[test]
fn a_layer_of_one_row_is_the_layer_of_blocks() {
    network! { struct Whole { input: [f32; 3], first: Dense(3), Tanh, scale: by_rows::Blocks, output: Dense(2), Softmax } }
    network! { struct Rowed { input: [f32; 3], first: Dense(3), Tanh, scale: by_rows::OneRow, output: Dense(2), Softmax } }
    network! { struct Still { input: [f32; 3], first: Dense(3), Tanh, #[frozen] scale: by_rows::OneRow, output: Dense(2), Softmax } }
    let inputs: [[f32; 3]; 11] = std::array::from_fn(|row| std::array::from_fn(|i| (row * 3 + i) as f32 * 0.1 - 1.5));
    let targets: [usize; 11] = std::array::from_fn(|row| row % 2);
    let (mut whole, mut rowed, mut still) = (Whole::new(3), Rowed::new(3), Still::new(3));
    let mut one = Trainer::new(&whole, CrossEntropy, Sgd::new(0.5));
    let mut two = Trainer::new(&rowed, CrossEntropy, Sgd::new(0.5));
    let mut three = Trainer::new(&still, CrossEntropy, Sgd::new(0.5));
    for _ in 0..5 {
        let loss = one.step(&mut whole, &inputs, &targets).expect("finite");
        assert_eq!(two.step(&mut rowed, &inputs, &targets).expect("finite").to_bits(), loss.to_bits());
        three.step(&mut still, &inputs, &targets).expect("finite");
    }
    assert_eq!((rowed.scale.factor, rowed.first.weight), (whole.scale.factor, whole.first.weight));
    assert!(rowed.scale.factor != [1.0, 2.0, -0.5] && still.scale.factor == [1.0, 2.0, -0.5]);
    let (mut fused_whole, mut fused_rowed) = (Whole::new(4), Rowed::new(4));
    FusedTrainer::new(&fused_whole, CrossEntropy, Sgd::new(0.5))
        .step(&mut fused_whole, &inputs[0], &1usize)
        .expect("finite");
    FusedTrainer::new(&fused_rowed, CrossEntropy, Sgd::new(0.5))
        .step(&mut fused_rowed, &inputs[0], &1usize)
        .expect("finite");
    assert_eq!(fused_rowed.scale.factor, fused_whole.scale.factor);
    assert_eq!(nn_core::check::gradients(&mut rowed, &inputs[2], &[1.0, -2.0], 1e-2), Ok(()));
}

/// Gradients and a row of the gradient by the inputs, where they are not wanted.
#[test]
fn facts_of_a_layer_of_one_row() {
    assert_eq!(<by_rows::OneRow as Learn<f32>>::PASS_BYTES, 4 * (3 + 3));
    assert_eq!(
        (<by_rows::OneRow as Layer<f32>>::MULTIPLY_ADDS, <by_rows::Blocks as Layer<f32>>::MULTIPLY_ADDS),
        (0, 0)
    );
    network! { struct Answers { input: [f32; 3], Sigmoid, scale: by_rows::OneRow } }
    let head = std::any::type_name::<HeadOf<Answers>>();
    assert!(head.contains("Changed<") && head.contains("Sigmoid"), "{head}");
}
