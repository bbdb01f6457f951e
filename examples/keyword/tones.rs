//! A voice of tones in noise, and an ear of ten narrow filters: no tables but one, no heap, nothing of `std`.
//!
//! Samples come 8000 times a second. Every 160 of them are a frame: how loud it is around 400, 600, … 2200 Hz.

use nn_core::{Math, Random};

/// Bands of a frame.
pub const BANDS: usize = 10;
/// Frames in a second.
pub const FRAMES_A_SECOND: usize = 50;
/// What can be said; 0 is none of the others.
pub const WORDS: [&str; 4] = ["silence", "rise", "fall", "warble"];

/// Samples in a second.
const RATE: f32 = 8000.0;
/// The ear listens to 40 samples at a time, so that a band is 200 Hz wide, and adds up four such blocks.
const BLOCK: usize = 40;
const BLOCKS: usize = 4;
/// `2 cos(2π · f / RATE)` for the middle of every band, as the filter of Goertzel (1958) takes it.
const TURNS: [f32; BANDS] = [
    1.902_113,
    1.782_013,
    1.618_034,
    core::f32::consts::SQRT_2,
    1.175_571,
    0.907_981,
    0.618_034,
    0.312_869,
    0.0,
    -0.312_869,
];
/// Noise is uniform between minus and plus this.
const NOISE: f32 = 1.0;

/// What sounds for some frames.
struct Sound {
    /// Which of [`WORDS`]; 0 for a pause and for a hum, a tone that is no word.
    word: usize,
    frames: usize,
    loud: f32,
    low: f32,
    high: f32,
}

impl Sound {
    /// Nothing, for a sixth of a second to half a second.
    fn pause(random: &mut Random) -> Self {
        Self { word: 0, frames: 8 + random.below(18) as usize, loud: 0.0, low: 0.0, high: 0.0 }
    }

    /// A hum, or a word: neither its pitch nor its length nor its loudness is ever the same.
    fn draw(random: &mut Random) -> Self {
        let mut between = |low: f32, high: f32| low + (high - low) * random.uniform::<f32>();
        let (loud, low, wide) = (between(0.22, 0.8), between(450.0, 900.0), between(600.0, 1200.0));
        let (word, frames) = (random.below(4) as usize, 10 + random.below(5) as usize);
        Self { word, frames, loud, low, high: low + wide }
    }

    /// Its pitch when this share of it is over: a rise from low to high, a fall, or a warble, low and high by turns.
    fn pitch(&self, share: f32) -> f32 {
        match self.word {
            1 => self.low + (self.high - self.low) * share,
            2 => self.high + (self.low - self.high) * share,
            3 if (4.0 * share) as usize % 2 == 1 => self.high,
            _ => self.low,
        }
    }
}

/// What was heard in a frame, and the truth about it.
pub struct Frame {
    /// The logarithm of the energy in every band, about 0 where there is noise only.
    pub bands: [f32; BANDS],
    /// The word that is being said, 0 between words.
    pub word: usize,
    /// How much of the sound is over, from 0 to 1.
    pub share: f32,
}

/// A signal without an end: a pause, a word or a hum, a pause, and so on.
pub struct Signal {
    random: Random,
    sound: Sound,
    frames: usize,
    phase: f32,
}

impl Signal {
    /// The signal of this seed.
    pub fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        Self { sound: Sound::pause(&mut random), random, frames: 0, phase: 0.0 }
    }

    /// The next sample, at a pitch in Hz.
    fn sample(&mut self, pitch: f32) -> f32 {
        let phase = self.phase + core::f32::consts::TAU / RATE * pitch;
        self.phase = if phase < core::f32::consts::TAU { phase } else { phase - core::f32::consts::TAU };
        self.sound.loud * Math::cos(self.phase) + NOISE * (2.0 * self.random.uniform::<f32>() - 1.0)
    }

    /// The next frame.
    pub fn frame(&mut self) -> Frame {
        if self.frames == self.sound.frames {
            let is_pause = self.sound.loud == 0.0;
            self.sound = if is_pause { Sound::draw(&mut self.random) } else { Sound::pause(&mut self.random) };
            self.frames = 0;
        }
        self.frames += 1;
        let share = self.frames as f32 / self.sound.frames as f32;
        let pitch = self.sound.pitch(share);
        let mut energies = [0.0; BANDS];
        for _ in 0..BLOCKS {
            let mut states = [(0.0, 0.0); BANDS];
            for _ in 0..BLOCK {
                let sample = self.sample(pitch);
                for ((last, before), turn) in states.iter_mut().zip(TURNS) {
                    (*last, *before) = (sample + turn * *last - *before, *last);
                }
            }
            for ((energy, (last, before)), turn) in energies.iter_mut().zip(states).zip(TURNS) {
                *energy += last * last + before * before - turn * last * before;
            }
        }
        // Of noise alone a band has `BLOCKS · BLOCK · NOISE² / 3` on average.
        let quiet = (BLOCKS * BLOCK) as f32 * NOISE * NOISE / 3.0;
        Frame { bands: energies.map(|energy| Math::ln(energy / quiet + 0.1)), word: self.sound.word, share }
    }
}
