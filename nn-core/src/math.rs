//! exp, tanh, sqrt and friends, chosen in one place: from the platform with feature `std`, from [`libm`] otherwise or
//! when feature `libm` asks for the same bits on every target. Without either, e^x in `f32` is our own: smaller, without
//! division, and off by one unit in the last place at most.

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

macro_rules! math {
    ($float:ident, $exp:ident, $own_exp:path, $expm1:ident, $log:ident, $log1p:ident, $tanh:ident, $sqrt:ident, $cos:ident, $pow:ident, $erf:ident) => {
        #[cfg(any(feature = "libm", not(feature = "std")))]
        impl Math for $float {
            #[inline]
            fn exp(self) -> Self {
                #[cfg(feature = "libm")]
                return libm::$exp(self);
                #[cfg(not(feature = "libm"))]
                return $own_exp(self);
            }
            #[inline]
            fn exp_m1(self) -> Self {
                libm::$expm1(self)
            }
            #[inline]
            fn ln(self) -> Self {
                libm::$log(self)
            }
            #[inline]
            fn ln_1p(self) -> Self {
                libm::$log1p(self)
            }
            #[inline]
            fn tanh(self) -> Self {
                libm::$tanh(self)
            }
            #[inline]
            fn sqrt(self) -> Self {
                libm::$sqrt(self)
            }
            #[inline]
            fn cos(self) -> Self {
                libm::$cos(self)
            }
            #[inline]
            fn pow(self, exponent: Self) -> Self {
                libm::$pow(self, exponent)
            }
            #[inline]
            fn erf(self) -> Self {
                libm::$erf(self)
            }
        }

        #[cfg(all(feature = "std", not(feature = "libm")))]
        impl Math for $float {
            #[inline]
            fn exp(self) -> Self {
                $float::exp(self)
            }
            #[inline]
            fn exp_m1(self) -> Self {
                $float::exp_m1(self)
            }
            #[inline]
            fn ln(self) -> Self {
                $float::ln(self)
            }
            #[inline]
            fn ln_1p(self) -> Self {
                $float::ln_1p(self)
            }
            #[inline]
            fn tanh(self) -> Self {
                $float::tanh(self)
            }
            #[inline]
            fn sqrt(self) -> Self {
                $float::sqrt(self)
            }
            #[inline]
            fn cos(self) -> Self {
                $float::cos(self)
            }
            #[inline]
            fn pow(self, exponent: Self) -> Self {
                $float::powf(self, exponent)
            }
            #[inline]
            fn erf(self) -> Self {
                libm::$erf(self)
            }
        }
    };
}

math!(f32, expf, crate::kernel::exp::exp, expm1f, logf, log1pf, tanhf, sqrtf, cosf, powf, erff);
math!(f64, exp, libm::exp, expm1, log, log1p, tanh, sqrt, cos, pow, erf);
