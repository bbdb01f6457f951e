//! Declarations of every form compile without a warning and compute what plain loops compute.
#![deny(warnings, missing_docs, clippy::all)]

use std::fmt::Debug;

use nn_core::prelude::*;

/// How far single precision may be from a reference in double precision.
const CLOSE: f64 = 2e-5;

fn wide<T: Scalar>(x: &[T]) -> Vec<f64> {
    x.iter().map(|x| x.as_f64()).collect()
}

/// `x · W + b`
fn times<T: Scalar, const OUT: usize>(x: &[f64], rows: &[[T; OUT]], bias: &[T]) -> Vec<f64> {
    assert_eq!(x.len(), rows.len());
    let sum = |o: usize| (0..x.len()).map(|i| x[i] * rows[i][o].as_f64()).sum::<f64>();
    (0..OUT).map(|o| sum(o) + bias.get(o).map_or(0.0, |bias| bias.as_f64())).collect()
}

macro_rules! dense {
    ($x:expr, $layer:expr) => {
        times(&$x, $layer.rows(), &$layer.bias)
    };
}

fn each(x: &[f64], f: impl Fn(f64) -> f64) -> Vec<f64> {
    x.iter().map(|&x| f(x)).collect()
}

fn plus(a: &[f64], b: &[f64]) -> Vec<f64> {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(a, b)| a + b).collect()
}

fn relu(x: &[f64]) -> Vec<f64> {
    each(x, |x| x.max(0.0))
}

fn tanh(x: &[f64]) -> Vec<f64> {
    each(x, f64::tanh)
}

fn sigmoid(x: &[f64]) -> Vec<f64> {
    each(x, |x| 1.0 / (1.0 + (-x).exp()))
}

fn softmax(x: &[f64]) -> Vec<f64> {
    let total: f64 = x.iter().map(|x| x.exp()).sum();
    each(x, |x| x.exp() / total)
}

#[track_caller]
fn near<T: Scalar>(got: &[T], want: &[f64]) {
    assert_eq!(got.len(), want.len());
    for (got, want) in got.iter().zip(want) {
        assert!((got.as_f64() - want).abs() <= CLOSE * (1.0 + want.abs()), "{got:?} instead of {want:?}");
    }
}

/// Numbers between −1 and 1.
fn some<T: Scalar, const N: usize>(seed: u64) -> [T; N] {
    let mut random = Random::new(seed);
    std::array::from_fn(|_| T::of(2.0) * random.uniform() - T::one())
}

/// A network whose biases are not zero either.
fn shaken<N: Network>(seed: u64) -> N {
    let (mut net, mut random) = (N::new(seed), Random::new(seed));
    net.visit_mut(&mut |role, slice: &mut [N::Scalar]| {
        if role == Role::Bias {
            slice.iter_mut().for_each(|bias| *bias = random.uniform());
        }
    });
    net
}

/// Whatever the number of rows and whichever way it is called, a network gives the same bits.
fn consistent<N: Network<Batch = AnySize> + Clone + PartialEq + Debug + Send + Sync>(
    net: &N,
    input: impl Fn(u64) -> Input<N>,
) where
    Output<N>: PartialEq + Debug,
{
    let inputs: Vec<_> = (1..=20).map(input).collect();
    let one_by_one: Vec<_> = inputs.iter().map(|input| net.forward(input)).collect();
    for rows in 1..=20 {
        let mut outputs = vec![<Output<N> as nn_core::Plain>::ZERO; rows];
        net.forward_batch(&inputs, &mut outputs);
        assert_eq!(outputs, one_by_one[..rows]);
    }
    let (mut tape, mut into) = (Tape::<N>::default(), <Output<N> as nn_core::Plain>::ZERO);
    for (input, output) in inputs.iter().zip(&one_by_one) {
        net.forward_into(input, &mut into);
        assert_eq!(&into, output);
        // Networks with dropout are recorded otherwise.
        if !N::SUMMARY.to_string().contains("Dropout") {
            assert_eq!(net.record(input, &mut tape), output);
        }
    }
    assert_eq!(&net.clone(), net);
    assert_eq!(format!("{net:?}"), format!("{} {{ {} parameters }}", N::NAME, N::PARAMETERS));
    let mut values = 0;
    net.visit(&mut |_, slice: &[N::Scalar]| values += slice.len());
    assert_eq!(values, N::PARAMETERS);
}

network! { pub struct Xor { input: [f32; 2], hidden: Dense(4), Tanh, output: Dense(1), Sigmoid } }

static ZEROS: Xor = Xor::zeros();

#[test]
fn one_line() {
    let net: Xor = shaken(7);
    let x = some(1);
    near(&net.forward(&x), &sigmoid(&dense!(tanh(&dense!(wide(&x), net.hidden)), net.output)));
    consistent(&net, some);
    assert_eq!(ZEROS.forward(&x), [0.5]);
    assert_eq!((Xor::PARAMETERS, Xor::MULTIPLY_ADDS, Xor::WEIGHT_BYTES), (17, 12, 68));
    assert_ne!(Xor::new(1), Xor::new(2));
}

mod sizes {
    pub const INPUTS: usize = 5;
    pub const LATENT: usize = 3;
    pub const fn half(n: usize) -> usize {
        n / 2
    }
}
const HIDDEN: usize = sizes::INPUTS + 1;

network! {
    /// Sizes that are expressions, shapes stated in the middle and at the end.
    pub struct Expressions {
        input:  [f32; sizes::INPUTS],
        wide:   Dense(HIDDEN),
        Relu,
        middle: [f32; 6],
        narrow: Dense(2 * sizes::LATENT),
        again:  [f32; HIDDEN],
        last:   Dense({ HIDDEN + 4 }),
        output: [f32; 10],
    }
}

#[test]
fn expressions() {
    let net: Expressions = shaken(3);
    let x = some(1);
    near(&net.forward(&x), &dense!(dense!(relu(&dense!(wide(&x), net.wide)), net.narrow), net.last));
    consistent(&net, some);
}

