//! Sheets of small grey pictures with captions, drawn as SVG.

use std::error::Error;
use std::fmt::Write;
use std::path::Path;

use super::shown;

/// One picture of a sheet.
pub struct Picture<'a> {
    /// Its pixels row by row, from 0 (paper) to 1 (ink).
    pub pixels: &'a [f32],
    /// The line below it.
    pub caption: String,
    /// The small line below that.
    pub remark: String,
}

/// The side of a picture, the space between two, below one for its captions, and above all for the title.
const SIDE: usize = 112;
const GAP: usize = 32;
const CAPTION: usize = 64;
const TITLE: usize = 76;

/// Draws pictures of `width` pixels a row, up to six of them side by side.
pub fn sheet(path: &Path, title: &str, width: usize, pictures: &[Picture<'_>]) -> Result<(), Box<dyn Error>> {
    let columns = pictures.len().clamp(4, 6);
    let paper = (GAP + columns * (SIDE + GAP), TITLE + pictures.len().div_ceil(columns).max(1) * (SIDE + CAPTION));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" \
         font-family=\"sans-serif\" text-anchor=\"middle\">\n<rect width=\"{0}\" height=\"{1}\" fill=\"#fff\"/>\n",
        paper.0, paper.1
    );
    text(&mut svg, (paper.0 / 2, 44), 22, "#222", title)?;
    for (at, picture) in pictures.iter().enumerate() {
        let (left, top) = (GAP + at % columns * (SIDE + GAP), TITLE + at / columns * (SIDE + CAPTION));
        let height = picture.pixels.len().div_ceil(width.max(1));
        let dot = SIDE as f64 / width.max(height).max(1) as f64;
        writeln!(svg, "<g transform=\"translate({left} {top})\" shape-rendering=\"crispEdges\">")?;
        for (at, ink) in picture.pixels.iter().enumerate() {
            let (x, y) = ((at % width.max(1)) as f64 * dot, (at / width.max(1)) as f64 * dot);
            let grey = (244.0 - 224.0 * ink.clamp(0.0, 1.0)).round();
            writeln!(
                svg,
                "<rect x=\"{x}\" y=\"{y}\" width=\"{dot}\" height=\"{dot}\" fill=\"rgb({grey},{grey},{grey})\"/>"
            )?;
        }
        writeln!(svg, "</g>")?;
        text(&mut svg, (left + SIDE / 2, top + SIDE + 20), 15, "#222", &picture.caption)?;
        text(&mut svg, (left + SIDE / 2, top + SIDE + 39), 13, "#777", &picture.remark)?;
    }
    svg.push_str("</svg>\n");
    std::fs::write(path, svg).map_err(|error| format!("{}: {error}", shown(path)).into())
}

/// A line of text around a point.
fn text(svg: &mut String, (x, y): (usize, usize), size: usize, colour: &str, line: &str) -> std::fmt::Result {
    let line = line.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    writeln!(svg, "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"{colour}\">{line}</text>")
}
