//! Pictures as SVG files; paths start at the root of the repository.

use std::error::Error;
use std::ops::Range;

use plotters::coord::Shift;
use plotters::prelude::*;

/// A name and the points of a line.
pub type Series<'a> = (&'a str, &'a [(f64, f64)]);
/// A name and the lines of a small chart.
pub type Panel<'a> = (&'a str, &'a [&'a [(f64, f64)]]);
/// A place to draw on.
type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
/// What can go wrong while drawing: above all, a file that cannot be written.
type Drawn = Result<(), Box<dyn Error>>;

/// Colours that people who do not tell red from green can tell apart (Okabe and Ito 2008), first two strongest.
const COLORS: [RGBColor; 6] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(230, 159, 0),
    RGBColor(86, 86, 86),
];
const FONT: &str = "DejaVu Sans, Verdana, sans-serif";
const INK: RGBColor = RGBColor(40, 44, 52);
const AXIS: RGBColor = RGBColor(150, 155, 165);
const GRID: RGBColor = RGBColor(228, 230, 235);

/// Lines over a common axis.
pub fn chart(path: &str, title: &str, x_label: &str, y_label: &str, series: &[Series]) {
    picture(path, (860, 520), |area| {
        let (x, y) = bounds(series);
        let mut chart = ChartBuilder::on(area)
            .caption(title, (FONT, 22).into_font().color(&INK))
            .margin(18)
            .x_label_area_size(46)
            .y_label_area_size(64)
            .build_cartesian_2d(x, y)?;
        chart
            .configure_mesh()
            .x_desc(x_label)
            .y_desc(y_label)
            .axis_style(AXIS)
            .bold_line_style(GRID)
            .light_line_style(TRANSPARENT)
            .x_label_formatter(&|value| mark(*value))
            .y_label_formatter(&|value| mark(*value))
            .label_style((FONT, 14).into_font().color(&INK))
            .axis_desc_style((FONT, 15).into_font().color(&INK))
            .draw()?;
        for (&(name, points), color) in series.iter().zip(COLORS.into_iter().cycle()) {
            chart
                .draw_series(LineSeries::new(finite(points), color.stroke_width(2)))?
                .label(name)
                .legend(move |(x, y)| PathElement::new([(x, y), (x + 22, y)], color.stroke_width(3)));
        }
        if series.len() > 1 {
            chart
                .configure_series_labels()
                .position(free_corner(series))
                .margin(12)
                .legend_area_size(30)
                .background_style(WHITE.mix(0.85))
                .border_style(GRID)
                .label_font((FONT, 14).into_font().color(&INK))
                .draw()?;
        }
        Ok(())
    });
}

/// Small charts in a grid, one of them a name and its lines; lines of the same place have the same colour in all charts,
/// and `names` says what they are.
pub fn panels(path: &str, title: &str, names: &[&str], columns: usize, panels: &[Panel]) {
    let rows = panels.len().div_ceil(columns.max(1));
    let (width, height, head) = (230 * columns as i32 + 20, 190 * rows as i32 + 20, 64);
    picture(path, (width as u32, (height + head) as u32), |area| {
        let (top, grid) = area.split_vertically(head);
        top.draw(&Text::new(title.to_owned(), (20, 20), (FONT, 24).into_font().color(&INK)))?;
        let mut at = width - 20;
        for (name, color) in names.iter().zip(COLORS).rev() {
            at -= 60 + 9 * name.chars().count() as i32;
            top.draw(&PathElement::new([(at, 32), (at + 24, 32)], color.stroke_width(3)))?;
            top.draw(&Text::new((*name).to_owned(), (at + 32, 23), (FONT, 15).into_font().color(&INK)))?;
        }
        let cells = grid.margin(0, 10, 10, 10).split_evenly((rows, columns));
        for (area, &(name, lines)) in cells.iter().zip(panels) {
            let (x, y) = bounds(&lines.iter().map(|&line| ("", line)).collect::<Vec<_>>());
            let zero = (x.start.min(0.0)..x.end.max(0.0), y.start.min(0.0)..y.end.max(0.0));
            let mut chart = ChartBuilder::on(area)
                .caption(name, (FONT, 16).into_font().color(&INK))
                .margin(6)
                .x_label_area_size(20)
                .y_label_area_size(34)
                .build_cartesian_2d(x, y)?;
            chart
                .configure_mesh()
                .x_labels(5)
                .y_labels(5)
                .x_label_formatter(&|value| format!("{}", round(*value)))
                .y_label_formatter(&|value| format!("{}", round(*value)))
                .axis_style(GRID)
                .bold_line_style(GRID)
                .light_line_style(TRANSPARENT)
                .label_style((FONT, 11).into_font().color(&INK))
                .draw()?;
            let axes = [[(zero.0.start, 0.0), (zero.0.end, 0.0)], [(0.0, zero.1.start), (0.0, zero.1.end)]];
            chart.draw_series(axes.map(|axis| PathElement::new(axis, AXIS)))?;
            for (line, color) in lines.iter().zip(COLORS) {
                chart.draw_series(LineSeries::new(finite(line), color.stroke_width(2)))?;
            }
        }
        Ok(())
    });
}

