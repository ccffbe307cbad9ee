//! What a secret must not be: a key, a certificate, a token or something else that is public. If it were accepted as a
//! secret, everybody who has it could sign (CVE-2023-48223, CVE-2026-34950).
//!
//! One pass reads the bytes as they are, as text, and as base64 and hexadecimal with any separators, and looks for
//! sequences that such files contain. A sequence has about 48 bits, and [`is_der`] compares 33 bits at one place, so a
//! random secret of 64 bytes, in bytes, base64 or hexadecimal, looks public less often than once in four billion.
//! [`is_ssh`] says where this does not hold.

use crate::error::PublicLook;

/// A sequence of up to seven bytes, how many of 64 bits it leaves free, and what contains it.
struct Sign(u64, u32, PublicLook);

const fn sign(bytes: &[u8], look: PublicLook) -> Sign {
    let mut value = 0_u64;
    let mut free = u64::BITS;
    let mut rest = bytes;
    while let [byte, after @ ..] = rest {
        value = value << 8 | *byte as u64;
        free = free.wrapping_sub(8);
        rest = after;
    }
    Sign(value, free, look)
}

/// Sequences of text have no white space and no zero bytes, because both are left out of the text that is searched.
const ANYWHERE: &[Sign] = &[
    // Object identifiers: RSA's (PKCS), EC's, DSA's, the curves', Edwards's and NIST's (ML-DSA).
    sign(b"\x2a\x86\x48\x86\xf7\x0d", PublicLook::Der),
    sign(b"\x07\x2a\x86\x48\xce\x3d\x02", PublicLook::Der),
    sign(b"\x08\x2a\x86\x48\xce\x3d", PublicLook::Der),
    sign(b"\x07\x2a\x86\x48\xce\x38\x04", PublicLook::Der),
    sign(b"\x06\x05\x2b\x81\x04\x00", PublicLook::Der),
    sign(b"\x30\x05\x06\x03\x2b\x65", PublicLook::Der),
    sign(b"\x60\x86\x48\x01\x65\x03\x04", PublicLook::Der),
    // The exponent of a private RSA key (RFC 8017 A.1.2) and the number after it.
    sign(b"\x02\x03\x01\x00\x01\x02\x81", PublicLook::Der),
    sign(b"\x02\x03\x01\x00\x01\x02\x82", PublicLook::Der),
    // DER that was decoded as text: as Latin-1, and as UTF-8, which lost the bytes that are not UTF-8.
    sign(b"\x2a\x86\x48\x86\xf7\x01\x01", PublicLook::Der),
    sign(b"\x06\x2a\x48\x01\x01\x01\x05", PublicLook::Der),
    sign(b"\x06\x07\x2a\x48\x3d\x02\x01", PublicLook::Der),
    // RFC 7468 §2 and RFC 4716 §3.2; the number of dashes does not matter.
    sign(b"--BEGIN", PublicLook::Pem),
    sign(b"- BEGIN", PublicLook::Pem),
    // RFC 7517 §4.1, §5.1, in JSON and as JavaScript, YAML, TOML and HTML write it.
    sign(b"\"kty\":", PublicLook::Jwk),
    sign(b"'kty':", PublicLook::Jwk),
    sign(b"kty:\"RS", PublicLook::Jwk),
    sign(b"kty:\"EC", PublicLook::Jwk),
    sign(b"kty:\"OK", PublicLook::Jwk),
    sign(b"kty:\"AK", PublicLook::Jwk),
    sign(b"kty:'RS", PublicLook::Jwk),
    sign(b"kty:'EC", PublicLook::Jwk),
    sign(b"kty:'OK", PublicLook::Jwk),
    sign(b"kty:'AK", PublicLook::Jwk),
    sign(b"kty:RSA", PublicLook::Jwk),
    sign(b"kty:EC", PublicLook::Jwk),
    sign(b"kty:OKP", PublicLook::Jwk),
    sign(b"kty:AKP", PublicLook::Jwk),
    sign(b"kty=\"RS", PublicLook::Jwk),
    sign(b"kty=\"EC", PublicLook::Jwk),
    sign(b"kty=\"OK", PublicLook::Jwk),
    sign(b"kty=\"AK", PublicLook::Jwk),
    sign(b";kty&qu", PublicLook::Jwk),
    sign(b";kty&#3", PublicLook::Jwk),
    sign(b"\"keys\":", PublicLook::Jwk),
    sign(b"PuTTY-U", PublicLook::Ssh),
    // .NET's `RSAKeyValue`, and `openssl pkey -text`.
    sign(b"<Modulu", PublicLook::Text),
    sign(b"ic-Key:", PublicLook::Text),
];

