//! one mistake
//@ fix: Embedding(num_embeddings = 27, embedding_dim = 16) => Embedding(16)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [Index<27>; 12],
        embed: Embedding(num_embeddings = 27, embedding_dim = 16), //~ num_embeddings
        gru: Gru(32),
        LastStep,
        logits: Dense(27),
    }
}

fn main() {}
