//! Every kernel on every instruction set of this machine, against sums in `f64`, between guards that show what is touched
//! beyond a buffer; and a block of rows against single rows.

#![allow(clippy::undocumented_unsafe_blocks)] // all of them: sizes are those of the buffers, and the machine has the level

mod convolution;

use super::*;
use crate::random::Random;

const GUARD: f32 = f32::NAN;
const GUARDS: usize = 17;

/// Numbers between guards, which cannot be added to anything unseen.
#[derive(Clone)]
struct Guarded(Vec<f32>);

impl Guarded {
    fn of(n: usize, mut value: impl FnMut() -> f32) -> Self {
        let guards = || std::iter::repeat_n(GUARD, GUARDS);
        let values: Vec<f32> = std::iter::repeat_with(&mut value).take(n).collect();
        Guarded(guards().chain(values).chain(guards()).collect())
    }
    fn random(n: usize, random: &mut Random) -> Self {
        Self::of(n, || random.uniform::<f32>() * 2.0 - 1.0)
    }
    fn values(&self) -> &[f32] {
        &self.0[GUARDS..self.0.len() - GUARDS]
    }
    fn at(&mut self) -> *mut f32 {
        self.0[GUARDS..].as_mut_ptr()
    }
    #[track_caller]
    fn whole(&self) {
        let ends = [&self.0[..GUARDS], &self.0[self.0.len() - GUARDS..]];
        assert!(ends.as_flattened_guards(), "a guard is overwritten");
        assert!(self.values().iter().all(|value| !value.is_nan()), "a guard was read, or nothing written");
    }
}

trait Ends {
    fn as_flattened_guards(&self) -> bool;
}
impl Ends for [&[f32]; 2] {
    fn as_flattened_guards(&self) -> bool {
        self.iter().all(|end| end.iter().all(|value| value.to_bits() == GUARD.to_bits()))
    }
}

/// Those that this machine has.
fn levels() -> Vec<Level> {
    #[cfg(target_arch = "x86_64")]
    let wider = [
        (std::is_x86_feature_detected!("avx2") && std::is_x86_feature_detected!("fma"), Level::Avx2),
        (std::is_x86_feature_detected!("avx512f"), Level::Avx512),
    ];
    #[cfg(not(target_arch = "x86_64"))]
    let wider: [(bool, Level); 0] = [];
    let wider = wider.into_iter().filter_map(|(has, level)| has.then_some(level));
    [Level::Least].into_iter().chain(wider).collect()
}

/// `--cfg vectors="…"` is what tests of whole networks are run with, see `.ci/run`.
#[test]
fn vectors_are_those_asked_for() {
    assert!(levels().contains(&level()));
    if cfg!(vectors = "sse2") {
        assert_eq!(level(), Level::Least);
    }
    #[cfg(all(target_arch = "x86_64", vectors = "avx2"))]
    assert_ne!(level(), Level::Avx512);
}

#[track_caller]
fn near(got: f32, want: f64, terms: usize, what: impl std::fmt::Debug) {
    let most = 1e-7 * (terms as f64 + 4.0);
    assert!((f64::from(got) - want).abs() <= most, "{what:?}: {got}, not {want}");
}

/// Sizes: all small ones, and some around the borders of tiles; fewer without optimisation. All numbers of rows take turns.
fn sizes() -> impl Iterator<Item = [usize; 3]> {
    let step = if cfg!(debug_assertions) { 7 } else { 1 };
    let small = (1..=40).flat_map(|inputs| (1..=70).map(move |outputs| [inputs, outputs]));
    let large =
        [1, 3, 16, 17].into_iter().flat_map(|inputs| (71..=300).step_by(3).map(move |outputs| [inputs, outputs]));
    let large = large.chain([[100, 50], [64, 100], [300, 1], [130, 128]]);
    let rows = |(at, [inputs, outputs]): (usize, [usize; 2])| [1, 1 + at % 17, 8].map(|rows| [inputs, outputs, rows]);
    // The last ones do not stay near the processor.
    small.chain(large).enumerate().step_by(step).flat_map(rows).chain([
        [660, 300, 2],
        [660, 300, 10],
        [401, 512, 1],
        [4100, 49, 1],
    ])
}