network! {
    /// Sizes that are parameters.
    pub struct Digits<const HIDDEN: usize, const ROWS: usize>
    where
        [f32; ROWS]: Sized,
    {
        input:  [f32; 6],
        hidden: Dense(HIDDEN),
        stated: [f32; HIDDEN],
        Relu,
        last:   Dense(ROWS),
        Softmax,
        output: [f32; ROWS],
    }
}

network! {
    /// A scalar that is a parameter, with a default.
    pub struct Mlp<T: Scalar = f32>
    where
        T: Debug,
    {
        input:  [T; 3],
        hidden: Dense(4),
        Tanh,
        output: Dense(2),
    }
}

network! {
    /// Both, as the language shows it.
    pub struct Classifier<T: Scalar, const WIDTH: usize> {
        input:  [T; WIDTH],
        block:  Residual { up: Dense(WIDTH), Relu, down: Dense(WIDTH) },
        Relu,
        logits: Dense(4),
    }
}

#[test]
fn generic() {
    let net: Digits<5, 3> = shaken(3);
    let x = some(1);
    near(&net.forward(&x), &softmax(&dense!(relu(&dense!(wide(&x), net.hidden)), net.last)));
    consistent(&net, some);
    let _: DigitsTape<5, 3> = Tape::default();
    let _: DigitsTape<5, 3, 8> = Tape::default();

    fn mlp<T: Scalar>() {
        let net = shaken::<Mlp<T>>(7);
        let x = some(1);
        near(&net.forward(&x), &dense!(tanh(&dense!(wide(&x), net.hidden)), net.output));
    }
    mlp::<f32>();
    mlp::<f64>();
    consistent(&Mlp::<f32>::new(7), some);
    let _: Mlp = Mlp::<f32>::zeros();

    let net: Classifier<f64, 6> = shaken(1);
    let x = some(2);
    let block = dense!(relu(&dense!(wide(&x), net.block.up)), net.block.down);
    near(&net.forward(&x), &dense!(relu(&plus(&wide(&x), &block)), net.logits));
    consistent(&net, some);
}

network! {
    /// Blocks in blocks, with bare layers as branches.
    pub struct Blocks {
        input: [f32; 4],
        first: Sum {
            Identity,
            own:   Dense(4),
            Chain { Tanh, Sigmoid },
            twice: Residual { again: Residual { inner: Dense(4, bias = false), Tanh } },
            Residual { Relu },
        },
        Tanh,
        wide:  Concat {
            Tanh,
            left:  Dense(2),
            right: Chain { up: Dense(5), Relu, deep: Concat { Identity, Sigmoid } },
            Identity,
        },
        shape: [f32; 20],
        Residual { Tanh },
        last:  Chain { end: Dense(3), inner: Chain { Softmax } },
    }
}

#[test]
fn blocks() {
    let net: Blocks = shaken(5);
    let input = some(2);
    let x = wide(&input);
    let (sum, wide) = (&net.first, &net.wide);
    let again = plus(&x, &tanh(&dense!(x, sum.twice.again.inner)));
    let mut y = plus(&plus(&x, &dense!(x, sum.own)), &sigmoid(&tanh(&x)));
    y = plus(&y, &plus(&x, &again));
    let x = tanh(&plus(&y, &plus(&x, &relu(&x))));
    let up = relu(&dense!(x, wide.right.up));
    let x = [tanh(&x), dense!(x, wide.left), up.clone(), sigmoid(&up), x].concat();
    near(&net.forward(&input), &softmax(&dense!(plus(&x, &tanh(&x)), net.last.end)));
    consistent(&net, some);
}

network! {
    /// Two chains.
    pub struct Autoencoder {
        input:   [f32; 64],
        encoder: Chain { squeeze: Dense(12), Relu, latent: Dense(8) },
        decoder: Chain { widen: Dense(12), Relu, rebuilt: Dense(64) },
        output:  [f32; 64],
    }
}

#[test]
fn autoencoder() {
    let net: Autoencoder = shaken(5);
    let x = some(2);
    let latent = dense!(relu(&dense!(wide(&x), net.encoder.squeeze)), net.encoder.latent);
    near(&net.forward(&x), &dense!(relu(&dense!(latent, net.decoder.widen)), net.decoder.rebuilt));
    consistent(&net, some);
}

mod encoder {
    use nn_core::prelude::*;

    network! { pub struct Encoder { input: [f32; 4], inner: Dense(3), Tanh } }
    network! {
        /// Generic, to be nested.
        pub struct Wide<T: Scalar, const N: usize> { input: [T; 4], inner: Dense(N), Softmax }
    }
}
use encoder::Wide;

network! {
    /// Networks in a network, one of them twice.
    pub struct Nested {
        input:  [f32; 4],
        both:   Sum { a: encoder::Encoder, b: encoder::Encoder, c: Wide::<f32, 3> },
        back:   Dense(4),
        again:  encoder::Encoder,
        Tanh,
        stated: [f32; 3],
        joined: Concat { Identity, side: Chain { back: Dense(4), inner: Wide::<f32, { HIDDEN }>, shape: [f32; 6] } },
        next:   Dense(4),
        head:   Wide::<f32, 7>,
    }
}

network! {
    /// A generic network in a generic network, nothing stated in between.
    pub struct Deep<T: Scalar, const N: usize> {
        input: [T; 4],
        Relu,
        first: Wide::<T, N>,
        back:  Residual { there: Dense(N), Tanh },
        last:  Dense(4),
        head:  Wide::<T, N>,
    }
}

fn through<T: Scalar, const N: usize>(x: &[f64], net: &Wide<T, N>) -> Vec<f64> {
    softmax(&dense!(x, net.inner))
}

#[test]
fn nested() {
    let net: Nested = shaken(5);
    let input = some(2);
    let x = wide(&input);
    let encode = |x: &[f64], net: &encoder::Encoder| tanh(&dense!(x, net.inner));
    let x = plus(&plus(&encode(&x, &net.both.a), &encode(&x, &net.both.b)), &through(&x, &net.both.c));
    let x = tanh(&encode(&dense!(x, net.back), &net.again));
    let side = &net.joined.side;
    let x = [x.clone(), through(&dense!(x, side.back), &side.inner)].concat();
    near(&net.forward(&input), &through(&dense!(x, net.next), &net.head));
    consistent(&net, some);

    let net: Deep<f64, 6> = shaken(5);
    let input = some(2);
    let x = through(&relu(&wide(&input)), &net.first);
    let x = dense!(plus(&x, &tanh(&dense!(x, net.back.there))), net.last);
    near(&net.forward(&input), &through(&x, &net.head));
    consistent(&net, some);
}

