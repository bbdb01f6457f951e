//! Trajectories of every optimizer, gradient clipping and schedules against `optimizers.json`.

mod common;

use common::{Ledger, Tolerance, difference, golden, numbers, text};
use nn_core::optimizer::*;
use nn_core::schedule::*;
use nn_core::{Gradients, Network, Scalar, clip_norm, clip_value, network};
use serde_json::Value;

const F64: Tolerance = Tolerance { abs: 1e-12, rel: 1e-9 };
const F32: Tolerance = Tolerance { abs: 1e-6, rel: 2e-5 };

network! {
    /// Five weights: something for an optimizer to move.
    struct Row5<T: Scalar> { input: [T; 1], row: Dense(5, bias = false) }
}

/// Five numbers of a row.
fn row<T: Scalar>(numbers: &[f64]) -> [T; 5] {
    let numbers: &[f64; 5] = numbers.try_into().expect("five numbers");
    numbers.map(T::of)
}

/// Steps half the way with one optimizer, hands its state over as a checkpoint would, and goes on with another.
fn trajectory<T: Scalar, O: Optimizer<Row5<T>>>(meta: &Value, mut first: O, mut second: O) -> Vec<f64> {
    let (mut net, mut made) = (Row5::<T>::zeros(), Row5::<T>::gradients());
    net.row.weight[0] = row::<T>(&numbers(&meta["start"]));
    let gradients = numbers(&meta["gradients"]);
    let (early, late) = gradients.split_at(gradients.len() / 2);
    let mut trajectory = Vec::new();
    let mut run = |optimizer: &mut O, gradients: &[f64]| {
        for gradient in gradients.chunks(5) {
            made.as_mut_slice().copy_from_slice(&row::<T>(gradient));
            optimizer.step(&mut net, &made);
            trajectory.extend(net.row.weight[0].map(T::as_f64));
        }
    };

    run(&mut first, early);
    let mut state = Vec::new();
    first.visit_state(&mut |part| state.extend_from_slice(part));
    assert_eq!(size_of_val(&state[..]), O::STATE_BYTES);
    let mut state = &state[..];
    second.visit_state(&mut |part| {
        let (own, rest) = state.split_at(part.len());
        part.copy_from_slice(own);
        state = rest;
    });
    run(&mut second, late);
    trajectory
}

