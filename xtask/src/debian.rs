//! Programs that the tests need and Debian has. They are installed only where that needs no one's leave.

use crate::process::{answer, run};
use anyhow::Result;
use std::path::Path;
use std::process::Command;

/// Installs the packages as root on Debian; elsewhere does nothing, and whoever needs them says what is missing.
pub(crate) fn install_if_root(what: &str, packages: &[&str]) -> Result<()> {
    if !Path::new("/etc/debian_version").exists() || !is_root()? {
        return Ok(());
    }
    println!("installing {what}…");
    for args in [&["update", "-qq"][..], &[&["install", "-y", "-qq"][..], packages].concat()] {
        run(Command::new("apt-get").env("DEBIAN_FRONTEND", "noninteractive").args(args))?;
    }
    Ok(())
}

fn is_root() -> Result<bool> {
    Ok(answer(Command::new("id").arg("-u"))?.as_deref() == Some("0"))
}
