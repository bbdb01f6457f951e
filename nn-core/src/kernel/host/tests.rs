//! Every kernel on every instruction set of this machine, against sums in `f64`, between guards that show what is touched
//! beyond a buffer; and a block of rows against single rows.

#![allow(clippy::undocumented_unsafe_blocks)] // all of them: sizes are those of the buffers, and the machine has the level

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
    small.chain(large).enumerate().step_by(step).flat_map(rows).chain([[660, 300, 2], [401, 512, 1], [4100, 49, 1]])
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

/// What they are by definition, in `f64`, and by how much they may be off.
const CURVES: [(Curve, Exact, f64); 3] = [
    (Curve::Relu, |x| x.max(0.0), 0.0),
    (Curve::Sigmoid, |x| if x < 0.0 { x.exp() / (1.0 + x.exp()) } else { 1.0 / (1.0 + (-x).exp()) }, 2.0),
    (Curve::Tanh, f64::tanh, 2.0),
];

/// How far a result is off, in units in the last place, which is never smaller than the least number.
fn ulp(got: f32, want: f64) -> f64 {
    let nearest = (want as f32).abs();
    (f64::from(got) - want).abs() / f64::from(nearest.next_up() - nearest)
}

fn curve_at(level: Level, which: Curve, values: &mut Guarded) {
    let n = values.values().len();
    let curve = match which {
        Curve::Relu => of_level!(level, relu),
        Curve::Sigmoid => of_level!(level, sigmoid),
        _ => of_level!(level, tanh),
    };
    unsafe { curve(values.at(), n) }
}

#[test]
fn curves_are_off_by_two_units_at_most() {
    let step = if cfg!(debug_assertions) { 9_973 } else { 929 };
    let all: Vec<f32> = (0..=f32::INFINITY.to_bits()).step_by(step).map(f32::from_bits).flat_map(|x| [x, -x]).collect();
    for level in levels() {
        for (curve, exact, most) in CURVES {
            let (mut values, mut at) = (
                Guarded::of(all.len(), {
                    let mut all = all.iter();
                    move || *all.next().unwrap()
                }),
                0,
            );
            curve_at(level, curve, &mut values);
            let mut worst = (0.0, 0.0);
            for (&x, &got) in all.iter().zip(values.values()) {
                let want = exact(f64::from(x));
                // What is below the smallest normal number may be zero.
                let off = if curve == Curve::Sigmoid && want < f64::from(f32::MIN_POSITIVE) {
                    if got <= f32::MIN_POSITIVE { 0.0 } else { f64::INFINITY }
                } else {
                    ulp(got, want)
                };
                if off > worst.0 {
                    worst = (off, x);
                }
                at += 1;
            }
            println!("{level:?} {curve:?}: {} ulp at {} of {at}", worst.0, worst.1);
            assert!(worst.0 <= most, "{level:?} {curve:?}: {} ulp at {}", worst.0, worst.1);
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
                unsafe { of_level!(level, softmax)(values.at(), n) }
                values.whole();
                let most = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                // What is subtracted is rounded, as everywhere.
                let powers: Vec<f64> = x.iter().map(|x| f64::from((x - most) as f32).exp()).collect();
                let total: f64 = powers.iter().sum();
                for (&got, power) in values.values().iter().zip(powers) {
                    // The sum and its inverse are rounded too.
                    let want = power / total;
                    let off = if want < 1e-37 { f64::from(got) * 1e37 } else { ulp(got, want) };
                    assert!(off <= 8.0, "{level:?} {n}: {off} ulp");
                }
            }
        }
        for n in 1..=70 {
            let mut values = Guarded::of(n, || random.normal::<f32>() * 20.0);
            let most = values.values().iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let (mut powers, mut total) = (Guarded::of(n, || GUARD), 0.0);
            unsafe { of_level!(level, powers)(values.at(), most, powers.at(), n, &mut total) }
            powers.whole();
            for (&power, &x) in powers.values().iter().zip(values.values()) {
                let want = f64::from(x - most).exp();
                assert!(
                    ulp(power, want) <= 2.0 || want < 1.2e-38 && power == 0.0,
                    "{level:?} {n}: {power}, not {want}"
                );
            }
            near(total, powers.values().iter().map(|&power| f64::from(power)).sum(), n, (level, n));
        }
        let mut far = [-700.0, f32::NEG_INFINITY, 700.0, 700.0, -700.0];
        unsafe { of_level!(level, softmax)(far.as_mut_ptr(), 5) }
        assert_eq!(far, [0.0, 0.0, 0.5, 0.5, 0.0]);
        let mut poisoned = [0.0, 1.0, f32::NAN, 2.0, 3.0];
        unsafe { of_level!(level, softmax)(poisoned.as_mut_ptr(), 5) }
        assert!(poisoned.iter().all(|value| value.is_nan()));
    }
}
