//! The rows of the table, with what is asked of each.

/// One piece of work.
pub struct Row {
    /// As programs call it.
    pub name: String,
    /// The ratio to the best peer that it is meant to reach.
    pub goal: f64,
    /// RTNeural's time as a ratio to nalgebra's at native flags, from a run with it (2026-11-25, AMD Zen 4).
    pub stand_in: Option<f64>,
    pub inference: bool,
}

/// The networks: how they are called, and what they are.
pub const NETWORKS: [(&str, &str); 6] = [
    ("M1", "2-4-1 with sigmoids"),
    ("M2", "2-64-1"),
    ("M3", "64-100-50-10"),
    ("M4", "784-128-10"),
    ("M5", "784-512-512-10"),
    ("M7", "640-128×4-8-128×4-640"),
];

/// Whole training of the digits.
pub const DIGITS: &str = "digits";

type Cell = (&'static str, f64, Option<f64>);

const INFERENCE_1: [Cell; 6] = [
    ("M1", 0.9, Some(1.13)),
    ("M2", 1.0, Some(0.357)),
    ("M3", 0.9, Some(1.01)),
    ("M4", 1.05, Some(1.07)),
    ("M5", 1.05, Some(1.0)),
    ("M7", 1.05, Some(0.952)),
];

const INFERENCE_32: [Cell; 6] = [
    ("M1", 0.6, Some(1.48)),
    ("M2", 0.6, Some(0.346)),
    ("M3", 0.85, None),
    ("M4", 0.95, None),
    ("M5", 0.97, None),
    ("M7", 0.93, Some(1.15)),
];

const TRAINING_1: [Cell; 5] =
    [("M1", 1.0, None), ("M2", 1.0, None), ("M3", 0.75, None), ("M4", 1.0, None), ("M5", 1.0, None)];

const TRAINING_32: [Cell; 5] =
    [("M1", 0.8, None), ("M2", 0.7, None), ("M3", 0.75, None), ("M4", 1.0, None), ("M5", 0.95, None)];

/// All of them.
pub fn all(digits: bool) -> Vec<Row> {
    let groups: [(&[Cell], &str, bool); 4] = [
        (&INFERENCE_1, "batch 1", true),
        (&INFERENCE_32, "batch 32", true),
        (&TRAINING_1, "training batch 1", false),
        (&TRAINING_32, "training batch 32", false),
    ];
    let mut rows = Vec::new();
    for (cells, work, inference) in groups {
        for &(network, goal, stand_in) in cells {
            rows.push(Row { name: format!("{network} {work}"), goal, stand_in, inference });
        }
    }
    if digits {
        rows.push(Row { name: DIGITS.into(), goal: 0.6, stand_in: None, inference: false });
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_have_names_of_their_own() {
        let mut names: Vec<String> = all(false).into_iter().map(|row| row.name).collect();
        assert_eq!(names.len(), 22);
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 22);
    }
}
