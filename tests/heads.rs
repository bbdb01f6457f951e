//! What outputs mean, through views, blocks and nested networks: by type, and by the losses that follow from it.

use std::any::TypeId;

use nn_core::head::{Changed, Linear};
use nn_core::prelude::*;

/// The head of a network, and the one it should have.
fn is<N: Network, H: 'static>() -> bool
where
    HeadOf<N>: 'static,
{
    TypeId::of::<HeadOf<N>>() == TypeId::of::<H>()
}

macro_rules! heads {
    ($($name:ident: $head:ty, { $($body:tt)* })*) => {
        $(network! { struct $name { input: [f64; 4], $($body)* } })*

        #[test]
        fn the_head_is_what_the_last_layers_make_of_it() {
            $(assert!(is::<$name, $head>(), "{}: {}", stringify!($name), std::any::type_name::<HeadOf<$name>>());)*
        }
    };
}

heads! {
    Plain: Linear, { a: Dense(4) }
    Bare: Linear, { Reshape((2, 2)) }
    Last: nn_core::layer::Tanh, { a: Dense(4), Tanh }
    Dropped: nn_core::layer::Tanh, { a: Dense(4), Tanh, Dropout(0.5) }
    Scaled: Linear, { a: Dense(4), scaled: Standardize }
    Viewed: head::Sigmoid, { a: Dense(4), Sigmoid, Reshape((2, 2)), shape: [f64; (2, 2)], Flatten }
    Anew: Linear, { a: Dense(4), Softmax, b: Dense(4) }
    Squashed: head::Sigmoid, { a: Dense(4), Softmax, b: Dense(4), Sigmoid }
    Same: Changed<head::Softmax>, { a: Dense(4), Softmax, Identity }
    Weak: Changed<head::Sigmoid>, { a: Dense(4), Sigmoid, Dropout(0.5) }
    Rescaled: Changed<head::Softmax>, { a: Dense(4), Softmax, scaled: Standardize }
    Sloped: Changed<head::LogSoftmax>, { a: Dense(4), LogSoftmax, slope: Prelu }
    First: Changed<head::Softmax>, { a: Dense(4), Softmax, Relu, Dropout(0.5), Tanh }
    Skipped: Linear, { skip: Residual { a: Dense(4), Tanh } }
    SkippedSoftmax: Changed<head::Softmax>, { skip: Residual { a: Dense(4), Softmax } }
    SkipOfSoftmax: Changed<head::Softmax>, { a: Dense(4), Softmax, skip: Residual { b: Dense(4) } }
    Within: head::Softmax, { c: Chain { a: Dense(4), Softmax } }
    ChangedWithin: Changed<head::Softmax>, { a: Dense(4), Softmax, c: Chain { Relu } }
    Added: Linear, { s: Sum { a: Dense(4), b: Dense(4) } }
    AddedSigmoid: Changed<head::Sigmoid>, { s: Sum { a: Dense(4), Chain { b: Dense(4), Sigmoid } } }
    Beside: head::Sigmoid, { s: Concat { Chain { a: Dense(4), Sigmoid }, Chain { b: Dense(3), Sigmoid } } }
    BesideBare: head::Sigmoid, { s: Concat { Sigmoid, Sigmoid } }
    BesideLogs: head::LogSigmoid, { s: Concat { Chain { a: Dense(4), LogSigmoid }, Chain { b: Dense(3), LogSigmoid } } }
    Unlike: Changed<head::Sigmoid>, { s: Concat { Chain { a: Dense(4), Sigmoid }, Chain { b: Dense(3), LogSigmoid } } }
    UnlikePlain: Changed<head::Sigmoid>, { s: Concat { b: Dense(3), Chain { a: Dense(4), Sigmoid } } }
    TwoSoftmax: Changed<head::Softmax>, { s: Concat { Chain { a: Dense(4), Softmax }, Chain { b: Dense(3), Softmax } } }
    Kept: head::Softmax, { #[frozen] c: Chain { a: Dense(4), Softmax } }
    Nested: head::Softmax, { inner: Within }
    NestedChanged: Changed<head::Softmax>, { inner: Within, Dropout(0.1) }
    NestedBeside: head::Sigmoid, { s: Concat { a: Chain { x: Squashed, shape: [f64; 4] }, b: Chain { y: Squashed, shape: [f64; 4] } } }
    NestedUnlike: Changed<head::Sigmoid>, { s: Concat { a: Chain { x: Squashed, shape: [f64; 4] }, b: Chain { y: Anew, shape: [f64; 4] } } }
    NestedPlain: Linear, { s: Concat { a: Chain { x: Anew, shape: [f64; 4] }, b: Chain { y: Anew, shape: [f64; 4] } } }
    NestedSum: Changed<head::Softmax>, { s: Sum { a: Anew, b: Within } }
    ViewsInABlock: Changed<head::Sigmoid>, { a: Dense(4), Sigmoid, c: Chain { Reshape((2, 2)), Flatten } }
    ViewsDeeper: Changed<head::Softmax>, { a: Dense(4), Softmax, c: Chain { d: Chain { Reshape((2, 2)) } } }
    ViewsInASum: Changed<head::Softmax>, { a: Dense(4), Softmax, s: Sum { Reshape((2, 2)) } }
    ViewsInAConcat: Changed<head::Sigmoid>, { a: Dense(4), Sigmoid, s: Concat { Chain { Reshape((2, 2)), Flatten } } }
    HalfOutside: Changed<head::Sigmoid>, { s: Concat {
        Chain { a: Dense(1), Sigmoid, c: Chain { Reshape((1, 1)), Flatten } },
        Chain { b: Dense(1), Sigmoid }
    } }
    SumOfOne: Changed<head::Softmax>, { s: Sum { Chain { a: Dense(3), Softmax } } }
    SumOfOneNested: Changed<head::Softmax>, { s: Sum { n: Within } }
    ConcatOfOne: head::Sigmoid, { s: Concat { Chain { a: Dense(3), Sigmoid } } }
    OnlyViews: Linear, { Reshape((2, 2)), Flatten }
    OnlyDropped: Linear, { Dropout(0.5) }
    OnlySoftmax: head::Softmax, { Softmax }
    BehindViews: Changed<head::Softmax>, { a: Dense(4), Softmax, v: OnlyViews }
    BehindDropped: Changed<head::Sigmoid>, { a: Dense(4), Sigmoid, #[frozen] v: OnlyDropped }
    BehindNested: Changed<head::Softmax>, { a: Within, v: OnlyDropped }
    BehindMixing: Linear, { a: Dense(4), Softmax, v: Anew }
    NestedTwiceSoftmax: Changed<head::Softmax>, { a: Within, v: OnlySoftmax }
    PlainBehindViews: Linear, { a: Dense(4), v: OnlyViews }
    NestedTwice: head::Sigmoid, { inner: NestedBeside, Reshape((2, 4)), Flatten }
}

/// Probability `p` of the class, however large or small, costs `−ln p`.
#[test]
fn sigmoids_side_by_side_are_scored_once() -> Result<(), TrainError> {
    network! {
        struct Two {
            input: [f64; 1],
            both:  Concat { Chain { a: Dense(1), Sigmoid }, Chain { b: Dense(1), Sigmoid } },
        }
    }
    let mut net = Two::zeros();
    (net.both.branch_0.a.weight, net.both.branch_1.b.weight) = ([[4.3]], [[-4.3]]);
    let data = Data::new(&[[1.0]], &[[1.0, 0.0]]);
    let loss = evaluate(&net, &data, BinaryCrossEntropy)?.loss;
    // ln(1 + e^−4.3)
    assert!((loss - 0.013_476_9).abs() < 1e-6, "{loss}");
    // From logits, so that certainty costs nothing and a mistake all of it.
    (net.both.branch_0.a.weight, net.both.branch_1.b.weight) = ([[1000.0]], [[1000.0]]);
    assert_eq!(evaluate(&net, &data, BinaryCrossEntropy)?.loss, 500.0);
    Ok(())
}

/// What a loss that takes the place of the head gives is what it gives for the logits of the same network without it.
#[test]
fn fused_losses_give_the_gradients_of_logits() -> Result<(), TrainError> {
    network! {
        struct WithHeads {
            input: [f64; 3],
            deep:  Dense(4),
            Tanh,
            both:  Concat { Chain { a: Dense(2), Sigmoid }, c: Chain { inner: Concat { Chain { b: Dense(1), Sigmoid } } } },
        }
    }
    network! {
        struct Without {
            input: [f64; 3],
            deep:  Dense(4),
            Tanh,
            both:  Concat { Chain { a: Dense(2) }, c: Chain { inner: Concat { Chain { b: Dense(1) } } } },
        }
    }
    let (mut with, mut without) = (WithHeads::new(3), Without::new(3));
    let inputs: [[f64; 3]; 9] = std::array::from_fn(|row| [row as f64 / 4.0 - 1.0, 0.5, (row % 3) as f64]);
    let targets: [[f64; 3]; 9] = std::array::from_fn(|row| [(row % 2) as f64, (row % 3 == 0) as u8 as f64, 0.25]);
    let mut first = Trainer::new(&with, BinaryCrossEntropy, Adam::new(0.1));
    let mut second = Trainer::new(&without, BinaryCrossEntropy, Adam::new(0.1));
    for _ in 0..5 {
        let losses = (first.step(&mut with, &inputs, &targets)?, second.step(&mut without, &inputs, &targets)?);
        assert_eq!(losses.0, losses.1);
    }
    let mut first = FusedTrainer::new(&with, BinaryCrossEntropy, Sgd::new(0.1));
    let mut second = FusedTrainer::new(&without, BinaryCrossEntropy, Sgd::new(0.1));
    for (x, t) in inputs.iter().zip(&targets) {
        assert_eq!(first.step(&mut with, x, t)?, second.step(&mut without, x, t)?);
    }
    let mut values = [Vec::new(), Vec::new()];
    nn_core::Parameters::visit(&with, &mut |_, slice: &[f64]| values[0].extend_from_slice(slice));
    nn_core::Parameters::visit(&without, &mut |_, slice: &[f64]| values[1].extend_from_slice(slice));
    assert_eq!(values[0], values[1]);
    let probabilities = without.forward(&inputs[1]).map(|z| 1.0 / (1.0 + (-z).exp()));
    assert_eq!(with.forward(&inputs[1]), probabilities);
    Ok(())
}

/// Of a layer that is a parameter nothing is known: what follows it is taken.
#[test]
fn a_layer_that_is_a_parameter_may_be_followed_by_softmax() {
    network! {
        struct Any<L>
        where
            L: Layer<f64, In = Features<4>, Out = Features<4>> + Clone + PartialEq,
        {
            input: [f64; 4],
            inner: L,
            Softmax,
        }
    }
    assert!(is::<Any<Plain>, head::Softmax>());
    assert_eq!(Any::<Plain>::zeros().forward(&[1.0; 4]), [0.25; 4]);
}

/// Networks of equal layers, one with a part of them in a network or block of its own: the same bits, whatever head the part has
/// and wherever it stands, in every pass.
mod parts {
    use nn_core::prelude::*;

    /// Three steps of each trainer from the same weights; outputs, and everything learned.
    fn run<N: Network<Scalar = f32, Batch = AnySize> + Layer<f32, In = Features<3>, Out = Features<2>>>() -> Vec<f32> {
        let mut net = N::new(5);
        let inputs = [[0.5, -1.0, 2.0], [1.5, 0.25, -0.75], [-2.0, 1.0, 0.0]];
        let targets = [[0.25, 0.75], [1.0, 0.0], [0.5, 0.5]];
        let mut bits = Vec::new();
        let mut fused = FusedTrainer::new(&net, MeanSquaredError, Sgd::new(0.2));
        let mut trainer = Trainer::new(&net, MeanSquaredError, Sgd::new(0.2));
        for _ in 0..3 {
            trainer.step(&mut net, &inputs, &targets).unwrap();
            fused.step(&mut net, &inputs[0], &targets[0]).unwrap();
            let mut tape = Tape::<N>::new(1);
            bits.extend(net.record(&inputs[1], &mut tape));
            let by_input = net.backward(&tape, &targets[1], &mut N::gradients());
            bits.extend(by_input);
            bits.extend(net.forward(&inputs[2]));
        }
        let mut outputs = [[0.0; 2]; 9];
        net.forward_batch(&[inputs[1]; 9], &mut outputs);
        bits.extend(outputs.as_flattened());
        net.visit(&mut |_, values: &[f32]| bits.extend(values));
        bits
    }

    /// Bits; but the way back of `LogSigmoid` reads its input in a line, and its output as a head, and rounds otherwise.
    #[track_caller]
    fn same(a: Vec<f32>, b: Vec<f32>, off: f32) {
        assert_eq!(a.len(), b.len());
        let near = |(a, b): (&f32, &f32)| a.to_bits() == b.to_bits() || (a - b).abs() <= off;
        assert!(a.iter().zip(&b).all(near), "{a:?} {b:?}");
    }

    macro_rules! each_head {
        ($($module:ident $head:ident $off:literal)*) => { $(
            mod $module {
                use super::*;
                network! { struct Part { input: [f32; 3], a: Dense(4), $head } }
                network! { struct Behind { input: [f32; 4], Tanh, b: Dense(2), $head } }
                network! { struct Flat { input: [f32; 3], a: Dense(4), $head, b: Dense(2), Tanh } }
                network! { struct Block { input: [f32; 3], part: Chain { a: Dense(4), $head }, b: Dense(2), Tanh } }
                network! { struct Own { input: [f32; 3], part: Part, b: Dense(2), Tanh } }
                network! { struct FlatEnd { input: [f32; 3], a: Dense(4), $head, Tanh, b: Dense(2), $head } }
                network! { struct OwnEnd { input: [f32; 3], part: Part, behind: Behind } }
                network! { struct Twice { input: [f32; 3], part: Chain { part: Part, shape: [f32; 4] }, end: Chain { behind: Behind } } }
                network! { struct FlatSlope { input: [f32; 3], a: Dense(4), $head, slope: Prelu, b: Dense(2) } }
                network! { struct OwnSlope { input: [f32; 3], part: Part, slope: Prelu, b: Dense(2) } }

                #[test]
                fn wherever_it_stands() {
                    let flat = run::<Flat>();
                    same(run::<Block>(), flat.clone(), $off);
                    same(run::<Own>(), flat, $off);
                    let flat = run::<FlatEnd>();
                    same(run::<OwnEnd>(), flat.clone(), $off);
                    same(run::<Twice>(), flat, $off);
                    same(run::<OwnSlope>(), run::<FlatSlope>(), $off);
                }
            }
        )* };
    }
    each_head!(softmax Softmax 0.0 log_softmax LogSoftmax 0.0 sigmoid Sigmoid 0.0 log_sigmoid LogSigmoid 1e-5 tanh Tanh 0.0);

    network! { struct One { input: [f32; 3], a: Dense(1), Sigmoid } }
    network! { struct Other { input: [f32; 3], a: Dense(1), Tanh } }
    network! { struct Joined { input: [f32; 3], both: Dense(2), Sigmoid } }
    network! { struct SideBySide { input: [f32; 3], both: Concat { one: Chain { a: One, shape: [f32; 1] }, two: Chain { a: One, shape: [f32; 1] } } } }
    network! { struct Branches { input: [f32; 3], both: Concat { Chain { one: Dense(1), Sigmoid }, Chain { two: Dense(1), Sigmoid } } } }
    network! { struct Unlike { input: [f32; 3], both: Concat { one: Chain { a: One, shape: [f32; 1] }, two: Chain { a: Other, shape: [f32; 1] } } } }
    network! { struct UnlikeBlocks { input: [f32; 3], both: Concat { Chain { one: Dense(1), Sigmoid }, Chain { two: Dense(1), Tanh } } } }
    network! { struct Added { input: [f32; 3], both: Sum { one: Two, two: Two } } }
    network! { struct AddedBlocks { input: [f32; 3], both: Sum { Chain { a: Dense(2), Softmax }, Chain { a: Dense(2), Softmax } } } }
    network! { struct Two { input: [f32; 3], a: Dense(2), Softmax } }

    #[test]
    fn in_branches() {
        same(run::<SideBySide>(), run::<Branches>(), 0.0);
        same(run::<Unlike>(), run::<UnlikeBlocks>(), 0.0);
        same(run::<Added>(), run::<AddedBlocks>(), 0.0);
    }

    /// Sigmoids side by side, each in a network of its own, are one head: the loss takes its place, and learns as it would from
    /// one layer with the same weights.
    #[test]
    fn sigmoids_side_by_side_are_one_head() {
        let (mut whole, mut parts) = (Joined::new(1), SideBySide::zeros());
        for i in 0..3 {
            parts.both.one.a.a.weight[i] = [whole.both.weight[i][0]];
            parts.both.two.a.a.weight[i] = [whole.both.weight[i][1]];
        }
        let x = [0.5, -1.0, 2.0];
        let before = whole.forward(&x);
        let mut first = Trainer::new(&whole, BinaryCrossEntropy, Sgd::new(0.5));
        let mut second = Trainer::new(&parts, BinaryCrossEntropy, Sgd::new(0.5));
        for _ in 0..5 {
            let near = |a: f32, b: f32| assert!((a - b).abs() < 1e-6, "{a} {b}");
            whole.forward(&x).into_iter().zip(parts.forward(&x)).for_each(|(a, b)| near(a, b));
            let loss = first.step(&mut whole, &[x], &[[1.0, 0.0]]).unwrap();
            near(second.step(&mut parts, &[x], &[[1.0, 0.0]]).unwrap(), loss);
        }
        assert!(whole.forward(&x)[0] > before[0]);
    }
}

/// Probabilities under a shape that ends in another size are no head of a loss of classes, and still they are computed and learned.
#[test]
fn probabilities_under_another_shape() -> Result<(), TrainError> {
    network! { struct Viewed { input: [f64; 3], a: Dense(4), Softmax, Reshape((2, 2)) } }
    network! { struct AsTheyAre { input: [f64; 3], a: Dense(4), Softmax } }
    let (mut viewed, mut plain) = (Viewed::new(1), AsTheyAre::new(1));
    let (x, target) = ([1.0, 2.0, 3.0], [0.1, 0.2, 0.3, 0.4]);
    let mut first = Trainer::new(&viewed, MeanSquaredError, Sgd::new(0.5));
    let mut second = Trainer::new(&plain, MeanSquaredError, Sgd::new(0.5));
    for _ in 0..3 {
        assert_eq!(viewed.forward(&x).as_flattened(), plain.forward(&x));
        let (rows, targets) = ([x], [[[0.1, 0.2], [0.3, 0.4]]]);
        assert_eq!(first.step(&mut viewed, &rows, &targets)?, second.step(&mut plain, &rows, &[target])?);
    }
    assert_eq!(viewed.a.weight, plain.a.weight);
    assert!((plain.forward(&x).iter().sum::<f64>() - 1.0).abs() < 1e-12);
    Ok(())
}
