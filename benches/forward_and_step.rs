//! Inference and training steps of small networks, against what one would write without the library.
//!
//! ```text
//! cargo bench                                          # about 15 seconds
//! RUSTFLAGS="-C target-cpu=native" cargo bench         # what this processor can do
//! cargo bench -- --quick 784                           # only cells with 784 in their name
//! ```
//!
//! The contenders of a cell run the same network with the same weights in the same process: `ours`; `plain`, arrays and
//! loops as a good programmer writes them in an afternoon; and `nalgebra` with sizes known to the compiler. Each first
//! proves itself: the same outputs, and the same loss after five steps. Then they take turns, some milliseconds each; a
//! number is the median over three rounds of the median of a round. Below about 10 % a difference says nothing.

use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant};

use nalgebra::{SMatrix, SMatrixView, SMatrixViewMut, SVector};
use nn_core::prelude::*;

network! { pub struct Xor { input: [f32; 2], first: Dense(4), Sigmoid, second: Dense(1), Sigmoid } }
network! { pub struct Spirals { input: [f32; 2], first: Dense(64), Relu, second: Dense(1), Sigmoid } }
network! {
    pub struct Digits {
        input:  [f32; 64],
        first:  Dense(100),
        Relu,
        second: Dense(50),
        Relu,
        third:  Dense(10),
        Softmax,
    }
}
network! { pub struct Mnist { input: [f32; 784], first: Dense(128), Relu, second: Dense(10), Softmax } }

const RATE: f32 = 0.01;
/// How far contenders may be apart.
const NEAR: f32 = 1e-4;

/// A multiple of every vector and cache line, so that no contender has better luck with its addresses.
#[repr(align(64))]
struct Aligned<T>(T);

/// What the hand-written networks are made of, the same chain of layers over two ways to compute one.
trait Affine<const I: usize, const O: usize> {
    fn load(weight: &[[f32; O]; I], bias: &[f32; O]) -> Self;
    fn forward<const B: usize>(&self, x: &[[f32; I]; B], y: &mut [[f32; O]; B]);
    /// The gradient by the input, then one step of descent.
    fn backward<const B: usize>(&mut self, x: &[[f32; I]; B], dy: &[[f32; O]; B], dx: Option<&mut [[f32; I]; B]>);
}

/// Arrays and loops, a row of outputs per input.
struct Loops<const I: usize, const O: usize> {
    weight: [[f32; O]; I],
    bias: [f32; O],
}

