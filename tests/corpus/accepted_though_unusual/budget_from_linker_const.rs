//! accepted: nothing: a budget may be a named constant and an expression of it

use nn_core::prelude::*;

const FLASH_ORIGIN: usize = 0x0800_0000;
const FLASH_END: usize = 0x0801_0000;
const FLASH_LENGTH: usize = FLASH_END - FLASH_ORIGIN;

network! {
    #[budget(flash = FLASH_LENGTH / 2, ram = size_of::<[f32; 512]>())]
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
