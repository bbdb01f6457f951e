//! A progress bar for long work; silent when standard error is not a terminal.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar of `length` steps. Call `inc(1)` for each, `finish_and_clear()` at the end; print lines in `suspend(|| …)`.
pub fn bar(what: &'static str, length: usize) -> ProgressBar {
    let bar = ProgressBar::new(length as u64).with_message(what);
    if let Ok(style) = ProgressStyle::with_template("{msg} {bar:40} {pos}/{len}, {eta} left") {
        bar.set_style(style);
    }
    bar
}
