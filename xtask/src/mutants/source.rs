//! Puts the mutants of a file behind a switch: each function that has some becomes a choice between its body and its mutants'.

use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// A place in a file, both counted from 1, in characters.
type Place = (usize, usize);

/// One change of the source, as cargo-mutants lists it.
pub(super) struct Mutant {
    pub(super) name: String,
    pub(super) file: String,
    /// The name of the function, and where it begins and ends. Constants have none.
    function: Option<(String, Place, Place)>,
    begin: Place,
    end: Place,
    replacement: String,
}

impl Mutant {
    pub(super) fn read(json: &Value) -> Result<Self> {
        let text = |json: &Value, name: &str| json[name].as_str().map(str::to_owned).with_context(|| unread(name));
        let function = &json["function"];
        Ok(Self {
            name: text(json, "name")?,
            file: text(json, "file")?,
            function: match function.is_null() {
                true => None,
                false => {
                    let [begin, end] = span(function)?;
                    Some((text(function, "function_name")?, begin, end))
                }
            },
            begin: span(json)?[0],
            end: span(json)?[1],
            replacement: text(json, "replacement")?,
        })
    }

    /// The file with this change and no other.
    pub(super) fn alone(&self, text: &str) -> Result<String> {
        let [begin, end] = [offset(text, self.begin)?, offset(text, self.end)?];
        Ok([&text[..begin], &self.replacement, &text[end..]].concat())
    }
}

fn span(json: &Value) -> Result<[Place; 2]> {
    let place = |end: &str| {
        let number = |name: &str| json["span"][end][name].as_u64().and_then(|number| usize::try_from(number).ok());
        number("line").zip(number("column")).with_context(|| unread("span"))
    };
    Ok([place("start")?, place("end")?])
}

fn unread(name: &str) -> String {
    format!("cargo-mutants lists a mutant without `{name}`; is it version 27?")
}

fn offset(text: &str, (line, column): Place) -> Result<usize> {
    let before: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let place = text[before..].char_indices().map(|(place, _)| place).chain([text.len() - before]).nth(column - 1);
    place.map(|place| before + place).context("cargo-mutants lists a place that is not in the file")
}

/// A file whose mutants are behind a switch.
#[derive(Default)]
pub(super) struct Switched {
    pub(super) text: String,
    /// The lines of each mutant.
    pub(super) arms: Vec<(RangeInclusive<usize>, usize)>,
    /// The function that each mutant is in.
    pub(super) functions: Vec<(usize, u32)>,
    /// Mutants that no switch can choose, because the compiler itself computes with them, or because each of them would give
    /// the function's `impl` another type.
    pub(super) alone: Vec<usize>,
}

struct Function<'m> {
    begin: usize,
    end: usize,
    name: &'m str,
    mutants: Vec<(usize, &'m Mutant)>,
}

/// Each mutant has its number, and each function gets the next number. A function of `constant` stays `const`.
pub(super) fn switched(
    text: &str,
    mutants: &[(usize, &Mutant)],
    constant: &BTreeSet<String>,
    last_function: &mut u32,
) -> Result<Switched> {
    let mut new = Switched::default();
    let mut functions: Vec<Function<'_>> = Vec::new();
    for &(number, mutant) in mutants {
        let Some((name, begin, end)) = &mutant.function else {
            new.alone.push(number);
            continue;
        };
        let [begin, end] = [offset(text, *begin)?, offset(text, *end)?];
        match functions.iter_mut().find(|other| other.begin == begin) {
            Some(function) => function.mutants.push((number, mutant)),
            None => functions.push(Function { begin, end, name, mutants: vec![(number, mutant)] }),
        }
    }
    functions.sort_by_key(|function| (function.begin, usize::MAX - function.end));
    // A function within a function is changed with the outer one.
    let mut outermost: Vec<Function<'_>> = Vec::new();
    for function in functions {
        match outermost.last_mut() {
            Some(outer) if function.end <= outer.end => outer.mutants.extend(function.mutants),
            _ => outermost.push(function),
        }
    }
    let mut done = 0;
    for Function { begin, end, name, mutants: inside } in outermost {
        let body = body(text, begin)?;
        let short = name.rsplit("::").next().unwrap_or(name);
        let is_constant = constant.contains(short) && text[done..body].contains(&format!("const fn {short}"));
        if is_constant || text[begin..body].contains("-> impl ") {
            new.alone.extend(inside.iter().map(|(number, _)| number));
            continue;
        }
        *last_function += 1;
        new.text.push_str(&without_const(&text[done..body], constant));
        new.text.push_str(&format!("{{ match crate::mutant_switch::at({last_function}) {{\n"));
        for (number, mutant) in inside {
            let [from, to] = [offset(text, mutant.begin)?, offset(text, mutant.end)?];
            let first = line(&new.text);
            let changed = [&text[body..from], &mutant.replacement, " ", &text[to..end]].concat();
            new.text.push_str(&format!("{number} => {changed}\n"));
            new.arms.push((first..=line(&new.text) - 1, number));
            new.functions.push((number, *last_function));
        }
        new.text.push_str(&format!("_ => {}\n}} }}", &text[body..end]));
        done = end;
    }
    new.text.push_str(&without_const(&text[done..], constant));
    Ok(new)
}

