//! What an entry says of a layer, in words.

/// A layer the macro knows.
#[derive(Clone, Copy)]
pub struct Entry {
    /// As it is called in a declaration, and in `nn_core::layer`.
    pub name: &'static str,
    /// A line that can be typed.
    pub example: &'static str,
    /// What other libraries call it.
    pub known_as: &'static [&'static str],
    /// What stands in its parentheses.
    pub arguments: &'static [Parameter],
    /// What may come in.
    pub takes: Takes,
    /// The shape that goes out.
    pub gives: Gives,
    /// What it is in the network.
    pub stands: Stands,
    /// What its outputs mean.
    pub means: Means,
    /// How weights before it are drawn.
    pub before: Weights,
}

impl Entry {
    /// With what other libraries call it.
    pub(super) const fn known_as(self, known_as: &'static [&'static str]) -> Self {
        Entry { known_as, ..self }
    }

    /// What is in its braces, if it is a block.
    pub const fn block(&self) -> Option<Block> {
        match self.stands {
            Stands::Block(block) => Some(block),
            _ => None,
        }
    }

    /// The layer of nn-core that it is, if it has a type of its own.
    pub const fn field(&self) -> Option<Field> {
        match self.stands {
            Stands::Field(field) | Stands::Type(field) => Some(field),
            _ => None,
        }
    }

    /// Whether the layer owns values, so that it must be named.
    pub const fn owns_values(&self) -> bool {
        matches!(self.stands, Stands::Field(_))
    }

    /// Whether it has loops that `#[unroll]` writes out.
    pub fn has_loops(&self) -> bool {
        self.field().is_some_and(|field| field.type_arguments.contains(&TypeArgument::Unroll))
    }

    /// Whether what it takes counts among its arguments elsewhere.
    pub fn counts_inputs(&self) -> bool {
        matches!(
            self.gives,
            Gives::Features(_)
                | Gives::Steps(_)
                | Gives::Embedded(_)
                | Gives::Windows { channels: Channels::Of(_) | Channels::Times(_), .. }
        ) || self.means == Means::Changed && self.field().is_some_and(|field| field.trains)
            || self.gives == Gives::Same && self.takes == Takes::Series
    }
}

/// An argument of a layer.
#[derive(Clone, Copy)]
pub struct Parameter {
    /// As it is written before `=`.
    pub name: &'static str,
    /// What other libraries call it.
    pub known_as: &'static [&'static str],
    /// The first argument, written without its name.
    pub positional: bool,
    /// What is missing without it, as in "`Dense` needs its number of outputs"; `None` if there is a default.
    pub required: Option<&'static str>,
    /// Which values it takes.
    pub takes: Values,
    /// Whether the table of layers shows it.
    pub shown: bool,
}

impl Parameter {
    /// The one that is written without its name, and never left out.
    pub(super) const fn first(name: &'static str, required: &'static str, takes: Values) -> Self {
        Parameter { name, known_as: &[], positional: true, required: Some(required), takes, shown: true }
    }

    /// One that is written with its name, and never left out.
    pub(super) const fn needed(name: &'static str, required: &'static str, takes: Values) -> Self {
        Parameter { name, known_as: &[], positional: false, required: Some(required), takes, shown: true }
    }

    /// One that is written with its name, and may be left out.
    pub(super) const fn named(name: &'static str, takes: Values) -> Self {
        Parameter { name, known_as: &[], positional: false, required: None, takes, shown: false }
    }

    pub(super) const fn shown(self) -> Self {
        Parameter { shown: true, ..self }
    }

    pub(super) const fn known_as(self, known_as: &'static [&'static str]) -> Self {
        Parameter { known_as, ..self }
    }
}

/// The values of an argument.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Values {
    /// A size; what it is the size of, as in "a number of outputs".
    Size(&'static str),
    /// A size that divides the last one that comes in; what it is the number of.
    Divisor(&'static str),
    /// A size; what it is the size of. If it is not given, the last one that comes in is parted into as many as that argument says.
    Part(&'static str, &'static str),
    /// One to three sizes.
    Sizes,
    /// Height and width of something, or one number for both.
    Pair,
    /// What stands around an image.
    Padding,
    /// A number of steps of a series.
    Length,
    /// What stands before and behind a series.
    PaddingOfSteps,
    /// One of these words; the first if it is not given.
    Word(&'static [&'static str]),
    /// A number in a range, and the one it is if it is not given.
    Number(Range, f64),
    /// `true` or `false`, and which it is if it is not given.
    Flag(bool),
    /// The name of an initialiser; what follows says which, if it is not given.
    Initialiser,
}

/// Which numbers an argument takes, as the network's scalar: too small a number is zero, too large a one infinite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range {
    /// From 0 up to, but not including, 1.
    Share,
    /// Above 0, and finite.
    Positive,
    /// Any but NaN and the infinities.
    Finite,
}

/// What may come into a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Any shape.
    Any,
    /// Features only.
    Features,
    /// A series only.
    Series,
    /// An image only.
    Image,
    /// A series or an image.
    SeriesOrImage,
    /// Indices only.
    Indices,
}

