//! `cargo xtask peers`: the same networks by this library and by its peers, on one core of this machine.
//!
//! Processes take turns: in every round each runs once, and in it everybody does some milliseconds of every row, eleven times,
//! of which the median counts; a cell is the median over rounds. What counts is how long a process had the core, not what
//! else the machine did meanwhile. Who computes something else is refused. The programs are in `benches/peers`, a workspace of
//! its own, and keep themselves on one core.

mod absent;
mod build;
mod measure;
mod readme;
mod rows;
mod table;
mod versions;

use std::path::PathBuf;

use crate::scratch::Result;
use build::Flags;
use measure::Measured;
use rows::Row;
use table::Table;

/// How it is called.
pub const USAGE: &str = "cargo xtask peers [--quick] [--filter TEXT] [--readme] [--rtneural DIR] [--dfdx]   beside others

  --quick         two rounds and shorter repetitions: good for a look
  --filter TEXT   only rows with TEXT in their name, as in `M3`, `training batch 1`
  --readme        writes the table into README.md
  --rtneural DIR  builds RTNeural from its source; without, another peer times a ratio stands in
  --dfdx          compiles dfdx, which takes minutes, for whole training of the digits
  --core N        the core that everything runs on; without, the last
  --rounds N      5 without

Ends with a line that says how many rows are behind (slower than the best peer by more than 5 %). Status 0 also then: a clock
is no test.";

/// What was asked for.
struct Options {
    quick: bool,
    readme: bool,
    dfdx: bool,
    filter: String,
    rtneural: Option<PathBuf>,
    core: usize,
    rounds: usize,
}

impl Options {
    fn read(arguments: &[String]) -> Result<Self> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let mut options = Self {
            quick: false,
            readme: false,
            dfdx: false,
            filter: String::new(),
            rtneural: None,
            core: cores - 1,
            rounds: 0,
        };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value\n\n{USAGE}"));
            match argument.as_str() {
                "--quick" => options.quick = true,
                "--readme" => options.readme = true,
                "--dfdx" => options.dfdx = true,
                "--filter" => options.filter = value()?.clone(),
                "--rtneural" => options.rtneural = Some(PathBuf::from(value()?)),
                "--core" => options.core = value()?.parse().map_err(|_| "--core needs a number")?,
                "--rounds" => options.rounds = value()?.parse().map_err(|_| "--rounds needs a number")?,
                other => return Err(format!("unknown: {other}\n\n{USAGE}").into()),
            }
        }
        if options.rounds == 0 {
            options.rounds = if options.quick { 2 } else { 5 };
        }
        if options.readme && !options.filter.is_empty() {
            return Err("the table of README.md is a whole one: --readme without --filter".into());
        }
        Ok(options)
    }
}

/// The command; `arguments` come after its name. Whether everything of ours was right and compared.
pub fn peers(arguments: &[String]) -> Result<bool> {
    let options = Options::read(arguments)?;
    let mut rows = rows::all(options.dfdx);
    rows.retain(|row| row.name.contains(&options.filter));
    if rows.is_empty() {
        let filter = &options.filter;
        return Err(
            format!("no row has {filter:?} in its name\n\nhelp: --filter M3, --filter \"training batch 1\"").into()
        );
    }
    let mut measured = Measured::new(&options.filter, options.core, options.quick);
    let ours = run(&options, &rows, &mut measured)?;
    let limits = measure::limits(&ours, options.core)?;
    let table = Table::new(&rows, &measured, &limits);
    let mut facts = versions::versions(options.core, options.rtneural.as_deref(), |peer| table.ran(peer));
    println!("{}\n\n{}\n{}\n", facts.join("\n"), table.wide(), table.notes().join("\n"));
    if options.readme {
        facts.push(rows::NETWORKS.map(|(name, sizes)| format!("{name} {sizes}")).join(", "));
        facts.extend(table.notes());
        if options.quick {
            facts.push("a quick run".into());
        }
        readme::write(&table.markdown(), &facts)?;
    }
    println!("{}", table.last_line());
    Ok(table.complete())
}

/// Builds everybody and lets them run; where the Rust program is.
fn run(options: &Options, rows: &[Row], measured: &mut Measured) -> Result<PathBuf> {
    // Without this there is nothing to compare.
    let ours = build::rust(Flags::Default, options.dfdx)?;
    let models = build::models(&ours)?;
    // Digits are no row of a single pass.
    if rows.iter().any(|row| row.name != rows::DIGITS) {
        measured.rust(&ours, Flags::Default);
        for flags in [Flags::Native, Flags::Wide].into_iter().filter(|flags| flags.fits()) {
            match build::rust(flags, options.dfdx && flags == Flags::Native) {
                Ok(program) => measured.rust(&program, flags),
                Err(absent) => eprintln!("at {}: {absent}", flags.shown()),
            }
        }
    }
    if rows.iter().any(|row| row.inference) {
        measured.python(build::python(), &models);
        match &options.rtneural {
            Some(source) => measured.rtneural(build::rtneural(source, &models), &models),
            None => measured.stands_in(),
        }
    }
    if rows.iter().any(|row| row.name == rows::DIGITS) {
        for flags in [Flags::Default, Flags::Native] {
            match build::rust(flags, true) {
                Ok(program) => measured.digits(&program, flags),
                Err(absent) => eprintln!("at {}: {absent}", flags.shown()),
            }
        }
    }
    measured.rounds(options.rounds)?;
    Ok(ours)
}