/// What a classifier of two classes makes of a square of the plane: `second(x, y)` is how probable the second class is.
/// The points of the first class (blue) and of the second (orange) go on top.
pub fn regions(
    path: &str,
    title: &str,
    range: Range<f64>,
    second: impl Fn(f64, f64) -> f64,
    points: [Vec<(f64, f64)>; 2],
) {
    const CELLS: i32 = 120;
    const PIXELS: i32 = 5;
    picture(path, ((CELLS * PIXELS + 90) as u32, (CELLS * PIXELS + 110) as u32), |area| {
        let mut chart = ChartBuilder::on(area)
            .caption(title, (FONT, 18).into_font().color(&INK))
            .margin(20)
            .x_label_area_size(30)
            .y_label_area_size(46)
            .build_cartesian_2d(range.clone(), range.clone())?;
        chart
            .configure_mesh()
            .disable_mesh()
            .axis_style(AXIS)
            .x_labels(5)
            .y_labels(5)
            .label_style((FONT, 14).into_font().color(&INK))
            .draw()?;
        let step = (range.end - range.start) / f64::from(CELLS);
        let edge = |cell: i32| range.start + step * f64::from(cell);
        let [first_color, second_color, ..] = COLORS;
        for row in 0..CELLS {
            // Neighbours of one shade become one rectangle.
            let shade = |cell: i32| (12.0 * second(edge(cell) + step / 2.0, edge(row) + step / 2.0)).round() as i32;
            let mut from = 0;
            while from < CELLS {
                let own = shade(from);
                let to = (from + 1..CELLS).find(|&cell| shade(cell) != own).unwrap_or(CELLS);
                let color = blend(pale(first_color), pale(second_color), f64::from(own) / 12.0);
                chart.draw_series([Rectangle::new(
                    [(edge(from), edge(row)), (edge(to), edge(row + 1))],
                    color.filled(),
                )])?;
                from = to;
            }
        }
        // Mixed, so that neither class hides the other.
        let mut mixed: Vec<_> =
            points.iter().zip(COLORS).flat_map(|(points, color)| points.iter().map(move |&at| (at, color))).collect();
        mixed.sort_by(|((x, _), _), ((other, _), _)| x.total_cmp(other));
        for (at, color) in mixed {
            chart.draw_series([Circle::new(at, 3, color.filled()), Circle::new(at, 3, WHITE.stroke_width(1))])?;
        }
        Ok(())
    });
}

