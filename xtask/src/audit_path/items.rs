//! The functions, types and constants of a file, with the lines that they take. It relies on the form that rustfmt gives,
//! in which each item begins and ends on a line of its own.

use super::code::{self, words};
use anyhow::{Result, ensure};
use std::ops::Range;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Function,
    /// A constant, also one of a type.
    Constant,
    /// A type, a trait or a macro. A macro's call can be one as well, if it defines an enum.
    Definition,
    /// `impl`, with other items inside.
    Block,
    Import,
}

pub(super) struct Item {
    pub(super) file: usize,
    pub(super) kind: Kind,
    pub(super) name: String,
    /// From 0 on.
    pub(super) lines: Range<usize>,
    /// The place of the block that it is in.
    pub(super) block: Option<usize>,
}

/// A file of the crate.
pub(super) struct File {
    pub(super) path: String,
    pub(super) code: Vec<String>,
}

impl File {
    pub(super) fn new(path: String, source: &str) -> Self {
        Self { path, code: code::lines(source) }
    }

    /// The lines with code among these.
    pub(super) fn count(&self, lines: Range<usize>) -> usize {
        self.code.get(lines).unwrap_or_default().iter().filter(|line| !line.is_empty()).count()
    }

    pub(super) fn text(&self, lines: Range<usize>) -> String {
        self.code.get(lines).unwrap_or_default().join("\n")
    }
}

/// Adds the items of a file, but not its tests.
pub(super) fn read(files: &[File], file: usize, items: &mut Vec<Item>) -> Result<()> {
    read_in(files, file, 0..files[file].code.len(), None, items)
}

fn read_in(
    files: &[File],
    file: usize,
    lines: Range<usize>,
    block: Option<usize>,
    items: &mut Vec<Item>,
) -> Result<()> {
    let code = &files[file].code;
    let mut start = lines.start;
    while start < lines.end {
        if code[start].is_empty() {
            start += 1;
            continue;
        }
        let mut depth = 0;
        let mut end = start;
        let mut opened = None;
        loop {
            ensure!(end < lines.end, "{}:{}: this item has no end", files[file].path, start + 1);
            depth += code::change_of_depth(&code[end]);
            if depth == 1 && code[end].ends_with('{') && opened.is_none() {
                opened = Some(end + 1);
            }
            end += 1;
            if depth == 0 && code[end - 1].ends_with(['}', ';']) {
                break;
            }
        }
        let text = files[file].text(start..end);
        if let Some((kind, name)) = named(&text) {
            let place = items.len();
            items.push(Item { file, kind, name, lines: start..end, block });
            if let (Kind::Block, Some(inner)) = (kind, opened) {
                read_in(files, file, inner..end - 1, Some(place), items)?;
            }
        }
        start = end;
    }
    Ok(())
}

/// What an item is, and its name; a block has its type's. `None` for modules and tests.
fn named(text: &str) -> Option<(Kind, String)> {
    let text = without_attributes(text);
    let words = words(text);
    let names: Vec<&str> = words.iter().map(|word| word.text).collect();
    let modifiers = ["pub", "crate", "super", "in", "const", "unsafe"];
    let first = names.iter().position(|name| !modifiers.contains(name))?;
    let name = |place: usize| names.get(place).map(|name| (*name).to_owned());
    match names[first] {
        "fn" => Some((Kind::Function, name(first + 1)?)),
        "struct" | "enum" | "trait" | "type" | "macro_rules" => Some((Kind::Definition, name(first + 1)?)),
        "static" => Some((Kind::Constant, name(first + 1)?)),
        "impl" => Some((Kind::Block, implementing(text)?)),
        "use" => Some((Kind::Import, String::new())),
        "mod" | "extern" => None,
        constant if names[..first].contains(&"const") => Some((Kind::Constant, constant.to_owned())),
        // The call of a macro.
        _ => {
            let place = names.iter().position(|name| *name == "enum").map_or(first, |place| place + 1);
            Some((Kind::Definition, name(place)?))
        }
    }
}

fn without_attributes(text: &str) -> &str {
    let mut text = text.trim_start();
    while text.starts_with("#[") {
        let end = closing(text, ['[', ']']);
        text = text.get(end.map_or(text.len(), |end| end + 1)..).unwrap_or_default().trim_start();
    }
    text
}

/// Where the first bracket that opens is closed again.
fn closing(text: &str, [open, close]: [char; 2]) -> Option<usize> {
    let mut depth = 0;
    text.find(|character| {
        if character == open {
            depth += 1;
        } else if character == close {
            depth -= 1;
        }
        depth == 0 && character == close
    })
}

/// The type of `impl<'a> Type<'a> {` or `impl<'a> Trait for Type<'a> {`.
fn implementing(text: &str) -> Option<String> {
    let header = text.split('{').next()?.trim_start_matches("impl");
    let of = match header.split_once(" for ") {
        Some((_, of)) => of,
        None if header.starts_with('<') => {
            let end = closing(header, ['<', '>'])?;
            header.get(end + 1..)?
        }
        None => header,
    };
    let path: &str = of.trim().split(['<', ' ']).next()?;
    path.rsplit("::").next().map(str::to_owned)
}
