//! Labelled tables from CSV files, and their fixed split into training and test rows.

use std::error::Error;
use std::fmt;
use std::path::{Path, PathBuf};

use nn_core::{Data, Random};

use super::{root, shown};

/// The column with the classes; all others are inputs.
const LABEL: &str = "label";

/// Inputs of `N` numbers, each with its class.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Set<const N: usize> {
    /// What goes into a network.
    pub inputs: Vec<[f32; N]>,
    /// The classes, from 0.
    pub labels: Vec<usize>,
}

impl<const N: usize> Set<N> {
    /// Reads a CSV file: a header, then one example a row: `N` numbers, and a class below `classes` in column `label`.
    pub fn read(file: &Path, classes: usize) -> Result<Self, DataError> {
        let wrong = |row, column: Option<&str>, problem| DataError {
            file: file.to_owned(),
            row,
            column: column.map(str::to_owned),
            problem,
        };
        let broken = |error: csv::Error| {
            let row = error.position().map(csv::Position::line);
            match error.into_kind() {
                csv::ErrorKind::Io(error) => wrong(None, None, Problem::Io(error)),
                csv::ErrorKind::Utf8 { .. } => wrong(row, None, Problem::NotText),
                _ => wrong(row, None, Problem::NotCsv),
            }
        };
        // Rows of another length are judged here, with the name of the column.
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(file).map_err(broken)?;
        let header = reader.headers().map_err(broken)?.clone();
        if header.is_empty() {
            return Err(wrong(None, None, Problem::Empty));
        }
        let Some(label) = header.iter().position(|name| name == LABEL) else {
            return Err(wrong(Some(1), Some(LABEL), Problem::NoColumn));
        };
        if header.len() != N + 1 {
            return Err(wrong(Some(1), None, Problem::Columns { found: header.len() - 1, wanted: N }));
        }

        let mut set = Self::default();
        for record in reader.records() {
            let record = record.map_err(broken)?;
            let row = record.position().map(csv::Position::line);
            if record.len() != header.len() {
                let problem = Problem::Length { found: record.len(), wanted: header.len() };
                return Err(wrong(row, header.get(record.len()), problem));
            }
            let mut input = [0.0; N];
            let cells = header.iter().zip(&record).enumerate().filter(|&(at, _)| at != label);
            for (x, (_, (column, text))) in input.iter_mut().zip(cells) {
                *x = number(text).map_err(|problem| wrong(row, Some(column), problem))?;
            }
            let text = record.get(label).unwrap_or_default();
            set.labels.push(class(text, classes).map_err(|problem| wrong(row, Some(LABEL), problem))?);
            set.inputs.push(input);
        }
        if set.inputs.is_empty() { Err(wrong(None, None, Problem::NoRows)) } else { Ok(set) }
    }

    /// Reads `examples/data/<name>.csv`.
    pub fn load(name: &str, classes: usize) -> Result<Self, DataError> {
        Self::read(&root(format!("examples/data/{name}.csv")), classes)
    }

    /// The training rows and the test rows that `examples/data/splits.json` names for data set `name`.
    pub fn split(&self, name: &str) -> Result<(Self, Self), DataError> {
        let file = root("examples/data/splits.json");
        let wrong = |problem| DataError { file: file.clone(), row: None, column: None, problem };
        let text = std::fs::read_to_string(&file).map_err(|error| wrong(Problem::Io(error)))?;
        let splits: serde_json::Value = serde_json::from_str(&text).map_err(|error| wrong(Problem::NotJson(error)))?;
        let part = |part: &str| {
            let path = format!("/sets/{name}/{part}");
            let rows = splits.pointer(&path).and_then(serde_json::Value::as_array);
            let rows = rows.and_then(|rows| rows.iter().map(|row| row.as_u64()?.try_into().ok()).collect());
            let rows: Vec<usize> = rows.ok_or_else(|| wrong(Problem::NoRowNumbers { path: path.clone() }))?;
            match rows.iter().find(|&&row| row >= self.inputs.len()) {
                Some(&row) => Err(wrong(Problem::NoSuchRow { path, row, rows: self.inputs.len() })),
                None => Ok(self.rows(&rows)),
            }
        };
        Ok((part("train")?, part("test")?))
    }

    /// The rows of these numbers; numbers beyond the end are left out.
    pub fn rows(&self, rows: &[usize]) -> Self {
        Self {
            inputs: rows.iter().filter_map(|&row| self.inputs.get(row).copied()).collect(),
            labels: rows.iter().filter_map(|&row| self.labels.get(row).copied()).collect(),
        }
    }

    /// The set as training and [`evaluate`](nn_core::evaluate) take it.
    pub fn data(&self) -> Data<'_, [f32; N], usize> {
        Data::new(&self.inputs, &self.labels)
    }

    /// How many examples there are.
    pub fn len(&self) -> usize {
        self.inputs.len()
    }
}

