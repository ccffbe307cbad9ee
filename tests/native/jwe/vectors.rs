//! The examples of RFC 7516, RFC 7518 and RFC 7520, and project Wycheproof's.

use jwt_wasm::{
    ContentEncryption, EncryptOptions, EncryptionKey, GivenValues, KeyManagement, PrivateOperation,
    dangerous_prepare_encryption_with_values, decrypt_jwe, prepare_decryption,
};
use serde_json::Value;

use super::{LIMIT, decode, opened, refusal};
use crate::common::load;

fn enc(name: &Value) -> ContentEncryption {
    ContentEncryption::from_name(name.as_str().unwrap()).unwrap()
}

fn alg(name: &Value) -> Option<KeyManagement> {
    KeyManagement::from_name(name.as_str()?)
}

#[test]
fn the_examples_of_rfc_7516() {
    let vectors = load("rfc-jwe.json");
    for case in vectors["tokens"].as_array().unwrap() {
        let (name, token) = (&case["name"], case["token"].as_str().unwrap());
        let dummy = EncryptionKey::secret(&[7; 16], KeyManagement::A128Kw, &[ContentEncryption::A128CbcHs256]).unwrap();
        if let Some(reason) = case["refused"].as_str() {
            let error = decrypt_jwe(token, &dummy, LIMIT).unwrap_err();
            assert_eq!(refusal(&error), format!("algorithm_not_allowed {reason}"), "{name}");
            continue;
        }
        let key = EncryptionKey::from_jwk(&case["key"].to_string(), alg(&case["alg"]), &[enc(&case["enc"])]).unwrap();
        let plaintext = case["plaintext"].as_str().unwrap().as_bytes();
        let Some(content_key) = case["content_key"].as_str() else {
            assert_eq!(opened(token, &key).as_deref(), Ok(plaintext), "{name}");
            continue;
        };
        assert_eq!(refusal(&opened(token, &key).unwrap_err()), "sync_unavailable engine", "{name}");
        let prepared = || prepare_decryption(token.as_bytes(), &key, LIMIT).unwrap();
        assert!(matches!(prepared().needs(), Some(PrivateOperation::Decrypt(encrypted)) if encrypted.len() == 256));
        let accepted = prepared().accept(Some(&decode(content_key)), &[9; 64]).unwrap();
        assert_eq!(accepted.plaintext(), plaintext, "{name}");
        for wrong in [None, Some(&[7; 32][..]), Some(&[][..]), Some(&[7; 31][..])] {
            let error = prepared().accept(wrong, &[9; 64]).unwrap_err();
            assert_eq!(refusal(&error), "decryption_failed", "{name}");
        }
    }
}

/// RFC 7518 appendix C, by encrypting with its ephemeral key: a token with its derived key must be the same content.
#[test]
fn the_agreements_of_rfc_7518_and_rfc_8037() {
    let vectors = load("rfc-jwe.json");
    for case in vectors["agreements"].as_array().unwrap() {
        let members = |name: &str| case[name].as_object().unwrap().clone();
        let mut public = members("recipient");
        public.remove("d");
        let [public, private] = [public, members("recipient")].map(|jwk| {
            EncryptionKey::from_jwk(
                &Value::from(jwk).to_string(),
                Some(KeyManagement::EcdhEs),
                &[ContentEncryption::A128Gcm],
            )
            .unwrap()
        });
        let text = |name: &str| case[name].as_str().unwrap_or_default().to_owned();
        let mut given = GivenValues::default();
        (given.iv, given.ephemeral) = (vec![9; 12], case["ephemeral"].to_string());
        let options = EncryptOptions::new().agreement_info(text("apu"), text("apv"));
        let prepared = dangerous_prepare_encryption_with_values(b"content", &public, &options, given).unwrap();
        let token = prepared.seal().unwrap();
        assert_eq!(opened(&token, &private).as_deref(), Ok(&b"content"[..]), "{}", case["name"]);
        // The shared secret of the RFC opens it as well.
        let prepared = prepare_decryption(token.as_bytes(), &private, LIMIT).unwrap();
        assert_eq!(prepared.accept(Some(&decode(&text("shared"))), &[]).unwrap().plaintext(), b"content");
    }
}

