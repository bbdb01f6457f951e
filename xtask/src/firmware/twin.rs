//! The network `cnn` by plain loops of C (`firmware/in-c`): it answers the same, and may not be faster.

use super::table::{Column, Row};

/// The program that it stands beside.
pub const BESIDE: &str = "cnn";
/// What calls it, and the feature with which it is built.
pub const PROGRAM: (&str, &str) = ("cnn_in_c", "in-c");

/// An error if it was not measured in both ways, or takes fewer cycles in one.
pub fn judge_all<'a>(ours: &Row, rows: impl ExactSizeIterator<Item = &'a Row>) -> Result<(), String> {
    if rows.len() != 2 {
        return Err(format!("{} measurements where two are expected", rows.len()));
    }
    rows.into_iter().try_for_each(|row| judge(ours, row))
}

/// An error if C takes fewer cycles. (Instructions are no measure here: a fused multiply-add is one, and takes longer than two.)
fn judge(ours: &Row, in_c: &Row) -> Result<(), String> {
    match (ours[Column::Cycles], in_c[Column::Cycles]) {
        (Some(ours), Some(in_c)) if ours <= in_c => Ok(()),
        (Some(ours), Some(in_c)) => Err(format!("the library takes {ours} cycles, plain loops of C {in_c}")),
        _ => Err("no cycles to compare".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c_may_not_be_faster() {
        let row = |cycles| {
            let mut row = Row::default();
            row[Column::Cycles] = cycles;
            row
        };
        let ours = row(Some(700));
        assert_eq!(judge(&ours, &row(Some(700))), Ok(()));
        assert_eq!(judge(&ours, &row(Some(699))).unwrap_err(), "the library takes 700 cycles, plain loops of C 699");
        assert_eq!(judge(&ours, &row(None)).unwrap_err(), "no cycles to compare");
    }
}
