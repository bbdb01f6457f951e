//! What one writes in an afternoon with the sizes known to the compiler: a chain of layers over two ways to compute one.
//! `plain arrays` are loops; `nalgebra` are its static matrices, in place. Weights lie `[input][output]` in both. A GRU is two of them,
//! and a convolution is loops.

use std::hint::black_box;

use nalgebra::{SMatrix, SMatrixView, SMatrixViewMut, SVector};

use crate::clock::{Contender, aligned};
use crate::image::{self, SIDES};
use crate::model::{Activation, Layer, Loss, Model, RATE, Reference, STEPS, apart, models};
use crate::network::Network;
use crate::series::{self, GATES, INPUTS, UNITS};

/// A dense layer of `I` inputs and `O` outputs.
trait Affine<const I: usize, const O: usize> {
    fn load(layer: &Layer) -> Self;
    fn forward<const B: usize>(&self, x: &[[f32; I]; B], y: &mut [[f32; O]; B]);
    /// The gradient by the input, then a step of descent.
    fn backward<const B: usize>(&mut self, x: &[[f32; I]; B], dy: &[[f32; O]; B], dx: Option<&mut [[f32; I]; B]>);
}

/// Arrays and loops.
struct Loops<const I: usize, const O: usize> {
    weight: [[f32; O]; I],
    bias: [f32; O],
}

impl<const I: usize, const O: usize> Affine<I, O> for Loops<I, O> {
    fn load(layer: &Layer) -> Self {
        let mut loops = Self { weight: [[0.0; O]; I], bias: [0.0; O] };
        loops.weight.as_flattened_mut().copy_from_slice(&layer.weight);
        loops.bias.copy_from_slice(&layer.bias);
        loops
    }

    #[inline]
    fn forward<const B: usize>(&self, x: &[[f32; I]; B], y: &mut [[f32; O]; B]) {
        for (x, y) in x.iter().zip(y) {
            let mut sums = self.bias;
            for (x, weights) in x.iter().zip(&self.weight) {
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += x * weight;
                }
            }
            *y = sums;
        }
    }

    #[inline]
    fn backward<const B: usize>(&mut self, x: &[[f32; I]; B], dy: &[[f32; O]; B], dx: Option<&mut [[f32; I]; B]>) {
        if let Some(dx) = dx {
            for (i, weights) in self.weight.iter().enumerate() {
                let (weights, rest) = weights.as_chunks::<16>();
                for (dx, dy) in dx.iter_mut().zip(dy) {
                    // Partial sums, else the compiler may not use vectors.
                    let mut sums = [0.0; 16];
                    let (dy, dy_rest) = dy.as_chunks::<16>();
                    for (weights, dy) in weights.iter().zip(dy) {
                        for ((sum, weight), dy) in sums.iter_mut().zip(weights).zip(dy) {
                            *sum += weight * dy;
                        }
                    }
                    dx[i] = sums.iter().sum::<f32>() + rest.iter().zip(dy_rest).map(|(w, dy)| w * dy).sum::<f32>();
                }
            }
        }
        for (i, weights) in self.weight.iter_mut().enumerate() {
            let mut gradients = [0.0; O];
            for (x, dy) in x.iter().zip(dy) {
                for (gradient, dy) in gradients.iter_mut().zip(dy) {
                    *gradient += x[i] * dy;
                }
            }
            for (weight, gradient) in weights.iter_mut().zip(gradients) {
                *weight -= RATE * gradient;
            }
        }
        for dy in dy {
            for (bias, dy) in self.bias.iter_mut().zip(dy) {
                *bias -= RATE * dy;
            }
        }
    }
}

/// Matrices of nalgebra, whose columns are contiguous: one column per input.
struct Matrices<const I: usize, const O: usize> {
    weight: SMatrix<f32, O, I>,
    bias: SVector<f32, O>,
}

