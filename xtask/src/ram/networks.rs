//! The networks: those of the catalogue, those whose kernels have many cases, and generated ones.

use crate::layers;
use crate::mutate::plain;
use crate::random::Random;

/// How many are generated.
const GENERATED: usize = 50;
/// How many inputs the networks of the catalogue have: few, so that they fit into small chips.
const INPUTS: usize = 8;

/// A network: its name, and the code that declares it as `Net`.
pub struct Network {
    pub name: String,
    pub code: String,
}

impl Network {
    fn of(name: impl Into<String>, declaration: &str) -> Self {
        Self { name: name.into(), code: format!("nn_core::network! {{ pub struct Net {{ {declaration} }} }}") }
    }

    /// What stands between its braces, in one line.
    pub fn declaration(&self) -> String {
        let words: Vec<&str> = self.code.split_whitespace().collect();
        let text = words.join(" ");
        let (_, inner) = text.split_once("struct Net {").unwrap_or(("", &text));
        inner.trim_end_matches([' ', '}']).trim().replace("#[frozen]", "frozen")
    }

    /// Whether it has convolutions.
    pub fn convolves(&self) -> bool {
        self.code.contains("Conv")
    }

    /// All of them.
    pub fn all(seed: u64) -> Vec<Self> {
        let catalogue = layers::Network::all(INPUTS).into_iter();
        // Frozen, what learns from whole mini-batches takes fused steps too.
        let declaration = |network: &layers::Network| match network.of_batch {
            true => network.declaration.replace("layer:", "#[frozen] layer:"),
            false => network.declaration.clone(),
        };
        let mut all: Vec<_> = catalogue.map(|network| Self::of(&network.name, &declaration(&network))).collect();
        all.extend(chosen());
        all.extend((0..GENERATED).map(|number| {
            let mut random = Random::new(seed, number);
            let name = format!("generated {number}");
            match number % 5 {
                0 => Self::of(name, &image(&mut random)),
                1 => Self::of(name, &series(&mut random)),
                _ => Self { name, code: plain(random, (1, 6), (1, 48)) },
            }
        }));
        all
    }
}

/// Channels in groups and beside them, windows of all sorts, what mixes channels between a convolution and its pool, and series.
fn chosen() -> Vec<Network> {
    let mut chosen = Vec::new();
    for channels in [4, 5, 8, 13] {
        for (name, inputs, arguments) in [
            ("plain", 1, ""),
            ("stride", 3, ", stride = 2"),
            ("dilation", 4, ", dilation = 2, bias = false"),
            ("padding", 5, ", stride = (2, 1), padding = ((1, 0), (0, 2)), bias = false"),
            ("all", 2, ", stride = (1, 2), padding = 2, dilation = (2, 1)"),
        ] {
            let layer = format!("conv: Conv2d({channels}, kernel = 3{arguments}), Relu");
            let declaration = format!("input: [f32; (9, 8, {inputs})], {layer}, Flatten, after: Dense(3)");
            chosen.push(Network::of(format!("Conv2d of {channels}, {name}"), &declaration));
        }
    }
    for (layer, input) in [
        ("conv: Conv2d(16, kernel = 3), Softmax, MaxPool2d(2)", "(8, 8, 3)"),
        ("conv: Conv2d(5, kernel = 3), LogSoftmax, MaxPool2d(2)", "(8, 8, 1)"),
        ("conv: Conv2d(13, kernel = 3, padding = 1), Tanh, MaxPool2d(2)", "(8, 8, 1)"),
        ("conv: Conv2d(5, kernel = 2), Relu, MaxPool2d(3, stride = 2)", "(8, 8, 4)"),
        ("conv: Conv2d(4, kernel = 3), MaxPool2d(2), next: Conv2d(8, kernel = 2), Relu, MaxPool2d(2)", "(12, 12, 1)"),
        ("conv: Conv2d(8, kernel = 1), slope: Prelu, MaxPool2d((2, 1))", "(6, 6, 5)"),
    ] {
        let declaration = format!("input: [f32; {input}], {layer}, Flatten, after: Dense(3)");
        chosen.push(Network::of(format!("image {layer}"), &declaration));
    }
    for declaration in [
        "input: [Index<8>; 6], embed: Embedding(4), gru: Gru(5), LastStep, next: Dense(8), Softmax",
        "input: [Index<27>; 3], embed: Embedding(5), Flatten, next: Dense(9), Tanh, last: Dense(27), Softmax",
        "input: [Index<5>; 7], embed: Embedding(6), GlobalAveragePool, next: Dense(2)",
        "input: [f32; (12, 3)], gru: Gru(8), LastStep, next: Dense(4)",
        "input: [f32; (12, 3)], gru: Gru(7), more: Gru(4), GlobalAveragePool, next: Dense(1), Sigmoid",
        "input: [f32; (12, 3)], lstm: Lstm(7), norm: LayerNorm, rnn: Rnn(4), GlobalAveragePool, next: Dense(1), Sigmoid",
        "input: [f32; (10, 3)], rnn: Rnn(9, activation = Relu), lstm: Lstm(5), LastStep, next: Dense(4)",
        "input: [f32; (6, 6, 3)], conv: Conv2d(8, kernel = 3), norm: GroupNorm(4), Relu, Flatten, next: Dense(4)",
        "input: [f32; (9, 1)], gru: Gru(13), EachStep { each: Dense(3), Relu }, Flatten, next: Dense(4), Softmax",
        "input: [f32; (7, 6)], a: Attention(2), LastStep, next: Dense(4)",
        "input: [f32; (9, 5)], a: Attention(3, size = 4, causal = true), norm: LayerNorm, GlobalAveragePool, next: Dense(2), Softmax",
        "input: [f32; (8, 6)], PositionalEncoding, a: Attention(2, causal = true), LastStep, next: Dense(3)",
        "input: [Index<9>; 8], embed: Embedding(6), positions: PositionEmbedding, a: Attention(3), GlobalAveragePool, next: Dense(3)",
        "input: [f32; 5], only: Dense(1)",
        "input: [f32; 1], wide: Dense(48), Relu, narrow: Dense(1)",
    ] {
        let (_, name) = declaration.split_once("], ").unwrap_or_default();
        chosen.push(Network::of(name, declaration));
    }
    chosen
}