struct Case {
    weight: Guarded,
    bias: Guarded,
    x: Guarded,
    grad_out: Guarded,
}

fn case([inputs, outputs, rows]: [usize; 3], random: &mut Random) -> Case {
    let mut of = |n| Guarded::random(n, random);
    Case { weight: of(inputs * outputs), bias: of(outputs), x: of(rows * inputs), grad_out: of(rows * outputs) }
}

#[test]
fn forward() {
    let mut random = Random::new(1);
    for size @ [inputs, outputs, rows] in sizes() {
        let Case { mut weight, mut bias, mut x, .. } = case(size, &mut random);
        for (level, biased) in levels().into_iter().flat_map(|level| [(level, true), (level, false)]) {
            let mut run = |rows, x, floor| {
                let mut out = Guarded::of(rows * outputs, || GUARD);
                let bias = if biased { bias.at() } else { null_mut() };
                let (weight, to) = (weight.at(), out.at());
                unsafe {
                    match (outputs, rows) {
                        (1, _) => of_level!(level, column)(weight, bias, x, to, floor, inputs, rows),
                        (_, 1) => of_level!(level, row)(weight, bias, x, to, floor, inputs, outputs),
                        _ => of_level!(level, rows)(weight, bias, x, to, floor, inputs, outputs, rows),
                    }
                }
                out.whole();
                out
            };
            let block = run(rows, x.at(), f32::NEG_INFINITY);
            let floored = block.values().iter().map(|&out| f32::max(out, 0.0));
            assert!(floored.eq(run(rows, x.at(), 0.0).values().iter().copied()), "floor: {size:?} {level:?}");
            for row in 0..rows {
                let single = run(1, unsafe { x.at().add(row * inputs) }, f32::NEG_INFINITY);
                let out = &block.values()[row * outputs..][..outputs];
                assert_eq!(single.values(), out, "row {row}: {size:?} {level:?}");
            }
            for (at, &out) in block.values().iter().enumerate() {
                let (row, o) = (at / outputs, at % outputs);
                let start = if biased { f64::from(bias.values()[o]) } else { 0.0 };
                let sum: f64 = (0..inputs)
                    .map(|i| f64::from(x.values()[row * inputs + i]) * f64::from(weight.values()[i * outputs + o]))
                    .sum();
                near(out, start + sum, inputs, (size, level));
            }
        }
        [weight, bias, x].iter().for_each(Guarded::whole);
    }
}

/// Wherever in a line of memory a weight begins, the bits are the same, and nothing else is touched.
#[test]
fn forward_from_every_address() {
    let mut random = Random::new(3);
    for [inputs, outputs] in [[86, 48], [67, 64], [32, 128], [29, 144], [17, 256], [9, 640], [128, 128]] {
        let Case { weight, mut bias, mut x, .. } = case([inputs, outputs, 1], &mut random);
        for (level, biased) in levels().into_iter().flat_map(|level| [(level, true), (level, false)]) {
            let mut run = |lead: usize, floor| {
                let mut moved = Guarded::of(inputs * outputs + 32, || GUARD);
                let place = moved.at();
                let at = place.align_offset(64) + lead;
                let (bias, mut out) = (if biased { bias.at() } else { null_mut() }, Guarded::of(outputs, || GUARD));
                unsafe {
                    place.add(at).copy_from(weight.values().as_ptr(), inputs * outputs);
                    of_level!(level, row)(place.add(at), bias, x.at(), out.at(), floor, inputs, outputs);
                }
                out.whole();
                out.values().to_vec()
            };
            let want = run(0, f32::NEG_INFINITY);
            for lead in 1..16 {
                assert_eq!(run(lead, f32::NEG_INFINITY), want, "{inputs} {outputs} at {lead}: {level:?}");
                let floored: Vec<f32> = want.iter().map(|&out| out.max(0.0)).collect();
                assert_eq!(run(lead, 0.0), floored, "{inputs} {outputs} at {lead}: {level:?}");
            }
        }
        [weight, bias, x].iter().for_each(Guarded::whole);
    }
}

