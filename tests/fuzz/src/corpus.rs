//! The corpus: inputs that earlier runs found worth keeping. Each target has a file with one input a line in base64, so a clone has few
//! files, and a changed input is a changed line.

use std::path::PathBuf;
use std::{fs, io};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The target's file.
#[must_use]
pub fn path(target: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target)
}

/// The inputs of a target.
///
/// # Errors
/// The file cannot be read, or a line is not base64.
pub fn read(target: &str) -> io::Result<Vec<Vec<u8>>> {
    let decode = |line: &str| STANDARD.decode(line).map_err(|error| io::Error::other(error.to_string()));
    fs::read_to_string(path(target))?.lines().map(decode).collect()
}

/// Replaces the inputs of a target, and gives the size of its file in bytes.
///
/// # Errors
/// The file cannot be written.
pub fn write(target: &str, inputs: &[Vec<u8>]) -> io::Result<usize> {
    let mut lines: Vec<String> = inputs.iter().map(|input| STANDARD.encode(input) + "\n").collect();
    // Folders list their files in different orders on different machines.
    lines.sort();
    lines.dedup();
    let text = lines.concat();
    fs::write(path(target), &text)?;
    Ok(text.len())
}
