//! Who does a piece of work, and how long each takes: they take turns.

use std::time::Duration;

use crate::Result;

/// How a run is measured, and which rows.
#[derive(Clone)]
pub struct Options {
    /// Only these peers; all if empty.
    pub only: Vec<String>,
    /// Only rows whose name has this in it.
    pub filter: String,
    pub repetitions: usize,
    /// About how long one repetition takes.
    pub milliseconds: f64,
    pub core: Option<usize>,
}

impl Options {
    /// Whether that peer is asked for.
    pub fn takes(&self, peer: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| only == peer)
    }
}

/// Somebody with a name, how far it is from what is right, and the work.
pub struct Contender {
    pub name: &'static str,
    pub error: f64,
    pub work: Box<dyn FnMut()>,
}

/// How long this process has had a core: whatever else the machine does meanwhile is not counted.
#[cfg(target_os = "linux")]
pub fn now() -> Duration {
    #[repr(C)]
    struct Time {
        seconds: i64,
        nanoseconds: std::ffi::c_long,
    }
    unsafe extern "C" {
        fn clock_gettime(clock: i32, time: *mut Time) -> i32;
    }
    const PROCESS: i32 = 2;
    let mut time = Time { seconds: 0, nanoseconds: 0 };
    // SAFETY: the time is one of the platform's where `time_t` has 64 bits, and outlives the call.
    unsafe { clock_gettime(PROCESS, &raw mut time) };
    Duration::new(time.seconds as u64, time.nanoseconds as u32)
}

/// Since the first call; elsewhere the clock on the wall must do.
#[cfg(not(target_os = "linux"))]
pub fn now() -> Duration {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed()
}

/// Seconds per call, behind one that fetches again what the peers before have driven out of the caches.
fn time(work: &mut dyn FnMut(), times: u64) -> f64 {
    work();
    let start = now();
    for _ in 0..times {
        work();
    }
    (now() - start).as_secs_f64() / times as f64
}

/// Calls that take about so many seconds.
fn times(work: &mut dyn FnMut(), seconds: f64) -> u64 {
    let mut times = 1;
    loop {
        let each = time(work, times);
        if each * times as f64 > seconds / 2.0 {
            return ((seconds / each) as u64).max(1);
        }
        times *= 2;
    }
}

pub fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Measures who takes part in a row, and says it: a line of JSON each.
pub fn measure(options: &Options, row: &str, mut contenders: Vec<Contender>) {
    let seconds = options.milliseconds / 1e3;
    let times: Vec<u64> = contenders.iter_mut().map(|contender| times(&mut contender.work, seconds)).collect();
    let mut measured = vec![Vec::new(); times.len()];
    for repetition in 0..options.repetitions {
        for turn in 0..times.len() {
            // Another first one each time, so that nobody keeps step with whatever else the machine does.
            let turn = (turn + repetition) % times.len();
            measured[turn].push(1e9 * time(&mut contenders[turn].work, times[turn]));
        }
    }
    for (contender, measured) in contenders.iter().zip(&mut measured) {
        let error = contender.error.min(f64::MAX);
        println!(r#"{{"row":"{row}","peer":"{}","ns":{:.3},"error":{error:e}}}"#, contender.name, median(measured));
    }
}

/// Keeps this process on one core.
pub fn pin(core: usize) -> Result<()> {
    #[cfg(target_os = "linux")]
    {
        unsafe extern "C" {
            fn sched_setaffinity(process: i32, bytes: usize, mask: *const u64) -> i32;
        }
        let mut mask = [0u64; 16];
        if let Some(word) = mask.get_mut(core / 64) {
            *word |= 1 << (core % 64);
        }
        // SAFETY: 0 is this thread, from which others inherit; the mask is as long as said and outlives the call.
        if unsafe { sched_setaffinity(0, size_of_val(&mask), mask.as_ptr()) } != 0 {
            return Err(format!("core {core}: {}", std::io::Error::last_os_error()).into());
        }
    }
    #[cfg(not(target_os = "linux"))]
    let _ = core;
    Ok(())
}

/// A multiple of every vector and cache line, so that nobody has better luck with addresses.
#[derive(Clone)]
#[repr(align(64))]
pub struct Aligned<T>(pub T);

/// On the heap, at a multiple of 64.
pub fn aligned<T>(value: T) -> Box<Aligned<T>> {
    Box::new(Aligned(value))
}
