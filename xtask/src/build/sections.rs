//! Reads the sections of a module.

use anyhow::{Context, Result, ensure};
use std::ops::Range;

const HEADER: &[u8] = b"\0asm\x01\0\0\0";
const CUSTOM: u8 = 0;
const IMPORT: u8 = 2;
const DATA: u8 = 11;

pub(super) fn custom_names(module: &[u8]) -> Result<Vec<String>> {
    let custom = sections(module)?.into_iter().filter(|(id, _)| *id == CUSTOM);
    custom.map(|(_, content)| Ok(String::from_utf8_lossy(sized(content)?.0).into_owned())).collect()
}

pub(super) fn has_imports(module: &[u8]) -> Result<bool> {
    // The section begins with their number.
    Ok(sections(module)?.iter().any(|(id, content)| *id == IMPORT && content.first() != Some(&0)))
}

/// Bytes that the module puts into its memory.
pub(super) struct Data {
    /// Where they are in memory.
    pub(super) address: usize,
    /// Where they are in the module.
    pub(super) at: Range<usize>,
}

impl Data {
    /// Where in the module the bytes of a place in memory are.
    pub(super) fn range(&self, address: usize, length: usize) -> Option<Range<usize>> {
        let start = self.at.start.checked_add(address.checked_sub(self.address)?)?;
        let end = start.checked_add(length)?;
        (end <= self.at.end).then_some(start..end)
    }
}

pub(super) fn data(module: &[u8]) -> Result<Vec<Data>> {
    let Some((_, content)) = sections(module)?.into_iter().find(|(id, _)| *id == DATA) else { return Ok(Vec::new()) };
    let (count, mut rest) = number(content)?;
    let mut segments = Vec::new();
    for _ in 0..count {
        // Of the first memory, at a constant (opcode 0x41), as all that the compiler writes.
        let after = rest.strip_prefix(&[0, 0x41]).context("a data segment is not at a fixed address")?;
        let (address, after) = number(after)?;
        let after = after.strip_prefix(&[0x0b]).context("the address of a data segment is computed")?;
        let (bytes, after) = sized(after)?;
        let start = bytes.as_ptr().addr() - module.as_ptr().addr();
        segments.push(Data { address: usize::try_from(address)?, at: start..start + bytes.len() });
        rest = after;
    }
    Ok(segments)
}

fn sections(module: &[u8]) -> Result<Vec<(u8, &[u8])>> {
    let mut rest = module.strip_prefix(HEADER).context("it does not begin as a WebAssembly module does")?;
    let mut sections = Vec::new();
    while let Some((id, after)) = rest.split_first() {
        let (content, after) = sized(after)?;
        sections.push((*id, content));
        rest = after;
    }
    Ok(sections)
}

/// Splits off as many bytes as the number at the beginning says.
fn sized(bytes: &[u8]) -> Result<(&[u8], &[u8])> {
    let (size, rest) = number(bytes)?;
    rest.split_at_checked(usize::try_from(size)?).context("a section is cut short")
}

/// Splits off a LEB128 number.
fn number(bytes: &[u8]) -> Result<(u64, &[u8])> {
    let mut number = 0_u64;
    for (at, byte) in bytes.iter().enumerate() {
        ensure!(at < 5, "a number takes more than 32 bits");
        number |= u64::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return Ok((number, bytes.get(at + 1..).unwrap_or_default()));
        }
    }
    anyhow::bail!("a number is cut short")
}

#[cfg(test)]
mod tests {
    use super::{HEADER, custom_names, has_imports};

    fn module(sections: &[u8]) -> Vec<u8> {
        [HEADER, sections].concat()
    }

    #[test]
    fn custom_sections_are_named_and_others_skipped() {
        let sections = [&[1, 2, 9, 9][..], &[0, 5, 3], b"abc", &[7], &[0, 0x82, 0x00, 1], b"d"].concat();
        assert_eq!(custom_names(&module(&sections)).ok(), Some(vec!["abc".into(), "d".into()]));
    }

    #[test]
    fn imports_are_seen() {
        assert!(has_imports(&module(&[2, 7, 1, 1, b'a', 1, b'b', 0, 0])).unwrap());
        for without in [&[][..], &[2, 1, 0], &[1, 2, 9, 9]] {
            assert!(!has_imports(&module(without)).unwrap());
        }
    }

    #[test]
    fn damaged_modules_are_refused() {
        assert!(custom_names(b"").is_err());
        assert!(custom_names(&module(&[0])).is_err());
        assert!(custom_names(&module(&[0, 9, 1])).is_err());
        assert!(custom_names(&module(&[0, 0xff, 0xff, 0xff, 0xff, 0xff, 0])).is_err());
    }
}
