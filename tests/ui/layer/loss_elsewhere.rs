//! one mistake
//@ fix:         loss: nn::MSELoss(),\n =>
//@ fix: fn main() {} => fn main() { let (net, loss, optimizer) = (Net::new(1), MeanSquaredError, Sgd::new(0.1)); let _ = Trainer::new(&net, loss, optimizer); }

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(3),
        loss: nn::MSELoss(), //~ nn::MSELoss
    }
}

fn main() {}
