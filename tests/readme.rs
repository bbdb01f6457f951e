//! "What a mistake looks like" in the README is what rustc prints: each text is that of a case in `tests/ui`, from its first
//! line to its first `help` or `note`. `README_BLESS=1 cargo test --test readme` writes the texts anew.

use std::fs;
use std::path::Path;

/// The texts that the README shows, in order.
const SHOWN: [&str; 5] =
    ["stated/constant", "layer/near_miss", "call/forward", "loss/cross_entropy_after_tanh", "budget/flash"];
const BEGIN: &str = "<!-- texts of tests/ui, written by tests/readme.rs -->\n";
const END: &str = "<!-- end of texts -->";

/// The text of a case as the README shows it: without the marks of the catalogue and without rustc's closing notes.
fn shown(case: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui").join(case).with_extension("stderr");
    let stderr = fs::read_to_string(&path).expect("a case of the catalogue");
    let mut text = String::new();
    for line in stderr.lines() {
        if line.starts_with("   = ") || line.starts_with("note:") || line.starts_with("help:") {
            break;
        }
        let line = line.split(" //~ ").next().unwrap_or_default();
        text.push_str(line.replace(&format!("tests/ui/{case}.rs"), "src/main.rs").trim_end());
        text.push('\n');
    }
    format!("```text\n{}\n```\n", text.trim_end_matches(['\n', ' ', '|']))
}

#[test]
fn shows_what_rustc_prints() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).expect("the README");
    let begin = readme.find(BEGIN).expect("the mark before the texts") + BEGIN.len();
    let end = readme.find(END).expect("the mark behind the texts");
    let texts: Vec<String> = SHOWN.iter().map(|case| shown(case)).collect();
    let texts = format!("\n{}\n", texts.join("\n"));
    if std::env::var_os("README_BLESS").is_some() {
        let blessed = [&readme[..begin], &texts, &readme[end..]].concat();
        fs::write(&path, blessed).expect("the README can be written");
    } else {
        assert!(readme[begin..end] == texts, "the README shows other texts: README_BLESS=1 cargo test --test readme");
    }
}
