//! `cargo xtask firmware`: builds the programs of `firmware/` for every board, runs them under emulation, and compares what
//! they print and what they cost with what is checked in.

mod boards;
mod build;
mod c;
mod counts;
mod cycles;
mod elf;
mod executed;
mod instruction;
mod overview;
mod setup;
mod table;
mod twin;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output};

use boards::WASM;
pub use boards::{ALLOWANCE, BOARDS, Board, RV32IMC};
pub use build::PANIC;
use build::{Builder, Failure, differ};
use cycles::Model;
pub use elf::Elf;
use table::{Column, Row, Table};

/// How it is called.
pub const USAGE: &str = "cargo xtask firmware [BOARD …] [--program NAME] [--bless] [--setup]

  BOARD           m0 m3 m3ti m4f m7 m33 m55 rv32 rv32f wasm; all without one
  --program NAME  xor, choices, sine, digits, cnn, keyword, finetune or anomaly only
  --bless         writes firmware/expected and firmware/sizes.md instead of comparing
  --ready         says what is missing; status 0 if nothing is
  --setup         installs what is missing (Debian, Ubuntu), or says what to install";

/// A program, and what belongs to it.
struct Program {
    name: &'static str,
    /// Statics that must stand in flash; they are not code.
    statics: &'static [&'static str],
    /// Which smallest program tells the code of a work.
    parts: &'static [(&'static str, &'static str)],
    /// Bytes of stack beyond what the library's constants say.
    allowance: u64,
    /// Prints numbers that the platform's own functions give as well, within 1e-5.
    as_on_host: bool,
}

#[rustfmt::skip]
const PROGRAMS: [Program; 8] = [
    Program { name: "xor", statics: &["BLANK"], parts: &[("infer", "part_xor_infer"), ("step", "part_xor_train")], allowance: ALLOWANCE, as_on_host: false },
    Program { name: "choices", statics: &[], parts: &CHOICES, allowance: ALLOWANCE, as_on_host: false },
    Program { name: "sine", statics: &["SINE"], parts: &[("infer", "part_sine_infer")], allowance: ALLOWANCE, as_on_host: true },
    Program { name: "digits", statics: &["DIGITS", "BLANK"], parts: &[("infer", "part_digits_infer")], allowance: ALLOWANCE, as_on_host: true },
    Program { name: "cnn", statics: &["CNN", "BLANK"], parts: &[("infer", "part_cnn_infer")], allowance: 2 * ALLOWANCE, as_on_host: true },
    Program { name: "keyword", statics: &["KEYWORD", "BLANK"], parts: &[("step", "part_keyword_step")], allowance: ALLOWANCE, as_on_host: true },
    Program { name: "finetune", statics: &["FRONT", "LAST", "LEARNED"], parts: &[("learn", "part_finetune_train")], allowance: ALLOWANCE, as_on_host: true },
    Program { name: "anomaly", statics: &["ANOMALY", "BLANK"], parts: &[("infer", "part_anomaly_infer")], allowance: ALLOWANCE, as_on_host: true },
];

#[rustfmt::skip]
const CHOICES: [(&str, &str); 6] = [
    ("constant", "part_choices_constant"), ("cosine", "part_choices_cosine"), ("adam", "part_choices_adam"),
    ("draw-uniform", "part_choices_uniform"), ("draw-normal", "part_choices_normal"), ("save", "part_choices_saved"),
];

/// What was asked for.
#[derive(Default)]
struct Options {
    boards: Vec<String>,
    program: Option<String>,
    bless: bool,
}

/// The command; `arguments` come after its name.
pub fn main(arguments: &[String]) -> ExitCode {
    match command(arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(text) => {
            eprintln!("{text}");
            ExitCode::from(64)
        }
    }
}

fn command(arguments: &[String]) -> Result<bool, String> {
    let mut options = Options::default();
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--setup" => return setup::setup().map(|()| true),
            "--ready" => return ready().map(|()| true),
            "--bless" => options.bless = true,
            "--program" => options.program = arguments.next().cloned(),
            name if name == "wasm" || BOARDS.iter().any(|board| board.name == name) => options.boards.push(name.into()),
            other => return Err(format!("unknown: {other}\n\n{USAGE}")),
        }
    }
    if let Some(name) = &options.program
        && !PROGRAMS.iter().any(|program| program.name == name)
    {
        return Err(format!("no program is called {name}\n\n{USAGE}"));
    }
    ready()?;
    Ok(Run::new(options).all())
}

