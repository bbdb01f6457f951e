//! What came out: a line for every row, and a last one that sums up.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::measure::{Limits, Measured, OURS, RTNEURAL};
use super::rows::{Row, StandIn};

/// A row is behind above this ratio to the best peer: less is noise.
const BEHIND: f64 = 1.05;

/// One row.
struct Line<'a> {
    row: &'a Row,
    /// Ours by `step` and by `FusedTrainer`, or by the only way there is; nanoseconds.
    ours: Vec<(&'static str, f64)>,
    /// Who is fastest, and nanoseconds.
    best: Option<(String, f64)>,
    bound: Option<f64>,
}

impl Line<'_> {
    fn time(&self) -> Option<f64> {
        self.ours.iter().map(|(_, time)| *time).min_by(f64::total_cmp)
    }

    fn ratio(&self) -> Option<f64> {
        Some(self.time()? / self.best.as_ref()?.1)
    }

    /// Name, ours, the best peer, its time, ratio, goal, bound, bound/ours.
    fn cells(&self) -> [String; 8] {
        let ours: Vec<String> = match &self.ours[..] {
            [(_, only)] => vec![shown(*only)],
            several => several.iter().map(|(name, time)| format!("{name} {}", shown(*time))).collect(),
        };
        let (peer, time) =
            self.best.as_ref().map_or(("-".into(), "-".into()), |(peer, time)| (peer.clone(), shown(*time)));
        let ratio = match self.ratio() {
            None => "not measured".into(),
            Some(ratio) if ratio > BEHIND => format!("{ratio:.2} behind"),
            Some(ratio) => format!("{ratio:.2}"),
        };
        let missed = if self.ratio().is_some_and(|ratio| ratio > self.row.goal) { " missed" } else { "" };
        let bound = self.bound.map_or("-".into(), shown);
        let part = self.bound.zip(self.time()).map_or("-".into(), |(bound, time)| format!("{:.2}", bound / time));
        [
            self.row.name.clone(),
            ours.join(", "),
            peer,
            time,
            ratio,
            format!("{:.2}{missed}", self.row.goal),
            bound,
            part,
        ]
    }
}

/// All rows.
pub struct Table<'a> {
    lines: Vec<Line<'a>>,
    limits: &'a Limits,
    ran: BTreeSet<String>,
    /// Why RTNeural does not run, if it stands in.
    stood_in: Option<String>,
    /// By whom it does.
    by: BTreeSet<String>,
    not_run: Vec<(String, String)>,
    refused: Vec<String>,
}

const HEADS: [&str; 8] = ["row", "ours", "best peer", "its time", "ours / peer", "goal", "bound", "bound / ours"];

impl<'a> Table<'a> {
    pub fn new(rows: &'a [Row], measured: &Measured, limits: &'a Limits) -> Self {
        let (mut lines, mut ran, mut stood_in, mut by) = (Vec::new(), BTreeSet::new(), None, BTreeSet::new());
        let runs_rtneural = rows.iter().any(|row| measured.row(&row.name).iter().any(|(who, _)| who.peer == RTNEURAL));
        for row in rows {
            let times = measured.row(&row.name);
            let is_ours = |peer: &str| OURS.contains(&peer);
            let mut ours: Vec<(&str, f64)> = Vec::new();
            for (name, shown) in OURS.into_iter().zip(["step", "fused"]) {
                ours.extend(times.iter().find(|(who, _)| who.peer == name).map(|(_, time)| (shown, *time)));
            }
            let peers = times.iter().filter(|(who, _)| !is_ours(&who.peer));
            let mut peers: Vec<(String, f64)> = peers.map(|(who, time)| (who.shown(), *time)).collect();
            ran.extend(times.iter().map(|(who, _)| who.peer.clone()).filter(|peer| !is_ours(peer)));
            if let Some(StandIn { peer, made, ratio }) = row.stand_in.filter(|_| !runs_rtneural) {
                let all = times.iter().filter(|(who, _)| who.peer == peer && made.is_none_or(|made| who.made == made));
                if let Some(time) = all.map(|(_, time)| *time).min_by(f64::total_cmp) {
                    peers.push((format!("{RTNEURAL}, standing in"), ratio * time));
                    by.insert(format!("{peer} at {}", made.unwrap_or("the best flags")));
                    stood_in = measured.absent.get(RTNEURAL).map(ToString::to_string).or(Some(String::new()));
                }
            }
            let best = peers.into_iter().min_by(|(_, a), (_, b)| a.total_cmp(b));
            lines.push(Line { row, ours, best, bound: limits.rows.get(&row.name).copied() });
        }
        let absent = measured.absent.iter().filter(|(peer, _)| !ran.contains(*peer));
        let absent = absent.filter(|(peer, _)| stood_in.is_none() || *peer != RTNEURAL);
        let not_run = absent.map(|(peer, absent)| (peer.clone(), absent.to_string())).collect();
        Self { lines, limits, ran, stood_in, by, not_run, refused: measured.refused().collect() }
    }

