//! M8: a GRU that takes a frame at a time and keeps its state from one to the next. The reset stands behind the product with the
//! state, as in PyTorch; weights lie `[input][gate][unit]`, biases `[gate][unit]`, and gates are reset, update and candidate.

use std::hint::black_box;

use crate::clock::{Contender, aligned};
use crate::model::{Layer, apart, inputs};

pub const NAME: &str = "M8";
pub const INPUTS: usize = 10;
pub const UNITS: usize = 64;
/// All gates.
pub const GATES: usize = 3 * UNITS;
/// So many are compared; then they come again and again, and the state goes on.
pub const FRAMES: usize = 32;
pub const MULTIPLY_ADDS: usize = GATES * (INPUTS + UNITS);

/// What a frame adds, and what the state does.
pub fn parameters() -> [Layer; 2] {
    [Layer::drawn(1, INPUTS, GATES), Layer::drawn(2, UNITS, GATES)]
}

pub fn frames(count: usize) -> Vec<f32> {
    inputs(count * INPUTS)
}

/// The state behind every frame, from zero on, in `f64`.
pub fn states(count: usize) -> Vec<f64> {
    let [of_frame, of_state] = parameters();
    let (mut state, mut states) = (vec![0.0; UNITS], Vec::new());
    for frame in frames(count).chunks_exact(INPUTS) {
        let frame: Vec<f64> = frame.iter().map(|&number| number.into()).collect();
        let (x, h) = (of_frame.sums(&frame), of_state.sums(&state));
        for (unit, state) in state.iter_mut().enumerate() {
            let [reset, update, candidate] = [0, 1, 2].map(|gate| gate * UNITS + unit);
            let sigmoid = |at: usize| 1.0 / (1.0 + (-(x[at] + h[at])).exp());
            let new = (x[candidate] + sigmoid(reset) * h[candidate]).tanh();
            *state = (1.0 - sigmoid(update)) * new + sigmoid(update) * *state;
        }
        states.extend_from_slice(&state);
    }
    states
}

/// Somebody's step: from a frame to the state behind it, which it keeps.
pub fn contender(name: &'static str, mut step: impl FnMut(&[f32; INPUTS]) -> [f32; UNITS] + 'static) -> Contender {
    let mut x = aligned([[0.0; INPUTS]; FRAMES]);
    x.0.as_flattened_mut().copy_from_slice(&frames(FRAMES));
    let found: Vec<f32> = x.0.iter().flat_map(&mut step).collect();
    let error = apart(&found, &states(FRAMES));
    let mut at = 0;
    let work = move || {
        black_box(step(black_box(&x.0[at])));
        at = (at + 1) % FRAMES;
    };
    Contender { name, error, work: Box::new(work) }
}
