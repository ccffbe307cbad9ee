//! The session cookies of Auth.js and NextAuth, which these libraries have made.

use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKeySet, Policy, decrypt, decrypt_jwe, encrypt_jwe};
use serde_json::Value;

use super::{LIMIT, refusal};
use crate::common::load;

fn keys(secret: &str, token: &Value) -> EncryptionKeySet {
    if token["version"] == 5 {
        EncryptionKeySet::auth_js(&["another secret", secret], token["cookie"].as_str().unwrap()).unwrap()
    } else {
        EncryptionKeySet::next_auth(secret, token["salt"].as_str().unwrap_or_default()).unwrap()
    }
}

#[test]
fn a_session_of_each_version_is_read() {
    let vectors = load("auth-js.json");
    let secret = vectors["secret"].as_str().unwrap();
    for token in vectors["tokens"].as_array().unwrap() {
        let text = token["token"].as_str().unwrap();
        let claims =
            decrypt(text, keys(secret, token), &Policy::new().require_expiry(false).ignore_expiry(), 1).unwrap();
        let claims: Value = serde_json::from_str(claims.payload()).unwrap();
        for (name, value) in vectors["claims"].as_object().unwrap() {
            assert_eq!(claims[name], *value, "{token}");
        }
        let error = decrypt_jwe(text, keys("a third secret", token), LIMIT).unwrap_err();
        // By the thumbprint of the key, which Auth.js has as `kid`.
        let expected = if token["version"] == 5 { "key_not_found" } else { "decryption_failed" };
        assert_eq!(refusal(&error), expected, "{token}");
    }
}

#[test]
fn the_first_secret_encrypts() {
    let keys = EncryptionKeySet::auth_js(&["a", "b"], "session").unwrap();
    assert_eq!((keys.len(), keys.is_empty()), (4, false));
    let kids: Vec<&str> = (0..4).map(|place| keys.get(place).unwrap().kid().unwrap()).collect();
    // Of the hash that has as many bytes as the key.
    assert_eq!(kids.iter().map(|kid| kid.len()).collect::<Vec<_>>(), [86, 86, 43, 43]);
    let token = encrypt_jwe(b"content", keys.get(0).unwrap(), &EncryptOptions::new()).unwrap();
    let read = decrypt_jwe(&token, &keys, LIMIT).unwrap();
    assert_eq!((read.key_index(), read.enc()), (0, ContentEncryption::A256CbcHs512));
    let salted = EncryptionKeySet::next_auth("a", "salt").unwrap();
    let token = encrypt_jwe(b"content", salted.get(0).unwrap(), &EncryptOptions::new()).unwrap();
    assert!(decrypt_jwe(&token, &salted, LIMIT).is_ok());
    let other = EncryptionKeySet::next_auth("a", "").unwrap();
    assert_eq!(refusal(&decrypt_jwe(&token, &other, LIMIT).unwrap_err()), "decryption_failed");
    for error in [
        EncryptionKeySet::auth_js(&["a", ""], "session").unwrap_err(),
        EncryptionKeySet::next_auth("", "").unwrap_err(),
    ] {
        assert_eq!(refusal(&error), "key_invalid secret_empty");
    }
    assert_eq!(refusal(&EncryptionKeySet::auth_js(&[], "session").unwrap_err()), "key_invalid no_key");
}
