//! A module as a string in a script, because every runtime and bundler loads files in another way.

use anyhow::{Context, Result};
use std::fs;
use std::ops::RangeInclusive;

const TYPES: &str = "/** The module in the code that `bytesFrom` reads. */\nexport declare const characters: string;\n";

// The other printable ASCII characters are safe in any quotes, in any script and after any minifier. `<` is not, because
// `</script>` ends a script.
const UNFIT: [char; 8] = ['"', '\'', '`', '\\', '$', '<', FIRST, SECOND];
const FIRST: char = '(';
const SECOND: char = ')';

pub(super) fn write(module: &str, script: &str, types: &str) -> Result<()> {
    let bytes = fs::read(module).with_context(|| format!("cannot read {module}"))?;
    fs::write(script, format!("export const characters =\n  \"{}\";\n", encoded(&bytes)))
        .with_context(|| format!("cannot write {script}"))?;
    fs::write(types, TYPES).with_context(|| format!("cannot write {types}"))
}

// The most frequent bytes of modules. All modules use one list, so that a bundle of several compresses what they share.
const COMMON: &[RangeInclusive<u8>] = &[
    0x00..=0x14,
    0x18..=0x18,
    0x1a..=0x1c,
    0x20..=0x24,
    0x28..=0x29,
    0x2d..=0x2d,
    0x2f..=0x31,
    0x36..=0x38,
    0x3a..=0x3a,
    0x40..=0x42,
    0x45..=0x47,
    0x61..=0x61,
    0x63..=0x65,
    0x68..=0x6c,
    0x6e..=0x74,
    0x76..=0x76,
    0x78..=0x78,
    0x7c..=0x80,
    0x83..=0x86,
    0x88..=0x88,
    0x90..=0x90,
    0x98..=0x98,
    0xa0..=0xa0,
    0xad..=0xad,
    0xc0..=0xc1,
    0xd0..=0xd0,
    0xe0..=0xe0,
    0xf0..=0xf0,
    0xf8..=0xf8,
    0xfc..=0xfd,
    0xff..=0xff,
];

/// The codes of all 256 bytes in order, then the code of each byte of the module: one character for a common byte, two for
/// another. Equal bytes become equal characters, so the compressed string is only 2 % larger than the module. Base64 costs 31 %,
/// because it shifts bytes against each other, and non-ASCII characters cost 10 %, because bundlers escape them.
fn encoded(bytes: &[u8]) -> String {
    let codes = codes();
    let code = |byte: u8| codes.get(usize::from(byte)).map_or("", String::as_str);
    (0..=u8::MAX).chain(bytes.iter().copied()).map(code).collect()
}

fn codes() -> Vec<String> {
    let fit: Vec<char> = (' '..='~').filter(|character| !UNFIT.contains(character)).collect();
    let is_common = |byte: u8| COMMON.iter().any(|range| range.contains(&byte));
    // Letters stand for themselves, so names and messages compress as well as before.
    let is_itself = |byte: u8| is_common(byte) && fit.contains(&char::from(byte));
    let mut free = fit.iter().filter(|character| !u8::try_from(**character).is_ok_and(is_itself));
    let mut pairs = [FIRST, SECOND].into_iter().flat_map(|lead| fit.iter().map(move |next| [lead, *next]));
    (0..=u8::MAX)
        .map(|byte| match byte {
            _ if is_itself(byte) => char::from(byte).to_string(),
            _ if is_common(byte) => free.next().into_iter().collect(),
            _ => pairs.next().into_iter().flatten().collect(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{UNFIT, codes, encoded};
    use std::collections::BTreeSet;

    #[test]
    fn each_byte_has_a_code_of_its_own() {
        let codes = codes();
        assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), 256);
        let (pairs, single): (Vec<_>, Vec<_>) = codes.iter().partition(|code| code.starts_with(['(', ')']));
        assert!(pairs.iter().all(|code| code.len() == 2) && single.iter().all(|code| code.len() == 1));
        let (zero, letter) = (codes.first().unwrap(), codes.get(usize::from(b'a')).unwrap());
        assert_eq!((zero.len(), letter.as_str()), (1, "a"));
    }

    #[test]
    fn what_a_script_cannot_hold_is_not_in_it() {
        let text = encoded(b"\0\r\n\"\\</script><!--\xff${}`'");
        let mut inner = text.chars().filter(|character| !['(', ')'].contains(character));
        assert!(inner.all(|character| (' '..='~').contains(&character) && !UNFIT.contains(&character)));
    }
}
