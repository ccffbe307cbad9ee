//! `cargo xtask demo`: the inspector page on loopback.

use crate::process::node;
use crate::{build, page};
use anyhow::{Context, Result, bail};
use std::process::{Command, Stdio};

pub(crate) fn demo(port: Option<u16>) -> Result<()> {
    build::build(build::Report::OnlyChanges)?;
    page::build()?;
    serve(node().arg("xtask/scripts/serve.mjs").args(port.map(|port| port.to_string())))
}

/// Until it is interrupted.
pub(crate) fn serve(server: &mut Command) -> Result<()> {
    // The server stops when this pipe closes, so it ends with this program, even if that is killed.
    let mut server = server.stdin(Stdio::piped()).spawn().context("cannot start the page's server")?;
    let pipe = server.stdin.take();
    let status = server.wait().context("cannot wait for the page's server")?;
    drop(pipe);
    if !status.success() {
        bail!("the page's server failed ({status})");
    }
    Ok(())
}
