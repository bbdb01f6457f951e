//! Declared networks as a static library for C, `libnetworks.a`, with its header in it as text.

#![no_std]

mod call;
mod export;
mod status;
mod text;

use core::mem::MaybeUninit;

use firmware::digits::{DIGITS, Digits};
use firmware::xor::{Xor, XorTrainer};
use nn_core::prelude::*;

use crate::export::{Exported, networks, words};
use crate::status::Status;
use crate::text::{Text, Word};

networks! {
    /// Reads handwritten digits.
    /// In: 8 x 8 pixels, row by row, from 0 (paper) to 16 (ink). Out: the probabilities of 0 to 9.
    in_flash Digits as "digits" { DIGITS }

    /// Learns exclusive or.
    /// In: two bits, as 0 or 1. Out: the probability that just one of them is 1.
    in_memory Xor as "xor" {
        XorTrainer,
        start: |net| FusedTrainer::new(net, BinaryCrossEntropy, Sgd::new(1.0)),
        step: |net, trainer, input, target| trainer.step(net, input, target),
    }
}
