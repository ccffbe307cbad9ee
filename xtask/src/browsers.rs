//! The browsers that the tests run in.

use crate::programs::{Program, in_path};
use std::path::PathBuf;

pub(crate) const CHROMIUM: Program =
    Program { name: "Chromium", variable: "CHROMIUM", packages: &["chromium"], find: chromium };

/// Chromium without the parts that draw windows. A visit costs two thirds of what it costs in the whole browser, and there are
/// hundreds. Not every system has it, so the whole browser will do.
pub(crate) const CHROMIUM_SHELL: Program = Program {
    name: "Chromium's headless shell",
    variable: "CHROMIUM_SHELL",
    packages: &["chromium-headless-shell"],
    find: || ["chromium-headless-shell", "chrome-headless-shell"].into_iter().find_map(in_path).or_else(chromium),
};

pub(crate) const FIREFOX: Program = Program {
    name: "Firefox",
    variable: "FIREFOX",
    packages: &["firefox-esr"],
    find: || in_path("firefox-esr").or_else(|| in_path("firefox")),
};

/// The minimal browser that comes with WebKitGTK. It needs a display, so it gets a virtual one.
pub(crate) const WEBKIT: Program = Program {
    name: "WebKitGTK",
    variable: "WEBKIT",
    packages: &["libwebkit2gtk-4.1-0", "xauth", "xvfb"],
    find: || in_path("xvfb-run").and_then(|_| mini_browser()),
};

/// Lets the tests of the page do in WebKitGTK what a person does.
pub(crate) const WEBKIT_DRIVER: Program = Program {
    name: "WebKitWebDriver",
    variable: "WEBKIT_DRIVER",
    packages: &["webkit2gtk-driver"],
    find: || in_path("WebKitWebDriver"),
};

/// On Debian its folder is named after the architecture.
fn mini_browser() -> Option<PathBuf> {
    let named = std::fs::read_dir("/usr/lib").into_iter().flatten().flatten().map(|entry| entry.path());
    let dirs = ["/usr/lib", "/usr/lib64", "/usr/libexec"].map(PathBuf::from).into_iter().chain(named);
    dirs.map(|dir| dir.join("webkit2gtk-4.1/MiniBrowser")).find(|file| file.is_file())
}

fn chromium() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].into_iter().find_map(in_path)
}
