//! exp, tanh, sqrt and friends, chosen in one place, accurate or small:
//!
//! | feature | where they come from | off by, in `f32` |
//! |---|---|---|
//! | `std` | the platform | mostly less than one unit in the last place |
//! | `libm` | [`libm`] in Rust, also with `std`: the same bits on every target | less than one unit |
//! | neither | our own e^x, ln, ln(1 + x), tanh and cos, small and fast; the others, and `f64`, from [`libm`] | e^x and ln 1, tanh 2, ln(1 + x) 3 units, cos 10⁻⁷ up to 10,000 |
//!
//! Activations of whole `f32` layers are computed in vectors by [`kernel`](crate::kernel): sigmoid and tanh off by at most two units.
//!
//! Ours have two forms of e^x, in floats and, for chips without a float unit, in integers. The errors are tested over a grid.

#[cfg(chip = "m4")]
mod cortex_m4;
mod cos;
pub mod exp;
mod ln;
pub mod soft;
mod tanh;
#[cfg(test)]
mod ulp;

#[cfg(all(chip = "m4", not(any(feature = "std", feature = "libm"))))]
use cortex_m4::sqrt;
#[cfg(not(any(chip = "m4", feature = "std", feature = "libm")))]
use libm::sqrtf as sqrt;

/// The functions beyond `+ − × ÷` that layers, losses and optimizers use.
pub trait Math: Copy {
    /// eˣ
    fn exp(self) -> Self;
    /// eˣ − 1, exact near zero.
    fn exp_m1(self) -> Self;
    /// Natural logarithm.
    fn ln(self) -> Self;
    /// ln(1 + x), exact near zero.
    fn ln_1p(self) -> Self;
    /// Hyperbolic tangent.
    fn tanh(self) -> Self;
    /// Square root.
    fn sqrt(self) -> Self;
    /// Cosine, in radians.
    fn cos(self) -> Self;
    /// `self` to the power of `exponent`.
    fn pow(self, exponent: Self) -> Self;
    /// Gauss error function.
    fn erf(self) -> Self;
}

/// Every function three times: of the platform, of libm, and the one that is taken without either.
macro_rules! math {
    ($float:ident, $pow:path, $erf:path; $($name:ident: $libm:path, $small:path;)*) => {
        impl Math for $float {
            $(
                #[inline]
                fn $name(self) -> Self {
                    #[cfg(feature = "libm")]
                    return $libm(self);
                    #[cfg(all(feature = "std", not(feature = "libm")))]
                    return $float::$name(self);
                    #[cfg(not(any(feature = "std", feature = "libm")))]
                    return $small(self);
                }
            )*
            #[inline]
            fn pow(self, exponent: Self) -> Self {
                #[cfg(all(feature = "std", not(feature = "libm")))]
                return self.powf(exponent);
                #[cfg(any(feature = "libm", not(feature = "std")))]
                return $pow(self, exponent);
            }
            #[inline]
            fn erf(self) -> Self {
                $erf(self)
            }
        }
    };
}

math! {
    f32, libm::powf, libm::erff;
    exp: libm::expf, exp::exp;
    exp_m1: libm::expm1f, libm::expm1f;
    ln: libm::logf, ln::ln;
    ln_1p: libm::log1pf, ln::ln_1p;
    tanh: libm::tanhf, tanh::tanh;
    sqrt: libm::sqrtf, sqrt;
    cos: libm::cosf, cos::cos;
}
math! {
    f64, libm::pow, libm::erf;
    exp: libm::exp, libm::exp;
    exp_m1: libm::expm1, libm::expm1;
    ln: libm::log, libm::log;
    ln_1p: libm::log1p, libm::log1p;
    tanh: libm::tanh, libm::tanh;
    sqrt: libm::sqrt, libm::sqrt;
    cos: libm::cos, libm::cos;
}
