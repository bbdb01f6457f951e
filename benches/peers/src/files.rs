//! The networks as files, for peers in other languages: `models.json`, `models.h`, and for every network `NAME.weights`
//! (layer by layer weight, with its outputs last, and bias), `NAME.inputs` and `NAME.outputs` (32 rows), all `f32`, little-endian.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::Result;
use crate::image::{self, CHANNELS, SIDES};
use crate::model::{Activation, Model};
use crate::network::{Network, all};
use crate::series;

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
    let (mut described, mut typed) = (Vec::new(), Vec::new());
    let mut header = String::from("// Written by `peers models`.\n");
    for network in all() {
        let name = network.name();
        let numbers = network.parameters().into_iter().flat_map(|layer| [layer.weight, layer.bias]).flatten();
        floats(&folder.join(format!("{name}.weights")), numbers)?;
        floats(&folder.join(format!("{name}.inputs")), network.inputs(ROWS).into_iter())?;
        let outputs = network.outputs(ROWS).into_iter().map(|output| output as f32);
        floats(&folder.join(format!("{name}.outputs")), outputs)?;
        match network {
            Network::Dense(model) => {
                let dense = |(at, (inputs, outputs))| layer("dense", &[inputs, outputs], model.activation(at));
                let layers = model.layers().enumerate().map(dense).collect();
                described.push(description(name, &[model.inputs()], layers));
                types(&mut header, &model)?;
                typed.push(format!("EACH({name})"));
            }
            Network::Image => {
                let [channels, edges, curves, outputs] = CHANNELS;
                let layers = vec![
                    layer("convolution", &[3, 3, channels, edges], Activation::Relu),
                    r#"{"kind": "pooling"}"#.into(),
                    layer("convolution", &[3, 3, edges, curves], Activation::Relu),
                    r#"{"kind": "pooling"}"#.into(),
                    layer("dense", &[image::TERMS[2], outputs], Activation::Identity),
                ];
                described.push(description(name, &[SIDES[0], SIDES[0], channels], layers));
            }
            Network::Series => {
                let (inputs, units) = (series::INPUTS, series::UNITS);
                let gru = format!("RTNeural::GRULayerT<float, {inputs}, {units}>");
                let fills = format!(" fill_gru<{inputs}, {units}>(net.get<0>(), numbers);");
                structure(&mut header, name, (inputs, units), &[gru], &fills)?;
                typed.push(format!("SERIES({name})"));
            }
        }
    }
    writeln!(header, "#define MODELS {}", typed.join(" "))?;
    fs::write(folder.join("models.h"), header)?;
    Ok(fs::write(folder.join("models.json"), format!("[\n{}\n]\n", described.join(",\n")))?)
}

fn description(name: &str, input: &[usize], layers: Vec<String>) -> String {
    format!(r#"{{"name": "{name}", "input": {input:?}, "layers": [{}]}}"#, layers.join(", "))
}

fn layer(kind: &str, weight: &[usize], activation: Activation) -> String {
    format!(r#"{{"kind": "{kind}", "weight": {weight:?}, "activation": "{}"}}"#, word(activation))
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
    structure(header, model.name, (model.inputs(), model.outputs()), &layers, &fills)
}

fn structure(
    header: &mut String,
    name: &str,
    (inputs, outputs): (usize, usize),
    layers: &[String],
    fills: &str,
) -> Result<()> {
    writeln!(header, "struct {name} {{")?;
    writeln!(header, "    static constexpr int inputs = {inputs}, outputs = {outputs};")?;
    writeln!(header, "    RTNeural::ModelT<float, {inputs}, {outputs},\n        {}> net;", layers.join(",\n        "))?;
    writeln!(header, "    void load(const float* numbers) {{{fills} }}\n}};")?;
    Ok(())
}
