//! How trainers ask for an optimizer: by a trait without an impl that rustc would show, with all its lines, to whoever has another.

use super::Optimizer;
use crate::network::Network;

/// An optimizer of `N`, as trainers ask for it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not train `{N}`",
    label = "not an optimizer of `{N}`",
    note = "an optimizer holds the state of one network: make a new one for `{N}`, for example `Adam::new(0.001)`; the loss stands before it, a schedule behind the trainer: `.schedule(…)`"
)]
pub trait OptimizerOf<N: Network>: Optimizer<N> {}
#[diagnostic::do_not_recommend]
impl<N: Network, O: Optimizer<N>> OptimizerOf<N> for O {}
