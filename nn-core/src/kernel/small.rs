//! Loops that are written out, and loops that are not.

/// Runs a block for `i` = 0, 1, … below a constant: written out one after the other if a second constant says so and there
/// are at most 16, or else as a loop. `each!(i in N, SMALL => { … })`
///
/// A macro, because the block must stand in place: where a whole program is one codegen unit, the compiler has so many calls
/// to judge that it leaves closures out of line, and with them vectors and the lengths that spare bounds checks.
macro_rules! each {
    ($i:ident in $n:expr, $small:expr => $body:block) => {
        if const { $small && $n <= 16 } {
            $crate::kernel::small::each!(@ $i in $n => $body 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15);
        } else {
            for $i in 0..$n {
                $crate::chip::one_by_one();
                $body
            }
        }
    };
    (@ $i:ident in $n:expr => $body:block $($number:literal)*) => {
        $(if const { $number < $n } {
            let $i: usize = $number;
            $body
        })*
    };
}
pub(crate) use each;

/// A loop over values, one after the other, that is not written out where flash is dear. `every!(x in values => { … })`
macro_rules! every {
    ($value:pat in $values:expr => $body:block) => {
        for $value in $values {
            $body
            $crate::chip::rolled();
        }
    };
}
pub(crate) use every;

/// A loop over rows, one after the other. `rows!(row in block => { … })`
macro_rules! rows {
    ($row:pat in $rows:expr => $body:block) => {
        for $row in $rows {
            $crate::chip::one_by_one();
            $body
        }
    };
}
pub(crate) use rows;

#[cfg(test)]
mod tests {
    fn visits<const N: usize, const SMALL: bool>() {
        let mut seen = Vec::new();
        super::each!(i in N, SMALL => { seen.push(i) });
        assert!(seen.into_iter().eq(0..N));
    }

    #[test]
    fn visits_every_index_in_order_on_both_ways() {
        macro_rules! lengths {
            ($($n:literal)*) => { $( visits::<$n, false>(); visits::<$n, true>(); )* };
        }
        lengths!(0 1 2 15 16 17 40);
    }
}
