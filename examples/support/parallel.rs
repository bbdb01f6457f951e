//! Independent pieces of work on several threads.

use std::error::Error;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::progress;

/// Does `work(0)`, `work(1)`, … `work(count - 1)` on some threads, with a progress bar, and gives the results in order.
pub fn map<R: Send, E: Error + Send + 'static>(
    what: &'static str,
    threads: usize,
    count: usize,
    work: impl Fn(usize) -> Result<R, E> + Sync,
) -> Result<Vec<R>, Box<dyn Error>> {
    let (bar, next) = (progress::bar(what, count), AtomicUsize::new(0));
    let one_thread = || {
        let mut done = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= count {
                return Ok::<_, E>(done);
            }
            done.push((number, work(number)?));
            bar.inc(1);
        }
    };
    let joined: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(one_thread)).collect();
        threads.into_iter().map(|thread| thread.join()).collect()
    });
    bar.finish_and_clear();
    let mut results = Vec::new();
    for done in joined {
        results.extend(done.map_err(|_| format!("{what}: a thread panicked"))??);
    }
    results.sort_unstable_by_key(|&(number, _)| number);
    Ok(results.into_iter().map(|(_, result)| result).collect())
}
