//! What a kernel for a few pixels is told: what they see, which channels are asked for, and what becomes of their sums.

/// Channels that are computed together: four where there are fewer than eight.
pub const LANES: usize = 8;
/// Channels without which nothing is.
pub const FEWEST: usize = 4;

/// The part of an image that an output sees: runs of numbers, which meet as many rows of the weight. In this order for the assembly.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Part {
    /// Numbers of the image between the end of a run and the next one.
    pub gap: usize,
    /// Numbers of the weight between its rows for a run and those for the next one.
    pub skipped: usize,
    /// How many numbers are in a run.
    pub long: usize,
    /// How many runs; none of them is empty.
    pub runs: usize,
    /// Channels that come out: how long a row of the weight is.
    pub outputs: usize,
    /// Channels that are computed together, eight or four.
    pub lanes: usize,
    /// From the first number of the image to behind the last.
    pub reach: usize,
    /// From the first row of the weight to the last.
    pub last: usize,
}

impl Part {
    pub const fn new([runs, long]: [usize; 2], gap: usize, skipped: usize, outputs: usize) -> Self {
        let turns = runs.saturating_sub(1);
        let (reach, rows) = (turns * (long + gap) + long, turns * (long + skipped) + long);
        let lanes = if outputs < LANES { FEWEST } else { LANES };
        Self {
            gap,
            skipped: skipped * outputs,
            long,
            runs,
            outputs,
            lanes,
            reach,
            last: rows.saturating_sub(1) * outputs,
        }
    }
}

/// Neighbouring channels of what some outputs see.
pub struct Channels<'a> {
    /// What each of them sees.
    pub part: &'a Part,
    /// The rows of the weight that meet it, and more.
    pub weight: &'a [f32],
    /// The first channel.
    pub at: usize,
    /// Where their sums begin.
    pub bias: &'a [f32],
}

/// What becomes of the sums of two pixels.
#[derive(Clone, Copy, PartialEq)]
pub enum Then {
    /// They are kept, a pixel behind a pixel.
    Keep,
    /// They are kept without the other channels.
    KeepTogether,
    /// The larger of each two is kept; of the first pixel a ReLU.
    Start,
    /// The largest of what was kept and each two is kept.
    Raise,
}

impl Then {
    /// Numbers from the sums of a pixel to those of the next one, if both are kept.
    #[inline(always)]
    pub fn behind(self, part: &Part) -> Option<usize> {
        match self {
            Self::Keep => Some(part.outputs),
            Self::KeepTogether => Some(part.lanes),
            _ => None,
        }
    }
}
