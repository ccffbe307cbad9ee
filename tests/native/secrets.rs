//! What looks public is refused as a secret, and what only nearly looks so is accepted.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jwt_wasm::{Algorithm, Code, Key};

#[track_caller]
fn is_taken(secret: &[u8]) -> bool {
    match Key::secret(secret, Algorithm::Hs256) {
        Ok(_) => true,
        Err(error) => {
            assert_eq!(error.code(), Code::KeyInvalid, "{error}");
            false
        }
    }
}

/// The beginning of a public RSA key in PKCS#1, with lengths of two bytes, cut short.
fn pkcs1(first: u8, outer: u16, inner: u16) -> Vec<u8> {
    let ([a, b], [high, low]) = (outer.to_be_bytes(), inner.to_be_bytes());
    [&[first, 0x82, a, b, 2, 0x82, high, low, 0][..], &[7; 60]].concat()
}

#[test]
fn the_beginning_of_an_rsa_key_is_enough() {
    for inner in [0x75, 0x76, 0x7e, 0x7f, 0x81, 0xff, 0x101, 0x181, 0x201, 0x401] {
        for more in 7..=11 {
            let key = pkcs1(0x30, inner + more, inner);
            for before in [&b""[..], b"A", b"AA"] {
                let key = [before, &key].concat();
                assert!(!is_taken(&key), "{inner:x} {more}");
                assert!(!is_taken(STANDARD.encode(&key).as_bytes()), "{inner:x} {more}, base64");
                let url = STANDARD.encode(&key).replace('+', "-").replace('/', "_");
                assert!(!is_taken(url.as_bytes()), "{inner:x} {more}, base64url");
            }
        }
        // Lengths that do not fit each other.
        for more in [0, 6, 12, 200] {
            assert!(is_taken(&pkcs1(0x30, inner + more, inner)), "{inner:x} {more}");
        }
    }
    // A sequence's length begins with 0x82, half of which shows in base64. Another byte does not count.
    let mut other = pkcs1(0x30, 0x10a, 0x101);
    other[1] = 0x83;
    assert!(is_taken(&other));
    other[1] = 0x92;
    assert!(!is_taken(&other));
}

#[test]
fn der_is_known_by_its_lengths() {
    let der = |head: &[u8], rest: usize| [head, &vec![7; rest]].concat();
    // A sequence that begins with another, with a version, or with a long modulus.
    for whole in [
        der(&[0x30, 0x81, 200, 0x30], 199),
        der(&[0x30, 0x81, 200, 2, 1, 0], 197),
        der(&[0x30, 60, 2, 1, 1], 57),
        der(&[0x30, 60, 0x30, 50, 6], 57),
        der(&[0x30, 60, 2, 50, 0], 57),
        der(&[0x30, 0x82, 1, 0], 256),
    ] {
        assert!(!is_taken(&whole), "{whole:x?}");
        // White space around it may have been pasted with it, or be its own last byte.
        assert!(!is_taken(&[b" \n", &whole[..], b"\r\n"].concat()));
        let mut last = whole.clone();
        *last.last_mut().unwrap() = b'\n';
        assert!(!is_taken(&last), "{last:x?}");
        let longer = [&whole[..], &[7]].concat();
        assert!(is_taken(&longer), "{longer:x?}");
        assert!(is_taken(&whole[..whole.len() - 1]));
    }
    // The inner length is not shorter than the outer one.
    for inner in [60, 61, 127] {
        assert!(is_taken(&der(&[0x30, 60, 0x30, inner, 6], 57)));
        assert!(is_taken(&der(&[0x30, 60, 2, inner, 0], 57)));
    }
}

#[test]
fn a_word_is_a_key_where_a_key_has_it() {
    for word in ["ssh-rsa", "ssh-dss", "openssh", "ecdsa-sha2-nistp256"] {
        // In base64 it comes from a file, and in plain text it is a word.
        assert!(is_taken(format!("a passphrase about {word} and whatever else").as_bytes()), "{word}");
        let encoded = STANDARD.encode(format!("\0\0\0\x07{word} and then the key"));
        assert!(!is_taken(encoded.as_bytes()), "{word}");
    }
    // Line ends that a program escaped are inside each sequence.
    let spki = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEf83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9u";
    let quarters: Vec<&str> = (0..spki.len() / 4).map(|at| &spki[4 * at..4 * at + 4]).collect();
    for end in ["\\n", "\\r", "\\t", "\\r\\n", "\n", " ", "%0A", "\\u000a", "\\x0a"] {
        assert!(!is_taken(quarters.join(end).as_bytes()), "{end:?}");
    }
    assert!(is_taken(quarters.join("n").as_bytes()));
}
