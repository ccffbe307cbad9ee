//! `cargo xtask stack`: Django behind gunicorn, nginx and the gate, on loopback.

use crate::process::node;
use crate::{build, nginx, page, python};
use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::process::Stdio;

pub(crate) fn stack(args: &[&str]) -> Result<()> {
    build::build(build::Report::OnlyChanges)?;
    let mut stack = node();
    stack.arg("examples/django/stack/main.mjs").args(args).envs(programs()?);
    // The stack stops when this pipe closes, so it ends with this program, even if that is killed.
    let mut stack = stack.stdin(Stdio::piped()).spawn().context("cannot start the stack")?;
    let pipe = stack.stdin.take();
    let status = stack.wait().context("cannot wait for the stack")?;
    drop(pipe);
    if !status.success() {
        bail!("the stack stopped with an error ({status}); its message is above");
    }
    Ok(())
}

/// The programs of the stack that npm does not have, as variables that name their paths.
pub(crate) fn programs() -> Result<[(&'static str, PathBuf); 2]> {
    page::build()?;
    install()
}

/// The programs, without the page.
pub(crate) fn install() -> Result<[(&'static str, PathBuf); 2]> {
    let python = python::with("stack", "examples/django/server/requirements.txt")?;
    Ok([("STACK_PYTHON", python), ("STACK_NGINX", nginx::ensure()?)])
}