impl<const I: usize, const O: usize> Affine<I, O> for Matrices<I, O> {
    fn load(layer: &Layer) -> Self {
        Self { weight: SMatrix::from_column_slice(&layer.weight), bias: SVector::from_column_slice(&layer.bias) }
    }

    #[inline]
    fn forward<const B: usize>(&self, x: &[[f32; I]; B], y: &mut [[f32; O]; B]) {
        let x = SMatrixView::<f32, I, B>::from_slice(x.as_flattened());
        let mut y = SMatrixViewMut::<f32, O, B>::from_slice(y.as_flattened_mut());
        if B == 1 {
            let mut sums = self.bias;
            sums.gemv(1.0, &self.weight, &x.column(0), 1.0);
            y.column_mut(0).copy_from(&sums);
        } else {
            y.gemm(1.0, &self.weight, &x, 0.0);
            for mut y in y.column_iter_mut() {
                y += &self.bias;
            }
        }
    }

    #[inline]
    fn backward<const B: usize>(&mut self, x: &[[f32; I]; B], dy: &[[f32; O]; B], dx: Option<&mut [[f32; I]; B]>) {
        let x = SMatrixView::<f32, I, B>::from_slice(x.as_flattened());
        let dy = SMatrixView::<f32, O, B>::from_slice(dy.as_flattened());
        if let Some(dx) = dx {
            let mut dx = SMatrixViewMut::<f32, I, B>::from_slice(dx.as_flattened_mut());
            if B == 1 {
                dx.column_mut(0).gemv_tr(1.0, &self.weight, &dy.column(0), 0.0);
            } else {
                dx.gemm(1.0, &self.weight.transpose(), &dy, 0.0);
            }
        }
        if B == 1 {
            self.weight.ger(-RATE, &dy.column(0), &x.column(0), 1.0);
        } else {
            self.weight.gemm(-RATE, &dy, &x.transpose(), 1.0);
        }
        for dy in dy.column_iter() {
            self.bias.axpy(-RATE, &dy, 1.0);
        }
    }
}

/// An activation over values of `width` each.
#[inline(always)]
pub fn activate(activation: Activation, values: &mut [f32], width: usize) {
    match activation {
        Activation::Identity => (),
        Activation::Relu => values.iter_mut().for_each(|value| *value = value.max(0.0)),
        Activation::Sigmoid => values.iter_mut().for_each(|value| *value = 1.0 / (1.0 + (-*value).exp())),
        Activation::Softmax => {
            for values in values.chunks_exact_mut(width) {
                let most = values.iter().fold(f32::MIN, |most, &value| most.max(value));
                values.iter_mut().for_each(|value| *value = (*value - most).exp());
                let scale = 1.0 / values.iter().sum::<f32>();
                values.iter_mut().for_each(|value| *value *= scale);
            }
        }
    }
}

/// Gradients by what stood before a hidden activation, from those by `values` behind it.
#[inline(always)]
pub fn deactivate(activation: Activation, values: &[f32], gradients: &mut [f32]) {
    for (gradient, &y) in gradients.iter_mut().zip(values) {
        *gradient *= match activation {
            Activation::Sigmoid => y * (1.0 - y),
            _ if y > 0.0 => 1.0,
            _ => 0.0,
        };
    }
}

/// Turns outputs of `width` into gradients by what stood before the last activation; the loss.
#[inline(always)]
pub fn judge(loss: Loss, outputs: &mut [f32], width: usize, classes: &[usize]) -> f32 {
    let (mut total, share) = (0.0, 1.0 / classes.len() as f32);
    for (out, &class) in outputs.chunks_exact_mut(width).zip(classes) {
        let (y, t) = (out[0], class as f32);
        match loss {
            Loss::MeanSquaredError => {
                total += (y - t) * (y - t);
                out[0] = 2.0 * share * (y - t) * y * (1.0 - y);
            }
            Loss::BinaryCrossEntropy => {
                total -= t * y.ln() + (1.0 - t) * (1.0 - y).ln();
                out[0] = share * (y - t);
            }
            Loss::CrossEntropy => {
                total -= out[class].ln();
                out[class] -= 1.0;
                out.iter_mut().for_each(|value| *value *= share);
            }
        }
    }
    total * share
}

