//! `cargo xtask test`: every check there is, in order, up to the first that fails.

mod ahead;
mod node;
mod package;
mod steps;

use crate::browsers::CHROMIUM;
use crate::prerequisites;
use anyhow::{Context, Result, bail};
use std::time::{Duration, Instant};
use steps::{CORE, PACKAGE, Step};

pub(crate) fn test(only: Option<&str>) -> Result<()> {
    let all = || CORE.iter().chain(PACKAGE);
    let steps: Vec<&Step> = all().filter(|step| only.is_none_or(|only| step.name == only)).collect();
    if steps.is_empty() {
        let names: Vec<&str> = all().map(|step| step.name).collect();
        bail!("there is no such step; the steps are {}", names.join(", "));
    }
    prerequisites::check()?;
    // Not only before the step that needs it: a missing browser is to be known at once.
    if steps.iter().any(|step| step.needs_browser) {
        CHROMIUM.ensure()?;
    }

    let mut ahead = only.is_none().then(ahead::fetch);
    let mut passed = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        // Two installers of one thing would be in each other's way.
        if index == CORE.len()
            && let Some(fetches) = ahead.take()
        {
            fetches.join().ok();
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
