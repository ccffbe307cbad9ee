//! `cargo xtask mutants`: cargo-mutants lists 3,000 changes of the core, and the core's own tests must notice each. To compile
//! the core for each takes hours. Instead, one program has all of them behind a switch, and is started for each with the tests
//! that reach it.

mod listed;
mod program;
mod source;
mod trial;

use crate::process::{answer, cargo, run_quietly};
use crate::target;
use anyhow::{Context, Result, bail};
use listed::{SURVIVORS, compare, file_of, listed_in, without_place};
use program::Program;
use serde_json::Value;
use source::Mutant;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use trial::{Outcome, Tests, whole};

/// First all that a Rust program can have; then, for what is left, all that there is. Many tests do not pass then, because
/// the npm package's features leave out words, and they count for nothing.
const FEATURES: [&str; 2] =
    ["ecdh,ed448,mldsa,remote,serde", "ecdh,ed448,mldsa,remote,serde,_crrl,_encryption_only,_npm"];

/// The mutants of all of `src/`, or of these files.
pub(crate) fn mutants(files: &[&str]) -> Result<()> {
    if answer(cargo().args(["mutants", "--version"]))?.is_none() {
        bail!("this command needs cargo-mutants, which is not installed; run `cargo install cargo-mutants --locked`");
    }
    let listed = fs::read_to_string(SURVIVORS).with_context(|| format!("cannot read {SURVIVORS}"))?;
    let listed = listed_in(&listed)?;
    let all = all(files)?;
    let mut left: BTreeMap<usize, &Mutant> = (1..).zip(&all).collect();
    let mut counts = Counts::default();
    let folder = target::subdir("mutants")?;
    for (place, features) in FEATURES.into_iter().enumerate() {
        let mut program = Program::new(&folder, features)?;
        program.switch(&left)?;
        counts.unviable += program.unviable.len();
        left.retain(|number, _| !program.unviable.contains(number));
        let tests = Tests::traced(program.tree(), program.tests()?)?;
        if place == 0 && !tests.failing.is_empty() {
            bail!("these tests fail without any mutant: {}", tests.failing.join(", "));
        }
        let functions: Vec<(usize, u32)> = program.functions().into_iter().collect();
        println!("{} mutants behind a switch, {} tests, with the features {features}", functions.len(), tests.len());
        for ((number, _), outcome) in functions.iter().zip(tests.tried(&functions)?) {
            counts.add(outcome, || left.remove(number).map(drop));
        }
        if place == 0 {
            let alone = program.alone();
            println!("{} mutants of what a switch cannot choose, one at a time", alone.len());
            program.restore()?;
            for number in alone {
                let Some(mutant) = left.get(&number) else { continue };
                match program.tests_of(mutant)? {
                    Some(programs) => counts.add(whole(program.tree(), &programs)?, || left.remove(&number).map(drop)),
                    None => {
                        counts.unviable += 1;
                        left.remove(&number);
                    }
                }
            }
        }
    }
    let survived: Vec<String> = left.values().map(|mutant| without_place(&mutant.name)).collect();
    let (unlisted, stale) = compare(&survived, &listed);
    println!(
        "\n{} mutants: {} do not compile, {} caught, {} timed out, {} survived, {} of these listed in {SURVIVORS}",
        all.len(),
        counts.unviable,
        counts.caught,
        counts.timed_out,
        survived.len(),
        survived.len().saturating_sub(unlisted.len()),
    );
    let tried: BTreeSet<&str> = all.iter().map(|mutant| mutant.file.as_str()).collect();
    for name in stale.iter().filter(|name| files.is_empty() || tried.contains(file_of(name))) {
        println!("{SURVIVORS}: remove this line, because the mutant no longer survives: {name}");
    }
    if !unlisted.is_empty() {
        bail!(
            "these mutants survive: write a test for each, or list it with a reason in {SURVIVORS}:\n  {}",
            unlisted.join("\n  "),
        );
    }
    Ok(())
}

#[derive(Default)]
struct Counts {
    unviable: usize,
    caught: usize,
    timed_out: usize,
}

impl Counts {
    fn add(&mut self, outcome: Outcome, noticed: impl FnOnce() -> Option<()>) {
        match outcome {
            Outcome::Survived => return,
            Outcome::Caught => self.caught += 1,
            Outcome::TimedOut => self.timed_out += 1,
        }
        noticed();
    }
}

/// As cargo-mutants lists them.
fn all(files: &[&str]) -> Result<Vec<Mutant>> {
    let mut list = cargo();
    list.args(["mutants", "--list", "--json"]);
    for file in files {
        list.args(["--file", file]);
    }
    let list: Value = serde_json::from_str(&run_quietly(&mut list)?)?;
    let all: Vec<Mutant> = list.as_array().into_iter().flatten().map(Mutant::read).collect::<Result<_>>()?;
    if all.is_empty() {
        bail!("there is no mutant: `{}` is not a file of src/, or nothing in it can be changed", files.join(" "));
    }
    Ok(all)
}
