//! Why deep sigmoid networks learn slowly: the gradient shrinks from layer to layer on its way back.
//!
//! The slope of the sigmoid is ¼ at most. In the simplest picture every layer multiplies the gradient by that: after ten
//! layers a millionth is left. Real networks multiply by weights as well, so this program also measures: two networks of
//! ten hidden layers, one with sigmoids, one with ReLUs, and the length of the gradient of every layer's weights.
//!
//! Run: `cargo run --release --example vanishing`
//!
//! Expect: the sigmoid network's first layer gets less than a hundred-thousandth of layer 10's gradient; with ReLU, as much.

mod support;

use nn_core::prelude::*;
use support::draw::chart;

network! {
    struct DeepSigmoid {
        input:   [f64; 32],
        layer1:  Dense(32), Sigmoid,
        layer2:  Dense(32), Sigmoid,
        layer3:  Dense(32), Sigmoid,
        layer4:  Dense(32), Sigmoid,
        layer5:  Dense(32), Sigmoid,
        layer6:  Dense(32), Sigmoid,
        layer7:  Dense(32), Sigmoid,
        layer8:  Dense(32), Sigmoid,
        layer9:  Dense(32), Sigmoid,
        layer10: Dense(32), Sigmoid,
        output:  Dense(1), Sigmoid,
    }
}

network! {
    struct DeepRelu {
        input:   [f64; 32],
        layer1:  Dense(32), Relu,
        layer2:  Dense(32), Relu,
        layer3:  Dense(32), Relu,
        layer4:  Dense(32), Relu,
        layer5:  Dense(32), Relu,
        layer6:  Dense(32), Relu,
        layer7:  Dense(32), Relu,
        layer8:  Dense(32), Relu,
        layer9:  Dense(32), Relu,
        layer10: Dense(32), Relu,
        output:  Dense(1), Sigmoid,
    }
}

/// The length of the gradient of every layer's weights, for the mean loss over some random examples.
fn lengths<N>(net: &N, inputs: &[[f64; 32]]) -> Vec<f64>
where
    N: Network<Scalar = f64, Batch = AnySize, In = Features<32>, Out = Features<1>>,
{
    let mut gradients = N::gradients();
    let mut tape = Tape::new(0);
    for (number, x) in inputs.iter().enumerate() {
        // Binary cross-entropy: the gradient by the probability p is (p − t) / (p (1 − p)).
        let [p] = *net.record(x, &mut tape);
        let t = (number % 2) as f64;
        let gradient = (p - t) / (p * (1.0 - p)) / inputs.len() as f64;
        net.backward(&tape, &[gradient], &mut gradients);
    }
    // Gradients stand in one row, in the order in which the network shows its parameters.
    let mut rest = gradients.as_slice();
    let mut lengths = Vec::new();
    net.visit(&mut |role, parameters: &[f64]| {
        let (own, others) = rest.split_at(parameters.len());
        rest = others;
        if role == Role::Weight {
            lengths.push(own.iter().map(|g| g * g).sum::<f64>().sqrt());
        }
    });
    lengths
}

fn main() {
    println!("In theory: at most ¼ per sigmoid\n");
    println!("{:>7}{:>12}", "layers", "gradient");
    for layers in 1..=10 {
        println!("{layers:>7}{:>12.2e}", 0.25f64.powi(layers));
    }

    let mut random = Random::new(1);
    let inputs: Vec<[f64; 32]> = (0..64).map(|_| std::array::from_fn(|_| random.normal())).collect();
    let sigmoid = lengths(&DeepSigmoid::new(1), &inputs);
    let relu = lengths(&DeepRelu::new(1), &inputs);

    println!("\nMeasured: the length of the gradient of each layer's weights\n");
    println!("{:>7}{:>12}{:>12}", "layer", "sigmoid", "ReLU");
    for (layer, (sigmoid, relu)) in sigmoid.iter().zip(&relu).enumerate() {
        let name = if layer == 10 { "output".to_string() } else { (layer + 1).to_string() };
        println!("{name:>7}{sigmoid:>12.2e}{relu:>12.2e}");
    }
    println!("\nFirst layer against layer 10: sigmoid {:.1e}, ReLU {:.1e}", sigmoid[0] / sigmoid[9], relu[0] / relu[9]);

    let theory: Vec<_> =
        (1..=10).map(|layer| (layer as f64, (sigmoid[9] * 0.25f64.powi(10 - layer)).log10())).collect();
    chart(
        "target/pictures/vanishing.svg",
        "How much gradient reaches each layer (ten hidden layers of 32)",
        "layer, counted from the input",
        "log₁₀ of the gradient's length",
        &[("sigmoid", &logarithms(&sigmoid)), ("ReLU", &logarithms(&relu)), ("theory: ¼ per layer", &theory)],
    );
}

fn logarithms(lengths: &[f64]) -> Vec<(f64, f64)> {
    lengths.iter().take(10).enumerate().map(|(layer, length)| (layer as f64 + 1.0, length.log10())).collect()
}
