//! The tests of one npm workspace, under Node's own test runner.

use crate::process::{npm, run};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

/// The programs that the tests drive go along, each in the variable that names its path.
pub(super) fn test(workspace: &str, programs: &[(&str, &Path)]) -> Result<()> {
    // Node's runner passes when it finds nothing to run.
    ensure!(has_tests(Path::new(workspace))?, "{workspace} holds no `*.test.*` file");
    let mut test = npm();
    // Elsewhere than on a terminal, Node 20 would answer in TAP, five lines a test.
    test.env("NODE_OPTIONS", "--test-reporter=spec").envs(programs.iter().copied());
    run(test.args(["--silent", "test", "-w", workspace]))
}

fn has_tests(dir: &Path) -> Result<bool> {
    for entry in fs::read_dir(dir).with_context(|| format!("cannot list {}", dir.display()))? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let found = if entry.file_type()?.is_dir() {
            name != "node_modules" && name != "dist" && has_tests(&entry.path())?
        } else {
            name.contains(".test.")
        };
        if found {
            return Ok(true);
        }
    }
    Ok(false)
}
