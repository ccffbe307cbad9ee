//! Private and public operations that an engine outside of the crate computes.

use jwt_wasm::{
    ContentEncryption, EncryptOptions, EncryptionKey, EncryptionKeySet, GivenValues, KeyManagement, PrivateOperation,
    PublicOperation, dangerous_prepare_encryption_with_values, decrypt_jwe, encrypt_jwe, prepare_decryption,
    prepare_encryption,
};
use serde_json::{Value, json};

use super::{EC_KEYS, LIMIT, ec_pair, encode, opened, refusal};

const GCM: ContentEncryption = ContentEncryption::A256Gcm;

fn dir() -> EncryptionKey {
    EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[GCM]).unwrap()
}

fn jwk(curve: &str) -> Value {
    let (_, members) = EC_KEYS.iter().find(|(name, _)| *name == curve).unwrap();
    serde_json::from_str(&format!("{{{}}}", members.replace('|', ""))).unwrap()
}

fn public(curve: &str) -> String {
    let mut jwk = jwk(curve);
    jwk.as_object_mut().unwrap().remove("d");
    jwk.to_string()
}

#[test]
fn only_rsa_needs_an_engine_here() {
    let token = encrypt_jwe(b"content", &dir(), &EncryptOptions::new()).unwrap();
    let key = dir();
    let prepared = prepare_decryption(token.as_bytes(), &key, LIMIT).unwrap();
    assert_eq!((prepared.needs(), prepared.key_index()), (None, 0));
    let [encrypting, decrypting] = ec_pair("P-256", KeyManagement::EcdhEs, GCM);
    assert_eq!(prepare_encryption(b"content", &encrypting, &EncryptOptions::new()).unwrap().needs(), None);
    let token = encrypt_jwe(b"content", &encrypting, &EncryptOptions::new()).unwrap();
    assert_eq!(prepare_decryption(token.as_bytes(), &decrypting, LIMIT).unwrap().needs(), None);

    let mut rsa = json!({ "kty": "RSA", "n": encode(&[0xff; 256]), "e": "AQAB" });
    let encrypting = EncryptionKey::from_jwk(&rsa.to_string(), Some(KeyManagement::RsaOaep256), &[GCM]).unwrap();
    let prepared = prepare_encryption(b"content", &encrypting, &EncryptOptions::new()).unwrap();
    let Some(PublicOperation::Encrypt(content_key)) = prepared.needs() else { panic!("RSA needs an engine") };
    let content_key = content_key.to_vec();
    let token = prepared.accept(None, &[9; 256]).unwrap();
    for name in ["d", "p", "q", "dp", "dq", "qi"] {
        rsa[name] = json!("AQ");
    }
    let decrypting = EncryptionKey::from_jwk(&rsa.to_string(), Some(KeyManagement::RsaOaep256), &[GCM]).unwrap();
    let prepared = || prepare_decryption(token.as_bytes(), &decrypting, LIMIT).unwrap();
    assert_eq!(prepared().needs(), Some(PrivateOperation::Decrypt(&[9; 256])));
    assert_eq!(prepared().enc().key_size(), content_key.len());
    assert_eq!(prepared().accept(Some(&content_key), &[1; 32]).unwrap().plaintext(), b"content");
    // A key that is wrong, of a wrong length, or missing is as a wrong tag (RFC 7516 §11.5).
    for wrong in [Some(&[5; 32][..]), Some(&[5; 31]), Some(&[]), None] {
        for fallback in [&[1; 32][..], &[1; 64], &[], &content_key] {
            let error = prepared().accept(wrong, fallback).unwrap_err();
            assert_eq!(refusal(&error), "decryption_failed", "{wrong:?}");
        }
    }
    let prepared = || prepare_encryption(b"content", &encrypting, &EncryptOptions::new()).unwrap();
    for (ephemeral, result) in [(None, &[][..]), (Some(public("P-256")), &[9; 256])] {
        let error = prepared().accept(ephemeral.as_deref(), result).unwrap_err();
        assert_eq!(refusal(&error), "sync_unavailable engine");
    }
}

