//! Sections and symbols of a 32-bit little-endian ELF file.

use std::fs;
use std::path::Path;

/// What an ELF file says.
#[derive(Default)]
pub struct Elf {
    /// Name and size of every section.
    pub sections: Vec<(String, u64)>,
    /// Name, size and section of every defined symbol.
    pub symbols: Vec<(String, u64, String)>,
}

impl Elf {
    /// Reads a file.
    pub fn read(file: &Path) -> Result<Self, String> {
        let bytes = fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
        Self::parse(&bytes).ok_or_else(|| format!("{}: not a 32-bit ELF file", file.display()))
    }

    /// What the bytes of a file say; nothing if it is not an ELF file.
    fn parse(file: &[u8]) -> Option<Self> {
        if file.get(..6)? != b"\x7fELF\x01\x01" {
            return None;
        }
        let (table, size, count, names) = (word(file, 32)?, half(file, 46)?, half(file, 48)?, half(file, 50)?);
        let header = |index: usize| file.get(table + index * size..);
        let place = |header: &[u8]| Some((word(header, 16)?, word(header, 20)?));
        let (names, _) = place(header(names)?)?;

        let mut elf = Self::default();
        for index in 0..count {
            let header = header(index)?;
            elf.sections.push((text(file, names + word(header, 0)?)?, word(header, 20)? as u64));
        }
        for index in 0..count {
            let header_of = header(index)?;
            const SYMBOLS: usize = 2;
            if word(header_of, 4)? != SYMBOLS {
                continue;
            }
            let (offset, length) = place(header_of)?;
            let (names, _) = place(header(word(header_of, 24)?)?)?;
            for symbol in file.get(offset..offset + length)?.chunks_exact(16) {
                let section = half(symbol, 14)?;
                if let Some((section, _)) = elf.sections.get(section).filter(|_| section != 0) {
                    elf.symbols.push((text(file, names + word(symbol, 0)?)?, word(symbol, 8)? as u64, section.clone()));
                }
            }
        }
        Some(elf)
    }

    fn sum(&self, names: &[&str]) -> u64 {
        self.sections.iter().filter(|(name, _)| names.contains(&name.as_str())).map(|(_, size)| size).sum()
    }

    /// Bytes of flash.
    pub fn flash(&self) -> u64 {
        self.sum(&[".vector_table", ".text", ".init", ".init.rust", ".rodata", ".data", ".gnu.sgstubs"])
    }

    /// Bytes of static RAM.
    pub fn ram(&self) -> u64 {
        self.sum(&[".data", ".bss", ".uninit"])
    }

    /// Bytes of the statics of these names, and whether all of them are in read-only memory.
    pub fn statics(&self, names: &[&str]) -> (u64, bool) {
        let (mut bytes, mut read_only) = (0, true);
        for (symbol, size, section) in &self.symbols {
            // `_ZN8firmware6digits6DIGITS17h…E`, or `…6digits6DIGITS` in the other mangling
            if names.iter().any(|name| symbol.contains(&format!("{}{name}", name.len()))) {
                bytes += size;
                read_only &= section == ".rodata";
            }
        }
        (bytes, read_only)
    }

    /// Whether 64-bit floats stay out, and the weights, in these statics, in flash.
    pub fn judge(&self, statics: &[&str]) -> Result<(), String> {
        let doubles = self.doubles();
        if !doubles.is_empty() {
            return Err(format!("routines for 64-bit floats are linked: {}", doubles.join(", ")));
        }
        let (_, in_flash) = self.statics(statics);
        if in_flash { Ok(()) } else { Err("weights are not in .rodata".to_owned()) }
    }

    /// Routines for 64-bit floats that are linked.
    fn doubles(&self) -> Vec<&str> {
        let is_double = |name: &str| match name.strip_prefix("__") {
            Some(name) => match name.strip_prefix("aeabi_") {
                Some(name) => name.starts_with('d') || name.ends_with("2d"),
                None => name.contains("df") && !name.contains("::"),
            },
            None => false,
        };
        self.symbols.iter().map(|(name, ..)| name.as_str()).filter(|name| is_double(name)).collect()
    }
}

fn word(bytes: &[u8], at: usize) -> Option<usize> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize)
}

fn half(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
}

fn text(bytes: &[u8], at: usize) -> Option<String> {
    let bytes = bytes.get(at..)?;
    let end = bytes.iter().position(|&byte| byte == 0)?;
    Some(String::from_utf8_lossy(bytes.get(..end)?).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_doubles() {
        let names = ["__adddf3", "__aeabi_dadd", "__aeabi_f2d", "__aeabi_fadd", "__aeabi_uidiv", "__addsf3", "main"];
        let symbols = names.map(|name| (name.to_owned(), 4, ".text".to_owned())).to_vec();
        assert_eq!(Elf { symbols, ..Elf::default() }.doubles(), ["__adddf3", "__aeabi_dadd", "__aeabi_f2d"]);
        assert!(Elf::parse(b"\x7fELF\x02\x01").is_none());
    }
}