/// The shape a layer gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    /// The one it takes.
    Same,
    /// As many features as this argument says.
    Features(&'static str),
    /// As many steps as before, of as many numbers as this argument says.
    Steps(&'static str),
    /// A series with a row for each index, as long as this argument says.
    Embedded(&'static str),
    /// What a window finds that goes over an image, or along a series, as the layer takes it.
    Windows {
        /// How many channels it gives.
        channels: Channels,
        /// The argument that says how large the window is, and how far it goes on if `stride` does not say that.
        window: &'static str,
        /// Whether it goes on by its own size unless `stride` says otherwise, not by one.
        tiles: bool,
        /// Whether inference makes its map and the pool behind that at once, as one of the two.
        at_once: bool,
    },
    /// The last size alone.
    Pooled,
    /// All values as features.
    Flattened,
    /// The sizes in this argument.
    Reshaped(&'static str),
    /// What its lines make of it.
    OfLines,
}

/// How many channels a window gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channels {
    /// As many as before.
    Same,
    /// As many as this argument says.
    Of(&'static str),
    /// As many for each of those before as this argument says.
    Times(&'static str),
}

/// What a layer is in the network.
#[derive(Clone, Copy)]
pub enum Stands {
    /// A field with values of its own.
    Field(Field),
    /// A layer of nn-core without values: its type is all.
    Type(Field),
    /// A value that is applied in place, with its arguments as fields; its way back reads either what came in or what went out.
    Value(Reads),
    /// The same values under another shape.
    View,
    /// Masks that are drawn while training.
    Masks,
    /// Lines of its own.
    Block(Block),
}

/// What the way back through a layer reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reads {
    /// What came in.
    pub input: bool,
    /// What went out.
    pub output: bool,
}

impl Reads {
    /// What came in.
    pub const INPUT: Self = Reads { input: true, output: false };
    /// What went out.
    pub const OUTPUT: Self = Reads { input: false, output: true };
    /// Neither.
    pub const NOTHING: Self = Reads { input: false, output: false };
    /// Both.
    pub const BOTH: Self = Reads { input: true, output: true };
}

/// A layer of nn-core with a type of its own.
#[derive(Clone, Copy)]
pub struct Field {
    /// What stands between its angle brackets.
    pub type_arguments: &'static [TypeArgument],
    /// What its way back reads.
    pub reads: Reads,
    /// Whether it keeps something of its own on the tape.
    pub keeps_tape: bool,
    /// Whether it learns from a mini-batch as a whole.
    pub of_batch: bool,
    /// Whether its values are trained.
    pub trains: bool,
    /// How they are set at first.
    pub first: First,
}

impl Field {
    /// Whether there is a flag that leaves its bias out.
    pub fn may_have_bias(&self) -> bool {
        let is_flag = |argument: &TypeArgument| {
            use TypeArgument::{ChannelsOrNone, SizeIf, SizeOrNone};
            matches!(argument, SizeIf(..) | SizeOrNone(..) | ChannelsOrNone(..))
        };
        self.type_arguments.iter().any(is_flag)
    }
}

/// What stands between the angle brackets of a layer's type. Those at the end that are as the type has them anyway are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeArgument {
    /// The network's scalar.
    Scalar,
    /// The shape that comes in.
    Input,
    /// The size in an argument.
    Size(&'static str),
    /// The size in an argument, which is the default, or 0 without a flag.
    SizeIf(&'static str, &'static str),
    /// The shape that goes out.
    Output,
    /// The window that goes over what comes in.
    Window,
    /// The size in an argument, or 0 without a flag; there is no default.
    SizeOrNone(&'static str, &'static str),
    /// The channels that go out, or 0 without a flag; there is no default.
    ChannelsOrNone(&'static str),
    /// `true` or `false`, as a flag says; `false` is the default.
    Flag(&'static str),
    /// The number for the word in an argument; the first is the default.
    ByWord(&'static str, &'static [usize]),
    /// The number in an argument, as the bits of an `f64`; the default is the type's.
    Bits(&'static str),
    /// The longest loop that is written out.
    Unroll,
}

/// How a field's values are set at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    /// As the layer itself says.
    Own,
    /// Drawn by the initialiser in an argument.
    Drawn(&'static str),
    /// From these arguments, or as the layer itself says if none of them is given.
    Set(&'static [&'static str]),
    /// As the layer itself says, and then by this method of it from this argument, if that is given.
    Then(&'static str, &'static str),
}

/// What stands in the braces of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// Lines one after the other.
    Chain,
    /// A chain, and around it the straight line.
    Residual,
    /// A chain that runs on every step of a series.
    EachStep,
    /// Branches, added.
    Sum,
    /// Branches, side by side.
    Concat,
}

/// What the outputs of a layer mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// Plain sums, whatever came in.
    Sums,
    /// What the layer says of itself, unless probabilities came in, which it changes.
    Own,
    /// Probabilities of one answer each, whose place a loss may take.
    Answers,
    /// Probabilities of classes, whose place a loss may take. One class alone always is `alone`, and is rather written `instead`.
    Classes {
        /// The probability of the only class.
        alone: u8,
        /// The layer for one answer.
        instead: &'static str,
    },
    /// What came in, changed.
    Changed,
    /// What came in.
    Kept,
    /// What its lines make of it.
    OfLines,
}

impl Means {
    /// Whether a loss may take the place of the layer.
    pub const fn may_fuse(self) -> bool {
        matches!(self, Means::Answers | Means::Classes { .. })
    }
}

/// How weights before a layer are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weights {
    /// For values of which about half become zero.
    He,
    /// For values that pass as they are.
    Glorot,
    /// As the layer behind it says.
    AsNext,
}
