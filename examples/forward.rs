//! A forward pass, layer by layer: two inputs, four hidden neurons, one output.
//!
//! `Z1 = X · W1 + b1`, `A1 = relu(Z1)`, `Z2 = A1 · W2 + b2`, `A2 = sigmoid(Z2)`: first step by step with the layers of
//! the network, then at once with `forward`. One row of `X` is one example. (Tutorials that put one example in a *column*
//! write `W · X`; their weight is this one transposed, their `Z1` and `A1` too.)
//!
//! Run: `cargo run --release --example forward`
//!
//! Expect: `A2` = 0.51506249, 0.49763646, 0.52460307, twice.

use nn_core::layer::{Activation, Relu, Sigmoid};
use nn_core::prelude::*;

network! {
    /// Study hours and sleep, scaled to 0..1 → probability to pass.
    struct Exam {
        input:  [f64; 2],
        hidden: Dense(4),
        Relu,
        output: Dense(1),
        Sigmoid,
    }
}

fn main() {
    let mut net = Exam::zeros();
    net.hidden.weight = [
        [0.4967141530112327, 0.6476885381006925, -0.23415337472333597, 1.5792128155073915],
        [-0.13826430117118466, 1.5230298564080254, -0.23413695694918055, 0.7674347291529088],
    ];
    net.output.weight = [[-0.33196852188799497], [0.3836478860205044], [-0.32768579310951645], [-0.32932066694986833]];

    let x = [[0.45, 0.68], [0.8, 0.9], [0.25, 0.55]];
    println!("{} parameters: 2·4 weights + 4 biases, 4·1 weights + 1 bias\n", Exam::PARAMETERS);
    show("X, one example per row", &x);

    // A layer works on a block of rows and writes into arrays of its output's shape.
    let mut z1 = [[0.0; 4]; 3];
    net.hidden.forward_rows(&x, &mut z1);
    show("Z1 = X · W1 + b1", &z1);

    let mut a1 = z1;
    a1.iter_mut().for_each(|row| Relu.forward(row));
    show("A1 = relu(Z1): what is negative becomes 0", &a1);

    let mut z2 = [[0.0; 1]; 3];
    net.output.forward_rows(&a1, &mut z2);
    show("Z2 = A1 · W2 + b2", &z2);

    let mut a2 = z2;
    a2.iter_mut().for_each(|row| Sigmoid.forward(row));
    show("A2 = sigmoid(Z2): a probability", &a2);

    show("The same by net.forward, in one call per example", &x.map(|row| net.forward(&row)));
}

/// Prints a matrix with its shape.
fn show<const ROWS: usize, const COLUMNS: usize>(title: &str, matrix: &[[f64; COLUMNS]; ROWS]) {
    println!("{title}   [{ROWS} × {COLUMNS}]");
    for row in matrix {
        let row: String = row.iter().map(|value| format!("{value:>14.8}")).collect();
        println!("{row}");
    }
    println!();
}
