//! The table of layers of a network.

use core::fmt;

/// A network as a table: layer, output shape, parameters, multiply-adds, bytes. Print it with `{}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The network's name.
    pub name: &'static str,
    /// One line per layer, in order.
    pub lines: &'static [Line],
    /// Bytes of the two buffers inference needs, input and output excluded.
    pub inference_bytes: usize,
}

/// One layer of a [`Summary`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The name it has in the declaration; empty for a bare layer.
    pub name: &'static str,
    /// The kind of layer, as declared.
    pub layer: &'static str,
    /// Rank and sizes of its outputs.
    pub shape: (usize, [usize; 3]),
    /// Values saved.
    pub parameters: usize,
    /// Multiplications with addition per example.
    pub multiply_adds: usize,
    /// Bytes of its parameters.
    pub bytes: usize,
}

impl Line {
    /// How many numbers the layer puts out.
    pub const fn values(&self) -> usize {
        match self.shape {
            (1, [a, _, _]) => a,
            (2, [a, b, _]) => a * b,
            (_, [a, b, c]) => a * b * c,
        }
    }
}

struct Sizes((usize, [usize; 3]));

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Padded by hand: formatting into a buffer would need an allocator.
        let (rank, [a, b, c]) = self.0;
        let digits = |n: usize| n.checked_ilog10().map_or(1, |digits| digits as usize + 1);
        let width = match rank {
            1 => digits(a),
            2 => digits(a) + digits(b) + 1,
            _ => digits(a) + digits(b) + digits(c) + 2,
        };
        for _ in width..f.width().unwrap_or(0) {
            f.write_str(" ")?;
        }
        match rank {
            1 => write!(f, "{a}"),
            2 => write!(f, "{a}×{b}"),
            _ => write!(f, "{a}×{b}×{c}"),
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = |text: fn(&Line) -> &str, title: usize| {
            self.lines.iter().map(|line| text(line).chars().count()).max().unwrap_or(0).max(title)
        };
        let (name, layer) = (width(|line| line.name, 5), width(|line| line.layer, 5));
        writeln!(f, "{}", self.name)?;
        writeln!(
            f,
            "{:name$}  {:layer$}  {:>12}  {:>10}  {:>13}  {:>9}",
            "name", "layer", "output", "parameters", "multiply-adds", "bytes"
        )?;
        for line in self.lines {
            writeln!(
                f,
                "{:name$}  {:layer$}  {:>12}  {:>10}  {:>13}  {:>9}",
                line.name,
                line.layer,
                Sizes(line.shape),
                line.parameters,
                line.multiply_adds,
                line.bytes
            )?;
        }
        let total = |number: fn(&Line) -> usize| self.lines.iter().map(number).sum::<usize>();
        write!(
            f,
            "{:name$}  {:layer$}  {:>12}  {:>10}  {:>13}  {:>9}",
            "total",
            "",
            "",
            total(|line| line.parameters),
            total(|line| line.multiply_adds),
            total(|line| line.bytes)
        )?;
        write!(f, "\nbuffers for inference: {} bytes", self.inference_bytes)
    }
}