const ACTIVATIONS: [&str; 8] = ["Relu", "Tanh", "Sigmoid", "LeakyRelu", "Softmax", "Gelu", "HardSwish", "Identity"];

/// Convolutions and pools over an image.
fn image(random: &mut Random) -> String {
    let mut size = [random.between(5, 11), random.between(5, 11)];
    let mut text = format!("input: [f32; ({}, {}, {})]", size[0], size[1], random.between(1, 6));
    for number in 0..random.between(1, 3) {
        let (kernel, stride) = (random.between(1, 3), random.between(1, 2));
        let (padding, dilation) = (random.below(kernel), random.between(1, 2));
        let reach = dilation * (kernel - 1) + 1;
        if size.iter().any(|side| side + 2 * padding < reach) {
            break;
        }
        size = size.map(|side| (side + 2 * padding - reach) / stride + 1);
        let bias = random.chance(60);
        text += &format!(
            ", conv{number}: Conv2d({}, kernel = {kernel}, stride = {stride}, padding = {padding}, dilation = {dilation}, bias = {bias})",
            random.between(2, 20),
        );
        text += &format!(", {}", random.pick(&ACTIVATIONS));
        if size.iter().all(|side| *side > 1) && random.chance(50) {
            size = size.map(|side| side / 2);
            text += ", MaxPool2d(2)";
        }
    }
    text += *random.pick(&[", Flatten", ", GlobalAveragePool"]);
    text + &format!(", last: Dense({})", random.between(1, 9))
}

/// Layers over a series, or over indices.
fn series(random: &mut Random) -> String {
    let steps = random.between(2, 12);
    let mut text = match random.chance(50) {
        true => format!("input: [f32; ({steps}, {})]", random.between(1, 9)),
        false => {
            format!("input: [Index<{}>; {steps}], embed: Embedding({})", random.between(2, 30), random.between(2, 9))
        }
    };
    for number in 0..random.between(1, 3) {
        let size = random.between(2, 16);
        text += &match random.below(6) {
            0 => format!(", each{number}: EachStep {{ inner: Dense({size}), {} }}", random.pick(&ACTIVATIONS)),
            1 => format!(", lstm{number}: Lstm({size})"),
            2 => format!(", rnn{number}: Rnn({size})"),
            3 => {
                let causal = random.chance(50);
                format!(", attention{number}: Attention({}, size = {size}, causal = {causal})", random.between(1, 4))
            }
            _ => format!(", gru{number}: Gru({size})"),
        };
    }
    text += *random.pick(&[", Flatten", ", GlobalAveragePool", ", LastStep"]);
    text + &format!(", last: Dense({})", random.between(1, 9))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layer_is_there_and_a_seed_gives_the_same() {
        let codes = |seed| -> Vec<String> { Network::all(seed).into_iter().map(|network| network.code).collect() };
        let all = codes(7);
        for layer in nn_language::catalogue::layers() {
            assert!(all.iter().any(|code| code.contains(layer.name)), "{}", layer.name);
        }
        assert_eq!(all, codes(7));
        assert_ne!(all, codes(8));
    }
}
