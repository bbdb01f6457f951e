//! Numbers, and the arithmetic that kernels compute with.

mod narrow;

use num_traits::float::FloatCore;

use crate::memory::Plain;
pub use narrow::narrow;

/// A number that a kernel computes with.
pub trait Number: FloatCore + Plain {
    /// `self · a + b`, fused where the target was compiled with a fused instruction.
    fn multiply_add(self, a: Self, b: Self) -> Self;
    /// Whether it is an `f32`.
    #[doc(hidden)]
    const SINGLE: bool;
    /// Numbers as what they are, if they are single: for kernels written for those.
    #[doc(hidden)]
    fn singles(values: &[Self]) -> Option<&[f32]>;
    /// [`singles`](Self::singles), writable.
    #[doc(hidden)]
    fn singles_mut(values: &mut [Self]) -> Option<&mut [f32]>;
}

macro_rules! number {
    ($float:ident, $single:literal, $values:ident => $singles:expr) => {
        #[diagnostic::do_not_recommend]
        impl Number for $float {
            const SINGLE: bool = $single;
            #[inline(always)]
            fn multiply_add(self, a: Self, b: Self) -> Self {
                #[cfg(all(target_arch = "x86_64", target_feature = "fma", feature = "std", not(feature = "libm")))]
                return self.mul_add(a, b);
                #[cfg(not(all(
                    target_arch = "x86_64",
                    target_feature = "fma",
                    feature = "std",
                    not(feature = "libm")
                )))]
                return self * a + b;
            }
            #[inline(always)]
            fn singles($values: &[Self]) -> Option<&[f32]> {
                $singles
            }
            #[inline(always)]
            fn singles_mut($values: &mut [Self]) -> Option<&mut [f32]> {
                $singles
            }
        }
    };
}
number!(f32, true, values => Some(values));
number!(f64, false, _values => None);
