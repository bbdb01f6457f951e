//! A wand that knows its gestures: convolutions along six axes of motion, learned from windows, run sample by sample.
//!
//! ```sh
//! cargo run --release --example gesture
//! cargo run --release --example gesture -- --quick         # a tenth of the motion
//! ```
//!
//! Three axes of acceleration (in g) and three of rotation (in rad/s) come 50 times a second from a hand that trembles, drifts and now and
//! then shakes, draws a circle, flicks or lifts, each time as fast and as wide as it likes, the device a little askew. The network learns
//! windows of 64 samples (1.3 s). Then it runs along a motion that it never saw: the convolutions keep what their kernels still need in
//! rings, the pool slides, and every eighth sample an answer comes, for the work of eight samples.
//!
//! Expect `target/pictures/gesture.svg`, and 547 of 549 gestures named, with 22 names too many, in a few seconds.
//!
//! Motion 1 is to learn from, 2 to choose by, 3 for the results.

mod support;

use std::f32::consts::{PI, TAU};
use std::process::ExitCode;

use nn_core::prelude::*;
use support::{Options, Outcome, draw};

/// Samples of a window, and in a second.
const WINDOW: usize = 64;
const RATE: usize = 50;
const AXES: usize = 6;
const NAMES: [&str; 5] = ["rest", "shake", "circle", "flick", "lift"];
/// Samples behind the end of a gesture in which its name still counts.
const LATE: usize = 24;

network! {
    /// Six axes of motion in; rest or one of four gestures out, every eighth sample.
    pub struct Gesture {
        input:  [f32; (WINDOW, AXES)],
        fast:   Conv1d(12, kernel = 5, stride = 2, padding = Causal),
        Relu,
        slow:   Conv1d(16, kernel = 5, stride = 2, padding = Causal),
        Relu,
        whole:  Conv1d(24, kernel = 5, stride = 2, padding = Causal),
        Relu,
        GlobalMaxPool,
        Dropout(0.2),
        logits: Dense(NAMES.len()),
        Softmax,
    }
}

type Sample = [f32; AXES];

/// What a hand does, without an end.
struct Motion {
    random: Random,
    /// What it does now, how many samples of that are over, and of how many.
    what: usize,
    at: usize,
    of: usize,
    wide: f32,
    turns: f32,
    askew: [f32; 3],
    drift: Sample,
}

impl Motion {
    fn new(seed: u64) -> Self {
        let random = Random::new(seed);
        Motion { random, what: 0, at: 0, of: 60, wide: 1.0, turns: 1.0, askew: [0.0; 3], drift: [0.0; AXES] }
    }

    fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.random.uniform::<f32>()
    }

    /// A gesture behind every rest.
    fn next_part(&mut self) {
        (self.what, self.at) = if self.what > 0 { (0, 0) } else { (1 + self.random.below(4) as usize, 0) };
        self.of = if self.what == 0 { 40 + self.random.below(60) } else { 28 + self.random.below(24) } as usize;
        (self.wide, self.turns) = (self.between(0.6, 1.6), self.between(3.0, 5.0));
        self.askew = std::array::from_fn(|_| self.between(-0.25, 0.25));
    }

    /// The next sample, and the gesture it is part of.
    fn sample(&mut self) -> (Sample, usize) {
        if self.at == self.of {
            self.next_part();
        }
        let share = self.at as f32 / self.of as f32;
        self.at += 1;
        // Every gesture swells and fades.
        let (swell, wide) = ((PI * share).sin(), self.wide);
        let turn = TAU * share;
        let moved: Sample = match self.what {
            1 => {
                let shake = (self.turns * turn).sin() * swell * wide;
                [1.2 * shake, 0.2 * shake, 0.0, 0.0, 0.3 * shake, 1.5 * (self.turns * turn).cos() * swell * wide]
            }
            2 => [
                wide * turn.cos() * swell,
                wide * turn.sin() * swell,
                0.0,
                0.4 * wide * turn.sin(),
                0.4 * wide * turn.cos(),
                1.2 * swell,
            ],
            3 => {
                let pulse = (-(14.0 * (share - 0.5)).powi(2)).exp() * wide;
                [1.8 * pulse, 0.0, -0.4 * pulse, 0.0, -3.0 * pulse, 0.0]
            }
            4 => [0.1 * swell, 0.0, wide * turn.sin(), 0.3 * swell * wide, 0.0, 0.0],
            _ => [0.0; AXES],
        };
        for drift in &mut self.drift {
            *drift = 0.97 * *drift + 0.05 * (2.0 * self.random.uniform::<f32>() - 1.0);
        }
        let [tilt, roll, yaw] = self.askew;
        let [x, y, z, a, b, c] = moved;
        // Small rotations, to the first order, and gravity along the third axis.
        let (x, y, z) = (x - yaw * y + roll * (z + 1.0), y + yaw * x - tilt * (z + 1.0), 1.0 + z - roll * x + tilt * y);
        let mut sample = [x, y, z, a, b, c];
        for (value, drift) in sample.iter_mut().zip(&self.drift) {
            *value += drift + 0.1 * (2.0 * self.random.uniform::<f32>() - 1.0);
        }
        (sample, self.what)
    }
}

