//! One spelling for all equivalent URIs (RFC 3986 §6.2.2, §6.2.3), without query and fragment (RFC 9449 §4.3).

use alloc::string::String;
use alloc::vec::Vec;

use crate::discovery::Url;

/// `None` for what is not an absolute http or https URI, or could be read as another URI: with a user, a backslash, white
/// space or letters beyond ASCII.
pub(super) fn normalized(uri: &str) -> Option<String> {
    let (scheme, after) = uri.split_once("://")?;
    let (authority, rest) = after.split_at_checked(after.find(['/', '?', '#']).unwrap_or(after.len()))?;
    // An empty port is the default one (RFC 3986 §6.2.3).
    let origin = format!("{scheme}://{}", authority.strip_suffix(':').unwrap_or(authority));
    // Read as a whole for the letters after the host.
    Url::parse(&format!("{origin}{rest}"))?;
    let path = rest.split(['?', '#']).next().unwrap_or_default();
    Some(format!("{}{}", Url::parse(&origin)?.normalized_origin()?, without_dots(&encoded(path)?)))
}

/// As [`normalized`], for a URL that need not be in ASCII after the host, as programs write it.
pub(super) fn of_request(url: &str) -> Option<String> {
    let mut ascii = String::with_capacity(url.len());
    for byte in url.bytes() {
        if byte.is_ascii() { ascii.push(byte.into()) } else { push_encoded(&mut ascii, byte) }
    }
    normalized(&ascii)
}

/// The path with percent-encoding only where it is needed; `None` if a percent sign begins no encoding.
fn encoded(path: &str) -> Option<String> {
    let mut text = String::with_capacity(path.len());
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            if is_of_path(byte) {
                text.push(byte.into())
            } else {
                push_encoded(&mut text, byte)
            }
            continue;
        }
        let mut digit = || char::from(bytes.next()?).to_digit(16);
        let decoded = u8::try_from(digit()? << 4 | digit()?).ok()?;
        if is_unreserved(decoded) { text.push(decoded.into()) } else { push_encoded(&mut text, decoded) }
    }
    Some(text)
}

fn push_encoded(text: &mut String, byte: u8) {
    text.push_str(&format!("%{byte:02X}"));
}

/// RFC 3986 §2.3.
const fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// RFC 3986 §3.3.
const fn is_of_path(byte: u8) -> bool {
    is_unreserved(byte)
        || matches!(
            byte,
            b'/' | b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'=' | b':' | b'@'
        )
}

/// RFC 3986 §5.2.4. A path is never empty (§6.2.3).
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.strip_prefix('/').unwrap_or(path).split('/').peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        match segment {
            "." => {}
            ".." => drop(kept.pop()),
            other => kept.push(other),
        }
        if is_last && matches!(segment, "." | "..") {
            kept.push("");
        }
    }
    format!("/{}", kept.join("/"))
}
