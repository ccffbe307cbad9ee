//! Runs steps beside each other, each as a process of its own, and prints what they print one after the other.

use super::plan::Plan;
use super::steps::{STEPS, Step};
use super::{row, summarise};
use crate::target;
use anyhow::{Context, Result, bail};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::{available_parallelism, sleep};
use std::time::{Duration, Instant};
use std::{env, fs};

/// Most steps wait a part of their time, for pages, timers or a linker that uses one core. A third at once would gain little, and
/// make each slower.
const MOST: usize = 2;

const PAUSE: Duration = Duration::from_millis(50);

struct Started {
    step: &'static Step,
    child: Child,
    /// What it has printed and we have not.
    output: File,
    since: Instant,
    ended: Option<(bool, Duration)>,
}

/// Every step, up to the first that fails.
pub(super) fn all() -> Result<()> {
    let most = available_parallelism().map_or(1, |cores| cores.get().min(MOST));
    let program = program()?;
    let mut plan = Plan::new(&STEPS);
    // In the order in which they started. The first one's output is shown as it comes.
    let mut shown: VecDeque<Started> = VecDeque::new();
    let mut passed = Vec::new();
    let mut failed = Vec::new();
    let (mut began, since) = (0, Instant::now());
    loop {
        let running = |shown: &VecDeque<Started>| -> Vec<&Step> {
            shown.iter().filter(|one| one.ended.is_none()).map(|one| one.step).collect()
        };
        while failed.is_empty() && running(&shown).len() < most {
            let Some(step) = plan.next(&running(&shown)) else { break };
            began += 1;
            shown.push_back(start(step, &program, began)?);
        }
        for (place, one) in shown.iter_mut().enumerate().filter(|(_, one)| one.ended.is_none()) {
            let Some(status) = one.child.try_wait().context("cannot wait for a step")? else { continue };
            let (name, time) = (one.step.name, one.since.elapsed());
            one.ended = Some((status.success(), time));
            if status.success() {
                plan.has_passed(one.step);
                passed.push((name, time));
                continue;
            }
            if place > 0 {
                println!("--- {name} FAILED; what it printed comes when this step has ended");
            }
            failed.push((name, time));
        }
        show(&mut shown)?;
        if shown.is_empty() {
            break;
        }
        sleep(PAUSE);
    }
    summarise(&passed);
    for (name, time) in &failed {
        println!("{}FAILED", row(name, *time));
    }
    if let Some((name, _)) = failed.first() {
        println!("{} passed, {} failed; to run one alone: cargo xtask test --only {name}", passed.len(), failed.len());
        bail!("the step `{name}` failed");
    }
    println!("{} passed, 0 failed, in {:.0} s", passed.len(), since.elapsed().as_secs_f64());
    Ok(())
}

/// This program, where no step replaces it: `rust` compiles it again.
fn program() -> Result<PathBuf> {
    let copy = target::subdir("test")?.with_file_name(format!("steps{}", env::consts::EXE_SUFFIX));
    if copy.exists() {
        fs::remove_file(&copy).with_context(|| format!("cannot remove {}", copy.display()))?;
    }
    let this = env::current_exe().context("the system does not give the path of this program")?;
    fs::copy(this, &copy).with_context(|| format!("cannot write {}", copy.display()))?;
    Ok(copy)
}

fn start(step: &'static Step, program: &PathBuf, number: usize) -> Result<Started> {
    let log = target::subdir("test")?.join(format!("{}.log", step.name));
    let write = || File::create(&log).with_context(|| format!("cannot write {}", log.display()));
    let mut output = write()?;
    writeln!(output, "\n=== {} ({number} of {})", step.name, STEPS.len())?;
    let (stdout, stderr) = (output.try_clone()?, output);
    let mut command = Command::new(program);
    command.args(["test", "--step", step.name]).stdin(Stdio::null()).stdout(stdout).stderr(stderr);
    // Cargo's notes for its next run cost a tenth of this one.
    if env::var_os("CI").is_some() {
        command.env("CARGO_INCREMENTAL", "0");
    }
    let child = command.spawn().with_context(|| format!("cannot start the step {}", step.name))?;
    let output = File::open(&log).with_context(|| format!("cannot read {}", log.display()))?;
    Ok(Started { step, child, output, since: Instant::now(), ended: None })
}

/// Prints what the first one has printed since, and, once it has ended, what comes after it.
fn show(shown: &mut VecDeque<Started>) -> Result<()> {
    while let Some(first) = shown.front_mut() {
        // Before the last output is read, and not after it.
        let ended = first.ended;
        io::copy(&mut first.output, &mut io::stdout()).context("cannot print a step's output")?;
        let Some((has_passed, time)) = ended else { break };
        let how = if has_passed { "passed in" } else { "FAILED after" };
        println!("--- {} {how} {:.1} s", first.step.name, time.as_secs_f64());
        shown.pop_front();
    }
    io::stdout().flush().context("cannot print")
}
