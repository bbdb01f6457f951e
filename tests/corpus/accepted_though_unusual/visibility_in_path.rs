//! accepted: nothing: any visibility, and `crate::` paths to networks

use nn_core::prelude::*;

mod models {
    pub mod encoder {
        use nn_core::prelude::*;
        network! {
            pub(in crate::models) struct Hidden {
                input: [f32; 4],
                up:    Dense(8),
                Relu,
            }
        }
        network! {
            pub(crate) struct Encoder {
                input: [f32; 4],
                up:    Dense(8),
                Relu,
            }
        }
    }
    #[allow(unused_imports)]
    use nn_core::prelude::*;

    pub fn parameters() -> usize {
        encoder::Hidden::PARAMETERS
    }
}

network! {
    struct Whole {
        input:   [f32; 4],
        encoder: crate::models::encoder::Encoder,
        output:  Dense(1),
    }
}

fn main() {
    println!("{} {:?}", models::parameters(), Whole::new(1).forward(&[0.0; 4]));
}
