//! One piece of memory in which every value of a pass has its place for as long as it is needed.

use core::marker::PhantomData;

use crate::buffers::Buffers;
use crate::memory::Plain;

/// How many numbers a value has, and the nodes from which to which it is needed.
#[derive(Clone, Copy)]
pub struct Life {
    /// So many numbers.
    pub size: usize,
    /// The node that makes it.
    pub from: usize,
    /// The last one that reads it.
    pub to: usize,
}

/// Where a value is: behind how many numbers of its row, and behind how many other places.
#[derive(Clone, Copy)]
pub struct Spot {
    /// Behind so many numbers.
    pub at: usize,
    /// Behind so many places.
    pub rank: usize,
    /// So many numbers.
    pub size: usize,
}

/// A place for each of `K` values, and the numbers that they take together.
pub struct Layout<const K: usize> {
    /// The places.
    pub spots: [Spot; K],
    /// The numbers of all.
    pub length: usize,
}

/// Which values are where in an [`Arena`].
pub trait Planned {
    /// The places.
    const SPOTS: &'static [Spot];
    /// The numbers of all.
    const LENGTH: usize;
}

/// The most numbers that are needed at once: no layout takes less.
pub const fn most_at_once(lives: &[Life]) -> usize {
    let (mut most, mut at) = (0, 0);
    while at < lives.len() {
        // What is needed grows where a value begins.
        let (mut sum, mut other) = (0, 0);
        while other < lives.len() {
            if lives[other].from <= lives[at].from && lives[at].from <= lives[other].to {
                sum += lives[other].size;
            }
            other += 1;
        }
        if sum > most {
            most = sum;
        }
        at += 1;
    }
    most
}

/// The best layout that is found: every value as far ahead as it fits, in one order after the other, until nothing better can be. An order
/// that leads to the best one there is exists always, that in which its values stand.
pub const fn lay_out<const K: usize>(lives: [Life; K]) -> Layout<K> {
    let bound = most_at_once(&lives);
    let mut best = in_order(&lives, in_time(&lives));
    // Where there are many values rustc would ask what takes so long.
    let most_tries = 20_000 / (K * K + 80);
    let (mut tries, mut seed) = (0, 1u32);
    while best.length > bound && tries < most_tries {
        let order = match tries {
            0 => by_size(&lives),
            _ => shuffled::<K>(&mut seed),
        };
        let other = in_order(&lives, order);
        if other.length < best.length {
            best = other;
        }
        tries += 1;
    }
    // How many places begin before each.
    let mut at = 0;
    while at < K {
        let mut other = 0;
        while other < K {
            let mut is_new = best.spots[other].at < best.spots[at].at;
            let mut before = 0;
            while before < other {
                is_new &= best.spots[before].at != best.spots[other].at;
                before += 1;
            }
            best.spots[at].rank += is_new as usize;
            other += 1;
        }
        at += 1;
    }
    best
}

/// The values as they are made.
const fn in_time<const K: usize>(lives: &[Life; K]) -> [usize; K] {
    let mut order = [0; K];
    let mut at = 0;
    while at < K {
        order[at] = at;
        at += 1;
    }
    let _ = lives;
    order
}

/// The largest first.
const fn by_size<const K: usize>(lives: &[Life; K]) -> [usize; K] {
    let mut order = in_time(lives);
    let mut sorted = 1;
    while sorted < K {
        let mut at = sorted;
        while at > 0 && lives[order[at]].size > lives[order[at - 1]].size {
            (order[at], order[at - 1]) = (order[at - 1], order[at]);
            at -= 1;
        }
        sorted += 1;
    }
    order
}

/// Some order (Fisher and Yates), by the generator of Numerical Recipes.
const fn shuffled<const K: usize>(seed: &mut u32) -> [usize; K] {
    let mut order = [0; K];
    let mut at = 0;
    while at < K {
        *seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let other = (*seed >> 16) as usize % (at + 1);
        order[at] = order[other];
        order[other] = at;
        at += 1;
    }
    order
}

