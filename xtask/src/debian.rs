//! Debian's packages.

use crate::process::{answer, run};
use anyhow::Result;
use std::path::Path;
use std::process::Command;

/// The line that a person types to install the packages.
pub(crate) fn line(packages: &[&str]) -> String {
    format!("sudo apt-get update && sudo apt-get install -y {}", packages.join(" "))
}

/// Installs the packages. For anyone but root, sudo asks first.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    update()?;
    run(apt_get()?.args(["install", "-y", "-qq"]).args(packages))
}

/// Fetches the package lists, which a fresh machine does not have.
pub(crate) fn update() -> Result<()> {
    run(apt_get()?.args(["update", "-qq"]))
}

pub(crate) fn is_debian() -> bool {
    Path::new("/etc/debian_version").exists()
}

/// Whether packages can be installed without asking.
pub(crate) fn is_root() -> Result<bool> {
    Ok(is_debian() && answer(Command::new("id").arg("-u"))?.as_deref() == Some("0"))
}

fn apt_get() -> Result<Command> {
    let mut command = Command::new(if is_root()? { "env" } else { "sudo" });
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    Ok(command)
}
