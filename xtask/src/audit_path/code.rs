//! Rust's source without what a reader of code skips: comments and the contents of strings, line by line.

/// The lines of a file, in which comments are gone and strings are empty. A line without code is empty.
pub(super) fn lines(source: &str) -> Vec<String> {
    let mut code = String::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let length = skipped(rest, &code);
        let (taken, after) = rest.split_at(if length > 0 { length } else { first.len_utf8() });
        match length {
            0 => code.push(first),
            // What is skipped may go over several lines, which must keep their numbers.
            _ if taken.starts_with('/') => code.extend(taken.matches('\n')),
            _ => {
                code.push('"');
                code.extend(taken.split('\n').skip(1).flat_map(|_| ['\n', '"']));
                code.push('"');
            }
        }
        rest = after;
    }
    let mut lines: Vec<String> = code.split('\n').map(|line| line.trim_end().to_owned()).collect();
    leave_out(source, &mut lines);
    lines
}

/// Empties what is not compiled: the tests, and what belongs to features.
fn leave_out(source: &str, lines: &mut [String]) {
    for (start, line) in source.lines().enumerate() {
        let condition = line.trim_start().strip_prefix("#[cfg(").and_then(|rest| rest.strip_suffix(")]"));
        if condition.is_none_or(is_met) {
            continue;
        }
        let mut depth = 0;
        for (place, line) in lines.iter_mut().enumerate().skip(start) {
            depth += change_of_depth(line);
            let is_end = depth == 0 && place > start && line.ends_with([',', ';', '}']);
            line.clear();
            if is_end {
                break;
            }
        }
    }
}

/// The condition of a `cfg`, for the crate with the feature `std` alone.
fn is_met(condition: &str) -> bool {
    let inside = |name: &str| condition.strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')');
    if let Some(inner) = inside("not") {
        return !is_met(inner);
    }
    match (inside("all"), inside("any")) {
        (Some(inner), _) => parts(inner).into_iter().all(is_met),
        (_, Some(inner)) => parts(inner).into_iter().any(is_met),
        _ => condition == "feature = \"std\"",
    }
}

/// Parts with commas between them, but not inside of parentheses.
fn parts(list: &str) -> Vec<&str> {
    let mut depth = 0;
    let is_end = |character: char| {
        depth += match character {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth == 0 && character == ','
    };
    list.split(is_end).map(str::trim).collect()
}

/// By how much a line goes into brackets, or out of them.
pub(super) fn change_of_depth(code: &str) -> isize {
    let change = |character| match character {
        '(' | '[' | '{' => 1,
        ')' | ']' | '}' => -1,
        _ => 0,
    };
    code.chars().map(change).sum()
}

/// How many bytes of the text are a comment or a literal; 0 if the text begins with code.
fn skipped(text: &str, before: &str) -> usize {
    let until = |start: usize, end: &str| {
        let rest = text.get(start..).unwrap_or_default();
        rest.find(end).map_or(text.len(), |place| start + place + end.len())
    };
    if text.starts_with("//") {
        return text.find('\n').unwrap_or(text.len());
    }
    if text.starts_with("/*") {
        return until(2, "*/");
    }
    let is_new_word = !before.ends_with(|last: char| last.is_alphanumeric() || last == '_');
    let raw = text.strip_prefix("br").or(text.strip_prefix('r')).filter(|_| is_new_word);
    if let Some(raw) = raw {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw.trim_start_matches('#').starts_with('"') {
            let start = text.len() - raw.len() + hashes + 1;
            return until(start, &format!("\"{}", "#".repeat(hashes)));
        }
    }
    if text.starts_with('"') {
        return quoted(text, '"');
    }
    // A lifetime has no second quote.
    let is_character = text.starts_with("'\\") || text.chars().nth(2) == Some('\'');
    if text.starts_with('\'') && is_character { quoted(text, '\'') } else { 0 }
}

fn quoted(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (place, character) in text.char_indices().skip(1) {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if character == quote => return place + 1,
            _ => {}
        }
    }
    text.len()
}

/// A name in code, with what stands around it.
pub(super) struct Word<'t> {
    pub(super) text: &'t str,
    /// What comes before `::`.
    pub(super) path: Option<&'t str>,
    /// A field or a method.
    pub(super) is_member: bool,
}

/// The names in some code, without lifetimes and the variables of macros.
pub(super) fn words(code: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let is_letter = |character: char| character.is_alphanumeric() || character == '_';
    let mut at = 0;
    while let Some(rest) = code.get(at..).filter(|rest| !rest.is_empty()) {
        let length = rest.find(|character| !is_letter(character)).unwrap_or(rest.len());
        let (text, before) = (rest.get(..length).unwrap_or_default(), code.get(..at).unwrap_or_default());
        at += length.max(rest.chars().next().map_or(1, char::len_utf8));
        let before = before.trim_end();
        if text.is_empty() || text.starts_with(|first: char| first.is_ascii_digit()) || before.ends_with(['\'', '$']) {
            continue;
        }
        let path = before.strip_suffix("::").map(|_| words.last().map_or("", |last| last.text));
        let is_member = before.ends_with('.') && !before.ends_with("..");
        words.push(Word { text, path, is_member });
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{lines, words};

    #[test]
    fn comments_and_strings_are_not_code() {
        let source = "/// A.\nlet a = \"{ // \\\" \"; // b\n\nlet c = r#\"\n}\"#;\nlet d = ['\"', '\\'', b'{'];/* e\nf */\nfn g<'a>() {}";
        let expected =
            ["", "let a = \"\";", "", "let c = \"", "\"\";", "let d = [\"\", \"\", b\"\"];", "", "fn g<'a>() {}"];
        assert_eq!(lines(source), expected);
    }

    #[test]
    fn what_is_not_compiled_is_not_code() {
        let source = "#[cfg(feature = \"jwe\")]\nfn a() {\n    b();\n}\n#[cfg(all(feature = \"std\", not(x)))]\nfn c() {}\nenum D {\n    #[cfg(any(x, y))]\n    E(F),\n    G,\n}";
        let expected =
            ["", "", "", "", "#[cfg(all(feature = \"\", not(x)))]", "fn c() {}", "enum D {", "", "", "    G,", "}"];
        assert_eq!(lines(source), expected);
    }

    #[test]
    fn a_word_knows_its_path() {
        let found = words("fn f<'a>(&self) -> Self { self.a.b(..Self::NEW); $c; json::Object }");
        let found: Vec<_> = found.iter().map(|word| (word.text, word.path, word.is_member)).collect();
        assert!(found.contains(&("NEW", Some("Self"), false)) && found.contains(&("Object", Some("json"), false)));
        assert!(found.contains(&("b", None, true)) && !found.iter().any(|(text, ..)| matches!(*text, "c")));
    }
}
