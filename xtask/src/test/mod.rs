//! `cargo xtask test`: every check in order, up to the first that fails.

mod node;
mod package;
mod steps;

use crate::nearest::unknown;
use crate::{prerequisites, setup};
use anyhow::{Context, Result, ensure};
use std::thread;
use std::time::{Duration, Instant};
pub(crate) use steps::interop_pythons;
use steps::{CORE, PACKAGE, Step};

pub(crate) fn test(only: Option<&str>) -> Result<()> {
    let all = || CORE.iter().chain(PACKAGE);
    let steps: Vec<&Step> = all().filter(|step| only.is_none_or(|only| step.name == only)).collect();
    if let Some(only) = only {
        let names: Vec<&str> = all().map(|step| step.name).collect();
        ensure!(names.contains(&only), unknown("step", only, &names));
    }
    prerequisites::check()?;
    // A person should not wait for the step that needs a program to learn that it is missing.
    setup::say_what_is_missing()?;
    let mut fetching = match only {
        // The first steps only compile; a fresh machine downloads meanwhile.
        None => Some(thread::spawn(setup::fetch_ahead)),
        Some(_) => {
            setup::install_if_root()?;
            None
        }
    };
    let mut passed = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        // Later steps install as well, and two installers of one folder would collide.
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
            println!(
                "{}FAILED\n{} passed, 1 failed; to run it alone: cargo xtask test --only {}",
                row(step.name, time),
                passed.len(),
                step.name
            );
            return outcome.with_context(|| format!("the step `{}` failed", step.name));
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