#[test]
fn the_place_of_the_key_is_told() {
    let keys = EncryptionKeySet::new(vec![
        EncryptionKey::secret(&[8; 32], KeyManagement::Dir, &[GCM]).unwrap().with_kid("a"),
        dir().with_kid("b"),
        EncryptionKey::secret(&[9; 32], KeyManagement::Dir, &[GCM]).unwrap().with_kid("c"),
    ]);
    assert_eq!((keys.len(), keys.is_empty()), (3, false));
    assert_eq!((EncryptionKeySet::new(vec![]).len(), EncryptionKeySet::new(vec![]).is_empty()), (0, true));
    for place in 0..3 {
        let token = encrypt_jwe(b"content", keys.get(place).unwrap(), &EncryptOptions::new()).unwrap();
        assert_eq!(prepare_decryption(token.as_bytes(), &keys, LIMIT).unwrap().key_index(), place);
        assert_eq!(decrypt_jwe(&token, &keys, LIMIT).unwrap().key_index(), place);
    }
}

/// RFC 7518 appendix C: both sides compute the same secret from one private and one public key.
const SHARED: [u8; 32] = [
    158, 86, 217, 29, 129, 113, 53, 211, 114, 131, 66, 131, 191, 132, 38, 156, 251, 49, 110, 163, 218, 128, 106, 72,
    246, 218, 167, 121, 140, 254, 144, 196,
];
const EPHEMERAL: &str = r#"{"kty":"EC","crv":"P-256","x":"gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0","y":"SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps"}"#;

#[test]
fn an_engine_agrees_on_a_secret() {
    for alg in [KeyManagement::EcdhEs, KeyManagement::EcdhEsA128Kw] {
        let [encrypting, decrypting] = ec_pair("P-256", alg, GCM);
        let sealed = |ephemeral: Option<&str>, shared: &[u8]| {
            prepare_encryption(b"content", &encrypting, &EncryptOptions::new()).unwrap().accept(ephemeral, shared)
        };
        let token = sealed(Some(EPHEMERAL), &SHARED).unwrap();
        assert_eq!(opened(&token, &decrypting).unwrap(), b"content", "{alg}");
        let accepted = |shared: Option<&[u8]>| {
            prepare_decryption(token.as_bytes(), &decrypting, LIMIT).unwrap().accept(shared, &[1; 32])
        };
        assert_eq!(accepted(Some(&SHARED)).unwrap().plaintext(), b"content", "{alg}");
        let error = accepted(Some(&[1; 32])).unwrap_err();
        assert_eq!(refusal(&error), "decryption_failed", "{alg}");
        // RFC 7748 §6.1: zeros are not a secret.
        for wrong in [Some(&[0; 32][..]), Some(&SHARED[..31]), Some(&[SHARED, SHARED].concat()), Some(&[]), None] {
            let error = accepted(wrong).unwrap_err();
            assert_eq!(refusal(&error), "header_rejected epk", "{alg} {wrong:?}");
        }
        for (ephemeral, shared) in [
            (EPHEMERAL, &[0; 32][..]),
            (EPHEMERAL, &SHARED[..31]),
            (EPHEMERAL, &[SHARED, SHARED].concat()),
            (EPHEMERAL, &[]),
            (&public("X25519"), &SHARED),
            (&public("P-384"), &[1; 48]),
        ] {
            let error = sealed(Some(ephemeral), shared).unwrap_err();
            assert_eq!(refusal(&error), "key_invalid off_curve", "{alg} {ephemeral} {shared:?}");
        }
        assert_eq!(refusal(&sealed(None, &SHARED).unwrap_err()), "sync_unavailable engine");
    }
}

#[test]
fn a_given_ephemeral_key_has_the_public_half_of_its_private_one() {
    let [encrypting, decrypting] = ec_pair("P-256", KeyManagement::EcdhEs, GCM);
    let with = |ephemeral: &Value| {
        let values = GivenValues {
            content_key: vec![1; 32],
            iv: vec![2; 12],
            key_iv: vec![3; 12],
            ephemeral: ephemeral.to_string(),
        };
        let prepared =
            dangerous_prepare_encryption_with_values(b"content", &encrypting, &EncryptOptions::new(), values)?;
        prepared.seal()
    };
    let given = jwk("P-256");
    assert_eq!(opened(&with(&given).unwrap(), &decrypting).unwrap(), b"content");
    let told = |ephemeral: &Value| refusal(&with(ephemeral).unwrap_err());
    let mut other = given.clone();
    other["d"] = json!(encode(&[1; 32]));
    assert_eq!(told(&other), "key_invalid public_half_differs");
    assert_eq!(told(&jwk("P-384")), "key_invalid off_curve");
    let mut public = given.clone();
    public.as_object_mut().unwrap().remove("d");
    assert_eq!(told(&public), "key_invalid member_missing");
}
