//! The initialisers, as `nn_core::Init` names them.

/// Their names.
pub const NAMES: [&str; 7] = ["Zeros", "He", "HeUniform", "Glorot", "GlorotUniform", "LeCun", "LeCunUniform"];

/// What other libraries call them.
const KNOWN_AS: [(&str, &str); 5] = [
    ("Kaiming", "He"),
    ("KaimingUniform", "HeUniform"),
    ("Xavier", "Glorot"),
    ("XavierUniform", "GlorotUniform"),
    ("Zero", "Zeros"),
];

/// The initialiser that other libraries call so.
pub fn known_elsewhere(name: &str) -> Option<&'static str> {
    KNOWN_AS.iter().find(|(theirs, _)| *theirs == name).map(|&(_, ours)| ours)
}
