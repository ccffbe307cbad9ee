//! A module as a string, for the runtimes and bundlers that each load files in a way of their own.

use anyhow::{Context, Result};
use std::fs;

const TYPES: &str = "/** The module, a character a byte. */\nexport declare const characters: string;\n";

pub(super) fn write(module: &str, script: &str, types: &str) -> Result<()> {
    let bytes = fs::read(module).with_context(|| format!("cannot read {module}"))?;
    fs::write(script, format!("export const characters =\n  \"{}\";\n", literal(&bytes)))
        .with_context(|| format!("cannot write {script}"))?;
    fs::write(types, TYPES).with_context(|| format!("cannot write {types}"))
}

/// The bytes as the characters of the same numbers, between double quotes. Base64 shifts the bytes against each other, so
/// that a server's compression finds a third less to compress.
fn literal(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 5 / 4);
    let mut before = 0;
    for (index, byte) in bytes.iter().copied().enumerate() {
        let is_before_digit = bytes.get(index + 1).is_some_and(u8::is_ascii_digit);
        match byte {
            // Strict code has no octal escapes.
            0 if is_before_digit => text.push_str("\\x00"),
            // A tool that meets the character itself takes the file for a binary one, and HTML parsers replace it.
            0 => text.push_str("\\0"),
            b'\n' => text.push_str("\\n"),
            b'\r' => text.push_str("\\r"),
            b'"' | b'\\' => text.extend(['\\', char::from(byte)]),
            // What is put into a page must not end its script there.
            b'/' | b'!' if before == b'<' => text.extend(['\\', char::from(byte)]),
            _ => text.push(char::from(byte)),
        }
        before = byte;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn what_a_script_cannot_hold_is_escaped() {
        assert_eq!(literal(b"\0asm\x01\0\0\0"), "\\0asm\u{1}\\0\\0\\0");
        assert_eq!(literal(b"\x001\r\n\"\\</script><!--\xff"), "\\x001\\r\\n\\\"\\\\<\\/script><\\!--\u{ff}");
    }
}
