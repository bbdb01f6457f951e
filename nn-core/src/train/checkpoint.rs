//! A training that can be taken up again as if it had never stopped.

use alloc::vec;
use alloc::vec::Vec;
use core::marker::PhantomData;

use super::schedule::Schedule;
use super::trainer::Trainer;
use crate::fingerprint;
use crate::network::Network;
use crate::optimizer::{NAMES, Optimizer};
use crate::scalar::Scalar;
use crate::weights::{CHECKPOINT, HEADER, Header, LoadError, Stated, count, read, write};

/// Bytes of counters behind the header: steps, epochs, seed, and four words of the schedule.
const COUNTERS: usize = 7 * 8;

/// A network and its training at one moment: weights, state of the optimizer, steps and epochs taken, random seed, what
/// the schedule has learned. Restored into a trainer with the same settings, training goes on bit for bit as if it had
/// never stopped. Take it between steps, or between calls of [`fit`](Trainer::fit).
///
/// ```
/// use nn_core::prelude::*;
///
/// network! { pub struct Line { input: [f32; 1], output: Dense(1) } }
/// let trainer = |net: &Line| Trainer::new(net, MeanSquaredError, Adam::new(0.1));
///
/// let mut net = Line::new(1);
/// let mut first = trainer(&net);
/// first.step(&mut net, &[[1.0]], &[[3.0]])?;
/// let saved = Checkpoint::of(&net, &mut first).into_bytes();
/// first.step(&mut net, &[[1.0]], &[[3.0]])?;
///
/// let mut again = Line::zeros();
/// let mut second = trainer(&again);
/// Checkpoint::from_bytes(&saved, &mut again, &mut second)?;
/// second.step(&mut again, &[[1.0]], &[[3.0]])?;
/// assert_eq!(again, net);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint<N> {
    bytes: Vec<u8>,
    network: PhantomData<N>,
}

impl<N: Network> Checkpoint<N> {
    /// The present moment of a training. The trainer is only borrowed mutably to look at its state.
    pub fn of<L, O, M, S>(net: &N, trainer: &mut Trainer<N, L, O, M, S>) -> Self
    where
        O: Optimizer<N>,
        S: Schedule<N::Scalar>,
    {
        let mut bytes = vec![0; length::<N, O>()];
        let schedule = trainer.schedule.state();
        let counters = [trainer.steps, trainer.epochs, trainer.seed].into_iter().chain(schedule);
        if let Some((head, values)) = bytes.split_at_mut_checked(HEADER + COUNTERS) {
            for (to, counter) in head.iter_mut().skip(HEADER).zip(counters.flat_map(u64::to_le_bytes)) {
                *to = counter;
            }
            write(net, values);
            let mut state = values.get_mut(N::WEIGHT_BYTES..).unwrap_or_default().chunks_exact_mut(N::Scalar::BYTES);
            trainer.optimizer.visit_state(&mut |slice| {
                for (value, bytes) in slice.iter().zip(&mut state) {
                    value.write_le(bytes);
                }
            });
        }
        header::<N, O>().seal(&mut bytes);
        Self { bytes, network: PhantomData }
    }

    /// The checkpoint as bytes, in the [format of weights](mod@crate::weights) with kind 2: header, counters, weights, state, no table of
    /// tensors.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// [`as_bytes`](Self::as_bytes), owned.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Writes the checkpoint to a file, which is replaced in one go.
    ///
    /// # Errors
    /// What the system says.
    #[cfg(feature = "std")]
    pub fn save(&self, path: impl AsRef<std::path::Path>) -> std::io::Result<()> {
        crate::weights::replace_file(path.as_ref(), &self.bytes)
    }

    /// Takes up a training again.
    ///
    /// # Errors
    /// Bytes that are truncated, corrupted, foreign, or a checkpoint of another network or optimizer; network and trainer
    /// are then as they were.
    pub fn from_bytes<L, O, M, S>(
        bytes: &[u8],
        net: &mut N,
        trainer: &mut Trainer<N, L, O, M, S>,
    ) -> Result<(), LoadError>
    where
        O: Optimizer<N>,
        S: Schedule<N::Scalar>,
    {
        let body =
            header::<N, O>().open(bytes, length::<N, O>()).map_err(|error| blame_optimizer::<N, O>(error, bytes))?;
        let Some((counters, values)) = body.split_at_checked(COUNTERS) else {
            return Err(LoadError::Truncated { expected: length::<N, O>(), found: bytes.len() });
        };
        let mut counters = counters.as_chunks().0.iter().map(|&bytes| u64::from_le_bytes(bytes));
        let mut counter = || counters.next().unwrap_or_default();
        (trainer.steps, trainer.epochs, trainer.seed) = (counter(), counter(), counter());
        trainer.schedule.restore([counter(), counter(), counter(), counter()]);
        read(net, values);
        let mut state = values.get(N::WEIGHT_BYTES..).unwrap_or_default().chunks_exact(N::Scalar::BYTES);
        trainer.optimizer.visit_state(&mut |slice| {
            for (value, bytes) in slice.iter_mut().zip(&mut state) {
                *value = N::Scalar::read_le(bytes);
            }
        });
        Ok(())
    }
}

/// Whether it is only the optimizer that is another one.
fn blame_optimizer<N: Network, O: Optimizer<N>>(error: LoadError, bytes: &[u8]) -> LoadError {
    let (LoadError::OtherNetwork { .. }, Some((header, _))) = (error, bytes.split_first_chunk()) else { return error };
    let Stated { version, fingerprint: found, .. } = Stated::parse(header);
    let network = crate::network::header::<N>().fingerprint_of(version);
    match NAMES.into_iter().find(|name| fingerprint::fold(network, fingerprint::name(name)) == found) {
        Some(found) => LoadError::OtherOptimizer { expected: O::NAME, found },
        None => error,
    }
}

/// Bytes of a checkpoint.
fn length<N: Network, O: Optimizer<N>>() -> usize {
    HEADER + COUNTERS + N::WEIGHT_BYTES + O::STATE_BYTES
}

/// What the header of a checkpoint says: as that of the network, with the optimizer folded in.
fn header<N: Network, O: Optimizer<N>>() -> Header {
    let network = crate::network::header::<N>();
    Header {
        kind: CHECKPOINT,
        values: count(N::PARAMETERS + O::STATE_BYTES / N::Scalar::BYTES),
        fingerprint: fingerprint::fold(network.fingerprint, fingerprint::name(O::NAME)),
        fingerprint_1: fingerprint::fold(network.fingerprint_1, fingerprint::name(O::NAME)),
        ..network
    }
}