/// Moves a digit of 8×8 pixels by up to half a pixel, turns it by up to 0.15 rad and zooms by up to half as much; between pixels it is
/// interpolated, and beyond the edge there is no ink.
pub fn jiggle(pixels: &mut [f32], random: &mut Random) {
    let before = pixels.to_vec();
    let ink = |row: f32, column: f32| match (row, column) {
        (0.0..8.0, 0.0..8.0) => before[8 * row as usize + column as usize],
        _ => 0.0,
    };
    let mut within = |most: f32| most * (2.0 * random.uniform::<f32>() - 1.0);
    let ((sin, cos), zoom, down, right) = (within(0.15).sin_cos(), 1.0 + within(0.075), within(0.5), within(0.5));
    for (at, pixel) in pixels.iter_mut().enumerate() {
        let (y, x) = ((at / 8) as f32 - 3.5, (at % 8) as f32 - 3.5);
        let (row, column) = (zoom * (y * cos - x * sin) + 3.5 + down, zoom * (y * sin + x * cos) + 3.5 + right);
        let (top, left) = (row.floor(), column.floor());
        let (below, beside) = (row - top, column - left);
        let upper = (1.0 - beside) * ink(top, left) + beside * ink(top, left + 1.0);
        let lower = (1.0 - beside) * ink(top + 1.0, left) + beside * ink(top + 1.0, left + 1.0);
        *pixel = (1.0 - below) * upper + below * lower;
    }
}

/// A finite number.
fn number(text: &str) -> Result<f32, Problem> {
    match text.trim().parse::<f32>() {
        Ok(x) if x.is_finite() => Ok(x),
        Ok(_) => Err(Problem::NotFinite(text.to_owned())),
        Err(_) => Err(Problem::NotANumber(text.to_owned())),
    }
}

/// A class below `classes`.
fn class(text: &str, classes: usize) -> Result<usize, Problem> {
    match text.trim().parse::<usize>() {
        Ok(class) if class < classes => Ok(class),
        _ => Err(Problem::NotAClass { text: text.to_owned(), classes }),
    }
}

/// What is wrong with a file, and where.
#[derive(Debug)]
pub struct DataError {
    /// The file.
    pub file: PathBuf,
    /// The row, as an editor counts: the header is row 1.
    pub row: Option<u64>,
    /// The name of the column.
    pub column: Option<String>,
    /// What is wrong there.
    pub problem: Problem,
}

/// What can be wrong with a file.
#[derive(Debug)]
pub enum Problem {
    /// It cannot be read.
    Io(std::io::Error),
    /// A row is not UTF-8.
    NotText,
    /// A row is not CSV.
    NotCsv,
    /// There is not even a header.
    Empty,
    /// There is a header and nothing else.
    NoRows,
    /// A column is missing.
    NoColumn,
    /// There are more or fewer columns of input than the network takes.
    Columns { found: usize, wanted: usize },
    /// A row is shorter or longer than the header.
    Length { found: usize, wanted: usize },
    /// A cell is not a number.
    NotANumber(String),
    /// A cell is NaN, infinite or too large.
    NotFinite(String),
    /// A label is not a class.
    NotAClass { text: String, classes: usize },
    /// The file of splits is not JSON.
    NotJson(serde_json::Error),
    /// The file of splits has no list of row numbers there.
    NoRowNumbers { path: String },
    /// A split names a row that the data set does not have.
    NoSuchRow { path: String, row: usize, rows: usize },
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", shown(&self.file))?;
        match (self.row, &self.column) {
            (Some(row), Some(column)) => write!(f, "row {row}, column `{column}`: ")?,
            (Some(row), None) => write!(f, "row {row}: ")?,
            _ => {}
        }
        match &self.problem {
            Problem::Io(error) if error.kind() == std::io::ErrorKind::NotFound => write!(f, "there is no such file"),
            Problem::Io(error) => write!(f, "{error}"),
            Problem::NotText => write!(f, "not text in UTF-8"),
            Problem::NotCsv => write!(f, "not comma-separated values"),
            Problem::Empty => write!(f, "the file is empty"),
            Problem::NoRows => write!(f, "there are no rows below the header"),
            Problem::NoColumn => write!(f, "there is no such column in the header"),
            Problem::Columns { found, wanted } => {
                write!(f, "{found} columns beside `{LABEL}`, but the network takes {wanted}")
            }
            Problem::Length { found, wanted } if found < wanted => {
                write!(f, "missing; the row has {found} values, the header {wanted}")
            }
            Problem::Length { found, wanted } => write!(f, "the row has {found} values, the header only {wanted}"),
            Problem::NotANumber(text) => write!(f, "`{text}` is not a number"),
            Problem::NotFinite(text) => write!(f, "`{text}` is not a finite number"),
            Problem::NotAClass { text, classes } => {
                write!(f, "`{text}` is not a class; classes run from 0 to {}", classes.saturating_sub(1))
            }
            Problem::NotJson(error) => write!(f, "not JSON: {error}"),
            Problem::NoRowNumbers { path } => write!(f, "no list of row numbers at `{path}`"),
            Problem::NoSuchRow { path, row, rows } => {
                write!(f, "`{path}` names row {row} (counted from 0), but the data set has {rows} rows")
            }
        }
    }
}

impl Error for DataError {}
