//! Slips of whoever comes from elsewhere or types fast: one line written otherwise, and what its error has to propose.

use nn_language::catalogue::{Entry, find};

use super::kind::Kind;
use super::language::{Line, Size, What};

impl Kind {
    /// Whether a line, and the one behind it, can be written with this slip.
    pub fn fits(self, line: &Line, behind: Option<&Line>) -> bool {
        let Some(entry) = line.entry().filter(|entry| entry.block().is_none()) else { return false };
        let (dense, named, value) = (matches!(line.what, What::Dense { .. }), line.name.is_some(), line.text());
        let has_arguments = value.ends_with(')');
        match self {
            Kind::Case => value.chars().next().is_some_and(char::is_uppercase),
            Kind::Misspelt | Kind::Semicolon | Kind::Doubled | Kind::New => true,
            Kind::MissingComma => behind.is_some(),
            Kind::MissingColon | Kind::Quoted => named,
            // A type by a path may be the user's own.
            Kind::Path => has_arguments || !named,
            Kind::Brackets => has_arguments,
            Kind::Inputs => matches!(&line.what, What::Dense { size, .. } if is_word(size)),
            Kind::Units | Kind::Activation | Kind::Method => dense,
            Kind::Unnamed | Kind::Frozen => entry.owns_values(),
            _ => false,
        }
    }

    /// The line with this slip, and how it ends.
    pub fn slipped(self, line: &Line) -> (String, &'static str) {
        let name = line.name.as_ref().map_or(String::new(), |name| format!("{name}: "));
        let (value, word) = (line.text(), line.word());
        let arguments = value[word.len()..].trim_start_matches('(').trim_end_matches(')').to_string();
        let plain = format!("{name}{value}");
        match self {
            Kind::Misspelt => {
                let last = word.chars().last().unwrap_or('e');
                (format!("{name}{word}{last}{}", &value[word.len()..]), ",")
            }
            Kind::Case => (format!("{name}{}{}", snake(&word), &value[word.len()..]), ","),
            Kind::Semicolon => (plain, ";"),
            Kind::Doubled => (plain, ",,"),
            Kind::MissingComma => (plain, ""),
            Kind::MissingColon => (plain.replacen(": ", " ", 1), ","),
            Kind::Quoted => (format!("\"{}\": {value}", name.trim_end_matches(": ")), ","),
            Kind::New => (format!("{name}{word}::new({arguments})"), ","),
            Kind::Path => (format!("{name}layer::{value}"), ","),
            Kind::Brackets => (format!("{name}{word}[{arguments}]"), ","),
            Kind::Inputs => (format!("{name}{word}(77, {arguments})"), ","),
            Kind::Units => (format!("{name}{word}(units = {arguments})"), ","),
            Kind::Activation => (format!("{name}{word}({arguments}, activation = \"relu\")"), ","),
            Kind::Method => (format!("{name}{value}.relu()"), ","),
            Kind::Unnamed => (value, ","),
            Kind::Frozen => (format!("#[frozn] {plain}"), ","),
            _ => (plain, ","),
        }
    }

    /// What the help proposes.
    pub fn advice(self, line: &Line) -> String {
        let (value, word) = (line.text(), line.word());
        match self {
            Kind::Misspelt | Kind::Case => format!("`{word}`"),
            Kind::Semicolon => "write `,`".into(),
            Kind::Doubled => "remove `,`".into(),
            Kind::MissingComma => "a comma".into(),
            Kind::MissingColon => format!("write `{}:`", line.name.as_deref().unwrap_or_default()),
            Kind::Quoted => format!("write `{}`", line.name.as_deref().unwrap_or_default()),
            Kind::Activation | Kind::Method => format!("{value}, Relu"),
            Kind::Frozen => "`frozen`".into(),
            _ => value,
        }
    }
}

impl Line {
    /// The layer as it is called.
    pub fn word(&self) -> String {
        self.text().chars().take_while(|letter| letter.is_alphanumeric()).collect()
    }

    /// What the catalogue says of the layer.
    pub fn entry(&self) -> Option<&'static Entry> {
        match &self.what {
            What::State(_) | What::Nested { .. } => None,
            What::Block(kind, _) => find(&format!("{kind:?}")),
            _ => find(&self.word()),
        }
    }
}

/// A size that might be one of the inputs.
fn is_word(size: &Size) -> bool {
    size.text.chars().all(|letter| letter.is_alphanumeric() || letter == '_')
}

/// `leaky_relu` of `LeakyRelu`.
fn snake(word: &str) -> String {
    let mut text = String::new();
    for letter in word.chars() {
        if letter.is_uppercase() && !text.is_empty() {
            text.push('_');
        }
        text.extend(letter.to_lowercase());
    }
    text
}
