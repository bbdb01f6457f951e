//! Names, letter by letter: how near does a network come to the rule that made them? Here the rule is known, and so the answer is.
//!
//! ```sh
//! cargo run --release --example names
//! cargo run --release --example names -- --quick           # a tenth of the training
//! ```
//!
//! The rule: a name has two to four syllables, each of an onset, a vowel and sometimes a closing `l`, `n` or `r`. The first vowel
//! decides whether all others are of `eiy` or of `aou`, and a syllable never begins as the one before it did. So one has to
//! remember the kind of vowels, the last onset, and how many syllables there were; `Rule` is all there is to it.
//!
//! The letters so far say where in the rule one is, and no forecast of the next one can be better than the rule's own
//! probabilities. What they still lose is the entropy of the next letter, averaged over where one may be, and `entropies` computes
//! it exactly. The network loses that and what it has not learned: its loss is the mean over the steps of names it never saw. In
//! training every name is new too, so that nothing can be learned by heart.
//!
//! Expect a loss within 0.01 of the entropy, `target/pictures/names.svg`, and names that the network makes up by itself, a letter at
//! a time from its own probabilities, of which the rule allows nearly all, in ten to twenty seconds.

mod support;

use std::collections::BTreeMap;
use std::process::ExitCode;

use nn_core::prelude::*;
use support::{Options, Outcome, draw, progress};

const STEPS: usize = 32;
/// The letters, and in front of them what stands between two names.
const LETTERS: &str = " abcdefghijklmnopqrstuvwxyz";
const COUNT: usize = LETTERS.len();
const END: usize = 0;

network! {
    /// A letter in, the probabilities of the next one out, at every step.
    pub struct Names {
        input:  [Index<COUNT>; STEPS],
        embed:  Embedding(16),
        memory: Gru(48),
        next:   EachStep { logits: Dense(COUNT), Softmax },
    }
}

/// Letters as they go in, and those that come next.
type Row = ([Index<COUNT>; STEPS], [usize; STEPS]);

fn main() -> ExitCode {
    support::run(program)
}

fn program() -> Outcome {
    let options = Options::read(&[])?;
    let steps = if options.quick { 300 } else { 3000 };
    println!("{}\n", Names::SUMMARY);

    let (entropy, by_last_letter) = entropies();
    println!("the least possible loss: {entropy:.4} nats a letter; by the last letter alone: {by_last_letter:.4}\n");
    let mut net = Names::new(1);
    let mut trainer = Trainer::new(&net, CrossEntropy, Adam::new(0.01)).schedule(Cosine::new(steps as u64));
    let (mut losses, mut random) = (Vec::new(), Random::new(1));
    let bar = progress::bar("learning", steps);
    for step in 1..=steps {
        let (inputs, targets): (Vec<_>, Vec<_>) = (0..32).map(|_| row(&mut random)).unzip();
        let loss = trainer.step(&mut net, &inputs, &targets)?;
        losses.push(f64::from(loss));
        if step % (steps / 10) == 0 {
            let loss = mean(&losses[step - steps / 10..]);
            bar.suspend(|| println!("step {step:4}/{steps}  loss {loss:.4}"));
        }
        bar.inc(1);
    }
    bar.finish_and_clear();

    let mut random = Random::new(2);
    let (inputs, targets): (Vec<_>, Vec<_>) = (0..4000).map(|_| row(&mut random)).unzip();
    let report = evaluate(&net, &Data::new(&inputs, &targets), CrossEntropy)?;
    let own = targets.iter().map(surprise).sum::<f64>() / targets.len() as f64;
    println!(
        "\n4000 rows of {STEPS} letters it never saw: loss {:.4}; of the rule itself on these rows {own:.4}",
        report.loss
    );

    let made: Vec<String> = (0..1000).map(|_| make_up(&net, &mut random)).collect();
    println!("\nnames it makes up (those that the rule does not allow in brackets):");
    for names in made[..40].chunks(8) {
        let shown = |name: &String| if is_allowed(name) { name.clone() } else { format!("[{name}]") };
        println!("{}", names.iter().map(|name| format!("  {:<14}", shown(name))).collect::<String>().trim_end());
    }
    let allowed = made.iter().filter(|name| is_allowed(name)).count();
    println!("the rule allows {allowed} of 1000\n");

    // Means of ten steps; the first of them would flatten all others.
    let curve: Vec<_> = losses.chunks(10).zip(0..).map(|(part, at)| (10.0 * f64::from(at) + 5.0, mean(part))).collect();
    let all_along = |loss| [(0.0, loss), (steps as f64, loss)];
    let (least, last) = (all_along(entropy), all_along(by_last_letter));
    let series = [
        ("the network", &curve[1..]),
        ("by the last letter alone, at best", &last),
        ("the entropy of the rule", &least),
    ];
    draw::chart("target/pictures/names.svg", "Learning a rule of names", "step", "loss in nats a letter", &series);
    println!("loss {:.4} nats a letter, the rule's entropy {entropy:.4}, {allowed} of 1000 names allowed", report.loss);
    Ok(())
}

/// How far a name has come: all that what follows depends on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rule {
    /// The last letter was…
    behind: Behind,
    /// Vowels so far.
    syllables: usize,
    /// What vowels are chosen from, once there was one.
    vowels: Option<&'static str>,
    /// What the last syllable began with.
    onset: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Behind {
    Onset,
    Vowel,
    /// A closing consonant, or the end of the name before.
    Close,
}

