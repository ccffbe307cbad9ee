//! `cargo xtask bench rust`: compares the crate with other crates in one run.

use crate::process::{answer, cargo, run};
use crate::target;
use anyhow::{Result, ensure};
use std::env;
use std::process::Command;

/// A workspace of its own.
pub(crate) const MANIFEST: &str = "benches/rust/Cargo.toml";

/// Without OpenSSL josekit is left out, with the reason beside the table; with `CI=true` that is an error.
pub(crate) fn bench(args: &[&str]) -> Result<()> {
    let mut bench = cargo();
    // Built by itself, because `cargo run` would hide what takes minutes behind `--quiet`, or print it above the table.
    bench.args(["run", "--release", "--locked", "--manifest-path", MANIFEST, "--target-dir"]);
    bench.arg(target::subdir("bench-rust")?);
    if let Some(reason) = josekit_missing()? {
        ensure!(env::var_os("CI").is_none(), "josekit cannot be compiled: {reason}");
        bench.arg("--no-default-features").env("JOSEKIT_MISSING", reason);
    }
    run(bench.arg("--").args(args))
}

/// Why josekit cannot be compiled here.
fn josekit_missing() -> Result<Option<String>> {
    if env::var_os("OPENSSL_DIR").is_some() {
        return Ok(None);
    }
    let version = answer(Command::new("pkg-config").args(["--modversion", "openssl"]))?;
    let reason = "pkg-config does not find OpenSSL's headers; install libssl-dev, or set OPENSSL_DIR";
    Ok(if version.is_some() { None } else { Some(reason.to_owned()) })
}

#[cfg(test)]
mod tests {
    use super::MANIFEST;
    use std::fs;
    use std::path::Path;

    /// Its peers compile C for minutes, which the tests must not.
    #[test]
    fn the_bench_is_a_workspace_of_its_own_with_locked_peers() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let manifest = fs::read_to_string(root.join(MANIFEST)).unwrap();
        assert!(manifest.contains("\n[workspace]\n"));
        let lock = fs::read_to_string(root.join(MANIFEST).with_file_name("Cargo.lock")).unwrap();
        for peer in ["josekit", "jsonwebtoken", "jwt-compact", "jwt-simple"] {
            assert!(manifest.contains(&format!("\n{peer} = ")), "{peer}");
            assert!(lock.contains(&format!("\nname = \"{peer}\"\n")), "{peer}");
        }
    }
}
