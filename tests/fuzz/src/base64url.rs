//! Compares base64url with a decoder that is too simple to be wrong, and with the encoder: each value has one spelling. The input is a
//! segment.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jwt_wasm::{DEFAULT_MAX_TOKEN_LENGTH, DecodeOptions, Part, decode_unverified};

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Puts the segment in each of a token's three places.
pub fn run(input: &[u8]) {
    let Ok(segment) = str::from_utf8(input) else { return };
    if segment.contains('.') || segment.len() > DEFAULT_MAX_TOKEN_LENGTH / 2 {
        return;
    }
    let expected = decode(segment);
    if let Some(bytes) = &expected {
        assert_eq!(URL_SAFE_NO_PAD.encode(bytes), segment, "one value has two spellings");
    }

    let decoded =
        decode_unverified(&format!("e30.e30.{segment}"), &DecodeOptions::new()).map(|token| token.signature().to_vec());
    assert_eq!(decoded.ok(), expected, "{segment:?} as a signature");
    for (token, part) in [(format!("{segment}.e30."), Part::Header), (format!("e30.{segment}."), Part::Payload)] {
        let error = decode_unverified(&token, &DecodeOptions::new()).err();
        let is_refused =
            error.is_some_and(|error| error.part() == Some(part.as_str()) && error.reason() == Some("base64url"));
        assert_eq!(is_refused, expected.is_none(), "{segment:?} as a {part:?}");
    }
}

/// RFC 4648 §5 without padding, bit by bit: foreign letters, a lone last letter and non-zero trailing bits are refused.
pub fn decode(segment: &str) -> Option<Vec<u8>> {
    let mut bits: Vec<bool> = Vec::with_capacity(segment.len() * 6);
    for letter in segment.bytes() {
        let value = LETTERS.iter().position(|other| *other == letter)?;
        bits.extend((0..6).rev().map(|bit| value >> bit & 1 == 1));
    }
    let octets = bits.chunks_exact(8);
    let rest = octets.remainder();
    let is_canonical = rest.len() < 6 && !rest.contains(&true);
    is_canonical.then(|| octets.map(|octet| octet.iter().fold(0, |byte, bit| byte << 1 | u8::from(*bit))).collect())
}