/// `Σₒ weight[i][o] · grad_out[r][o]`
fn grad_x(case: &Case, [inputs, outputs, _]: [usize; 3], at: usize) -> f64 {
    let (row, i) = (at / inputs, at % inputs);
    let pairs = case.weight.values()[i * outputs..][..outputs].iter().zip(&case.grad_out.values()[row * outputs..]);
    pairs.map(|(&weight, &grad_out)| f64::from(weight) * f64::from(grad_out)).sum()
}

/// `Σᵣ x[r][i] · grad_out[r][o]`
fn grad_weight(case: &Case, [inputs, outputs, rows]: [usize; 3], at: usize) -> f64 {
    let (i, o) = (at / outputs, at % outputs);
    let terms = (0..rows).map(|row| (case.x.values()[row * inputs + i], case.grad_out.values()[row * outputs + o]));
    terms.map(|(x, grad_out)| f64::from(x) * f64::from(grad_out)).sum()
}

#[test]
fn backward() {
    let mut random = Random::new(2);
    for size @ [inputs, outputs, rows] in sizes() {
        let mut case = case(size, &mut random);
        for level in levels() {
            let (weight, x) = (case.weight.at(), case.x.at());
            let mut grad_out = case.grad_out.clone();
            let mut run = |rows, first: usize| {
                let mut grad_x = Guarded::of(rows * inputs, || GUARD);
                let grad_out = unsafe { grad_out.at().add(first * outputs).cast_const() };
                unsafe { of_level!(level, input)(weight, grad_out, grad_x.at(), inputs, outputs, rows) }
                grad_x.whole();
                grad_x
            };
            let block = run(rows, 0);
            for row in 0..rows {
                let got = &block.values()[row * inputs..][..inputs];
                assert_eq!(run(1, row).values(), got, "row {row}: {size:?} {level:?}");
            }
            for (at, &got) in block.values().iter().enumerate() {
                near(got, grad_x(&case, size, at), outputs, (size, level));
            }

            let start = Guarded::random(inputs * outputs, &mut random);
            let run = |gradient: &mut Guarded, rows, row: usize, first: bool| {
                let mut own = case.grad_out.clone();
                let grad_out = unsafe { own.at().add(row * outputs).cast_const() };
                let (weight, x) = (gradient.at(), unsafe { x.add(row * inputs) });
                unsafe { of_level!(level, weight)(weight, x, grad_out, inputs, outputs, rows, first) }
                gradient.whole();
            };
            let (mut block, mut singles) = (start.clone(), start.clone());
            run(&mut block, rows, 0, false);
            (0..rows).for_each(|row| run(&mut singles, 1, row, false));
            assert_eq!(block.values(), singles.values(), "{size:?} {level:?}");
            for (at, (&got, &start)) in block.values().iter().zip(start.values()).enumerate() {
                near(got, f64::from(start) + grad_weight(&case, size, at), rows, (size, level));
            }
            // The first rows set what is there, and be it no number; as adding to zeros does.
            let (mut first, mut added) =
                (Guarded::of(inputs * outputs, || f32::NAN), Guarded::of(inputs * outputs, || 0.0));
            run(&mut first, rows, 0, true);
            run(&mut added, rows, 0, false);
            assert_eq!(first.values(), added.values(), "first: {size:?} {level:?}");

            let start = Guarded::random(outputs, &mut random);
            let mut bias = start.clone();
            let grad_out = grad_out.at().cast_const();
            unsafe { of_level!(level, bias)(bias.at(), grad_out, outputs, rows) }
            bias.whole();
            for (o, (&got, &start)) in bias.values().iter().zip(start.values()).enumerate() {
                let sum: f32 = (0..rows).fold(start, |sum, row| sum + case.grad_out.values()[row * outputs + o]);
                assert_eq!(got, sum);
            }
        }
        [case.weight, case.x, case.grad_out].iter().for_each(Guarded::whole);
    }
}