/// Whether everything is there that the command takes.
fn ready() -> Result<(), String> {
    let tools = setup::missing().into_iter().map(|(tool, _)| tool);
    let missing: Vec<_> = tools.chain(setup::missing_targets()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(format!("missing: {}\n\nhelp: `cargo xtask firmware --setup`", missing.join(", ")))
}

/// The lines that a program prints, and what its works cost.
type Measured = (Vec<String>, Vec<(String, Row)>);

struct Run {
    options: Options,
    builder: Builder,
    measured: Table,
    right: usize,
    unfit: usize,
    wrong: Vec<String>,
    /// Expected outputs that were written in this run.
    blessed: Vec<PathBuf>,
}

impl Run {
    fn new(options: Options) -> Self {
        let rustc = Command::new("rustc").arg("--version").output();
        let rustc = rustc.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default();
        let emulator = Command::new("qemu-system-arm").arg("--version").output();
        let emulator = emulator.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
        let emulator = emulator.split_whitespace().nth(3).unwrap_or_default();
        let c = c::version();
        let compiler = format!("{rustc}, opt-level 3, fat LTO, one codegen unit; QEMU {emulator}; {c}");
        let builder = Builder::new(options.bless);
        let measured = Table { compiler, ..Table::default() };
        Self { options, builder, measured, right: 0, unfit: 0, wrong: Vec::new(), blessed: Vec::new() }
    }

    fn programs(&self) -> impl Iterator<Item = &'static Program> + use<> {
        let only = self.options.program.clone();
        PROGRAMS.iter().filter(move |program| only.as_deref().is_none_or(|only| only == program.name))
    }

    fn chosen(&self, name: &str) -> bool {
        self.options.boards.is_empty() || self.options.boards.iter().any(|board| board == name)
    }

    /// Everything that was asked for; whether all is well.
    fn all(mut self) -> bool {
        println!("{}", self.measured.compiler);
        let mut boards = 0;
        for (index, board) in BOARDS.iter().enumerate().filter(|(_, board)| self.chosen(board.name)).collect::<Vec<_>>()
        {
            boards += 1;
            for program in self.programs() {
                let result = self.on_board(program, index, board);
                self.note(program, board.name, result);
                let result = match program.name {
                    _ if board.name != c::BOARD => continue,
                    c::BESIDE => self.builder.in_c(board),
                    twin::BESIDE => self.twin(program, index, board),
                    _ => continue,
                };
                self.note(program, &format!("{}/c", board.name), result);
            }
        }
        let wasm = self.chosen("wasm");
        if wasm {
            for program in self.programs() {
                let result = self.in_node(program);
                self.note(program, "wasm", result);
            }
        }
        for program in self.programs().filter(|program| program.as_on_host) {
            if let Err(text) = self.near_host(program) {
                self.wrong.push(format!("{} on the host: {text}", program.name));
            }
        }
        if let Err(text) = self.compare_table() {
            self.wrong.push(text);
        }
        for text in &self.wrong {
            println!("WRONG {text}");
        }
        let where_to = match (boards, wasm) {
            (0, _) => "wasm".to_owned(),
            (1, false) => "1 board".to_owned(),
            (_, false) => format!("{boards} boards"),
            (1, true) => "1 board and wasm".to_owned(),
            (_, true) => format!("{boards} boards and wasm"),
        };
        let wrong = if self.wrong.is_empty() { String::new() } else { format!(", {} wrong", self.wrong.len()) };
        let programs = self.programs().count();
        println!("{programs} programs, {where_to}: {} runs as expected, {} do not fit{wrong}", self.right, self.unfit);
        self.wrong.is_empty()
    }

    fn note(&mut self, program: &Program, board: &str, result: Result<(), Failure>) {
        let name = program.name;
        match result {
            Ok(()) => {
                println!("{name:8} {board:5} as expected");
                self.right += 1;
            }
            Err(Failure::Unfit) => {
                println!("{name:8} {board:5} does not fit");
                self.unfit += 1;
            }
            Err(Failure::Wrong(text)) => {
                println!("{name:8} {board:5} WRONG");
                self.wrong.push(format!("{name} on {board}: {text}"));
            }
        }
    }

    /// One program on one board.
    fn on_board(&mut self, program: &Program, index: usize, board: &Board) -> Result<(), Failure> {
        let key = |work: &str| (program.name.to_owned(), work.to_owned(), index);
        let (file, elf) = match self.builder.build(board, program.name) {
            Err(Failure::Unfit) => {
                let work = program.parts.first().map_or("infer", |(work, _)| work);
                self.measured.rows.insert(key(work), Row::unfit());
                return Err(Failure::Unfit);
            }
            other => other?,
        };
        elf.judge(program.statics)?;
        self.proof_can_fail(program, board)?;

        let (printed, rows) = self.measure(board, &file)?;
        self.as_expected(program, board.soft, &printed)?;
        let (_, none) = self.builder.build(board, "part_none")?;
        let ram = elf.ram().saturating_sub(none.ram());
        for (work, mut row) in rows {
            row[Column::StaticRam] = Some(ram);
            if let Some((_, part)) = program.parts.iter().find(|(name, _)| *name == work) {
                let (_, part) = self.builder.build(board, part)?;
                let code = part.flash().saturating_sub(none.flash()).saturating_sub(part.statics(program.statics).0);
                row[Column::Code] = Some(code);
            }
            let (stack, planned) = (row[Column::Stack].unwrap_or(0), row[Column::Planned].unwrap_or(0));
            self.measured.rows.insert(key(&work), row);
            if planned > 0 && stack + ram > planned + program.allowance {
                let takes = format!("{work} takes {stack} bytes of stack and {ram} of RAM");
                return Err(format!("{takes}: {planned} planned, {} allowed beyond", program.allowance).into());
            }
            if planned > 1024 && (stack + ram) * 10 < planned * 8 {
                let takes = format!("{work} takes {stack} bytes of stack and {ram} of RAM");
                return Err(format!("{takes}: {planned} planned is too much").into());
            }
        }
        Ok(())
    }

    /// Runs a program.
    fn measure(&self, board: &Board, file: &Path) -> Result<Measured, String> {
        let model = Model::of(board.core)?;
        let (text, counts) = match model {
            Some(_) => board.run_counting(file, &self.builder.plugin()?)?,
            None => (board.run(file)?, String::new()),
        };
        let (measured, printed): (Vec<String>, Vec<String>) =
            text.lines().map(str::to_owned).partition(|line| line.starts_with("measured "));
        let mut rows: Vec<(String, Row)> = measured.iter().filter_map(|line| Row::printed(line)).collect();
        if let Some(model) = model {
            let instructions: Vec<_> = rows.iter().filter_map(|(_, row)| row[Column::Instructions]).collect();
            for ((_, row), cycles) in rows.iter_mut().zip(counts::cycles(&counts, &model, &instructions)?) {
                row[Column::Cycles] = Some(cycles);
            }
            // The same instructions on a core with other timings.
            if let Some(newer) = Model::of(&format!("{}+", board.core))? {
                for ((_, row), cycles) in rows.iter_mut().zip(counts::cycles(&counts, &newer, &instructions)?) {
                    row[Column::NewerCycles] = Some(cycles);
                }
            }
        }
        Ok((printed, rows))
    }

    /// With a panic put in, linking must break.
    fn proof_can_fail(&self, program: &Program, board: &Board) -> Result<(), String> {
        let output =
            self.builder.cargo(board.target, Some(board), &["--bin", program.name, "--features", "may-panic"])?;
        let text = String::from_utf8_lossy(&output.stderr);
        if output.status.success() || !text.contains(PANIC) {
            return Err(format!("a panic does not break the link\n{text}"));
        }
        Ok(())
    }

    /// Compares what was printed. The first run of a blessing writes it.
    fn as_expected(&mut self, program: &Program, soft: bool, printed: &[String]) -> Result<(), String> {
        let file = self.builder.expected(program.name, soft);
        let text = printed.join("\n") + "\n";
        if self.options.bless && !self.blessed.contains(&file) {
            self.blessed.push(file.clone());
            return fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()));
        }
        let expected = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        differ(&expected, &text)
    }

    /// One program as a module in node, which must ask for nothing but to print.
    fn in_node(&mut self, program: &Program) -> Result<(), Failure> {
        const SCRIPT: &str = "
            const module = new WebAssembly.Module(require('fs').readFileSync(process.argv[1]));
            const bytes = [];
            const strange = WebAssembly.Module.imports(module).filter(each => each.module != 'host');
            if (strange.length) { console.error(strange[0].name); process.exit(3); }
            const instance = new WebAssembly.Instance(module, { host: { write: byte => bytes.push(byte) } });
            const status = instance.exports.run();
            require('fs').writeSync(1, Buffer.from(bytes));
            process.exit(status);";
        let module = |arguments: &[&str]| -> Result<Output, String> {
            let output = self.builder.cargo(WASM, None, arguments)?;
            if !output.status.success() {
                return Ok(output);
            }
            let file = self.builder.target.join(WASM).join("release").join(format!("{}.wasm", program.name));
            let mut command = Command::new("timeout");
            command.args(["600", "node", "-e", SCRIPT]).arg(file);
            command.output().map_err(|error| format!("node: {error}"))
        };
        let broken = module(&["--bin", program.name, "--features", "may-panic"])?;
        if broken.status.success() || !String::from_utf8_lossy(&broken.stderr).contains(PANIC) {
            return Err("a panic does not break the module".to_owned().into());
        }
        let output = module(&["--bin", program.name])?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
        }
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        Ok(self.as_expected(program, false, &text.lines().map(str::to_owned).collect::<Vec<_>>())?)
    }

    /// Measures the network in plain C, compiled in two ways, by the counter that measures the library.
    fn twin(&mut self, program: &Program, index: usize, board: &Board) -> Result<(), Failure> {
        let (name, feature) = twin::PROGRAM;
        let (file, _) = self.builder.build_with(board, name, &["--features", feature])?;
        let (printed, rows) = self.measure(board, &file)?;
        let (fused, unfused) = printed.split_at(printed.len() / 2);
        for printed in [fused, unfused] {
            near(&self.builder.expected(program.name, board.soft), &printed.join("\n"))?;
        }
        let key = |work: &str| (program.name.to_owned(), work.to_owned(), index);
        let ours = self.measured.rows.get(&key("infer")).cloned().unwrap_or_default();
        let rows: Vec<_> = rows.into_iter().collect();
        let judged = twin::judge_all(&ours, rows.iter().map(|(_, row)| row));
        self.measured.rows.extend(rows.into_iter().map(|(work, row)| (key(&work), row)));
        Ok(judged?)
    }

    /// The program on the host, with the platform's exp and tanh, prints the same within 1e-5.
    fn near_host(&self, program: &Program) -> Result<(), String> {
        let mut command = Command::new("cargo");
        command.current_dir(&self.builder.folder).args(["run", "--release", "--quiet", "--bin", program.name]);
        let output = command
            .arg("--target-dir")
            .arg(&self.builder.target)
            .output()
            .map_err(|error| format!("cargo: {error}"))?;
        let found = String::from_utf8_lossy(&output.stdout).into_owned();
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        for soft in [false, true] {
            let worst = near(&self.builder.expected(program.name, soft), &found)?;
            let chips = if soft { "the chips without a float unit" } else { "the chips" };
            println!("{:8} host  within {worst:.1e} of {chips}", program.name);
        }
        Ok(())
    }

    /// Compares the table, or writes it.
    fn compare_table(&self) -> Result<(), String> {
        let file = self.builder.folder.join("sizes.md");
        let names = BOARDS.map(|board| board.name);
        let mut table = Table::parse(&fs::read_to_string(&file).unwrap_or_default(), &names);
        if self.options.bless {
            table.compiler.clone_from(&self.measured.compiler);
            // Works that are not measured any more go.
            table.rows.retain(|(program, _, board), _| {
                !self.measured.rows.keys().any(|(measured, _, on)| (measured, on) == (program, board))
            });
            table.rows.extend(self.measured.rows.clone());
            let boards = BOARDS.iter().map(|board| {
                let Board { name, core, machine, target, processor, soft, .. } = board;
                let processor = if processor.is_empty() { "as the target" } else { processor };
                let floats = if *soft { "in software" } else { "float unit" };
                format!("| {name} | {core} | {machine} | {target} | {processor} | {floats} |\n")
            });
            let head = HEAD.replace("{boards}", &boards.collect::<String>());
            let written = fs::write(&file, table.text(&head, &names));
            let written = written.and_then(|()| overview::write(&self.builder.folder.join(".."), &table, &names));
            return written.map_err(|error| format!("{}: {error}", file.display()));
        }
        let differences = table.differences(&self.measured, &names);
        if differences.is_empty() {
            return Ok(());
        }
        let mut text = String::from("firmware/sizes.md says otherwise");
        if table.compiler != self.measured.compiler {
            text += &format!(" (of {})", table.compiler);
        }
        Err(format!("{text}:\n  {}\n\nhelp: `cargo xtask firmware --bless` if that is meant", differences.join("\n  ")))
    }
}

