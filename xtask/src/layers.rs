//! Small networks with every layer of the catalogue, as programs for chips take them.

use nn_language::catalogue::{self, Block, Entry, Gives, Takes};

/// A network: its name, and what stands between the braces of its declaration.
#[derive(Clone, Debug)]
pub struct Network {
    pub name: String,
    pub declaration: String,
    /// Whether it learns from mini-batches of one size only, and so takes no fused steps.
    pub of_batch: bool,
}

impl Network {
    /// The networks of all layers. What does not begin with its own input stands behind a dense layer with so many inputs.
    pub fn all(inputs: usize) -> Vec<Self> {
        let mut networks = Vec::new();
        for (entry, lines) in layers() {
            let of_batch = entry.field().is_some_and(|field| field.of_batch);
            for (number, lines) in lines.into_iter().enumerate() {
                let declaration = match lines.starts_with("input:") {
                    true => lines,
                    false => format!("input: [f32; {inputs}], before: Dense(64), {lines}"),
                };
                networks.push(Self { name: format!("{} {number}", entry.name), declaration, of_batch });
            }
        }
        networks
    }
}

/// The layers of the catalogue, and how small networks with it go on behind 64 features, or begin with their own input.
pub fn layers() -> impl Iterator<Item = (&'static Entry, Vec<String>)> {
    catalogue::layers().map(|entry| {
        let named = if entry.owns_values() { "layer: " } else { "" };
        let layer = format!("{named}{}", entry.example);
        let inside = |layer: &str| format!("{layer}, after: Dense(3)");
        let networks = match (entry.block(), entry.gives) {
            (Some(Block::Chain), _) => vec![inside("layer: Chain { a: Dense(5), Tanh }")],
            (Some(Block::Residual), _) => vec![inside("layer: Residual { a: Dense(9), Relu, b: Dense(64), Relu }")],
            (Some(Block::EachStep), _) => [
                "Reshape((16, 4)), layer: EachStep { a: Dense(5), Tanh, b: Dense(3) }, Flatten",
                "input: [f32; (16, 4)], layer: EachStep { a: Dense(5), Tanh, b: Dense(3) }, Flatten",
            ]
            .map(inside)
            .into(),
            (Some(Block::Sum), _) => vec![inside("layer: Sum { a: Dense(5), Chain { b: Dense(5), Relu } }")],
            (Some(Block::Concat), _) => [
                "layer: Concat { a: Dense(5), Chain { b: Dense(3), Relu }, Identity }",
                "Reshape((8, 4, 2)), Concat { Relu, Tanh, Identity }, Flatten",
                "Reshape((16, 4)), Concat { Relu, Tanh }, Flatten",
            ]
            .map(inside)
            .into(),
            (None, Gives::Windows { .. }) if entry.takes == Takes::Series => {
                let with = |more: &str| layer.replace(')', &format!(", {more})"));
                let around = |layer: &str| format!("Reshape((16, 4)), {layer}, Flatten, after: Dense(3)");
                vec![
                    around(&format!("{layer}, Relu")),
                    around(&format!("{}, Tanh", with("stride = 2, padding = Same"))),
                    // Frame by frame.
                    format!(
                        "input: [f32; (16, 4)], {}, LastStep, after: Dense(3)",
                        with("stride = 3, padding = Causal")
                    ),
                ]
            }
            (None, Gives::Windows { .. }) => {
                // With padding on every side, and stepping over what it has seen.
                let wide = layer.replace(')', ", stride = (2, 1), padding = ((1, 0), (0, 2)))");
                let around = |layer: &str| format!("Reshape((8, 4, 2)), {layer}, Flatten, after: Dense(3)");
                // Also pooled at once.
                let behind = ["Relu", "Relu, MaxPool2d(2)", "Tanh, MaxPool2d(2)"];
                let pooled = behind.iter().map(|behind| around(&format!("{layer}, {behind}")));
                pooled.chain([around(&format!("{wide}, Relu"))]).collect()
            }
            (None, Gives::Embedded(_)) => vec![format!("input: [Index<8>; 6], {layer}, Flatten, after: Dense(3)")],
            (None, Gives::Steps(_)) => vec![
                format!("Reshape((16, 4)), {layer}, Flatten, after: Dense(3)"),
                format!("input: [f32; (16, 4)], {layer}, Tanh, Flatten, after: Dense(3)"),
            ],
            (None, Gives::Pooled) if entry.takes == Takes::Series => {
                vec![inside(&format!("Reshape((16, 4)), {layer}")), inside(&format!("input: [f32; (16, 4)], {layer}"))]
            }
            (None, Gives::Pooled) => vec![
                inside(&format!("Reshape((16, 4)), {layer}")),
                inside(&format!("Reshape((8, 4, 2)), {layer}")),
                inside(&format!("input: [f32; (16, 4)], {layer}")),
            ],
            (None, Gives::Flattened) => vec![inside(&format!("Reshape((8, 4, 2)), {layer}"))],
            (None, Gives::Reshaped(_)) => vec![inside(&format!("{layer}, Flatten"))],
            (None, Gives::Same) if entry.takes == Takes::Series => {
                let mut networks = vec![format!("Reshape((16, 4)), {layer}, Flatten, after: Dense(3)")];
                // Frame by frame, if it can look back only.
                let back = if entry.example.ends_with(')') { layer.replace(')', ", causal = true)") } else { layer };
                networks.push(format!("input: [f32; (16, 4)], {back}, Tanh, LastStep, after: Dense(3)"));
                networks
            }
            // Also of pixels, and of steps where one does not know of the others.
            (None, Gives::Same) if entry.name.ends_with("Norm") => {
                let pixels = format!("Reshape((4, 4, 4)), {layer}, Relu, Flatten, after: Dense(3)");
                let steps = format!("input: [f32; (16, 4)], {layer}, Tanh, Flatten, after: Dense(3)");
                let looks_ahead = entry.name == "GroupNorm";
                [inside(&layer), pixels].into_iter().chain((!looks_ahead).then_some(steps)).collect()
            }
            // Also as the head, whose place a loss may take.
            (None, Gives::Same | Gives::Features(_) | Gives::OfLines) => vec![inside(&layer), layer],
        };
        (entry, networks)
    })
}
