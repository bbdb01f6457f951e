//! The networks as files, for peers in other languages: `models.json`, `models.h`, and for every network `NAME.weights`
//! (layer by layer weight `[input][output]` and bias), `NAME.inputs` and `NAME.outputs` (32 rows), all `f32`, little-endian.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::Result;
use crate::model::{Activation, Model, Reference, all};

const ROWS: usize = 32;

fn word(activation: Activation) -> &'static str {
    match activation {
        Activation::Identity => "identity",
        Activation::Relu => "relu",
        Activation::Sigmoid => "sigmoid",
        Activation::Softmax => "softmax",
    }
}

fn floats(path: &Path, numbers: impl Iterator<Item = f32>) -> Result<()> {
    Ok(fs::write(path, numbers.flat_map(f32::to_le_bytes).collect::<Vec<_>>())?)
}

pub fn write(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    let mut described = Vec::new();
    let mut header = String::from("// Written by `peers models`.\n");
    for model in all() {
        let parameters = model.parameters();
        let numbers = parameters.into_iter().flat_map(|layer| [layer.weight, layer.bias]).flatten();
        floats(&folder.join(format!("{}.weights", model.name)), numbers)?;
        floats(&folder.join(format!("{}.inputs", model.name)), model.batch(ROWS).into_iter())?;
        let mut reference = Reference::new(model);
        let outputs = reference.forward(ROWS).iter().map(|&output| output as f32);
        floats(&folder.join(format!("{}.outputs", model.name)), outputs)?;
        described.push(format!(
            r#"{{"name": "{}", "sizes": {:?}, "between": "{}", "last": "{}"}}"#,
            model.name,
            model.sizes,
            word(model.between),
            word(model.last)
        ));
        types(&mut header, &model)?;
    }
    let list: Vec<String> = all().iter().map(|model| format!("EACH({})", model.name)).collect();
    writeln!(header, "#define MODELS {}", list.join(" "))?;
    fs::write(folder.join("models.h"), header)?;
    Ok(fs::write(folder.join("models.json"), format!("[\n{}\n]\n", described.join(",\n")))?)
}

/// The network as a type of RTNeural, and what fills it.
fn types(header: &mut String, model: &Model) -> Result<()> {
    let (mut layers, mut fills) = (Vec::new(), String::new());
    for (at, (inputs, outputs)) in model.layers().enumerate() {
        write!(fills, " fill<{inputs}, {outputs}>(net.get<{}>(), numbers);", layers.len())?;
        layers.push(format!("RTNeural::DenseT<float, {inputs}, {outputs}>"));
        let activation = match model.activation(at) {
            Activation::Identity => continue,
            Activation::Relu => "ReLu",
            Activation::Sigmoid => "Sigmoid",
            Activation::Softmax => "Softmax",
        };
        layers.push(format!("RTNeural::{activation}ActivationT<float, {outputs}>"));
    }
    let (name, inputs, outputs) = (model.name, model.inputs(), model.outputs());
    writeln!(header, "struct {name} {{")?;
    writeln!(header, "    static constexpr int inputs = {inputs}, outputs = {outputs};")?;
    writeln!(header, "    RTNeural::ModelT<float, {inputs}, {outputs},\n        {}> net;", layers.join(",\n        "))?;
    writeln!(header, "    void load(const float* numbers) {{{fills} }}\n}};")?;
    Ok(())
}
