//! Networks over series, frame by frame: after `t` frames they have given what the same declaration gives of a series of `t` steps.

mod common;

use common::Numbers;
use nn_core::layer::{Lstm, LstmState};
use nn_core::prelude::*;

/// Frames between −1 and 1.
fn frames<const N: usize>(count: usize, seed: u64) -> Vec<[f64; N]> {
    let mut random = Random::new(seed);
    let mut frame = || std::array::from_fn(|_| 2.0 * random.uniform::<f64>() - 1.0);
    (0..count).map(|_| frame()).collect()
}

/// The same parameters in a network with another number of steps.
fn like<A: Network<Scalar = f64>, B: Network<Scalar = f64>>(from: &A) -> B {
    let (mut values, mut to) = (Vec::new(), B::ZERO);
    from.visit(&mut |_, slice: &[f64]| values.extend_from_slice(slice));
    let mut values = values.into_iter();
    to.visit_mut(&mut |_, slice: &mut [f64]| slice.fill_with(|| values.next().expect("as many parameters")));
    assert_eq!(values.next(), None);
    to
}

/// Declares networks over series of any length, and a test that compares every prefix of a stream with the whole of it. `each` network
/// gives a step for every frame, of which the last is compared; `last` gives one output.
macro_rules! prefixes {
    ($($test:ident: $kind:ident { $($body:tt)* })*) => { $(
        #[test]
        fn $test() {
            network! { struct Net<const STEPS: usize> { input: [f64; (STEPS, 3)], $($body)* } }
            let net = Net::<7>::new(5);
            let frames = frames::<3>(7, 9);
            let mut stream = Net::<7>::stream();
            for again in 0..2 {
                macro_rules! prefix {
                    ($steps:literal) => {{
                        let given = net.step(&mut stream, &frames[$steps - 1]).expect("an output for every frame");
                        let whole = like::<_, Net<$steps>>(&net).forward(frames[..$steps].as_array().unwrap()).numbers();
                        let want = if prefixes!(@is_each $kind) { &whole[whole.len() - given.len()..] } else { &whole[..] };
                        assert_eq!(given.as_slice(), want, "{} frames, {again}", $steps);
                    }};
                }
                prefix!(1);
                prefix!(2);
                prefix!(3);
                prefix!(4);
                prefix!(5);
                prefix!(6);
                prefix!(7);
                stream.reset();
            }
        }
    )* };
    (@is_each each) => { true };
    (@is_each last) => { false };
}

