//! The rows of the table, with what is asked of each.

/// One piece of work.
pub struct Row {
    /// As programs call it.
    pub name: String,
    /// The ratio to the best peer that it is meant to reach.
    pub goal: f64,
    /// Who RTNeural is told by where it is not built.
    pub stand_in: Option<StandIn>,
    pub inference: bool,
}

/// RTNeural's time as a ratio to another peer's, from a run with both.
#[derive(Clone, Copy)]
pub struct StandIn {
    pub peer: &'static str,
    /// At which flags; none where those that suit it best.
    pub made: Option<&'static str>,
    pub ratio: f64,
}

impl StandIn {
    /// Of 2026-11-25, on an AMD Zen 4.
    const fn nalgebra(ratio: f64) -> Option<Self> {
        Some(Self { peer: "nalgebra", made: Some("native flags"), ratio })
    }

    /// Of 2026-11-20, on a server of x86-64 with AVX-512.
    const fn arrays(ratio: f64) -> Option<Self> {
        Some(Self { peer: "plain arrays", made: None, ratio })
    }
}

/// The networks: how they are called, and what they are.
pub const NETWORKS: [(&str, &str); 8] = [
    ("M1", "2-4-1 with sigmoids"),
    ("M2", "2-64-1"),
    ("M3", "64-100-50-10"),
    ("M4", "784-128-10"),
    ("M5", "784-512-512-10"),
    ("M6", "28×28-8@3×3-16@3×3-10 with pooling"),
    ("M7", "640-128×4-8-128×4-640"),
    ("M8", "GRU 10-64 by frames"),
];

/// Whole training of the digits.
pub const DIGITS: &str = "digits";

type Cell = (&'static str, f64, Option<StandIn>);

const INFERENCE_1: [Cell; 7] = [
    ("M1", 0.9, StandIn::nalgebra(1.13)),
    ("M2", 1.0, StandIn::nalgebra(0.357)),
    ("M3", 0.9, StandIn::nalgebra(1.01)),
    ("M4", 1.05, StandIn::nalgebra(1.07)),
    ("M5", 1.05, StandIn::nalgebra(1.0)),
    ("M6", 0.6, None),
    ("M7", 1.05, StandIn::nalgebra(0.952)),
];

/// Where RTNeural stands in, 0.9 of it are 0.29 of plain arrays.
const STEP: [Cell; 1] = [("M8", 0.9, StandIn::arrays(0.322))];

const INFERENCE_32: [Cell; 7] = [
    ("M1", 0.6, StandIn::nalgebra(1.48)),
    ("M2", 0.6, StandIn::nalgebra(0.346)),
    ("M3", 0.85, None),
    ("M4", 0.95, None),
    ("M5", 0.97, None),
    ("M6", 0.6, None),
    ("M7", 0.93, StandIn::nalgebra(1.15)),
];

const TRAINING_1: [Cell; 5] =
    [("M1", 1.0, None), ("M2", 1.0, None), ("M3", 0.75, None), ("M4", 1.0, None), ("M5", 1.0, None)];

const TRAINING_32: [Cell; 5] =
    [("M1", 0.8, None), ("M2", 0.7, None), ("M3", 0.75, None), ("M4", 1.0, None), ("M5", 0.95, None)];

/// All of them.
pub fn all(digits: bool) -> Vec<Row> {
    let groups: [(&[Cell], &str, bool); 5] = [
        (&INFERENCE_1, "batch 1", true),
        (&STEP, "step", true),
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
        assert_eq!(names.len(), 25);
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 25);
    }
}
