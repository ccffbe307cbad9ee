//! Reads the sections of a module.

use anyhow::{Context, Result, ensure};

const HEADER: &[u8] = b"\0asm\x01\0\0\0";
const CUSTOM: u8 = 0;
const IMPORT: u8 = 2;

pub(super) fn custom_names(module: &[u8]) -> Result<Vec<String>> {
    let custom = sections(module)?.into_iter().filter(|(id, _)| *id == CUSTOM);
    custom.map(|(_, content)| Ok(String::from_utf8_lossy(sized(content)?.0).into_owned())).collect()
}

pub(super) fn has_imports(module: &[u8]) -> Result<bool> {
    // The section begins with their number.
    Ok(sections(module)?.iter().any(|(id, content)| *id == IMPORT && content.first() != Some(&0)))
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

/// Splits off as many bytes as the LEB128 number at the beginning says.
fn sized(bytes: &[u8]) -> Result<(&[u8], &[u8])> {
    let mut size = 0_u64;
    for (at, byte) in bytes.iter().enumerate() {
        ensure!(at < 5, "the size of a section takes more than 32 bits");
        size |= u64::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            let rest = bytes.get(at + 1..).unwrap_or_default();
            return rest.split_at_checked(usize::try_from(size)?).context("a section is cut short");
        }
    }
    anyhow::bail!("the size of a section is cut short")
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