prefixes! {
    gru: each { gru: Gru(5) }
    gru_before: each { gru: Gru(4, reset = Before), Tanh }
    rnn: each { rnn: Rnn(5) }
    rnn_relu: each { rnn: Rnn(4, activation = Relu), Tanh }
    lstm: each { lstm: Lstm(5) }
    lstm_twice: last { first: Lstm(4), Gelu, second: Lstm(3, forget_bias = 2), LastStep, out: Dense(2) }
    all_three: each { beside: Concat { rnn: Rnn(2), gru: Gru(2), lstm: Lstm(2) }, around: Residual { inner: Lstm(6) }, again: Rnn(1) }
    two: each { Tanh, first: Gru(4), Gelu, Dropout(0.5), second: Gru(2, reset = Before) }
    last: last { gru: Gru(5), LastStep, hidden: Dense(4), Relu, logits: Dense(3), Softmax }
    at_once: last { Sigmoid, LastStep, hidden: Dense(4) }
    blocks: each { chain: Chain { first: Gru(4), Tanh }, around: Residual { inner: Gru(4) }, both: Sum { a: Gru(2), b: Gru(2) } }
    every_step: each { gru: Gru(4), logits: EachStep { wide: Dense(5), Relu, narrow: Dense(3), Softmax } }
    soft: each { EachStep { Tanh }, Gelu, Softmax }
    beside: last { both: Concat { a: Gru(2), Tanh, b: Gru(1, reset = Before) }, LastStep, Residual { c: Dense(6), Tanh } }
    normalised: each { before: LayerNorm, gru: Gru(4), behind: RmsNorm, each: EachStep { groups: GroupNorm(2), a: Dense(2) } }
    attends: each { attention: Attention(3, causal = true) }
    attends_twice: last { a: Attention(1, causal = true, size = 4), around: Residual { b: Attention(3, causal = true), norm: LayerNorm }, LastStep, out: Dense(2) }
    attends_behind: each { gru: Gru(4), both: Concat { #[frozen] a: Attention(2, causal = true), b: Rnn(1) }, each: EachStep { c: Dense(2) } }
    waves: each { PositionalEncoding, attention: Attention(1, causal = true), again: PositionalEncoding }
    positions: last { gru: Gru(4), Residual { Tanh, PositionalEncoding }, LastStep, out: Dense(2) }
    frozen: last { #[frozen] first: Gru(4), second: Gru(3), LastStep }
}

/// Declares networks over series, and a test that feeds their streams frame by frame: a step gives the last row of what the same
/// declaration gives of as many steps, if that has a row more than before, and nothing if not. `from` so many frames on there is a row;
/// so many there are in all.
macro_rules! rows {
    ($($test:ident: from $first:literal to ($($count:literal)*), $input:literal { $($body:tt)* })*) => { $(
        #[test]
        fn $test() {
            let frames = frames::<$input>(16, 21);
            network! { struct Longest { input: [f64; (16, $input)], $($body)* } }
            let net = Longest::new(5);
            let (mut stream, mut again) = (Longest::stream(), Longest::stream());
            let (mut given, mut rows) = (Vec::new(), 0);
            for frame in &frames {
                let step = net.step(&mut stream, frame);
                assert_eq!(step, net.step(&mut again, frame));
                given.push(step.map(|out| out.as_slice().to_vec()));
            }
            assert_eq!(given.iter().position(Option::is_some), Some($first - 1));
            macro_rules! prefix {
                ($steps:literal) => {{
                    network! { struct Net { input: [f64; ($steps, $input)], $($body)* } }
                    let whole = like::<_, Net>(&net).forward(frames[..$steps].as_array().unwrap());
                    let want = if whole.len() > rows { whole.last().map(|row| row.to_vec()) } else { None };
                    match (&given[$steps - 1], &want) {
                        (Some(given), Some(want)) => {
                            let close = given.iter().zip(want).all(|(a, b)| (a - b).abs() < 1e-12);
                            assert!(close, "{} frames: {given:?}, not {want:?}", $steps);
                        }
                        (given, want) => assert_eq!(given, want, "{} frames", $steps),
                    }
                    assert!(whole.len() - rows <= 1, "{} frames", $steps);
                    rows = whole.len();
                }};
            }
            $(prefix!($count);)*
            assert_eq!(given.iter().flatten().count(), rows);
            stream.reset();
            let anew: Vec<_> = frames.iter().map(|frame| net.step(&mut stream, frame).map(|out| out.to_vec())).collect();
            assert_eq!(anew, given);
        }
    )* };
}

rows! {
    causal: from 1 to (1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16), 3 { a: Conv1d(4, kernel = 3, padding = Causal) }
    one: from 1 to (1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16), 1 { a: Conv1d(2, kernel = 1), Tanh }
    one_of_three: from 1 to (1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16), 2 { a: Conv1d(2, kernel = 1, stride = 3, bias = false) }
    causal_strides: from 1 to (1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16), 2 { a: Conv1d(3, kernel = 4, stride = 3, padding = Causal) }
    causal_apart: from 1 to (1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16), 2 { a: Conv1d(3, kernel = 3, dilation = 4, padding = Causal), Gelu }
    causal_apart_strides: from 1 to (1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16), 2 { a: Conv1d(3, kernel = 2, stride = 2, dilation = 3, padding = Causal) }
    valid: from 4 to (4 5 6 7 8 9 10 11 12 13 14 15 16), 3 { a: Conv1d(2, kernel = 4) }
    valid_strides: from 3 to (3 4 5 6 7 8 9 10 11 12 13 14 15 16), 3 { a: Conv1d(2, kernel = 3, stride = 2) }
    valid_leaps: from 2 to (2 3 4 5 6 7 8 9 10 11 12 13 14 15 16), 3 { a: Conv1d(2, kernel = 2, stride = 5) }
    valid_apart: from 7 to (7 8 9 10 11 12 13 14 15 16), 3 { a: Conv1d(2, kernel = 3, dilation = 3, stride = 2) }
    some_before: from 3 to (3 4 5 6 7 8 9 10 11 12 13 14 15 16), 2 { a: Conv1d(3, kernel = 3, dilation = 2, padding = (2, 0)) }
    largest: from 3 to (3 4 5 6 7 8 9 10 11 12 13 14 15 16), 2 { MaxPool1d(3) }
    largest_overlapping: from 1 to (1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16), 2 { MaxPool1d(3, stride = 2, padding = Causal) }
    mean: from 2 to (2 3 4 5 6 7 8 9 10 11 12 13 14 15 16), 2 { AveragePool1d(2) }
    mean_overlapping: from 2 to (2 3 4 5 6 7 8 9 10 11 12 13 14 15 16), 2 { AveragePool1d(4, stride = 1, padding = (2, 0)), Tanh }
    by_channel: from 5 to (5 6 7 8 9 10 11 12 13 14 15 16), 2 { a: DepthwiseConv1d(3, dilation = 2, multiplier = 2), Tanh }
    separable: from 1 to (1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16), 3 { a: DepthwiseConv1d(4, stride = 2, padding = Causal), b: Conv1d(2, kernel = 1), Relu }
    two_in_a_row: from 1 to (1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16), 2 { a: Conv1d(3, kernel = 3, padding = Causal), Relu, b: Conv1d(2, kernel = 2, dilation = 2, padding = Causal) }
    two_with_strides: from 5 to (5 6 7 8 9 10 11 12 13 14 15 16), 2 { a: Conv1d(3, kernel = 3, stride = 2), Tanh, b: Conv1d(2, kernel = 2, stride = 2) }
    behind_strides: from 4 to (4 5 6 7 8 9 10 11 12 13 14 15 16), 2 { a: Conv1d(3, kernel = 2), MaxPool1d(3, stride = 2), b: Gru(2), c: Conv1d(2, kernel = 2, padding = Causal) }
    around: from 1 to (1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16), 2 { block: Residual { a: Conv1d(2, kernel = 3, padding = Causal), Tanh }, AveragePool1d(2, padding = Causal) }
    side_by_side: from 3 to (3 4 5 6 7 8 9 10 11 12 13 14 15 16), 2 { all: Concat { a: Conv1d(2, kernel = 3), Chain { b: Conv1d(3, kernel = 2), Relu, MaxPool1d(2, stride = 1) }, c: Conv1d(1, kernel = 2, dilation = 2) }, Tanh }
    added_behind_strides: from 3 to (3 4 5 6 7 8 9 10 11 12 13 14 15 16), 2 { AveragePool1d(2, stride = 1), both: Sum { a: Conv1d(2, kernel = 2, stride = 2), MaxPool1d(2) }, d: Gru(2) }
}

network! { struct Spoken { input: [f64; (9, 2)], heard: Conv1d(3, kernel = 3, stride = 2), Relu, Flatten, logits: Dense(2), Softmax } }
network! { struct Loudest { input: [f64; (9, 2)], heard: Conv1d(3, kernel = 3), both: Concat { GlobalMaxPool, Chain { state: Gru(2), LastStep } } } }

/// What slides over windows gives something for every step of theirs; a branch that waits does not keep frames from another.
#[test]
fn what_slides_over_windows() {
    let (net, frames) = (Spoken::new(3), frames::<2>(15, 8));
    let mut stream = Spoken::stream();
    for (at, frame) in frames.iter().enumerate() {
        let want = (at >= 8 && at % 2 == 0).then(|| net.forward(frames[at - 8..].first_chunk().unwrap()));
        let given = net.step(&mut stream, frame);
        assert_eq!(given.is_some(), want.is_some(), "{at}");
        assert!(given.iter().flatten().zip(want.iter().flatten()).all(|(a, b)| (a - b).abs() < 1e-12), "{at}");
    }
    let net = Loudest::new(3);
    let mut stream = Loudest::stream();
    let given: Vec<_> = frames[..9].iter().map(|frame| net.step(&mut stream, frame)).collect();
    assert!(given[..8].iter().all(Option::is_none));
    let want = net.forward(frames.first_chunk().unwrap());
    assert!(given[8].is_some_and(|given| given.iter().zip(want).all(|(a, b)| (a - b).abs() < 1e-12)), "{given:?}");
}

network! { struct Remembers { input: [f32; (20, 10)], a: Conv1d(4, kernel = 3, dilation = 2, padding = Causal), MaxPool1d(2) } }

/// Frames that windows still see, and where they stand: nothing more.
#[test]
fn windows_remember_what_they_see() {
    let words = 3 * size_of::<usize>();
    assert_eq!(Remembers::STREAM_BYTES, (3 * 2 * 10 * 4 + words) + (2 * 4 * 4 + words));
}

network! { struct HeardBy<T: Scalar, const STEPS: usize, const UNITS: usize> { input: [T; (STEPS, 2)], a: Conv1d(UNITS, kernel = 3, padding = Causal), LastStep } }
const KERNEL: usize = 2;
network! { struct ByConstants { input: [f64; (8, 2)], a: Conv1d(3, kernel = 2 * KERNEL, dilation = KERNEL, padding = Causal), b: Conv1d(1, kernel = KERNEL, stride = KERNEL), LastStep } }

#[test]
fn windows_of_any_size() {
    let (net, frames) = (HeardBy::<f64, 5, 3>::new(1), frames::<2>(8, 3));
    let mut stream = HeardBy::<f64, 5, 3>::stream();
    let given: Vec<_> = frames[..5].iter().map(|frame| net.step(&mut stream, frame)).collect();
    assert_eq!(given[4], Some(net.forward(frames.first_chunk().unwrap())));
    let (net, mut stream) = (ByConstants::new(1), ByConstants::stream());
    let given: Vec<_> = frames.iter().map(|frame| net.step(&mut stream, frame)).collect();
    assert_eq!(given.iter().flatten().count(), 4);
    assert_eq!(given[7], Some(net.forward(frames.as_array().unwrap())));
}

network! { struct Flat { input: [f64; (4, 3)], gru: Gru(2), Flatten, hidden: Dense(5), Tanh, logits: Dense(2), Softmax } }
network! { struct Mean { input: [f64; (4, 3)], Tanh, GlobalAveragePool, logits: Dense(2) } }
network! { struct Largest { input: [f64; (4, 3)], GlobalMaxPool, Tanh, logits: Dense(2) } }
network! { struct Inner { input: [f64; (4, 3)], gru: Gru(2), Tanh } }
network! { struct Outer { input: [f64; (4, 3)], inner: Inner, states: [f64; (4, 2)], Flatten, logits: Dense(2), Reshape((1, 2)) } }

network! { #[batch(4)] struct Normed<const STEPS: usize> { input: [f64; (STEPS, 3)], norm: BatchNorm, gru: Gru(4), again: BatchNorm } }

/// At inference statistics stand still, so that a step needs no other.
#[test]
fn batch_norm_goes_along() {
    let (mut net, frames) = (Normed::<5>::new(5), frames::<3>(5, 9));
    (net.norm.mean, net.norm.variance, net.again.scale) = ([0.5, -0.25, 1.0], [4.0, 0.25, 2.0], [2.0, 1.0, -1.0, 0.5]);
    let (mut stream, whole) = (Normed::<5>::stream(), net.forward(frames.as_array().unwrap()));
    let folded = net.folded();
    let (mut other, close) = (NormedFolded::<5>::stream(), |a: f64, b: f64| (a - b).abs() < 1e-12);
    for (frame, want) in frames.iter().zip(whole) {
        assert_eq!(net.step(&mut stream, frame), Some(want));
        let step = folded.step(&mut other, frame).expect("an output for every frame");
        assert!(step.iter().zip(want).all(|(&step, want)| close(step, want)), "{step:?}");
    }
}

/// What needs a whole series slides over the last ones, and gives nothing before there are as many. (The state of a recurrent layer goes
/// on; it is compared where it has not.)
#[test]
fn what_needs_a_whole_series_slides() {
    let frames = frames::<3>(9, 1);
    let (mean, largest) = (Mean::new(3), Largest::new(3));
    let (mut of_mean, mut of_largest) = (Mean::stream(), Largest::stream());
    for (at, frame) in frames.iter().enumerate() {
        let given = (mean.step(&mut of_mean, frame), largest.step(&mut of_largest, frame));
        let whole = at.checked_sub(3).and_then(|first| frames[first..].first_chunk());
        assert_eq!(given, (whole.map(|x| mean.forward(x)), whole.map(|x| largest.forward(x))), "{at}");
    }
    let (flat, outer) = (Flat::new(3), Outer::new(4));
    let (mut of_flat, mut of_outer) = (Flat::stream(), Outer::stream());
    for frame in &frames[..3] {
        assert_eq!((flat.step(&mut of_flat, frame), outer.step(&mut of_outer, frame)), (None, None));
    }
    let whole = frames.first_chunk().unwrap();
    assert_eq!(flat.step(&mut of_flat, &frames[3]), Some(flat.forward(whole)));
    assert_eq!(outer.step(&mut of_outer, &frames[3]), Some(outer.forward(whole)));
    assert!(flat.step(&mut of_flat, &frames[4]).is_some());
}

/// A state can be read, kept and set, and takes as many bytes as is said.
#[test]
fn a_state_is_the_users() {
    let (net, frames) = (Flat::new(3), frames::<3>(6, 1));
    let mut stream = Flat::stream();
    for frame in &frames[..4] {
        net.step(&mut stream, frame);
    }
    let mut state = [0.0; 2];
    frames[..4].iter().for_each(|frame| net.gru.step(frame, &mut state));
    assert_eq!(stream.gru, state);
    let mut kept = stream.clone();
    assert_eq!(net.step(&mut stream, &frames[4]), net.step(&mut kept, &frames[4]));
    assert_eq!(Inner::STREAM_BYTES, 2 * 8);
    assert_eq!(format!("{stream:?}"), "FlatStream");
    stream.reset();
    assert_eq!((stream.gru, net.step(&mut stream, &frames[0])), ([0.0; 2], None));
}

network! { struct OfTwoParts { input: [f64; (4, 3)], lstm: Lstm(2), rnn: Rnn(3), LastStep } }

/// So is that of an LSTM, which has two parts; as many bytes as both.
#[test]
fn a_state_of_two_parts() {
    let (net, frames) = (OfTwoParts::new(3), frames::<3>(4, 1));
    let mut stream = OfTwoParts::stream();
    let (mut lstm, mut rnn) = (LstmState { hidden: [0.0; 2], cell: [0.0; 2] }, [0.0; 3]);
    for frame in &frames {
        net.step(&mut stream, frame);
        net.lstm.step(frame, &mut lstm);
        net.rnn.step(&lstm.hidden, &mut rnn);
    }
    assert_eq!((stream.lstm, stream.rnn), (lstm, rnn));
    assert_eq!(OfTwoParts::STREAM_BYTES, (2 + 2 + 3) * 8);
    stream.lstm.cell = [0.0; 2];
    assert_ne!(net.step(&mut stream, &frames[0]), net.step(&mut OfTwoParts::stream(), &frames[0]));
    stream.reset();
    assert_eq!(net.step(&mut stream, &frames[0]), net.step(&mut OfTwoParts::stream(), &frames[0]));
}

network! { struct Attends { input: [f64; (4, 4)], before: MaxPool1d(2), attention: Attention(2, causal = true), LastStep } }

/// Keys and values have places for as many steps as the series has; behind them nothing comes until the stream is reset.
#[test]
fn attention_ends_with_its_series() {
    let (net, frames) = (Attends::new(3), frames::<4>(9, 1));
    let mut stream = Attends::stream();
    for _ in 0..2 {
        let given: Vec<_> = frames.iter().map(|frame| net.step(&mut stream, frame)).collect();
        assert_eq!(
            given.iter().map(Option::is_some).collect::<Vec<_>>(),
            (1..=9).map(|at| at == 2 || at == 4).collect::<Vec<_>>()
        );
        assert_eq!(given[3], Some(net.forward(frames[..4].as_array().unwrap())));
        assert_eq!((stream.attention.seen, stream.attention.keys.len()), (2, 2));
        stream.reset();
    }
}

network! { struct Places { input: [f64; (3, 4)], PositionalEncoding, positions: PositionEmbedding } }

/// Places are counted along a stream, as many as there are.
#[test]
fn positions_end_with_their_series() {
    let (net, frames) = (Places::new(3), frames::<4>(5, 1));
    let mut stream = Places::stream();
    for _ in 0..2 {
        let given: Vec<_> = frames.iter().map_while(|frame| net.step(&mut stream, frame)).collect();
        assert_eq!(given, net.forward(frames[..3].as_array().unwrap()));
        assert_eq!((stream.positions, net.step(&mut stream, &frames[0])), (3, None));
        stream.reset();
    }
}

network! { struct ForgetsLittle { input: [f32; (4, 3)], first: Lstm(2, forget_bias = 2.5), second: Lstm(2) } }

#[test]
fn what_a_forget_gate_begins_with() {
    let net = ForgetsLittle::new(1);
    assert_eq!((net.first.bias[Lstm::FORGET], net.second.bias[Lstm::FORGET]), ([2.5; 2], [1.0; 2]));
    assert_eq!(net.first.bias[Lstm::INPUT], [0.0; 2]);
    assert_ne!(net.first.weight[0][0], [0.0; 2]);
}

network! { struct Generic<T: Scalar, const STEPS: usize, const UNITS: usize> { input: [T; (STEPS, 2)], gru: Gru(UNITS), LastStep, out: Dense(UNITS), Tanh } }

#[test]
fn generic_networks() {
    let net = Generic::<f32, 4, 3>::new(1);
    let mut stream = Generic::<f32, 4, 3>::stream();
    let frames = [[0.5f32, -1.0], [0.25, 0.0], [1.0, 1.0], [-0.5, 2.0]];
    let given: Vec<_> = frames.iter().map(|frame| net.step(&mut stream, frame)).collect();
    assert_eq!(given[3], Some(net.forward(&frames)));
    assert_eq!(Generic::<f32, 4, 3>::STREAM_BYTES, 3 * 4);
}

network! { struct Gathers { input: [f64; (4, 3)], first: Chain { Flatten, a: Dense(8), Reshape((4, 2)) }, Tanh, gru: Gru(2), LastStep } }
network! { struct Mixes { input: [f64; (4, 3)], Residual { Flatten, a: Dense(12), Reshape((4, 3)) }, LastStep } }
network! { struct Beside { input: [f64; (4, 3)], both: Concat { a: Gru(2), b: Chain { Flatten, c: Dense(8), Reshape((4, 2)) } }, LastStep } }

/// A block that makes a series of all that it gathered gives it once it has all; what is added to steps has to be steps.
#[test]
fn what_is_gathered_is_whole() {
    let (net, frames) = (Gathers::new(2), frames::<3>(6, 4));
    let mut stream = Gathers::stream();
    let given: Vec<_> = frames.iter().map(|frame| net.step(&mut stream, frame)).collect();
    let want = |first: usize| Some(net.forward(frames[first..].first_chunk().unwrap()));
    assert_eq!(given, [None, None, None, want(0), want(1), want(2)]);
    // They are networks all the same.
    assert_ne!(Mixes::new(1).forward(frames.first_chunk().unwrap()), [0.0; 3]);
    assert_ne!(Beside::new(1).forward(frames.first_chunk().unwrap()), [0.0; 4]);
}
