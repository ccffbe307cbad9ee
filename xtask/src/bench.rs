//! `cargo xtask bench`: compares this package with its peers in one run, in every installed runtime.

use crate::browsers::CHROMIUM;
use crate::build;
use crate::npm::BINARIES;
use crate::process::{npm, run};
use crate::rust_bench;
use anyhow::Result;

/// A missing runtime is left out with its reason; with `CI=true` it is an error.
pub(crate) fn bench(args: &[&str]) -> Result<()> {
    if let ["rust", args @ ..] = args {
        return rust_bench::bench(args);
    }
    build::build(build::Report::OnlyChanges)?;
    let mut bench = npm();
    if !is_at_home(args) {
        match CHROMIUM.locate() {
            Ok(path) => bench.env(CHROMIUM.variable, path),
            Err(reason) => bench.env_remove(CHROMIUM.variable).env("CHROMIUM_MISSING", format!("{reason:#}")),
        };
        if let Err(reason) = BINARIES.install() {
            bench.env("BINARIES_MISSING", format!("{reason:#}"));
        }
    }
    run(bench.args(["run", "--silent", "bench", "-w", "benches", "--"]).args(args))
}

const FLAGS: [&str; 3] = ["--quick", "--publish", "--help"];

/// Whether only this Node runs. It does if words or a size narrow the cases down, unless runtimes are named.
fn is_at_home(args: &[&str]) -> bool {
    let mut is_narrow = false;
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        match *arg {
            "--help" => return true,
            "--size" => is_narrow = true,
            // It is about the runtimes' differences, so its words leave none out.
            "engines" | "--runtime" => return false,
            word if !word.starts_with('-') => is_narrow = true,
            _ => {}
        }
        if arg.starts_with('-') && !FLAGS.contains(arg) {
            rest.next();
        }
    }
    is_narrow
}

#[cfg(test)]
mod tests {
    use super::is_at_home;

    #[test]
    fn other_runtimes_are_installed_only_where_one_is_asked_for() {
        assert!(!is_at_home(&[]));
        assert!(!is_at_home(&["--quick", "--rounds", "8"]));
        assert!(!is_at_home(&["ES256", "--runtime", "deno"]));
        assert!(!is_at_home(&["engines", "ES256"]));
        assert!(is_at_home(&["--rounds", "8", "ES256", "verify"]));
        assert!(is_at_home(&["--size", "8 KB"]));
        assert!(is_at_home(&["growth"]));
    }
}
