//! The table in README.md, between two marks.

use std::fs;

use crate::scratch::{Result, root};

const BEGIN: &str = "<!-- speeds, written by `cargo xtask peers --readme` -->\n";
const END: &str = "<!-- end of speeds -->\n";

/// The longest line beside those of a table.
const WIDTH: usize = 128;

/// Writes a table, and what there is to say about it.
pub fn write(table: &str, facts: &[String]) -> Result<()> {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path)?;
    let text: String = facts.iter().map(|fact| item(fact)).collect();
    let readme = replaced(&readme, &format!("{table}\n{text}")).ok_or("README.md has lost the marks of its speeds")?;
    fs::write(&path, readme)?;
    println!("written into README.md\n");
    Ok(())
}

/// A line of a list, or several.
fn item(text: &str) -> String {
    let mut lines = vec![String::from("-")];
    for word in text.split(' ') {
        let last = lines.len() - 1;
        if lines[last].chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(format!("  {word}"));
        } else {
            lines[last] += &format!(" {word}");
        }
    }
    lines.join("\n") + "\n"
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
    fn long_items_are_broken() {
        assert_eq!(item("two words"), "- two words\n");
        let long = item(&"word ".repeat(60));
        assert!(long.lines().count() > 2 && long.lines().all(|line| line.chars().count() <= WIDTH));
    }

    #[test]
    fn replaces_between_marks() {
        let readme = format!("a\n{BEGIN}old\n{END}b\n");
        assert_eq!(replaced(&readme, "new\n"), Some(format!("a\n{BEGIN}\nnew\n\n{END}b\n")));
        assert_eq!(replaced("no marks", "new"), None);
    }
}