/// The number of the line that comes next.
fn line(text: &str) -> usize {
    text.matches('\n').count() + 1
}

/// Where the function's body begins: its first brace, outside of parentheses and comments.
fn body(text: &str, begin: usize) -> Result<usize> {
    let mut depth = 0_usize;
    let mut is_comment = false;
    let bytes = text.as_bytes();
    for (place, byte) in bytes.iter().enumerate().skip(begin) {
        match byte {
            b'\n' => is_comment = false,
            _ if is_comment => {}
            b'/' if bytes.get(place + 1) == Some(&b'/') => is_comment = true,
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth = depth.saturating_sub(1),
            b'{' if depth == 0 => return Ok(place),
            _ => {}
        }
    }
    anyhow::bail!("a function has no body")
}

/// A constant function cannot ask a switch.
fn without_const(text: &str, constant: &BTreeSet<String>) -> String {
    let mut parts = text.split("const fn ");
    let mut new = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let name = part.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or_default();
        new.push_str(if constant.contains(name) { "const fn " } else { "fn " });
        new.push_str(part);
    }
    new
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mutant(function: &str, [from, to]: [Place; 2], [begin, end]: [Place; 2], replacement: &str) -> Mutant {
        let (name, file) = (String::new(), String::new());
        Mutant { name, file, function: Some((function.into(), from, to)), begin, end, replacement: replacement.into() }
    }

    const TEXT: &str =
        "/// Ä.\npub const fn a(x: u8) -> bool {\n    'ä' == 'b' && x == 1\n}\nconst fn b() -> u8 { 7 }\n";

    #[test]
    fn a_function_chooses_between_its_body_and_its_mutants() {
        let a = |begin, end, to| mutant("a", [(2, 5), (4, 2)], [begin, end], to);
        let mutants = [a((3, 9), (3, 11), "!="), a((3, 16), (3, 18), "||")];
        let b = mutant("b", [(5, 1), (5, 25)], [(5, 22), (5, 23)], "0");
        let numbered = [(1, &mutants[0]), (2, &mutants[1]), (3, &b)];
        let constant = BTreeSet::from(["b".to_owned()]);
        let mut functions = 0;
        let new = switched(TEXT, &numbered, &constant, &mut functions).unwrap();
        let expected = "/// Ä.\npub fn a(x: u8) -> bool { match crate::mutant_switch::at(1) {\n\
            1 => {\n    'ä' !=  'b' && x == 1\n}\n\
            2 => {\n    'ä' == 'b' ||  x == 1\n}\n\
            _ => {\n    'ä' == 'b' && x == 1\n}\n} }\nconst fn b() -> u8 { 7 }\n";
        assert_eq!(new.text, expected);
        assert_eq!((new.arms, new.alone), (vec![(3..=5, 1), (6..=8, 2)], vec![3]));
        assert_eq!((new.functions, functions), (vec![(1, 1), (2, 1)], 1));
        assert!(mutants[0].alone(TEXT).unwrap().contains("'ä' != 'b' && x == 1"));
    }
}
