//! Programs that the tests need and Debian has. They are installed only where that needs no one's leave.

use crate::process::{answer, run};
use anyhow::Result;
use std::path::Path;
use std::process::Command;

/// Installs the packages as root on Debian; elsewhere does nothing, and whoever needs them says what is missing.
pub(crate) fn install_if_root(what: &str, packages: &[&str]) -> Result<()> {
    if is_root_on_debian()? {
        println!("installing {what}…");
        apt_get(&["update", "-qq"])?;
        apt_get(&[&["install", "-y", "-qq"][..], packages].concat())?;
    }
    Ok(())
}

/// The lists of what there is, which a fresh machine lacks.
pub(crate) fn update_if_root() -> Result<()> {
    if is_root_on_debian()? { apt_get(&["update", "-qq"]) } else { Ok(()) }
}

fn apt_get(args: &[&str]) -> Result<()> {
    run(Command::new("apt-get").env("DEBIAN_FRONTEND", "noninteractive").args(args))
}

fn is_root_on_debian() -> Result<bool> {
    let is_debian = Path::new("/etc/debian_version").exists();
    Ok(is_debian && answer(Command::new("id").arg("-u"))?.as_deref() == Some("0"))
}
