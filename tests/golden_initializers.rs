//! Deviations and limits of the first weights against `initializers.json`, and the draws themselves.

mod common;

use common::{Ledger, Tolerance, difference, golden, text};
use nn_core::{Init, Random, Scalar};

const F64: Tolerance = Tolerance { abs: 0.0, rel: 1e-15 };
const F32: Tolerance = Tolerance { abs: 0.0, rel: 3e-7 };
const DRAWS: usize = 10_000;

/// The scheme of that name, if it is ours.
fn ours(scheme: &str) -> Option<Init> {
    Some(match scheme {
        "glorot_normal" => Init::Glorot,
        "glorot_uniform" => Init::GlorotUniform,
        "he_normal" => Init::He,
        "he_uniform" => Init::HeUniform,
        "lecun_normal" => Init::LeCun,
        "lecun_uniform" => Init::LeCunUniform,
        _ => return None,
    })
}

/// What is wrong with deviation, limit and draws in one scalar.
fn check<T: Scalar>(
    init: Init,
    fans: (usize, usize),
    std: f64,
    limit: Option<f64>,
    tolerance: Tolerance,
) -> Option<String> {
    let deviation = init.deviation::<T>(fans.0, fans.1).as_f64();
    let bound = limit.map(|_| init.limit::<T>(fans.0, fans.1).as_f64());
    let wrong = difference(&[deviation], &[std], tolerance)
        .or_else(|| difference(bound.as_slice(), limit.as_slice(), tolerance))
        .or_else(|| drawn::<T>(init, fans, std, limit));
    wrong.map(|problem| format!("{}: {problem}", T::NAME))
}

/// The statistical test that the golden file suggests.
fn drawn<T: Scalar>(init: Init, fans: (usize, usize), std: f64, limit: Option<f64>) -> Option<String> {
    let mut draws = vec![T::zero(); DRAWS];
    init.fill(&mut draws, fans.0, fans.1, &mut Random::new(7));
    let draws: Vec<f64> = draws.into_iter().map(T::as_f64).collect();
    let n = DRAWS as f64;
    let mean = draws.iter().sum::<f64>() / n;
    if mean.abs() >= 4.0 * std / n.sqrt() {
        return Some(format!("mean {mean:e} of draws with deviation {std:e}"));
    }
    let deviation = (draws.iter().map(|draw| (draw - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
    if (deviation / std - 1.0).abs() >= 4.0 / (2.0 * n).sqrt() {
        return Some(format!("deviation {deviation:e} of the draws instead of {std:e}"));
    }
    let largest = draws.iter().fold(0.0, |largest: f64, draw| largest.max(draw.abs()));
    let limit = limit?;
    let rounding = 1.0 + F32.rel;
    (largest > limit * rounding || largest <= 0.99 * limit)
        .then(|| format!("largest draw {largest:e} for limit {limit:e}"))
}

#[test]
fn every_record_holds() {
    let (_, records) = golden("initializers.json");
    let (mut cases, mut every) = (Ledger::default(), Ledger::default());
    let mut schemes_seen = 0;
    for record in &records {
        let fan = |name: &str| record[name].as_u64().expect("a fan") as usize;
        let fans = (fan("fan_in"), fan("fan_out"));
        let mut wrong = None;
        for (scheme, values) in record["schemes"].as_object().expect("schemes") {
            schemes_seen += 1;
            let Some(init) = ours(scheme) else {
                every.not_ours(scheme);
                continue;
            };
            let (std, limit) = (values["std"].as_f64().expect("std"), values["limit"].as_f64());
            let problem =
                check::<f64>(init, fans, std, limit, F64).or_else(|| check::<f32>(init, fans, std, limit, F32));
            let what = format!("{} {scheme}", text(record, "case"));
            wrong = wrong.or_else(|| problem.as_ref().map(|problem| format!("{scheme}: {problem}")));
            every.compared(&what, problem);
        }
        cases.compared(text(record, "case"), wrong);
    }
    // Truncated draws stand beside the deviations of ours.
    Ledger::default().not_ours("std_before_truncation");
    every.close("initializers.json (schemes)", schemes_seen);
    cases.close("initializers.json", records.len());
}

#[test]
fn zeros_are_zero() {
    let mut draws = [1.0f32; 9];
    Init::Zeros.fill(&mut draws, 3, 3, &mut Random::new(7));
    assert_eq!(draws, [0.0; 9]);
    assert_eq!(Init::Zeros.deviation::<f64>(3, 3), 0.0);
}
