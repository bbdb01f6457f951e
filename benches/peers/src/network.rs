//! What is measured: chains of dense layers, which learn as well, a network of an image and one of a series, which only answer.

use crate::model::{self, BATCHES, Layer, Model};
use crate::{image, series};

#[derive(Clone, Copy)]
pub enum Network {
    Dense(Model),
    /// M6.
    Image,
    /// M8.
    Series,
}

/// Every network.
pub fn all() -> Vec<Network> {
    model::all().into_iter().map(Network::Dense).chain([Network::Image, Network::Series]).collect()
}

impl Network {
    pub fn name(&self) -> &'static str {
        match self {
            Network::Dense(model) => model.name,
            Network::Image => image::NAME,
            Network::Series => series::NAME,
        }
    }

    /// Its rows: how each is called, whether it learns, and how many examples at a time.
    pub fn rows(&self) -> Vec<(String, bool, usize)> {
        let learns = matches!(self, Network::Dense(model) if model.loss.is_some());
        match self {
            Network::Series => vec![(format!("{} step", self.name()), false, 1)],
            _ => [(false, "batch"), (true, "training batch")]
                .into_iter()
                .filter(|(training, _)| learns || !training)
                .flat_map(|(training, work)| BATCHES.map(|batch| (work, training, batch)))
                .map(|(work, training, batch)| (format!("{} {work} {batch}", self.name()), training, batch))
                .collect(),
        }
    }

    /// Its numbers, layer by layer.
    pub fn parameters(&self) -> Vec<Layer> {
        match self {
            Network::Dense(model) => model.parameters(),
            Network::Image => image::parameters().into(),
            Network::Series => series::parameters().into(),
        }
    }

    /// Some inputs, one after the other; those of a series are its frames.
    pub fn inputs(&self, rows: usize) -> Vec<f32> {
        match self {
            Network::Dense(model) => model.batch(rows),
            Network::Image => image::batch(rows),
            Network::Series => series::frames(rows),
        }
    }

    /// What it answers to them, by plain arrays in `f64`.
    pub fn outputs(&self, rows: usize) -> Vec<f64> {
        match self {
            Network::Dense(model) => model::Reference::new(*model).forward(rows).to_vec(),
            Network::Image => image::outputs(rows),
            Network::Series => series::states(rows),
        }
    }

    /// Of one example; a step of descent takes two products more, in the first layer one.
    pub fn multiply_adds(&self, training: bool) -> usize {
        match self {
            Network::Dense(model) => {
                let weights: usize = model.layers().map(|(inputs, outputs)| inputs * outputs).sum();
                if training { 3 * weights - model.sizes[0] * model.sizes[1] } else { weights }
            }
            Network::Image => image::MULTIPLY_ADDS,
            Network::Series => series::MULTIPLY_ADDS,
        }
    }
}
