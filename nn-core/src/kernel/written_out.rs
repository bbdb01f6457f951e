//! Loops without a loop.

/// Longest loop that can be written out.
const MOST: usize = 16;

/// Calls `body(0)`, `body(1)`, … `body(n − 1)`: written out one after the other if `small` and `n` is at most 16, which
/// the compiler decides while it builds because both are constants at every call.
#[inline(always)]
pub fn each(n: usize, small: bool, mut body: impl FnMut(usize)) {
    if small && n <= MOST {
        macro_rules! write_out {
            ($($i:literal)*) => { $(if $i < n { body($i); })* };
        }
        write_out!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15);
    } else {
        for i in 0..n {
            body(i);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visits_every_index_in_order_on_both_ways() {
        for n in 0..40 {
            for small in [false, true] {
                let mut next = 0;
                each(n, small, |i| {
                    assert_eq!(i, next);
                    next += 1;
                });
                assert_eq!(next, n);
            }
        }
    }
}
