//! The mappings of a source map: places in a script, and where in the sources each came from.
//!
//! esbuild maps each expression and the name that it had. Stack traces and breakpoints need lines, which take a quarter of that.

use anyhow::{Context, Result, ensure};

/// Of a map as esbuild writes it, a copy that maps lines.
pub(super) fn by_line(map: &str) -> Result<String> {
    let lines = map.lines().map(|line| {
        if let Some(mappings) = line.strip_prefix(MAPPINGS) {
            let (mappings, end) = mappings.split_once('"').context("the mappings do not end")?;
            return Ok(format!("{MAPPINGS}{}\"{end}\n", first_of_each_line(mappings)?));
        }
        Ok(if line.starts_with(NAMES) { format!("{NAMES}]\n") } else { format!("{line}\n") })
    });
    let small = lines.collect::<Result<String>>()?;
    ensure!(
        [MAPPINGS, NAMES].iter().all(|member| small.matches(member).count() == 1),
        "the map has not exactly one line for `mappings` and one for `names`; this esbuild writes it otherwise"
    );
    Ok(small)
}

const MAPPINGS: &str = "  \"mappings\": \"";
const NAMES: &str = "  \"names\": [";

/// Where a place came from: source, line and column. The numbers in a map are the differences to those before.
type Origin = [i64; 3];

/// Leaves out each mapping to the line that the mapping before it, on the same line of the script, maps to. Names are left out, because
/// functions keep theirs.
fn first_of_each_line(mappings: &str) -> Result<String> {
    let (mut read, mut written): (Origin, Origin) = ([0; 3], [0; 3]);
    let lines = mappings.split(';').map(|line| {
        let (mut column, mut written_column, mut kept) = (0, 0, String::new());
        let mut before = None;
        for segment in line.split(',').filter(|segment| !segment.is_empty()) {
            let numbers = decoded(segment)?;
            let [moved, origin @ ..] = numbers.as_slice() else { continue };
            column += moved;
            ensure!(matches!(origin.len(), 3 | 4), "a mapping names no source: {segment}");
            read.iter_mut().zip(origin).for_each(|(number, difference)| *number += difference);
            let [source, source_line, _] = read;
            if before.replace((source, source_line)) == Some((source, source_line)) {
                continue;
            }
            if !kept.is_empty() {
                kept.push(',');
            }
            encode(column - written_column, &mut kept);
            read.iter().zip(written).for_each(|(number, before)| encode(number - before, &mut kept));
            (written, written_column) = (read, column);
        }
        Ok(kept)
    });
    Ok(lines.collect::<Result<Vec<_>>>()?.join(";"))
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Base64 digits of five bits each, the lowest first, with a sixth bit if more follow. The lowest bit of the number is its sign.
fn decoded(segment: &str) -> Result<Vec<i64>> {
    let (mut numbers, mut value, mut shift) = (Vec::new(), 0_i64, 0);
    for character in segment.bytes() {
        let digit = DIGITS.iter().position(|digit| *digit == character).context("a mapping is not in base64")?;
        let digit = i64::try_from(digit)?;
        value |= (digit & 31) << shift;
        shift += 5;
        ensure!(shift < 60, "a number of a mapping is too large");
        if digit & 32 == 0 {
            numbers.push(if value & 1 == 0 { value >> 1 } else { -(value >> 1) });
            (value, shift) = (0, 0);
        }
    }
    Ok(numbers)
}

fn encode(number: i64, text: &mut String) {
    let mut rest = number.unsigned_abs() << 1 | u64::from(number < 0);
    loop {
        let digit = usize::try_from(rest & 31).unwrap_or_default();
        rest >>= 5;
        let digit = if rest == 0 { digit } else { digit | 32 };
        text.push(char::from(DIGITS.get(digit).copied().unwrap_or_default()));
        if rest == 0 {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{by_line, decoded, encode};

    #[test]
    fn numbers_are_read_as_they_were_written() {
        for numbers in [vec![0], vec![-1, 1, 15, 16, -16], vec![123_456_789, -123_456_789]] {
            let mut text = String::new();
            numbers.iter().for_each(|number| encode(*number, &mut text));
            assert_eq!(decoded(&text).unwrap(), numbers);
        }
        assert!(decoded("!").is_err());
        assert!(decoded("gggggggggggggggggggggggA").is_err());
    }

    #[test]
    fn each_line_of_a_source_is_mapped_once() {
        let map = |mappings: &str, names: &str| {
            format!(
                "{{\n  \"version\": 3,\n  \"sources\": [\"../a.js\"],\n  \"mappings\": \"{mappings}\",\n  \"names\": [{names}]\n}}\n"
            )
        };
        // On the first line: columns 0 and 4 of line 0 of the source, and column 0 of line 1 with a name. On the second line: line 1 again.
        let full = map("AAAA,IAAI,IACJA;AAAA,EAAE", "\"f\"");
        assert_eq!(by_line(&full).unwrap(), map("AAAA,QACA;AAAA", ""));
        assert!(by_line("{}").is_err());
        assert!(by_line(&map("A", "")).is_err());
    }
}