#[test]
fn the_examples_of_rfc_7520() {
    let (mut decrypted, mut refused) = (0, 0);
    for case in load("rfc7520-jwe.json").as_array().unwrap() {
        let name = case["name"].as_str().unwrap();
        let input = &case["input"];
        let Some(token) = case["output"]["compact"].as_str() else {
            let key = EncryptionKey::secret(&[7; 16], KeyManagement::A128Kw, &[ContentEncryption::A128Gcm]).unwrap();
            let error = opened(&case["output"]["json"].to_string(), &key).unwrap_err();
            assert_eq!(refusal(&error), "malformed segments", "{name}");
            refused += 1;
            continue;
        };
        let reason = match name.get(..7).unwrap() {
            "jwe/5_1" => Some("algorithm_not_allowed rsa1_5"),
            "jwe/5_3" => Some("algorithm_not_allowed pbes2"),
            "jwe/5_9" => Some("header_rejected zip"),
            _ => None,
        };
        let key = match &input["key"] {
            Value::Null => EncryptionKey::secret(&[7; 32], KeyManagement::A256Kw, &[ContentEncryption::A128Gcm]),
            key => {
                let alg = alg(&input["alg"]).unwrap_or(KeyManagement::RsaOaep);
                EncryptionKey::from_jwk(&key.to_string(), Some(alg), &[enc(&input["enc"])])
            }
        };
        let key = key.unwrap_or_else(|error| panic!("{name}: {error}"));
        let opened = opened(token, &key);
        if let Some(reason) = reason {
            assert_eq!(refusal(&opened.unwrap_err()), reason, "{name}");
            refused += 1;
        } else if name.starts_with("jwe/5_2") {
            assert_eq!(refusal(&opened.unwrap_err()), "sync_unavailable engine");
            let content_key = decode(case["generated"]["cek"].as_str().unwrap());
            let prepared = prepare_decryption(token.as_bytes(), &key, LIMIT).unwrap();
            let accepted = prepared.accept(Some(&content_key), &[9; 64]).unwrap();
            assert_eq!(accepted.plaintext(), input["plaintext"].as_str().unwrap().as_bytes());
            decrypted += 1;
        } else {
            assert_eq!(opened.as_deref(), Ok(input["plaintext"].as_str().unwrap().as_bytes()), "{name}");
            decrypted += 1;
        }
    }
    assert_eq!((decrypted, refused), (6, 7));
}

/// This crate has no private operation of RSA, so none of these tokens is decrypted: RSA1_5 is refused by rule, and
/// RSA-OAEP is the host's, with which the package's tests decrypt them.
fn refuses_rsa(group: &Value, case: &Value) {
    let key = group["private"].to_string().replace("RSA1_5", "RSA-OAEP");
    let Ok(key) = EncryptionKey::from_jwk(&key, None, ContentEncryption::ALL) else { return };
    assert!(opened(case["jwe"].as_str().unwrap(), &key).is_err(), "{} {}", case["tcId"], case["comment"]);
}

#[test]
fn the_cases_of_wycheproof() {
    let (mut valid, mut invalid) = (0, 0);
    for group in load("wycheproof/json_web_encryption.json")["testGroups"].as_array().unwrap() {
        let own = group["private"]["alg"].as_str().unwrap();
        for case in group["tests"].as_array().unwrap() {
            let (id, comment) = (&case["tcId"], &case["comment"]);
            let expected = case["result"] == "valid";
            if own.starts_with("RSA") {
                refuses_rsa(group, case);
                continue;
            }
            let encs = match ContentEncryption::from_name(own) {
                Some(own) => vec![own],
                None => ContentEncryption::ALL.to_vec(),
            };
            let key = EncryptionKey::from_jwk(&group["private"].to_string(), None, &encs).unwrap();
            let opened = opened(case["jwe"].as_str().unwrap(), &key);
            match opened {
                Ok(plaintext) if expected => {
                    let hex: String = plaintext.iter().map(|byte| format!("{byte:02x}")).collect();
                    assert_eq!(hex, case["pt"].as_str().unwrap(), "{id} {comment}");
                    valid += 1;
                }
                Err(_) if !expected => invalid += 1,
                other => panic!("{id} {comment}: {other:?}"),
            }
        }
    }
    assert_eq!((valid, invalid), (24, 25));
}
