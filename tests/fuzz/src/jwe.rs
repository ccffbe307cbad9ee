//! Encrypted tokens. Only those that were made with the keys may decrypt, and nothing may panic, whether the input is a token, a key or a
//! host's answer.
//!
//! An input that begins with a control character is a program: the number of a good token, and how to mutate it. After another first byte
//! come a JWK or a set of them, or what a host answers for RSA. Every other input is a token.

use std::collections::HashSet;
use std::sync::LazyLock;

use jwt_wasm::{
    Code, ContentEncryption, DecryptedJwe, EncryptOptions, EncryptionKey, EncryptionKeySet, Error, GivenValues,
    KeyManagement, dangerous_prepare_encryption_with_values, prepare_decryption,
};

use crate::program;

/// A token that is decrypted.
#[derive(Debug)]
pub struct Good {
    /// The token.
    pub token: String,
    /// How its content's key is encrypted.
    pub alg: KeyManagement,
    /// The key that decrypts it.
    pub key: EncryptionKey,
}

const LIMIT: usize = 16_384;

const CONTENT: &[u8] = br#"{"sub":"user-42","exp":1700000300}"#;

/// Of each curve, a private key of RFC 7520, RFC 7518 or RFC 8037, or of the same form.
const CURVES: [(&str, &str); 4] = [
    (
        r#""kty":"EC","crv":"P-256","x":"weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ","y":"e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck""#,
        "VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw",
    ),
    (
        r#""kty":"EC","crv":"P-384","x":"YU4rRUzdmVqmRtWOs2OpDE_T5fsNIodcG8G5FWPrTPMyxpzsSOGaQLpe2FpxBmu2","y":"A8-yxCHxkfBz3hKZfI1jUYMjUhsEveZ9THuwFjH2sCNdtksRJU7D5-SkgaFL1ETP""#,
        "iTx2pk7wW-GqJkHcEkFQb2EFyYcO7RugmaW3mRrQVAOUiPommT0IdnYK2xDlZh-j",
    ),
    (
        r#""kty":"OKP","crv":"X25519","x":"hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo""#,
        "dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo",
    ),
    (
        r#""kty":"EC","crv":"P-521","x":"AHKZLLOsCOzz5cY97ewNUajB957y-C-U88c3v13nmGZx6sYl_oJXu9A5RkTKqjqvjyekWF-7ytDyRXYgCF5cj0Kt","y":"AdymlHvOiLxXkEhayXQnNCvDX4h9htZaCJN34kfmC6pV5OhQHiraVySsUdaQkAgDPrwQrJmbnX9cwlGfP-HqHZR1""#,
        "AAhRON2r9cqXX1hg-RoI6R1tX5p2rUAYdmpHZoC1XNM56KtscrX6zbKipQrCW9CGZH3T4ubpnoTKLDYJ_fF3_rJt",
    ),
];

/// A good token of each `alg` that the crate computes, each `enc`, and each curve.
pub static ALL: LazyLock<Vec<Good>> = LazyLock::new(|| {
    let mut all = Vec::new();
    for &alg in KeyManagement::ALL {
        for &enc in ContentEncryption::ALL {
            let name = alg.name();
            if name.starts_with("ECDH") {
                // The same ephemeral key as the recipient's, which only a test may have.
                all.extend(CURVES.map(|(public, d)| {
                    let jwk = |private: &str| {
                        EncryptionKey::from_jwk(&format!("{{{public}{private}}}"), Some(alg), &[enc]).expect("a JWK")
                    };
                    let ephemeral = format!("{{{public},\"d\":\"{d}\"}}");
                    good(&jwk(""), jwk(&format!(",\"d\":\"{d}\"")), &ephemeral)
                }));
            } else if !name.starts_with("RSA") {
                let size = match name {
                    "dir" => enc.key_size(),
                    _ if name.starts_with("A128") => 16,
                    _ if name.starts_with("A192") => 24,
                    _ => 32,
                };
                let key = || EncryptionKey::secret(&vec![7; size], alg, &[enc]).expect("a secret");
                all.push(good(&key(), key(), ""));
            }
        }
    }
    all
});

