//! What belongs to the path: the functions that are entered, and the types and constants that they name.

use super::code::words;
use super::coverage::Entered;
use super::items::{File, Item, Kind};
use anyhow::{Result, bail};
use std::collections::BTreeSet;

pub(super) struct Source {
    pub(super) files: Vec<File>,
    pub(super) items: Vec<Item>,
}

impl Source {
    /// The places of all items on the path, in the order of the source.
    pub(super) fn path(&self, entered: &Entered) -> Result<BTreeSet<usize>> {
        let mut path = BTreeSet::new();
        for (name, line) in &entered.functions {
            let file = self.files.iter().position(|file| file.path == *name);
            match file.and_then(|file| self.item_at(file, line - 1)) {
                Some(item) => drop(path.insert(item)),
                None => bail!("{name}:{line}: a function begins here, and no item was found"),
            }
        }
        // A variant that no code of the path names brings no type with it. So each round may find more.
        loop {
            let known = path.len();
            let named = self.named_by_code(&path, entered);
            for item in path.clone() {
                path.extend(self.items[item].block);
                path.extend(self.named_by(item, entered, &named));
            }
            if path.len() == known {
                return Ok(path);
            }
        }
    }

    /// The lines with code of an item; of a block, those that no item inside has.
    pub(super) fn count(&self, item: usize) -> usize {
        let Item { file, ref lines, kind, .. } = self.items[item];
        let file = &self.files[file];
        let inside = self.items.iter().filter(|other| kind == Kind::Block && other.block == Some(item));
        let inside: usize = inside.map(|other| file.count(other.lines.clone())).sum();
        file.count(lines.clone()) - inside
    }

    /// `Type::function`, or the name alone.
    pub(super) fn name(&self, item: usize) -> String {
        let Item { kind, ref name, block, .. } = self.items[item];
        match block {
            Some(block) => format!("{}::{name}", self.items[block].name),
            None if kind == Kind::Block => format!("impl {name}"),
            None => name.clone(),
        }
    }

    fn item_at(&self, file: usize, line: usize) -> Option<usize> {
        let here = |item: &Item| item.file == file && item.kind != Kind::Import && item.lines.contains(&line);
        // The innermost, which comes after the block that it is in.
        self.items.iter().rposition(here)
    }

    /// All names in the functions and constants of the path, on the lines that are reached.
    fn named_by_code(&self, path: &BTreeSet<usize>, entered: &Entered) -> BTreeSet<String> {
        let is_code = |item: &&usize| matches!(self.items[**item].kind, Kind::Function | Kind::Constant);
        let texts = path.iter().filter(is_code).map(|item| self.reached(*item, entered));
        texts.flat_map(|text| words(&text).into_iter().map(|word| word.text.to_owned()).collect::<Vec<_>>()).collect()
    }

    /// The text of an item without the lines that are not reached; of a block, its head.
    fn reached(&self, item: usize, entered: &Entered) -> String {
        let Item { file, ref lines, kind, .. } = self.items[item];
        let end = if kind == Kind::Block { self.end_of_head(item) } else { lines.end };
        let File { path, code, .. } = &self.files[file];
        let is_reached = |line: &usize| !entered.unreached.contains(&(path.clone(), line + 1));
        let reached: Vec<&str> = (lines.start..end).filter(is_reached).map(|line| code[line].as_str()).collect();
        reached.join("\n")
    }

    fn end_of_head(&self, block: usize) -> usize {
        let inside = self.items.iter().filter(|other| other.block == Some(block));
        inside.map(|other| other.lines.start).min().unwrap_or(self.items[block].lines.end)
    }

    /// What an item names, except for functions, which are known by being entered. Those that a constant names were
    /// called by the compiler.
    fn named_by(&self, item: usize, entered: &Entered, named_by_code: &BTreeSet<String>) -> Vec<usize> {
        let Item { file, kind, block, .. } = self.items[item];
        let text = self.reached(item, entered);
        let text = if kind == Kind::Definition { used_variants(&text, named_by_code) } else { text };
        let own_type = block.unwrap_or(item);
        let is_wanted = |other: &Item| match other.kind {
            Kind::Definition | Kind::Constant => true,
            Kind::Function => kind == Kind::Constant,
            Kind::Block | Kind::Import => false,
        };
        let mut named = Vec::new();
        for word in words(&text).into_iter().filter(|word| !word.is_member) {
            let of_type = match word.path {
                Some("Self") => Some(self.items[own_type].name.as_str()),
                Some(path) if path.starts_with(|first: char| first.is_uppercase()) => Some(path),
                _ => None,
            };
            let is_in_reach = |other: &Item| match (of_type, other.block) {
                (Some(of_type), Some(block)) => self.items[block].name == of_type,
                (None, None) => other.file == file || word.path.is_some() || self.imports(file, word.text, other),
                _ => false,
            };
            let is_meant = |other: &Item| other.name == word.text && is_wanted(other) && is_in_reach(other);
            named.extend((0..self.items.len()).filter(|place| is_meant(&self.items[*place])));
        }
        named
    }

    /// Whether a file imports this item. A module may pass on what is in a file below it.
    fn imports(&self, file: usize, name: &str, item: &Item) -> bool {
        let modules = self.files[item.file].path.trim_end_matches(".rs").split('/');
        let modules: Vec<&str> = modules.filter(|name| !matches!(*name, "src" | "mod")).collect();
        let imports = self.items.iter().filter(|other| other.file == file && other.kind == Kind::Import);
        imports.into_iter().any(|import| {
            let text = self.files[file].text(import.lines.clone());
            let words = words(&text);
            let has = |wanted: &dyn Fn(&str) -> bool| words.iter().any(|word| wanted(word.text));
            has(&|word| word == name) && has(&|word| modules.contains(&word) || word == "super")
        })
    }
}

/// The text of a definition without the variants of an enum that no code names.
fn used_variants(text: &str, named_by_code: &BTreeSet<String>) -> String {
    if !words(text).iter().any(|word| word.text == "enum") {
        return text.to_owned();
    }
    let indentation = |line: &str| line.len() - line.trim_start().len();
    let variant = |line: &str| {
        let name = line.trim_start().split(|letter: char| !letter.is_alphanumeric()).next()?;
        name.starts_with(|first: char| first.is_uppercase()).then(|| name.to_owned())
    };
    let outermost = text.lines().find(|line| variant(line).is_some()).map(indentation);
    let mut is_used = true;
    let mut used = Vec::new();
    for line in text.lines() {
        if let Some(name) = variant(line).filter(|_| Some(indentation(line)) == outermost) {
            is_used = named_by_code.contains(&name);
        }
        if is_used {
            used.push(line);
        }
    }
    used.join("\n")
}

#[cfg(test)]
mod tests {
    use super::used_variants;
    use std::collections::BTreeSet;

    #[test]
    fn a_variant_that_is_not_named_brings_no_type() {
        let text = "pub enum A {\n    B(C),\n    D {\n        e: F,\n    },\n    G,\n}";
        let named = BTreeSet::from(["G", "B"].map(str::to_owned));
        assert_eq!(used_variants(text, &named), "pub enum A {\n    B(C),\n    G,\n}");
        assert_eq!(used_variants("struct A {\n    b: B,\n}", &named), "struct A {\n    b: B,\n}");
    }
}
