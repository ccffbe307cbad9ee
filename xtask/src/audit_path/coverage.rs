//! Which functions and lines a program enters, by the compiler's own instrumentation.

use crate::process::{answer, cargo, run, run_quietly};
use crate::target;
use anyhow::{Context, Result, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The program whose verifications are looked at, with the tools that read what it entered.
pub(super) struct Program {
    path: PathBuf,
    tools: PathBuf,
    folder: PathBuf,
}

/// How often functions and lines of `src/` were entered.
#[derive(Default)]
pub(super) struct Counts {
    /// By file and by the compiler's name: the line, from 1 on, and the count.
    functions: BTreeMap<(String, String), (usize, u64)>,
    lines: BTreeMap<(String, usize), u64>,
}

/// What was entered, by file and line, from 1 on.
pub(super) struct Entered {
    /// Where functions that were entered begin.
    pub(super) functions: BTreeSet<(String, usize)>,
    /// Lines of functions that were not reached.
    pub(super) unreached: BTreeSet<(String, usize)>,
}

impl Counts {
    /// What was entered more often than in another run of the same program.
    pub(super) fn since(&self, other: &Self) -> Entered {
        let functions = self.functions.iter().filter_map(|(name, (line, count))| {
            let before = other.functions.get(name).map_or(0, |(_, count)| *count);
            (*count > before).then(|| (name.0.clone(), *line))
        });
        let unreached =
            self.lines.iter().filter(|(place, count)| **count <= other.lines.get(place).copied().unwrap_or(0));
        Entered { functions: functions.collect(), unreached: unreached.map(|(place, _)| place.clone()).collect() }
    }
}

impl Program {
    /// Compiles `tests/audit-path` with the crate.
    pub(super) fn build() -> Result<Self> {
        let tools = tools()?;
        let folder = target::subdir("audit-path")?;
        // An HS256 token needs none of the crate's other features.
        let test =
            ["test", "--quiet", "--locked", "--package", "jwt-wasm", "--no-default-features", "--features", "std"];
        let mut build = cargo();
        build.args(test).args([
            "--test",
            "audit-path",
            "--no-run",
            "--message-format=json-render-diagnostics",
            "--target-dir",
        ]);
        let messages = run_quietly(build.arg(&folder).env("RUSTFLAGS", "-Cinstrument-coverage"))?;
        let mut named = messages.lines().filter_map(|line| line.split_once("\"executable\":\"")?.1.split('"').next());
        let path = named.next_back().map(PathBuf::from).context("cargo named no test program")?;
        Ok(Self { path, tools, folder })
    }

    /// Runs the cases of these modules, or only some of them, as `tests/audit-path` says.
    pub(super) fn run(&self, modules: &[&str], only: Option<&str>) -> Result<Counts> {
        let [raw, merged] = ["run.profraw", "run.profdata"].map(|name| self.folder.join(name));
        let mut program = Command::new(&self.path);
        program.arg("--quiet").args(modules).env("LLVM_PROFILE_FILE", &raw).env_remove("AUDIT_PATH_ONLY");
        program.envs(only.map(|only| ("AUDIT_PATH_ONLY", only)));
        run_quietly(&mut program)?;
        run(Command::new(self.tools.join("llvm-profdata")).args(["merge", "-sparse", "-o"]).args([&merged, &raw]))?;
        fs::remove_file(&raw).with_context(|| format!("cannot remove {}", raw.display()))?;
        let mut export = Command::new(self.tools.join("llvm-cov"));
        export.args(["export", "--format=lcov", "--instr-profile"]).args([&merged, &self.path]);
        read(&run_quietly(export.args(["--sources", "src"]))?, &std::env::current_dir()?)
    }
}

/// The folder of the toolchain's `llvm-cov`, which rustup adds.
fn tools() -> Result<PathBuf> {
    let libraries = answer(Command::new("rustc").args(["--print", "target-libdir"]))?;
    let libraries = libraries.context("`rustc --print target-libdir` failed; check that Rust is installed")?;
    let tools = Path::new(&libraries).with_file_name("bin");
    if !tools.join("llvm-cov").exists() {
        let hint = "Rust's llvm-tools are missing, and rustup could not add them; check the network";
        run(Command::new("rustup").args(["component", "add", "llvm-tools"])).context(hint)?;
    }
    Ok(tools)
}

/// Reads the report in the format of lcov.
fn read(report: &str, root: &Path) -> Result<Counts> {
    let mut counts = Counts::default();
    let mut file = String::new();
    for line in report.lines() {
        let Some((key, value)) = line.split_once(':') else { continue };
        if key == "SF" {
            let path = Path::new(value).strip_prefix(root).unwrap_or(Path::new(value));
            file = path.to_string_lossy().replace('\\', "/");
            continue;
        }
        let Some((number, rest)) = value.split_once(',').filter(|_| matches!(key, "FN" | "FNDA" | "DA")) else {
            continue;
        };
        let of = |number: &str| number.parse::<u64>().with_context(|| format!("llvm-cov wrote `{line}`"));
        let number = of(number)?;
        match key {
            "FN" => {
                let name = rest.rsplit(',').next().unwrap_or(rest);
                counts.functions.entry((file.clone(), name.to_owned())).or_default().0 = usize::try_from(number)?;
            }
            "FNDA" => counts.functions.entry((file.clone(), rest.to_owned())).or_default().1 += number,
            _ => *counts.lines.entry((file.clone(), usize::try_from(number)?)).or_default() += of(rest)?,
        }
    }
    ensure!(!counts.functions.is_empty(), "llvm-cov reported no function of src/");
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::read;
    use std::path::Path;

    #[test]
    fn what_a_second_run_enters_more_often_is_found() {
        let report = |count: u32| {
            format!(
                "SF:/r/src/a.rs\nFN:3,f\nFN:9,g\nFNDA:{count},f\nFNDA:2,g\nFNF:2\nDA:3,{count}\nDA:4,0\nend_of_record\n"
            )
        };
        let [less, more] = [1, 2].map(|count| read(&report(count), Path::new("/r")).unwrap());
        let entered = more.since(&less);
        let at = |line: usize| ("src/a.rs".to_owned(), line);
        assert_eq!(entered.functions.into_iter().collect::<Vec<_>>(), [at(3)]);
        assert_eq!(entered.unreached.into_iter().collect::<Vec<_>>(), [at(4)]);
    }
}
