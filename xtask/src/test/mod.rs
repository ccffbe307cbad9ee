//! `cargo xtask test`: every check, up to the first that fails.

mod beside;
mod node;
mod package;
mod plan;
mod steps;

use crate::nearest::unknown;
use crate::{prerequisites, setup};
use anyhow::{Context, Result};
use std::time::{Duration, Instant};
pub(crate) use steps::interop_pythons;
use steps::{STEPS, Step};

pub(crate) fn test() -> Result<()> {
    prerequisites::check()?;
    // A person should not wait for the step that needs a program to learn that it is missing.
    setup::say_what_is_missing()?;
    beside::all()
}

/// One step, which must find everything set up or do it itself.
pub(crate) fn only(name: &str) -> Result<()> {
    let step = find(name)?;
    prerequisites::check()?;
    setup::say_what_is_missing()?;
    setup::install_if_root()?;
    println!("\n=== {name}");
    let started = Instant::now();
    run(step)?;
    summarise(&[(name, started.elapsed())]);
    Ok(())
}

/// One step of a run of all.
pub(crate) fn step(name: &str) -> Result<()> {
    run(find(name)?)
}

fn find(name: &str) -> Result<&'static Step> {
    let names = || STEPS.iter().map(|step| step.name).collect::<Vec<_>>();
    STEPS.iter().find(|step| step.name == name).with_context(|| unknown("step", name, &names()))
}

fn run(step: &Step) -> Result<()> {
    (step.run)().with_context(|| format!("the step `{}` failed", step.name))
}

fn summarise(passed: &[(&str, Duration)]) {
    println!();
    for (name, time) in passed {
        println!("{}passed", row(name, *time));
    }
}

fn row(name: &str, time: Duration) -> String {
    format!("{name:<12}{:>8.1} s  ", time.as_secs_f64())
}
