//! A keyword spotter: a recurrent network listens frame by frame, and says which of three words of tones it has just heard.
//!
//! ```sh
//! cargo run --release --example keyword
//! cargo run --release --example keyword -- --quick         # a tenth of the signal
//! ```
//!
//! The words are a tone that rises, one that falls, and a warble between two, of any pitch, length and loudness, in noise that is
//! louder; a steady hum is none of them. How they are made and heard is in `keyword/tones.rs`, the network in `keyword/network.rs`;
//! neither needs `std`, and `firmware/` runs both on microcontrollers.
//!
//! The network learns from windows of 20 frames (0.4 s) out of a long signal: when a word has just ended, it is to say which.
//! Then it is saved, loaded, and listens to a signal it never heard: `step` takes a frame and remembers what matters in
//! `STREAM_BYTES`. No window is kept, and nothing is computed twice.
//!
//! Expect a timeline of 15 seconds, `target/pictures/keyword.svg`, 98 % of 1579 words found as they are said, and 98.8 % of the
//! windows, in ten to twenty seconds.
//!
//! Every signal has a seed of its own: 1 to learn from, 2 to choose by, 3 for the results. (Windows of one signal overlap, so
//! `Fit::validation` would flatter.) Chosen by signal 2: 24 units, 99.0 % (16: 98.7, 32: 99.0), and rate 0.01 (0.005 and 0.02:
//! 98.9).

#[path = "keyword/network.rs"]
mod network;
mod support;
#[path = "keyword/tones.rs"]
mod tones;

use std::ops::RangeInclusive;
use std::process::ExitCode;

use network::Hearing;
use nn_core::prelude::*;
use support::{Options, Outcome, draw, output, shown};
use tones::{BANDS, FRAMES_A_SECOND, Frame, Signal, WORDS};

/// Frames of a window that it learns from.
const STEPS: usize = 20;
type Keyword = network::Keyword<STEPS>;
/// Frames behind the end of a word in which it may still be heard.
const LATE: usize = 6;

/// A word in the signal: which, and its frames.
type Said = (usize, RangeInclusive<usize>);
/// A word that the network heard: which, the frame, and how sure it was.
type Heard = (usize, usize, f32);

fn main() -> ExitCode {
    support::run(program)
}

fn program() -> Outcome {
    let options = Options::read(&[])?;
    let (minutes, epochs) = if options.quick { (20, 4) } else { (200, 10) };
    println!("{}\n", Keyword::SUMMARY);

    let (inputs, targets) = windows(&record(1, minutes));
    println!("learning from {} windows out of {minutes} minutes", inputs.len());
    let mut net = Keyword::new(1);
    let fit = Fit { epochs, batch: 32, seed: 1, ..Fit::default() };
    let mut trainer = Trainer::new(&net, CrossEntropy, Adam::new(0.01)).schedule(Cosine::new(fit.steps(inputs.len())));
    trainer.fit(&mut net, &Data::new(&inputs, &targets), fit, |epoch| {
        println!("epoch {:2}/{}  loss {:.4}", epoch.number, epoch.of, epoch.loss);
    })?;

    let file = output("keyword.nn")?;
    net.save(&file)?;
    let net = Keyword::read(&file)?;
    println!("saved {} ({} bytes), loaded again\n", shown(&file), Keyword::BYTES);

    let frames = record(3, 20);
    let (inputs, targets) = windows(&frames);
    let report = evaluate(&net, &Data::new(&inputs, &targets), CrossEntropy)?;

    let mut stream = Keyword::stream();
    let probabilities: Vec<_> = frames.iter().filter_map(|frame| net.step(&mut stream, &frame.bands)).collect();
    let (said, heard) = (said(&frames), heard(&probabilities));
    timeline(&said, &heard, 15 * FRAMES_A_SECOND);
    let found = said.iter().filter(|said| heard.iter().any(|heard| is_of(heard, said))).count();
    let false_alarms = heard.iter().filter(|heard| !said.iter().any(|said| is_of(heard, said))).count();
    println!("in 20 minutes: {found} of {} words found, {false_alarms} false alarms\n", said.len());
    picture(&frames, &probabilities, &said, 8 * FRAMES_A_SECOND);
    println!(
        "test accuracy: {:.2} % ({}/{} windows), STREAM_BYTES {}",
        100.0 * report.accuracy().unwrap_or(f64::NAN),
        report.correct(),
        report.rows,
        Keyword::STREAM_BYTES
    );
    Ok(())
}

