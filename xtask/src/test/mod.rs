//! `cargo xtask test`: every check there is, in order, up to the first that fails.

mod node;
mod package;
mod steps;

use crate::{prerequisites, setup};
use anyhow::{Context, Result, bail};
use std::thread;
use std::time::{Duration, Instant};
pub(crate) use steps::interop_pythons;
use steps::{CORE, PACKAGE, Step};

pub(crate) fn test(only: Option<&str>) -> Result<()> {
    let all = || CORE.iter().chain(PACKAGE);
    let steps: Vec<&Step> = all().filter(|step| only.is_none_or(|only| step.name == only)).collect();
    if steps.is_empty() {
        let names: Vec<&str> = all().map(|step| step.name).collect();
        bail!("there is no such step; the steps are {}", names.join(", "));
    }
    prerequisites::check()?;
    // Not only before the step that needs it: what is missing is to be known at once.
    setup::say_what_is_missing()?;
    let mut fetching = match only {
        // Beside the first steps, which compile: a fresh machine would otherwise wait for the network.
        None => Some(thread::spawn(setup::fetch_ahead)),
        Some(_) => {
            setup::install_if_root()?;
            None
        }
    };
    let mut passed = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        // Two installers of one thing would be in each other's way.
        if index == CORE.len()
            && let Some(fetching) = fetching.take()
        {
            fetching.join().ok();
        }
        println!("\n=== {} ({} of {})", step.name, passed.len() + 1, steps.len());
        let started = Instant::now();
        let outcome = (step.run)();
        let time = started.elapsed();
        if outcome.is_err() {
            summarise(&passed);
            println!("{}FAILED\n{} passed, 1 failed", row(step.name, time), passed.len());
            return outcome.with_context(|| format!("step `{}` failed", step.name));
        }
        println!("--- {} passed in {:.1} s", step.name, time.as_secs_f64());
        passed.push((step.name, time));
    }
    summarise(&passed);
    println!("{} passed, 0 failed", passed.len());
    Ok(())
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