/// The trajectory of the record's optimizer, or the key under which it is not ours.
fn run<T: Scalar>(meta: &Value, record: &Value) -> Result<Vec<f64>, &'static str> {
    let params = &record["params"];
    let scalar = |name: &str, default: f64| T::of(params[name].as_f64().unwrap_or(default));
    let flag = |name: &str| params[name].as_bool().unwrap_or(false);
    let rate = T::of(record["lr"].as_f64().expect("lr"));
    // The first optimizer is made on the stack, the second on the heap; both must start alike.
    macro_rules! run {
        ($optimizer:ident { $($field:ident: $value:expr),* }) => {{
            let first = $optimizer::<Row5<T>> { $($field: $value,)* ..$optimizer::new(rate) };
            let mut second = $optimizer::<Row5<T>>::boxed(rate);
            $(second.$field = $value;)*
            trajectory(meta, Box::new(first), second)
        }};
    }
    let (epsilon, epsilon_inside) = (scalar("eps", 0.0), flag("eps_inside_sqrt"));
    let (beta1, beta2, rho) = (scalar("beta1", 0.0), scalar("beta2", 0.0), scalar("rho", 0.0));
    let (momentum, weight_decay) = (scalar("momentum", 0.0), scalar("weight_decay", 0.0));
    Ok(match text(record, "name") {
        "sgd" => run!(Sgd { weight_decay: weight_decay }),
        "momentum" => run!(Momentum { momentum: momentum, weight_decay: weight_decay }),
        "momentum_ema" => run!(Momentum { momentum: scalar("beta", 0.0), dampened: true }),
        "nesterov" => run!(Nesterov { momentum: momentum }),
        "adagrad" => {
            let initial = scalar("initial_accumulator", 0.0);
            run!(Adagrad { epsilon: epsilon, epsilon_inside: epsilon_inside, initial: initial })
        }
        "adadelta" => run!(Adadelta { rho: rho, epsilon: epsilon }),
        "rmsprop" if flag("centered") => {
            run!(CenteredRmsProp { rho: rho, epsilon: epsilon, epsilon_inside: epsilon_inside })
        }
        "rmsprop" if params["momentum"].is_number() => {
            run!(RmsPropMomentum { rho: rho, epsilon: epsilon, epsilon_inside: epsilon_inside, momentum: momentum })
        }
        "rmsprop" => run!(RmsProp { rho: rho, epsilon: epsilon, epsilon_inside: epsilon_inside }),
        "adam" if params["bias_correction"] == false => return Err("adam bias_correction=false"),
        "adam" => {
            let epsilon_before = flag("eps_before_correction");
            run!(Adam {
                beta1: beta1,
                beta2: beta2,
                epsilon: epsilon,
                epsilon_before: epsilon_before,
                weight_decay: weight_decay
            })
        }
        "adamw" => run!(AdamW { beta1: beta1, beta2: beta2, epsilon: epsilon, weight_decay: weight_decay }),
        "amsgrad" => run!(AmsGrad { beta1: beta1, beta2: beta2, epsilon: epsilon }),
        "adamax" => run!(Adamax { beta1: beta1, beta2: beta2, epsilon: epsilon }),
        "nadam" | "nadam_constant" => {
            let momentum_decay = scalar("momentum_decay", f64::INFINITY);
            run!(Nadam { beta1: beta1, beta2: beta2, epsilon: epsilon, momentum_decay: momentum_decay })
        }
        "lion" => run!(Lion { beta1: beta1, beta2: beta2, weight_decay: weight_decay }),
        other => panic!("unknown optimizer {other}"),
    })
}

/// The gradients of the record after clipping; for a global norm, the norm stands first.
fn clip<T: Scalar>(record: &Value) -> Vec<f64> {
    let tensor = |value: &Value| -> Vec<T> { numbers(value).into_iter().map(T::of).collect() };
    let field = |name: &str| T::of(record[name].as_f64().expect("a number"));
    let tensors = record["grads"].as_array().expect("tensors").iter().map(tensor);
    let mut clipped: Vec<T> = Vec::new();
    match text(record, "name") {
        "clip_by_global_norm" => {
            let mut all: Vec<T> = tensors.flatten().collect();
            clipped.push(clip_norm(&mut all, field("max_norm")));
            clipped.extend(all);
        }
        "clip_by_norm_each" => tensors.for_each(|mut tensor| {
            clip_norm(&mut tensor, field("max_norm"));
            clipped.extend(tensor);
        }),
        "clip_by_value" => tensors.for_each(|mut tensor| {
            clip_value(&mut tensor, field("limit"));
            clipped.extend(tensor);
        }),
        other => panic!("unknown clipping {other}"),
    }
    clipped.into_iter().map(T::as_f64).collect()
}

