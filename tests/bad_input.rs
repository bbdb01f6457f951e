//! Bad data sets get one clear line: file, row, column, what is wrong.

#[path = "../examples/support/mod.rs"]
mod support;

use std::path::PathBuf;
use std::process::Command;

use support::data::Set;

const GOOD: &str = "width,height,label\n1,2,0\n3,4.5,1\n5,6,2\n";

/// A file with these bytes, of its own name for every test.
fn file(name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("bad_input_{name}.csv"));
    std::fs::write(&path, bytes).unwrap();
    path
}

/// Asserts what reading a data set of two inputs and three classes says after the name of the file.
#[track_caller]
fn says(name: &str, bytes: impl AsRef<[u8]>, wanted: &str) {
    let path = file(name, bytes);
    let error = Set::<2>::read(&path, 3).unwrap_err();
    assert_eq!(error.to_string(), format!("{}: {wanted}", support::shown(&path)));
}

#[test]
fn good_rows_are_read() {
    let set = Set::<2>::read(&file("good", GOOD), 3).unwrap();
    assert_eq!((set.inputs, set.labels), (vec![[1.0, 2.0], [3.0, 4.5], [5.0, 6.0]], vec![0, 1, 2]));
    // The label may stand anywhere, lines may end as on Windows, and spaces around numbers do no harm.
    let set = Set::<2>::read(&file("moved", "width,label,height\r\n 1 ,2, 3\r\n"), 3).unwrap();
    assert_eq!((set.inputs, set.labels), (vec![[1.0, 3.0]], vec![2]));
}

#[test]
fn the_header() {
    says("empty", "", "the file is empty");
    says("rowless", "width,height,label\n", "there are no rows below the header");
    says("unlabelled", "width,height\n1,2\n", "row 1, column `label`: there is no such column in the header");
    says("narrow", "width,label\n1,0\n", "row 1: 1 columns beside `label`, but the network takes 2");
}

#[test]
fn the_cells() {
    says("text", GOOD.replace("4.5", "abc"), "row 3, column `height`: `abc` is not a number");
    says("gap", GOOD.replace("4.5", ""), "row 3, column `height`: `` is not a number");
    says("nan", GOOD.replace("4.5", "NaN"), "row 3, column `height`: `NaN` is not a finite number");
    says("inf", GOOD.replace("4.5", "-inf"), "row 3, column `height`: `-inf` is not a finite number");
    says("large", GOOD.replace("4.5", "1e39"), "row 3, column `height`: `1e39` is not a finite number");
    says("class", GOOD.replace("6,2", "6,3"), "row 4, column `label`: `3` is not a class; classes run from 0 to 2");
    says("minus", GOOD.replace("6,2", "6,-1"), "row 4, column `label`: `-1` is not a class; classes run from 0 to 2");
    says("half", GOOD.replace("6,2", "6,1.5"), "row 4, column `label`: `1.5` is not a class; classes run from 0 to 2");
}

#[test]
fn the_rows() {
    says("short", GOOD.replace("5,6,2", "5"), "row 4, column `height`: missing; the row has 1 values, the header 3");
    says("long", GOOD.replace("5,6,2", "5,6,2,7"), "row 4: the row has 4 values, the header only 3");
    says("latin", b"width,height,label\n1,2,0\n3,\xe4,1\n", "row 3: not text in UTF-8");
}

#[test]
fn files_that_are_not_there() {
    let error = Set::<2>::load("no_such_data_set", 3).unwrap_err();
    assert_eq!(error.to_string(), "examples/data/no_such_data_set.csv: there is no such file");
}

#[test]
fn splits_that_do_not_fit() {
    let set = Set::<2>::read(&file("few", GOOD), 3).unwrap();
    let error = set.split("digits").unwrap_err().to_string();
    assert!(error.starts_with("examples/data/splits.json: `/sets/digits/train` names row "), "{error}");
    assert!(error.ends_with(" (counted from 0), but the data set has 3 rows"), "{error}");
    let error = set.split("apples").unwrap_err().to_string();
    assert_eq!(error, "examples/data/splits.json: no list of row numbers at `/sets/apples/train`");
}

/// Through a real process: one line on standard error, nothing else, status 1.
#[test]
fn an_example_fails_in_one_line() {
    let digits = std::fs::read_to_string(support::root("examples/data/digits.csv")).unwrap();
    let path = file("digits", digits.replacen("\n0,0,5,", "\n0,zero,5,", 1));
    let ran = Command::new(example("digits")).args(["--quick", "--data"]).arg(&path).output().unwrap();
    let wanted = format!("error: {}: row 2, column `pixel_0_1`: `zero` is not a number\n", support::shown(&path));
    assert_eq!(String::from_utf8_lossy(&ran.stderr), wanted);
    assert_eq!((ran.status.code(), ran.stdout.len()), (Some(1), 0));
}

/// The program of an example, built if need be.
fn example(name: &str) -> PathBuf {
    let built = Command::new(env!("CARGO"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["build", "--quiet", "--message-format=json", "--example", name])
        .output()
        .unwrap();
    let lines = String::from_utf8(built.stdout).unwrap();
    let messages = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let mut programs = messages.filter_map(|message| message["executable"].as_str().map(PathBuf::from));
    programs.next_back().unwrap_or_else(|| panic!("{}", String::from_utf8_lossy(&built.stderr)))
}
