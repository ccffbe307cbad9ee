//! A copy of the crate, its mutants behind a switch, compiled once.

use crate::mutants::source::{Mutant, Switched, switched};
use crate::process::{cargo, run_quietly};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub(super) struct Program {
    tree: PathBuf,
    features: &'static str,
    /// Constant functions of which constants need the value.
    constant: BTreeSet<String>,
    switched: BTreeMap<String, Switched>,
    pub(super) unviable: BTreeSet<usize>,
}

/// What the compiler refuses: mutants, and that a function is not constant any more.
#[derive(Default)]
struct Refused {
    mutants: BTreeSet<usize>,
    constant: BTreeSet<String>,
}

impl Program {
    /// With the files as they are in the folder.
    pub(super) fn new(folder: &Path, features: &'static str) -> Result<Self> {
        let tree = folder.join("tree");
        if tree.exists() {
            fs::remove_dir_all(&tree).with_context(|| format!("cannot remove {}", tree.display()))?;
        }
        let files = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
        for file in run_quietly(Command::new("git").args(files))?.split_terminator('\0') {
            if let Ok(content) = fs::read(file) {
                write(&tree.join(file), &content)?;
            }
        }
        let constant = BTreeSet::new();
        Ok(Self { tree, features, constant, switched: BTreeMap::new(), unviable: BTreeSet::new() })
    }

    /// Leaves out mutants that do not compile, until all that are left do.
    pub(super) fn switch(&mut self, mutants: &BTreeMap<usize, &Mutant>) -> Result<()> {
        loop {
            self.write(mutants)?;
            let Refused { mutants: unviable, constant } = self.refused()?;
            if unviable.is_empty() && constant.is_empty() {
                return Ok(());
            }
            self.unviable.extend(unviable);
            self.constant.extend(constant);
        }
    }

    fn write(&mut self, mutants: &BTreeMap<usize, &Mutant>) -> Result<()> {
        let mut function = 0;
        for file in sources(Path::new("src"))? {
            let is_here = |(number, mutant): &(&usize, &&Mutant)| {
                Path::new(&mutant.file) == file && !self.unviable.contains(*number)
            };
            let here: Vec<(usize, &Mutant)> =
                mutants.iter().filter(is_here).map(|(number, mutant)| (*number, *mutant)).collect();
            let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
            let mut new = switched(&text, &here, &self.constant, &mut function)?;
            if file == Path::new("src/lib.rs") {
                new.text = new.text.replacen("\nmod ", "\nmod mutant_switch;\nmod ", 1);
            }
            write(&self.tree.join(&file), new.text.as_bytes())?;
            self.switched.insert(file.display().to_string(), new);
        }
        write(&self.tree.join("src/mutant_switch.rs"), include_bytes!("switch.rs"))
    }

    fn refused(&self) -> Result<Refused> {
        let output = self.cargo(&["check", "--lib", "--message-format=json"]).output().context("cannot start cargo")?;
        let mut refused = Refused::default();
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let line: Value = serde_json::from_str(line)?;
            let message = &line["message"];
            if line["reason"] != "compiler-message"
                || message["level"] != "error"
                || message["spans"] == Value::Array(vec![])
            {
                continue;
            }
            let text = message["message"].as_str().unwrap_or_default();
            if message["code"]["code"] == "E0015" {
                let name = text.split('`').nth(1).and_then(|name| name.rsplit("::").next()).unwrap_or_default();
                refused.constant.insert(name.to_owned());
                continue;
            }
            let spans = message["spans"].as_array().into_iter().flatten().filter(|span| span["is_primary"] == true);
            let arms: Vec<usize> = spans.flat_map(|span| self.arms_at(span)).collect();
            if arms.is_empty() {
                bail!("the copy with the mutants does not compile: {}", message["rendered"].as_str().unwrap_or(text));
            }
            refused.mutants.extend(arms);
        }
        if !output.status.success() && refused.mutants.is_empty() && refused.constant.is_empty() {
            bail!("the copy with the mutants does not compile: {}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(refused)
    }

    fn arms_at(&self, span: &Value) -> Vec<usize> {
        // What is wrong in a macro is wrong where the macro is called.
        let mut span = span;
        while span["expansion"].is_object() {
            span = &span["expansion"]["span"];
        }
        let file = span["file_name"].as_str().and_then(|file| self.switched.get(file));
        let line = span["line_start"].as_u64().and_then(|line| usize::try_from(line).ok()).unwrap_or_default();
        let arms = file.map(|file| file.arms.as_slice()).unwrap_or_default();
        arms.iter().filter(|(lines, _)| lines.contains(&line)).map(|(_, number)| *number).collect()
    }

    /// The function of each mutant that a switch can choose.
    pub(super) fn functions(&self) -> BTreeMap<usize, u32> {
        self.switched.values().flat_map(|file| file.functions.iter().copied()).collect()
    }

    /// The mutants that no switch can choose.
    pub(super) fn alone(&self) -> Vec<usize> {
        self.switched.values().flat_map(|file| file.alone.iter().copied()).collect()
    }

    /// The test programs of the core.
    pub(super) fn tests(&self) -> Result<Vec<PathBuf>> {
        self.compiled()?.context("the tests do not compile with the mutants in the crate; see above")
    }

    /// The test programs with this one change; `None` if it does not compile.
    pub(super) fn tests_of(&self, mutant: &Mutant) -> Result<Option<Vec<PathBuf>>> {
        let source = fs::read_to_string(&mutant.file).with_context(|| format!("cannot read {}", mutant.file))?;
        write(&self.tree.join(&mutant.file), mutant.alone(&source)?.as_bytes())?;
        let tests = self.compiled();
        write(&self.tree.join(&mutant.file), source.as_bytes())?;
        tests
    }

    /// Without any mutant.
    pub(super) fn restore(&self) -> Result<()> {
        for file in self.switched.keys() {
            write(&self.tree.join(file), &fs::read(file)?)?;
        }
        Ok(())
    }

    fn compiled(&self) -> Result<Option<Vec<PathBuf>>> {
        let arguments = ["test", "--lib", "--test", "native", "--no-run", "--message-format=json"];
        let output = self.cargo(&arguments).stderr(Stdio::null()).output().context("cannot start cargo")?;
        if !output.status.success() {
            return Ok(None);
        }
        let lines = String::from_utf8_lossy(&output.stdout).into_owned();
        let messages = lines.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let programs: Vec<PathBuf> =
            messages.filter_map(|message| Some(PathBuf::from(message["executable"].as_str()?))).collect();
        if programs.len() == 2 {
            Ok(Some(programs))
        } else {
            bail!("cargo made {} test programs, not 2", programs.len())
        }
    }

    fn cargo(&self, arguments: &[&str]) -> Command {
        let mut tool = cargo();
        // What a mutant leaves unused is not an error.
        tool.args(arguments).current_dir(&self.tree).env("RUSTFLAGS", "--cap-lints=allow");
        tool.args(["--profile", "mutants", "--locked", "--package", "jwt-wasm", "--features", self.features]);
        tool.arg("--target-dir").arg(self.tree.with_file_name("build"));
        tool
    }

    pub(super) fn tree(&self) -> &Path {
        &self.tree
    }
}

fn sources(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    entries.sort();
    for path in entries {
        if path.is_dir() {
            found.extend(sources(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    Ok(found)
}

/// Only if it differs, so that cargo compiles no more than it must.
fn write(path: &Path, content: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == content) {
        return Ok(());
    }
    let folder = path.parent().context("a file is in a folder")?;
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}
