//! `cargo xtask audit-path`: what somebody has to read who audits the verification of HS256 tokens, in lines of code.
//! `docs/audit.md` has the rule by which it counts, the numbers and the walk.

mod code;
mod coverage;
mod document;
mod items;
mod path;

use anyhow::{Context, Result, ensure};
use coverage::{Counts, Entered, Program};
use items::{File, Kind};
use path::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// The most lines of code that the decision may take.
const LIMIT: usize = 1_500;

/// Modules of `tests/audit-path`: every option but those of profiles.
const ORDINARY: [&str; 6] = ["forms::", "headers::", "keys::", "times::", "claims::", "demands::"];

/// What errors are, and how they are written. This decides nothing, because any error refuses the token.
const ERRORS: [&str; 2] = ["src/error/", "src/json/text.rs"];

/// The functions elsewhere that only refused tokens enter. They make the error. If another function is entered by
/// refused tokens alone, it may be one that decides, and `tests/audit-path` lacks the token that passes through it.
const REFUSING: [&str; 20] = [
    "Body::is_empty",
    "Body::refusal",
    "Context::clock",
    "Context::not_yet_valid",
    "Context::text",
    "Key::not_allowed",
    "Malformation::from",
    "Numbers::text",
    "Prepared::refusal",
    "Surroundings::of",
    "UntrustedToken::first",
    "UntrustedToken::segment_error",
    "Value::kind",
    "invalid",
    "joined",
    "malformed",
    "milliseconds",
    "missing",
    "no_claims",
    "rejected",
];

const WHOLE: &str = "the files with functions of the decision, counted whole";

/// A part of what is read, with the places of its items.
pub(super) struct Part {
    title: &'static str,
    items: BTreeSet<usize>,
}

pub(crate) fn audit_path() -> Result<()> {
    let source = source()?;
    let (parts, entered) = parts(&source, &Program::build()?)?;
    let count = |part: &Part| part.items.iter().map(|item| source.count(*item)).sum::<usize>();
    for part in &parts {
        println!("\n{}:", part.title);
        list(&source, &part.items);
    }
    let [decision, refusal, ..] = &parts;
    println!("\nlines of the decision that no HS256 token reaches:");
    list_unreached(&source, &decision.items, &entered);
    println!("\nlines of code:");
    for part in &parts {
        println!("{:>6}  {}", count(part), part.title);
    }
    let functions = decision.items.iter().filter(|item| source.items[**item].kind == Kind::Function);
    let files: BTreeSet<usize> = functions.map(|item| source.items[*item].file).collect();
    let whole: usize = files.iter().map(|file| source.files[*file].count(0..source.files[*file].code.len())).sum();
    println!("{whole:>6}  {WHOLE} ({})", files.len());
    check_refusing(&source, refusal)?;
    let lines = count(decision);
    ensure!(lines <= LIMIT, "the decision takes {lines} lines of code, and may take {LIMIT}");
    let counts = parts.iter().map(|part| (part.title, count(part))).chain([(WHOLE, whole)]);
    document::check(counts, &|file, name| {
        let is_named = |item: &usize| source.files[source.items[*item].file].path == file && source.name(*item) == name;
        parts.iter().any(|part| part.title != refusal.title && part.items.iter().any(is_named))
    })
}

/// Each part without what is in those before it, and what tokens enter that are verified without a profile.
fn parts(source: &Source, program: &Program) -> Result<([Part; 4], Entered)> {
    let [made, good, all] = [Some("none"), Some("good"), None].map(|only| program.run(&ORDINARY, only));
    let (made, good, all) = (made?, good?, all?);
    let (made_with_profiles, with_profiles) = (program.run(&[], Some("none"))?, program.run(&[], None)?);
    let entered = all.since(&made);
    let mut deciding = source.path(&good.since(&made))?;
    deciding.retain(|item| !is_error(source, *item));
    let mut known = BTreeSet::new();
    let mut part = |title, items: BTreeSet<usize>| {
        let items: BTreeSet<usize> = items.difference(&known).copied().collect();
        known.extend(&items);
        Part { title, items }
    };
    let parts = [
        part("the decision", deciding),
        part("what a refusal adds", source.path(&entered)?),
        part("profiles", source.path(&with_profiles.since(&made_with_profiles))?),
        part("keys and policies", source.path(&made_with_profiles.since(&Counts::default()))?),
    ];
    Ok((parts, entered))
}

fn is_error(source: &Source, item: usize) -> bool {
    ERRORS.iter().any(|start| source.files[source.items[item].file].path.starts_with(start))
}

fn check_refusing(source: &Source, refusal: &Part) -> Result<()> {
    let is_function = |item: &&usize| source.items[**item].kind == Kind::Function && !is_error(source, **item);
    let names: BTreeSet<String> = refusal.items.iter().filter(is_function).map(|item| source.name(*item)).collect();
    let known = REFUSING.map(str::to_owned).into();
    let [new, gone] =
        [names.difference(&known), known.difference(&names)].map(|names| names.cloned().collect::<Vec<_>>());
    ensure!(
        new.is_empty(),
        "only refused tokens enter {}: add a token that passes to tests/audit-path, or if the function only makes an \
         error, name it in `REFUSING`",
        new.join(", ")
    );
    ensure!(gone.is_empty(), "tokens that pass enter {}, or no token does: remove it from `REFUSING`", gone.join(", "));
    Ok(())
}

/// Prints each file with its functions, types and constants, and the lines that each takes.
fn list(source: &Source, items: &BTreeSet<usize>) {
    let mut by_file: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for item in items {
        by_file.entry(source.items[*item].file).or_default().push(*item);
    }
    for (file, items) in by_file {
        let lines: usize = items.iter().map(|item| source.count(*item)).sum();
        println!("{lines:>6}  {}", source.files[file].path);
        for item in items {
            println!("{:>12}  {}", source.count(item), source.name(item));
        }
    }
}

/// Prints the lines of functions that an auditor may skip. If a token could reach one of them, `tests/audit-path` lacks it.
fn list_unreached(source: &Source, items: &BTreeSet<usize>, entered: &Entered) {
    for item in items.iter().map(|item| &source.items[*item]).filter(|item| item.kind == Kind::Function) {
        let File { path, code } = &source.files[item.file];
        for line in item.lines.clone().filter(|line| entered.unreached.contains(&(path.clone(), line + 1))) {
            println!("  {path}:{}  {}", line + 1, code[line].trim());
        }
    }
}

/// The files of the crate, as far as they are compiled.
fn source() -> Result<Source> {
    let mut files = Vec::new();
    read("src/lib.rs", "src", &mut files)?;
    let mut items = Vec::new();
    for file in 0..files.len() {
        items::read(&files, file, &mut items)?;
    }
    Ok(Source { files, items })
}

/// Reads a file and those of its modules, which are in the folder.
fn read(path: &str, folder: &str, files: &mut Vec<File>) -> Result<()> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {path}"))?;
    let file = File::new(path.to_owned(), &text);
    let names = file.code.iter().filter_map(|line| line.strip_suffix(';')?.rsplit_once("mod ").map(|(_, name)| name));
    let modules: Vec<String> = names.map(|name| format!("{folder}/{name}")).collect();
    files.push(file);
    for module in modules {
        let alone = format!("{module}.rs");
        let path = if fs::exists(&alone)? { alone } else { format!("{module}/mod.rs") };
        read(&path, &module, files)?;
    }
    Ok(())
}