/// Sequences that count only inside base64 or hexadecimal, because as plain text they are ordinary words.
const ENCODED: &[Sign] = &[
    sign(b"ssh-rsa", PublicLook::Ssh),
    sign(b"ssh-dss", PublicLook::Ssh),
    sign(b"ssh-ed2", PublicLook::Ssh),
    sign(b"dsa-sha", PublicLook::Ssh),
    sign(b"openssh", PublicLook::Ssh),
    sign(b"\"alg\":\"", PublicLook::Token),
];

/// The last bytes of all sequences, as a set of bits: this is the part for the 64 bytes that begin with these two bits.
const fn ends(table: &[Sign], high: u64) -> u64 {
    let mut set = 0;
    let mut rest = table;
    while let [Sign(value, ..), after @ ..] = rest {
        if *value >> 6 & 3 == high {
            set |= 1 << (*value & 63);
        }
        rest = after;
    }
    set
}

const ENDS: [u64; 4] = [
    ends(ANYWHERE, 0) | ends(ENCODED, 0) | 1,
    ends(ANYWHERE, 1) | ends(ENCODED, 1),
    ends(ANYWHERE, 2) | ends(ENCODED, 2),
    ends(ANYWHERE, 3) | ends(ENCODED, 3),
];

/// Few bytes end a sequence, or what [`is_pkcs1`] looks for, so most windows need no further look.
fn may_end(window: u64) -> bool {
    let [low, middle, high, top] = ENDS;
    let set = match window >> 6 & 3 {
        0 => low,
        1 => middle,
        2 => high,
        _ => top,
    };
    set >> (window & 63) & 1 == 1
}

/// What public thing these bytes look like, if any.
pub(super) fn public_look(secret: &[u8]) -> Option<PublicLook> {
    let trimmed = secret.strip_prefix(b"\xef\xbb\xbf").unwrap_or(secret).trim_ascii();
    if is_der(secret) || is_der(trimmed) || trimmed.ends_with(&EXPONENT) {
        return Some(PublicLook::Der);
    }
    if is_ssh(trimmed) {
        return Some(PublicLook::Ssh);
    }
    let mut bytes = Window::default();
    let mut text = Window::default();
    let mut base64 = Window::default();
    let mut hex = Window::default();
    let mut rest = secret;
    while let [byte, after @ ..] = rest {
        rest = after;
        let mut found = bytes.push(*byte, 8);
        if let Some(character) = character(*byte, &mut rest) {
            found = found.or(text.push(character, 8));
            if let Some(digit) = sextet(character) {
                found = found.or(base64.push(digit, 6));
            }
            if let Some(digit) = nibble(character) {
                found = found.or(hex.push(digit, 4));
            }
        }
        if found.is_some() {
            return found;
        }
    }
    if base64.ends_with_exponent() || hex.ends_with_exponent() { Some(PublicLook::Der) } else { None }
}

/// The last 64 bits that were read.
#[derive(Default)]
struct Window(u64);

impl Window {
    /// Base64 is searched at each offset at which its letters can make bytes.
    fn push(&mut self, digit: u8, bits: u32) -> Option<PublicLook> {
        self.0 = self.0 << bits | u64::from(digit);
        let encoded = if bits < 8 { ENCODED } else { &[] };
        let [whole, others @ ..] = self.ways();
        let others = others.into_iter().filter(|_| bits == 6);
        core::iter::once(whole).chain(others).filter(|window| may_end(*window)).find_map(|window| look(window, encoded))
    }

