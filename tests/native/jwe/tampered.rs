//! A token that was changed is refused, wherever the change is.

use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, encrypt_jwe};

use super::{decode, each_pair, encode, opened, refusal};

/// Each `enc` with one `alg`, and each `alg` with one `enc`; of the agreements one, because they take most of the time.
fn some_pairs() -> impl Iterator<Item = (KeyManagement, ContentEncryption, [EncryptionKey; 2])> {
    each_pair().filter(|(alg, enc, _)| match alg.name() {
        "dir" => true,
        name if name.starts_with("ECDH") => name == "ECDH-ES+A128KW" && *enc == ContentEncryption::A128Gcm,
        _ => *enc == ContentEncryption::A256CbcHs512,
    })
}

#[test]
fn each_bit_counts() {
    let mut changed = 0;
    for (alg, enc, [encrypting, decrypting]) in some_pairs() {
        let token = encrypt_jwe(b"content of a token", &encrypting, &EncryptOptions::new()).unwrap();
        let parts: Vec<&str> = token.split('.').collect();
        for (place, part) in parts.iter().enumerate().skip(1) {
            let bytes = decode(part);
            for bit in (0..bytes.len() * 8).step_by(if alg.name().starts_with("ECDH") { 11 } else { 1 }) {
                let mut other = bytes.clone();
                other[bit / 8] ^= 1 << (bit % 8);
                let mut parts: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
                parts[place] = encode(&other);
                let error = opened(&parts.join("."), &decrypting).unwrap_err();
                assert_eq!(refusal(&error), "decryption_failed", "{alg} {enc}, part {place}, bit {bit}");
                changed += 1;
            }
        }
    }
    assert!(changed > 5_000, "{changed}");
}

/// The header is covered too: what it says in other words or with other values is another token.
#[test]
fn each_bit_of_the_header_counts() {
    for (alg, enc, [encrypting, decrypting]) in some_pairs() {
        let token = encrypt_jwe(b"content", &encrypting, &EncryptOptions::new()).unwrap();
        let (header, rest) = token.split_once('.').unwrap();
        let bytes = decode(header);
        for bit in (0..bytes.len() * 8).step_by(if alg.name().starts_with("ECDH") { 11 } else { 1 }) {
            let mut other = bytes.clone();
            other[bit / 8] ^= 1 << (bit % 8);
            assert!(opened(&format!("{}.{rest}", encode(&other)), &decrypting).is_err(), "{alg} {enc}, bit {bit}");
        }
        let text = String::from_utf8(bytes).unwrap();
        let spaced = encode(text.replacen(':', ": ", 1).as_bytes());
        let error = opened(&format!("{spaced}.{rest}"), &decrypting).unwrap_err();
        assert_eq!(refusal(&error), "decryption_failed");
    }
}

#[test]
fn parts_of_two_tokens_do_not_fit() {
    for (alg, enc, [encrypting, decrypting]) in each_pair() {
        let [one, other] =
            [b"one", b"two"].map(|content| encrypt_jwe(content, &encrypting, &EncryptOptions::new()).unwrap());
        let [one, other]: [Vec<&str>; 2] = [&one, &other].map(|token| token.split('.').collect());
        for place in 0..5 {
            if one[place] == other[place] {
                continue;
            }
            let mut mixed = one.clone();
            mixed[place] = other[place];
            let error = opened(&mixed.join("."), &decrypting).unwrap_err();
            assert_eq!(refusal(&error), "decryption_failed", "{alg} {enc}, part {place}");
        }
    }
}
