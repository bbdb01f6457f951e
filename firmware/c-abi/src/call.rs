//! What the exported functions do, for any network. `None` is C's null.

use core::mem::MaybeUninit;

use nn_core::prelude::*;

use crate::status::Status;

/// What `classify` says to null.
const NO_CLASS: i32 = -1;

pub fn forward<N: Network>(net: Option<&N>, input: Option<&Input<N>>, output: Option<&mut Output<N>>) -> Status {
    firmware::maybe_panic();
    let (Some(net), Some(input), Some(output)) = (net, input, output) else { return Status::Null };
    net.forward_into(input, output);
    Status::Good
}

pub fn classify<N: Network>(net: Option<&N>, input: Option<&Input<N>>) -> i32 {
    let (Some(net), Some(input)) = (net, input) else { return NO_CLASS };
    net.classify(input) as i32
}

pub fn initialize<N: Network>(net: Option<&mut MaybeUninit<N>>, seed: u64) -> Status {
    let Some(net) = net else { return Status::Null };
    net.write(N::ZERO).initialize(&mut Random::at(seed, Purpose::Initialize, 0));
    Status::Good
}

pub fn save<N: Network, const BYTES: usize>(net: Option<&N>, saved: Option<&mut [u8; BYTES]>) -> Status {
    let (Some(net), Some(saved)) = (net, saved) else { return Status::Null };
    net.to_bytes(saved).map_or(Status::BadFile, |_| Status::Good)
}

pub fn load<N: Network, const BYTES: usize>(net: Option<&mut MaybeUninit<N>>, saved: Option<&[u8; BYTES]>) -> Status {
    let (Some(net), Some(saved)) = (net, saved) else { return Status::Null };
    net.write(N::ZERO).load(saved).map_or(Status::BadFile, |()| Status::Good)
}

pub fn trainer_initialize<N, T>(
    trainer: Option<&mut MaybeUninit<T>>,
    net: Option<&N>,
    start: impl FnOnce(&N) -> T,
) -> Status {
    let (Some(trainer), Some(net)) = (trainer, net) else { return Status::Null };
    trainer.write(start(net));
    Status::Good
}

pub fn step<N: Network, T>(
    net: Option<&mut N>,
    trainer: Option<&mut T>,
    input: Option<&Input<N>>,
    target: Option<&Output<N>>,
    loss: Option<&mut N::Scalar>,
    learn: impl FnOnce(&mut N, &mut T, &Input<N>, &Output<N>) -> Result<N::Scalar, TrainError>,
) -> Status {
    let (Some(net), Some(trainer), Some(input), Some(target)) = (net, trainer, input, target) else {
        return Status::Null;
    };
    let learned = learn(net, trainer, input, target);
    learned
        .map(|found| {
            if let Some(loss) = loss {
                *loss = found
            }
        })
        .into()
}