    /// Whether a peer ran.
    pub fn ran(&self, peer: &str) -> bool {
        self.ran.contains(peer)
    }

    /// Whether every row of ours was right and compared.
    pub fn complete(&self) -> bool {
        self.lines.iter().all(|line| line.ratio().is_some())
    }

    /// For a terminal.
    pub fn wide(&self) -> String {
        let rows: Vec<[String; 8]> =
            [HEADS.map(str::to_owned)].into_iter().chain(self.lines.iter().map(Line::cells)).collect();
        let widths: [usize; 8] =
            std::array::from_fn(|at| rows.iter().map(|row| row[at].chars().count()).max().unwrap_or(0));
        let mut text = String::new();
        for row in &rows {
            let mut line = String::new();
            for (at, (cell, width)) in row.iter().zip(widths).enumerate() {
                // Words to the left, numbers to the right.
                let blank = " ".repeat(width - cell.chars().count());
                line += &if at == 0 || at == 2 { format!("{cell}{blank}  ") } else { format!("{blank}{cell}  ") };
            }
            let _ = writeln!(text, "{}", line.trim_end());
        }
        text
    }

    /// As Markdown.
    pub fn markdown(&self) -> String {
        let mut text = format!("| {} |\n|---|--:|---|--:|--:|--:|--:|--:|\n", HEADS.join(" | "));
        for line in &self.lines {
            let _ = writeln!(text, "| {} |", line.cells().join(" | "));
        }
        text
    }

    /// How to read it, and who is not in it.
    pub fn notes(&self) -> Vec<String> {
        let bound = format!(
            "bound: multiply-adds at the {:.0} GFLOP/s of a loop in registers ({} bits), or one pass over the weights (a step: two) at \
             the speed of a loop that only loads and adds; small networks are bounded by latency instead",
            self.limits.peak, self.limits.bits
        );
        let mut notes = vec![bound];
        if let Some(why) = &self.stood_in {
            let by: Vec<&str> = self.by.iter().map(String::as_str).collect();
            notes.push(format!("RTNeural stands in ({why}): {} times the ratio of a run with both", by.join(" or ")));
        }
        notes.extend(self.refused.iter().cloned());
        notes.extend(self.not_run.iter().map(|(peer, why)| format!("not run: {peer}: {why}")));
        let missed = self.lines.iter().filter(|line| line.ratio() > Some(line.row.goal)).count();
        notes.push(format!("{missed} of {} goals missed", self.lines.len()));
        notes
    }

    /// `behind on 0 of 22 rows, worst ratio 0.97 (M5 batch 1), 9 peers ran, 1 stood in`
    pub fn last_line(&self) -> String {
        let measured = self.lines.iter().filter_map(|line| Some((line.ratio()?, line.row.name.as_str())));
        let measured: Vec<(f64, &str)> = measured.collect();
        let behind = measured.iter().filter(|(ratio, _)| *ratio > BEHIND).count();
        let worst = measured.iter().max_by(|(a, _), (b, _)| a.total_cmp(b));
        let worst = worst.map_or("none".into(), |(ratio, row)| format!("{ratio:.2} ({row})"));
        let mut line = format!(
            "behind on {behind} of {} rows, worst ratio {worst}, {} peers ran, {} stood in",
            measured.len(),
            self.ran.len(),
            usize::from(self.stood_in.is_some())
        );
        if !self.not_run.is_empty() {
            let names: Vec<&str> = self.not_run.iter().map(|(peer, _)| peer.as_str()).collect();
            let _ = write!(line, ", {} not run: {}", names.len(), names.join(", "));
        }
        let without: Vec<&str> =
            self.lines.iter().filter(|line| line.ratio().is_none()).map(|line| line.row.name.as_str()).collect();
        if !without.is_empty() {
            let _ = write!(line, ", {} not measured: {}", without.len(), without.join(", "));
        }
        line
    }
}

