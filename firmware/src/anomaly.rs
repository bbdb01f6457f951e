//! The autoencoder of MLPerf Tiny's anomaly detection: 640-128×4-8-128×4-640, with seeded weights.

use core::hint::black_box;

use nn_core::prelude::*;

network! {
    /// A spectrum in, the same spectrum out if the machine sounds as usual.
    pub struct Anomaly {
        input:   [f32; 640],
        first:   Dense(128),
        Relu,
        second:  Dense(128),
        Relu,
        third:   Dense(128),
        Relu,
        fourth:  Dense(128),
        Relu,
        narrow:  Dense(8),
        Relu,
        fifth:   Dense(128),
        Relu,
        sixth:   Dense(128),
        Relu,
        seventh: Dense(128),
        Relu,
        eighth:  Dense(128),
        Relu,
        output:  Dense(640),
    }
}

/// Weights from a seed, made by the compiler; they stay in flash.
pub static ANOMALY: Anomaly = {
    let mut net = Anomaly::zeros();
    net.first.weight = draw(1);
    net.second.weight = draw(2);
    net.third.weight = draw(3);
    net.fourth.weight = draw(4);
    net.narrow.weight = draw(5);
    net.fifth.weight = draw(6);
    net.sixth.weight = draw(7);
    net.seventh.weight = draw(8);
    net.eighth.weight = draw(9);
    net.output.weight = draw(10);
    net
};

/// Weights between about ±√(6 / inputs), by a 32-bit xorshift (Marsaglia 2003).
const fn draw<const IN: usize, const OUT: usize>(seed: u32) -> [[f32; OUT]; IN] {
    let limit = match IN {
        8 => 0.866,
        128 => 0.2165,
        _ => 0.0968,
    };
    let mut weights = [[0.0; OUT]; IN];
    let mut state = seed.wrapping_mul(0x9e37_79b9);
    let mut at = 0;
    while at < IN * OUT {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        weights[at / OUT][at % OUT] = ((state >> 8) as f32 / 8_388_608.0 - 1.0) * limit;
        at += 1;
    }
    weights
}

/// A made-up spectrum.
pub fn spectrum(number: usize) -> [f32; 640] {
    let mut input = [0.0; 640];
    for (at, x) in input.iter_mut().enumerate() {
        *x = (at.wrapping_mul(37).wrapping_add(number.wrapping_mul(101)) % 64) as f32 / 64.0;
    }
    input
}

/// One pass.
#[inline(never)]
pub fn infer(net: &Anomaly, input: &[f32; 640], output: &mut [f32; 640]) {
    net.forward_into(input, output);
}

/// Bytes planned for it; input and output are the caller's.
pub const INFERENCE: usize = Anomaly::INFERENCE_BYTES;

/// An input for the smallest program.
static BLANK: [f32; 640] = [0.0; 640];

/// The smallest program that infers.
pub fn only_infer() {
    let mut output = [0.0; 640];
    infer(black_box(&ANOMALY), black_box(&BLANK), &mut output);
    black_box(output);
}
