//! Every backward pass against difference quotients, every loss on every kind of head, every descent against
//! backward-then-step.

mod common;

use common::Numbers;
use nn_core::Plain;
use nn_core::check::{Mismatch, gradients, gradients_rows};
use nn_core::head::Head as _;
use nn_core::loss::{Classes, Form, Loss, LossOn, Values};
use nn_core::prelude::*;

/// Rows at a time.
const ROWS: usize = 3;
/// Difference quotients in double precision are as good as this.
const TOLERANCE: f64 = 1e-7;

/// Numbers between −1.5 and 1.5.
fn some<X: Numbers<Scalar = f64>>(seed: u64) -> X {
    let (mut numbers, mut random) = (X::ZERO, Random::new(seed));
    numbers.each(&mut |x| *x = 3.0 * random.uniform::<f64>() - 1.5);
    numbers
}

/// A network in double precision that can be looked into.
trait Net:
    Network<Scalar = f64>
    + Layer<f64, In: Shape<Array<f64>: Numbers<Scalar = f64>>, Out: Shape<Array<f64>: Numbers<Scalar = f64>>>
{
}
impl<N> Net for N where
    N: Network<Scalar = f64>
        + Layer<f64, In: Shape<Array<f64>: Numbers<Scalar = f64>>, Out: Shape<Array<f64>: Numbers<Scalar = f64>>>
{
}

type In<N> = <N as Layer<f64>>::In;
type Out<N> = <N as Layer<f64>>::Out;
type Head<N> = <N as Layer<f64>>::Head;
type Block<S> = Rows<S, f64, ROWS>;

/// Every value that is saved with a network.
fn parameters(net: &impl Net) -> Vec<f64> {
    let mut values = Vec::new();
    net.visit(&mut |_, slice: &[f64]| values.extend_from_slice(slice));
    values
}

/// A network with nothing left at zero.
fn shaken<N: Net>() -> N {
    let (mut net, mut random) = (N::new(1), Random::new(2));
    net.visit_mut(&mut |role, slice: &mut [f64]| {
        if role != Role::Weight {
            slice.iter_mut().for_each(|value| *value += 0.5 * random.uniform::<f64>() - 0.25);
        }
    });
    net
}

fn close(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance * (1.0 + a.abs() + b.abs())
}

#[track_caller]
fn all_close(what: &str, a: &[f64], b: &[f64], tolerance: f64) {
    assert_eq!(a.len(), b.len(), "{what}");
    for (index, (&a, &b)) in a.iter().zip(b).enumerate() {
        assert!(close(a, b, tolerance), "{what} {index}: {a} and {b}");
    }
}

fn checked<N: Net>() -> Result<(), Mismatch> {
    let mut net = shaken::<N>();
    gradients(&mut net, &some(3), &some(4), TOLERANCE)?;
    gradients_rows(&mut net, &some::<Block<In<N>>>(5), &some::<Block<Out<N>>>(6), TOLERANCE)
}

/// One run of a network with the same draws every time, with or without its head.
struct Run<N: Net> {
    x: Block<In<N>>,
    out: Block<Out<N>>,
    tape: <N as Learn<f64>>::Tape<ROWS>,
    logits: bool,
}

impl<N: Net> Run<N> {
    fn new(net: &N, x: Block<In<N>>, logits: bool) -> Self {
        let mut run = Run { x, out: Plain::ZERO, tape: Plain::ZERO, logits };
        let random = &mut Random::new(1);
        net.record_rows(&run.x, &mut run.out, &mut run.tape, random);
        if !logits {
            Head::<N>::apply::<f64, _, ROWS>(&mut run.out);
        }
        run
    }

    fn seen(&self) -> Seen<'_, N, f64, ROWS> {
        Seen { x: &self.x, out: &self.out, tape: &self.tape }
    }

    fn backward(
        &self,
        net: &N,
        mut grad: Block<Out<N>>,
        gradients: Option<&mut <N as Learn<f64>>::Gradients>,
        grad_x: Option<&mut Block<In<N>>>,
    ) {
        self.through_head(&mut grad);
        net.backward_rows(self.seen(), &mut grad, gradients, grad_x);
    }

    fn descend(&self, net: &mut N, mut grad: Block<Out<N>>, rate: f64, grad_x: Option<&mut Block<In<N>>>) {
        self.through_head(&mut grad);
        net.descend_rows(self.seen(), &mut grad, rate, grad_x);
    }

    fn through_head(&self, grad: &mut Block<Out<N>>) {
        if !self.logits {
            Head::<N>::back::<f64, _, _, ROWS>(&self.out, grad);
        }
    }
}

