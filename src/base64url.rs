//! base64url without padding, in its one canonical spelling (RFC 7515 §2, RFC 4648 §5, §3.5).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::error::Malformation;

/// Padding, white space, letters of the standard alphabet and non-zero trailing bits are all refused, so that one
/// value has one spelling.
pub(crate) fn decode(segment: &str) -> Result<Vec<u8>, Malformation> {
    let mut bytes = Vec::new();
    decode_onto(&mut bytes, segment)?;
    Ok(bytes)
}

/// As [`decode`], at the end of what is there already.
pub(crate) fn decode_onto(bytes: &mut Vec<u8>, segment: &str) -> Result<(), Malformation> {
    URL_SAFE_NO_PAD.decode_vec(segment, bytes).map_err(|_| Malformation::Base64url)
}

pub(crate) fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
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
    fn what_is_written_is_read_back() {
        for length in 0..=70_u8 {
            let bytes: Vec<u8> = (0..length).map(|n| n.wrapping_mul(37)).collect();
            assert_eq!(decode(&encode(&bytes)), Ok(bytes));
        }
    }
}
