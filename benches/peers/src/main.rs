//! The same networks by nn-core and by its peers, in the same loop: a line of JSON for everybody in every row.
//!
//! `cargo xtask peers` builds this program for several processors, runs it and others like it in turns, and compares. By hand:
//!
//! ```text
//! peers rows [--only "ours,gemm"] [--filter M3] [--repetitions 11] [--milliseconds 4] [--core 1]
//! peers limits [--filter M3] [--core 1]    what the core could do at best
//! peers digits DATA [--only …] [--core 1]  whole training
//! peers models FOLDER                      the networks as files, for peers in other languages
//! ```

#[cfg(feature = "dfdx")]
mod by_dfdx;
mod by_hand;
mod clock;
mod digits;
mod files;
mod image;
mod limits;
mod model;
mod network;
mod ours;
#[cfg(feature = "products")]
mod products;
mod series;

use std::process::ExitCode;

use clock::Options;
use network::Network;

pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

fn main() -> ExitCode {
    // Some networks are first made on the stack.
    let work = std::thread::Builder::new().stack_size(256 << 20).spawn(|| match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    });
    work.ok().and_then(|work| work.join().ok()).unwrap_or(ExitCode::FAILURE)
}

fn run() -> Result<()> {
    let mut options =
        Options { only: Vec::new(), filter: String::new(), repetitions: 11, milliseconds: 4.0, core: None };
    let mut words = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if !argument.starts_with("--") {
            words.push(argument);
            continue;
        }
        let value = arguments.next().ok_or_else(|| format!("{argument} needs a value"))?;
        match argument.as_str() {
            "--only" => options.only = value.split(',').map(str::to_owned).collect(),
            "--filter" => options.filter = value,
            "--repetitions" => options.repetitions = value.parse()?,
            "--milliseconds" => options.milliseconds = value.parse()?,
            "--core" => options.core = Some(value.parse()?),
            _ => return Err(format!("unknown option {argument}").into()),
        }
    }
    options.core.map_or(Ok(()), clock::pin)?;
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["rows"] => rows(&options),
        ["limits"] => {
            let mut networks = network::all();
            networks.retain(|network| asked(&options, network).next().is_some());
            limits::limits(&networks);
        }
        ["digits", folder] => digits::digits(folder.as_ref(), |peer| options.takes(peer))?,
        ["models", folder] => files::write(folder.as_ref())?,
        _ => return Err("rows, limits, digits DATA or models FOLDER".into()),
    }
    Ok(())
}

/// The rows of a network that are asked for: whether it learns, and how many examples at a time.
fn asked(options: &Options, network: &Network) -> impl Iterator<Item = (String, bool, usize)> {
    network.rows().into_iter().filter(|(row, ..)| row.contains(&options.filter))
}

fn rows(options: &Options) {
    for network in network::all() {
        for (row, training, batch) in asked(options, &network) {
            let takes = |peer: &str| options.takes(peer);
            let mut contenders = Vec::new();
            if takes("ours") {
                contenders.extend(ours::contenders(network, training, batch));
            }
            contenders.extend(by_hand::contenders(network, training, batch, takes));
            #[cfg(feature = "products")]
            contenders.extend(products::contenders(network, training, batch, takes));
            clock::measure(options, &row, contenders);
        }
    }
}
