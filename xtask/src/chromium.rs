//! The browser that the page is tested in.

use crate::process::{answer, run};
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::Command;

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// The command that starts it; installed first where that needs no one's leave.
pub(crate) fn ensure() -> Result<String> {
    if let Ok(path) = std::env::var("CHROMIUM") {
        return match Path::new(&path).exists() {
            true => Ok(path),
            false => bail!("CHROMIUM is set to {path}, and there is no such file"),
        };
    }
    if let Some(found) = find() {
        return Ok(found);
    }
    if Path::new("/etc/debian_version").exists() && is_root()? {
        println!("installing chromium…");
        install().context("Chromium is missing and could not be installed; CHROMIUM can hold the path of one")?;
    }
    find().context("Chromium is missing: install it, or set CHROMIUM to its path")
}

fn find() -> Option<String> {
    let path = std::env::var_os("PATH")?;
    let dirs: Vec<_> = std::env::split_paths(&path).collect();
    let found = NAMES.iter().flat_map(|name| dirs.iter().map(move |dir| dir.join(name))).find(|file| file.is_file());
    found.map(|file| file.to_string_lossy().into_owned())
}

fn install() -> Result<()> {
    for args in [&["update", "-qq"][..], &["install", "-y", "-qq", "chromium"]] {
        run(Command::new("apt-get").env("DEBIAN_FRONTEND", "noninteractive").args(args))?;
    }
    Ok(())
}

fn is_root() -> Result<bool> {
    Ok(answer(Command::new("id").arg("-u"))?.as_deref() == Some("0"))
}
