//! The crate's documentation. The compiler denies items without a sentence, and clippy functions without `# Errors`.
//! These tests demand examples and units.

use std::fs;
use std::path::Path;

/// A public function or type, with its doc comment.
struct Item {
    place: String,
    docs: String,
    /// From `pub` up to the body.
    declaration: String,
    is_indented: bool,
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
        items.push(Item {
            place: format!("{}: {bare}", path.display()),
            docs: docs.join("\n"),
            declaration,
            is_indented: bare.len() < line.len(),
        });
    }
}

fn items() -> Vec<Item> {
    let mut items = Vec::new();
    items_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut items);
    assert!(items.len() > 150, "{} are found", items.len());
    items
}

/// A function that refers to another one needs no example of its own.
fn is_variant(item: &Item) -> bool {
    item.docs.starts_with("/// As [`")
}

fn places(items: impl Iterator<Item = Item>) -> String {
    items.map(|item| format!("{}\n", item.place)).collect()
}

/// The types that a program makes. Other types come out of a call, which has the example.
const MADE_BY_THE_CALLER: [&str; 21] = [
    "ClaimTest",
    "Claims",
    "DecodeOptions",
    "Document",
    "EncryptOptions",
    "EncryptionKey",
    "EncryptionKeySet",
    "JwsOptions",
    "Key",
    "KeySet",
    "Object",
    "Policy",
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
fn what_one_begins_with_has_an_example() {
    let is_type = |item: &Item| {
        let name = item.declaration.strip_prefix("pub struct ").unwrap_or_default();
        let name: String = name.chars().take_while(|letter| letter.is_alphanumeric()).collect();
        MADE_BY_THE_CALLER.contains(&name.as_str())
    };
    let is_function = |item: &Item| item.declaration.contains("fn ") && !item.is_indented;
    let (found, all): (Vec<Item>, _) =
        (items().into_iter().filter(|item| is_type(item)).collect(), MADE_BY_THE_CALLER.len());
    assert_eq!(found.len(), all, "a type of the list does not exist");
    let without = items()
        .into_iter()
        .filter(|item| (is_type(item) || is_function(item)) && !is_variant(item) && !item.docs.contains("```"));
    assert_eq!(places(without), "");
}

#[test]
fn a_number_has_its_unit() {
    let units = ["seconds", "bytes", "counted from 0", "number of", "nearest to", "Never 0"];
    let has_number = |item: &Item| ["f64", "usize", "u32"].iter().any(|kind| item.declaration.contains(kind));
    let prose = |item: &Item| -> String { item.docs.split("```").step_by(2).collect() };
    let is_said = |item: &Item| is_variant(item) || units.iter().any(|unit| prose(item).contains(unit));
    let without =
        items().into_iter().filter(|item| item.declaration.contains("fn ") && has_number(item) && !is_said(item));
    assert_eq!(places(without), "");
}