impl<const I: usize, const O: usize> Affine<I, O> for Loops<I, O> {
    fn load(weight: &[[f32; O]; I], bias: &[f32; O]) -> Self {
        Self { weight: *weight, bias: *bias }
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
                for (dx, dy) in dx.iter_mut().zip(dy) {
                    // Partial sums, else the compiler may not use vectors.
                    let mut sums = [0.0; 16];
                    let (weights, rest) = weights.as_chunks::<16>();
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

/// Matrices of nalgebra; columns are contiguous there, so one column per input is the same layout.
struct Matrices<const I: usize, const O: usize> {
    weight: SMatrix<f32, O, I>,
    bias: SVector<f32, O>,
}

impl<const I: usize, const O: usize> Affine<I, O> for Matrices<I, O> {
    fn load(weight: &[[f32; O]; I], bias: &[f32; O]) -> Self {
        Self {
            weight: SMatrix::from_column_slice(weight.as_flattened()),
            bias: SVector::from_column_slice(bias.as_slice()),
        }
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

/// What a hand-written network puts between its layers and at its end.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    SigmoidMse,
    ReluBce,
    ReluCe,
}

/// The last layer with its activation and loss.
struct Last<L, const O: usize, const B: usize> {
    affine: L,
    out: [[f32; O]; B],
}

/// A layer before others.
struct Before<L, N, const H: usize, const B: usize> {
    affine: L,
    next: N,
    out: [[f32; H]; B],
    gradient: [[f32; H]; B],
}

trait Chain<const I: usize, const O: usize, const B: usize> {
    fn forward(&mut self, kind: Kind, x: &[[f32; I]; B]) -> &[[f32; O]; B];
    /// From the outputs of `forward`: the loss, and one step of descent.
    fn backward(&mut self, kind: Kind, x: &[[f32; I]; B], classes: &[usize; B], dx: Option<&mut [[f32; I]; B]>) -> f32;
}

fn sigmoid(values: &mut [f32]) {
    values.iter_mut().for_each(|value| *value = 1.0 / (1.0 + (-*value).exp()));
}

impl<L: Affine<I, O>, const I: usize, const O: usize, const B: usize> Chain<I, O, B> for Last<L, O, B> {
    #[inline]
    fn forward(&mut self, kind: Kind, x: &[[f32; I]; B]) -> &[[f32; O]; B] {
        self.affine.forward(x, &mut self.out);
        for out in &mut self.out {
            if kind != Kind::ReluCe {
                sigmoid(out);
                continue;
            }
            let most = out.iter().fold(f32::MIN, |most, &value| most.max(value));
            out.iter_mut().for_each(|value| *value = (*value - most).exp());
            let scale = 1.0 / out.iter().sum::<f32>();
            out.iter_mut().for_each(|value| *value *= scale);
        }
        &self.out
    }

    #[inline]
    fn backward(&mut self, kind: Kind, x: &[[f32; I]; B], classes: &[usize; B], dx: Option<&mut [[f32; I]; B]>) -> f32 {
        let (mut loss, share) = (0.0, 1.0 / B as f32);
        for (out, &class) in self.out.iter_mut().zip(classes) {
            let (y, t) = (out[0], class as f32);
            match kind {
                Kind::SigmoidMse => {
                    loss += (y - t) * (y - t);
                    out[0] = 2.0 * share * (y - t) * y * (1.0 - y);
                }
                Kind::ReluBce => {
                    loss -= t * y.ln() + (1.0 - t) * (1.0 - y).ln();
                    out[0] = share * (y - t);
                }
                Kind::ReluCe => {
                    loss -= out[class].ln();
                    out[class] -= 1.0;
                    out.iter_mut().for_each(|value| *value *= share);
                }
            }
        }
        self.affine.backward(x, &self.out, dx);
        loss * share
    }
}

impl<L: Affine<I, H>, N: Chain<H, O, B>, const I: usize, const H: usize, const O: usize, const B: usize> Chain<I, O, B>
    for Before<L, N, H, B>
{
    #[inline]
    fn forward(&mut self, kind: Kind, x: &[[f32; I]; B]) -> &[[f32; O]; B] {
        self.affine.forward(x, &mut self.out);
        match kind {
            Kind::SigmoidMse => sigmoid(self.out.as_flattened_mut()),
            _ => self.out.as_flattened_mut().iter_mut().for_each(|value| *value = value.max(0.0)),
        }
        self.next.forward(kind, &self.out)
    }

    #[inline]
    fn backward(&mut self, kind: Kind, x: &[[f32; I]; B], classes: &[usize; B], dx: Option<&mut [[f32; I]; B]>) -> f32 {
        let loss = self.next.backward(kind, &self.out, classes, Some(&mut self.gradient));
        for (gradient, &y) in self.gradient.as_flattened_mut().iter_mut().zip(self.out.as_flattened()) {
            *gradient *= match kind {
                Kind::SigmoidMse => y * (1.0 - y),
                _ if y > 0.0 => 1.0,
                _ => 0.0,
            };
        }
        self.affine.backward(x, &self.gradient, dx);
        loss
    }
}

/// A hand-written network with the weights of ours.
macro_rules! chain {
    ($affine:ident, $batch:literal, $net:expr; $layer:ident) => {
        Last { affine: $affine::load(&$net.$layer.weight, &$net.$layer.bias), out: [[0.0; _]; $batch] }
    };
    ($affine:ident, $batch:literal, $net:expr; $layer:ident $($rest:ident)+) => {
        Before {
            affine: $affine::load(&$net.$layer.weight, &$net.$layer.bias),
            next: chain!($affine, $batch, $net; $($rest)+),
            out: [[0.0; _]; $batch],
            gradient: [[0.0; _]; $batch],
        }
    };
}

/// Somebody with a name who does the work when called.
type Contender = (&'static str, Box<dyn FnMut()>);

/// One piece of work and those who do it.
struct Cell {
    model: &'static str,
    work: &'static str,
    contenders: Vec<Contender>,
}

/// The cells of one network and one size of batch.
macro_rules! cells {
    ($cells:ident, $model:literal, $net:ident, $loss:ident, $kind:ident, $batch:literal, $inputs:literal, $target:expr, [$($layer:ident)+]) => {{
        let kind = Kind::$kind;
        let start = Box::new(Aligned($net::new(7)));
        let x: [[f32; $inputs]; $batch] = inputs();
        let outputs = start.0.forward(&x[0]).len();
        let classes: [usize; $batch] = std::array::from_fn(|row| (row * 7 + 1) % outputs.max(2));
        let targets = classes.map($target);
        let loops = || Box::new(Aligned(chain!(Loops, $batch, start.0; $($layer)+)));
        let matrices = || Box::new(Aligned(chain!(Matrices, $batch, start.0; $($layer)+)));

        let (mut ours, mut plain, mut nalgebra) = (Box::new(Aligned(start.0.clone())), loops(), matrices());
        let mut out = Aligned([[0.0f32; _]; $batch]);
        ours.0.forward_batch(&x, &mut out.0);
        for row in 0..$batch {
            assert_eq!(ours.0.forward(&x[row]), out.0[row], "{}: row {row} differs from itself", $model);
        }
        prove($model, "output", out.0.as_flattened(), plain.0.forward(kind, &x).as_flattened());
        prove($model, "output", out.0.as_flattened(), nalgebra.0.forward(kind, &x).as_flattened());
        let forward: Vec<Contender> = vec![
            ("ours", {
                let net = Box::new(Aligned(start.0.clone()));
                Box::new(move || {
                    if $batch == 1 {
                        net.0.forward_into(&black_box(&x)[0], &mut out.0[0]);
                    } else {
                        net.0.forward_batch(black_box(&x), &mut out.0);
                    }
                    black_box(&mut out);
                })
            }),
            ("plain", {
                let mut net = loops();
                Box::new(move || { black_box(net.0.forward(kind, black_box(&x))); })
            }),
            ("nalgebra", {
                let mut net = matrices();
                Box::new(move || { black_box(net.0.forward(kind, black_box(&x))); })
            }),
        ];
        $cells.push(Cell { model: $model, work: concat!("forward, batch ", $batch), contenders: forward });

        let mut trainer = Box::new(Aligned(Trainer::new(&ours.0, $loss, Sgd::new(RATE))));
        let mut by_hand = move || {
            let step = trainer.0.step(&mut ours.0, black_box(&x), black_box(&targets));
            black_box(step.expect("the loss is finite"))
        };
        let mut by_plain = move || {
            plain.0.forward(kind, black_box(&x));
            black_box(plain.0.backward(kind, &x, black_box(&classes), None))
        };
        let mut by_nalgebra = move || {
            nalgebra.0.forward(kind, black_box(&x));
            black_box(nalgebra.0.backward(kind, &x, black_box(&classes), None))
        };
        let losses = (0..=5).map(|_| [by_hand(), by_plain(), by_nalgebra()]).last().expect("six losses");
        prove($model, "loss after five steps", &[losses[0]; 2], &losses[1..]);
        let mut step: Vec<Contender> = vec![
            ("ours", Box::new(move || { by_hand(); })),
            ("plain", Box::new(move || { by_plain(); })),
            ("nalgebra", Box::new(move || { by_nalgebra(); })),
        ];
        if $batch == 1 {
            let mut net = Box::new(Aligned(start.0.clone()));
            let mut trainer = Box::new(Aligned(FusedTrainer::new(&net.0, $loss, Sgd::new(RATE))));
            let mut fused = move || {
                let step = trainer.0.step(&mut net.0, &black_box(&x)[0], &black_box(&targets)[0]);
                black_box(step.expect("the loss is finite"))
            };
            let loss = (0..=5).map(|_| fused()).last().expect("six losses");
            prove($model, "loss after five fused steps", &[loss], &losses[..1]);
            step.push(("fused", Box::new(move || { fused(); })));
        }
        $cells.push(Cell { model: $model, work: concat!("step, batch ", $batch), contenders: step });
    }};
}

/// Numbers between −1 and 1, the same in every run.
fn inputs<const I: usize, const B: usize>() -> [[f32; I]; B] {
    let mut random = Random::new(1);
    [(); B].map(|()| [(); I].map(|()| 2.0 * random.uniform::<f32>() - 1.0))
}

/// Ends the program if two contenders do not compute the same.
fn prove(model: &str, what: &str, ours: &[f32], other: &[f32]) {
    for (ours, other) in ours.iter().zip(other) {
        assert!((ours - other).abs() <= NEAR, "{model}: {what} {ours}, but by hand {other}");
    }
}

/// Seconds per call.
fn time(work: &mut dyn FnMut(), times: u64) -> f64 {
    let start = Instant::now();
    for _ in 0..times {
        work();
    }
    start.elapsed().as_secs_f64() / times as f64
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Nanoseconds of every contender of a cell: they take turns.
fn measure(cell: &mut Cell, rounds: usize, repetitions: usize, least: Duration) -> Vec<f64> {
    let times: Vec<u64> = cell
        .contenders
        .iter_mut()
        .map(|(_, work)| {
            let mut times = 1;
            loop {
                let seconds = time(work, times) * times as f64;
                if seconds > least.as_secs_f64() / 2.0 {
                    return ((times as f64 * least.as_secs_f64() / seconds) as u64).max(1);
                }
                times *= 2;
            }
        })
        .collect();
    let mut medians = vec![Vec::new(); times.len()];
    for round in 0..rounds {
        let mut measured = vec![Vec::new(); times.len()];
        for repetition in 0..repetitions {
            for turn in 0..times.len() {
                // Another first one each time, so that nobody keeps step with whatever else the machine does.
                let turn = (turn + repetition) % times.len();
                let contender = if round % 2 == 0 { turn } else { times.len() - 1 - turn };
                measured[contender].push(1e9 * time(&mut cell.contenders[contender].1, times[contender]));
            }
        }
        medians.iter_mut().zip(&mut measured).for_each(|(medians, measured)| medians.push(median(measured)));
    }
    medians.iter_mut().map(|medians| median(medians)).collect()
}

fn header() {
    let rustc =
        Command::new("rustc").arg("-vV").output().map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let rustc = rustc.unwrap_or_default();
    let line = |start: &str| rustc.lines().find(|line| line.starts_with(start)).unwrap_or("unknown").to_owned();
    println!("{}, {}, {}", line("rustc"), line("LLVM"), line("host"));
    println!("RUSTFLAGS: {:?}", option_env!("RUSTFLAGS").unwrap_or_default());
    let features = [
        ("fma", cfg!(target_feature = "fma")),
        ("avx2", cfg!(target_feature = "avx2")),
        ("avx512f", cfg!(target_feature = "avx512f")),
        ("neon", cfg!(target_feature = "neon")),
    ];
    let features: Vec<_> = features.iter().filter(|(_, on)| *on).map(|(name, _)| *name).collect();
    println!(
        "target features: {}\n",
        if features.is_empty() { "the least of the target".into() } else { features.join(", ") }
    );
}

fn main() {
    let quick = std::env::args().any(|argument| argument == "--quick");
    let (rounds, repetitions, least) =
        if quick { (1, 3, Duration::from_millis(1)) } else { (3, 11, Duration::from_millis(4)) };
    let only: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    header();

    let mut cells: Vec<Cell> = Vec::new();
    macro_rules! both {
        ($model:literal, $net:ident, $loss:ident, $kind:ident, $inputs:literal, $target:expr, $layers:tt) => {
            cells!(cells, $model, $net, $loss, $kind, 1, $inputs, $target, $layers);
            cells!(cells, $model, $net, $loss, $kind, 32, $inputs, $target, $layers);
        };
    }
    both!("2-4-1", Xor, MeanSquaredError, SigmoidMse, 2, |class| [class as f32], [first second]);
    both!("2-64-1", Spirals, BinaryCrossEntropy, ReluBce, 2, |class| [class as f32], [first second]);
    both!("64-100-50-10", Digits, CrossEntropy, ReluCe, 64, |class| class, [first second third]);
    both!("784-128-10", Mnist, CrossEntropy, ReluCe, 784, |class| class, [first second]);
    cells.sort_by_key(|cell| cell.work);
    cells.retain(|cell| only.iter().all(|only| format!("{} {}", cell.model, cell.work).contains(only)));

    println!("| network | work | ours | plain | nalgebra | ours/plain | ours/nalgebra | fused | fused/plain |");
    println!("|---|---|---:|---:|---:|---:|---:|---:|---:|");
    for cell in &mut cells {
        let measured = measure(cell, rounds, repetitions, least);
        let of = |name| {
            cell.contenders.iter().position(|(other, _)| *other == name).and_then(|at| measured.get(at)).copied()
        };
        let (ours, plain, nalgebra) = (of("ours"), of("plain"), of("nalgebra"));
        let time = |time: Option<f64>| match time {
            None => String::new(),
            Some(time) if time < 1e3 => format!("{time:.1} ns"),
            Some(time) => format!("{:.2} µs", time / 1e3),
        };
        let ratio = |a: Option<f64>, b: Option<f64>| a.zip(b).map_or(String::new(), |(a, b)| format!("{:.2}", a / b));
        println!(
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            cell.model,
            cell.work,
            time(ours),
            time(plain),
            time(nalgebra),
            ratio(ours, plain),
            ratio(ours, nalgebra),
            time(of("fused")),
            ratio(of("fused"), plain),
        );
    }
}
