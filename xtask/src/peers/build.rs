//! Makes the programs of `benches/peers`, below `target/peers`.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::{env, fs};

use super::absent::Absent;
use crate::scratch::{Result, root};

/// How a Rust program is compiled.
#[derive(Clone, Copy, PartialEq)]
pub enum Flags {
    Default,
    Native,
    /// With vectors of 512 bits, which rustc avoids on some processors.
    Wide,
}

impl Flags {
    /// As the table says it.
    pub fn shown(self) -> &'static str {
        match self {
            Flags::Default => "default flags",
            Flags::Native => "native flags",
            Flags::Wide => "native, 512 bits",
        }
    }

    /// Whether this processor tells a difference.
    pub fn fits(self) -> bool {
        #[cfg(target_arch = "x86_64")]
        let wide = std::arch::is_x86_feature_detected!("avx512f");
        #[cfg(not(target_arch = "x86_64"))]
        let wide = false;
        self != Flags::Wide || wide
    }

    fn rustflags(self) -> &'static str {
        match self {
            Flags::Default => "",
            Flags::Native => "-Ctarget-cpu=native",
            Flags::Wide => "-Ctarget-cpu=native -Ctarget-feature=-prefer-256-bit",
        }
    }

    fn folder(self) -> &'static str {
        match self {
            Flags::Default => "default",
            Flags::Native => "native",
            Flags::Wide => "wide",
        }
    }
}

/// Where all of it is built.
pub fn folder() -> PathBuf {
    root().join("target/peers")
}

/// The sources.
pub fn sources() -> PathBuf {
    root().join("benches/peers")
}

/// The Rust program; cargo says on the terminal how far it is.
pub fn rust(flags: Flags, dfdx: bool) -> std::result::Result<PathBuf, Absent> {
    eprintln!("building at {} (the first time takes minutes)", flags.shown());
    let target = folder().join(flags.folder());
    let mut command = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()));
    command.args(["build", "--release", "--manifest-path"]).arg(sources().join("Cargo.toml"));
    command.arg("--target-dir").arg(&target);
    if flags == Flags::Wide {
        command.arg("--no-default-features");
    }
    if dfdx {
        command.args(["--features", "dfdx"]);
    }
    // Neither flags of the caller's nor those of its cargo.
    command.env_remove("CARGO_ENCODED_RUSTFLAGS").env("RUSTFLAGS", flags.rustflags()).stdout(Stdio::null());
    let status = command.status().map_err(|error| Absent::NotBuilt(error.to_string()))?;
    if !status.success() {
        return Err(Absent::NotBuilt("see what cargo says above".into()));
    }
    Ok(target.join("release/peers"))
}

/// The networks as files, for programs in other languages.
pub fn models(program: &Path) -> Result<PathBuf> {
    let models = folder().join("models");
    let output = Command::new(program).arg("models").arg(&models).output()?;
    if !output.status.success() {
        return Err(format!("the networks cannot be written: {}", last(&output.stderr)).into());
    }
    Ok(models)
}

/// An interpreter that has the packages of `requirements.txt`, in an environment of its own.
pub fn python() -> std::result::Result<PathBuf, Absent> {
    let environment = folder().join("venv");
    let python = environment.join("bin/python");
    let stamp = environment.join("requirements.txt");
    let list = sources().join("requirements.txt");
    let wanted = fs::read(&list).map_err(|error| Absent::NoPackages(error.to_string()))?;
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) && python.exists() {
        return Ok(python);
    }
    eprintln!("installing onnxruntime and LiteRT into {}", environment.display());
    let made = Command::new("python3").args(["-m", "venv"]).arg(&environment).output();
    let made = made.map_err(|_| Absent::NoPython)?;
    if !made.status.success() {
        return Err(Absent::NoEnvironment(last_of(&made)));
    }
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]).arg(&list);
    let installed = pip.output().map_err(|error| Absent::NoPackages(error.to_string()))?;
    if !installed.status.success() {
        return Err(Absent::NoPackages(last_of(&installed)));
    }
    fs::write(&stamp, wanted).map_err(|error| Absent::NoPackages(error.to_string()))?;
    Ok(python)
}

/// A backend of RTNeural: its name, what g++ is told, and where its headers may be below the source.
type Backend = (&'static str, &'static [&'static str], &'static [&'static str]);

const BACKENDS: [Backend; 3] = [
    ("Eigen", &["-DRTNEURAL_USE_EIGEN=1"], &["modules/Eigen"]),
    ("xsimd", &["-DRTNEURAL_USE_XSIMD=1"], &["modules/xsimd/include", "../xsimd/include"]),
    // Its sums are loops, which stay scalar unless their order may change.
    ("STL", &["-DRTNEURAL_USE_STL=1", "-ffast-math"], &[]),
];

/// RTNeural over each backend that can be compiled.
pub fn rtneural(source: &Path, models: &Path) -> std::result::Result<Vec<(&'static str, PathBuf)>, Absent> {
    if !source.join("RTNeural/RTNeural.h").is_file() {
        return Err(Absent::NoSource(source.into()));
    }
    let (mut built, mut said) = (Vec::new(), String::new());
    for (backend, words, headers) in BACKENDS {
        eprintln!("building RTNeural over {backend}");
        let program = folder().join(format!("rtneural-{backend}"));
        let mut compiler = Command::new("g++");
        compiler.args(["-std=c++17", "-O3", "-march=native", "-w", "-DRTNEURAL_DEFAULT_ALIGNMENT=64"]).args(words);
        let headers = headers.iter().map(|headers| source.join(headers)).filter(|headers| headers.is_dir());
        for folder in
            [source.to_path_buf(), source.join("modules/json"), models.to_path_buf()].into_iter().chain(headers)
        {
            compiler.arg("-I").arg(folder);
        }
        compiler.arg(sources().join("rtneural.cpp")).arg("-o").arg(&program);
        let output = compiler.output().map_err(|_| Absent::NoCompiler)?;
        if output.status.success() {
            built.push((backend, program));
            continue;
        }
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        let first = text.lines().find(|line| line.contains("error")).unwrap_or_default();
        eprintln!("RTNeural over {backend} does not compile: {first}");
        said = first.to_owned();
    }
    if built.is_empty() { Err(Absent::NotBuilt(said)) } else { Ok(built) }
}

/// The last line of what a program said.
pub fn last(said: &[u8]) -> String {
    let text = String::from_utf8_lossy(said);
    text.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("it said nothing").trim().to_owned()
}

fn last_of(output: &Output) -> String {
    last(if output.stderr.is_empty() { &output.stdout } else { &output.stderr })
}