#[test]
fn descent() {
    let mut random = Random::new(3);
    for size @ [inputs, outputs, rows] in sizes() {
        let mut case = case(size, &mut random);
        for (level, wanted) in levels().into_iter().flat_map(|level| [(level, true), (level, false)]) {
            let (mut weight, mut gradient) = (case.weight.clone(), Guarded::of(rows * inputs, || GUARD));
            let to = if wanted { gradient.at() } else { null_mut() };
            let (x, grad_out) = (case.x.at(), case.grad_out.at());
            unsafe { of_level!(level, descend)(weight.at(), x, grad_out, to, inputs, outputs, rows, 0.25) }
            weight.whole();
            if wanted {
                gradient.whole();
                for (at, &got) in gradient.values().iter().enumerate() {
                    near(got, grad_x(&case, size, at), outputs, (size, level));
                }
            }
            for (at, (&got, &start)) in weight.values().iter().zip(case.weight.values()).enumerate() {
                near(got, f64::from(start) - 0.25 * grad_weight(&case, size, at), rows, (size, level));
            }
        }
        [case.weight, case.x, case.grad_out].iter().for_each(Guarded::whole);
    }
}

type Exact = fn(f64) -> f64;

/// What they are by definition, in `f64`, and by how many units they may be off: anywhere, and from −1 upwards. Below that a sigmoid is
/// e to the power of what it is taken of, whose rounding grows with it.
const CURVES: [(Curve, Exact, [f64; 2]); 15] = [
    (Curve::Relu, |x| if x < 0.0 { 0.0 } else { x }, [0.0; 2]),
    (Curve::Sigmoid, sigmoid, [2.0; 2]),
    (Curve::Tanh, f64::tanh, [2.0; 2]),
    (Curve::Gelu, |x| x * likelihood(x), [7.0, 5.0]),
    (Curve::GeluTanh, |x| x * sigmoid(twice_inner(x)), [250.0, 3.0]),
    (Curve::Silu(1.0), |x| x * sigmoid(x), [2.5, 2.0]),
    (Curve::Silu(-0.5), |x| x * sigmoid(-0.5 * x), [2.5; 2]),
    (Curve::Silu(1.5), |x| x * sigmoid(f64::from(1.5 * x as f32)), [2.5, 2.0]), // a product is rounded
    (Curve::Elu(1.0), |x| if x > 0.0 { x } else { x.exp_m1() }, [2.0; 2]),
    (Curve::Elu(0.3), |x| if x > 0.0 { x } else { f64::from(0.3f32) * x.exp_m1() }, [2.0; 2]),
    (Curve::Selu, |x| if x > 0.0 { LAMBDA * x } else { LAMBDA * ALPHA * x.exp_m1() }, [3.0; 2]),
    (Curve::Softplus, softplus, [2.6; 2]),
    (Curve::Mish, |x| x * softplus(x).tanh(), [4.5; 2]),
    (Curve::LogSigmoid, |x| -softplus(-x), [2.6; 2]),
    (Curve::LogSigmoidOfOutput, |x| -softplus(-x), [2.6; 2]),
];

/// Derivatives by definition, and by how much they may be off: they cross zero.
const SLOPES: [(Curve, Exact, f64); 11] = [
    (Curve::Relu, |y| f64::from(y > 0.0), 0.0),
    (Curve::Gelu, |x| likelihood(x) + x * (-0.5 * x * x).exp() / TAU.sqrt(), 2e-7),
    (Curve::GeluTanh, |x| slope_of_gated(x, twice_inner(x), 2.0 * SCALE * (1.0 + 3.0 * 0.044715 * x * x)), 3e-7),
    (Curve::Silu(1.0), |x| slope_of_gated(x, x, 1.0), 2.5e-7),
    (Curve::Silu(1.5), |x| slope_of_gated(x, 1.5 * x, 1.5), 2.5e-7),
    (Curve::Elu(0.3), |x| if x > 0.0 { 1.0 } else { f64::from(0.3f32) * x.exp() }, 4e-8),
    (Curve::Selu, |x| if x > 0.0 { LAMBDA } else { LAMBDA * ALPHA * x.exp() }, 2e-7),
    (Curve::Softplus, sigmoid, 1e-7),
    (
        Curve::Mish,
        |x| {
            let tanh = softplus(x).tanh();
            tanh + x * sigmoid(x) * (1.0 - tanh * tanh)
        },
        3e-7,
    ),
    (Curve::LogSigmoid, |x| sigmoid(-x), 1e-7),
    (Curve::LogSigmoidOfOutput, |y| -y.exp_m1(), 6e-8),
];