/// Puts values in some order, each as far ahead as it fits beside those that are needed when it is.
const fn in_order<const K: usize>(lives: &[Life; K], order: [usize; K]) -> Layout<K> {
    let mut layout = Layout { spots: [Spot { at: 0, rank: 0, size: 0 }; K], length: 0 };
    let mut put = 0;
    while put < K {
        let value = order[put];
        let (life, mut at, mut other) = (lives[value], 0, 0);
        while other < put {
            let (lives, spot) = (lives[order[other]], layout.spots[order[other]]);
            let meet = lives.from <= life.to && life.from <= lives.to;
            if meet && spot.at < at + life.size && at < spot.at + spot.size {
                // Behind it, and then from the first one again.
                at = spot.at + spot.size;
                other = 0;
            } else {
                other += 1;
            }
        }
        layout.spots[value] = Spot { at, rank: 0, size: life.size };
        if at + life.size > layout.length {
            layout.length = at + life.size;
        }
        put += 1;
    }
    layout
}

/// Numbers in a line of the cache: on computers every place begins with one.
#[cfg(not(chip))]
const LINE: usize = 16;

/// The memory of the values of `ROWS` rows, `LENGTH` numbers each, in `K` places.
#[repr(C)]
#[cfg_attr(not(chip), repr(align(64)))]
pub struct Arena<T, const LENGTH: usize, const K: usize, const ROWS: usize, P> {
    values: [[T; LENGTH]; ROWS],
    #[cfg(not(chip))]
    _to_lines: [[T; LINE]; K],
    plan: PhantomData<P>,
}

// SAFETY: plain fields.
unsafe impl<T: Plain, const LENGTH: usize, const K: usize, const ROWS: usize, P> Plain
    for Arena<T, LENGTH, K, ROWS, P>
{
    const FLAT: bool = false;
}

// SAFETY: numbers, of which any bytes are a valid one if they are flat, and padding.
unsafe impl<T: Plain, const LENGTH: usize, const K: usize, const ROWS: usize, P> Buffers
    for Arena<T, LENGTH, K, ROWS, P>
{
    const ANY: bool = T::FLAT;
    const LARGEST: usize = size_of::<[[T; LENGTH]; ROWS]>();
}

impl<T: Plain, const LENGTH: usize, const K: usize, const ROWS: usize, P: Planned> Arena<T, LENGTH, K, ROWS, P> {
    /// Where a value of all rows begins.
    const fn begins(spot: Spot) -> usize {
        #[cfg(not(chip))]
        return (spot.at * ROWS).next_multiple_of(LINE) + LINE * spot.rank;
        #[cfg(chip)]
        return spot.at * ROWS;
    }

    /// Where value `A` begins, if `X` is what stands there.
    const fn place<const A: usize, X: Plain>() -> usize {
        let (spot, numbers) = (P::SPOTS[A], size_of::<Self>() / size_of::<T>());
        assert!(T::FLAT && X::FLAT && size_of::<X>() == spot.size * ROWS * size_of::<T>());
        assert!(align_of::<X>() == align_of::<T>() && Self::begins(spot) + spot.size * ROWS <= numbers);
        Self::begins(spot)
    }

    /// Value `A`.
    #[inline(always)]
    pub fn get<const A: usize, X: Plain>(&self) -> &X {
        let at = const { Self::place::<A, X>() };
        // SAFETY: numbers that are inside, of which any bytes are valid.
        unsafe { &*core::ptr::from_ref(self).cast::<T>().add(at).cast() }
    }

    /// Value `A`, to be written.
    #[inline(always)]
    pub fn hold<const A: usize, X: Plain>(&mut self) -> &mut X {
        let at = const { Self::place::<A, X>() };
        // SAFETY: as in `get`; the borrow is exclusive.
        unsafe { &mut *core::ptr::from_mut(self).cast::<T>().add(at).cast() }
    }

