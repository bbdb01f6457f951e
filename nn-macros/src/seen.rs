//! Networks that this compilation has met: only of a name that is met a second time in one file is the file looked at.

use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;

use nn_language::twice;
use proc_macro2::TokenStream;

static SEEN: Mutex<Option<HashSet<(PathBuf, String)>>> = Mutex::new(None);

/// What is said of a network whose name is that of one beside it.
pub fn declared_twice(input: &TokenStream) -> Option<TokenStream> {
    let name = twice::name(input.clone())?;
    let file = name.span().unwrap().local_file()?;
    let is_new = SEEN.lock().ok()?.get_or_insert_default().insert((file.clone(), name.to_string()));
    if is_new {
        return None;
    }
    let source = fs::read_to_string(file).ok()?.parse().ok()?;
    twice::stand_together(source, &name.to_string()).then(|| twice::declared_twice(&name))
}
