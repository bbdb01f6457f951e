//! Charts, drawn as SVG.

use std::error::Error;
use std::ops::Range;
use std::path::Path;

use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;

/// Colours that colour-blind people can tell apart (Okabe and Ito 2008).
const COLOURS: [RGBColor; 6] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(230, 159, 0),
    RGBColor(86, 180, 233),
];

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Axes<'area, 'path> = ChartContext<'area, SVGBackend<'path>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// Draws named lines through points; a legend tells them apart if there are several.
pub fn chart(
    path: &Path,
    title: &str,
    x_label: &str,
    y_label: &str,
    series: &[(&str, &[(f64, f64)])],
) -> Result<(), Box<dyn Error>> {
    let area = SVGBackend::new(path, (800, 480)).into_drawing_area();
    let points = || series.iter().flat_map(|(_, points)| points.iter());
    let mut axes = axes(
        &area,
        title,
        x_label,
        y_label,
        span(points().map(|point| point.0), 0.0),
        span(points().map(|point| point.1), 0.05),
    )?;
    for ((name, points), colour) in series.iter().zip(COLOURS.iter().cycle()) {
        let line = points.iter().copied().filter(|(x, y)| x.is_finite() && y.is_finite());
        let drawn = axes.draw_series(LineSeries::new(line, colour.stroke_width(2)))?;
        drawn.label(*name).legend(|(x, y)| PathElement::new([(x, y), (x + 22, y)], colour.stroke_width(2)));
    }
    if series.len() > 1 {
        axes.configure_series_labels()
            .position(SeriesLabelPosition::UpperRight)
            .margin(14)
            .legend_area_size(30)
            .label_font(("sans-serif", 16))
            .background_style(WHITE.mix(0.85))
            .border_style(RGBColor(200, 200, 200))
            .draw()?;
    }
    drop(axes);
    area.present()?;
    Ok(())
}

/// Draws predicted values against true ones; the nearer to the diagonal, the better.
pub fn against(path: &Path, title: &str, unit: &str, true_and_predicted: &[(f64, f64)]) -> Result<(), Box<dyn Error>> {
    let area = SVGBackend::new(path, (640, 640)).into_drawing_area();
    let both = span(true_and_predicted.iter().flat_map(|&(t, y)| [t, y]), 0.05);
    let (x_label, y_label) = (format!("true {unit}"), format!("predicted {unit}"));
    let mut axes = axes(&area, title, &x_label, &y_label, both.clone(), both.clone())?;
    let [blue, orange, ..] = COLOURS;
    axes.draw_series(true_and_predicted.iter().map(|&point| Circle::new(point, 3, blue.mix(0.5).filled())))?;
    axes.draw_series(LineSeries::new([(both.start, both.start), (both.end, both.end)], orange.stroke_width(2)))?;
    drop(axes);
    area.present()?;
    Ok(())
}

/// White paper with a title, two axes and a quiet grid.
fn axes<'area, 'path>(
    area: &'area Area<'path>,
    title: &str,
    x_label: &str,
    y_label: &str,
    x: Range<f64>,
    y: Range<f64>,
) -> Result<Axes<'area, 'path>, Box<dyn Error>> {
    area.fill(&WHITE)?;
    let mut axes = ChartBuilder::on(area)
        .caption(title, ("sans-serif", 22))
        .margin(18)
        .x_label_area_size(48)
        .y_label_area_size(68)
        .build_cartesian_2d(x.clone(), y.clone())?;
    axes.configure_mesh()
        .x_desc(x_label)
        .y_desc(y_label)
        .axis_desc_style(("sans-serif", 17))
        .label_style(("sans-serif", 14))
        .x_labels(8)
        .y_labels(8)
        .x_label_formatter(&|value| number(*value, &x))
        .y_label_formatter(&|value| number(*value, &y))
        .light_line_style(TRANSPARENT)
        .bold_line_style(RGBColor(228, 228, 228))
        .axis_style(RGBColor(120, 120, 120))
        .draw()?;
    Ok(axes)
}

/// From the least to the greatest finite value, and a little more.
fn span(values: impl Iterator<Item = f64>, more: f64) -> Range<f64> {
    let (least, most) = values
        .filter(|value| value.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), value| (least.min(value), most.max(value)));
    if least > most {
        return 0.0..1.0;
    }
    let extra = if least == most { 0.5 } else { (most - least) * more };
    least - extra..most + extra
}

/// A mark on an axis: as many decimals as it needs, or thousands parted.
fn number(value: f64, range: &Range<f64>) -> String {
    let width = range.end - range.start;
    if width >= 10_000.0 {
        return thousands(value);
    }
    let decimals = (2.0 - width.log10()).floor().clamp(1.0, 9.0) as usize;
    let text = format!("{value:.decimals$}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.replace('-', "−") }
}

/// A whole number, its thousands parted by commas.
pub fn thousands(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if value <= -0.5 { format!("−{text}") } else { text }
}