/// A time as one reads it, with three digits.
fn shown(nanoseconds: f64) -> String {
    let (value, unit) = match nanoseconds {
        time if time < 1e3 => (time, "ns"),
        time if time < 1e6 => (time / 1e3, "µs"),
        time => (time / 1e6, "ms"),
    };
    let digits = if value < 9.995 { 2 } else { usize::from(value < 99.95) };
    format!("{value:.digits$} {unit}")
}

#[cfg(test)]
mod tests {
    use super::super::rows;
    use super::*;

    fn table(notes: &[(&str, &'static str, f64, f64)], check: impl Fn(&Table)) {
        row("M5 batch 1", notes, check);
    }

    fn row(row: &str, notes: &[(&str, &'static str, f64, f64)], check: impl Fn(&Table)) {
        let mut rows = rows::all(false);
        rows.retain(|of| of.name == row);
        let mut measured = Measured::new(row, 0, true);
        for (peer, made, time, error) in notes {
            let line = format!(r#"{{"row":"{row}","peer":"{peer}","ns":{time},"error":{error}}}"#);
            measured.note(&line, made);
        }
        measured.stands_in();
        check(&Table::new(&rows, &measured, &Limits::default()));
    }

    #[test]
    fn ends_with_a_line() {
        let ours = ("ours", "", 97.0, 0.0);
        table(&[ours, ("gemm", "", 100.0, 0.0)], |table| {
            let line =
                "behind on 0 of 1 rows, worst ratio 0.97 (M5 batch 1), 1 peers ran, 0 stood in, 1 not run: RTNeural";
            assert_eq!(table.last_line(), line);
        });
        table(&[ours, ("nalgebra", "native flags", 90.0, 0.0)], |table| {
            let line = "behind on 1 of 1 rows, worst ratio 1.08 (M5 batch 1), 1 peers ran, 1 stood in";
            assert_eq!(table.last_line(), line);
        });
    }

    #[test]
    fn rtneural_stands_in_by_whoever_a_row_says() {
        let arrays = [("plain arrays", "default flags", 200.0, 0.0), ("plain arrays", "native flags", 100.0, 0.0)];
        row("M8 step", &[&[("ours", "", 32.2, 0.0)], &arrays[..]].concat(), |table| {
            let line = "behind on 0 of 1 rows, worst ratio 1.00 (M8 step), 1 peers ran, 1 stood in";
            assert_eq!(table.last_line(), line);
            assert!(table.notes()[1].ends_with("plain arrays at the best flags times the ratio of a run with both"));
        });
    }

    #[test]
    fn who_is_wrong_is_not_compared_with() {
        table(&[("ours", "", 97.0, 0.0), ("gemm", "", 100.0, 0.0), ("faer", "", 10.0, 1e-3)], |table| {
            assert!(table.last_line().starts_with("behind on 0 of 1 rows, worst ratio 0.97"));
            assert!(table.notes().iter().any(|note| note.starts_with("refused: faer in M5 batch 1")));
        });
    }

    #[test]
    fn a_row_without_anybody_is_not_measured() {
        table(&[("ours", "", 97.0, 0.0)], |table| {
            assert!(table.last_line().ends_with("1 not measured: M5 batch 1") && !table.complete());
        });
    }

    #[test]
    fn times_have_three_digits() {
        assert_eq!(
            [19.54, 858.2, 1234.0, 98_700.0, 1.5e6].map(shown),
            ["19.5 ns", "858 ns", "1.23 µs", "98.7 µs", "1.50 ms"]
        );
    }
}
