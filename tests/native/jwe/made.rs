//! What is encrypted decrypts, and nothing in two tokens is the same.

use std::collections::HashSet;

use jwt_wasm::{
    Code, ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, PublicOperation, encrypt_jwe,
    prepare_encryption,
};

use super::{EC_KEYS, LIMIT, each_pair, ec_pair, encode};

#[test]
fn every_alg_with_every_enc() {
    let mut pairs = 0;
    for (alg, enc, [encrypting, decrypting]) in each_pair() {
        for content in [&b""[..], b"a", &[3; 16], &[5; 1000]] {
            let token = encrypt_jwe(content, &encrypting, &EncryptOptions::new()).unwrap();
            let opened = jwt_wasm::decrypt_jwe(&token, &decrypting, LIMIT).unwrap();
            assert_eq!((opened.plaintext(), opened.alg(), opened.enc()), (content, alg, enc));
            assert!(opened.header().starts_with(&format!(r#"{{"alg":"{alg}","enc":"{enc}""#)), "{}", opened.header());
        }
        pairs += 1;
    }
    assert_eq!(pairs, 11 * 6);
}

#[test]
fn key_agreement_on_every_curve() {
    for (curve, _) in EC_KEYS {
        for alg in KeyManagement::ALL.iter().copied().filter(|alg| alg.name().starts_with("ECDH")) {
            let [public, private] = ec_pair(curve, alg, ContentEncryption::A192CbcHs384);
            let options = EncryptOptions::new().agreement_info("Alice", vec![0; 10_000]);
            for options in [EncryptOptions::new(), options] {
                let token = encrypt_jwe(b"content", &public, &options).unwrap();
                let decrypted = jwt_wasm::decrypt_jwe(&token, &private, 2 * LIMIT).unwrap();
                assert_eq!(decrypted.plaintext(), b"content", "{curve} {alg}");
            }
        }
    }
}

#[test]
fn every_value_is_new() {
    for (alg, enc, [key, _]) in each_pair() {
        let mut seen = HashSet::new();
        for _ in 0..4 {
            let token = encrypt_jwe(b"content", &key, &EncryptOptions::new()).unwrap();
            for part in token.split('.').skip(1).filter(|part| !part.is_empty()) {
                assert!(seen.insert(part.to_owned()), "{alg} {enc}");
            }
        }
    }
}

#[test]
fn an_engine_encrypts_the_key_by_rsa() {
    let jwk = format!(r#"{{"kty":"RSA","n":"{}","e":"AQAB"}}"#, encode(&[0xff; 256]));
    let key = jwt_wasm::EncryptionKey::from_jwk(&jwk, Some(KeyManagement::RsaOaep256), &[ContentEncryption::A256Gcm]);
    let key = key.unwrap();
    let prepared = prepare_encryption(b"content", &key, &EncryptOptions::new()).unwrap();
    assert!(matches!(prepared.needs(), Some(PublicOperation::Encrypt(content_key)) if content_key.len() == 32));
    let token = prepared.accept(None, &[9; 256]).unwrap();
    assert_eq!(token.split('.').nth(1).unwrap().len(), 342);
    let error = encrypt_jwe(b"content", &key, &EncryptOptions::new()).unwrap_err();
    assert_eq!(super::refusal(&error), "sync_unavailable engine");
}

#[test]
fn the_header_can_be_given_as_text() {
    let key = || EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm]).unwrap();
    let header = |members: &str| {
        let options = EncryptOptions::new().typ("left out").header_members(members);
        let token = encrypt_jwe(b"content", &key().with_kid("left out"), &options)?;
        jwt_wasm::decrypt_jwe(&token, key(), LIMIT).map(|jwe| jwe.header().to_owned())
    };
    assert_eq!(header("{}").unwrap(), r#"{"alg":"dir","enc":"A256GCM"}"#);
    assert_eq!(header(r#"{"kid":"a","x":[1]}"#).unwrap(), r#"{"alg":"dir","enc":"A256GCM","kid":"a","x":[1]}"#);
    for members in ["", "[]", "{", r#""a":1"#, r#"{"alg":"none"}"#, r#"{"crit":["a"]}"#, r#"{"a":1},{"b":1}"#] {
        assert_eq!(header(members).unwrap_err().code(), Code::OptionsInvalid, "{members}");
    }
}
