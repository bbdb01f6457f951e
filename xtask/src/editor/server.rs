//! rust-analyzer as an editor speaks to it: JSON-RPC over stdin and stdout.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::scratch::Result;

const PROGRAM: &str = "rust-analyzer";

/// Reading a workspace for the first time builds the macros and their dependencies.
const READY: Duration = Duration::from_secs(900);
/// One answer, on a machine that is busy.
const ANSWER: Duration = Duration::from_secs(120);

/// The file changed, or what is known of it, while the server was at work: ask again.
const MODIFIED: i64 = -32801;

/// `rust-analyzer 1.95.0`, or what to install.
pub fn version() -> Result<String> {
    let said = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).output().ok().filter(|output| output.status.success())?;
        Some(String::from_utf8_lossy(&output.stdout).trim().to_string())
    };
    let version = said(PROGRAM, &["--version"]);
    let sources = said("rustc", &["--print", "sysroot"])
        .filter(|sysroot| Path::new(sysroot).join("lib/rustlib/src/rust/library/core").is_dir());
    match (version, sources) {
        (Some(version), Some(_)) => Ok(version.split(" (").next().unwrap_or_default().into()),
        (version, _) => {
            let missing = if version.is_none() { "rust-analyzer" } else { "sources of the standard library" };
            let help = "`rustup component add rust-analyzer rust-src` installs both";
            Err(format!("no {missing} in this toolchain; {help}").into())
        }
    }
}

/// A running server. It ends with this value.
pub struct Server {
    child: Child,
    input: ChildStdin,
    received: Receiver<Value>,
    /// How many requests were sent, and how often the text was changed: by that both are numbered.
    sent: u64,
    changes: u64,
    /// Where it writes what it thinks.
    log: PathBuf,
    /// Whether all that it knows is up to date.
    quiescent: bool,
    /// What it said of its state at last.
    state: String,
}

