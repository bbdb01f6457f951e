//! In how many ways a declaration is broken.

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Size,
    Statement,
    Input,
    Target,
    Nested,
    Call,
    Branch,
    Reshape,
    Weights,
    Misspelt,
    Case,
    Semicolon,
    Doubled,
    MissingComma,
    MissingColon,
    Quoted,
    New,
    Path,
    Brackets,
    Inputs,
    Units,
    Activation,
    Method,
    Unnamed,
    Frozen,
}

impl Kind {
    /// Those of sizes first.
    pub const ALL: [Kind; 25] = [
        Kind::Size,
        Kind::Statement,
        Kind::Input,
        Kind::Target,
        Kind::Nested,
        Kind::Call,
        Kind::Branch,
        Kind::Reshape,
        Kind::Weights,
        Kind::Misspelt,
        Kind::Case,
        Kind::Semicolon,
        Kind::Doubled,
        Kind::MissingComma,
        Kind::MissingColon,
        Kind::Quoted,
        Kind::New,
        Kind::Path,
        Kind::Brackets,
        Kind::Inputs,
        Kind::Units,
        Kind::Activation,
        Kind::Method,
        Kind::Unnamed,
        Kind::Frozen,
    ];
    /// How many kinds change a size.
    pub const OF_SIZES: usize = 9;

    pub fn is_slip(self) -> bool {
        !Kind::ALL[..Kind::OF_SIZES].contains(&self)
    }

    pub fn text(self) -> &'static str {
        match self {
            Kind::Size => "size of a layer",
            Kind::Statement => "stated shape",
            Kind::Input => "input",
            Kind::Target => "length of a target",
            Kind::Nested => "nested network",
            Kind::Call => "array at a call",
            Kind::Branch => "branch of a block",
            Kind::Reshape => "`Reshape`",
            Kind::Weights => "weights file",
            Kind::Misspelt => "misspelt layer",
            Kind::Case => "`leaky_relu`",
            Kind::Semicolon => "`;` for `,`",
            Kind::Doubled => "`,,`",
            Kind::MissingComma => "missing comma",
            Kind::MissingColon => "missing colon",
            Kind::Quoted => "name in quotes",
            Kind::New => "`Dense::new(8)`",
            Kind::Path => "`layer::Dense(8)`",
            Kind::Brackets => "`Dense[8]`",
            Kind::Inputs => "`Dense(4, 8)`",
            Kind::Units => "`units = 8`",
            Kind::Activation => "`activation = …`",
            Kind::Method => "`Dense(8).relu()`",
            Kind::Unnamed => "missing name",
            Kind::Frozen => "`#[frozn]`",
        }
    }
}
