//! The four networks of MLPerf Tiny: what they take, and how long an inference lasts here.
//!
//! ```sh
//! cargo run --release --example models
//! ```
//!
//! Their weights are drawn, not trained: this is about size and speed. Before a network is measured its `BatchNorm` lines go into the layers
//! before them, as they would for a chip.

#[path = "models/networks.rs"]
mod networks;

use std::hint::black_box;
use std::time::{Duration, Instant};

use networks::{Anomaly, AnomalyFolded, DsCnn, DsCnnFolded, MobileNet, MobileNetFolded, ResNet8, ResNet8Folded};
use nn_core::Plain;
use nn_core::prelude::*;

fn main() {
    println!(
        "{:<10} {:>10} {:>13} {:>13} {:>13} {:>13}",
        "network", "parameters", "multiply-adds", "weights", "buffers", "one inference"
    );
    let mut resnet8 = ResNet8Folded::boxed(0);
    ResNet8::boxed(1).folded_into(&mut resnet8);
    let of_resnet8 = measure("resnet8", ResNet8::PARAMETERS, &*resnet8);
    let mut ds_cnn = DsCnnFolded::boxed(0);
    DsCnn::boxed(1).folded_into(&mut ds_cnn);
    let of_ds_cnn = measure("ds_cnn", DsCnn::PARAMETERS, &*ds_cnn);
    let mut mobilenet = MobileNetFolded::boxed(0);
    MobileNet::boxed(1).folded_into(&mut mobilenet);
    let of_mobilenet = measure("mobilenet", MobileNet::PARAMETERS, &*mobilenet);
    let mut anomaly = AnomalyFolded::boxed(0);
    Anomaly::boxed(1).folded_into(&mut anomaly);
    let of_anomaly = measure("anomaly", Anomaly::PARAMETERS, &*anomaly);
    let times = [of_resnet8, of_ds_cnn, of_mobilenet, of_anomaly];
    let all = ResNet8Folded::MULTIPLY_ADDS
        + DsCnnFolded::MULTIPLY_ADDS
        + MobileNetFolded::MULTIPLY_ADDS
        + AnomalyFolded::MULTIPLY_ADDS;
    let whole = times.iter().sum::<f64>();
    println!(
        "four networks of MLPerf Tiny, {:.1} million multiply-adds in {whole:.0} µs, one after the other",
        all as f64 / 1e6
    );
}

/// Prints the line of a network, and gives back how many microseconds an inference takes.
fn measure<N: Network<Scalar = f32>>(name: &str, parameters: usize, net: &N) -> f64 {
    let (mut random, mut workspace, mut output) =
        (Random::new(1), Workspace::<N>::boxed(), Box::new(Output::<N>::ZERO));
    let mut input = Box::new(Input::<N>::ZERO);
    nn_core::Gradients::<f32>::as_mut_slice(&mut *input).fill_with(|| random.uniform());
    let (mut times, start) = (Vec::new(), Instant::now());
    while times.len() < 5 || start.elapsed() < Duration::from_millis(300) {
        let start = Instant::now();
        net.forward_in(black_box(&input), &mut output, &mut workspace);
        black_box(&output);
        times.push(start.elapsed());
    }
    times.sort_unstable();
    let time = times[times.len() / 2].as_secs_f64() * 1e6;
    let (weights, buffers) = (N::WEIGHT_BYTES, N::INFERENCE_BYTES);
    println!("{name:<10} {parameters:>10} {:>13} {weights:>13} {buffers:>13} {time:>10.0} µs", N::MULTIPLY_ADDS);
    time
}
