//! `cargo xtask public-api`: compares the crate's public API with the list that is stored, so that a review sees each change.

use crate::process::{answer, cargo, run_quietly};
use anyhow::{Context, Result, bail, ensure};
use std::fs;

const LIST: &str = "tests/native/public-api.txt";
/// The features that docs.rs shows.
pub(crate) const FEATURES: &str = "ecdh,ed448,mldsa,remote,serde";

pub(crate) enum Work {
    Compare,
    Write,
}

pub(crate) fn public_api(work: &Work) -> Result<()> {
    if answer(cargo().args(["public-api", "--version"]))?.is_none() {
        bail!(
            "this command needs cargo-public-api, which is not installed; run `cargo install cargo-public-api --locked` \
             and `rustup toolchain install nightly`"
        );
    }
    // Without the traits that most types have, which would be three quarters of the list.
    let list = ["public-api", "--package", "jwt-wasm", "-sss", "--color=never", "--features", FEATURES];
    let found = run_quietly(cargo().args(list))?;
    if matches!(work, Work::Write) {
        return fs::write(LIST, format!("{}\n", found.trim_end())).with_context(|| format!("cannot write {LIST}"));
    }
    let stored = fs::read_to_string(LIST).with_context(|| format!("cannot read {LIST}"))?;
    let (removed, added) = (lines_only_in(&stored, &found), lines_only_in(&found, &stored));
    removed.iter().for_each(|line| println!("- {line}"));
    added.iter().for_each(|line| println!("+ {line}"));
    ensure!(
        removed.is_empty() && added.is_empty(),
        "the public API is not the one in {LIST}; if the change is meant, run `cargo xtask public-api --write`"
    );
    println!("the public API is the one in {LIST}: {} items", stored.lines().count());
    Ok(())
}

fn lines_only_in<'t>(one: &'t str, other: &str) -> Vec<&'t str> {
    let others: std::collections::BTreeSet<&str> = other.lines().collect();
    one.lines().filter(|line| !others.contains(line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_what_only_one_list_has() {
        let (old, new) = ("pub fn a()\npub fn b()\n", "pub fn b()\npub fn c()\n");
        assert_eq!((lines_only_in(old, new), lines_only_in(new, old)), (vec!["pub fn a()"], vec!["pub fn c()"]));
    }
}