/// Windows with the gesture that has just ended in them; where it has only begun there is no answer.
fn windows(samples: &[(Sample, usize)]) -> (Vec<[Sample; WINDOW]>, Vec<usize>) {
    let (mut inputs, mut targets) = (Vec::new(), Vec::new());
    for (at, window) in samples.windows(WINDOW).enumerate() {
        let tail = &window[WINDOW - LATE..];
        let (last, before) = (tail[LATE - 1].1, tail[LATE / 2].1);
        let ended = window.iter().rposition(|(_, what)| *what > 0);
        let answer = match ended {
            // Half of it, or more, and over or nearly so.
            Some(end) if WINDOW - end <= LATE / 2 && before > 0 => Some(window[end].1),
            None => Some(0),
            Some(end) if WINDOW - end > LATE && last == 0 => Some(0),
            _ => None,
        };
        // As many of rest as of one gesture.
        let taken = answer.filter(|&what| at % if what > 0 { 4 } else { 9 } == 0);
        if let Some(what) = taken {
            inputs.push(std::array::from_fn(|step| window[step].0));
            targets.push(what);
        }
    }
    (inputs, targets)
}

fn record(seed: u64, seconds: usize) -> Vec<(Sample, usize)> {
    let mut motion = Motion::new(seed);
    (0..seconds * RATE).map(|_| motion.sample()).collect()
}

fn main() -> ExitCode {
    support::run(program)
}

fn program() -> Outcome {
    let options = Options::read(&[])?;
    let (seconds, epochs) = if options.quick { (600, 6) } else { (6000, 12) };
    println!("{}\n", Gesture::SUMMARY);

    let (inputs, targets) = windows(&record(1, seconds));
    println!("learning from {} windows out of {} minutes", inputs.len(), seconds / 60);
    let mut net = Gesture::new(1);
    let fit = Fit { epochs, batch: 32, seed: 1, ..Fit::default() };
    let mut trainer = Trainer::new(&net, CrossEntropy, Adam::new(0.004)).schedule(Cosine::new(fit.steps(inputs.len())));
    trainer.fit(&mut net, &Data::new(&inputs, &targets), fit, |epoch| {
        println!("epoch {:2}/{}  loss {:.4}", epoch.number, epoch.of, epoch.loss);
    })?;

    let samples = record(3, 1200);
    let mut stream = Gesture::stream();
    let mut answers: Vec<Option<[f32; NAMES.len()]>> = Vec::new();
    answers.extend(samples.iter().map(|(sample, _)| net.step(&mut stream, sample)));
    let (said, named) = (said(&samples), named(&answers));
    let is_of = |&(what, at): &(usize, usize), said: &(usize, usize, usize)| {
        what == said.0 && (said.1..=said.2 + LATE).contains(&at)
    };
    let found = said.iter().filter(|said| named.iter().any(|named| is_of(named, said))).count();
    let wrong = named.iter().filter(|named| !said.iter().any(|said| is_of(named, said))).count();
    picture(&samples, &answers, &said, 16 * RATE);
    println!(
        "in 20 minutes: {found} of {} gestures named ({:.1} %), {wrong} names too many; an answer every 8 samples, STREAM_BYTES {}",
        said.len(),
        100.0 * found as f64 / said.len() as f64,
        Gesture::STREAM_BYTES
    );
    Ok(())
}

/// The gestures of a motion: which, and its first and last sample.
fn said(samples: &[(Sample, usize)]) -> Vec<(usize, usize, usize)> {
    let mut said: Vec<(usize, usize, usize)> = Vec::new();
    for (at, &(_, what)) in samples.iter().enumerate().filter(|(_, (_, what))| *what > 0) {
        match said.last_mut() {
            Some((_, _, last)) if *last + 1 == at => *last = at,
            _ => said.push((what, at, at)),
        }
    }
    said
}

/// What the network named, once each: the gesture that led in two answers in a row.
fn named(answers: &[Option<[f32; NAMES.len()]>]) -> Vec<(usize, usize)> {
    let (mut named, mut leader, mut times) = (Vec::new(), 0, 0);
    for (at, answer) in answers.iter().enumerate() {
        let Some(answer) = answer else { continue };
        let first = argmax(answer);
        (leader, times) = (first, if first == leader { times + 1 } else { 1 });
        if first > 0 && times == 2 {
            named.push((first, at));
        }
    }
    named
}

/// Draws the beginning: the six axes, and how sure the network was of each gesture.
fn picture(
    samples: &[(Sample, usize)],
    answers: &[Option<[f32; NAMES.len()]>],
    said: &[(usize, usize, usize)],
    count: usize,
) {
    let bands: Vec<&[f32]> = samples.iter().take(count).map(|(sample, _)| sample.as_slice()).collect();
    let line = |what: usize| {
        let mut last = 0.0;
        let sure = answers.iter().take(count).map(|answer| {
            last = answer.map_or(last, |answer| answer[what]);
            last
        });
        (NAMES[what], sure.collect())
    };
    let truth: Vec<_> =
        said.iter().filter(|said| said.2 < count).map(|&(what, first, last)| (what - 1, first, last)).collect();
    let what = draw::Timeline {
        seconds: 1.0 / RATE as f64,
        frames: &bands,
        bands: ["acceleration x", "rotation z"],
        truth: &truth,
        lines: &[line(1), line(2), line(3), line(4)],
    };
    draw::timeline("target/pictures/gesture.svg", "Six axes of a motion, and what a network sees in it", &what);
}
