//! Clears the places in source files that a panic would name. A module has no output for them, and traps in either case.

use super::sections;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::ops::Range;
use std::path::Path;

/// Four numbers of 4 bytes: the address of the file's path, its length, a line and a column (`core::panic::Location`).
const SIZE: usize = 16;
const PATH_END: &[u8] = b".rs\0";
const LONGEST_PATH: usize = 256;
const MAX_LINE: usize = 100_000;
const MAX_COLUMN: usize = 1_000;

pub(super) fn clear(path: &Path) -> Result<()> {
    let mut module = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    clear_all(&mut module)?;
    ensure!(
        !module.windows(PATH_END.len()).any(|bytes| bytes == PATH_END),
        "{} still names a source file; this compiler writes the places of panics otherwise",
        path.display()
    );
    fs::write(path, module).with_context(|| format!("cannot write {}", path.display()))
}

/// Each place becomes line 0 of the same file, with an empty name, so that what reads it finds a whole one. Returns their number.
fn clear_all(module: &mut [u8]) -> Result<usize> {
    let segments = sections::data(module)?;
    let mut paths = Vec::new();
    let mut found = Vec::new();
    for segment in &segments {
        // The compiler aligns them to 4 bytes.
        let mut at = segment.at.start + segment.address.wrapping_neg() % 4;
        while at + SIZE <= segment.at.end {
            let place = place(module, &segments, at);
            at += if place.is_some() { SIZE } else { 4 };
            if let Some((path, record)) = place {
                paths.push(path);
                found.push(record);
            }
        }
    }
    let address: Option<[u8; 4]> = found.first().and_then(|first| module[first.start..].first_chunk().copied());
    for record in &found {
        module[record.clone()].fill(0);
        module[record.clone()][..4].copy_from_slice(&address.unwrap_or_default());
    }
    for path in paths {
        module[path].fill(0);
    }
    Ok(found.len())
}

/// The path that a record at this offset names, and the record.
fn place(module: &[u8], segments: &[sections::Data], at: usize) -> Option<(Range<usize>, Range<usize>)> {
    let number = |place: usize| -> Option<usize> {
        let from = at + 4 * place;
        usize::try_from(u32::from_le_bytes(module.get(from..from + 4)?.try_into().ok()?)).ok()
    };
    let (address, length, line, column) = (number(0)?, number(1)?, number(2)?, number(3)?);
    if length > LONGEST_PATH || !(1..=MAX_LINE).contains(&line) || !(1..=MAX_COLUMN).contains(&column) {
        return None;
    }
    let path = segments.iter().find_map(|segment| segment.range(address, length))?;
    let text = &module[path.clone()];
    let is_path = text.ends_with(b".rs") && text.iter().all(u8::is_ascii_graphic);
    is_path.then_some((path, at..at + SIZE))
}

#[cfg(test)]
mod tests {
    use super::clear_all;

    const ADDRESS: u8 = 64;

    /// A module with one data segment at `ADDRESS`.
    fn module(data: &[u8]) -> Vec<u8> {
        let size = u8::try_from(data.len()).unwrap();
        let section = [&[1, 0, 0x41, 0xc0, 0x00, 0x0b, size | 0x80, 0][..], data].concat();
        let length = u8::try_from(section.len()).unwrap();
        [b"\0asm\x01\0\0\0", &[11, length | 0x80, 0][..], &section].concat()
    }

    fn record(address: u8, length: u8, line: u8, column: u8) -> Vec<u8> {
        [address, length, line, column].into_iter().flat_map(|number| [number, 0, 0, 0]).collect()
    }

    fn cleared(data: &[u8]) -> (usize, Vec<u8>) {
        let mut bytes = module(data);
        let found = clear_all(&mut bytes).unwrap();
        let at = bytes.len() - data.len();
        (found, bytes.split_off(at))
    }

    #[test]
    fn each_place_becomes_line_0_of_one_file_without_a_name() {
        let paths = b"src/jwe.rs\0\0/a.rs\0\0\0";
        let places = [record(ADDRESS, 10, 7, 9), record(ADDRESS, 10, 8, 1), record(ADDRESS + 12, 5, 1, 2)].concat();
        let (found, after) = cleared(&[paths.as_slice(), &places, b"more"].concat());
        assert_eq!(found, 3);
        assert_eq!(after, [[0; 20].to_vec(), record(ADDRESS, 0, 0, 0).repeat(3), b"more".to_vec()].concat());
    }

    #[test]
    fn what_only_resembles_a_place_stays() {
        let path = b"src/jwe.rs\0\0";
        for record in [
            record(ADDRESS, 10, 0, 9),
            record(ADDRESS, 10, 7, 0),
            record(ADDRESS, 9, 7, 9),
            record(ADDRESS + 1, 12, 7, 9),
            record(ADDRESS - 1, 10, 7, 9),
            record(ADDRESS + 40, 10, 7, 9),
        ] {
            let data = [path.as_slice(), &record].concat();
            assert_eq!(cleared(&data), (0, data.clone()), "{record:?}");
        }
    }

    #[test]
    fn damaged_modules_are_refused() {
        for cut in 9..module(b"src/a.rs").len() {
            assert!(clear_all(&mut module(b"src/a.rs")[..cut].to_vec()).is_err(), "{cut}");
        }
    }
}
