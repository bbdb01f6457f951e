//! Writes what the programs in `firmware/` carry in flash:
//! `cargo test --release --test firmware -- --ignored`
//!
//! - `digits.nn`: what `cargo run --release --example digits` saved to `target/digits.nn`, which must be there.
//! - `keyword.nn`: what `cargo run --release --example keyword` saved to `target/keyword.nn`, which must be there.
//! - `sine.nn`: trained here, seeded.
//! - `cnn.nn`: trained here, seeded, on training images of 8×8 pixels enlarged to 28×28.
//! - `digits.images`: twenty test images, the three least certain first: 64 pixels and what they show.
//! - `finetune.images`: training images, then a hundred of the test set.

#[path = "../firmware/src/cnn/network.rs"]
mod network;

use std::path::{Path, PathBuf};

use network::Cnn;
use nn_core::prelude::*;

network! {
    pub struct Sine {
        input:  [f32; 1],
        first:  Dense(16),
        Relu,
        second: Dense(16),
        Relu,
        output: Dense(1),
    }
}

network! {
    pub struct Digits {
        input:  [f32; 64],
        pixels: Standardize(mean = 0.0, scale = 16.0),
        hidden: Dense(100),
        Relu,
        narrow: Dense(50),
        Relu,
        logits: Dense(10),
        Softmax,
    }
}

/// An image as bytes.
type Image = [u8; 65];

/// Images of `finetune` to learn, and fresh ones to judge by.
const TUNED: (usize, usize) = (400, 100);

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
#[ignore = "writes files"]
fn sine() {
    let inputs: Vec<[f32; 1]> = (0..1000).map(|at| [at as f32 / 999.0 * std::f32::consts::TAU]).collect();
    let targets: Vec<[f32; 1]> = inputs.iter().map(|[x]| [x.sin()]).collect();
    // The best of some seeds: a network this narrow may start with too few corners.
    let trained = (0..24).map(|seed| {
        let mut net = Sine::new(seed);
        let fit = Fit { epochs: 400, batch: 25, seed, ..Fit::default() };
        let mut trainer =
            Trainer::new(&net, MeanSquaredError, Adam::new(0.01)).schedule(Cosine::new(fit.steps(inputs.len())));
        trainer.fit(&mut net, &Data::new(&inputs, &targets), fit, |_| {}).unwrap();
        let worst = inputs.iter().zip(&targets).map(|(x, [y])| (net.forward(x)[0] - y).abs()).fold(0.0, f32::max);
        (worst, net)
    });
    let (worst, net) = trained.min_by(|(a, _), (b, _)| a.total_cmp(b)).unwrap();
    assert!(worst < 0.04, "off by {worst}");
    net.save(root("firmware/weights/sine.nn")).unwrap();
}

#[test]
#[ignore = "writes files"]
fn digits() {
    let net = Digits::read(root("target/digits.nn")).unwrap();
    net.save(root("firmware/weights/digits.nn")).unwrap();

    let [train, test] = images();

    let certainty = |image: &Image| {
        let input = std::array::from_fn(|at| f32::from(image[at]));
        net.forward(&input).into_iter().fold(0.0, f32::max)
    };
    let mut by_certainty = test.clone();
    by_certainty.sort_by(|a, b| certainty(a).total_cmp(&certainty(b)));
    let (least, others) = by_certainty.split_at(3);
    let twenty: Vec<Image> = least.iter().chain(others.iter().step_by(others.len() / 17).take(17)).copied().collect();
    assert_eq!(twenty.len(), 20);
    std::fs::write(root("firmware/weights/digits.images"), twenty.as_flattened()).unwrap();

    let tuned: Vec<Image> = train.iter().take(TUNED.0).chain(test.iter().take(TUNED.1)).copied().collect();
    std::fs::write(root("firmware/weights/finetune.images"), tuned.as_flattened()).unwrap();
}

#[test]
#[ignore = "writes files"]
fn cnn() {
    let pairs = |images: Vec<Image>| -> (Vec<_>, Vec<usize>) {
        images.iter().map(|image| (enlarged(image), usize::from(image[64]))).unzip()
    };
    let [(inputs, labels), (test_inputs, test_labels)] = images().map(pairs);
    let mut net = Cnn::new(0);
    let fit = Fit { epochs: 10, batch: 32, seed: 0, ..Fit::default() };
    let mut trainer = Trainer::boxed(&net, CrossEntropy.smoothed(0.2), AdamW::boxed(0.005))
        .schedule(Cosine::new(fit.steps(inputs.len())));
    trainer.fit(&mut net, &Data::new(&inputs, &labels), fit, |_| {}).unwrap();
    let report = evaluate(&net, &Data::new(&test_inputs, &test_labels), CrossEntropy).unwrap();
    assert!(report.correct() * 100 >= report.rows * 97, "{report}");
    net.save(root("firmware/weights/cnn.nn")).unwrap();
}

#[test]
#[ignore = "writes files"]
fn keyword() {
    std::fs::copy(root("target/keyword.nn"), root("firmware/weights/keyword.nn")).unwrap();
}

/// An image of 8×8 pixels from 0 to 16 as one of 28×28 from 0 to 1.
fn enlarged(image: &Image) -> [[[f32; 1]; 28]; 28] {
    std::array::from_fn(|y| std::array::from_fn(|x| [f32::from(image[y * 2 / 7 * 8 + x * 2 / 7]) / 16.0]))
}

/// The images to learn, and those to judge by.
fn images() -> [Vec<Image>; 2] {
    let text = std::fs::read_to_string(root("examples/data/digits.csv")).unwrap();
    let rows: Vec<Image> = text.lines().skip(1).map(row).collect();
    let splits = std::fs::read_to_string(root("examples/data/splits.json")).unwrap();
    let splits: serde_json::Value = serde_json::from_str(&splits).unwrap();
    ["train", "test"].map(|name| {
        let numbers = splits["sets"]["digits"][name].as_array().unwrap();
        numbers.iter().map(|number| rows[number.as_u64().unwrap() as usize]).collect()
    })
}

/// A line of the table: 64 pixels and a label.
fn row(line: &str) -> Image {
    let cells: Vec<u8> = line.split(',').map(|cell| cell.trim().parse::<f32>().unwrap() as u8).collect();
    cells.try_into().unwrap()
}
