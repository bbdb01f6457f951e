//! M6: a convolution of 3×3, `Relu` and the largest of every 2×2, the same again, and a dense layer. Channels stand last, and what a
//! window does not fill is not seen. Weights lie `[row][column][channel][output]`, those of the dense layer too.

use crate::model::{Layer, inputs};

pub const NAME: &str = "M6";
/// How long a side is before either convolution and before the dense layer.
pub const SIDES: [usize; 3] = [28, pooled(28), pooled(pooled(28))];
/// Behind these, and the outputs.
pub const CHANNELS: [usize; 4] = [1, 8, 16, 10];
/// What goes into one sum of every layer.
pub const TERMS: [usize; 3] = [9 * CHANNELS[0], 9 * CHANNELS[1], SIDES[2] * SIDES[2] * CHANNELS[2]];
/// Where the second pooling does not look nobody has to compute.
pub const MULTIPLY_ADDS: usize = {
    let [first, second, third] = [TERMS[0] * CHANNELS[1], TERMS[1] * CHANNELS[2], TERMS[2] * CHANNELS[3]];
    4 * (SIDES[1] * SIDES[1] * first + SIDES[2] * SIDES[2] * second) + third
};

/// How long a side is behind a convolution and the largest of every 2×2.
pub const fn pooled(side: usize) -> usize {
    (side - 2) / 2
}

pub fn parameters() -> [Layer; 3] {
    std::array::from_fn(|at| Layer::drawn(at as u32 + 1, TERMS[at], CHANNELS[at + 1]))
}

pub fn batch(rows: usize) -> Vec<f32> {
    inputs(rows * SIDES[0] * SIDES[0])
}

/// Rows and columns of a square.
pub fn square(side: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..side * side).map(move |at| (at / side, at % side))
}

/// What the window at a pixel sees, in the order of weights.
pub fn window<T: Copy>(map: &[T], side: usize, row: usize, column: usize) -> impl Iterator<Item = T> {
    let channels = map.len() / (side * side);
    square(3).flat_map(move |(down, right)| {
        let at = ((row + down) * side + column + right) * channels;
        map[at..at + channels].iter().copied()
    })
}

/// What comes out of every image of a batch, in `f64`.
pub fn outputs(rows: usize) -> Vec<f64> {
    let [edges, curves, logits] = parameters();
    let images = batch(rows);
    let answer = |image: &[f32]| {
        let mut map: Vec<f64> = image.iter().map(|&pixel| pixel.into()).collect();
        for (layer, side) in [&edges, &curves].into_iter().zip(SIDES) {
            map = convolved(&map, side, layer);
        }
        logits.sums(&map)
    };
    images.chunks_exact(SIDES[0] * SIDES[0]).flat_map(answer).collect()
}

fn convolved(map: &[f64], side: usize, layer: &Layer) -> Vec<f64> {
    let mut found = Vec::new();
    for (row, column) in square(pooled(side)) {
        // Nothing is less, by `Relu`.
        let mut most = vec![0.0; layer.bias.len()];
        for (down, right) in square(2) {
            let seen: Vec<f64> = window(map, side, 2 * row + down, 2 * column + right).collect();
            most.iter_mut().zip(layer.sums(&seen)).for_each(|(most, sum)| *most = sum.max(*most));
        }
        found.extend(most);
    }
    found
}
