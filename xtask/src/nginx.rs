//! The nginx in front of Django.

use crate::process::{answer, run};
use crate::{debian, target};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The environment variable that overrides its path. Not `NGINX`, because nginx itself reads that as a list of open sockets.
const VARIABLE: &str = "NGINX_PATH";

pub(crate) fn ensure() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os(VARIABLE).map(PathBuf::from) {
        match works(&path)? {
            true => return Ok(path),
            false => {
                bail!("{VARIABLE} is {}, which is not nginx; unset it, or set it to the path of nginx", path.display())
            }
        }
    }
    // Most users do not have sbin in their PATH.
    for path in [Path::new("nginx"), Path::new("/usr/sbin/nginx")] {
        if works(path)? {
            return Ok(path.to_owned());
        }
    }
    let dir = target::subdir("nginx")?;
    let unpacked = dir.join("usr/sbin/nginx");
    if !works(&unpacked)? {
        let missing = || format!("nginx is missing; install it, or set {VARIABLE} to its path");
        unpack(&dir).with_context(missing)?;
        if !works(&unpacked)? {
            bail!(missing());
        }
    }
    Ok(unpacked)
}

/// Debian's package is unpacked and not installed, because an installed nginx starts at once and at every boot.
fn unpack(dir: &Path) -> Result<()> {
    println!("nginx is missing; unpacking Debian's package into target/…");
    if debian::is_root()? {
        debian::update()?;
    }
    run(Command::new("apt-get").args(["download", "-qq", "nginx"]).current_dir(dir))?;
    let archives = std::fs::read_dir(dir)?.flatten().map(|entry| entry.path());
    let archive = archives.filter(|path| path.extension().is_some_and(|end| end == "deb")).max();
    let archive = archive.context("apt-get did not leave a .deb file of nginx")?;
    run(Command::new("dpkg-deb").arg("-x").arg(&archive).arg(dir))?;
    std::fs::remove_file(&archive).with_context(|| format!("cannot remove {}", archive.display()))
}

fn works(path: &Path) -> Result<bool> {
    Ok(answer(Command::new(path).arg("-v"))?.is_some())
}