/// Predicted values against true ones: the nearer to the diagonal, the better.
pub fn against(path: &str, title: &str, unit: &str, true_and_predicted: &[(f64, f64)]) {
    picture(path, (640, 660), |area| {
        let (least, most) =
            true_and_predicted.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), &(t, y)| {
                (least.min(t.min(y)), most.max(t.max(y)))
            });
        let both = if least < most { least..most } else { 0.0..1.0 };
        let mut chart = ChartBuilder::on(area)
            .caption(title, (FONT, 20).into_font().color(&INK))
            .margin(18)
            .x_label_area_size(46)
            .y_label_area_size(64)
            .build_cartesian_2d(both.clone(), both.clone())?;
        chart
            .configure_mesh()
            .x_desc(format!("true {unit}"))
            .y_desc(format!("predicted {unit}"))
            .axis_style(AXIS)
            .bold_line_style(GRID)
            .light_line_style(TRANSPARENT)
            .x_label_formatter(&|value| mark(*value))
            .y_label_formatter(&|value| mark(*value))
            .label_style((FONT, 14).into_font().color(&INK))
            .axis_desc_style((FONT, 15).into_font().color(&INK))
            .draw()?;
        let [point, diagonal, ..] = COLORS;
        chart.draw_series(true_and_predicted.iter().map(|&at| Circle::new(at, 3, point.mix(0.5).filled())))?;
        chart.draw_series([PathElement::new(
            [(both.start, both.start), (both.end, both.end)],
            diagonal.stroke_width(2),
        )])?;
        Ok(())
    });
}

/// What was heard over time, and below it what was made of that.
pub struct Timeline<'a> {
    /// How long a frame lasts.
    pub seconds: f64,
    /// The energy in every band, frame by frame, lowest band first.
    pub frames: &'a [&'a [f32]],
    /// The names of the lowest and of the highest band.
    pub bands: [&'a str; 2],
    /// What there was: which line it should raise, and its first and last frame.
    pub truth: &'a [(usize, usize, usize)],
    /// A line for everything that could be said, one value from 0 to 1 a frame.
    pub lines: &'a [(&'a str, Vec<f32>)],
}

/// A heat map of frames, and lines of probabilities below it, over pale bars where each should be high.
pub fn timeline(path: &str, title: &str, what: &Timeline) {
    picture(path, (1180, 520), |area| {
        let (upper, lower) = area.margin(14, 14, 18, 18).split_vertically(255);
        let (count, bands) = (what.frames.len(), what.frames.first().map_or(1, |frame| frame.len()));
        let time = 0.0..count as f64 * what.seconds;
        let mut heat = ChartBuilder::on(&upper)
            .caption(title, (FONT, 20).into_font().color(&INK))
            .x_label_area_size(8)
            .y_label_area_size(80)
            .build_cartesian_2d(time.clone(), 0.0..bands as f64)?;
        for (at, frame) in what.frames.iter().enumerate() {
            for (band, &energy) in frame.iter().enumerate() {
                let (x, y) = (at as f64 * what.seconds, band as f64);
                let shade = blend(WHITE, INK, (f64::from(energy) + 0.5) / 4.0);
                let cell = Rectangle::new([(x, y), (x + what.seconds, y + 1.0)], shade.filled());
                heat.draw_series([cell])?;
            }
        }
        heat.configure_mesh()
            .disable_mesh()
            .axis_style(AXIS)
            .x_labels(0)
            .y_labels(bands)
            .y_label_formatter(&|&band| match band {
                0.0 => what.bands[0].to_owned(),
                top if top == bands as f64 => what.bands[1].to_owned(),
                _ => String::new(),
            })
            .label_style((FONT, 14).into_font().color(&INK))
            .draw()?;
        let mut chart = ChartBuilder::on(&lower)
            .margin_top(34)
            .x_label_area_size(46)
            .y_label_area_size(80)
            .build_cartesian_2d(time, 0.0..1.0)?;
        chart
            .configure_mesh()
            .x_desc("seconds")
            .y_desc("probability")
            .axis_style(AXIS)
            .bold_line_style(GRID)
            .light_line_style(TRANSPARENT)
            .x_label_formatter(&|value| mark(*value))
            .y_labels(3)
            .y_label_formatter(&|value| mark(*value))
            .label_style((FONT, 14).into_font().color(&INK))
            .axis_desc_style((FONT, 15).into_font().color(&INK))
            .draw()?;
        for &(line, first, last) in what.truth {
            let (start, end) = (first as f64 * what.seconds, (last + 1) as f64 * what.seconds);
            let color = COLORS[line % COLORS.len()];
            chart.draw_series([Rectangle::new([(start, 0.0), (end, 1.0)], pale(color).mix(0.5).filled())])?;
        }
        let mut at = 80;
        for ((name, values), color) in what.lines.iter().zip(COLORS) {
            let middles = values.iter().enumerate().map(|(at, &y)| ((at as f64 + 0.5) * what.seconds, f64::from(y)));
            chart.draw_series(LineSeries::new(middles, color.stroke_width(2)))?;
            lower.draw(&PathElement::new([(at, 18), (at + 24, 18)], color.stroke_width(3)))?;
            lower.draw(&Text::new((*name).to_owned(), (at + 32, 9), (FONT, 15).into_font().color(&INK)))?;
            at += 60 + 9 * name.chars().count() as i32;
        }
        let note = "(pale: while it is said)".to_owned();
        lower.draw(&Text::new(note, (at, 9), (FONT, 15).into_font().color(&INK)))?;
        Ok(())
    });
}

