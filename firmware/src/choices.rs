//! What choices in training cost: each is one step of a network like that of `xor`, which alone is the first of them.

use core::hint::black_box;

use nn_core::prelude::*;
use nn_core::schedule::{Cosine, Schedule, WarmUp};
use nn_core::slots::{self, Slot, Storage};

use crate::xor::Xor;

network! {
    /// Two bits in, one out, from normal first weights.
    pub struct Normal {
        input:  [f32; 2],
        hidden: Dense(4),
        Sigmoid,
        output: Dense(1),
        Sigmoid,
    }
}

/// The rate of all choices.
fn optimizer<N: Network<Scalar = f32>>() -> Sgd<N> {
    Sgd::new(1.0)
}

/// A rate that rises, then falls along a cosine.
pub fn schedule() -> WarmUp<Cosine> {
    WarmUp::new(64).then(Cosine::new(2048))
}

/// A trainer of fused steps whose rate follows a schedule.
pub type Pupil<N, S> = FusedTrainer<N, BinaryCrossEntropy, S>;

/// First weights drawn uniformly.
#[inline(never)]
pub fn draw_uniform(net: &mut Xor) {
    net.initialize(&mut Random::at(black_box(2), Purpose::Initialize, 0));
}

/// First weights drawn from a normal distribution.
#[inline(never)]
pub fn draw_normal(net: &mut Normal) {
    net.initialize(&mut Random::at(black_box(2), Purpose::Initialize, 0));
}

/// One step.
#[inline(never)]
pub fn step<N, S: Schedule<f32>>(net: &mut N, trainer: &mut Pupil<N, S>, input: &[f32; 2], target: &[f32; 1]) -> bool
where
    N: Network<Scalar = f32, Batch = AnySize>
        + Layer<f32, In = Features<2>, Out = Features<1>, Head = nn_core::head::Sigmoid>,
{
    trainer.step(net, input, target).is_ok()
}

/// One step of Adam on all four questions.
#[inline(never)]
pub fn step_adam(net: &mut Xor, trainer: &mut Trainer<Xor, BinaryCrossEntropy, Adam<Xor>>) -> bool {
    trainer.step(net, &crate::xor::INPUTS, &crate::xor::TARGETS).is_ok()
}

/// Two slots in RAM.
pub struct Ram(pub [[u8; slots::bytes::<Xor>()]; 2]);

impl Storage for Ram {
    type Error = core::convert::Infallible;

    fn read(&mut self, slot: Slot, offset: usize, bytes: &mut [u8]) -> Result<(), Self::Error> {
        let from = self.0.get(slot as usize).and_then(|slot| slot.get(offset..)).unwrap_or_default();
        for (to, from) in bytes.iter_mut().zip(from) {
            *to = *from;
        }
        Ok(())
    }
    fn erase(&mut self, slot: Slot) -> Result<(), Self::Error> {
        if let Some(slot) = self.0.get_mut(slot as usize) {
            slot.fill(0xff);
        }
        Ok(())
    }
    fn write(&mut self, slot: Slot, offset: usize, bytes: &[u8]) -> Result<(), Self::Error> {
        let to = self.0.get_mut(slot as usize).and_then(|slot| slot.get_mut(offset..)).unwrap_or_default();
        for (to, from) in to.iter_mut().zip(bytes) {
            *to = *from;
        }
        Ok(())
    }
}

/// Saves.
#[inline(never)]
pub fn save(net: &Xor, memory: &mut Ram) -> bool {
    slots::save(net, memory).is_ok()
}

/// Loads.
#[inline(never)]
pub fn load(net: &mut Xor, memory: &mut Ram) -> bool {
    slots::load(net, memory).is_ok()
}

/// The smallest programs.
pub mod only {
    use super::*;

    fn learn<N, S: Schedule<f32>>(net: &mut N, schedule: S)
    where
        N: Network<Scalar = f32, Batch = AnySize>
            + Layer<f32, In = Features<2>, Out = Features<1>, Head = nn_core::head::Sigmoid>,
    {
        let mut trainer = FusedTrainer::new(net, BinaryCrossEntropy, optimizer()).schedule(schedule);
        black_box(step(net, &mut trainer, black_box(&[0.0; 2]), black_box(&[0.0])));
    }

    /// The rate stays.
    pub fn constant() {
        let mut net = black_box(Xor::zeros());
        learn(&mut net, nn_core::schedule::Constant);
        black_box(net);
    }
    /// The same from weights that are drawn uniformly.
    pub fn uniform() {
        let mut net = black_box(Xor::zeros());
        draw_uniform(&mut net);
        learn(&mut net, nn_core::schedule::Constant);
        black_box(net);
    }
    /// The same from normal weights.
    pub fn normal() {
        let mut net = black_box(Normal::zeros());
        draw_normal(&mut net);
        learn(&mut net, nn_core::schedule::Constant);
        black_box(net);
    }
    /// The rate rises, and falls along a cosine.
    pub fn cosine() {
        let mut net = black_box(Xor::zeros());
        learn(&mut net, schedule());
        black_box(net);
    }
    /// A step of Adam.
    pub fn adam() {
        let mut net = black_box(Xor::zeros());
        let mut trainer = Trainer::new(&net, BinaryCrossEntropy, Adam::new(0.1));
        black_box(step_adam(&mut net, &mut trainer));
        black_box(net);
    }
    /// A step, and it is saved.
    pub fn saved() {
        let mut net = black_box(Xor::zeros());
        let mut memory = black_box(Ram([[0xff; _]; 2]));
        black_box(load(&mut net, &mut memory));
        learn(&mut net, nn_core::schedule::Constant);
        black_box(save(&net, &mut memory));
        black_box(memory);
    }
}