/// A head goes through nested networks, chains and frozen ones.
#[test]
fn heads() {
    use nn_core::head::Linear;
    use nn_core::layer::{Sigmoid, Softmax};
    fn head<N: Network<Head = H>, H>() {}
    head::<Xor, Sigmoid>();
    head::<Nested, Softmax>();
    head::<Deep<f32, 3>, Softmax>();
    head::<Blocks, Softmax>();
    head::<Classifier<f32, 3>, Linear>();
    head::<Frozen, Softmax>();
}

mod own {
    use nn_core::prelude::*;

    network! { pub struct Fours { input: [f64; 4], Sigmoid } }

    /// `y = a · x + c`, where `c` is not trained.
    #[derive(Clone, PartialEq, Parameters)]
    pub struct Scale<T: Scalar, const N: usize> {
        pub factor: [T; N],
        #[parameters(fixed)]
        pub constant: [T; N],
    }

    impl<T: Scalar, const N: usize> Layer<T> for Scale<T, N> {
        type In = Features<N>;
        type Out = Features<N>;
        type Head = head::Linear;
        fn forward_rows<const ROWS: usize>(&self, x: &[[T; N]; ROWS], out: &mut [[T; N]; ROWS]) {
            for (x, out) in x.iter().zip(out) {
                *out = std::array::from_fn(|i| self.factor[i] * x[i] + self.constant[i]);
            }
        }
    }

    impl<T: Scalar, const N: usize> Learn<T> for Scale<T, N> {
        type Tape<const ROWS: usize> = ();
        type Gradients = [T; N];
        fn initialize(&mut self, random: &mut Random) {
            self.factor = std::array::from_fn(|_| random.uniform());
            self.constant = [T::of(0.5); N];
        }
        fn backward_rows<const ROWS: usize>(
            &self,
            seen: Seen<'_, Self, T, ROWS>,
            grad_out: &mut [[T; N]; ROWS],
            mut gradients: Option<&mut [T; N]>,
            mut grad_x: Option<&mut [[T; N]; ROWS]>,
        ) {
            for row in 0..ROWS {
                for i in 0..N {
                    if let Some(gradients) = &mut gradients {
                        gradients[i] = gradients[i] + grad_out[row][i] * seen.x[row][i];
                    }
                    if let Some(grad_x) = &mut grad_x {
                        grad_x[row][i] = grad_out[row][i] * self.factor[i];
                    }
                }
            }
        }
    }

    /// `y = x²`: one type that works on both scalars.
    #[derive(Clone, Copy, PartialEq)]
    pub struct Square;

    // SAFETY: no bytes at all.
    unsafe impl nn_core::Plain for Square {
        const ZERO: Self = Square;
        const FLAT: bool = true;
    }

    impl<T: Scalar> nn_core::Parameters<T> for Square {
        const VALUES: usize = 0;
        const TRAINED: usize = 0;
        fn visit(&self, _: &mut impl FnMut(Role, &[T])) {}
        fn visit_mut(&mut self, _: &mut impl FnMut(Role, &mut [T])) {}
    }

    impl<T: Scalar> Layer<T> for Square {
        type In = Features<3>;
        type Out = Features<3>;
        type Head = head::Linear;
        fn forward_rows<const ROWS: usize>(&self, x: &[[T; 3]; ROWS], out: &mut [[T; 3]; ROWS]) {
            *out = x.map(|x| x.map(|x| x * x));
        }
    }

    impl<T: Scalar> Learn<T> for Square {
        type Tape<const ROWS: usize> = ();
        type Gradients = ();
        fn initialize(&mut self, _: &mut Random) {}
        fn backward_rows<const ROWS: usize>(
            &self,
            seen: Seen<'_, Self, T, ROWS>,
            grad_out: &mut [[T; 3]; ROWS],
            _: Option<&mut ()>,
            grad_x: Option<&mut [[T; 3]; ROWS]>,
        ) {
            let Some(grad_x) = grad_x else { return };
            for row in 0..ROWS {
                grad_x[row] = std::array::from_fn(|i| T::of(2.0) * seen.x[row][i] * grad_out[row][i]);
            }
        }
    }
}

network! {
    /// Layers of one's own.
    pub struct Own {
        input:  [f32; 3],
        scale:  own::Scale::<f32, 3>,
        Tanh,
        square: own::Square,
        both:   Sum { square: own::Square, scale: own::Scale::<f32, 3> },
        output: Dense(2),
    }
}

network! {
    /// Layers of one's own, generic, and one that only the user of the network names.
    pub struct OwnGeneric<T: Scalar, L, const N: usize>
    where
        L: Layer<T, In = Features<N>, Out = Features<N>> + Clone,
    {
        input:  [T; N],
        scale:  own::Scale::<T, N>,
        chosen: L,
        output: [T; N],
    }
}

#[test]
fn layers_of_ones_own() {
    fn scale<T: Scalar, const N: usize>(x: &[f64], layer: &own::Scale<T, N>) -> Vec<f64> {
        plus(&(0..N).map(|i| layer.factor[i].as_f64() * x[i]).collect::<Vec<_>>(), &wide(&layer.constant))
    }
    let square = |x: &[f64]| each(x, |x| x * x);
    let net: Own = shaken(5);
    let input = some(2);
    let x = square(&tanh(&scale(&wide(&input), &net.scale)));
    near(&net.forward(&input), &dense!(plus(&square(&x), &scale(&x, &net.both.scale)), net.output));
    consistent(&net, some);

    let net: OwnGeneric<f64, own::Square, 3> = shaken(5);
    let input = some(2);
    near(&net.forward(&input), &square(&scale(&wide(&input), &net.scale)));
    consistent(&net, some);
}

