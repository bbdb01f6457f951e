//! Which first weights keep a deep network alive? Ten ReLU layers of width 256, four ways to begin.
//!
//! Every layer multiplies the size of the values by about `scale · √(256 / 2)`. With zeros nothing is left, with small
//! weights the signal dies out, with large ones it explodes; He's `√(2 / 256)` makes the factor 1 (He et al. 2015).
//! `Net::new` draws that by itself before a ReLU.
//!
//! Run: `cargo run --release --example initialization`
//!
//! Expect: after layer 10 about 1e-20 with 0.001, 1e10 with 1.0, and near 1 with He.

mod support;

use nn_core::layer::{Activation, Relu};
use nn_core::prelude::*;
use support::draw::chart;

network! {
    struct Deep {
        input:   [f32; 256],
        layer1:  Dense(256), Relu,
        layer2:  Dense(256), Relu,
        layer3:  Dense(256), Relu,
        layer4:  Dense(256), Relu,
        layer5:  Dense(256), Relu,
        layer6:  Dense(256), Relu,
        layer7:  Dense(256), Relu,
        layer8:  Dense(256), Relu,
        layer9:  Dense(256), Relu,
        layer10: Dense(256), Relu,
    }
}

/// Examples that go through at once.
const ROWS: usize = 16;

/// A network whose weights have this standard deviation. On the heap: it has 2.6 MB.
fn with_scale(scale: f32) -> Box<Deep> {
    let mut net = Deep::boxed(42);
    let he: f32 = Init::He.deviation(256, 256);
    net.visit_mut(&mut |_, values: &mut [f32]| values.iter_mut().for_each(|value| *value *= scale / he));
    net
}

/// The standard deviation of the input and of every layer's outputs.
fn deviations(net: &Deep, x: &[[f32; 256]; ROWS]) -> Vec<f64> {
    let layers = [
        &net.layer1,
        &net.layer2,
        &net.layer3,
        &net.layer4,
        &net.layer5,
        &net.layer6,
        &net.layer7,
        &net.layer8,
        &net.layer9,
        &net.layer10,
    ];
    let mut values = *x;
    let mut result = vec![deviation(values.as_flattened())];
    for layer in layers {
        let mut out = [[0.0; 256]; ROWS];
        layer.forward_rows(&values, &mut out);
        out.iter_mut().for_each(|row| Relu.forward(row));
        values = out;
        result.push(deviation(values.as_flattened()));
    }
    result
}

fn deviation(values: &[f32]) -> f64 {
    let n = values.len() as f64;
    let mean = values.iter().map(|&value| f64::from(value)).sum::<f64>() / n;
    (values.iter().map(|&value| (f64::from(value) - mean).powi(2)).sum::<f64>() / n).sqrt()
}

fn main() {
    let mut random = Random::new(7);
    let x: [[f32; 256]; ROWS] = std::array::from_fn(|_| std::array::from_fn(|_| random.normal()));

    let he: f32 = Init::He.deviation(256, 256);
    let scales = [("zeros", 0.0), ("small, 0.001", 0.001), ("He, 0.088", he), ("large, 1.0", 1.0)];
    let columns = scales.map(|(_, scale)| deviations(&with_scale(scale), &x));

    println!("Standard deviation of the values after each layer\n");
    print!("{:>6}", "layer");
    scales.iter().for_each(|(name, _)| print!("{name:>15}"));
    println!();
    for layer in 0..=10 {
        print!("{:>6}", if layer == 0 { "input".to_string() } else { layer.to_string() });
        columns.iter().for_each(|column| print!("{:>15.2e}", column[layer]));
        println!();
    }
    print!("\n{:>6}", "factor");
    scales.iter().for_each(|(_, scale)| print!("{:>15.4}", scale * 128.0f32.sqrt()));
    println!("   expected per layer: scale · √(256 / 2)");

    let lines = columns.map(|column| {
        let points = column.iter().enumerate().filter(|(_, value)| **value > 0.0);
        points.map(|(layer, value)| (layer as f64, value.log10())).collect::<Vec<_>>()
    });
    chart(
        "target/pictures/initialization.svg",
        "Ten ReLU layers of width 256: the size of the signal",
        "layer",
        "log₁₀ of the standard deviation",
        &[("large, 1.0", &lines[3]), ("He, 0.088", &lines[2]), ("small, 0.001", &lines[1])],
    );
}