    /// Value `A`, and `B` to be written.
    #[inline(always)]
    pub fn two<const A: usize, const B: usize, X: Plain, Y: Plain>(&mut self) -> (&X, &mut Y) {
        let (a, b) = const {
            let (a, b) = (Self::place::<A, X>(), Self::place::<B, Y>());
            assert!(a + size_of::<X>() / size_of::<T>() <= b || b + size_of::<Y>() / size_of::<T>() <= a);
            (a, b)
        };
        let start = core::ptr::from_mut(self).cast::<T>();
        // SAFETY: as in `get`; the two do not overlap, and the borrow is exclusive.
        unsafe { (&*start.add(a).cast(), &mut *start.add(b).cast()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::buffers::any;

    const fn life(size: usize, from: usize, to: usize) -> Life {
        Life { size, from, to }
    }

    /// Numbers that stand at once, at the node where that is most.
    #[test]
    fn the_most_at_once() {
        assert_eq!(most_at_once(&[]), 0);
        assert_eq!(most_at_once(&[life(3, 0, 1), life(4, 1, 2), life(5, 2, 3)]), 9);
        assert_eq!(most_at_once(&[life(3, 0, 5), life(4, 1, 2), life(5, 3, 4)]), 8);
    }

    /// No two that are needed at once share a number, and on random lives nothing better is possible.
    #[test]
    fn layouts_are_right_and_least() {
        let mut random = crate::random::Random::new(3);
        let mut draw = |below: u32| (random.word() % below) as usize;
        let (mut least, mut first_in_time) = (0, 0);
        for _ in 0..2000 {
            let lives: [Life; 9] = core::array::from_fn(|at| life(1 + draw(40), at, at + 1 + draw(4)));
            let layout = lay_out(lives);
            for a in 0..9 {
                for b in 0..a {
                    let meet = lives[a].from <= lives[b].to && lives[b].from <= lives[a].to;
                    let (one, two) = (layout.spots[a], layout.spots[b]);
                    assert!(!meet || one.at + one.size <= two.at || two.at + two.size <= one.at);
                }
                assert!(layout.spots[a].at + lives[a].size <= layout.length);
            }
            least += usize::from(layout.length == most_at_once(&lives));
            first_in_time += usize::from(in_order(&lives, in_time(&lives)).length == most_at_once(&lives));
        }
        assert!(least >= 1990 && first_in_time < 1500, "{least} {first_in_time}");
    }

    struct Three;
    impl Three {
        const LAYOUT: Layout<3> = lay_out([life(5, 0, 1), life(20, 1, 2), life(3, 2, 3)]);
    }
    impl Planned for Three {
        const SPOTS: &'static [Spot] = &Self::LAYOUT.spots;
        const LENGTH: usize = Self::LAYOUT.length;
    }

    fn in_places<const ROWS: usize>() {
        let mut place = core::mem::MaybeUninit::uninit();
        let arena = any::<Arena<f32, { Three::LENGTH }, 3, ROWS, Three>>(&mut place);
        *arena.hold::<0, [[f32; 5]; ROWS]>() = [[1.0; 5]; ROWS];
        let (first, second) = arena.two::<0, 1, [[f32; 5]; ROWS], [[f32; 20]; ROWS]>();
        second.fill([first[0][4] + 1.0; 20]);
        assert_eq!(*arena.get::<0, [[f32; 5]; ROWS]>(), [[1.0; 5]; ROWS]);
        let (second, third) = arena.two::<1, 2, [[f32; 20]; ROWS], [[f32; 3]; ROWS]>();
        third.fill([second[ROWS - 1][19] + 1.0; 3]);
        assert_eq!(*arena.get::<1, [[f32; 20]; ROWS]>(), [[2.0; 20]; ROWS]);
        assert_eq!(*arena.get::<2, [[f32; 3]; ROWS]>(), [[3.0; 3]; ROWS]);
        if cfg!(not(chip)) {
            assert_eq!(core::ptr::from_ref(arena.get::<1, [[f32; 20]; ROWS]>()).addr() % 64, 0);
        }
    }

    #[test]
    fn values_are_in_their_places() {
        assert_eq!(Three::LENGTH, 25);
        in_places::<1>();
        in_places::<8>();
        in_places::<32>();
    }
}
