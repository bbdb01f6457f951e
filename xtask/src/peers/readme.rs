//! The table in README.md, between two marks.

use std::fs;

use crate::scratch::{Result, root};

const BEGIN: &str = "<!-- speeds, written by `cargo xtask peers --readme` -->\n";
const END: &str = "<!-- end of speeds -->\n";

/// Writes it.
pub fn write(text: &str) -> Result<()> {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path)?;
    let readme = replaced(&readme, text).ok_or("README.md has lost the marks of its speeds")?;
    fs::write(&path, readme)?;
    println!("written into README.md\n");
    Ok(())
}

fn replaced(readme: &str, text: &str) -> Option<String> {
    let (before, rest) = readme.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n{}\n\n{END}{after}", text.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces_between_marks() {
        let readme = format!("a\n{BEGIN}old\n{END}b\n");
        assert_eq!(replaced(&readme, "new\n"), Some(format!("a\n{BEGIN}\nnew\n\n{END}b\n")));
        assert_eq!(replaced("no marks", "new"), None);
    }
}
