//! What the examples share.
#![allow(dead_code)]

pub mod draw;
