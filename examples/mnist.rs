//! MNIST: 60,000 handwritten digits of 28×28 pixels, in a network that lives on the heap.
//!
//! The four files (`train-images-idx3-ubyte`, `train-labels-idx1-ubyte`, `t10k-images-idx3-ubyte`,
//! `t10k-labels-idx1-ubyte`, unpacked) are not part of this repository; put them into `examples/data/mnist`.
//!
//! ```sh
//! cargo run --release --example mnist
//! cargo run --release --example mnist -- --data DIR    # files somewhere else
//! cargo run --release --example mnist -- --quick       # 2,000 training images, one epoch
//! ```
//!
//! Networks of this shape usually get about 98 % of the test images right. Without the files the program says what to
//! do, with status 2.

mod support;

use std::error::Error;
use std::io::ErrorKind;
use std::path::Path;
use std::process::ExitCode;

use nn_core::prelude::*;
use support::{Absent, Options, Outcome, root, shown};

network! {
    /// 28×28 grey pixels in, ten digits out.
    pub struct Mnist {
        input:  [f32; 784],
        pixels: Standardize(mean = 0.0, scale = 255.0),
        hidden: Dense(128),
        Relu,
        logits: Dense(10),
        Softmax,
    }
}

fn main() -> ExitCode {
    support::run(program)
}

fn program() -> Outcome {
    let options = Options::read(&["--data"])?;
    let folder = options.value("--data").map_or(root("examples/data/mnist"), Into::into);
    let (mut images, mut labels) = pairs(&folder, "train")?;
    let (test_images, test_labels) = pairs(&folder, "t10k")?;
    println!("{} training images, {} test images", images.len(), test_images.len());
    let mut fit = Fit { epochs: 10, batch: 64, seed: 1, ..Fit::default() };
    if options.quick {
        images.truncate(2_000);
        labels.truncate(2_000);
        fit.epochs = 1;
    }

    let mut net = Mnist::boxed(1);
    let steps = images.len().div_ceil(fit.batch) * fit.epochs;
    let trainer = Trainer::boxed(&*net, CrossEntropy.smoothed(0.05), AdamW::boxed(0.002));
    let mut trainer = trainer.schedule(Cosine::new(steps as u64));
    trainer.fit(&mut net, &Data::new(&images, &labels), fit, |epoch| {
        println!("epoch {:2}/{}  loss {:.4}", epoch.number, epoch.of, epoch.loss);
    })?;
    let report = evaluate(&*net, &Data::new(&test_images, &test_labels), CrossEntropy)?;
    let accuracy = 100.0 * report.accuracy().unwrap_or(f64::NAN);
    println!("test accuracy: {accuracy:.2} % ({}/{})", report.correct(), report.rows);
    Ok(())
}

/// Images, and their labels.
type Labelled = (Vec<[f32; 784]>, Vec<usize>);

/// The images and labels of one part, `train` or `t10k`.
fn pairs(folder: &Path, part: &str) -> Result<Labelled, Box<dyn Error>> {
    let file = folder.join(format!("{part}-labels-idx1-ubyte"));
    let labels = values(&file, &[None])?;
    if let Some(row) = labels.iter().position(|&label| label > 9) {
        return Err(format!("{}: label {row} (from 0) is {}, not a digit", shown(&file), labels[row]).into());
    }
    let file = folder.join(format!("{part}-images-idx3-ubyte"));
    let pixels = values(&file, &[None, Some(28), Some(28)])?;
    let (images, _) = pixels.as_chunks::<784>();
    if images.len() != labels.len() {
        return Err(format!("{}: {} images, but {} labels", shown(&file), images.len(), labels.len()).into());
    }
    if images.is_empty() {
        return Err(format!("{}: there are no images in it", shown(&file)).into());
    }
    let images = images.iter().map(|image| image.map(f32::from)).collect();
    Ok((images, labels.into_iter().map(usize::from).collect()))
}

/// The bytes of an IDX file: two zeros, the type (8 for bytes), the number of sizes, the sizes in big endian, the values.
fn values(file: &Path, wanted: &[Option<u32>]) -> Result<Vec<u8>, Box<dyn Error>> {
    let name = shown(file);
    let bytes = std::fs::read(file).map_err(|error| -> Box<dyn Error> {
        match error.kind() {
            ErrorKind::NotFound => Absent(format!(
                "{name}: there is no such file; download the four MNIST files, unpack them with gunzip and put them \
                 there, or name their folder with `--data DIR`"
            ))
            .into(),
            _ => format!("{name}: {error}").into(),
        }
    })?;
    let magic = [0, 0, 8, wanted.len() as u8];
    let Some(rest) = bytes.strip_prefix(&magic) else {
        let help = if bytes.starts_with(&[0x1f, 0x8b]) { "still packed; use gunzip" } else { "not such an IDX file" };
        return Err(format!("{name}: does not begin with {magic:?}: {help}").into());
    };
    let Some((sizes, values)) = rest.split_at_checked(4 * wanted.len()) else {
        return Err(format!("{name}: ends within its header").into());
    };
    let mut product = 1u64;
    for (size, wanted) in sizes.as_chunks().0.iter().map(|&size| u32::from_be_bytes(size)).zip(wanted) {
        if wanted.is_some_and(|wanted| wanted != size) {
            return Err(format!("{name}: a size is {size}, not {}", wanted.unwrap_or_default()).into());
        }
        product = product.saturating_mul(u64::from(size));
    }
    if values.len() as u64 != product {
        return Err(format!("{name}: {} values, but its header promises {product}", values.len()).into());
    }
    Ok(values.to_vec())
}
