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
