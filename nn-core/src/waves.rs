//! Sine and cosine of places in a series, as constants: a chip that reads them computes none.

use core::f64::consts::{LN_2, LN_10};

/// The waves of every step: of channels `2i` and `2i + 1` sine and cosine of `step / 10000^(2i / N)`.
pub const fn waves<const STEPS: usize, const N: usize>() -> [[f64; N]; STEPS] {
    let mut waves = [[0.0; N]; STEPS];
    let mut channel = 0;
    while channel < N {
        let [sine, cosine] = sine_and_cosine(exp(channel as f64 / N as f64 * -4.0 * LN_10));
        // From one step to the next they turn by the same angle.
        let (mut here, mut at) = ([0.0, 1.0], 0);
        while at < STEPS {
            waves[at][channel] = here[0];
            if channel + 1 < N {
                waves[at][channel + 1] = here[1];
            }
            here = [here[0] * cosine + here[1] * sine, here[1] * cosine - here[0] * sine];
            at += 1;
        }
        channel += 2;
    }
    waves
}

/// The same as `f32`.
pub const fn single_waves<const STEPS: usize, const N: usize>() -> [[f32; N]; STEPS] {
    let (waves, mut single, mut at) = (waves::<STEPS, N>(), [[0.0; N]; STEPS], 0);
    while at < STEPS {
        let mut channel = 0;
        while channel < N {
            single[at][channel] = waves[at][channel] as f32;
            channel += 1;
        }
        at += 1;
    }
    single
}

/// `eˣ` of `−30 < x ≤ 0`: a power of two, and a series of what is left, which is below ½.
const fn exp(x: f64) -> f64 {
    let halvings = (0.5 - x / LN_2) as u64;
    let rest = x + halvings as f64 * LN_2;
    let (mut sum, mut term, mut at) = (1.0, 1.0, 1);
    while at < 18 {
        term *= rest / at as f64;
        sum += term;
        at += 1;
    }
    sum * f64::from_bits((1023 - halvings) << 52)
}

/// Of an angle up to 1, by their series.
const fn sine_and_cosine(angle: f64) -> [f64; 2] {
    let (mut sums, mut term, mut at) = ([0.0, 1.0], 1.0, 1);
    while at < 22 {
        term *= angle / at as f64;
        // Signs change behind every second term.
        let signed = if at % 4 < 2 { term } else { -term };
        sums[(at + 1) % 2] += signed;
        at += 1;
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Those of the standard library, for numbers of channels that are even and odd, as far as a thousand steps.
    #[test]
    fn waves_are_sine_and_cosine() {
        fn compare<const STEPS: usize, const N: usize>() {
            let (waves, single) = (waves::<STEPS, N>(), single_waves::<STEPS, N>());
            for (at, waves) in waves.iter().enumerate() {
                for (channel, &wave) in waves.iter().enumerate() {
                    let angle = at as f64 / 10_000f64.powf((channel - channel % 2) as f64 / N as f64);
                    let want = if channel % 2 == 0 { angle.sin() } else { angle.cos() };
                    assert!((wave - want).abs() < 1e-12, "{at} {channel} of {N}: {wave}, not {want}");
                    assert_eq!(single[at][channel], wave as f32);
                }
            }
        }
        compare::<1, 1>();
        compare::<3, 2>();
        compare::<50, 7>();
        compare::<1000, 12>();
        compare::<0, 4>();
    }
}
