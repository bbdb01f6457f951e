//! Files that are there as a whole or not at all.

/// Replaces the file at `path` in one go: nobody ever sees half of it, and a failure leaves the old one.
pub fn replace_file(path: &std::path::Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::{Error, Write};
    use std::sync::atomic::{AtomicUsize, Ordering};

    static SAVES: AtomicUsize = AtomicUsize::new(0);
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}-{}.tmp", std::process::id(), SAVES.fetch_add(1, Ordering::Relaxed)));
    let beside = path.with_file_name(name);
    let written = std::fs::File::create(&beside)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        })
        .and_then(|()| std::fs::rename(&beside, path));
    written.map_err(|error| {
        let _ = std::fs::remove_file(&beside);
        Error::new(error.kind(), format!("{}: {error}", path.display()))
    })
}
