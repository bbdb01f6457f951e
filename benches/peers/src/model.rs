//! The dense networks, declared once; their numbers, by one integer hash; and what they compute, by plain arrays in `f64`.

/// The rate of descent.
pub const RATE: f32 = 0.01;
/// Sizes of a batch.
pub const BATCHES: [usize; 2] = [1, 32];
/// Steps after which the losses of two peers are compared.
pub const STEPS: usize = 5;

/// What stands between layers, or behind the last.
#[derive(Clone, Copy, PartialEq)]
pub enum Activation {
    Identity,
    Relu,
    Sigmoid,
    Softmax,
}

/// What is made small.
#[derive(Clone, Copy, PartialEq)]
pub enum Loss {
    MeanSquaredError,
    BinaryCrossEntropy,
    CrossEntropy,
}

/// A chain of dense layers.
#[derive(Clone, Copy)]
pub struct Model {
    pub name: &'static str,
    /// Inputs, then the outputs of every layer.
    pub sizes: &'static [usize],
    /// Between layers.
    pub between: Activation,
    /// Behind the last layer.
    pub last: Activation,
    /// None where only inference is measured.
    pub loss: Option<Loss>,
}

/// Hands the declarations to a macro: name, inputs, then every layer as name, outputs and activation, then the loss.
#[rustfmt::skip]
macro_rules! models {
    ($each:ident) => {
        $each!(M1 2, Sigmoid, [first 4 Sigmoid, second 1 Sigmoid], MeanSquaredError);
        $each!(M2 2, Relu, [first 64 Relu, second 1 Sigmoid], BinaryCrossEntropy);
        $each!(M3 64, Relu, [first 100 Relu, second 50 Relu, third 10 Softmax], CrossEntropy);
        $each!(M4 784, Relu, [first 128 Relu, second 10 Softmax], CrossEntropy);
        $each!(M5 784, Relu, [first 512 Relu, second 512 Relu, third 10 Softmax], CrossEntropy);
        $each!(M7 640, Relu, [
            first 128 Relu, second 128 Relu, third 128 Relu, fourth 128 Relu, code 8 Relu,
            sixth 128 Relu, seventh 128 Relu, eighth 128 Relu, ninth 128 Relu, tenth 640 Identity
        ],);
    };
}
pub(crate) use models;

/// All of them.
pub fn all() -> Vec<Model> {
    let mut found = Vec::new();
    macro_rules! each {
        ($name:ident $inputs:tt, $between:ident, [$($layer:ident $outputs:tt $activation:ident),+], $($loss:ident)?) => {
            found.push(Model {
                name: stringify!($name),
                sizes: &[$inputs, $($outputs),+],
                between: Activation::$between,
                last: [$(Activation::$activation),+].into_iter().last().unwrap_or(Activation::Identity),
                loss: [$(Loss::$loss)?].first().copied(),
            });
        };
    }
    models!(each);
    found
}

/// A number between −1 and 1 that depends on both arguments only, and that `f32` has exactly.
pub fn number(stream: u32, index: u32) -> f32 {
    let mut bits = index.wrapping_mul(0x9e37_79b1) ^ stream.wrapping_add(1).wrapping_mul(0x85eb_ca77);
    for factor in [0x7feb_352d_u32, 0x846c_a68b] {
        bits = (bits ^ (bits >> 16)).wrapping_mul(factor);
    }
    (bits >> 8) as f32 / (1 << 23) as f32 - 1.0
}

/// A layer's numbers: weight `[input][output]`, and bias.
#[derive(Clone)]
pub struct Layer {
    pub weight: Vec<f32>,
    pub bias: Vec<f32>,
}

impl Layer {
    /// The first numbers of a network's layer, counted from 1, as far from zero as keeps values of one size behind every `Relu`.
    pub fn drawn(layer: u32, inputs: usize, outputs: usize) -> Self {
        let most = (6.0 / inputs as f32).sqrt();
        let draw = |stream, count| (0..count as u32).map(move |index| number(stream, index));
        Self {
            weight: draw(2 * layer, inputs * outputs).map(|number| most * number).collect(),
            bias: draw(2 * layer + 1, outputs).map(|number| 0.1 * number).collect(),
        }
    }

    /// `x · W + b`.
    pub fn sums(&self, x: &[f64]) -> Vec<f64> {
        let mut sums: Vec<f64> = self.bias.iter().map(|&bias| bias.into()).collect();
        for (x, weights) in x.iter().zip(self.weight.chunks_exact(self.bias.len())) {
            sums.iter_mut().zip(weights).for_each(|(sum, &weight)| *sum += x * f64::from(weight));
        }
        sums
    }
}

/// What goes into a network.
pub fn inputs(count: usize) -> Vec<f32> {
    (0..count as u32).map(|index| number(0, index)).collect()
}

impl Model {
    /// Inputs and outputs of every layer.
    pub fn layers(&self) -> impl DoubleEndedIterator<Item = (usize, usize)> + ExactSizeIterator {
        self.sizes.windows(2).map(|sizes| (sizes[0], sizes[1]))
    }

    pub fn inputs(&self) -> usize {
        self.sizes[0]
    }

    pub fn outputs(&self) -> usize {
        self.sizes[self.sizes.len() - 1]
    }

    /// The first numbers of every layer.
    pub fn parameters(&self) -> Vec<Layer> {
        self.layers().zip(1..).map(|((inputs, outputs), layer)| Layer::drawn(layer, inputs, outputs)).collect()
    }

