//! What the programs print.

use std::collections::BTreeMap;

/// How far a number may be from that of the host: of itself, or of 1 if it is smaller.
const NEAR: f32 = 1e-5;
/// What a program prints of a network.
#[derive(Default)]
pub struct Printed {
    /// Bytes that network, trainer, input and outputs take.
    pub needs: u64,
    /// What numbers are, and the numbers, in the order in which they come.
    numbers: Vec<(String, Vec<f32>)>,
    /// Stack and what is stated for it, by work.
    pub stack: BTreeMap<String, (u64, u64)>,
    pub learns: bool,
    /// Whether all was printed.
    pub ends: bool,
}

impl Printed {
    /// What a program prints of its networks, by their numbers.
    pub fn parse(text: &str) -> BTreeMap<usize, Self> {
        let (mut all, mut last) = (BTreeMap::new(), None);
        for line in text.lines() {
            let mut words = line.split(' ');
            let first = words.next().unwrap_or_default();
            let words: Vec<&str> = words.collect();
            let number = || words.first().and_then(|word| word.parse().ok()).unwrap_or(0);
            if first == "network" {
                last = Some(number() as usize);
            }
            let Some(last) = last else { continue };
            let printed: &mut Self = all.entry(last).or_default();
            match first {
                "network" => {}
                "needs" => printed.needs = number(),
                "learns" => (printed.learns, printed.ends) = (number() == 1, true),
                "measured" => {
                    let value = |name: &str| {
                        let value = words.iter().find_map(|word| word.strip_prefix(name));
                        value.and_then(|value| value.parse().ok()).unwrap_or(0)
                    };
                    let work = words.first().copied().unwrap_or_default();
                    printed.stack.insert(work.into(), (value("stack="), value("planned=")));
                }
                name => {
                    let bits = words.iter().filter_map(|word| u32::from_str_radix(word, 16).ok());
                    printed.numbers.push((name.into(), bits.map(f32::from_bits).collect()));
                }
            }
        }
        all
    }

    /// How far its numbers are at most from those of the host; the first that is too far, as an error.
    pub fn far(&self, host: &Self) -> std::result::Result<f32, String> {
        let mut worst = 0.0_f32;
        for (name, expected) in &host.numbers {
            let found = self.numbers.iter().find(|(found, _)| found == name);
            let found = found.map_or(&[][..], |(_, numbers)| numbers);
            if found.len() != expected.len() {
                return Err(format!("{name}: {} numbers where the host has {}", found.len(), expected.len()));
            }
            for (at, (found, expected)) in found.iter().zip(expected).enumerate() {
                let far = (found - expected).abs() / expected.abs().max(1.0);
                // What is no number is far too.
                if far.is_nan() || far > NEAR {
                    return Err(format!("{name} {at} is {found:?} where the host has {expected:?}"));
                }
                worst = worst.max(far);
            }
        }
        Ok(worst)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_apart_and_numbers_compared() {
        let line = |bits: &str| {
            format!("network 3\nneeds 100\nforward {bits}\nmeasured step instructions=1 stack=80 planned=4\n")
        };
        let parse = |text: &str| Printed::parse(text).remove(&3).unwrap();
        let host = parse(&line("3f800000 bf800000"));
        assert_eq!((host.needs, host.stack["step"], host.ends), (100, (80, 4), false));
        assert!(parse(&(line("") + "learns 1\n")).ends);
        assert_eq!(parse(&line("3f800000 bf800000")).far(&host), Ok(0.0));
        assert!(parse(&line("3f800001 bf800000")).far(&host).unwrap() > 1e-7);
        for wrong in ["3f800100 bf800000", "3f800000", "3f800000 7fc00000", "bf800000 3f800000"] {
            assert!(parse(&line(wrong)).far(&host).is_err(), "{wrong}");
        }
    }
}
