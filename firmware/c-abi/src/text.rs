//! Text put together while compiling: the header.

/// What `@name@` in a template becomes.
pub enum Word<'a> {
    Text(&'a str),
    Capitals(&'a str),
    Number(usize),
}

/// Room for the whole header.
const ROOM: usize = 32 * 1024;

pub struct Text {
    bytes: [u8; ROOM],
    length: usize,
}

impl Text {
    pub const fn new() -> Self {
        Self { bytes: [0; ROOM], length: 0 }
    }

    /// Adds a template, with its words filled in.
    pub const fn fill(mut self, template: &str, words: &[(&str, Word)]) -> Self {
        let mut rest = template.as_bytes();
        while let [byte, after @ ..] = rest {
            if *byte == b'@' {
                let (name, end) = after.split_at(position(after, b'@'));
                self = self.word(name, words);
                rest = end.split_at(1).1;
            } else {
                self = self.byte(*byte);
                rest = after;
            }
        }
        self
    }

    const fn word(self, name: &[u8], words: &[(&str, Word)]) -> Self {
        let mut at = 0;
        while at < words.len() {
            if equal(words[at].0.as_bytes(), name) {
                return match words[at].1 {
                    Word::Text(text) => self.text(text, false),
                    Word::Capitals(text) => self.text(text, true),
                    Word::Number(number) => self.number(number),
                };
            }
            at += 1;
        }
        panic!("a template has a word that nobody knows")
    }

    const fn text(mut self, text: &str, capitals: bool) -> Self {
        let mut rest = text.as_bytes();
        while let [byte, after @ ..] = rest {
            self = self.byte(if capitals { byte.to_ascii_uppercase() } else { *byte });
            rest = after;
        }
        self
    }

    const fn number(self, number: usize) -> Self {
        let before = if number < 10 { self } else { self.number(number / 10) };
        before.byte(b'0' + (number % 10) as u8)
    }

    const fn byte(mut self, byte: u8) -> Self {
        self.bytes[self.length] = byte;
        self.length += 1;
        self
    }

    pub const fn as_bytes(&self) -> &[u8] {
        self.bytes.split_at(self.length).0
    }

    pub const fn as_str(&self) -> &str {
        match core::str::from_utf8(self.as_bytes()) {
            Ok(text) => text,
            Err(_) => panic!("a template is not UTF-8"),
        }
    }
}

const fn position(bytes: &[u8], wanted: u8) -> usize {
    let mut at = 0;
    while bytes[at] != wanted {
        at += 1;
    }
    at
}

const fn equal(a: &[u8], b: &[u8]) -> bool {
    match (a, b) {
        ([], []) => true,
        ([a, rest_of_a @ ..], [b, rest_of_b @ ..]) => *a == *b && equal(rest_of_a, rest_of_b),
        _ => false,
    }
}