/// Makes the folder and the file, lets `draw` fill it, prints the path; a picture that fails ends no program.
fn picture(path: &str, size: (u32, u32), draw: impl FnOnce(&Area) -> Drawn) {
    let drawn = || -> Drawn {
        let file = super::root(path);
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let area = SVGBackend::new(&file, size).into_drawing_area();
        area.fill(&WHITE)?;
        draw(&area)?;
        area.present()?;
        Ok(())
    };
    match drawn() {
        Ok(()) => println!("picture: {path}"),
        Err(error) => eprintln!("no picture {path}: {error}"),
    }
}

/// The rectangle around all points, with some air above and below.
fn bounds(series: &[Series]) -> (Range<f64>, Range<f64>) {
    let around = |of: fn(&(f64, f64)) -> f64, air: f64| {
        let values = || series.iter().flat_map(|(_, points)| finite(points)).map(|point| of(&point));
        let (least, most) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
        if least > most {
            return 0.0..1.0;
        }
        let air = if most > least { air * (most - least) } else { 1.0 };
        least - air..most + air
    };
    (around(|point| point.0, 0.0), around(|point| point.1, 0.06))
}

/// The corner with the fewest points, for the legend.
fn free_corner(series: &[Series]) -> SeriesLabelPosition {
    use SeriesLabelPosition::{LowerLeft, LowerRight, UpperLeft, UpperRight};
    let (x, y) = bounds(series);
    let inside = |corner: &SeriesLabelPosition| {
        let points = series.iter().flat_map(|(_, points)| finite(points));
        let places = points.map(|at| ((at.0 - x.start) / (x.end - x.start), (at.1 - y.start) / (y.end - y.start)));
        let (right, upper) = (matches!(corner, UpperRight | LowerRight), matches!(corner, UpperRight | UpperLeft));
        let near = |share: f64, end: bool| if end { share > 0.7 } else { share < 0.3 };
        places.filter(|&(x, y)| near(x, right) && near(y, upper)).count()
    };
    [UpperRight, UpperLeft, LowerRight, LowerLeft].into_iter().min_by_key(inside).unwrap_or(UpperRight)
}

/// The points that can be drawn.
fn finite(points: &[(f64, f64)]) -> impl Iterator<Item = (f64, f64)> + '_ {
    points.iter().copied().filter(|(x, y)| x.is_finite() && y.is_finite())
}

/// A mark on an axis, with no more decimals than it has.
fn mark(value: f64) -> String {
    let text = format!("{value:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.replace('-', "−") }
}

/// Two decimals, and no minus before a zero.
fn round(value: f64) -> f64 {
    (100.0 * value).round() / 100.0 + 0.0
}

/// A colour for backgrounds.
fn pale(color: RGBColor) -> RGBColor {
    blend(WHITE, color, 0.4)
}

/// From one colour to another; in the middle it is light.
fn blend(from: RGBColor, to: RGBColor, share: f64) -> RGBColor {
    let mix = |from: u8, to: u8| (f64::from(from) + share.clamp(0.0, 1.0) * (f64::from(to) - f64::from(from))) as u8;
    RGBColor(mix(from.0, to.0), mix(from.1, to.1), mix(from.2, to.2))
}