/// How far the numbers of `found` are at most from those of a file: not more than 1e-5. All else is the same.
fn near(file: &Path, found: &str) -> Result<f32, String> {
    let expected = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let number = |word: &str| match word.len() {
        8 => u32::from_str_radix(word, 16).ok().map(f32::from_bits),
        _ => None,
    };
    let (expected, found): (Vec<&str>, Vec<&str>) =
        (expected.split_whitespace().collect(), found.split_whitespace().collect());
    let mut worst = 0.0_f32;
    for (expected, found) in expected.iter().zip(&found) {
        match (number(expected), number(found)) {
            (Some(a), Some(b)) if (a - b).abs() <= 1e-5 => worst = worst.max((a - b).abs()),
            _ if expected == found => {}
            _ => return Err(format!("prints {found} where a chip prints {expected}")),
        }
    }
    if expected.len() != found.len() {
        return Err("prints more or less than a chip".to_owned());
    }
    Ok(worst)
}

const HEAD: &str = "# What the programs cost

Written by `cargo xtask firmware --bless`, compared by `cargo xtask firmware`: to a thousandth with the compiler and the emulator
named below (the folder of a build decides how functions are ordered), within 2 % with others.

- instructions: executed by one call, counted exactly under emulation. An instruction is not a cycle.
- cycles: what these instructions take on the chip, modelled by the timings of Arm's manuals, which [cycles.md](cycles.md) lists
  with all that is simplified. Empty where there are none: Cortex-M7 and M55 start two instructions at once, the manual of M33
  gives no timings, and the RISC-V boards emulate no certain core.
