//! refused: sizes are not a list: every layer is a line, `h1: Dense(100)`; point to `[100, 50]`

use nn_core::prelude::*;

network! {
    pub struct MlpClassifier {
        input: [f64; 4],
        hidden_layer_sizes: [100, 50],
        Relu,
        output: Dense(3),
        Softmax,
    }
}

fn main() {
    let clf = MlpClassifier::new(0);
    println!("{:?}", clf.forward(&[5.1, 3.5, 1.4, 0.2]));
}