impl Rule {
    const START: Rule = Rule { behind: Behind::Close, syllables: 0, vowels: None, onset: END };

    /// The letters that may come next, each with its probability and where it leads.
    fn next(self) -> Vec<(usize, f64, Rule)> {
        let mut next = Vec::new();
        let mut one_of = |letters: &str, probability: f64, leads_to: &dyn Fn(usize) -> Rule| {
            let each = probability / letters.len() as f64;
            next.extend(letters.chars().map(number).map(|letter| (letter, each, leads_to(letter))));
        };
        if self.behind == Behind::Onset {
            let kinds = self.vowels.map_or(vec!["eiy", "aou"], |kind| vec![kind]);
            for &kind in &kinds {
                let (vowels, syllables) = (Some(kind), self.syllables + 1);
                let vowel = Rule { behind: Behind::Vowel, vowels, syllables, ..self };
                one_of(kind, 1.0 / kinds.len() as f64, &|_| vowel);
            }
        } else {
            let closes = if self.behind == Behind::Vowel { 0.25 } else { 0.0 };
            let ends = [0.0, 0.0, 0.5, 0.5, 1.0][self.syllables];
            let onsets: String = "bdgkmpstvz".chars().filter(|&letter| number(letter) != self.onset).collect();
            one_of("lnr", closes, &|_| Rule { behind: Behind::Close, ..self });
            one_of(" ", (1.0 - closes) * ends, &|_| Rule::START);
            one_of(&onsets, (1.0 - closes) * (1.0 - ends), &|onset| Rule { behind: Behind::Onset, onset, ..self });
        }
        next.retain(|&(_, probability, _)| probability > 0.0);
        next
    }

    /// Where a letter leads, and how probable it is; `None` if it is not allowed.
    fn take(self, letter: usize) -> Option<(f64, Rule)> {
        self.next().into_iter().find(|&(other, ..)| other == letter).map(|(_, probability, rule)| (probability, rule))
    }
}

/// The entropy of the next letter in nats, the mean over the steps of a row: for who knows all letters before, and for who knows
/// the last one only. At each step all places are gone through that the rule may have come to, each as probable as it is; a
/// letter leads to one place only, so that letters tell as much as places do.
fn entropies() -> (f64, f64) {
    let mut places = BTreeMap::from([((END, Rule::START), 1.0)]);
    let (mut sum, mut pairs) = (0.0, [[0.0; COUNT]; COUNT]);
    for _ in 0..STEPS {
        for ((last, rule), share) in std::mem::take(&mut places) {
            for (letter, probability, to) in rule.next() {
                sum -= share * probability * probability.ln();
                pairs[last][letter] += share * probability;
                *places.entry((letter, to)).or_insert(0.0) += share * probability;
            }
        }
    }
    let of_pairs = pairs.iter().map(|pairs| {
        let all: f64 = pairs.iter().sum();
        pairs.iter().filter(|&&share| share > 0.0).map(|share| -share * (share / all).ln()).sum::<f64>()
    });
    (sum / STEPS as f64, of_pairs.sum::<f64>() / STEPS as f64)
}

/// Names of the rule, one after the other: what goes in begins with the end of the name before.
fn row(random: &mut Random) -> Row {
    let mut rule = Rule::START;
    let targets = std::array::from_fn(|_| {
        let next = rule.next();
        let at = drawn(next.iter().map(|&(_, probability, _)| probability), random);
        rule = next[at].2;
        next[at].0
    });
    let inputs = std::array::from_fn(|step| index(if step == 0 { END } else { targets[step - 1] }));
    (inputs, targets)
}

/// What the rule itself loses on a row, in nats a letter.
fn surprise(letters: &[usize; STEPS]) -> f64 {
    let mut rule = Rule::START;
    let losses = letters.iter().filter_map(|&letter| {
        let (probability, to) = rule.take(letter)?;
        rule = to;
        Some(-probability.ln())
    });
    losses.sum::<f64>() / STEPS as f64
}

/// A name from the network: a letter is drawn from its probabilities, and is what it sees next.
fn make_up(net: &Names, random: &mut Random) -> String {
    let (mut stream, mut letter, mut name) = (Names::stream(), END, String::new());
    while let Some(probabilities) = net.step(&mut stream, &index(letter)) {
        letter = drawn(probabilities.iter().map(|&probability| f64::from(probability)), random);
        if letter == END || name.len() == STEPS {
            break;
        }
        name.extend(LETTERS.chars().nth(letter));
    }
    name
}

fn is_allowed(name: &str) -> bool {
    let end = name.chars().map(number).chain([END]).try_fold(Rule::START, |rule, letter| Some(rule.take(letter)?.1));
    end.is_some()
}

/// One of several, each as probable as is said.
fn drawn(probabilities: impl Iterator<Item = f64>, random: &mut Random) -> usize {
    let (mut rest, mut last) = (random.uniform::<f64>(), 0);
    for (at, probability) in probabilities.enumerate().filter(|&(_, probability)| probability > 0.0) {
        (rest, last) = (rest - probability, at);
        if rest < 0.0 {
            break;
        }
    }
    last
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn number(letter: char) -> usize {
    LETTERS.find(letter).unwrap_or(END)
}

fn index(letter: usize) -> Index<COUNT> {
    Index::new(letter).unwrap_or_default()
}
