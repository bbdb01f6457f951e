//! An instruction and how often it ran: a line of what the plugin of `firmware/count` writes.

/// An instruction that was executed.
pub struct Executed {
    pub address: u64,
    /// How often.
    pub times: u64,
    /// How often another than the one behind it came next.
    pub taken: u64,
    pub bytes: u64,
    pub text: String,
}

impl Executed {
    /// Reads such a line.
    pub fn parse(line: &str) -> Option<Self> {
        let mut words = line.splitn(5, ' ');
        Some(Self {
            address: u64::from_str_radix(words.next()?, 16).ok()?,
            times: words.next()?.parse().ok()?,
            taken: words.next()?.parse().ok()?,
            bytes: words.next()?.parse().ok()?,
            text: words.next()?.to_owned(),
        })
    }
}
