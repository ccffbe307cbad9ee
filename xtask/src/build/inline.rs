//! A module as a string in a script, because every runtime and bundler loads files in another way.

use anyhow::{Context, Result};
use std::collections::VecDeque;
use std::fs;

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

/// The character of each frequent byte, in rows of 16 from 0x00 on. `TWO` stands for a byte with two characters.
///
/// Brotli predicts a character by the classes of the two before it: digit, comma, capital vowel, small consonant and so on (RFC 7932
/// §7.1). So bytes that are followed by different bytes have characters of different classes, and small letters stand for
/// themselves, for names and messages. A search over the core, which every bundle has, found this table. Any other is as right. All
/// modules use one, so that a bundle of several compresses what they share.
const CHARACTERS: [&str; 16] = [
    "GCOAUFKTPMWL825H",
    "%$$QD$$$N$JwX$$$",
    " 40~I$$$=:$$S-$z",
    "B$$$V$;,R$_?$$$$",
    "Y.@$$369$$$$$$$$",
    "$$$$$$$$$$$$$$$f",
    "$abcde$ghijklmno",
    "pqrstuv$xy$$$$$Z",
    "!$$[>$}$7$$$$$$$",
    "$$$$$$$$$$$$1$$$",
    "&$$$$$$$$$$$$$$$",
    "$$$$$$$$$$$$$$$$",
    "#+$$$$$$|$$$$$$$",
    "*$$$$$$$$$$$$$$$",
    "$$$$$$$$$$$$$$$$",
    "^$$$$$$${$$$]E$/",
];
const TWO: char = '$';

/// The codes of all 256 bytes in order, then the code of each byte of the module: one character for a frequent byte, two for
/// another. Equal bytes become equal characters, so the compressed string is only 1 % larger than the core. Base64 costs
/// 31 %, because it shifts bytes against each other, and non-ASCII characters cost 10 %, because bundlers escape them.
fn encoded(bytes: &[u8]) -> String {
    let codes = codes();
    let code = |byte: u8| codes.get(usize::from(byte)).map_or("", String::as_str);
    (0..=u8::MAX).chain(bytes.iter().copied()).map(code).collect()
}

fn codes() -> Vec<String> {
    let fit: Vec<char> = (' '..='~').filter(|character| !UNFIT.contains(character)).collect();
    let pairs_from = |lead: char| fit.iter().map(move |next| format!("{lead}{next}"));
    let mut pairs: VecDeque<String> = [FIRST, SECOND].into_iter().flat_map(pairs_from).collect();
    (0..=u8::MAX)
        .zip(CHARACTERS.into_iter().flat_map(str::chars))
        .map(|(byte, character)| match character {
            // Bytes from 0x80 on begin with the other parenthesis, as far as there are enough.
            TWO if byte >= 0x80 => pairs.pop_back().unwrap_or_default(),
            TWO => pairs.pop_front().unwrap_or_default(),
            _ => character.to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{CHARACTERS, TWO, UNFIT, codes, encoded};
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
    fn a_table_has_a_place_for_each_byte_and_fit_characters() {
        assert!(CHARACTERS.iter().all(|row| row.chars().count() == 16));
        let mut characters = CHARACTERS.into_iter().flat_map(str::chars).filter(|character| *character != TWO);
        assert!(characters.all(|character| (' '..='~').contains(&character) && !UNFIT.contains(&character)));
    }

    #[test]
    fn what_a_script_cannot_hold_is_not_in_it() {
        let text = encoded(b"\0\r\n\"\\</script><!--\xff${}`'");
        let mut inner = text.chars().filter(|character| !['(', ')'].contains(character));
        assert!(inner.all(|character| (' '..='~').contains(&character) && !UNFIT.contains(&character)));
    }
}