/// The last layer.
struct Last<A, const O: usize, const B: usize> {
    affine: A,
    out: [[f32; O]; B],
}

/// A layer before others.
struct Before<A, N, const H: usize, const B: usize> {
    affine: A,
    next: N,
    out: [[f32; H]; B],
    gradient: [[f32; H]; B],
}

trait Chain<const I: usize, const B: usize> {
    fn load(layers: &mut std::vec::IntoIter<Layer>) -> Self;
    fn forward(&mut self, model: &Model, x: &[[f32; I]; B]) -> &[f32];
    /// From the outputs of `forward`: the loss, and a step of descent.
    fn backward(&mut self, model: &Model, x: &[[f32; I]; B], classes: &[usize], dx: Option<&mut [[f32; I]; B]>) -> f32;
}

impl<A: Affine<I, O>, const I: usize, const O: usize, const B: usize> Chain<I, B> for Last<A, O, B> {
    fn load(layers: &mut std::vec::IntoIter<Layer>) -> Self {
        Self { affine: A::load(&layers.next().expect("a layer")), out: [[0.0; O]; B] }
    }

    #[inline]
    fn forward(&mut self, model: &Model, x: &[[f32; I]; B]) -> &[f32] {
        self.affine.forward(x, &mut self.out);
        activate(model.last, self.out.as_flattened_mut(), O);
        self.out.as_flattened()
    }

    #[inline]
    fn backward(&mut self, model: &Model, x: &[[f32; I]; B], classes: &[usize], dx: Option<&mut [[f32; I]; B]>) -> f32 {
        let loss = model.loss.map(|loss| judge(loss, self.out.as_flattened_mut(), O, classes));
        self.affine.backward(x, &self.out, dx);
        loss.unwrap_or(f32::NAN)
    }
}

impl<A: Affine<I, H>, N: Chain<H, B>, const I: usize, const H: usize, const B: usize> Chain<I, B>
    for Before<A, N, H, B>
{
    fn load(layers: &mut std::vec::IntoIter<Layer>) -> Self {
        let affine = A::load(&layers.next().expect("a layer"));
        Self { affine, next: N::load(layers), out: [[0.0; H]; B], gradient: [[0.0; H]; B] }
    }

    #[inline]
    fn forward(&mut self, model: &Model, x: &[[f32; I]; B]) -> &[f32] {
        self.affine.forward(x, &mut self.out);
        activate(model.between, self.out.as_flattened_mut(), H);
        self.next.forward(model, &self.out)
    }

    #[inline]
    fn backward(&mut self, model: &Model, x: &[[f32; I]; B], classes: &[usize], dx: Option<&mut [[f32; I]; B]>) -> f32 {
        let loss = self.next.backward(model, &self.out, classes, Some(&mut self.gradient));
        deactivate(model.between, self.out.as_flattened(), self.gradient.as_flattened_mut());
        self.affine.backward(x, &self.gradient, dx);
        loss
    }
}

fn contender<N: Chain<I, B> + 'static, const I: usize, const B: usize>(
    name: &'static str,
    model: Model,
    training: bool,
) -> Contender {
    let mut net = aligned(N::load(&mut model.parameters().into_iter()));
    let mut x = aligned([[0.0; I]; B]);
    x.0.as_flattened_mut().copy_from_slice(&model.batch(B));
    let Some(loss) = model.loss.filter(|_| training) else {
        let error = apart(net.0.forward(&model, &x.0), Reference::new(model).forward(B));
        let work = move || {
            black_box(net.0.forward(&model, black_box(&x.0)));
        };
        return Contender { name, error, work: Box::new(work) };
    };
    let classes = model.classes(B);
    let mut step = move || {
        net.0.forward(&model, black_box(&x.0));
        black_box(net.0.backward(&model, &x.0, black_box(&classes), None))
    };
    let found = (0..=STEPS).map(|_| step()).last().unwrap_or(f32::NAN);
    let error = apart(&[found], &[Reference::loss_after(model, B, loss, STEPS)]);
    let work = move || {
        step();
    };
    Contender { name, error, work: Box::new(work) }
}

