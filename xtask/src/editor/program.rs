//! Looked at in an editor.
use nn_core::prelude::*;

network! {
    /// A small network.
    pub struct Net {
        /// Two bits.
        input:  [f32; 2],
        /// Finds the edges.
        hidden: Dense(4),
        Relu,
        output: Dense(1),
        Sigmoid,
    }
}

network! {
    #[budget(flash = 64 * 1024)]
    pub struct Wide {
        input:  [f32; (4, 4, 1)],
        Flatten,
        /// Keeps what came in.
        #[frozen]
        scale:  Standardize,
        /// Looks twice.
        twice:  Residual {
            /// Sees less.
            narrow: Dense(3, init = He),
            slope:  Prelu,
            widen:  Dense(16),
        },
        Dropout(0.5),
        both:   Concat { Tanh, Chain { small: Dense(4) } },
        shape:  [f32; 20],
        logits: Dense(10),
        Softmax,
    }
}

network! {
    pub struct Generic<T: Scalar, const WIDTH: usize> {
        input:  [T; 3],
        hidden: Dense(WIDTH),
        Tanh,
        output: Dense(2),
    }
}

/// What an editor is asked about.
pub fn small() {
    let x = [0.0, 1.0];
    let net: Net = Net::new(7);
    let answer = net.forward(&x);
    let bias = net.hidden.bias;
    let mut answers = [[0.0; 1]; 3];
    net.forward_batch(&[x; 3], &mut answers);
    let trace = net.trace(&x);
    let value = trace.hidden;
    let (mut tape, mut gradients) = (NetTape::new(1), Net::gradients());
    net.record(&x, &mut tape);
    net.backward(&tape, &[1.0], &mut gradients);
    let learned = gradients.hidden.weight;
}

/// The same of more layers.
pub fn wide() {
    let wide = Wide::new(7);
    let classes = wide.forward(&[[[0.0]; 4]; 4]);
    let inner = wide.twice.narrow.bias;
    let scale = wide.scale;
}

/// With a size of its own.
pub fn generic() {
    let generic = Generic::<f64, 7>::new(7);
    let result = generic.forward(&[1.0; 3]);
    let hidden = generic.hidden;
}

fn main() {}