    /// The inputs of a batch, row by row.
    pub fn batch(&self, rows: usize) -> Vec<f32> {
        inputs(rows * self.inputs())
    }

    /// The class of every row; of one output, whether it should be 1.
    pub fn classes(&self, rows: usize) -> Vec<usize> {
        (0..rows).map(|row| (row * 7 + 1) % self.outputs().max(2)).collect()
    }

    /// The activation behind a layer.
    pub fn activation(&self, layer: usize) -> Activation {
        if layer + 2 == self.sizes.len() { self.last } else { self.between }
    }
}

/// The same network by plain arrays in `f64`.
pub struct Reference {
    model: Model,
    weights: Vec<(Vec<f64>, Vec<f64>)>,
    /// Inputs, then the values behind every layer; row by row.
    values: Vec<Vec<f64>>,
}

impl Reference {
    pub fn new(model: Model) -> Self {
        let wide = |numbers: Vec<f32>| numbers.into_iter().map(f64::from).collect::<Vec<_>>();
        let weights = model.parameters().into_iter().map(|layer| (wide(layer.weight), wide(layer.bias))).collect();
        Self { model, weights, values: Vec::new() }
    }

    /// The outputs of a batch.
    pub fn forward(&mut self, rows: usize) -> &[f64] {
        self.values = vec![self.model.batch(rows).into_iter().map(f64::from).collect()];
        for (at, (inputs, outputs)) in self.model.layers().enumerate() {
            let (weight, bias) = &self.weights[at];
            let mut out = Vec::with_capacity(rows * outputs);
            for x in self.values[at].chunks_exact(inputs) {
                let mut sums = bias.clone();
                for (x, weights) in x.iter().zip(weight.chunks_exact(outputs)) {
                    sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += x * weight);
                }
                match self.model.activation(at) {
                    Activation::Identity => (),
                    Activation::Relu => sums.iter_mut().for_each(|sum| *sum = sum.max(0.0)),
                    Activation::Sigmoid => sums.iter_mut().for_each(|sum| *sum = 1.0 / (1.0 + (-*sum).exp())),
                    Activation::Softmax => {
                        let most = sums.iter().copied().fold(f64::MIN, f64::max);
                        sums.iter_mut().for_each(|sum| *sum = (*sum - most).exp());
                        let all: f64 = sums.iter().sum();
                        sums.iter_mut().for_each(|sum| *sum /= all);
                    }
                }
                out.extend(sums);
            }
            self.values.push(out);
        }
        &self.values[self.values.len() - 1]
    }

    /// One step of descent on a batch; the loss before it.
    fn step(&mut self, rows: usize, loss: Loss) -> f64 {
        let out = self.forward(rows).to_vec();
        let classes = self.model.classes(rows);
        let (mut total, mut gradient) = (0.0, out.clone());
        for ((gradient, out), &class) in
            gradient.chunks_exact_mut(self.model.outputs()).zip(out.chunks_exact(self.model.outputs())).zip(&classes)
        {
            let (y, t) = (out[0], class as f64);
            match loss {
                Loss::MeanSquaredError => {
                    total += (y - t) * (y - t);
                    gradient[0] = 2.0 * (y - t) * y * (1.0 - y);
                }
                Loss::BinaryCrossEntropy => {
                    total -= t * y.ln() + (1.0 - t) * (1.0 - y).ln();
                    gradient[0] = y - t;
                }
                Loss::CrossEntropy => {
                    total -= out[class].ln();
                    gradient[class] -= 1.0;
                }
            }
        }
        let rate = f64::from(RATE) / rows as f64;
        for (at, (inputs, outputs)) in self.model.layers().enumerate().rev() {
            let (weight, bias) = &mut self.weights[at];
            let x = &self.values[at];
            let mut before = vec![0.0; x.len()];
            for ((before, x), gradient) in
                before.chunks_exact_mut(inputs).zip(x.chunks_exact(inputs)).zip(gradient.chunks_exact(outputs))
            {
                for ((before, x), weights) in before.iter_mut().zip(x).zip(weight.chunks_exact(outputs)) {
                    let sum: f64 = weights.iter().zip(gradient).map(|(weight, gradient)| weight * gradient).sum();
                    *before = match self.model.between {
                        Activation::Sigmoid => sum * x * (1.0 - x),
                        _ if *x > 0.0 => sum,
                        _ => 0.0,
                    };
                }
            }
            for (x, gradient) in x.chunks_exact(inputs).zip(gradient.chunks_exact(outputs)) {
                for (x, weights) in x.iter().zip(weight.chunks_exact_mut(outputs)) {
                    weights.iter_mut().zip(gradient).for_each(|(weight, gradient)| *weight -= rate * x * gradient);
                }
                bias.iter_mut().zip(gradient).for_each(|(bias, gradient)| *bias -= rate * gradient);
            }
            gradient = before;
        }
        total / rows as f64
    }

    /// The loss of a batch after so many steps.
    pub fn loss_after(model: Model, rows: usize, loss: Loss, steps: usize) -> f64 {
        let mut reference = Self::new(model);
        (0..=steps).map(|_| reference.step(rows, loss)).last().unwrap_or(f64::NAN)
    }
}

/// The largest difference; infinite if a number is missing or none.
pub fn apart(found: &[f32], right: &[f64]) -> f64 {
    if found.len() != right.len() {
        return f64::INFINITY;
    }
    let differences = found.iter().zip(right).map(|(&found, right)| (f64::from(found) - right).abs());
    differences.fold(0.0, |most, difference| if difference <= most { most } else { difference })
}
