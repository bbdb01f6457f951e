//! `cargo xtask compile-time`: what a declaration costs a `cargo check`.

use std::fmt::Write;
use std::time::Instant;

use crate::scratch::{Result, Scratch, root};

/// Crates that are checked: how many layers they declare.
const LAYERS: [usize; 3] = [0, 10, 50];
/// The expansion of 10 layers stays below this.
const MOST_LINES: usize = 400;

fn declaration(layers: usize) -> String {
    let mut text = String::from("pub struct Deep {\n    input: [f32; 16],\n");
    for layer in 0..layers {
        let _ = writeln!(text, "    dense{layer}: Dense(16),");
    }
    text.push('}');
    text
}

pub fn compile_time(runs: usize, bless: bool) -> Result<bool> {
    let good = lines(bless)?;
    let names: Vec<String> = LAYERS.iter().map(|layers| format!("layers{layers}")).collect();
    let members: Vec<&str> = names.iter().map(String::as_str).collect();
    let scratch = Scratch::new("compile-time", &members)?;
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); LAYERS.len()];
    for (layers, name) in LAYERS.iter().zip(&names) {
        scratch.manifest(name, "")?;
        let mut text = String::from("//! Measured.\npub use nn_core::prelude::*;\n");
        if *layers > 0 {
            let _ = write!(text, "network! {{\n/// Deep.\n{}\n}}\n", declaration(*layers));
        }
        scratch.write(&format!("{name}/src/lib.rs"), &text)?;
    }
    // The first run builds nn-core and is not counted.
    for run in 0..=runs {
        for (at, (layers, name)) in LAYERS.iter().zip(&names).enumerate() {
            let path = format!("{name}/src/lib.rs");
            let text = std::fs::read_to_string(scratch.folder.join(&path))?;
            scratch.write(&path, &text)?;
            let start = Instant::now();
            let output = scratch.command(&["check", "--offline", "--quiet", "-p", name]).output()?;
            if !output.status.success() {
                return Err(format!("{layers} layers: {}", String::from_utf8_lossy(&output.stderr)).into());
            }
            if run > 0 {
                times[at].push(start.elapsed().as_secs_f64() * 1000.0);
            }
        }
    }
    println!(
        "{:<8} {:>10} {:>10} {:>14} {:>14}   `cargo check`, {runs} runs",
        "layers", "min", "median", "added (min)", "added (median)"
    );
    let middle = |times: &mut Vec<f64>| {
        times.sort_by(f64::total_cmp);
        (times.first().copied().unwrap_or_default(), times.get(times.len() / 2).copied().unwrap_or_default())
    };
    let empty = middle(&mut times[0]);
    for (layers, times) in LAYERS.iter().zip(&mut times) {
        let (min, median) = middle(times);
        println!("{layers:<8} {min:>7.0} ms {median:>7.0} ms {:>11.0} ms {:>11.0} ms", min - empty.0, median - empty.1);
    }
    Ok(good)
}

/// What `network!` writes, formatted.
fn expansion(declaration: &str) -> Result<String> {
    let tokens = nn_language::network(declaration.parse().map_err(|error| format!("{error}"))?);
    Ok(prettyplease::unparse(&syn::parse2(tokens)?))
}

/// Counts the lines of expansions, and compares them with `expansion.txt`.
fn lines(bless: bool) -> Result<bool> {
    let path = root().join("xtask").join("expansion.txt");
    let mut text = String::from("lines of the expansion of `network!` by number of `Dense` layers\n");
    let mut counts = Vec::new();
    for layers in [1, 10, 50] {
        let lines = expansion(&declaration(layers))?.lines().count();
        let _ = writeln!(text, "{layers:>2} {lines:>6}");
        counts.push(lines);
    }
    print!("{text}");
    let mut good = true;
    if counts[1] >= MOST_LINES {
        println!("10 layers are {} lines; they must stay below {MOST_LINES}", counts[1]);
        good = false;
    }
    if counts[2] > 5 * counts[1] {
        println!("50 layers are {} lines, more than five times those of 10", counts[2]);
        good = false;
    }
    let slope = |from: usize, to: usize, layers: usize| (counts[to] - counts[from]) as f64 / layers as f64;
    if slope(1, 2, 40) > 1.05 * slope(0, 1, 9) {
        println!("a layer takes {:.1} lines up to 10 and {:.1} beyond", slope(0, 1, 9), slope(1, 2, 40));
        good = false;
    }
    if bless {
        std::fs::write(&path, &text)?;
    } else if std::fs::read_to_string(&path).ok().as_deref() != Some(&text) {
        println!("expansion.txt says otherwise; `cargo xtask compile-time --bless` rewrites it");
        good = false;
    }
    Ok(good)
}
