//! One row through a `b` whose rows are as long as some lines of memory, but begin inside of one: every vector of a row would lie in two
//! lines, and be fetched twice. So vectors begin where lines do, and the last one of a row of `b` takes the beginning of the next row
//! with it, for which it has the next term. No sum is ordered otherwise.

use core::ptr::copy_nonoverlapping;

use super::product::{NEAR, Product};
use super::vector::Vector;
use crate::kernel::small::each;

/// Bytes of a line of memory.
const LINE: usize = 64;

/// Numbers of `b` from which on it is worth it.
const MANY: usize = 4096;

/// How many columns come before the first line begins, if rows of `b` are such ones.
#[inline(always)]
pub fn lead<V: Vector>(product: &Product) -> Option<usize> {
    let size = product.terms * product.columns;
    if size_of::<V>() != LINE || !(MANY..=NEAR).contains(&size) || !product.columns.is_multiple_of(V::LANES) {
        return None;
    }
    let lead = product.b.align_offset(LINE);
    (1..V::LANES).contains(&lead).then_some(lead)
}

/// The row.
///
/// # Safety
/// The processor has the instructions of `V`, and the pointers are valid for the sizes; `lead` is that of the product.
#[inline(always)]
pub unsafe fn row<V: Vector>(product: Product, lead: usize) {
    let (mut at, mut left) = (0, product.columns / V::LANES);
    while left > 0 {
        let now = match left {
            ..=8 => left,
            9..=15 => left.div_ceil(2),
            _ => 8,
        };
        let kept = if now == left { V::LANES - lead } else { V::LANES };
        // SAFETY: as the caller promises.
        unsafe {
            match now {
                1 => tile::<V, 1>(product, lead + at, kept),
                2 => tile::<V, 2>(product, lead + at, kept),
                3 => tile::<V, 3>(product, lead + at, kept),
                4 => tile::<V, 4>(product, lead + at, kept),
                5 => tile::<V, 5>(product, lead + at, kept),
                6 => tile::<V, 6>(product, lead + at, kept),
                7 => tile::<V, 7>(product, lead + at, kept),
                _ => tile::<V, 8>(product, lead + at, kept),
            }
        }
        (at, left) = (at + now * V::LANES, left - now);
    }
}

/// `VECTORS` vectors of columns from `at` on. Of the last one the first `kept` lanes are columns of the same row, and those behind them
/// the first columns.
#[inline(always)]
unsafe fn tile<V: Vector, const VECTORS: usize>(product: Product, at: usize, kept: usize) {
    // SAFETY: as the caller promises.
    unsafe {
        let (columns, last, over) = (product.columns, VECTORS - 1, V::LANES - kept);
        let mask = V::mask(kept);
        let mut sums = [V::zero(); VECTORS];
        if !product.start.is_null() {
            each!(vector in VECTORS, true => {
                if vector < last {
                    sums[vector] = V::load(product.start.add(at + vector * V::LANES));
                }
            });
            sums[last] = both(product.start.add(at + last * V::LANES), kept, product.start, over);
        }
        let (mut a, mut b) = (product.a, product.b.add(at));
        let mut term = V::splat(*a);
        let first = term.mul_add(both(product.b, kept, product.b, over), sums[last]);
        sums[last] = sums[last].or(mask, first);
        for _ in 1..product.terms {
            a = a.add(1);
            let next = V::splat(*a);
            each!(vector in VECTORS, true => {
                let factor = if vector < last { term } else { term.or(mask, next) };
                sums[vector] = factor.mul_add(V::load(b.add(vector * V::LANES)), sums[vector]);
            });
            (b, term) = (b.add(columns), next);
        }
        let floor = V::splat(product.floor);
        each!(vector in VECTORS, true => {
            let out = product.out.add(at + vector * V::LANES);
            let b = b.add(vector * V::LANES);
            if vector < last {
                floor.larger(term.mul_add(V::load(b), sums[vector])).store(out);
            } else {
                let all = term.mul_add(V::load_some(b, mask), sums[last]).or(mask, sums[last]);
                let mut lanes = [0.0f32; LINE / size_of::<f32>()];
                floor.larger(all).store(lanes.as_mut_ptr());
                copy_nonoverlapping(lanes.as_ptr(), out, kept);
                copy_nonoverlapping(lanes.as_ptr().add(kept), product.out, over);
            }
        });
    }
}

/// The first lanes from one place, the others from another.
#[inline(always)]
unsafe fn both<V: Vector>(first: *const f32, kept: usize, second: *const f32, over: usize) -> V {
    let mut lanes = [0.0f32; LINE / size_of::<f32>()];
    let to = lanes.as_mut_ptr();
    // SAFETY: as the caller promises; all of them are as many as a vector has.
    unsafe {
        copy_nonoverlapping(first, to, kept);
        copy_nonoverlapping(second, to.add(kept), over);
        V::load(to)
    }
}