    fn ways(&self) -> [u64; 3] {
        [self.0, self.0 >> 2, self.0 >> 4]
    }

    fn ends_with_exponent(&self) -> bool {
        self.ways().iter().any(|window| window.to_be_bytes().ends_with(&EXPONENT))
    }
}

#[cold]
fn look(window: u64, encoded: &[Sign]) -> Option<PublicLook> {
    if is_pkcs1(window) {
        return Some(PublicLook::Der);
    }
    let mut signs = ANYWHERE.iter().chain(encoded);
    let found = signs.find(|sign| window.wrapping_shl(sign.1).wrapping_shr(sign.1) == sign.0);
    found.map(|sign| sign.2)
}

/// The usual exponent, 65537, with which PKCS#1 (RFC 8017 A.1.1) ends whatever the modulus is.
const EXPONENT: [u8; 5] = [2, 3, 1, 0, 1];

/// Whether this is the beginning of a public RSA key (RFC 8017 A.1.1): two lengths that fit each other, for an exponent
/// of 1 to 5 bytes. In base64 only half of the first byte is in the window.
fn is_pkcs1(window: u64) -> bool {
    match window.to_be_bytes() {
        [first, a, b, 2, 0x82, high @ 0..=4, low, 0] if first & 15 == 2 => {
            let outer = u16::from_be_bytes([a, b]);
            matches!(outer.wrapping_sub(u16::from_be_bytes([high, low])), 7..=11)
        }
        [_, 0x30, 0x81, outer, 2, 0x81, inner, 0] => matches!(outer.wrapping_sub(inner), 6..=10),
        _ => false,
    }
}

/// The byte that a character stands for, or `None` if it is left out: white space, the zeros of UTF-16, and the escapes
/// of JSON, URLs and programs. Bytes that were decoded as Latin-1 become bytes again.
fn character(byte: u8, rest: &mut &[u8]) -> Option<u8> {
    let (character, after) = match (byte, *rest) {
        (0 | b'\t'..=b'\r' | b' ' | 0xc2, _) => return None,
        (0xc3, [low, after @ ..]) => (Some(*low | 0x40), after),
        (0xef, [0xbf, 0xbd, after @ ..]) => (None, after),
        (b'\\', [b'n' | b'r' | b't', after @ ..]) => (None, after),
        // In a program's list of bytes, each byte has a prefix.
        (b'0', [b'x', after @ ..]) => (None, after),
        (b'\\', [b'u', b'0', b'0', high, low, after @ ..] | [b'x', high, low, after @ ..])
        | (b'%', [high, low, after @ ..]) => match (nibble(*high), nibble(*low)) {
            (Some(high), Some(low)) => (Some(high << 4 | low), after),
            _ => return Some(byte),
        },
        (b'\\', _) => return None,
        _ => return Some(byte),
    };
    *rest = after;
    character
}

fn nibble(character: u8) -> Option<u8> {
    match character {
        b'0'..=b'9' => Some(character & 15),
        b'a'..=b'f' | b'A'..=b'F' => Some((character & 15).wrapping_add(9)),
        _ => None,
    }
}

/// RFC 4648 §4 and §5.
fn sextet(letter: u8) -> Option<u8> {
    match letter {
        b'A'..=b'Z' => Some(letter.wrapping_sub(b'A')),
        b'a'..=b'z' => Some(letter.wrapping_sub(b'a').wrapping_add(26)),
        b'0'..=b'9' => Some(letter.wrapping_add(4)),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    }
}

/// Whether it begins with a word that names a kind of SSH key (RFC 4253 §6.6). One random base64url secret in 17
/// million begins with `ssh-` and is refused with them: to accept an SSH key as a secret would cost more than to make
/// another secret.
fn is_ssh(text: &[u8]) -> bool {
    let names: [&[u8]; 4] = [b"ssh-", b"ecdsa-sha2-", b"sk-ssh-", b"sk-ecdsa-"];
    names.iter().any(|name| text.starts_with(name))
}

