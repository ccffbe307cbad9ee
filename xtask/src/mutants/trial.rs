//! Runs the tests of each mutant: those that reach its function, and no others, because no other can notice it.

use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use std::{fs, thread};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Caught,
    TimedOut,
    Survived,
}

struct Test {
    program: usize,
    name: String,
    time: Duration,
}

pub(super) struct Tests<'t> {
    tree: &'t Path,
    programs: Vec<PathBuf>,
    tests: Vec<Test>,
    /// The tests that reach each function.
    reaching: BTreeMap<u32, Vec<usize>>,
    /// Tests that fail without any mutant, because they are for other features.
    pub(super) failing: Vec<String>,
}

/// A mutant may need this long even if its tests are quick: machines are busy.
const LEAST: Duration = Duration::from_secs(20);

impl<'t> Tests<'t> {
    /// Runs each test alone, and notes which functions it reaches.
    pub(super) fn traced(tree: &'t Path, programs: Vec<PathBuf>) -> Result<Self> {
        let mut names = Vec::new();
        for (program, path) in programs.iter().enumerate() {
            let list = Command::new(path).arg("--list").current_dir(tree).output().context("cannot list the tests")?;
            let list = String::from_utf8_lossy(&list.stdout).into_owned();
            names.extend(list.lines().filter_map(|line| Some((program, line.strip_suffix(": test")?.to_owned()))));
        }
        let mut all = Self { tree, programs, tests: Vec::new(), reaching: BTreeMap::new(), failing: Vec::new() };
        let folder = tree.with_file_name("traces");
        fs::create_dir_all(&folder)?;
        let traced = each(&names, |place, (program, name)| {
            let trace = folder.join(place.to_string());
            let _ = fs::remove_file(&trace);
            let begun = Instant::now();
            let passed = all.run(*program, &[name], ("MUTANT_TRACE", &trace.display().to_string()), LEAST * 10)?;
            let reached = fs::read_to_string(&trace).unwrap_or_default();
            let reached: Vec<u32> = reached.lines().filter_map(|line| line.parse().ok()).collect();
            Ok((passed == Some(true), begun.elapsed(), reached))
        })?;
        for ((program, name), (has_passed, time, reached)) in names.into_iter().zip(traced) {
            if !has_passed {
                all.failing.push(name);
                continue;
            }
            for function in reached {
                all.reaching.entry(function).or_default().push(all.tests.len());
            }
            all.tests.push(Test { program, name, time });
        }
        Ok(all)
    }

    pub(super) fn len(&self) -> usize {
        self.tests.len()
    }

    /// Tries each mutant, given with its function.
    pub(super) fn tried(&self, mutants: &[(usize, u32)]) -> Result<Vec<Outcome>> {
        each(mutants, |_, (mutant, function)| {
            let mut tests: Vec<&Test> =
                self.reaching.get(function).into_iter().flatten().filter_map(|test| self.tests.get(*test)).collect();
            // Most are caught by one of the quick ones.
            tests.sort_by_key(|test| test.time);
            let (quick, slow) = tests.split_at(tests.len() * 3 / 4);
            for part in [quick, slow] {
                for program in 0..self.programs.len() {
                    let here: Vec<&&Test> = part.iter().filter(|test| test.program == program).collect();
                    if here.is_empty() {
                        continue;
                    }
                    let names: Vec<&str> = here.iter().map(|test| test.name.as_str()).collect();
                    let time: Duration = here.iter().map(|test| test.time).sum();
                    match self.run(program, &names, ("MUTANT", &mutant.to_string()), LEAST.max(time * 10))? {
                        Some(true) => {}
                        Some(false) => return Ok(Outcome::Caught),
                        None => return Ok(Outcome::TimedOut),
                    }
                }
            }
            Ok(Outcome::Survived)
        })
    }

    /// Whether the tests pass; `None` if they do not end in this time.
    fn run(&self, program: usize, tests: &[&str], set: (&str, &str), time: Duration) -> Result<Option<bool>> {
        let program = self.programs.get(program).context("a test has a program")?;
        let arguments = [&["--exact", "--test-threads=1"], tests].concat();
        passes(program, self.tree, &arguments, set, time)
    }
}

/// Whether all tests of these programs pass.
pub(super) fn whole(tree: &Path, programs: &[PathBuf]) -> Result<Outcome> {
    for program in programs {
        match passes(program, tree, &[], ("MUTANT", "0"), LEAST * 10)? {
            Some(true) => {}
            Some(false) => return Ok(Outcome::Caught),
            None => return Ok(Outcome::TimedOut),
        }
    }
    Ok(Outcome::Survived)
}

fn passes(program: &Path, tree: &Path, arguments: &[&str], set: (&str, &str), time: Duration) -> Result<Option<bool>> {
    // A mutant that allocates without end must not take the machine's memory.
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -v 8000000; exec \"$0\" \"$@\""]).arg(program).args(arguments);
    command.current_dir(tree).env(set.0, set.1).env("RUST_BACKTRACE", "0");
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().context("cannot start the tests")?;
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status.success()));
        }
        if begun.elapsed() > time {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(Duration::from_millis(2));
    }
}

/// As many at a time as there are processors. Says every minute how far it is.
fn each<T: Sync, U: Send>(items: &[T], work: impl Fn(usize, &T) -> Result<U> + Sync) -> Result<Vec<U>> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(BTreeMap::new());
    let told = Mutex::new(Instant::now());
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(place) else { break };
                    let result = work(place, item);
                    let (Ok(mut done), Ok(mut told)) = (done.lock(), told.lock()) else { break };
                    done.insert(place, result);
                    if told.elapsed() > Duration::from_secs(60) {
                        *told = Instant::now();
                        println!("{} of {}", done.len(), items.len());
                    }
                }
            });
        }
    });
    let done = done.into_inner().map_err(|_| anyhow::anyhow!("a thread has panicked"))?;
    done.into_values().collect()
}
