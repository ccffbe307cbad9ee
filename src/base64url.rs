//! base64url in its canonical spelling, and no other (RFC 7515 §2, RFC 4648 §5, §3.5).

use alloc::string::String;
use alloc::vec::Vec;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::error::Malformation;

/// Padding, white space, letters of the standard alphabet and non-zero trailing bits are refused, so that each value
/// has one spelling.
pub(crate) fn decode(segment: &str) -> Result<Vec<u8>, Malformation> {
    let mut bytes = Vec::new();
    decode_onto(&mut bytes, segment.as_bytes())?;
    Ok(bytes)
}

/// As [`decode`], appending to what is there already.
pub(crate) fn decode_onto(bytes: &mut Vec<u8>, segment: &[u8]) -> Result<(), Malformation> {
    URL_SAFE_NO_PAD.decode_vec(segment, bytes).map_err(|_| Malformation::Base64url)
}

/// A segment without its padding. The padding must be exactly as long as RFC 4648 §3.2 says: a padded token whose
/// segments could also come without padding would have two spellings.
pub(crate) fn without_padding(segment: &[u8]) -> Option<&[u8]> {
    let letters = segment.strip_suffix(b"==").or(segment.strip_suffix(b"=")).unwrap_or(segment);
    segment.len().is_multiple_of(4).then_some(letters)
}

pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut text = Vec::new();
    encode_onto(&mut text, bytes);
    String::from_utf8(text).unwrap_or_default()
}

/// As [`encode`], appending to what is there already. The engine's own `encode` could panic, and the code that prints the
/// value of such a panic takes 2 KB.
pub(crate) fn encode_onto(text: &mut Vec<u8>, bytes: &[u8]) {
    let start = text.len();
    text.resize(start.saturating_add(base64::encoded_len(bytes.len(), false).unwrap_or_default()), 0);
    let _ = URL_SAFE_NO_PAD.encode_slice(bytes, text.get_mut(start..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_canonical_spelling_is_read() {
        assert_eq!(decode("").as_deref(), Ok(&b""[..]));
        assert_eq!(decode("_-8").as_deref(), Ok(&[0xff, 0xef][..]));
        for wrong in ["_-8=", "_-9", "/+8", "_-8\n", " _-8", "_", "_-8%3D", "_-\u{ff18}", "_\0-8", "AAAAA"] {
            assert_eq!(decode(wrong), Err(Malformation::Base64url), "{wrong:?}");
        }
    }

    #[test]
    fn padding_is_exactly_what_it_must_be() {
        let decode = |segment: &str| {
            without_padding(segment.as_bytes()).and_then(|letters| decode(str::from_utf8(letters).ok()?).ok())
        };
        for (segment, bytes) in
            [("", &b""[..]), ("Zg==", b"f"), ("Zm8=", b"fo"), ("Zm9v", b"foo"), ("_-8=", &[0xff, 0xef])]
        {
            assert_eq!(decode(segment).as_deref(), Some(bytes), "{segment}");
        }
        for wrong in [
            "Zg", "Zg=", "Zg===", "Zg====", "Zm8", "Zm8==", "Zm8===", "Zm9v=", "Zm9v==", "Zm9v===", "Zm9v====", "=",
            "==", "===", "====", "Z===", "Zh==", "Zm9=", "Z=g=", "=Zg=", "Zg=\n", "Zg%3D%3D", " Zg==", "/+8=",
            "Zm8=Zm8=", "Zg==Zg==",
        ] {
            assert_eq!(decode(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for length in 0..=70_u8 {
            let bytes: Vec<u8> = (0..length).map(|n| n.wrapping_mul(37)).collect();
            assert_eq!(decode(&encode(&bytes)), Ok(bytes));
        }
    }
}