/// The first minutes of the signal of a seed.
fn record(seed: u64, minutes: usize) -> Vec<Frame> {
    let mut signal = Signal::new(seed);
    (0..60 * minutes * FRAMES_A_SECOND).map(|_| signal.frame()).collect()
}

/// Windows, each with what should be said at its end: one for every word, which has ended in the last three frames, and one of
/// twenty of those with silence or less than half a word. Where either answer would do, there is none.
fn windows(frames: &[Frame]) -> (Vec<[[f32; BANDS]; STEPS]>, Vec<usize>) {
    let (mut last, mut since) = (0, 0);
    let answers = frames.iter().map(|frame| {
        (last, since) = if frame.word > 0 { (frame.word, 0) } else { (last, since + 1) };
        match (last, since, frame.share) {
            (word, 0, 1.0) | (word, 1..3, _) if word > 0 => Some(word),
            (_, 0, share) if share < 0.5 => Some(0),
            (0, ..) | (_, LATE.., _) => Some(0),
            _ => None,
        }
    });
    let windows = frames.windows(STEPS).map(|window| std::array::from_fn(|step| window[step].bands));
    let answered = windows.zip(answers.skip(STEPS - 1)).enumerate();
    let taken = answered.filter_map(|(at, (window, answer))| {
        let every = if answer? > 0 { 3 } else { 20 };
        Some((window, answer.filter(|_| at % every == 0)?))
    });
    taken.unzip()
}

/// The words in a signal.
fn said(frames: &[Frame]) -> Vec<Said> {
    let mut said: Vec<Said> = Vec::new();
    for (at, frame) in frames.iter().enumerate().filter(|(_, frame)| frame.word > 0) {
        match said.last_mut() {
            Some((_, frames)) if *frames.end() + 1 == at => *frames = *frames.start()..=at,
            _ => said.push((frame.word, at..=at)),
        }
    }
    said
}

/// The words that were heard.
fn heard(probabilities: &[[f32; WORDS.len()]]) -> Vec<Heard> {
    let mut hearing = Hearing::default();
    let heard = probabilities.iter().enumerate();
    heard.filter_map(|(at, of)| hearing.word(of).map(|word| (word, at, of[word]))).collect()
}

/// Whether this is that word, heard at the right time.
fn is_of(&(heard, at, _): &Heard, (word, frames): &Said) -> bool {
    heard == *word && (*frames.start()..=*frames.end() + LATE).contains(&at)
}

/// Prints what was said and heard in the first frames.
fn timeline(said: &[Said], heard: &[Heard], frames: usize) {
    let seconds = |frame: usize| frame as f64 / FRAMES_A_SECOND as f64;
    let mut lines: Vec<(usize, String)> = Vec::new();
    for word in said {
        let text =
            format!("{:<7} {:5.2} to {:5.2} s", WORDS[word.0], seconds(*word.1.start()), seconds(*word.1.end() + 1));
        let answer = match heard.iter().find(|heard| is_of(heard, word)) {
            Some((_, at, sure)) => format!("at {:5.2} s, {:.0} %", seconds(at + 1), 100.0 * sure),
            None => "missed".to_owned(),
        };
        lines.push((*word.1.start(), format!("{text}   {answer}")));
    }
    for (word, at, _) in heard.iter().filter(|heard| !said.iter().any(|said| is_of(heard, said))) {
        lines.push((*at, format!("{:26}   {} at {:5.2} s: a false alarm", "", WORDS[*word], seconds(at + 1))));
    }
    lines.sort();
    println!("{:<26}   heard", "said");
    lines.iter().take_while(|(at, _)| *at < frames).for_each(|(_, line)| println!("{line}"));
}

/// Draws the first frames with the probabilities of the words.
fn picture(frames: &[Frame], probabilities: &[[f32; WORDS.len()]], said: &[Said], count: usize) {
    let bands: Vec<&[f32]> = frames.iter().take(count).map(|frame| frame.bands.as_slice()).collect();
    let line = |word: usize| (WORDS[word], probabilities.iter().take(count).map(|of| of[word]).collect());
    let truth: Vec<_> = said.iter().map(|(word, frames)| (word - 1, *frames.start(), *frames.end())).collect();
    let what = draw::Timeline {
        seconds: 1.0 / FRAMES_A_SECOND as f64,
        frames: &bands,
        bands: ["400 Hz", "2200 Hz"],
        truth: &truth[..truth.partition_point(|&(_, _, last)| last < count)],
        lines: &[line(1), line(2), line(3)],
    };
    draw::timeline("target/pictures/keyword.svg", "Ten bands of a signal, and what a network hears in it", &what);
}