/// Descending is backward and a step of plain descent; what is not wanted changes nothing else.
fn descends<N: Net>() {
    const RATE: f64 = 0.125;
    for logits in [false, true] {
        let net = shaken::<N>();
        let run = Run::new(&net, some(7), logits);
        let (mut all, mut alone) = (N::gradients(), N::gradients());
        let [mut grad_x, mut only_x, mut descended_x] = [some::<Block<In<N>>>(9); 3];
        let grad = some::<Block<Out<N>>>(8);
        run.backward(&net, grad, Some(&mut all), Some(&mut grad_x));
        run.backward(&net, grad, Some(&mut alone), None);
        run.backward(&net, grad, None, Some(&mut only_x));
        assert_eq!(all.as_slice(), alone.as_slice(), "{}", N::NAME);
        assert_eq!(grad_x.numbers(), only_x.numbers(), "{}", N::NAME);

        let (mut stepped, mut descended, mut deaf) = (shaken::<N>(), shaken::<N>(), shaken::<N>());
        Sgd::new(RATE).step(&mut stepped, &all);
        run.descend(&mut descended, grad, RATE, Some(&mut descended_x));
        run.descend(&mut deaf, grad, RATE, None);
        all_close(N::NAME, &parameters(&descended), &parameters(&stepped), 1e-13);
        all_close(N::NAME, &descended_x.numbers(), &grad_x.numbers(), 1e-13);
        assert_eq!(parameters(&deaf), parameters(&descended), "{}", N::NAME);

        let (mut before, mut fixed) = (Vec::new(), Vec::new());
        let only_fixed = |into: &mut Vec<f64>, net: &N| {
            net.visit(&mut |role, slice: &[f64]| into.extend(slice.iter().filter(|_| role == Role::Fixed)));
        };
        only_fixed(&mut before, &net);
        only_fixed(&mut fixed, &descended);
        assert_eq!(before, fixed, "{}: what is fixed stays", N::NAME);
        assert_eq!(all.as_slice().len(), <N as nn_core::Parameters<f64>>::TRAINED, "{}", N::NAME);
    }
}

/// A network together with a loss: the gradients of the sum of both.
fn scored<N: Net, L: LossOn<Head<N>>>(what: &str, row: impl Fn(Form, &[f64], &mut [f64]) -> f64) {
    let what = &format!("{} with {what}", N::NAME);
    let total = |net: &N, x: Block<In<N>>, grad: &mut Block<Out<N>>| {
        let run = Run::new(net, x, L::FUSED);
        let (outputs, mut gradient) = (run.out.numbers(), grad.numbers());
        let width = outputs.len() / ROWS;
        let rows = outputs.chunks(width).zip(gradient.chunks_mut(width));
        let total: f64 = rows.map(|(outputs, gradient)| row(L::FORM, outputs, gradient)).sum();
        let mut gradient = gradient.into_iter();
        grad.each(&mut |to| *to = gradient.next().unwrap_or(f64::NAN));
        (total, run)
    };
    let (mut net, mut x) = (shaken::<N>(), some::<Block<In<N>>>(3));
    let (mut grad, mut ignored) = (some::<Block<Out<N>>>(0), some::<Block<Out<N>>>(0));
    let (_, run) = total(&net, x, &mut grad);
    let (mut gradients, mut grad_x) = (N::gradients(), Block::<In<N>>::ZERO);
    run.backward(&net, grad, Some(&mut gradients), Some(&mut grad_x));

    const STEP: f64 = 1e-5;
    let mut quotients = Vec::new();
    for index in 0..gradients.as_slice().len() {
        let [low, high] = [-STEP, STEP].map(|step| {
            shift(&mut net, index, step);
            let (total, _) = total(&net, x, &mut ignored);
            shift(&mut net, index, -step);
            total
        });
        quotients.push((high - low) / (2.0 * STEP));
    }
    all_close(&format!("{what}: parameter"), gradients.as_slice(), &quotients, TOLERANCE);
    quotients.clear();
    for index in 0..x.numbers().len() {
        let [low, high] = [-STEP, STEP].map(|step| {
            let (mut at, before) = (0, x);
            x.each(&mut |x| {
                *x += if at == index { step } else { 0.0 };
                at += 1;
            });
            let (total, _) = total(&net, x, &mut ignored);
            x = before;
            total
        });
        quotients.push((high - low) / (2.0 * STEP));
    }
    all_close(&format!("{what}: input"), &grad_x.numbers(), &quotients, TOLERANCE);
}