const TAU: f64 = std::f64::consts::TAU;
const SCALE: f64 = 0.797_884_560_802_865_4;
const LAMBDA: f64 = 1.050_700_987_355_480_5;
const ALPHA: f64 = 1.673_263_242_354_377_2;

fn sigmoid(x: f64) -> f64 {
    if x < 0.0 { x.exp() / (1.0 + x.exp()) } else { 1.0 / (1.0 + (-x).exp()) }
}

fn softplus(x: f64) -> f64 {
    (if x < 0.0 { 0.0 } else { x }) + (-x.abs()).exp().ln_1p()
}

fn twice_inner(x: f64) -> f64 {
    2.0 * SCALE * (x + 0.044715 * x * x * x)
}

/// That of `x · σ(v(x))`.
fn slope_of_gated(x: f64, v: f64, slope: f64) -> f64 {
    let both = sigmoid(v) * sigmoid(-v);
    sigmoid(v) + if both == 0.0 { 0.0 } else { x * both * slope }
}

/// Φ(x)
fn likelihood(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// How far a result is off, in units in the last place, which is never smaller than the least number.
fn ulp(got: f32, want: f64) -> f64 {
    let nearest = (want as f32).abs();
    (f64::from(got) - want).abs() / f64::from(nearest.next_up() - nearest)
}

/// Calls a kernel of a curve, and one of its slopes.
fn curve_at(level: Level, which: Curve, values: &mut Guarded) {
    let (to, len) = (values.at(), values.values().len());
    macro_rules! call {
        (($values:ident $kept:ident $gradient:ident $n:ident $setting:ident) $([$curve:pat] $kernel:ident $($slope:ident)?;)*) => {{
            let $setting = 0.0;
            match which {
                $($curve => unsafe { of_level!(level, $kernel)(to, len, $setting) },)*
                Curve::Other => {}
            }
        }};
    }
    curves!(call!());
}

fn slope_at(level: Level, which: Curve, kept: &mut Guarded, gradient: &mut Guarded) {
    let (from, to, len) = (kept.at().cast_const(), gradient.at(), kept.values().len());
    macro_rules! call {
        (($values:ident $kept:ident $gradient:ident $n:ident $setting:ident) $([$curve:pat] $kernel:ident $($slope:ident)?;)*) => {{
            let $setting = 0.0;
            match which {
                $($($curve => unsafe { of_level!(level, $slope)(from, to, len, $setting) },)?)*
                _ => unreachable!("no such kernel"),
            }
        }};
    }
    curves!(call!());
}

/// Numbers from zero to infinity in even steps of their bits, of both signs.
fn all_over() -> Vec<f32> {
    let step = if cfg!(debug_assertions) { 9_973 } else { 929 };
    (0..=f32::INFINITY.to_bits())
        .step_by(step)
        .map(f32::from_bits)
        .chain([f32::MAX, f32::INFINITY])
        .flat_map(|x| [x, -x])
        .collect()
}

fn guarded(values: &[f32]) -> Guarded {
    let mut values = values.iter();
    Guarded::of(values.len(), || *values.next().unwrap())
}

/// Whether the smallest values are no powers.
fn exact_when_small(curve: Curve) -> bool {
    matches!(curve, Curve::Relu | Curve::Tanh | Curve::Elu(_) | Curve::Selu)
}

/// Whether it is `x` times something, which for the scalar too is ∞ · 0 at an end.
fn gated(curve: Curve) -> bool {
    matches!(curve, Curve::Gelu | Curve::GeluTanh | Curve::Silu(_) | Curve::Mish)
}

#[test]
fn curves_are_off_by_few_units() {
    let all = all_over();
    for level in levels() {
        for (curve, exact, [anywhere, near]) in CURVES {
            let mut values = guarded(&all);
            curve_at(level, curve, &mut values);
            let mut worst = [(0.0, 0.0); 2];
            for (&x, &got) in all.iter().zip(values.values()) {
                let want = exact(f64::from(x));
                // Below the smallest normal number a power may be zero, and with it what it is multiplied by.
                let least =
                    f64::from(f32::MIN_POSITIVE) * if curve == Curve::Sigmoid { 1.0 } else { 1.0 + f64::from(x.abs()) };
                let small = !exact_when_small(curve) && want.abs() < least;
                let off = if !small {
                    ulp(got, want)
                } else if f64::from(got.abs()) <= least {
                    0.0
                } else {
                    f64::INFINITY
                };
                for worst in &mut worst[..=usize::from(x >= -1.0)] {
                    if off > worst.0 {
                        *worst = (off, x);
                    }
                }
            }
            println!("{level:?} {curve:?}: {worst:?} ulp of {}", all.len());
            assert!(worst[0].0 <= anywhere && worst[1].0 <= near, "{level:?} {curve:?}: {worst:?} ulp");
        }
    }
}

#[test]
fn slopes_are_off_by_little() {
    let all = all_over();
    for level in levels() {
        for (curve, exact, most) in SLOPES {
            let of_output = curve == Curve::LogSigmoidOfOutput;
            let x = all.iter().map(|&x| if of_output { -x.abs() } else { x });
            let x: Vec<f32> = x.filter(|x| x.is_finite() || !gated(curve)).collect();
            let (mut kept, mut gradient) = (guarded(&x), Guarded::of(x.len(), || 1.0));
            slope_at(level, curve, &mut kept, &mut gradient);
            gradient.whole();
            let mut worst = (0.0, 0.0);
            for (&x, &got) in kept.values().iter().zip(gradient.values()) {
                let off = (f64::from(got) - exact(f64::from(x))).abs();
                if off > worst.0 {
                    worst = (off, x);
                }
            }
            println!("{level:?} slope of {curve:?}: {worst:?}");
            assert!(worst.0 <= most, "{level:?} slope of {curve:?}: {worst:?}");
        }
    }
}

#[test]
fn ends_of_curves() {
    let inf = f32::INFINITY;
    let x = [0.0, -0.0, inf, -inf, f32::NAN, f32::MIN_POSITIVE, -1e-45, 88.8, -88.8, -103.0, -104.5, 1e30, -1e30];
    for level in levels() {
        let run = |which| {
            let (mut left, mut values) = (x.iter(), Vec::new());
            let mut guarded = Guarded::of(x.len(), || *left.next().unwrap());
            curve_at(level, which, &mut guarded);
            values.extend_from_slice(guarded.values());
            values
        };
        let relu = run(Curve::Relu);
        assert!(relu[..4] == [0.0, 0.0, inf, 0.0] && relu[4].is_nan() && relu[6] == 0.0 && relu[11..] == [1e30, 0.0]);
        let sigmoid = run(Curve::Sigmoid);
        assert!(sigmoid[..4] == [0.5, 0.5, 1.0, 0.0] && sigmoid[4].is_nan() && sigmoid[11..] == [1.0, 0.0]);
        assert!(sigmoid[7] == 1.0 && sigmoid[8..11] == [0.0; 3]);
        let tanh = run(Curve::Tanh);
        assert!(tanh[..4] == [0.0, 0.0, 1.0, -1.0] && tanh[4].is_nan() && tanh[11..] == [1.0, -1.0]);
        assert!(tanh[1].is_sign_negative() && tanh[5] == f32::MIN_POSITIVE && tanh[6] == -1e-45);
        for (curve, exact, _) in CURVES {
            for (&x, got) in x.iter().zip(run(curve)) {
                let want = exact(f64::from(x));
                let alike = (f64::from(got) - want).abs() <= 1e-6 * want.abs() + 1e-35 || f64::from(got) == want;
                assert!(alike || got.is_nan() && want.is_nan(), "{level:?} {curve:?}: {got} at {x}, not {want}");
            }
        }
        // A ReLU passes NaN on, and what it kept is then no number, as the loss is not.
        for (curve, ..) in SLOPES.into_iter().filter(|(curve, ..)| *curve != Curve::Relu) {
            let (mut kept, mut gradient) = (guarded(&[f32::NAN; 3]), guarded(&[1.0; 3]));
            slope_at(level, curve, &mut kept, &mut gradient);
            assert!(gradient.values().iter().all(|slope| slope.is_nan()), "{level:?}: NaN is lost by {curve:?}");
        }
    }
}

/// Where they are computed depends on how many there are; so every bit is that of the scalars, ends included.
#[test]
fn slopes_of_arithmetic() {
    let mut random = Random::new(8);
    let slope = |curve, y: f32| match curve {
        Curve::Relu => f32::from(y > 0.0),
        Curve::Sigmoid => y * (1.0 - y),
        _ => 1.0 - y * y,
    };
    for level in levels() {
        for curve in [Curve::Relu, Curve::Sigmoid, Curve::Tanh] {
            for n in 1..=70 {
                let ends = [0.0, -0.0, f32::INFINITY, f32::MIN_POSITIVE, -1.0, 1.0];
                let mut kept = Guarded::of(n, || random.normal::<f32>());
                ends.iter().zip(&mut kept.0[GUARDS..][..n]).for_each(|(&end, kept)| *kept = end);
                let mut gradient = Guarded::of(n, || random.normal());
                let want: Vec<u32> = kept
                    .values()
                    .iter()
                    .zip(gradient.values())
                    .map(|(&y, &g)| (g * slope(curve, y)).to_bits())
                    .collect();
                slope_at(level, curve, &mut kept, &mut gradient);
                kept.whole();
                let got: Vec<u32> = gradient.values().iter().map(|got| got.to_bits()).collect();
                assert_eq!(got, want, "{level:?} {curve:?} {n}");
            }
        }
    }
}

/// The bits of a value depend on neither its place nor its neighbours.
#[test]
fn places_do_not_matter() {
    let mut random = Random::new(4);
    for level in levels() {
        for (curve, ..) in CURVES {
            for n in 1..=50 {
                let mut values = Guarded::of(n, || random.normal::<f32>() * 4.0);
                let before = values.clone();
                curve_at(level, curve, &mut values);
                values.whole();
                for (at, &x) in before.values().iter().enumerate() {
                    let mut alone = Guarded::of(1, || x);
                    curve_at(level, curve, &mut alone);
                    assert_eq!(alone.values()[0].to_bits(), values.values()[at].to_bits(), "{level:?} {curve:?} {n}");
                }
            }
        }
        for (curve, ..) in SLOPES {
            for n in 1..=50 {
                let (mut kept, mut gradient) =
                    (Guarded::of(n, || -random.uniform::<f32>() * 9.0), Guarded::random(n, &mut random));
                let before = gradient.clone();
                slope_at(level, curve, &mut kept, &mut gradient);
                [&kept, &gradient].into_iter().for_each(Guarded::whole);
                for (at, (&x, &g)) in kept.values().iter().zip(before.values()).enumerate() {
                    let mut alone = guarded(&[g]);
                    slope_at(level, curve, &mut guarded(&[x]), &mut alone);
                    assert_eq!(alone.values()[0].to_bits(), gradient.values()[at].to_bits(), "{level:?} {curve:?} {n}");
                }
            }
        }
    }
}

#[test]
fn softmax_of_every_width() {
    let mut random = Random::new(5);
    for level in levels() {
        for n in 1..=70 {
            for scale in [0.1, 5.0, 60.0] {
                let mut values = Guarded::of(n, || random.normal::<f32>() * scale);
                let x: Vec<f64> = values.values().iter().map(|&x| f64::from(x)).collect();
                // Elsewhere, and then where it stands.
                let (mut shares, mut sums) = (Guarded::of(n, || GUARD), [0.0; 2]);
                unsafe { of_level!(level, softmax)(values.at(), shares.at(), n, &mut sums) }
                let in_place = values.at();
                unsafe { of_level!(level, softmax)(in_place, in_place, n, &mut [0.0; 2]) }
                values.whole();
                shares.whole();
                assert_eq!(values.values(), shares.values());
                let most = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                // What is subtracted is rounded, as everywhere.
                let powers: Vec<f64> = x.iter().map(|x| f64::from((x - most) as f32).exp()).collect();
                let total: f64 = powers.iter().sum();
                assert_eq!(f64::from(sums[0]), most);
                near(sums[1], total, n, (level, n));
                for (&got, power) in values.values().iter().zip(powers) {
                    // The sum and its inverse are rounded too.
                    let want = power / total;
                    let off = if want < 1e-37 { f64::from(got) * 1e37 } else { ulp(got, want) };
                    assert!(off <= 8.0, "{level:?} {n}: {off} ulp");
                }
            }
        }
        let mut far = [-700.0, f32::NEG_INFINITY, 700.0, 700.0, -700.0];
        let at = far.as_mut_ptr();
        unsafe { of_level!(level, softmax)(at, at, 5, &mut [0.0; 2]) }
        assert_eq!(far, [0.0, 0.0, 0.5, 0.5, 0.0]);
        let mut poisoned = [0.0, 1.0, f32::NAN, 2.0, 3.0];
        let (at, mut sums) = (poisoned.as_mut_ptr(), [0.0; 2]);
        unsafe { of_level!(level, softmax)(at, at, 5, &mut sums) }
        assert!(sums[1].is_nan());
        assert!(poisoned.iter().all(|value| value.is_nan()));
    }
}

#[test]
fn log_softmax_of_every_width() {
    let mut random = Random::new(6);
    for level in levels() {
        for n in 1..=70 {
            let mut values = Guarded::of(n, || random.normal::<f32>() * 20.0);
            let most = values.values().iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let mut sum = [0.0; 2];
            unsafe { of_level!(level, sum_of_powers)(values.at(), n, &mut sum) }
            assert_eq!(sum[0], most);
            near(sum[1], values.values().iter().map(|x| f64::from(x - most).exp()).sum(), n, (level, n));

            let mut y = Guarded::of(n, || -5.0 * random.uniform::<f32>());
            let mut gradient = Guarded::random(n, &mut random);
            let before = gradient.clone();
            unsafe { of_level!(level, log_softmax_slope)(y.at(), gradient.at(), n) }
            [&y, &gradient].into_iter().for_each(Guarded::whole);
            let total: f64 = before.values().iter().map(|&g| f64::from(g)).sum();
            for ((&got, &g), &y) in gradient.values().iter().zip(before.values()).zip(y.values()) {
                near(got, f64::from(g) - f64::from(y).exp() * total, n, (level, n));
            }
        }
        let mut poisoned = Guarded::of(9, || f32::NAN);
        let mut sum = [0.0; 2];
        unsafe { of_level!(level, sum_of_powers)(poisoned.at(), 9, &mut sum) }
        assert!(sum[1].is_nan());
    }
}

#[test]
fn answers_of_every_width() {
    let mut random = Random::new(7);
    for level in levels() {
        for n in 1..=70 {
            let mut logits = Guarded::of(n, || random.normal::<f32>() * 9.0);
            let mut target = Guarded::of(n, || random.uniform::<f32>());
            let (mut gradient, mut sum) = (Guarded::of(n, || GUARD), 0.0);
            let (to, scale) = (gradient.at(), 0.25);
            unsafe { of_level!(level, answers)(logits.at(), target.at(), 3.0, 0.5, scale, to, n, &mut sum) }
            [&logits, &target, &gradient].into_iter().for_each(Guarded::whole);
            let mut total = 0.0;
            for ((&z, &t), &got) in logits.values().iter().zip(target.values()).zip(gradient.values()) {
                let (z, yes, no) = (f64::from(z), 3.0 * f64::from(t), 0.5 * (1.0 - f64::from(t)));
                total += yes * softplus(-z) + no * softplus(z);
                near(got, f64::from(scale) * (no * sigmoid(z) - yes * sigmoid(-z)), 1, (level, n));
            }
            assert!((f64::from(sum) - total).abs() <= 1e-6 * total, "{level:?} {n}: {sum}, not {total}");
        }
        let (mut far, mut sure) = (guarded(&[1e30, -1e30, 700.0, -700.0]), guarded(&[0.0, 0.0, 1.0, 1.0]));
        let (mut gradient, mut sum) = (guarded(&[GUARD; 4]), 0.0);
        unsafe { of_level!(level, answers)(far.at(), sure.at(), 1.0, 1.0, 1.0, gradient.at(), 4, &mut sum) }
        assert_eq!((sum, gradient.values()), (1e30, &[1.0, 0.0, 0.0, -1.0][..]));
    }
}