impl Server {
    /// Starts it in a workspace, whose targets are built in `built`.
    pub fn start(folder: &Path, built: &Path) -> Result<Self> {
        let log = folder.join("rust-analyzer.log");
        let mut child = Command::new(PROGRAM)
            .current_dir(folder)
            .env("CARGO_TARGET_DIR", built)
            .env("CARGO_NET_OFFLINE", "true")
            .env_remove("RUSTFLAGS")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(File::create(&log)?)
            .spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("rust-analyzer has no stdin or stdout".into());
        };
        let (sender, received) = channel();
        thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let mut server =
            Self { child, input, received, sent: 0, changes: 0, log, quiescent: false, state: "nothing".into() };
        server.request(
            "initialize",
            json!({
                "processId": std::process::id(),
                "rootUri": uri(folder),
                "workspaceFolders": [{ "uri": uri(folder), "name": "editor" }],
                "capabilities": {
                    "general": { "positionEncodings": ["utf-8"] },
                    "textDocument": {
                        "hover": { "contentFormat": ["markdown"] },
                        "completion": { "completionItem": { "resolveSupport": { "properties": ["additionalTextEdits"] } } },
                    },
                    "window": { "workDoneProgress": true },
                    "experimental": { "serverStatusNotification": true },
                },
                "initializationOptions": {
                    "cargo": { "buildScripts": { "enable": true } },
                    "procMacro": { "enable": true },
                    "checkOnSave": false,
                },
            }),
        )?;
        server.notify("initialized", json!({}))?;
        Ok(server)
    }

    /// Waits until everything is read, macros and build scripts are built, and nothing is left to do.
    pub fn ready(&mut self) -> Result<()> {
        let end = Instant::now() + READY;
        while !self.quiescent {
            let Some(message) = self.receive(end)? else {
                return Err(self.slow("is not ready", READY));
            };
            self.hear(&message)?;
        }
        Ok(())
    }

    /// Puts a text into the editor.
    pub fn open(&mut self, file: &Path, text: &str) -> Result<()> {
        let document = json!({ "uri": uri(file), "languageId": "rust", "version": 0, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }))
    }

    /// Puts another text in its place.
    pub fn change(&mut self, file: &Path, text: &str) -> Result<()> {
        self.changes += 1;
        let document = json!({ "uri": uri(file), "version": self.changes });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [{ "text": text }] }))
    }

    /// What it answers about a place in a file.
    pub fn ask(&mut self, method: &str, file: &Path, (line, column): (usize, usize)) -> Result<Value> {
        let (document, place) = (json!({ "uri": uri(file) }), json!({ "line": line, "character": column }));
        self.request(&format!("textDocument/{method}"), json!({ "textDocument": document, "position": place }))
    }

    /// What it answers. Waits for a limited time; asks again if what it knows has changed meanwhile.
    fn request(&mut self, method: &str, parameters: Value) -> Result<Value> {
        let end = Instant::now() + ANSWER;
        loop {
            self.sent += 1;
            let id = self.sent;
            self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": parameters.clone() }))?;
            let answer = loop {
                let Some(message) = self.receive(end)? else {
                    return Err(self.slow(&format!("does not answer `{method}`"), ANSWER));
                };
                if message["id"] == id && message["method"].is_null() {
                    break message;
                }
                self.hear(&message)?;
            };
            match answer.get("error") {
                None => return Ok(answer["result"].clone()),
                Some(error) if error["code"] == MODIFIED => thread::sleep(Duration::from_millis(200)),
                Some(error) => return Err(format!("rust-analyzer answers `{method}` with {error}").into()),
            }
        }
    }

    fn notify(&mut self, method: &str, parameters: Value) -> Result<()> {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": parameters }))
    }

    fn send(&mut self, message: &Value) -> Result<()> {
        let text = message.to_string();
        let sent = write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).and_then(|()| self.input.flush());
        sent.map_err(|_| self.ended())
    }

    /// The next message, or nothing at the end of the time.
    fn receive(&mut self, end: Instant) -> Result<Option<Value>> {
        match self.received.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(message) => Ok(Some(message)),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => Err(self.ended()),
        }
    }

    /// What is no answer: a state to remember, or a request, which a server may wait for.
    fn hear(&mut self, message: &Value) -> Result<()> {
        if message["method"] == "experimental/serverStatus" {
            let (health, text) = (&message["params"]["health"], &message["params"]["message"]);
            self.quiescent = message["params"]["quiescent"] == true;
            self.state = format!("health {health}, {text}");
            if health == "error" {
                return Err(format!("rust-analyzer cannot read the program: {text}").into());
            }
        }
        match (message.get("id"), message.get("method")) {
            (Some(id), Some(_)) => {
                // To the question for settings, one for each that is asked for: as they were at the start.
                let result = message["params"]["items"]
                    .as_array()
                    .map_or(Value::Null, |items| Value::Array(vec![Value::Null; items.len()]));
                self.send(&json!({ "jsonrpc": "2.0", "id": id, "result": result }))
            }
            _ => Ok(()),
        }
    }

    fn slow(&self, what: &str, limit: Duration) -> Box<dyn std::error::Error> {
        format!(
            "rust-analyzer {what} after {} s; it said of itself: {}; see {}",
            limit.as_secs(),
            self.state,
            self.log.display()
        )
        .into()
    }

    fn ended(&self) -> Box<dyn std::error::Error> {
        format!("rust-analyzer has ended; see {}", self.log.display()).into()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Nothing is lost with it: it only reads.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The next message of a stream, or nothing at its end.
fn read(stream: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("Content-Length:") {
            length = value.trim().parse().ok();
        }
    }
    let mut text = vec![0; length?];
    stream.read_exact(&mut text).ok()?;
    serde_json::from_slice(&text).ok()
}

/// The address of a file.
fn uri(path: &Path) -> String {
    let mut text = String::from("file://");
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' | b'~' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => text.push(byte.into()),
            other => text.push_str(&format!("%{other:02X}")),
        }
    }
    text
}

/// The file behind an address.
pub fn path(uri: &str) -> Option<PathBuf> {
    let mut bytes = Vec::new();
    let mut left = uri.strip_prefix("file://")?.bytes();
    while let Some(byte) = left.next() {
        bytes.push(match byte {
            b'%' => {
                let digits = [left.next()?, left.next()?];
                u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok().map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_of_a_stream() {
        let mut stream =
            "Content-Length: 8\r\nContent-Type: x\r\n\r\n{\"a\": 1}Content-Length: 2\r\n\r\n[]Content-".as_bytes();
        assert_eq!(read(&mut stream), Some(json!({ "a": 1 })));
        assert_eq!(read(&mut stream), Some(json!([])));
        assert_eq!(read(&mut stream), None);
    }

    #[test]
    fn addresses_of_files() {
        let file = Path::new("/a b/ü/main.rs");
        assert_eq!(uri(file), "file:///a%20b/%C3%BC/main.rs");
        assert_eq!(path(&uri(file)).as_deref(), Some(file));
        assert_eq!(path("https://x"), None);
    }
}
