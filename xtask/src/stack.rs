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
    // It stops when this pipe closes: it can't outlive this program, however that ends.
    let mut stack = stack.stdin(Stdio::piped()).spawn().context("cannot start the stack")?;
    let pipe = stack.stdin.take();
    let status = stack.wait().context("cannot wait for the stack")?;
    drop(pipe);
    if !status.success() {
        bail!("the stack failed ({status})");
    }
    Ok(())
}

/// What the stack is made of and does not come from npm, each in the variable that names its path.
pub(crate) fn programs() -> Result<[(&'static str, PathBuf); 2]> {
    page::build()?;
    install()
}

/// The part of it that is not built here.
pub(crate) fn install() -> Result<[(&'static str, PathBuf); 2]> {
    let python = python::with("stack", "examples/django/server/requirements.txt")?;
    Ok([("STACK_PYTHON", python), ("STACK_NGINX", nginx::ensure()?)])
}
