//! Line charts as SVG files.

use std::path::Path;

use plotters::prelude::*;

/// Blue, orange, green, red, purple, brown: apart also for the colour-blind (Okabe and Ito 2008).
const COLOURS: [RGBColor; 6] = [
    RGBColor(0, 114, 178),
    RGBColor(230, 159, 0),
    RGBColor(0, 158, 115),
    RGBColor(213, 94, 0),
    RGBColor(204, 121, 167),
    RGBColor(102, 68, 34),
];
const INK: RGBColor = RGBColor(51, 51, 51);

/// Pixels are drawn at half size, so that lines fall between whole ones.
const FINE: u32 = 2;
const SIZE: (u32, u32) = (960, 540);

/// Draws one line per series into an SVG file, creates its folder, and prints its path.
pub fn chart(path: &str, title: &str, x_label: &str, y_label: &str, series: &[(&str, &[(f64, f64)])]) {
    let picture = draw(title, x_label, y_label, series).expect("a picture");
    if let Some(folder) = Path::new(path).parent() {
        std::fs::create_dir_all(folder).expect("a folder for the picture");
    }
    std::fs::write(path, picture).expect("a file for the picture");
    println!("\npicture: {path}");
}

fn draw(
    title: &str,
    x_label: &str,
    y_label: &str,
    series: &[(&str, &[(f64, f64)])],
) -> Result<String, Box<dyn std::error::Error>> {
    let points = || series.iter().flat_map(|(_, points)| points.iter());
    let (left, right) = range(points().map(|point| point.0));
    let (bottom, top) = range(points().map(|point| point.1));
    let air = 0.04 * (top - bottom);
    let font = |size: u32| ("sans-serif", size * FINE).into_font().color(&INK);
    let longest = series.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0) as u32;

    let mut picture = String::new();
    {
        let area = SVGBackend::with_string(&mut picture, (SIZE.0 * FINE, SIZE.1 * FINE)).into_drawing_area();
        area.fill(&WHITE)?;
        let area = area.margin(12 * FINE, 0, 0, 0).titled(title, font(23))?;
        let (area, legend) = area.split_horizontally((SIZE.0 - 60 - 7 * longest) * FINE);
        let mut chart = ChartBuilder::on(&area)
            .margin(16 * FINE)
            .x_label_area_size(50 * FINE)
            .y_label_area_size(68 * FINE)
            .build_cartesian_2d(left..right, bottom - air..top + air)?;
        chart
            .configure_mesh()
            .light_line_style(TRANSPARENT)
            .bold_line_style(RGBColor(228, 228, 228).stroke_width(FINE))
            .axis_style(INK.stroke_width(FINE))
            .set_all_tick_mark_size(5 * FINE)
            .x_desc(x_label)
            .y_desc(y_label)
            .axis_desc_style(font(17))
            .label_style(font(14))
            .x_label_formatter(&|x| number(*x))
            .y_label_formatter(&|y| number(*y))
            .draw()?;
        for (at, ((name, points), colour)) in series.iter().zip(COLOURS.iter().cycle()).enumerate() {
            let style = colour.stroke_width(5 * FINE / 2);
            chart.draw_series(LineSeries::new(points.iter().copied(), style))?;
            let y = (30 + 26 * at as u32) as i32 * FINE as i32;
            let fine = FINE as i32;
            legend.draw(&PathElement::new([(4 * fine, y), (30 * fine, y)], style))?;
            legend.draw(&Text::new(*name, (40 * fine, y - 6 * fine), font(15)))?;
        }
        area.present()?;
    }
    let [fine, shown] = [FINE, 1].map(|scale| format!("width=\"{}\" height=\"{}\"", SIZE.0 * scale, SIZE.1 * scale));
    Ok(picture.replacen(&fine, &shown, 1))
}

/// The least and the largest value; a little around it if they are equal.
fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (least, most) = values
        .filter(|value| value.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), value| (least.min(value), most.max(value)));
    if least < most { (least, most) } else { (least - 0.5, least + 0.5) }
}

/// A number on an axis, with no more decimals than it has.
fn number(value: f64) -> String {
    let text = format!("{value:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".into() } else { text.into() }
}
