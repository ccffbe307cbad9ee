//! The browsers that only the conformance suite runs in.

use crate::process::{answer, run};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) struct Browser {
    name: &'static str,
    /// The environment variable that can hold its path.
    pub(crate) variable: &'static str,
    /// Debian's.
    packages: &'static [&'static str],
    find: fn() -> Option<PathBuf>,
}

pub(crate) const FIREFOX: Browser = Browser {
    name: "Firefox",
    variable: "FIREFOX",
    packages: &["firefox-esr"],
    find: || in_path("firefox-esr").or_else(|| in_path("firefox")),
};

/// A bare window around WebKitGTK, which comes with the library. It needs a display, so it gets a virtual one.
pub(crate) const WEBKIT: Browser = Browser {
    name: "WebKitGTK",
    variable: "WEBKIT",
    packages: &["libwebkit2gtk-4.1-0", "xauth", "xvfb"],
    find: || in_path("xvfb-run").and_then(|_| mini_browser()),
};

impl Browser {
    /// The program that starts it; installed first where that needs no one's leave.
    pub(crate) fn ensure(&self) -> Result<PathBuf> {
        let Browser { name, variable, packages, find } = self;
        if let Some(path) = std::env::var_os(variable).map(PathBuf::from) {
            match path.exists() {
                true => return Ok(path),
                false => bail!("{variable} is set to {}, and there is no such file", path.display()),
            }
        }
        if let Some(found) = find() {
            return Ok(found);
        }
        if Path::new("/etc/debian_version").exists() && is_root()? {
            println!("installing {name}…");
            install(packages).with_context(|| format!("{name} is missing and could not be installed"))?;
        }
        find().with_context(|| format!("{name} is missing: install it, or set {variable} to its path"))
    }
}

fn in_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|dir| dir.join(program)).find(|file| file.is_file())
}

/// In a folder for libraries, which on Debian is named after the machine.
fn mini_browser() -> Option<PathBuf> {
    let named = std::fs::read_dir("/usr/lib").into_iter().flatten().flatten().map(|entry| entry.path());
    let dirs = ["/usr/lib", "/usr/lib64", "/usr/libexec"].map(PathBuf::from).into_iter().chain(named);
    dirs.map(|dir| dir.join("webkit2gtk-4.1/MiniBrowser")).find(|file| file.is_file())
}

fn install(packages: &[&str]) -> Result<()> {
    for args in [&["update", "-qq"][..], &[&["install", "-y", "-qq"][..], packages].concat()] {
        run(Command::new("apt-get").env("DEBIAN_FRONTEND", "noninteractive").args(args))?;
    }
    Ok(())
}

fn is_root() -> Result<bool> {
    Ok(answer(Command::new("id").arg("-u"))?.as_deref() == Some("0"))
}
