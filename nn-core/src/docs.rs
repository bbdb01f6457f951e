//! Chapters: what takes more than one item to say.

#[doc = include_str!("../docs/firmware.md")]
pub mod firmware {}