- M0+ cycles: those of the same instructions on a Cortex-M0+, as in RP2040 and STM32G0, L0 and C0.
- stack: bytes that one call writes below its caller; `learn` includes the network and its trainer.
- planned: what the library's constants say for it: `INFERENCE_BYTES`, for `step` of `keyword` that of a series of one frame;
  for `learn` `FUSED_TRAINING_BYTES`, input and output, in `xor` the network, and in `finetune` `INFERENCE_BYTES` of the layers in
  flash. Stack and static RAM may exceed it by 256 bytes, in `cnn`, whose loops are nested deeper, by 512, and are four fifths
  of it at least from 1 KiB on.
- code: flash of the smallest program that does this work, less a program that does nothing, less the weights. In `choices` it is
  that of one fused step with the choice: `constant` has none, `draw-uniform` and `draw-normal` draw the first weights before,
  `save` loads and saves them; `adam` is a step of Adam on four examples instead.
- `infer-in-c` of `cnn` is the same network by plain loops of C, without Softmax (`in-c/cnn.c`): it may not be faster. `unfused`
  is compiled with `-ffp-contract=off`, since a fused multiply-add of Cortex-M4 takes longer than a product and a sum.
- `infer` of `xor` is that of the input 1 0; the other rows are those of the other inputs.
- static RAM: beyond that of a program that does nothing.
- does not fit: the weights are larger than the flash of the board, and linking fails.

| board | core | emulated as | target | processor | f32 |
|---|---|---|---|---|---|
{boards}";
