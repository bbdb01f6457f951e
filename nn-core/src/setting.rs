//! Settings of losses, optimizers and trainers, and the range each has a meaning in. Constructors take any number; the
//! first step answers.

use core::fmt;

use crate::scalar::Scalar;

/// A setting with a value it cannot have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BadSetting {
    /// The setting, as it is written: `Adam::beta1`.
    pub name: &'static str,
    /// Its value, rounded.
    pub value: f32,
    /// What it has to be.
    pub wanted: &'static str,
}

impl fmt::Display for BadSetting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, value, wanted } = self;
        write!(f, "`{name}` is {value}, but has to be {wanted}")
    }
}

impl core::error::Error for BadSetting {}

/// What a setting has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range {
    /// `0 ≤ x < ∞`
    NotNegative,
    /// `0 < x < ∞`
    Positive,
    /// `0 ≤ x < 1`
    Share,
    /// `0 ≤ x ≤ 1`
    Part,
    /// `0 ≤ x ≤ ∞`
    Rate,
}

impl Range {
    /// Whether `value` lies in the range.
    pub fn judge<T: Scalar>(self, name: &'static str, value: T) -> Result<(), BadSetting> {
        let (zero, one) = (T::zero(), T::one());
        let (fits, wanted) = match self {
            Range::NotNegative => (value >= zero && value < T::infinity(), "finite and at least 0"),
            Range::Positive => (value > zero && value < T::infinity(), "finite and above 0"),
            Range::Share => (value >= zero && value < one, "at least 0 and below 1"),
            Range::Part => (value >= zero && value <= one, "from 0 to 1"),
            Range::Rate => (value >= zero, "at least 0"),
        };
        if fits { Ok(()) } else { Err(BadSetting { name, value: value.rounded(), wanted }) }
    }
}

/// A scalar that `R` is. Asked of the scalar, the answer waits until the network is known; a parameter of its type would have taken
/// the first number for it, and then called the scalar another.
#[diagnostic::on_unimplemented(
    message = "`{R}` is no learning rate of a network on `{Self}`",
    label = "the network runs on `{Self}`",
    note = "a rate is a number of the network's scalar, `1.0` and not `1`"
)]
pub trait Is<R> {
    /// The number itself.
    fn same(number: R) -> Self;
}
#[diagnostic::do_not_recommend]
impl<T> Is<T> for T {
    #[inline(always)]
    fn same(number: T) -> T {
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_what_their_names_say() {
        let values = [-1.0, -0.0, 0.0, f32::MIN_POSITIVE, 0.5, 1.0, 1.5, f32::MAX, f32::INFINITY, f32::NAN];
        let fits = |range: Range| values.map(|value| u8::from(range.judge("x", value).is_ok()));
        assert_eq!(fits(Range::NotNegative), [0, 1, 1, 1, 1, 1, 1, 1, 0, 0]);
        assert_eq!(fits(Range::Positive), [0, 0, 0, 1, 1, 1, 1, 1, 0, 0]);
        assert_eq!(fits(Range::Share), [0, 1, 1, 1, 1, 0, 0, 0, 0, 0]);
        assert_eq!(fits(Range::Part), [0, 1, 1, 1, 1, 1, 0, 0, 0, 0]);
        assert_eq!(fits(Range::Rate), [0, 1, 1, 1, 1, 1, 1, 1, 1, 0]);
        let bad = Range::Share.judge("Adam::beta1", 1.0f64).unwrap_err();
        assert_eq!(bad.to_string(), "`Adam::beta1` is 1, but has to be at least 0 and below 1");
    }
}