network! {
    /// An image, flattened at the beginning.
    pub struct Picture { input: [f32; (3, 4, 2)], Flatten, hidden: Dense(12), Tanh, Reshape((3, 2, 2)), Relu, Flatten, last: Dense(2) }
}
network! {
    /// A series, with everything between the views.
    pub struct Steps {
        input:  [f32; (2, 3)],
        grade:  Standardize(mean = 0.5, scale = 4),
        Relu,
        slope:  Prelu,
        Reshape((3, 2)),
        Dropout(0.5),
        Reshape((1, 6, 1)),
        block:  Residual { Tanh, Flatten, inner: Dense(6), Reshape((1, 6, 1)) },
        Flatten,
        joined: Sum { Identity, own: Dense(6) },
        Tanh,
        Reshape((SIDE, 2)),
        output: [f32; (3, 2)],
    }
}
const SIDE: usize = 3;
network! { struct OnlyViews { input: [f32; (2, 2)], Flatten, Reshape((1, 2, 2)), Flatten } }
network! { struct ViewsFirst<T: Scalar> { input: [T; (2, 2)], Reshape((1, 2, 2)), Tanh, Reshape((4, 1)), Flatten } }

#[test]
fn shapes() {
    let net: Picture = shaken(5);
    let picture = |seed| std::array::from_fn(|y| std::array::from_fn(|x| some(seed + 10 * x as u64 + 100 * y as u64)));
    let x: [[[f32; 2]; 4]; 3] = picture(1);
    let hidden = tanh(&dense!(wide(x.as_flattened().as_flattened()), net.hidden));
    near(&net.forward(&x), &dense!(relu(&hidden), net.last));
    consistent(&net, picture);

    let net: Steps = shaken(5);
    let series = |seed| [some(seed), some(seed + 100)];
    let input: [[f32; 3]; 2] = series(1);
    let x =
        each(&relu(&each(&wide(input.as_flattened()), |x| (x - 0.5) / 4.0)), |x| if x > 0.0 { x } else { 0.25 * x });
    let x = plus(&x, &dense!(tanh(&x), net.block.inner));
    near(net.forward(&input).as_flattened(), &tanh(&plus(&x, &dense!(x, net.joined.own))));
    consistent(&net, series);

    let flat = |seed| [some(seed), some(seed + 100)];
    assert_eq!(OnlyViews::new(1).forward(&[[1.0, 2.0], [3.0, 4.0]]), [1.0, 2.0, 3.0, 4.0]);
    consistent(&OnlyViews::new(1), flat);
    let x = [some(1), some(2)];
    near(&ViewsFirst::<f64>::new(1).forward(&x), &tanh(x.as_flattened()));
    consistent(&ViewsFirst::<f32>::new(1), flat);
}

network! { struct StartsWithActivation { input: [f64; 3], Tanh, Sigmoid, last: Dense(2) } }
network! { struct StartsWithDropout { input: [f32; 3], Dropout(RATE), last: Dense(2), Dropout(0.25) } }
const RATE: f64 = 0.5;
network! { struct StartsWithStandardize { input: [f32; 3], scaled: Standardize(mean = -1.5, scale = 2.0), last: Dense(2) } }
network! { struct OnlyActivations { input: [f32; 3], LeakyRelu(slope = 0.5), Silu(beta = 2), Elu, HardSigmoid(slope = 0.2) } }
network! { struct OneDense { input: [f32; 3], only: Dense(2, bias = false, init = LeCunUniform) } }
network! { struct OnlyBlock { input: [f32; 3], only: Concat { Identity, Tanh } } }

#[test]
fn beginnings() {
    let x = some(1);
    let net: StartsWithActivation = shaken(1);
    near(&net.forward(&x), &dense!(sigmoid(&tanh(&wide(&x))), net.last));
    consistent(&net, some);

    let x = some(1);
    let net: StartsWithDropout = shaken(1);
    near(&net.forward(&x), &dense!(wide(&x), net.last));
    consistent(&net, some);
    let mut tape = StartsWithDropoutTape::new(1);
    let draws: Vec<_> = (0..8).map(|_| *net.record(&x, &mut tape)).collect();
    assert!(draws.iter().any(|draw| *draw != draws[0]), "dropout draws anew");
    assert_eq!((0..8).map(|_| *net.record(&x, &mut StartsWithDropoutTape::new(2))).next(), {
        Some(*net.record(&x, &mut StartsWithDropoutTape::new(2)))
    });

    let net: StartsWithStandardize = shaken(1);
    near(&net.forward(&x), &dense!(each(&wide(&x), |x| (x + 1.5) / 2.0), net.last));
    consistent(&net, some);

    let leaky = each(&wide(&x), |x| if x > 0.0 { x } else { 0.5 * x });
    let silu = each(&leaky, |x| x / (1.0 + (-2.0 * x).exp()));
    let elu = each(&silu, |x| if x > 0.0 { x } else { x.exp_m1() });
    near(&OnlyActivations::new(1).forward(&x), &each(&elu, |x| (0.2 * x + 0.5).clamp(0.0, 1.0)));
    consistent(&OnlyActivations::zeros(), some);
    assert_eq!(OnlyActivations::PARAMETERS, 0);

    let net: OneDense = shaken(1);
    near(&net.forward(&x), &dense!(wide(&x), net.only));
    consistent(&net, some);
    assert_eq!(OneDense::PARAMETERS, 6);

    near(&OnlyBlock::new(1).forward(&x), &[wide(&x), tanh(&wide(&x))].concat());
    consistent(&OnlyBlock::new(1), some);
}

#[test]
fn in_a_function() {
    const WIDTH: usize = 3;
    const TWICE: usize = 2 * WIDTH;
    network! { struct Local { input: [f32; WIDTH], block: Residual { up: Dense(TWICE), Tanh, down: Dense(WIDTH) }, last: Dense(TWICE / 3) } }
    let net: Local = shaken(1);
    let x = some(2);
    let block = dense!(tanh(&dense!(wide(&x), net.block.up)), net.block.down);
    near(&net.forward(&x), &dense!(plus(&wide(&x), &block), net.last));
    consistent(&net, some);
}