/// Moves the trained parameter number `index`.
fn shift(net: &mut impl Net, index: usize, by: f64) {
    let mut start = 0;
    net.visit_mut(&mut |role, slice: &mut [f64]| {
        if role != Role::Fixed {
            if let Some(parameter) = index.checked_sub(start).and_then(|index| slice.get_mut(index)) {
                *parameter += by;
            }
            start += slice.len();
        }
    });
}

/// `y = a · x`, with a backward pass that is `PERCENT` of the right one.
#[derive(Clone, PartialEq, Parameters)]
#[parameters(scalar = f64)]
pub struct Scale<const PERCENT: u32> {
    factor: [f64; 3],
}

impl<const PERCENT: u32> Layer<f64> for Scale<PERCENT> {
    type In = Features<3>;
    type Out = Features<3>;
    type Head = head::Linear;
    fn forward_rows<const ROWS: usize>(&self, x: &[[f64; 3]; ROWS], out: &mut [[f64; 3]; ROWS]) {
        *out = x.map(|x| std::array::from_fn(|i| x[i] * self.factor[i]));
    }
}

impl<const PERCENT: u32> Learn<f64> for Scale<PERCENT> {
    type Tape<const ROWS: usize> = ();
    type Gradients = [f64; 3];
    fn initialize(&mut self, _: &mut Random) {
        self.factor = [0.5, -1.0, 2.0];
    }
    fn backward_rows<const ROWS: usize>(
        &self,
        seen: Seen<'_, Self, f64, ROWS>,
        grad_out: &mut [[f64; 3]; ROWS],
        mut gradients: Option<&mut [f64; 3]>,
        mut grad_x: Option<&mut [[f64; 3]; ROWS]>,
    ) {
        let share = f64::from(PERCENT) / 100.0;
        for row in 0..ROWS {
            for i in 0..3 {
                if let Some(gradients) = &mut gradients {
                    gradients[i] += share * grad_out[row][i] * seen.x[row][i];
                }
                if let Some(grad_x) = &mut grad_x {
                    grad_x[row][i] = grad_out[row][i] * self.factor[i];
                }
            }
        }
    }
}

