//! What the text of an Arm instruction says about the registers it needs and changes.

/// An instruction, such as `vmul.f32 s16, s16, s24`.
pub struct Instruction<'a> {
    /// Without what follows a point: its width, its types.
    pub name: &'a str,
    /// What makes it a special one of its name.
    pub form: &'static str,
    /// Words of the registers in its list.
    pub listed: u64,
    /// What it computes.
    results: Vec<&'a str>,
    /// What it loads, if it loads or stores one register.
    single: Option<Vec<&'a str>>,
    /// What its address is made of.
    address: Vec<&'a str>,
    /// The registers of the float unit that it needs at once.
    needs: Vec<&'a str>,
}

impl<'a> Instruction<'a> {
    /// Reads its text.
    pub fn parse(text: &'a str) -> Self {
        let (name, operands) = text.split_once(' ').unwrap_or((text, ""));
        let name = name.split('.').next().unwrap_or(name);
        let starts = |starts: &[&str]| starts.iter().any(|start| name.starts_with(start));

        let all = registers(operands);
        let list = between(operands, '{', '}').map(registers);
        let brackets = between(operands, '[', ']').map(registers);
        let load = starts(&["ld", "vld", "pop", "vpop"]);
        let store = starts(&["st", "vst", "push", "vpush"]);
        let compare = starts(&["cmp", "cmn", "tst", "teq", "vcmp"]);
        let transfer = starts(&["vmov", "vmrs", "vmsr"]);
        let branch = starts(&["cb", "tb", "bl", "bx"]);
        let accumulate = starts(&["vfma", "vfms", "vfnm", "vmla", "vmls", "vnml"]);
        let first = || all.iter().take(1).copied();

        let form = match name {
            "ldm" | "pop" if list.iter().flatten().any(|register| *register == "pc") => "pc",
            "add" | "mov" | "ldr" if first().any(|register| register == "pc") => "pc",
            "str" | "strb" | "strh" if brackets.as_ref().is_some_and(|registers| registers.len() > 1) => "register",
            "vldr" | "vstr" if first().any(|register| register.starts_with('d')) => "double",
            "vmov" if all.len() > 2 => "two",
            _ => "",
        };
        let address = match &brackets {
            Some(registers) => registers.clone(),
            None if starts(&["push", "pop", "vpush", "vpop"]) => vec!["sp"],
            None if list.is_some() => first().collect(),
            None => Vec::new(),
        };
        let results = match () {
            () if load || store || compare || transfer || branch => Vec::new(),
            // Of a product of 64 bits the halves.
            () if starts(&["umull", "smull", "umlal", "smlal", "umaal"]) => all.iter().take(2).copied().collect(),
            () => first().collect(),
        };
        let several = list.is_some() || matches!(name, "ldrd" | "strd");
        let single = (brackets.is_some() && !several).then(|| if load { first().collect() } else { Vec::new() });
        // The first operand is what is computed, or the addend, for which there is time.
        let skipped = usize::from(!store && !compare && (accumulate || !load));
        let needs = match () {
            () if load => Vec::new(),
            () => all.iter().skip(skipped).copied().filter(|register| is_numbered(register, "sd")).collect(),
        };
        let words = |register: &&str| if register.starts_with('d') { 2 } else { 1 };
        Self {
            name: if name.starts_with("it") { "it" } else { name },
            form,
            listed: list.iter().flatten().map(words).sum(),
            results,
            single,
            address,
            needs,
        }
    }

    /// Whether it waits for what the one before it computes.
    pub fn waits_for(&self, before: &Self) -> bool {
        before.results.iter().any(|result| self.address.contains(result) || self.needs.contains(result))
    }

    /// Whether it loads or stores while the one before it still loads.
    pub fn overlaps(&self, before: &Self) -> bool {
        let loaded = before.single.as_deref().unwrap_or_default();
        self.single.is_some() && !loaded.is_empty() && !loaded.iter().any(|register| self.address.contains(register))
    }
}

/// The registers in a text.
fn registers(text: &str) -> Vec<&str> {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '#');
    words.filter(|word| is_numbered(word, "rsd") || NAMED.contains(word)).collect()
}

/// Registers whose names are no numbers.
const NAMED: [&str; 7] = ["sb", "sl", "fp", "ip", "sp", "lr", "pc"];

/// Whether a word is one of these letters and a number.
fn is_numbered(word: &str, letters: &str) -> bool {
    word.strip_prefix(|letter| letters.contains(letter)).is_some_and(|number| number.parse::<u8>().is_ok())
}

/// The text between two brackets.
fn between(text: &str, open: char, close: char) -> Option<&str> {
    Some(text.split_once(open)?.1.split_once(close)?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_texts() {
        let instruction = Instruction::parse("ldr.w r0, [r1, r2, lsl #2]");
        assert_eq!((instruction.name, instruction.form, instruction.address), ("ldr", "", vec!["r1", "r2"]));
        assert_eq!(instruction.single, Some(vec!["r0"]));
        let instruction = Instruction::parse("strb r0, [r7, r1]");
        assert_eq!((instruction.name, instruction.form, instruction.single), ("strb", "register", Some(vec![])));
        let instruction = Instruction::parse("pop.w {r4, sb, pc}");
        assert_eq!((instruction.form, instruction.listed, instruction.address), ("pc", 3, vec!["sp"]));
        let instruction = Instruction::parse("vpush {d8, d9}");
        assert_eq!((instruction.listed, instruction.needs, instruction.single), (4, vec!["d8", "d9"], None));
        let instruction = Instruction::parse("vmla.f32 s0, s1, s2");
        assert_eq!((instruction.results, instruction.needs), (vec!["s0"], vec!["s1", "s2"]));
        let instruction = Instruction::parse("vcmp.f32 s0, #0");
        assert_eq!((instruction.results, instruction.needs), (vec![], vec!["s0"]));
        assert_eq!(Instruction::parse("itte ne").name, "it");
    }
}
