//! one mistake: N
//@ fix: N: Network => N: Network<Batch = AnySize>
use nn_core::prelude::*;

fn teach<N: Network>(net: &N)
where
    MeanSquaredError: LossOn<HeadOf<N>>,
{
    FusedTrainer::new(net, MeanSquaredError, Sgd::new(N::Scalar::of(0.1))); //~ net
}

network! { struct Net { input: [f32; 4], logits: Dense(2) } }

fn main() {
    teach(&Net::new(1));
}
