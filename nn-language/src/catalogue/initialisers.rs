//! The initialisers, as `nn_core::Init` names them.

/// Their names.
pub const NAMES: [&str; 7] = ["Zeros", "He", "HeUniform", "Glorot", "GlorotUniform", "LeCun", "LeCunUniform"];

/// What other libraries call them.
const KNOWN_AS: [(&str, &str); 10] = [
    ("HeNormal", "He"),
    ("Kaiming", "He"),
    ("KaimingNormal", "He"),
    ("KaimingUniform", "HeUniform"),
    ("GlorotNormal", "Glorot"),
    ("Xavier", "Glorot"),
    ("XavierNormal", "Glorot"),
    ("XavierUniform", "GlorotUniform"),
    ("LecunNormal", "LeCun"),
    ("Zero", "Zeros"),
];

/// The initialiser that other libraries call so.
pub fn known_elsewhere(name: &str) -> Option<&'static str> {
    let name = name.replace('_', "");
    KNOWN_AS.iter().find(|(theirs, _)| theirs.eq_ignore_ascii_case(&name)).map(|&(_, ours)| ours)
}
