//! Finds the compiled object in the archive that the compiler gives for a static library.

use anyhow::{Context, Result, bail};

const BEGINNING: &[u8] = b"!<arch>\n";
/// Each file follows a header: its name, numbers that nothing here needs, and its size in decimal digits.
const HEADER: usize = 60;
const NAME: usize = 16;
const SIZE: std::ops::Range<usize> = 48..58;

/// The object whose name begins so. All crates and the standard library are in one, because they are optimised together.
pub(super) fn object<'a>(archive: &'a [u8], beginning: &str) -> Result<&'a [u8]> {
    let mut rest = archive.strip_prefix(BEGINNING).context("it does not begin as an archive does")?;
    let mut long_names: &[u8] = &[];
    let mut found = None;
    while !rest.is_empty() {
        let (header, after) = rest.split_at_checked(HEADER).context("a header in the archive is cut short")?;
        let size: usize =
            str::from_utf8(&header[SIZE])?.trim().parse().context("a size in the archive is not a number")?;
        let (content, after) = after.split_at_checked(size).context("a file in the archive is cut short")?;
        let name = str::from_utf8(&header[..NAME])?.trim_end();
        if name == "//" {
            long_names = content;
        }
        // The place of a name that is too long for the header.
        let place = name.strip_prefix('/').and_then(|place| place.parse::<usize>().ok());
        let name = place.map_or(Some(name.as_bytes()), |place| long_names.get(place..)).unwrap_or_default();
        if name.starts_with(beginning.as_bytes()) && found.replace(content).is_some() {
            bail!("the archive has two objects `{beginning}…`, but the profile release must make one");
        }
        // A file begins at an even place.
        rest = after.get(size % 2..).unwrap_or_default();
    }
    found.with_context(|| format!("the archive has no object `{beginning}…`"))
}

#[cfg(test)]
mod tests {
    use super::{BEGINNING, object};

    fn file(name: &str, content: &str) -> String {
        let end = if content.len().is_multiple_of(2) { "" } else { "\n" };
        format!("{name:<16}{:<32}{:<10}`\n{content}{end}", "0", content.len())
    }

    fn archive(files: &[String]) -> Vec<u8> {
        [BEGINNING, files.concat().as_bytes()].concat()
    }

    #[test]
    fn an_object_is_found_by_a_short_or_a_long_name() {
        let files = [
            file("/", "symbols"),
            file("//", "other_library.0123456789.o/\njwt_bindings.0123456789.rcgu.o/\n"),
            file("/0", "other"),
            file("/28", "wanted"),
            file("short.o/", "odd"),
        ];
        let archive = archive(&files);
        assert_eq!(object(&archive, "jwt_bindings").unwrap(), b"wanted");
        assert_eq!(object(&archive, "short").unwrap(), b"odd");
        assert_eq!(object(&archive, "other").unwrap(), b"other");
    }

    #[test]
    fn none_and_several_are_refused() {
        let archive = archive(&[file("a1.o/", "one"), file("a2.o/", "two")]);
        assert!(object(&archive, "a1").is_ok());
        assert!(object(&archive, "a").is_err());
        assert!(object(&archive, "b").is_err());
    }

    #[test]
    fn damaged_archives_are_refused() {
        let whole = archive(&[file("a.o/", "four")]);
        for cut in (0..whole.len()).filter(|cut| *cut != BEGINNING.len()) {
            assert!(object(&whole[..cut], "a").is_err(), "{cut}");
        }
    }
}