/// Declares networks and a test that holds all of them to difference quotients and to backward-then-step.
macro_rules! networks {
    ($test:ident: $($(#[$attribute:meta])* $name:ident { $($body:tt)* })*) => {
        $(network! { $(#[$attribute])* struct $name { $($body)* } })*

        #[test]
        fn $test() {
            $(
                if let Err(mismatch) = checked::<$name>() {
                    panic!("{}: {mismatch}", $name::NAME);
                }
                descends::<$name>();
            )*
        }
    };
}

networks! { layers:
    Bias { input: [f64; 4], only: Dense(3) }
    NoBias { input: [f64; 4], only: Dense(3, bias = false) }
    Deep { input: [f64; 4], a: Dense(5), Tanh, b: Dense(3, bias = false), c: Dense(2) }
    Large { input: [f64; 11], a: Dense(37), Tanh, b: Dense(9) }
    Slope { input: [f64; 4], before: Prelu, a: Dense(3), after: Prelu }
    Scaled { input: [f64; 4], before: Standardize(mean = 0.5, scale = 2), a: Dense(3), after: Standardize(mean = 0.1, scale = 0.5) }
    Drops { input: [f64; 8], Dropout(0.25), a: Dense(9), Dropout(0.5), Tanh, Dropout(0.5), b: Dense(6), Dropout(0.25) }
    DropsAround { input: [f64; 8], Sigmoid, Dropout(0.5), Gelu, Dropout(0.5), Softmax, Dropout(0.5), LogSoftmax }
    OnlyDrops { input: [f64; 8], Dropout(0.25), Dropout(0.25) }
    Own { input: [f64; 3], scale: Scale::<100>, Tanh, again: Scale::<100>, a: Dense(2) }
}

networks! { views:
    OnlyViews { input: [f64; (2, 3)], Flatten, Reshape((3, 1, 2)) }
    Beginning { input: [f64; (2, 3)], Flatten, a: Dense(2) }
    End { input: [f64; 2], a: Dense(6), Tanh, Reshape((3, 2)) }
    Inside { input: [f64; (2, 3, 2)], Tanh, Flatten, a: Dense(6), Reshape((2, 3)), Gelu, slope: Prelu, Reshape((3, 2, 1)), Sigmoid, Flatten, b: Dense(2), Reshape((1, 2)) }
    ImageOnly { input: [f64; (2, 3, 2)], slope: Prelu, Tanh, scaled: Standardize(scale = 3), Silu, Dropout(0.25) }
    Wrapped { input: [f64; (2, 3)], block: Residual { Flatten, Tanh, a: Dense(6), Reshape((2, 3)) }, Flatten, Softmax, Reshape((6, 1)) }
}

networks! { images:
    Convolved { input: [f64; (4, 5, 2)], a: Conv2d(3, kernel = (2, 3)), Tanh, b: Conv2d(2, kernel = 3, padding = Same, bias = false) }
    Strides { input: [f64; (5, 6, 1)], a: Conv2d(2, kernel = 3, stride = (2, 1), padding = ((1, 0), (2, 1))), Flatten, b: Dense(2) }
    Apart { input: [f64; (6, 7, 1)], a: Conv2d(2, kernel = (2, 3), dilation = (3, 2)), Gelu, b: Conv2d(1, kernel = 1) }
    EachChannel { input: [f64; (4, 5, 3)], a: DepthwiseConv2d((2, 3)), Tanh, b: DepthwiseConv2d(3, multiplier = 2, padding = Same, bias = false), c: Conv2d(2, kernel = 1) }
    EachChannelApart { input: [f64; (6, 7, 2)], a: DepthwiseConv2d((2, 3), stride = (2, 1), dilation = (3, 2), padding = ((1, 0), (2, 1)), multiplier = 3), Gelu, Flatten, b: Dense(2) }
    Pooled { input: [f64; (5, 6, 2)], MaxPool2d(2), a: Conv2d(2, kernel = 2), MaxPool2d((1, 2), stride = 1), Relu, Flatten, b: Dense(3) }
    PadsPool { input: [f64; (3, 4, 2)], a: Conv2d(2, kernel = 1), MaxPool2d(2, stride = 2, padding = Same), Sigmoid, GlobalAveragePool, b: Dense(2), Softmax }
    Means { input: [f64; (5, 6, 2)], AveragePool2d(2), a: Conv2d(2, kernel = 2), AveragePool2d((1, 2), stride = 1, padding = ((0, 1), (1, 0))), Tanh }
    Averaged { input: [f64; (3, 2, 3)], Tanh, GlobalAveragePool, a: Dense(2) }
    AveragedSeries { input: [f64; (3, 2)], Gelu, GlobalAveragePool, Tanh }
    Largest { input: [f64; (3, 2, 3)], Tanh, GlobalMaxPool, a: Dense(2) }
    LargestStep { input: [f64; (3, 2)], Gelu, GlobalMaxPool, Tanh }
    Last { input: [f64; (3, 2)], Gelu, LastStep, Tanh, a: Dense(2) }
    AroundImage { input: [f64; (3, 3, 2)], block: Residual { a: Conv2d(2, kernel = 3, padding = Same), Tanh, b: Conv2d(2, kernel = 3, padding = Same) }, MaxPool2d(2) }
    BesideImages { input: [f64; (4, 4, 1)], all: Concat { a: Conv2d(2, kernel = 1, stride = 2), MaxPool2d(2), Chain { b: Conv2d(1, kernel = 2, stride = 2), Sigmoid } }, Flatten, c: Dense(2) }
    FrozenImage { input: [f64; (4, 4, 1)], #[frozen] a: Conv2d(2, kernel = 2), Relu, MaxPool2d(2), Flatten, c: Dense(2) }
}

networks! { windows_along_series:
    Heard { input: [f64; (6, 2)], a: Conv1d(3, kernel = 3), Tanh, b: Conv1d(2, kernel = 2, padding = Causal, bias = false) }
    HeardApart { input: [f64; (9, 1)], a: Conv1d(2, kernel = 3, stride = 2, dilation = 2, padding = (3, 1)), Gelu, b: Conv1d(2, kernel = 2, padding = Same), Flatten, c: Dense(2) }
    HeardPooled { input: [f64; (9, 2)], MaxPool1d(2), a: Conv1d(2, kernel = 2), AveragePool1d(3, stride = 1, padding = 1), Tanh, MaxPool1d(2, padding = Same), GlobalMaxPool, b: Dense(2), Softmax }
    HeardAround { input: [f64; (5, 2)], block: Residual { a: Conv1d(2, kernel = 3, padding = Causal), Tanh }, both: Concat { b: Conv1d(2, kernel = 2), AveragePool1d(2, stride = 1) }, c: Gru(2), LastStep }
    HeardByChannel { input: [f64; (7, 2)], a: DepthwiseConv1d(3, dilation = 2, padding = Causal), Tanh, b: DepthwiseConv1d(2, multiplier = 2, stride = 2), c: Conv1d(2, kernel = 1) }
    HeardFrozen { input: [f64; (5, 2)], #[frozen] a: Conv1d(3, kernel = 2, padding = 1), Tanh, b: Conv1d(1, kernel = 1) }
    HeardEach { input: [f64; (5, 2)], a: Conv1d(3, kernel = 2), each: EachStep { b: Dense(2) }, Flatten, c: Dense(2) }
}

networks! { attention:
    Attends { input: [f64; (3, 4)], a: Attention(2) }
    AttendsBack { input: [f64; (4, 3)], a: Attention(1, causal = true), Tanh, b: Attention(3, causal = true, size = 2), Flatten, c: Dense(2) }
    AttendsAround { input: [f64; (3, 4)], block: Residual { norm: LayerNorm(epsilon = 0.5), a: Attention(4, size = 3) }, each: EachStep { b: Dense(2) }, c: Attention(1), GlobalAveragePool, Softmax }
    AttendsBeside { input: [f64; (3, 2)], both: Concat { a: Attention(1), b: Attention(2, causal = true) }, LastStep, c: Dense(2) }
    AttendsFrozen { input: [f64; (3, 2)], a: Gru(4), #[frozen] b: Attention(2), c: Attention(2, causal = true), LastStep }
    Waves { input: [f64; (3, 5)], PositionalEncoding, a: Attention(1, size = 2), Residual { PositionalEncoding, Tanh }, b: Gru(2), LastStep }
    Places { input: [f64; (3, 2)], a: Rnn(3), positions: PositionEmbedding, b: Attention(3), LastStep }
    PlacesFirst { input: [f64; (3, 4)], positions: PositionEmbedding, Tanh, #[frozen] again: PositionEmbedding, Flatten, a: Dense(2) }
    PlacesAlone { input: [f64; (3, 2)], PositionalEncoding }
    AttendsOnce { input: [f64; (1, 4)], a: Attention(2), b: Attention(2, causal = true) }
}

networks! { series:
    Remembers { input: [f64; (3, 2)], a: Gru(3), LastStep, b: Dense(2) }
    RemembersBefore { input: [f64; (4, 2)], a: Gru(3, reset = Before), Tanh, b: Gru(2), GlobalAveragePool }
    Simple { input: [f64; (4, 2)], a: Rnn(3), b: Rnn(2, activation = Relu), Flatten, c: Dense(2) }
    Long { input: [f64; (4, 2)], a: Lstm(3), Tanh, b: Lstm(2, forget_bias = 0.5), GlobalAveragePool }
    LongAround { input: [f64; (3, 2)], block: Residual { a: Lstm(2), norm: LayerNorm(epsilon = 0.5) }, both: Concat { b: Lstm(1), c: Rnn(1) }, LastStep, d: Dense(2) }
    FrozenLong { input: [f64; (3, 2)], #[frozen] a: Lstm(2), b: Rnn(2), #[frozen] c: Rnn(3), LastStep }
    Whole { input: [f64; (3, 2)], Tanh, a: Gru(2), slope: Prelu, Flatten, Softmax }
    AroundSeries { input: [f64; (3, 2)], block: Residual { a: Gru(2) }, both: Concat { b: Gru(1), Identity }, LastStep }
    EveryStep { input: [f64; (9, 2)], each: EachStep { a: Dense(4), Tanh, Dropout(0.5), b: Dense(3) } }
    EveryStepSoft { input: [f64; (3, 2)], a: Gru(3), each: EachStep { b: Dense(4), around: Residual { c: Dense(4), Gelu }, Softmax } }
    SoftSeries { input: [f64; (3, 4)], Tanh, Softmax, LastStep, a: Dense(2) }
    SoftImage { input: [f64; (2, 3, 4)], LogSoftmax, slope: Prelu, GlobalAveragePool, Softmax }
    FrozenSteps { input: [f64; (3, 2)], a: Gru(2), #[frozen] b: EachStep { c: Dense(3), Sigmoid }, d: EachStep { #[frozen] e: Dense(3), f: Dense(2) } }
    FrozenGru { input: [f64; (3, 2)], #[frozen] a: Gru(2), b: Gru(2), LastStep }
}

networks! { mini_batches:
    #[batch(3)] Normed { input: [f64; 2], a: Dense(4, bias = false), norm: BatchNorm, Tanh, b: Dense(2) }
    #[batch(3)] NormedFirst { input: [f64; 3], norm: BatchNorm(momentum = 0.5, epsilon = 0.1), again: BatchNorm(epsilon = 0.2), Softmax }
    #[batch(3)] NormedImage { input: [f64; (3, 4, 2)], a: Conv2d(2, kernel = 2), norm: BatchNorm, Gelu, MaxPool2d(2), Flatten, b: Dense(2) }
    #[batch(3)] NormedHeard { input: [f64; (5, 2)], a: Conv1d(3, kernel = 2, bias = false), norm: BatchNorm, Tanh, GlobalMaxPool, b: Dense(2) }
    #[batch(3)] NormedEachChannel { input: [f64; (3, 4, 2)], a: DepthwiseConv2d(2, multiplier = 2, bias = false), norm: BatchNorm, Gelu, Flatten, b: Dense(2) }
    #[batch(3)] NormedSeries { input: [f64; (3, 2)], norm: BatchNorm, a: Gru(2), again: BatchNorm, LastStep, b: Dense(2) }
    #[batch(3)] NormedAround { input: [f64; 3], block: Residual { norm: BatchNorm, Tanh, a: Dense(3) }, all: Concat { b: BatchNorm, Identity } }
    #[batch(3)] NormedFrozen { input: [f64; 3], a: Dense(3), #[frozen] norm: BatchNorm, b: Dense(2), #[frozen] block: Residual { again: BatchNorm } }
}

networks! { normalised:
    ByRow { input: [f64; 4], a: Dense(5, bias = false), norm: LayerNorm, Tanh, b: Dense(2) }
    ByRowFirst { input: [f64; (2, 3, 4)], norm: LayerNorm(epsilon = 0.1), Gelu, again: LayerNorm, Flatten, Softmax }
    ByRowAround { input: [f64; (3, 4)], block: Residual { norm: LayerNorm, a: Gru(4) }, each: EachStep { again: RmsNorm, b: Dense(2) } }
    ByRoot { input: [f64; (3, 4)], norm: RmsNorm, a: Gru(4), again: RmsNorm(epsilon = 0.5), LastStep, b: Dense(2) }
    ByRootAlone { input: [f64; 19], norm: RmsNorm, again: LayerNorm }
    ByGroup { input: [f64; (4, 4, 2)], a: Conv2d(6, kernel = 2), norm: GroupNorm(3), Relu, MaxPool2d(2), Flatten, b: Dense(2) }
    ByGroupOfFeatures { input: [f64; 6], norm: GroupNorm(2, epsilon = 0.2), Tanh, one: GroupNorm(1) }
    ByGroupOfSteps { input: [f64; (3, 4)], norm: GroupNorm(4), a: Gru(2), each: EachStep { b: Dense(4), again: GroupNorm(2, epsilon = 0.5) } }
    NormedFrozenAlone { input: [f64; 4], a: Dense(4), #[frozen] norm: LayerNorm, #[frozen] root: RmsNorm, #[frozen] groups: GroupNorm(2), b: Dense(2) }
}

networks! { blocks:
    Around { input: [f64; 4], block: Residual { up: Dense(5), Tanh, down: Dense(4) }, Tanh }
    AroundBare { input: [f64; 4], Residual { Tanh }, Residual { Gelu }, Residual { Dropout(0.5) }, Residual { Identity } }
    AroundDeep { input: [f64; 4], a: Residual { b: Residual { c: Dense(4), Sigmoid }, Tanh, d: Residual { e: Prelu } } }
    Chained { input: [f64; 4], a: Chain { up: Dense(5), Tanh }, b: Chain { c: Chain { down: Dense(2) }, Softmax } }
    Added { input: [f64; 4], a: Sum { Identity, Tanh, own: Dense(4), b: Residual { c: Dense(4) }, Chain { Sigmoid, Gelu } }, d: Dense(2) }
    Joined { input: [f64; 4], Tanh, a: Concat { Identity, own: Dense(3), b: Chain { c: Dense(2), Sigmoid }, Dropout(0.5) }, d: Dense(2) }
    JoinedSeries { input: [f64; (3, 2)], a: Concat { Tanh, b: Residual { slope: Prelu }, Chain { Flatten, Reshape((3, 2)) } }, Gelu, c: Concat { Identity } }
    JoinedImage { input: [f64; (2, 1, 2)], a: Concat { Tanh, b: Chain { Flatten, up: Dense(6), Reshape((2, 1, 3)) } }, Flatten, d: Dense(2) }
    Everything { input: [f64; 3], a: Sum { b: Concat { Tanh, c: Sum { Identity, d: Dense(3) } }, e: Chain { f: Dense(6), g: Residual { h: Dense(6), Relu } } }, Tanh, i: Dense(2) }
}

networks! { nested:
    Inner { input: [f64; 3], a: Dense(4), Tanh, b: Dense(3), Softmax }
    Outer { input: [f64; 5], a: Dense(3), first: Inner, Tanh, both: Sum { b: Inner, c: Inner, own: Scale::<100> }, last: Inner }
    OuterOnly { input: [f64; 3], only: Inner }
    OuterFirst { input: [f64; 3], first: Inner, stated: [f64; 3], Reshape((1, 3)), Gelu }
}

networks! { frozen:
    FrozenDense { input: [f64; 3], a: Dense(4), Tanh, #[frozen] b: Dense(4), Tanh, c: Dense(2) }
    FrozenFirst { input: [f64; 3], #[frozen] a: Dense(4), Tanh, c: Dense(2) }
    FrozenFlattened { input: [f64; (2, 3)], #[frozen] a: Concat { Tanh, Chain { b: Flatten, c: Dense(6), Reshape((2, 3)) } }, Gelu, Flatten, d: Dense(12), Reshape((2, 6)) }
    FrozenFront { input: [f64; 4], Reshape((2, 2)), Tanh, Flatten, #[frozen] a: Dense(6), Softmax, Gelu, Reshape((3, 2)), Sigmoid, Flatten, Dropout(0.25), c: Dense(2) }
    FrozenDrops { input: [f64; 3], a: Dense(3), #[frozen] b: Chain { Dropout(0.5), c: Dense(4), Tanh }, #[frozen] d: Dropping, e: Dense(2) }
    Dropping { input: [f64; 4], a: Dense(3), Dropout(0.5), Gelu, b: Dense(3) }
    FrozenLast { input: [f64; 3], a: Dense(4), Tanh, #[frozen] c: Dense(2), Softmax }
    FrozenOnly { input: [f64; 3], #[frozen] a: Dense(4), Tanh, #[frozen] slope: Prelu, #[frozen] own: Chain { b: Dense(2), Softmax } }
    FrozenBlocks { input: [f64; 3], a: Dense(3), #[frozen] b: Residual { c: Dense(3), Tanh }, #[frozen] d: Sum { e: Dense(3), Identity }, f: Sum { Identity, #[frozen] g: Dense(3), h: Dense(3) }, #[frozen] i: Inner }
}

/// Every activation at the beginning, in the middle and twice at the end; those that are refused twice, once.
macro_rules! activations {
    ($($name:ident $(($($arguments:tt)*))?),*; $($once:ident),*) => {
        mod activation {
            use nn_core::prelude::*;
            $(network! {
                pub struct $name { input: [f64; 3], $name $(($($arguments)*))?, a: Dense(4), $name, b: Dense(4), $name, $name }
            })*
            $(network! {
                pub struct $once { input: [f64; 3], $once, a: Dense(4), $once, b: Dense(4), $once }
            })*
        }

        #[test]
        fn activations() {
            $(
                if let Err(mismatch) = checked::<activation::$name>() {
                    panic!("{}: {mismatch}", stringify!($name));
                }
                descends::<activation::$name>();
            )*
            $(
                if let Err(mismatch) = checked::<activation::$once>() {
                    panic!("{}: {mismatch}", stringify!($once));
                }
                descends::<activation::$once>();
            )*
        }
    };
}

activations! {
    Identity, Step, Sigmoid, LogSigmoid, Tanh, HardTanh, Relu, Relu6, LeakyRelu(slope = 0.1), Elu(alpha = 1.5), Selu, Gelu, GeluTanh,
    Silu(beta = 2.0), Softplus, Softsign, HardSigmoid(slope = 0.2), HardSwish, Mish; Softmax, LogSoftmax
}

network! { struct WrongBefore { input: [f64; 3], scale: Scale::<101>, Tanh, a: Dense(2) } }
network! { struct WrongBehind { input: [f64; 3], a: Dense(3), block: Sum { Identity, b: Scale::<101> }, Softmax } }

#[test]
fn a_wrong_factor_is_found() {
    for result in [checked::<WrongBefore>(), checked::<WrongBehind>()] {
        let Err(Mismatch { what, analytic, numeric, .. }) = result else { panic!("one percent is not found") };
        assert_eq!(what, "parameter");
        assert!(close(analytic, 1.01 * numeric, TOLERANCE));
    }
}

/// Networks that differ in their head only.
macro_rules! heads {
    ($($name:ident { $($head:tt)* })*) => { $(network! {
        struct $name { input: [f64; 3], a: Dense(4), Tanh, b: Dense(3), Dropout(0.25), c: Dense(3), $($head)* }
    })* };
}
heads! {
    EndsLinear {}
    EndsSoftmax { Softmax }
    EndsLogSoftmax { LogSoftmax }
    EndsSigmoid { Sigmoid }
    EndsLogSigmoid { LogSigmoid }
    EndsTanh { Tanh }
    EndsIdentity { Identity }
    EndsRelu { LeakyRelu }
    EndsPrelu { slope: Prelu }
    EndsBlock { last: Residual { Tanh } }
    EndsChain { last: Chain { d: Dense(3), again: Chain { Softmax } } }
    EndsNested { last: Inner }
    EndsFrozen { #[frozen] last: Inner }
    EndsViewed { Softmax, Reshape((1, 3)) }
}
network! { struct EndsSeries { input: [f64; 3], c: Dense(4), Sigmoid, Reshape((2, 2)) } }

const TARGET: [f64; 3] = [0.2, 0.5, 0.3];
const SIGNS: [f64; 3] = [1.0, -1.0, 1.0];

macro_rules! score {
    ($($loss:expr, $kind:ident $target:expr => $($net:ident)*;)*) => { $( {
        fn on<N: Net, L: LossOn<Head<N>> + Loss<f64, $kind>>(loss: L) {
            scored::<N, L>(stringify!($loss), |form, outputs, gradient| loss.row(form, outputs, $target, gradient));
        }
        $(on::<$net, _>($loss);)*
    } )* };
}

#[test]
fn losses_of_any_head() {
    score! {
        MeanSquaredError, Values &TARGET => EndsLinear EndsSoftmax EndsLogSoftmax EndsSigmoid EndsLogSigmoid EndsTanh EndsIdentity EndsRelu EndsPrelu EndsBlock EndsChain EndsNested EndsFrozen EndsViewed;
        MeanAbsoluteError, Values &TARGET => EndsLinear EndsSoftmax EndsSigmoid;
        Huber::new(0.5), Values &TARGET => EndsLinear EndsSoftmax EndsTanh;
        SmoothL1::new(0.5), Values &TARGET => EndsLinear EndsTanh;
        LogCosh, Values &TARGET => EndsLinear EndsSoftmax EndsNested;
        MeanSquaredError, Values &[0.1, 0.9, 0.5, 0.0] => EndsSeries;
    }
}

#[test]
fn losses_of_classes() {
    score! {
        CrossEntropy, Classes 1 => EndsLinear EndsIdentity EndsSoftmax EndsLogSoftmax EndsChain EndsNested EndsFrozen EndsBlock EndsViewed;
        CrossEntropy, Values &TARGET => EndsLinear EndsSoftmax EndsLogSoftmax EndsChain EndsNested EndsFrozen;
        CrossEntropy.smoothed(0.1), Classes 2 => EndsLinear EndsSoftmax EndsChain EndsNested EndsFrozen;
        CrossEntropy.weighted([1.0, 2.0, 0.5]), Classes 1 => EndsLinear EndsSoftmax EndsLogSoftmax EndsNested;
        KlDivergence, Values &TARGET => EndsLinear EndsSoftmax EndsLogSoftmax EndsNested;
        MulticlassHinge, Classes 0 => EndsLinear EndsIdentity EndsBlock;
    }
}

#[test]
fn losses_of_answers() {
    score! {
        BinaryCrossEntropy, Values &TARGET => EndsLinear EndsIdentity EndsSigmoid EndsLogSigmoid EndsBlock;
        BinaryCrossEntropy.weighted(2.0, 0.5), Values &TARGET => EndsLinear EndsSigmoid;
        BinaryCrossEntropy, Values &[0.1, 0.9, 0.5, 0.0] => EndsSeries;
        Hinge, Values &SIGNS => EndsLinear EndsTanh EndsBlock;
        SquaredHinge, Values &SIGNS => EndsLinear EndsTanh;
    }
}

/// Heads are left out exactly where a loss takes their place.
#[test]
fn fused_heads() {
    fn fused<N: Net, L: LossOn<Head<N>>>() -> bool {
        L::FUSED
    }
    assert!(
        fused::<EndsSoftmax, CrossEntropy>()
            && fused::<EndsNested, CrossEntropy>()
            && fused::<EndsFrozen, CrossEntropy>()
    );
    assert!(fused::<EndsSigmoid, BinaryCrossEntropy>() && fused::<EndsChain, KlDivergence>());
    assert!(!fused::<EndsLinear, CrossEntropy>() && !fused::<EndsSoftmax, MeanSquaredError>());
}
