//! The tests of one npm workspace, in Node's own test runner.

use crate::process::{npm, run};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

/// `programs` are the variables that name the paths of the programs that the tests start.
pub(super) fn test(workspace: &str, programs: &[(&str, &Path)]) -> Result<()> {
    // Node's runner passes if it finds no test.
    ensure!(has_tests(Path::new(workspace))?, "{workspace} holds no `*.test.*` file, so nothing was tested");
    let mut test = npm();
    // Without a terminal, Node 20 would print TAP, which takes five lines a test.
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
