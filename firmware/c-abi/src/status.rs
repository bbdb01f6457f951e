//! How a call went.

use nn_core::prelude::*;

use crate::text::{Text, Word};

macro_rules! statuses {
    ($($name:ident $in_c:literal = $number:literal, $about:literal;)*) => {
        /// What a function returns.
        #[repr(i32)]
        #[derive(Clone, Copy)]
        pub enum Status {
            $(#[doc = $about] $name = $number,)*
        }

        static LINES: Text = Text::new()$(.fill(
            "    @name@ = @number@, /* @about@ */\n",
            &[("name", Word::Text($in_c)), ("number", Word::Number($number)), ("about", Word::Text($about))],
        ))*;
    };
}

statuses! {
    Good "NN_GOOD" = 0, "it is done";
    Null "NN_NULL" = 1, "a pointer is null; nothing was done";
    EmptyBatch "NN_EMPTY_BATCH" = 2, "a batch without rows";
    UnequalLengths "NN_UNEQUAL_LENGTHS" = 3, "inputs and targets of different number";
    ClassOutOfRange "NN_CLASS_OUT_OF_RANGE" = 4, "a class that the network has no output for";
    NonFiniteLoss "NN_NON_FINITE_LOSS" = 5, "the loss is NaN or infinite: so was an input, or the rate is too high";
    BadSetting "NN_BAD_SETTING" = 7, "the trainer was set up with a number out of range";
    BadFile "NN_BAD_FILE" = 8, "not a saved network of this kind, or damaged";
    BadTarget "NN_BAD_TARGET" = 9, "a target that the loss has no meaning for";
    NonFiniteGradient "NN_NON_FINITE_GRADIENT" = 10, "the loss is finite, but not its gradient";
    Other "NN_OTHER" = 11, "the library says what this header does not know";
}

impl Status {
    /// The lines of the header.
    pub const LINES: &str = LINES.as_str();
}

impl From<TrainError> for Status {
    fn from(error: TrainError) -> Self {
        match error {
            TrainError::EmptyBatch => Self::EmptyBatch,
            TrainError::UnequalLengths { .. } => Self::UnequalLengths,
            TrainError::ClassOutOfRange { .. } => Self::ClassOutOfRange,
            TrainError::BadTarget { .. } => Self::BadTarget,
            TrainError::NonFiniteLoss { .. } => Self::NonFiniteLoss,
            TrainError::NonFiniteOutputGradient { .. } | TrainError::NonFiniteGradient { .. } => {
                Self::NonFiniteGradient
            }
            TrainError::BadSetting { .. } => Self::BadSetting,
            _ => Self::Other,
        }
    }
}

impl From<Result<(), TrainError>> for Status {
    fn from(result: Result<(), TrainError>) -> Self {
        result.map_or_else(Self::from, |()| Self::Good)
    }
}
