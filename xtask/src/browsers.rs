//! The browsers that the tests run in.

use crate::debian;
use anyhow::{Context, Result, bail};
use std::path::PathBuf;

pub(crate) struct Browser {
    name: &'static str,
    /// The environment variable that can hold its path.
    pub(crate) variable: &'static str,
    /// Debian's.
    packages: &'static [&'static str],
    find: fn() -> Option<PathBuf>,
}

/// Drives the page, and what the bundlers make.
pub(crate) const CHROMIUM: Browser = Browser {
    name: "Chromium",
    variable: "CHROMIUM",
    packages: &["chromium"],
    find: || ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].into_iter().find_map(in_path),
};

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
        debian::install_if_root(name, packages)
            .with_context(|| format!("{name} is missing and could not be installed; {variable} can hold its path"))?;
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