/// The type of a chain.
macro_rules! chain {
    ($affine:ident, $batch:literal; $inputs:tt $outputs:tt) => { Last<$affine<$inputs, $outputs>, $outputs, $batch> };
    ($affine:ident, $batch:literal; $inputs:tt $outputs:tt $($rest:tt)+) => {
        Before<$affine<$inputs, $outputs>, chain!($affine, $batch; $outputs $($rest)+), $outputs, $batch>
    };
}

/// Who takes part in one row.
pub fn contenders(network: Network, training: bool, batch: usize, takes: impl Fn(&str) -> bool) -> Vec<Contender> {
    match network {
        Network::Dense(model) => dense(model, training, batch, takes),
        Network::Image => {
            let make = if batch == 1 { of_image::<1> } else { of_image::<32> };
            takes("plain arrays").then(|| make("plain arrays")).into_iter().collect()
        }
        Network::Series => {
            let arrays: fn(&'static str) -> Contender = of_series::<Loops<INPUTS, GATES>, Loops<UNITS, GATES>>;
            let both =
                [("plain arrays", arrays), ("nalgebra", of_series::<Matrices<INPUTS, GATES>, Matrices<UNITS, GATES>>)];
            both.into_iter().filter(|(name, _)| takes(name)).map(|(name, make)| make(name)).collect()
        }
    }
}

/// Both ways.
fn dense(model: Model, training: bool, batch: usize, takes: impl Fn(&str) -> bool) -> Vec<Contender> {
    let mut found = Vec::new();
    macro_rules! each {
        ($name:ident $inputs:tt, $between:ident, [$($layer:ident $outputs:tt $activation:ident),+], $($loss:ident)?) => {
            if model.name == stringify!($name) {
                if takes("plain arrays") {
                    found.push(match batch {
                        1 => contender::<chain!(Loops, 1; $inputs $($outputs)+), $inputs, 1>,
                        _ => contender::<chain!(Loops, 32; $inputs $($outputs)+), $inputs, 32>,
                    }("plain arrays", model, training));
                }
                if takes("nalgebra") {
                    found.push(match batch {
                        1 => contender::<chain!(Matrices, 1; $inputs $($outputs)+), $inputs, 1>,
                        _ => contender::<chain!(Matrices, 32; $inputs $($outputs)+), $inputs, 32>,
                    }("nalgebra", model, training));
                }
            }
        };
    }
    models!(each);
    found
}

/// A convolution of 3×3 from `C` channels to `O`, `Relu`, and the largest of every 2×2.
struct Convolution<const C: usize, const O: usize> {
    weight: [[[[f32; O]; C]; 3]; 3],
    bias: [f32; O],
}

impl<const C: usize, const O: usize> Convolution<C, O> {
    fn load(layer: &Layer) -> Self {
        let mut loaded = Self { weight: [[[[0.0; O]; C]; 3]; 3], bias: [0.0; O] };
        loaded.weight.as_flattened_mut().as_flattened_mut().as_flattened_mut().copy_from_slice(&layer.weight);
        loaded.bias.copy_from_slice(&layer.bias);
        loaded
    }

    /// From a side of `S` pixels to one of `P`.
    #[inline]
    fn forward<const S: usize, const P: usize>(&self, x: &[[[f32; C]; S]; S], y: &mut [[[f32; O]; P]; P]) {
        for (row, y) in y.iter_mut().enumerate() {
            for (column, y) in y.iter_mut().enumerate() {
                // Four pixels side by side, so that no sum waits for itself, and no map stands whole.
                let mut sums = [[self.bias; 2]; 2];
                for (i, weight) in self.weight.iter().enumerate() {
                    for (j, weight) in weight.iter().enumerate() {
                        for (c, weight) in weight.iter().enumerate() {
                            for (m, sums) in sums.iter_mut().enumerate() {
                                for (n, sums) in sums.iter_mut().enumerate() {
                                    let x = x[2 * row + m + i][2 * column + n + j][c];
                                    sums.iter_mut().zip(weight).for_each(|(sum, weight)| *sum += x * weight);
                                }
                            }
                        }
                    }
                }
                for (o, y) in y.iter_mut().enumerate() {
                    let [[a, b], [c, d]] = sums.map(|sums| sums.map(|sums| sums[o]));
                    *y = a.max(b).max(c.max(d)).max(0.0);
                }
            }
        }
    }
}

fn of_image<const B: usize>(name: &'static str) -> Contender {
    const MAPS: usize = image::TERMS[2];
    let [edges, curves, logits] = image::parameters();
    let net = aligned((
        Convolution::<1, 8>::load(&edges),
        Convolution::<8, 16>::load(&curves),
        Loops::<MAPS, 10>::load(&logits),
    ));
    let mut x = aligned([[[[0.0; 1]; SIDES[0]]; SIDES[0]]; B]);
    x.0.as_flattened_mut().as_flattened_mut().as_flattened_mut().copy_from_slice(&image::batch(B));
    let (mut maps, mut out) = (aligned([[0.0; MAPS]; B]), aligned([[0.0; 10]; B]));
    let mut pass = move |x: &[[[[f32; 1]; SIDES[0]]; SIDES[0]]; B], out: &mut [[f32; 10]; B]| {
        let (edges, curves, logits) = &net.0;
        for (x, whole) in x.iter().zip(&mut maps.0) {
            let (mut seen, mut found) = ([[[0.0; 8]; SIDES[1]]; SIDES[1]], [[[0.0; 16]; SIDES[2]]; SIDES[2]]);
            edges.forward(x, &mut seen);
            curves.forward(&seen, &mut found);
            whole.copy_from_slice(found.as_flattened().as_flattened());
        }
        logits.forward(&maps.0, out);
    };
    pass(&x.0, &mut out.0);
    let error = apart(out.0.as_flattened(), &image::outputs(B));
    let work = move || {
        pass(black_box(&x.0), &mut out.0);
        black_box(&mut out);
    };
    Contender { name, error, work: Box::new(work) }
}

/// A GRU over two affine layers: what a frame adds, and what the state does.
fn of_series<X, H>(name: &'static str) -> Contender
where
    X: Affine<INPUTS, GATES> + 'static,
    H: Affine<UNITS, GATES> + 'static,
{
    let [of_frame, of_state] = series::parameters();
    let net = aligned((X::load(&of_frame), H::load(&of_state)));
    let mut state = aligned([[0.0; UNITS]]);
    series::contender(name, move |frame| {
        let (mut x, mut h) = ([[0.0; GATES]], [[0.0; GATES]]);
        net.0.0.forward(std::array::from_ref(frame), &mut x);
        net.0.1.forward(&state.0, &mut h);
        let ([x], [h], [state]) = (&x, &h, &mut state.0);
        for unit in 0..UNITS {
            let sigmoid = |at: usize| 1.0 / (1.0 + (-(x[at] + h[at])).exp());
            let new = (x[2 * UNITS + unit] + sigmoid(unit) * h[2 * UNITS + unit]).tanh();
            let update = sigmoid(UNITS + unit);
            state[unit] = (1.0 - update) * new + update * state[unit];
        }
        *state
    })
}
