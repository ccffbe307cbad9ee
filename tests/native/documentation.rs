//! The crate's documentation. The compiler denies items without a sentence, and clippy functions without `# Errors`.
//! These tests demand examples and units.

use std::fs;
use std::path::Path;

const PUBLIC_API: &str = include_str!("public-api.txt");

/// A public function or type, with its doc comment.
struct Item {
    place: String,
    docs: String,
    /// From `pub` up to the body.
    declaration: String,
}

fn items_below(folder: &Path, items: &mut Vec<Item>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            items_below(&path, items);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            items_of(&path, &fs::read_to_string(&path).unwrap(), items);
        }
    }
}

fn items_of(path: &Path, source: &str, items: &mut Vec<Item>) {
    let lines: Vec<&str> = source.split("#[cfg(test)]\nmod tests").next().unwrap().lines().collect();
    for (index, line) in lines.iter().enumerate() {
        let bare = line.trim_start();
        let words: Vec<&str> = bare.split_whitespace().take(3).collect();
        if !matches!(words[..], ["pub", "fn" | "struct", _] | ["pub", "const", "fn"]) {
            continue;
        }
        let above = lines[..index].iter().rev().map(|line| line.trim_start());
        let mut docs: Vec<&str> = above.take_while(|line| line.starts_with("//") || line.starts_with("#[")).collect();
        docs.reverse();
        let mut declaration = String::new();
        for part in &lines[index..] {
            declaration.push_str(part.trim());
            if part.contains(['{', ';']) {
                break;
            }
        }
        items.push(Item { place: format!("{}: {bare}", path.display()), docs: docs.join("\n"), declaration });
    }
}

fn items() -> Vec<Item> {
    let mut items = Vec::new();
    items_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut items);
    assert!(items.len() > 150, "{} are found", items.len());
    items
}

/// What these files have is for the npm package alone, and in no documentation.
const OF_THE_PACKAGE: [&str; 2] = ["src/jwe/host.rs", "src/jwe/sealed.rs"];

impl Item {
    fn is_function(&self) -> bool {
        self.declaration.contains("fn ")
    }

    /// A function that refers to another one has its units there.
    fn is_variant(&self) -> bool {
        self.docs.starts_with("/// As [`")
    }

    fn name(&self) -> &str {
        let name = self.declaration.split("fn ").last().unwrap_or_default();
        name.split(['(', '<']).next().unwrap_or_default()
    }
}

fn places(items: impl Iterator<Item = Item>) -> String {
    items.map(|item| format!("{}\n", item.place)).collect()
}

/// The types that a program makes. Other types come out of a call, which has the example.
const MADE_BY_THE_CALLER: [&str; 25] = [
    "ClaimTest",
    "Claims",
    "ClientAssertion",
    "DecodeOptions",
    "Document",
    "EncryptOptions",
    "EncryptionKey",
    "EncryptionKeySet",
    "JwsOptions",
    "Key",
    "KeySet",
    "NewProof",
    "Nonces",
    "Object",
    "Policy",
    "ProofPolicy",
    "SignJwsOptions",
    "SignOptions",
    "SigningKey",
    "Timestamp",
    "TrustedIssuer",
    "TrustedIssuers",
    "Verifier",
    "VerifyingKey",
    "Error",
];

#[test]
fn what_a_program_makes_has_an_example() {
    let is_type = |item: &Item| {
        let name = item.declaration.strip_prefix("pub struct ").unwrap_or_default();
        let name: String = name.chars().take_while(|letter| letter.is_alphanumeric()).collect();
        MADE_BY_THE_CALLER.contains(&name.as_str())
    };
    let types: Vec<Item> = items().into_iter().filter(|item| is_type(item)).collect();
    assert_eq!(types.len(), MADE_BY_THE_CALLER.len(), "a type of the list does not exist");
    assert_eq!(places(types.into_iter().filter(|item| !item.docs.contains("```"))), "");
}

/// The compiler denies `pub` for what is not public, so these are all public functions.
#[test]
fn every_function_has_an_example() {
    let is_bare = |item: &Item| {
        let is_of_package = OF_THE_PACKAGE.iter().any(|file| item.place.contains(file));
        item.is_function() && !is_of_package && !item.docs.contains("```")
    };
    assert_eq!(places(items().into_iter().filter(is_bare)), "");
}

/// The name of a function, from its path with parameters of types and its arguments.
fn last_name(function: &str) -> String {
    let mut depth = 0;
    let outside = |letter: &char| {
        depth += i32::from(*letter == '<') - i32::from(*letter == '>');
        depth == 0 && *letter != '>'
    };
    let path: String = function.chars().take_while(|letter| *letter != '(').filter(outside).collect();
    path.rsplit("::").next().unwrap_or_default().to_owned()
}

/// A macro could make functions that the test above does not see.
#[test]
fn every_function_of_the_public_api_is_found() {
    let items = items();
    let mut is_of_trait = false;
    let mut names = Vec::new();
    for line in PUBLIC_API.lines() {
        if line.starts_with("impl") {
            is_of_trait = line.contains(" for ");
        }
        match line.split_once(" fn ") {
            Some((_, function)) if !is_of_trait => names.push(last_name(function)),
            _ => {}
        }
    }
    assert!(names.len() > 300, "{} are listed", names.len());
    let unseen: Vec<_> = names.iter().filter(|name| !items.iter().any(|item| item.name() == *name)).collect();
    assert!(unseen.is_empty(), "{unseen:?}");
}

#[test]
fn a_number_has_its_unit() {
    let units = ["seconds", "bytes", "counted from 0", "number of", "nearest to", "counted from 1"];
    let has_number = |item: &Item| ["f64", "usize", "u32"].iter().any(|kind| item.declaration.contains(kind));
    let prose = |item: &Item| -> String { item.docs.split("```").step_by(2).collect() };
    let is_said = |item: &Item| item.is_variant() || units.iter().any(|unit| prose(item).contains(unit));
    let without = items().into_iter().filter(|item| item.is_function() && has_number(item) && !is_said(item));
    assert_eq!(places(without), "");
}
