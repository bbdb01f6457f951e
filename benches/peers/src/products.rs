//! Networks of any size over the matrix products of three crates. The update is part of the product that makes the gradient:
//! `W += −rate · xᵀ · dy`.

use std::hint::black_box;

use crate::by_hand::{activate, deactivate, judge};
use crate::clock::Contender;
use crate::image::{self, CHANNELS, SIDES, TERMS};
use crate::model::{Layer, Model, RATE, Reference, STEPS, apart};
use crate::network::Network;

/// A matrix within a slice, and how far its rows and columns are apart.
#[derive(Clone, Copy)]
struct View<'a> {
    numbers: &'a [f32],
    rows: usize,
    columns: usize,
    down: usize,
    right: usize,
}

impl<'a> View<'a> {
    /// Row after row.
    fn new(numbers: &'a [f32], rows: usize, columns: usize) -> Self {
        assert_eq!(numbers.len(), rows * columns);
        Self { numbers, rows, columns, down: columns, right: 1 }
    }

    fn transposed(self) -> Self {
        Self { rows: self.columns, columns: self.rows, down: self.right, right: self.down, ..self }
    }
}

/// `into = scale · a · b`, or added to what is there; `into` row after row.
type Product = fn(into: &mut [f32], add: bool, scale: f32, a: View, b: View);

/// The crates.
const PRODUCTS: [(&str, Product); 3] = [("gemm", by_gemm), ("faer", by_faer), ("matrixmultiply", by_matrixmultiply)];

fn by_gemm(into: &mut [f32], add: bool, scale: f32, a: View, b: View) {
    let (m, n, k) = sizes(into, a, b);
    // SAFETY: by `sizes` all three matrices lie within their slices, and `into` is borrowed alone.
    unsafe {
        gemm::gemm(
            m,
            n,
            k,
            into.as_mut_ptr(),
            1,
            n as isize,
            add,
            a.numbers.as_ptr(),
            a.right as isize,
            a.down as isize,
            b.numbers.as_ptr(),
            b.right as isize,
            b.down as isize,
            1.0,
            scale,
            false,
            false,
            false,
            gemm::Parallelism::None,
        );
    }
}

fn by_faer(into: &mut [f32], add: bool, scale: f32, a: View, b: View) {
    use faer::linalg::matmul::matmul;
    use faer::{Accum, MatMut, MatRef, Par};
    let (m, n, _) = sizes(into, a, b);
    // SAFETY: as in `by_gemm`.
    let view = |view: View<'_>| unsafe {
        MatRef::from_raw_parts(view.numbers.as_ptr(), view.rows, view.columns, view.down as isize, view.right as isize)
    };
    let into = MatMut::from_row_major_slice_mut(into, m, n);
    matmul(into, if add { Accum::Add } else { Accum::Replace }, view(a), view(b), scale, Par::Seq);
}

fn by_matrixmultiply(into: &mut [f32], add: bool, scale: f32, a: View, b: View) {
    let (m, n, k) = sizes(into, a, b);
    let add = if add { 1.0 } else { 0.0 };
    // SAFETY: as in `by_gemm`.
    unsafe {
        matrixmultiply::sgemm(
            m,
            k,
            n,
            scale,
            a.numbers.as_ptr(),
            a.down as isize,
            a.right as isize,
            b.numbers.as_ptr(),
            b.down as isize,
            b.right as isize,
            add,
            into.as_mut_ptr(),
            n as isize,
            1,
        );
    }
}

/// Rows, columns and terms of a product; every view is one of a whole slice (`View::new`).
fn sizes(into: &[f32], a: View, b: View) -> (usize, usize, usize) {
    assert!(a.columns == b.rows && into.len() == a.rows * b.columns);
    (a.rows, b.columns, a.columns)
}

struct Net {
    model: Model,
    product: Product,
    layers: Vec<Layer>,
    /// Inputs, then the values behind every layer.
    values: Vec<Vec<f32>>,
    gradients: Vec<Vec<f32>>,
    classes: Vec<usize>,
}

impl Net {
    fn new(model: Model, product: Product, batch: usize) -> Self {
        let zeros: Vec<Vec<f32>> = model.sizes.iter().map(|size| vec![0.0; size * batch]).collect();
        Self {
            model,
            product,
            layers: model.parameters(),
            values: zeros.clone(),
            gradients: zeros,
            classes: model.classes(batch),
        }
    }

    fn forward(&mut self, x: &[f32]) -> &[f32] {
        let rows = self.classes.len();
        self.values[0].copy_from_slice(x);
        for (at, (inputs, outputs)) in self.model.layers().enumerate() {
            let Layer { weight, bias } = &self.layers[at];
            let (before, behind) = self.values.split_at_mut(at + 1);
            let y = &mut behind[0];
            y.chunks_exact_mut(outputs).for_each(|y| y.copy_from_slice(bias));
            let (x, weight) = (View::new(&before[at], rows, inputs), View::new(weight, inputs, outputs));
            (self.product)(y, true, 1.0, x, weight);
            activate(self.model.activation(at), y, outputs);
        }
        &self.values[self.values.len() - 1]
    }

