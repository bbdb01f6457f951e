//! refused: `pub` after `struct`; the visibility comes first: write `pub struct Heater`

use nn_core::prelude::*;

network! {
    /// Inside, outside and wanted temperature in, power out.
    struct pub Heater {
        input:  [f32; 3],
        hidden: Dense(6),
        Softplus,
        power:  Dense(1),
    }
}

fn main() {
    let net = Heater::new(1);
    println!("{:.1}", net.forward(&[18.0, 4.0, 21.0])[0]);
}
