//! Encrypted tokens.

mod auth_js;
mod claims;
#[cfg(feature = "_encryption_only")]
mod encryption_only;
mod engines;
mod facts;
mod keys;
mod made;
mod refusals;
mod tampered;
mod vectors;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jwt_wasm::{ContentEncryption, EncryptionKey, Error, KeyManagement, decrypt_jwe};

pub(crate) const LIMIT: usize = 16_384;

pub(crate) fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

pub(crate) fn decode(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text).unwrap()
}

/// A key for encrypting, and the one for decrypting that belongs to it; for RSA there is none, because this crate has no
/// private operation.
pub(crate) fn pair(alg: KeyManagement, enc: ContentEncryption) -> Option<[EncryptionKey; 2]> {
    let name = alg.name();
    let secret = |size: usize| [(); 2].map(|()| EncryptionKey::secret(&vec![7; size], alg, &[enc]).unwrap());
    Some(match name {
        "dir" => secret(enc.key_size()),
        _ if name.starts_with("RSA") => return None,
        _ if name.starts_with("ECDH") => ec_pair("P-256", alg, enc),
        _ if name.starts_with("A128") => secret(16),
        _ if name.starts_with("A192") => secret(24),
        _ => secret(32),
    })
}

pub(crate) const EC_KEYS: [(&str, &str); 4] = [
    (
        "P-256",
        r#""kty":"EC","crv":"P-256","x":"weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ","y":"e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck"|,"d":"VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw""#,
    ),
    (
        "P-384",
        r#""kty":"EC","crv":"P-384","x":"YU4rRUzdmVqmRtWOs2OpDE_T5fsNIodcG8G5FWPrTPMyxpzsSOGaQLpe2FpxBmu2","y":"A8-yxCHxkfBz3hKZfI1jUYMjUhsEveZ9THuwFjH2sCNdtksRJU7D5-SkgaFL1ETP"|,"d":"iTx2pk7wW-GqJkHcEkFQb2EFyYcO7RugmaW3mRrQVAOUiPommT0IdnYK2xDlZh-j""#,
    ),
    (
        "P-521",
        r#""kty":"EC","crv":"P-521","x":"AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk","y":"ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2"|,"d":"AY5pb7A0UFiB3RELSD64fTLOSV_jazdF7fLYyuTw8lOfRhWg6Y6rUrPAxerEzgdRhajnu0ferB0d53vM9mE15j2C""#,
    ),
    (
        "X25519",
        r#""kty":"OKP","crv":"X25519","x":"3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08"|,"d":"XasIfmJKikt54X-Lg4AO5m87sSkmGLb9HC-LJ_-I4Os""#,
    ),
];

pub(crate) fn ec_pair(curve: &str, alg: KeyManagement, enc: ContentEncryption) -> [EncryptionKey; 2] {
    let (_, members) = EC_KEYS.iter().find(|(name, _)| *name == curve).unwrap();
    let (public, private) = members.split_once('|').unwrap();
    [format!("{{{public}}}"), format!("{{{public}{private}}}")]
        .map(|jwk| EncryptionKey::from_jwk(&jwk, Some(alg), &[enc]).unwrap())
}

/// Every pair of `alg` and `enc` that this crate can compute.
pub(crate) fn each_pair() -> impl Iterator<Item = (KeyManagement, ContentEncryption, [EncryptionKey; 2])> {
    KeyManagement::ALL
        .iter()
        .copied()
        .flat_map(|alg| ContentEncryption::ALL.iter().copied().filter_map(move |enc| Some((alg, enc, pair(alg, enc)?))))
}

pub(crate) fn opened(token: &str, key: &EncryptionKey) -> Result<Vec<u8>, Error> {
    decrypt_jwe(token, key, LIMIT).map(|jwe| jwe.plaintext().to_vec())
}

/// The code, and the reason if there is one.
pub(crate) fn refusal(error: &Error) -> String {
    [Some(error.code().as_str()), error.reason()].into_iter().flatten().collect::<Vec<_>>().join(" ")
}