fn good(encrypting: &EncryptionKey, key: EncryptionKey, ephemeral: &str) -> Good {
    let values =
        GivenValues { content_key: vec![1; 64], iv: vec![2; 16], key_iv: vec![3; 12], ephemeral: ephemeral.to_owned() };
    let options = EncryptOptions::new();
    let prepared = dangerous_prepare_encryption_with_values(CONTENT, encrypting, &options, values);
    let token = prepared.and_then(|prepared| prepared.seal()).expect("a token");
    assert_eq!(decrypted(&token, &key).expect("it is good").plaintext(), CONTENT);
    Good { token, alg: key.alg(), key }
}

/// With bytes in place of random ones, so that an input always does the same.
fn decrypted(token: &str, key: &EncryptionKey) -> Result<DecryptedJwe, Error> {
    prepare_decryption(token.as_bytes(), key, LIMIT)?.open_with_fallback(&[9; 64])
}

static TEXTS: LazyLock<HashSet<&str>> = LazyLock::new(|| ALL.iter().map(|good| good.token.as_str()).collect());

/// Whether it is the text of a good token.
#[must_use]
pub fn is_good(text: &str) -> bool {
    TEXTS.contains(text)
}

/// A good token after each step of the program. What is left of it takes a segment of another token.
#[must_use]
pub fn mutated(good: &Good, program: &[u8]) -> String {
    let token = program::mutated(&good.token, program);
    let [which, segment, ..] = program.chunks_exact(4).remainder() else { return token };
    let other = &ALL[usize::from(*which) % ALL.len()].token;
    let mut parts: Vec<&str> = token.split('.').collect();
    let place = usize::from(*segment) % 5;
    if let (Some(part), Some(others)) = (parts.get_mut(place), other.split('.').nth(place)) {
        *part = others;
    }
    parts.join(".")
}

/// The code of the error, or `None` if the token is decrypted.
#[must_use]
pub fn refusal(token: &str, key: &EncryptionKey) -> Option<Code> {
    let error = decrypted(token, key).err()?;
    assert!(token.len() < 40 || !error.to_string().contains(token), "the error holds the token: {error}");
    if error.code() == Code::DecryptionFailed {
        // One error for each reason.
        assert_eq!(
            error.to_json(),
            r#"{"code":"decryption_failed","message":"the token cannot be decrypted: it is for another key, or it was changed"}"#
        );
    }
    Some(error.code())
}

/// Decrypts the text with every key, or reads it as a key or an answer.
pub fn run(input: &[u8]) {
    match input {
        [0..=0x1f, index, program @ ..] => {
            let good = &ALL[usize::from(*index) % ALL.len()];
            let token = mutated(good, program);
            let refused = refusal(&token, &good.key);
            assert_eq!(refused.is_none(), token == good.token || refused.is_none() && is_good(&token), "{token:?}");
        }
        [0xff, jwk @ ..] => {
            let text = String::from_utf8_lossy(jwk);
            for alg in [None, Some(KeyManagement::Dir), Some(KeyManagement::EcdhEs), Some(KeyManagement::RsaOaep256)] {
                let _ = EncryptionKey::from_jwk(&text, alg, &[ContentEncryption::A256Gcm]);
            }
            let _ = EncryptionKeySet::from_jwks(&text, ContentEncryption::ALL);
        }
        [0xfe, index, answer @ ..] => {
            let good = &ALL[usize::from(*index) % ALL.len()];
            let prepared = prepare_decryption(good.token.as_bytes(), &good.key, LIMIT).expect("its form is good");
            // The keys above are of bytes that are all the same.
            let is_key = answer.iter().all(|byte| [1, 7].contains(byte));
            assert!(prepared.accept(Some(answer), &[9; 64]).is_err() || is_key, "decrypted by {answer:?}");
        }
        _ => {
            let Ok(text) = str::from_utf8(input) else { return };
            for good in ALL.iter().step_by(7) {
                assert!(refusal(text, &good.key).is_some() || is_good(text), "decrypted, and not good: {text:?}");
            }
        }
    }
}