/// The rates of the record's schedule, one for each golden one.
fn schedule<T: Scalar>(record: &Value) -> Vec<f64> {
    let params = &record["params"];
    let number = |name: &str| params[name].as_f64().expect("a number");
    let count = |name: &str| params[name].as_u64().expect("a count");
    let steps = record["lr"].as_array().expect("rates").len() as u64;
    let rates = |base: f64, schedule: &mut dyn Schedule<T>| -> Vec<f64> {
        (0..steps).map(|step| schedule.rate(T::of(base), step).as_f64()).collect()
    };
    let base = || number("base");
    match text(record, "name") {
        "constant" => rates(base(), &mut Constant),
        "step" => rates(base(), &mut StepDecay::new(count("step_size"), number("gamma"))),
        "multi_step" => {
            let milestones = numbers(&params["milestones"]).into_iter().map(|step| step as u64).collect::<Vec<_>>();
            let milestones: [u64; 3] = milestones.try_into().expect("three milestones");
            rates(base(), &mut MultiStep::new(milestones, number("gamma")))
        }
        "exponential" => rates(base(), &mut Exponential::new(number("gamma"))),
        "inverse_time" => rates(base(), &mut InverseTime::new(number("decay"))),
        "polynomial" => {
            rates(base(), &mut Polynomial { end: number("end"), ..Polynomial::new(count("total"), number("power")) })
        }
        "linear" => rates(base(), &mut LinearDecay { end: number("end"), ..LinearDecay::new(count("total")) }),
        "cosine" => rates(base(), &mut Cosine { end: number("min"), ..Cosine::new(count("total")) }),
        "cosine_restarts" => {
            rates(base(), &mut CosineRestarts { end: number("min"), ..CosineRestarts::new(count("period")) })
        }
        "linear_warmup" => rates(base(), &mut WarmUp::new(count("warmup"))),
        "warmup_cosine" => {
            let warmup = count("warmup");
            let cosine = Cosine { end: number("min"), ..Cosine::new(count("total") - warmup) };
            rates(base(), &mut WarmUp::new(warmup).then(cosine))
        }
        "inverse_sqrt_warmup" => rates(number("d_model").powf(-0.5), &mut InverseSqrt::new(count("warmup"))),
        "one_cycle" => {
            let anneal = if text(params, "anneal") == "linear" { Anneal::Linear } else { Anneal::Cosine };
            let (rise, start, end) = (number("pct_start"), number("div_factor"), number("final_div_factor"));
            rates(number("max"), &mut OneCycle { total: count("total"), rise, start, end, anneal })
        }
        "reduce_on_plateau" => {
            let mut schedule = ReduceOnPlateau {
                cooldown: count("cooldown"),
                threshold: number("threshold"),
                lowest: number("min_lr"),
                ..ReduceOnPlateau::new(number("factor"), count("patience"))
            };
            let metrics = numbers(&record["metrics"]).into_iter().map(T::of);
            metrics
                .map(|metric| {
                    schedule.observe(metric);
                    schedule.rate(T::of(base()), 0).as_f64()
                })
                .collect()
        }
        other => panic!("unknown schedule {other}"),
    }
}

/// What is wrong with the results of both scalars.
fn both(got64: &[f64], got32: &[f64], want: &[f64]) -> Option<String> {
    let wrong64 = difference(got64, want, F64).map(|problem| format!("f64: {problem}"));
    wrong64.or_else(|| difference(got32, want, F32).map(|problem| format!("f32: {problem}")))
}

#[test]
fn every_record_holds() {
    let (meta, records) = golden("optimizers.json");
    let mut ledger = Ledger::default();
    for record in &records {
        let what = format!("{} {}", text(record, "name"), record["params"]);
        match text(record, "kind") {
            "optimizer" => match (run::<f64>(&meta, record), run::<f32>(&meta, record)) {
                (Ok(got64), Ok(got32)) => {
                    ledger.compared(&what, both(&got64, &got32, &numbers(&record["trajectory"])));
                }
                (Err(key), _) | (_, Err(key)) => ledger.not_ours(key),
            },
            "clip" => {
                let norm = record["norm"].as_f64().into_iter();
                let want: Vec<f64> = norm.chain(numbers(&record["clipped"])).collect();
                ledger.compared(&what, both(&clip::<f64>(record), &clip::<f32>(record), &want));
            }
            "schedule" => {
                let want = numbers(&record["lr"]);
                ledger.compared(&what, both(&schedule::<f64>(record), &schedule::<f32>(record), &want));
            }
            other => panic!("unknown kind {other}"),
        }
    }
    ledger.close("optimizers.json", records.len());
}
