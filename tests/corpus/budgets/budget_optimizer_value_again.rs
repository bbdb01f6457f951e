//! refused: `optimizer` names the kind only: `optimizer = Adam`; at `::new(0.01)`

use nn_core::prelude::*;

network! {
    #[budget(training_ram = 8 * 1024, optimizer = Adam::new(0.01))]
    pub struct Gesture {
        input:  [f32; 24],
        hidden: Dense(8),
        HardTanh,
        output: Dense(4),
    }
}

fn main() {
    let net = Gesture::new(1);
    println!("{:?}", net.forward(&[0.0; 24]));
}