    fn step(&mut self, x: &[f32]) -> f32 {
        self.forward(x);
        let (rows, last, outputs) = (self.classes.len(), self.values.len() - 1, self.model.outputs());
        self.gradients[last].copy_from_slice(&self.values[last]);
        let Some(loss) = self.model.loss else { return f32::NAN };
        let loss = judge(loss, &mut self.gradients[last], outputs, &self.classes);
        for (at, (inputs, outputs)) in self.model.layers().enumerate().rev() {
            let Layer { weight, bias } = &mut self.layers[at];
            let (before, behind) = self.gradients.split_at_mut(at + 1);
            let dy = View::new(&behind[0], rows, outputs);
            if at > 0 {
                (self.product)(&mut before[at], false, 1.0, dy, View::new(weight, inputs, outputs).transposed());
                deactivate(self.model.between, &self.values[at], &mut before[at]);
            }
            (self.product)(weight, true, -RATE, View::new(&self.values[at], rows, inputs).transposed(), dy);
            for dy in dy.numbers.chunks_exact(outputs) {
                bias.iter_mut().zip(dy).for_each(|(bias, dy)| *bias -= RATE * dy);
            }
        }
        loss
    }
}

/// All three in one row, but for a GRU: matrix by vector is not what they are for.
pub fn contenders(network: Network, training: bool, batch: usize, takes: impl Fn(&str) -> bool) -> Vec<Contender> {
    let asked = PRODUCTS.into_iter().filter(|(name, _)| takes(name));
    match network {
        Network::Dense(model) => dense(model, training, batch, asked),
        Network::Image => asked.map(|(name, product)| of_image(name, product, batch)).collect(),
        Network::Series => Vec::new(),
    }
}

fn dense(
    model: Model,
    training: bool,
    batch: usize,
    asked: impl Iterator<Item = (&'static str, Product)>,
) -> Vec<Contender> {
    let mut found = Vec::new();
    for (name, product) in asked {
        let (mut net, x) = (Net::new(model, product, batch), model.batch(batch));
        let Some(loss) = model.loss.filter(|_| training) else {
            let error = apart(net.forward(&x), Reference::new(model).forward(batch));
            let work = move || {
                black_box(net.forward(black_box(&x)));
            };
            found.push(Contender { name, error, work: Box::new(work) });
            continue;
        };
        let behind = (0..=STEPS).map(|_| net.step(&x)).last().unwrap_or(f32::NAN);
        let error = apart(&[behind], &[Reference::loss_after(model, batch, loss, STEPS)]);
        let work = move || {
            black_box(net.step(black_box(&x)));
        };
        found.push(Contender { name, error, work: Box::new(work) });
    }
    found
}

/// A convolution as a product: of what every window sees, in rows, with the weights.
fn of_image(name: &'static str, product: Product, batch: usize) -> Contender {
    let (layers, x) = (image::parameters(), image::batch(batch));
    // What pooling looks at, of all images.
    let windows = |layer: usize| batch * 4 * SIDES[layer + 1] * SIDES[layer + 1];
    let mut seen = [0, 1].map(|layer| vec![0.0; windows(layer) * TERMS[layer]]);
    let mut sums = [0, 1].map(|layer| vec![0.0; windows(layer) * CHANNELS[layer + 1]]);
    let mut maps = [0, 1].map(|layer| vec![0.0; windows(layer) / 4 * CHANNELS[layer + 1]]);
    let mut out = vec![0.0; batch * CHANNELS[3]];
    let affine = move |layer: &Layer, x: &[f32], y: &mut [f32]| {
        let outputs = layer.bias.len();
        y.chunks_exact_mut(outputs).for_each(|y| y.copy_from_slice(&layer.bias));
        let (rows, terms) = (y.len() / outputs, layer.weight.len() / outputs);
        product(y, true, 1.0, View::new(x, rows, terms), View::new(&layer.weight, terms, outputs));
    };
    let mut pass = move |x: &[f32], out: &mut [f32]| {
        for layer in [0, 1] {
            let (side, half, channels) = (SIDES[layer], SIDES[layer + 1], CHANNELS[layer + 1]);
            let (before, behind) = maps.split_at_mut(layer);
            let images = before.last().map_or(x, Vec::as_slice).chunks_exact(side * side * CHANNELS[layer]);
            let mut places = seen[layer].chunks_exact_mut(TERMS[layer]);
            for image in images {
                for (row, column) in image::square(half) {
                    for ((down, right), place) in image::square(2).zip(&mut places) {
                        let window = image::window(image, side, 2 * row + down, 2 * column + right);
                        place.iter_mut().zip(window).for_each(|(place, value)| *place = value);
                    }
                }
            }
            affine(&layers[layer], &seen[layer], &mut sums[layer]);
            for (y, sums) in behind[0].chunks_exact_mut(channels).zip(sums[layer].chunks_exact(4 * channels)) {
                y.fill(0.0);
                for sums in sums.chunks_exact(channels) {
                    y.iter_mut().zip(sums).for_each(|(y, sum)| *y = y.max(*sum));
                }
            }
        }
        affine(&layers[2], &maps[1], out);
    };
    pass(&x, &mut out);
    let error = apart(&out, &image::outputs(batch));
    let work = move || {
        pass(black_box(&x), &mut out);
        black_box(&mut out);
    };
    Contender { name, error, work: Box::new(work) }
}
