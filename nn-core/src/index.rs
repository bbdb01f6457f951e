//! `Index`: a number below a limit, by construction.

use crate::memory::Plain;

/// What an [`Index`] is kept in: `u8`, `u16` or `u32`.
pub trait Holds: Copy + Eq + Ord + core::hash::Hash + core::fmt::Debug + Send + Sync + 'static {
    /// The largest number it holds.
    const MOST: usize;
    /// How it is called.
    const NAME: &'static str;
    /// The number, if it holds it.
    fn of(number: usize) -> Option<Self>;
    /// The number it holds.
    fn number(self) -> usize;
}

macro_rules! holds {
    ($($integer:ident)*) => { $(
        impl Holds for $integer {
            const MOST: usize = $integer::MAX as usize;
            const NAME: &'static str = stringify!($integer);
            #[inline(always)]
            fn of(number: usize) -> Option<Self> {
                number.try_into().ok()
            }
            #[inline(always)]
            fn number(self) -> usize {
                self as usize
            }
        }
    )* };
}
holds!(u8 u16 u32);

/// A number below `N`, kept in an `R`: what goes into an `Embedding`, which so can neither panic nor read past its table.
///
/// ```
/// use nn_core::prelude::*;
///
/// network! { pub struct Words { input: [Index<27>; 3], embed: Embedding(4), gru: Gru(8), LastStep, next: Dense(27), Softmax } }
///
/// assert_eq!(Index::<27>::new(27), None);
/// let word = [3, 0, 26].map(|letter| Index::new(letter).unwrap_or_default());
/// let next = Words::new(1).forward(&word);
/// assert!((next.iter().sum::<f32>() - 1.0).abs() < 1e-5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct Index<const N: usize, R: Holds = u8>(R);

// SAFETY: zero bytes are the number zero. It is no scalar, so never flat.
unsafe impl<const N: usize, R: Holds> Plain for Index<N, R> {
    const FLAT: bool = false;
}

impl<const N: usize, R: Holds> Index<N, R> {
    /// The number, if it is below `N`.
    #[inline]
    pub fn new(number: usize) -> Option<Self> {
        if number < N { R::of(number).map(Self) } else { None }
    }

    /// The number.
    #[inline]
    pub fn get(self) -> usize {
        self.0.number()
    }
}

/// Zero.
impl<const N: usize, R: Holds> Default for Index<N, R> {
    fn default() -> Self {
        Self::ZERO
    }
}

/// An [`Index`], whatever its limit.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no `Index`",
    label = "neither numbers of a network nor indices",
    note = "indices are stated as `[Index<27>; STEPS]`, above 256 of them as `[Index<1000, u16>; STEPS]`"
)]
pub trait Indexed: Plain + Copy + Send + Sync + 'static {
    /// Numbers there are.
    const COUNT: usize;
    /// The most that fit into what it is kept in, and how that is called.
    const HOLDS: (usize, &'static str);
    /// Something for each of them.
    type Table<X: Plain + Copy>: Plain + Copy;
    /// Which one it is.
    fn at(self) -> usize;
}

#[diagnostic::do_not_recommend]
impl<const N: usize, R: Holds> Indexed for Index<N, R> {
    const COUNT: usize = N;
    const HOLDS: (usize, &'static str) = (R::MOST.saturating_add(1), R::NAME);
    type Table<X: Plain + Copy> = [X; N];
    #[inline(always)]
    fn at(self) -> usize {
        self.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_below_the_limit() {
        assert_eq!(
            [0, 2, 3, 256].map(|number| Index::<3>::new(number).map(Index::get)),
            [Some(0), Some(2), None, None]
        );
        assert_eq!(Index::<300>::new(299), None, "a `u8` does not hold it");
        assert_eq!(Index::<300, u16>::new(299).map(Index::get), Some(299));
        assert_eq!((Index::<5>::default().get(), size_of::<Index<5>>(), size_of::<Index<5, u32>>()), (0, 1, 4));
    }
}
