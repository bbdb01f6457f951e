//! Whole training: 64-100-50-10 on the handwritten digits of `examples/data`, 30 epochs of Adam in batches of 32.

use std::path::Path;

use nn_core::prelude::*;

use crate::clock::{aligned, now};
use crate::{Result, model, ours};

pub const EPOCHS: u32 = 30;
pub const BATCH: usize = 32;
/// How often each trains, in turns.
const TIMES: usize = 3;

/// Rows between 0 and 1, and their digits.
#[derive(Default)]
pub struct Set {
    pub x: Vec<[f32; 64]>,
    pub digits: Vec<usize>,
}

/// The rows to learn from and those to be judged by.
fn sets(folder: &Path) -> Result<[Set; 2]> {
    let text = std::fs::read_to_string(folder.join("digits.csv"))?;
    let rows: Vec<Vec<f32>> = text
        .lines()
        .skip(1)
        .map(|line| line.split(',').map(str::parse).collect())
        .collect::<std::result::Result<_, _>>()?;
    let splits = std::fs::read_to_string(folder.join("splits.json"))?;
    let (_, digits) = splits.split_once(r#""digits":"#).ok_or("splits.json knows no digits")?;
    let part = |name: &str| -> Result<Set> {
        let (_, rest) =
            digits.split_once(&format!(r#""{name}":["#)).ok_or_else(|| format!("no {name} in splits.json"))?;
        let (list, _) = rest.split_once(']').ok_or("splits.json ends within a list")?;
        let mut set = Set::default();
        for number in list.split(',') {
            let row = rows.get(number.trim().parse::<usize>()?).ok_or("digits.csv has too few rows")?;
            let (pixels, label) = row.split_at_checked(64).ok_or("digits.csv has too few columns")?;
            set.x.push(std::array::from_fn(|at| pixels[at] / 16.0));
            set.digits.push(label.first().copied().ok_or("digits.csv has no labels")? as usize);
        }
        Ok(set)
    };
    Ok([part("train")?, part("test")?])
}

/// The rows of an epoch in some order, the same for everybody.
pub fn order(rows: usize, epoch: u32) -> Vec<usize> {
    let mut order: Vec<usize> = (0..rows).collect();
    order.sort_by_key(|&row| model::number(1000 + epoch, row as u32).to_bits());
    order
}

/// Seconds, and the share of right answers.
fn by_ours(learn: &Set, test: &Set) -> (f64, f64) {
    let start = now();
    let mut net = aligned(ours::M3::new(7));
    let mut trainer = aligned(Trainer::new(&net.0, CrossEntropy, Adam::new(1e-3)));
    let (mut x, mut digits) = (aligned([[0.0; 64]; BATCH]), [0; BATCH]);
    for epoch in 0..EPOCHS {
        for rows in order(learn.x.len(), epoch).chunks(BATCH) {
            for (at, &row) in rows.iter().enumerate() {
                (x.0[at], digits[at]) = (learn.x[row], learn.digits[row]);
            }
            if trainer.0.step(&mut net.0, &x.0[..rows.len()], &digits[..rows.len()]).is_err() {
                return (f64::NAN, 0.0);
            }
        }
    }
    let seconds = (now() - start).as_secs_f64();
    let right = test.x.iter().zip(&test.digits).filter(|(x, digit)| net.0.classify(x) == **digit).count();
    (seconds, right as f64 / test.x.len() as f64)
}

/// Learns from the first and is judged by the second.
type Train = fn(&Set, &Set) -> (f64, f64);

/// Trains with everybody in turns: a line of JSON each.
pub fn digits(folder: &Path, takes: impl Fn(&str) -> bool) -> Result<()> {
    let [learn, test] = sets(folder)?;
    let mut peers: Vec<(&str, Train)> = vec![("ours", by_ours)];
    #[cfg(feature = "dfdx")]
    peers.push(("dfdx", crate::by_dfdx::train));
    peers.retain(|(name, _)| takes(name));
    for _ in 0..TIMES {
        for (name, train) in &peers {
            let (seconds, right) = train(&learn, &test);
            // All of them are right in about 96 of 100; who is not has not learned the same.
            let error = if right > 0.94 { 0.0 } else { 1.0 };
            println!(r#"{{"row":"digits","peer":"{name}","ns":{:.0},"error":{error:e}}}"#, 1e9 * seconds);
        }
    }
    Ok(())
}