/// Whether it is a SEQUENCE that fills all the bytes, and that is long or begins with another SEQUENCE or a version, as
/// SPKI, PKCS#1, PKCS#8 and X.509 do.
fn is_der(secret: &[u8]) -> bool {
    match secret {
        [0x30, 0x82, high @ 1..=0xff, low, rest @ ..] => rest.len() == usize::from(u16::from_be_bytes([*high, *low])),
        // PKCS#8 (RFC 5958 §2) and SEC 1 begin with a version.
        [0x30, length @ 0..=0x7f, 0x02, 0x01, 0 | 1, rest @ ..] => {
            rest.len().checked_add(3) == Some(usize::from(*length))
        }
        [0x30, 0x81, length, 0x02, 0x01, 0 | 1, rest @ ..] => rest.len().checked_add(3) == Some(usize::from(*length)),
        [0x30, 0x81, length, 0x30, rest @ ..] => rest.len().checked_add(1) == Some(usize::from(*length)),
        [0x30, length @ 0..=0x7f, 0x30, inner, 0x06, rest @ ..]
        | [0x30, length @ 0..=0x7f, 0x02, inner, 0, rest @ ..] => {
            rest.len().checked_add(3) == Some(usize::from(*length)) && inner < length
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Its own generator of random bytes (xorshift), so that a run can be repeated.
    struct Random(u64);

    impl Random {
        fn fill(&mut self, bytes: &mut [u8]) {
            for chunk in bytes.chunks_mut(8) {
                self.0 ^= self.0 << 13;
                self.0 ^= self.0 >> 7;
                self.0 ^= self.0 << 17;
                chunk.copy_from_slice(&self.0.wrapping_mul(0x2545_f491_4f6c_dd1d).to_le_bytes());
            }
        }
    }

    fn base64(bytes: &[u8], alphabet: &[u8; 64]) -> Vec<u8> {
        let letters = bytes.chunks(3).flat_map(|chunk| {
            let word = chunk.iter().fold(0_u32, |word, byte| word << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
            (0..=chunk.len()).map(move |index| alphabet[(word >> (18 - 6 * index) & 63) as usize])
        });
        letters.collect()
    }

    const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /// `JWT_WASM_SECRETS` of each size, in each of five spellings.
    #[test]
    fn no_random_secret_looks_public() {
        let count = std::env::var("JWT_WASM_SECRETS").ok().and_then(|count| count.parse().ok()).unwrap_or(500);
        let mut random = Random(0x9e37_79b9_7f4a_7c15);
        for size in [32, 48, 64] {
            for _ in 0..count {
                let mut secret = vec![0; size];
                random.fill(&mut secret);
                let hex: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
                for text in [
                    &secret,
                    &base64(&secret, STANDARD),
                    &base64(&secret, URL),
                    &hex.to_uppercase().into(),
                    &hex.into(),
                ] {
                    assert_eq!(public_look(text), None, "{text:x?}");
                }
            }
        }
    }

    /// No sequence consists of letters of one small alphabet, in which texts with few other letters would contain it
    /// more often.
    #[test]
    fn no_sequence_is_of_digits_alone() {
        for sign in ANYWHERE.iter().chain(ENCODED) {
            for split in [0, 2, 4] {
                // The letters that are wholly within the sequence, if its last bits share a letter with what follows.
                let letters = (0..(64 - sign.1 - split) / 6)
                    .map(|index| STANDARD[(sign.0 >> (split + 6 * index) & 63) as usize])
                    .collect::<Vec<u8>>();
                assert!(!letters.iter().all(u8::is_ascii_hexdigit), "{:x}", sign.0);
            }
        }
    }

    #[test]
    fn what_ends_a_row_is_looked_at() {
        for sign in ANYWHERE.iter().chain(ENCODED) {
            assert!(may_end(sign.0) && sign.1 <= 16, "{:x}", sign.0);
        }
        assert!(!may_end(0xff) && may_end(0x100));
    }
}