/// Two networks with the same names inside, and whatever visibility.
mod neighbours {
    const N: usize = 3;
    nn_core::network! { pub(crate) struct One { input: [f32; N], hidden: Dense(N), block: Chain { hidden: Dense(N) } } }
    nn_core::network! { pub(super) struct Two { input: [f32; N], hidden: Dense(N), block: Chain { hidden: Dense(N) } } }
    nn_core::network! { struct Three { input: [f32; N], hidden: Dense(N), one: One, two: Two } }

    #[test]
    fn neighbours() {
        super::consistent(&One::new(1), super::some);
        super::consistent(&Two::new(1), super::some);
        super::consistent(&Three::new(1), super::some);
        assert_eq!(One::new(1).hidden, Two::new(1).hidden);
    }
}

mod deep {
    pub use nn_core as renamed;
}
extern crate nn_core as other;

network! {
    #[crate_path(deep::renamed)]
    pub struct Renamed { input: [f32; 2], block: Sum { Tanh, own: Dense(2) }, nested: Xor, Sigmoid }
}
network! { #[crate_path(crate::other)] struct Other<T: Scalar> { input: [T; 2], block: Residual { own: Dense(2) }, Softmax } }

#[test]
fn another_name_of_the_crate() {
    consistent(&Renamed::new(1), some);
    consistent(&Other::<f64>::new(1), some);
}

/// No name is taken for granted; some are taken by others.
mod bare {
    #![no_implicit_prelude]
    #![allow(dead_code)]

    struct Option;
    struct Clone;
    struct Features;
    mod core {}
    mod std {}

    ::nn_core::network! {
        pub struct Bare<T: ::nn_core::Scalar, const HEAD: usize> {
            input:  [T; HEAD],
            Dropout(0.5),
            Tanh,
            block:  Residual { Relu, slope: Prelu },
            joined: Sum { Sigmoid, Residual { Tanh }, own: Dense(HEAD) },
            last:   Dense(3),
            Softmax,
        }
    }
    ::nn_core::network! { pub struct Views { input: [f32; (2, 3)], Flatten, joined: Concat { Identity, own: Dense(2) }, two: Dense(2), nested: super::Xor } }
}

#[test]
fn no_implicit_prelude() {
    consistent(&bare::Bare::<f64, 5>::new(1), some);
    consistent(&bare::Views::new(1), |seed| [some(seed), some(seed + 1)]);
}

/// Documentation and conditions go where they belong.
mod attributes {
    use nn_core::prelude::*;

    network! {
        /// Said by the user.
        #[doc(alias = "documented")]
        #[cfg(all())]
        #[allow(clippy::module_name_repetitions)]
        pub struct Conditional {
            /// Also said by the user.
            input:  [f32; 2],
            /// And this.
            #[doc = "too"]
            hidden: Dense(1 + 1),
            /// A block.
            block:  Residual {
                /// Inside.
                inner: Dense(2),
            },
        }
    }
    network! {
        #[cfg(any())]
        pub struct Conditional { input: [f32; 2 + 2], #[unroll(3)] hidden: Dense(1 + 1), block: Chain { hidden: missing::Layer } }
    }
}

#[test]
fn attributes_pass_through() {
    consistent(&attributes::Conditional::new(1), some);
}

macro_rules! unrolled {
    ($name:ident, $(#[$network:meta])* | $(#[$line:meta])* | $(#[$block:meta])*) => {
        network! {
            /// One and the same network, with and without written-out loops.
            $(#[$network])*
            pub struct $name<T: Scalar> {
                input:  [T; 7],
                $(#[$line])* hidden: Dense(9),
                Tanh,
                $(#[$block])* block: Residual { up: Dense(5, bias = false), Relu, down: Dense(9) },
                output: Dense(3),
                Softmax,
            }
        }
    };
}
unrolled!(Usual, | | );
unrolled!(Never, #[unroll(0)] | | );
unrolled!(Always, #[unroll(4096)] | | );
unrolled!(NeverHere, | #[unroll(0)] | #[unroll(0)]);
unrolled!(AlwaysHere, | #[unroll(LIMIT)] | #[unroll(2 * LIMIT)]);
const LIMIT: usize = 2048;

#[test]
fn written_out_loops_change_no_bit() {
    fn same<T: Scalar>() {
        fn bits<N: Network<Out = Features<3>, In = Features<7>, Batch = AnySize>>() -> Vec<[N::Scalar; 3]> {
            let (net, inputs) = (shaken::<N>(3), Vec::from_iter((1..=20).map(some)));
            let (mut outputs, mut tape, mut gradients) =
                (vec![[nn_core::Plain::ZERO; 3]; 20], Tape::<N>::default(), N::gradients());
            net.forward_batch(&inputs, &mut outputs);
            for x in &inputs {
                let y = *net.record(x, &mut tape);
                net.backward(&tape, &y, &mut gradients);
            }
            outputs.extend(gradients.as_slice().as_chunks().0);
            outputs
        }
        let expected = bits::<Usual<T>>();
        assert_eq!(bits::<Never<T>>(), expected);
        assert_eq!(bits::<Always<T>>(), expected);
        assert_eq!(bits::<NeverHere<T>>(), expected);
        assert_eq!(bits::<AlwaysHere<T>>(), expected);
    }
    same::<f32>();
    same::<f64>();
}

network! {
    /// Everything that can be frozen.
    pub struct Frozen {
        input:  [f32; 4],
        #[frozen]
        scaled: Standardize(mean = 1, scale = 2),
        #[frozen]
        first:  Dense(4),
        slope:  Prelu,
        #[frozen]
        block:  Residual { inner: Dense(4), Tanh, slope: Prelu },
        free:   Dense(4),
        #[frozen]
        both:   Sum { own: Dense(4), Identity },
        #[frozen]
        head:   Wide::<f32, 5>,
    }
}

#[test]
fn frozen() {
    let mut net: Frozen = shaken(1);
    let x = some(2);
    let y = dense!(each(&wide(&x), |x| (x - 1.0) / 2.0), net.first);
    let y = (0..4).map(|i| if y[i] > 0.0 { y[i] } else { y[i] * f64::from(net.slope.slope[i]) }).collect::<Vec<_>>();
    let inner = tanh(&dense!(y, net.block.inner));
    let inner = (0..4).map(|i| if inner[i] > 0.0 { inner[i] } else { inner[i] * f64::from(net.block.slope.slope[i]) });
    let y = dense!(plus(&y, &inner.collect::<Vec<_>>()), net.free);
    near(&net.forward(&x), &through(&plus(&dense!(y, net.both.own), &y), &net.head));
    consistent(&net, some);

    assert_eq!(Frozen::PARAMETERS, 8 + 20 + 4 + 24 + 20 + 20 + 25);
    assert_eq!(<Frozen as nn_core::Parameters<f32>>::TRAINED, 4 + 20);
    let (before, mut tape, mut gradients) = (net.clone(), FrozenTape::default(), Frozen::gradients());
    net.record(&x, &mut tape);
    net.backward(&tape, &[1.0, -2.0, 3.0, 0.5, 0.0], &mut gradients);
    let slice: &[f32] = gradients.as_slice();
    assert_eq!(slice.len(), 24);
    assert!(gradients.free.bias.iter().all(|gradient| *gradient != 0.0));
    Adam::new(0.5).step(&mut net, &gradients);
    assert_ne!((&net.slope, &net.free), (&before.slope, &before.free));
    let Frozen { slope, free, .. } = before.clone();
    assert_eq!(Frozen { slope, free, ..net }, before);
}

network! {
    /// Layers in front that do not learn, then layers that do.
    pub struct Tuned {
        input:  [f32; 64],
        pixels: Standardize(mean = 0, scale = 16),
        #[frozen]
        hidden: Dense(100),
        Relu,
        #[frozen]
        narrow: Chain { own: Dense(50), Dropout(0.5), Tanh },
        #[frozen]
        again:  Tiny50,
        logits: Dense(10),
        Softmax,
    }
}

network! { pub struct Tiny50 { input: [f32; 50], dense: Dense(50), Dropout(0.5), Gelu } }

#[test]
fn frozen_layers_cost_no_tape() {
    // What goes into the first layer that learns is all that is kept: 50 values.
    assert_eq!(size_of::<<Tuned as Learn<f32>>::Tape<1>>(), 4 * 50);
    assert_eq!(size_of::<<Tuned as Learn<f32>>::Gradients>(), 4 * (50 * 10 + 10));
    // Two buffers in front: 64 or 50 values, and 100.
    assert_eq!(<Tuned as Learn<f32>>::PASS_BYTES, 4 * (64 + 100));
    let trainer = FusedTrainer::new(&Tuned::zeros(), CrossEntropy, Sgd::new(0.1));
    assert_eq!(Tuned::FUSED_TRAINING_BYTES, size_of_val(&trainer) + <Tuned as Learn<f32>>::PASS_BYTES + 4 * 10);

    // Nothing is dropped in them: recording gives what inference gives, whatever the seed.
    let net: Tuned = shaken(3);
    for seed in 0..5 {
        assert_eq!(*net.record(&some(4), &mut TunedTape::new(seed)), net.forward(&some(4)));
    }
}

/// Names that the expansion might have used.
mod names {
    use nn_core::prelude::*;

    network! {
        pub struct Names<const ROWS: usize, const HEAD: usize, const N: usize, const OUT: usize> {
            input:     [f32; ROWS],
            x:         Dense(HEAD),
            out:       Dense(N),
            self_:     Dense(OUT),
            forward:   Dense(ROWS),
            new:       Prelu,
            tape:      Residual { tape: Dense(N), Tanh, gradients: Dense(ROWS) },
            gradients: Chain { tape: Dense(OUT), a: Dense(ROWS) },
            value_0:   Sum { value_0: Dense(N), tape_0: Dense(N), value_1: Chain { offset: Dense(N) } },
            a:         Dense(2),
            b:         Dense(2),
            generic:   Dense(2),
            a_b:       Chain { c: Chain { generic: Dense(2) } },
            a_b_c:     Chain { random: Dense(2), seen: Dense(2) },
            r#type:    Residual { r#match: Dense(2) },
            r#loop:    Dense(1 + 1),
            visitor:   Prelu,
            zeros:     Dense(2),
            input_:    Dense(2),
            backward:  Dense(2),
            record:    Dense(2),
            core:      Dense(2),
            nn_core:   Dense(2),
            seed_0:    Dense(2),
        }
    }
    network! { pub struct Values<T: Scalar> { input: [T; 2], input: Dense(3), grad_x: Dense(2) } }
}

#[test]
fn names_of_the_expansion() {
    consistent(&names::Names::<3, 4, 5, 6>::new(1), some);
    consistent(&names::Values::<f64>::new(1), some);
    assert!(names::Names::<3, 4, 5, 6>::SUMMARY.to_string().contains("type"));
}

/// Code that is generic over networks trains one by hand.
fn steps<N: Network<Batch = AnySize>>(
    net: &mut N,
    x: &Input<N>,
    gradient: impl Fn(&Output<N>) -> Output<N>,
    steps: usize,
) {
    let (mut tape, mut adam) = (Tape::<N>::default(), Adam::new(N::Scalar::of(0.05)));
    for _ in 0..steps {
        let mut gradients = N::gradients();
        let output = *net.record(x, &mut tape);
        net.backward(&tape, &gradient(&output), &mut gradients);
        adam.step(net, &gradients);
    }
}

#[test]
fn generic_code() {
    let mut net = Blocks::new(3);
    let x = some(2);
    steps(&mut net, &x, |y| [y[0] - 0.2, y[1] - 0.3, y[2] - 0.5], 200);
    let y = net.forward(&x);
    assert!((y[0] - 0.2).abs() < 0.01 && (y[1] - 0.3).abs() < 0.01, "{y:?}");
}

macro_rules! by_macro {
    ($name:ident, $scalar:ty, $size:expr, $layer:ident, $activation:ident, $inner:path) => {
        network! { struct $name { input: [$scalar; $size], first: $layer($size + 1), $activation, back: $layer($size), again: Residual { deep: $layer($size) }, inner: $inner } }
    };
}
by_macro!(ByMacro, f32, 4, Dense, Tanh, encoder::Encoder);
by_macro!(ByMacroToo, f64, sizes::half(8), Dense, Tanh, own::Fours);

/// Where sizes may come from.
pub struct Holder;
/// Through a trait.
pub trait Holds {
    /// One of them.
    const SIZE: usize;
}
impl Holder {
    const WIDTH: usize = 3;
}
impl Holds for Holder {
    const SIZE: usize = 2;
}
const SLOPE: f64 = 0.25;

network! {
    struct Sources<T: Scalar> {
        input: [T; (Holder::WIDTH, <Holder as Holds>::SIZE)],
        Reshape(((Holder::WIDTH - 1) * 3)),
        a:     Dense(if HIDDEN > 3 { 3 } else { 4 }, init = He),
        LeakyRelu(slope = SLOPE),
        three: [T; (3)],
        b:     Dense(outputs = size_of::<u64>(), bias = true),
        Reshape((2, { 2 }, 1 + 1)),
        cube:  [T; (2, 2, 2)],
        Flatten,
        c:     Dense((1 + 1) * 2),
    }
}
network! {
    struct Turned<const A: usize, const B: usize> {
        input: [f32; (A, B)],
        slope: Residual { inner: Prelu, grade: Standardize },
        Reshape((B, A)),
        Tanh,
        both:  Concat { Identity },
        more:  Sum { Identity, Residual { Tanh } },
    }
}
/// Deeper than anyone builds.
macro_rules! deep {
    ($name:ident: $($layer:ident)*) => { network! { struct $name { input: [f32; 2], $($layer: Dense(2), Tanh,)* } } };
}
deep!(Long: l0 l1 l2 l3 l4 l5 l6 l7 l8 l9 l10 l11 l12 l13 l14 l15 l16 l17 l18 l19 l20 l21 l22 l23 l24 l25 l26 l27 l28 l29 l30 l31 l32 l33 l34 l35 l36 l37 l38 l39);

#[test]
fn sources_of_sizes() {
    consistent(&ByMacro::new(1), some);
    consistent(&ByMacroToo::new(1), some);
    consistent(&Sources::<f32>::new(1), |seed| [some(seed), some(seed + 1), some(seed + 2)]);
    consistent(&Turned::<2, 3>::new(1), |seed| [some(seed), some(seed + 1)]);
    consistent(&Long::new(1), some);
}

/// Generic networks that concatenate and flatten: the stated size is proved where they are made.
mod proved {
    use nn_core::prelude::*;

    network! {
        /// Two branches of any width.
        pub struct Beside<const A: usize, const B: usize, const BOTH: usize> {
            input:  [f64; 3],
            both:   Concat { left: Dense(A), right: Dense(B) },
            whole:  [f64; BOTH],
            output: Dense(2),
        }
    }
    network! {
        /// An image of any height.
        pub struct Tall<T: Scalar, const H: usize, const ROW: usize> {
            input:  [T; (H, 3, 2)],
            Flatten,
            row:    [T; ROW],
            output: Dense(2),
        }
    }
    nn_core::check!(Beside<4, 5, 9>);

    #[test]
    fn compute() {
        let net = Beside::<4, 5, 9>::new(3);
        let x = [0.5, -1.0, 2.0];
        let dense = |weight: &[Vec<f64>], bias: &[f64], x: &[f64]| -> Vec<f64> {
            (0..bias.len()).map(|o| bias[o] + x.iter().zip(weight).map(|(x, row)| x * row[o]).sum::<f64>()).collect()
        };
        let rows = |rows: &[&[f64]]| rows.iter().map(|row| row.to_vec()).collect::<Vec<_>>();
        let left = dense(&rows(&net.both.left.weight.each_ref().map(|r| &r[..])), &net.both.left.bias, &x);
        let right = dense(&rows(&net.both.right.weight.each_ref().map(|r| &r[..])), &net.both.right.bias, &x);
        let both = [left, right].concat();
        let want = dense(&rows(&net.output.weight.each_ref().map(|r| &r[..])), &net.output.bias, &both);
        let got = net.forward(&x);
        assert!(got.iter().zip(&want).all(|(got, want)| (got - want).abs() < 1e-12), "{got:?} {want:?}");

        let tall = Tall::<f64, 2, 12>::new(1);
        let image = [[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], [[7.0, 8.0], [9.0, 10.0], [11.0, 12.0]]];
        let row: Vec<f64> = (1..=12).map(f64::from).collect();
        let want = dense(&rows(&tall.output.weight.each_ref().map(|r| &r[..])), &tall.output.bias, &row);
        let got = tall.forward(&image);
        assert!(got.iter().zip(&want).all(|(got, want)| (got - want).abs() < 1e-12), "{got:?} {want:?}");
    }
}

/// Names that Rust takes, the macro takes too: raw ones, those of the library's own, and other alphabets.
#[test]
fn names() {
    network! {
        struct Inner { r#in: [f32; 4], r#loop: Dense(2 + 2), r#match: Prelu }
    }
    #[allow(missing_docs, non_camel_case_types, non_upper_case_globals)]
    mod raw {
        use nn_core::prelude::*;
        network! {
            pub struct r#type<r#T: Scalar, const r#W: usize, const r#mod: usize> {
                r#in:     [T; r#W],
                r#fn:     Dense(1 + 2),
                r#struct: Residual { r#hidden: Dense(3), Relu },
                hidden:   Dense(r#mod),
                r#out:    [r#T; r#mod],
            }
        }
    }
    network! {
        struct Größe {
            größe:  [f32; 8],
            über:   Dense(2 + 2),
            層:     Residual { ß: Dense(4), Relu },
            r#impl: Inner,
            tape:   Sum { v0: Inner, front: Relu, generic: Dense(4) },
            Dropout(0.1 + 0.1),
            #[frozen]
            r#for:  Dense(4),
        }
    }
    assert_eq!(raw::r#type::<f32, 2, 5>::NAME, "type");
    assert_eq!(raw::r#type::<f32, 2, 5>::new(1).r#struct.hidden.bias, [0.0; 3]);
    assert_eq!(format!("{:?}", raw::r#type::<f32, 2, 5>::zeros()), "type { 41 parameters }");
    let names: Vec<_> = Größe::SUMMARY.lines.iter().map(|line| line.name).filter(|name| !name.is_empty()).collect();
    assert_eq!(names, ["über", "層", "impl", "tape", "for"]);
}

/// A struct that holds networks derives `Default`: they are zeros.
#[test]
fn default_is_zeros() {
    network! { struct Plain { input: [f32; 2], both: Sum { left: Dense(3), right: Dense(3) }, Relu, output: Dense(1) } }
    network! { struct Generic<T: Scalar, const N: usize> { input: [T; N], inner: Residual { hidden: Dense(N) } } }
    #[derive(Default)]
    struct Robot {
        eyes: Plain,
        hand: Generic<f64, 3>,
        steps: usize,
    }
    let robot = Robot::default();
    assert_eq!((robot.eyes, robot.hand, robot.steps), (Plain::zeros(), Generic::zeros(), 0));
}

const HALF: f32 = 0.5;
const THREE: usize = 3;
network! {
    struct Spelt {
        input: [f32; { 4 }],
        hidden: Dense({ THREE }, init = Init::LeCun),
        Elu(alpha = HALF),
        Dropout(HALF),
        second: Dense((6), init = nn_core::Init::He),
        Silu(beta = HALF * 0.5),
        Dropout(0.25f32),
        third: Dense(5),
        LeakyRelu(slope = 0.125f32),
        output: Dense({ THREE - 1 }),
    }
}
network! {
    struct AsUsual {
        input: [f32; 4],
        hidden: Dense(3, init = LeCun),
        Elu(alpha = 0.5),
        Dropout(0.5),
        second: Dense(6, init = He),
        Silu(beta = 0.25),
        Dropout(0.25),
        third: Dense(5),
        LeakyRelu(slope = 0.125),
        output: Dense(2),
    }
}

/// Constants of the network's scalar, paths and braces mean what literals and words mean: in answers and in what is learned.
#[test]
fn unusual_spellings() {
    let inputs = [[1.0f32, -2.0, 0.5, -0.25], [-1.0, 3.0, 0.0, 2.0]];
    let (mut spelt, mut usual) = (Spelt::new(3), AsUsual::new(3));
    let mut learn = Trainer::new(&spelt, MeanSquaredError, Adam::new(0.1));
    let mut learn_as_usual = Trainer::new(&usual, MeanSquaredError, Adam::new(0.1));
    for _ in 0..5 {
        assert_eq!(inputs.map(|x| spelt.forward(&x)), inputs.map(|x| usual.forward(&x)));
        let losses = (
            learn.step(&mut spelt, &inputs, &[[1.0, 0.0], [0.0, 1.0]]).unwrap(),
            learn_as_usual.step(&mut usual, &inputs, &[[1.0, 0.0], [0.0, 1.0]]).unwrap(),
        );
        assert_eq!(losses.0, losses.1);
    }
    assert_eq!(spelt.output.weight, usual.output.weight);
}

/// Names of the user's that the expansion binds as well, as values and as types.
mod names_of_the_expansion {
    #![allow(non_upper_case_globals, dead_code)]
    use nn_core::prelude::*;

    const x: usize = 3;
    const out: f32 = 0.5;
    const output: usize = 1;
    static input: f32 = 1.0;
    static tape: [f32; 2] = [0.0; 2];
    const gradients: u8 = 1;
    const visitor: u8 = 2;
    const f: u8 = 3;
    const other: u8 = 4;
    const state: u8 = 5;
    const seed: u64 = 6;

    network! { pub struct NetBlock { input: [f32; 2], output: Dense(2) } }
    network! {
        pub struct Net {
            input: [f32; 2],
            block: Residual { up: Dense(x), LeakyRelu(slope = out), down: Dense(2) },
            Dropout(out),
            output: Dense(output),
        }
    }
}

#[test]
fn names_of_the_expansion_are_free() {
    use names_of_the_expansion::Net;
    let mut net = Net::new(5);
    let answer = net.forward(&[1.0, 2.0]);
    assert_eq!((net.block.up.bias.len(), answer.len()), (3, 1));
    assert_eq!((net.clone(), net.trace(&[1.0, 2.0]).output), (net.clone(), answer));
    let (mut tape, mut gradients) = (Tape::<Net>::new(0), Net::gradients());
    net.record(&[1.0, 2.0], &mut tape);
    net.backward(&tape, &[1.0], &mut gradients);
    assert_eq!(gradients.output.bias, [1.0]);
    let mut trainer = FusedTrainer::new(&net, MeanSquaredError, Sgd::new(0.1));
    trainer.step(&mut net, &[1.0, 2.0], &[0.0]).unwrap();
    assert_ne!(net.forward(&[1.0, 2.0]), answer);
}

const FEATURES: usize = 6;
const HEADS: usize = 3;

network! { struct Heard { input: [f32; (5, 3)], gru: Gru(FEATURES) } }
network! { struct BehindANetwork { input: [f32; (5, 3)], heard: Heard, a: Attention(HEADS), b: Attention(2, size = FEATURES + 1, causal = true) } }
network! { struct ByConstants { input: [f32; (5, FEATURES)], a: Attention(2), b: Attention(2 * HEADS) } }
network! { struct OfAnyWidth<T: Scalar, const N: usize> { input: [T; (4, N)], a: Attention(2, size = 5), b: Attention(1, size = N) } }

/// A head is as large as it is said to be, or else as what comes in allows, whoever knows how much that is.
#[test]
fn heads_part_what_comes_in() {
    let net = BehindANetwork::zeros();
    assert_eq!((net.a.query_bias, net.b.query_bias), ([[0.0; 2]; 3], [[0.0; 7]; 2]));
    let net = ByConstants::zeros();
    assert_eq!((net.a.query_bias, net.b.query_bias), ([[0.0; 3]; 2], [[0.0; 1]; 6]));
    let net = OfAnyWidth::<f64, 3>::zeros();
    assert_eq!((net.a.query_bias, net.b.query_bias, net.a.output_bias), ([[0.0; 5]; 2], [[0.0; 3]; 1], [0.0; 3]));
    assert_eq!(net.forward(&[[1.0; 3]; 4]), [[0.0; 3]; 4]);
}
