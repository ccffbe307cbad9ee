//! Keys for encryption: what binds them, and what they refuse.

use jwt_wasm::{Algorithm, ContentEncryption, EncryptOptions, EncryptionKey, Key, KeyManagement, KeyRole, encrypt_jwe};

use super::{EC_KEYS, ec_pair, encode, opened, refusal};

const GCM: &[ContentEncryption] = &[ContentEncryption::A256Gcm];
const K: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

#[test]
fn a_secret_has_exactly_its_size() {
    for &alg in KeyManagement::ALL {
        for size in 0..=70 {
            let key = EncryptionKey::secret(&vec![7; size], alg, GCM);
            let needed = match alg.name() {
                "A128KW" | "A128GCMKW" => 16,
                "A192KW" | "A192GCMKW" => 24,
                "dir" | "A256KW" | "A256GCMKW" => 32,
                _ => {
                    assert_eq!(refusal(&key.unwrap_err()), "key_invalid wrong_kind");
                    continue;
                }
            };
            match key {
                Ok(_) => assert_eq!(size, needed, "{alg}"),
                Err(error) => {
                    assert_ne!(size, needed, "{alg}");
                    assert_eq!(refusal(&error), "key_invalid wrong_length");
                }
            }
        }
    }
    let told =
        |encs: &[ContentEncryption]| refusal(&EncryptionKey::secret(&[7; 32], KeyManagement::Dir, encs).unwrap_err());
    assert_eq!(told(&[]), "key_invalid no_enc");
    assert_eq!(told(&[ContentEncryption::A256Gcm, ContentEncryption::A128CbcHs256]), "key_invalid several_enc");
    assert_eq!(
        refusal(&EncryptionKey::secret(&[7; 32], KeyManagement::A256Kw, &[]).unwrap_err()),
        "key_invalid no_enc"
    );
}

#[test]
fn a_jwk_says_what_it_is_for() {
    for (jwk, asked, expected) in [
        (format!(r#"{{"kty":"oct","k":"{K}","alg":"dir"}}"#), None, None),
        (format!(r#"{{"kty":"oct","k":"{K}","alg":"A256GCM","use":"enc"}}"#), None, None),
        (format!(r#"{{"kty":"oct","k":"{K}"}}"#), Some("A256KW"), None),
        (format!(r#"{{"kty":"oct","k":"{K}"}}"#), None, Some("key_invalid no_algorithm")),
        (format!(r#"{{"kty":"oct","k":"{K}","use":"sig","alg":"dir"}}"#), None, Some("key_invalid member_value")),
        (format!(r#"{{"kty":"oct","k":"{K}","use":null,"alg":"dir"}}"#), None, Some("key_invalid member_value")),
        (format!(r#"{{"kty":"oct","k":"{K}","alg":"HS256"}}"#), None, Some("key_invalid member_value")),
        (format!(r#"{{"kty":"oct","k":"{K}","alg":"RSA1_5"}}"#), None, Some("key_invalid member_value")),
        (format!(r#"{{"kty":"oct","k":"{K}","alg":"A128GCM"}}"#), None, Some("key_invalid other_algorithm")),
        (format!(r#"{{"kty":"oct","k":"{K}","alg":"A256KW"}}"#), Some("dir"), Some("key_invalid other_algorithm")),
        (format!(r#"{{"kty":"oct","k":"{K}","alg":"ECDH-ES"}}"#), None, Some("key_invalid wrong_kind")),
        (format!(r#"{{"kty":"oct","k":"{K}=","alg":"dir"}}"#), None, Some("key_invalid member_padded")),
        (r#"{"kty":"oct","alg":"dir"}"#.into(), None, Some("key_invalid member_missing")),
        (
            format!(r#"{{"kty":"oct","k":"{K}","alg":"dir","key_ops":"decrypt"}}"#),
            None,
            Some("key_invalid member_type"),
        ),
        (
            r#"{"kty":"EC","crv":"secp256k1","x":"AA","y":"AA"}"#.into(),
            Some("ECDH-ES"),
            Some("key_invalid member_value"),
        ),
        (r#"{"kty":"OKP","crv":"Ed25519","x":"AA"}"#.into(), Some("ECDH-ES"), Some("key_invalid member_value")),
        (
            format!(r#"{{"kty":"EC","crv":"P-256","x":"{K}","y":"{K}"}}"#),
            Some("ECDH-ES"),
            Some("key_invalid off_curve"),
        ),
        (
            format!(r#"{{"kty":"OKP","crv":"X25519","x":"{}"}}"#, "A".repeat(43)),
            Some("ECDH-ES"),
            Some("key_invalid off_curve"),
        ),
        (r#"{"kty":"RSA","n":"AQAB","e":"AQAB"}"#.into(), Some("RSA-OAEP-256"), Some("key_too_weak rsa")),
        ("[]".into(), Some("dir"), Some("key_invalid jwk_malformed")),
    ] {
        let key = EncryptionKey::from_jwk(&jwk, asked.and_then(KeyManagement::from_name), GCM);
        assert_eq!(key.err().map(|error| refusal(&error)).as_deref(), expected, "{jwk}");
    }
    let key = EncryptionKey::from_jwk(&format!(r#"{{"kty":"oct","k":"{K}","alg":"A256GCM","kid":"a"}}"#), None, &[]);
    let key = key.unwrap();
    assert_eq!((key.alg(), key.encs(), key.kid()), (KeyManagement::Dir, GCM, Some("a")));
}

#[test]
fn a_public_key_encrypts_and_a_private_one_decrypts() {
    for (curve, members) in EC_KEYS {
        let [public, private] = ec_pair(curve, KeyManagement::EcdhEs, ContentEncryption::A256Gcm);
        assert_eq!([public.role(), private.role()], [KeyRole::Public, KeyRole::Private]);
        let token = encrypt_jwe(b"content", &public, &EncryptOptions::new()).unwrap();
        assert_eq!(refusal(&opened(&token, &public).unwrap_err()), "key_invalid public_key", "{curve}");
        let error = encrypt_jwe(b"content", &private, &EncryptOptions::new()).unwrap_err();
        assert_eq!(refusal(&error), "key_invalid private_key", "{curve}");
        let jwk = private.to_engine_jwk().unwrap();
        assert!(members.replace('|', "").split(',').all(|member| jwk.contains(member)), "{curve}");
        // Another private number does not fit the public point.
        let (public, d) = members.split_once("|,\"d\":\"").unwrap();
        let changed = if d.as_bytes()[20] == b'x' { "y" } else { "x" };
        let wrong = format!("{{{public},\"d\":\"{}{changed}{}}}", &d[..20], &d[21..]);
        let error = EncryptionKey::from_jwk(&wrong, Some(KeyManagement::EcdhEs), GCM).unwrap_err();
        assert_eq!(refusal(&error), "key_invalid public_half_differs", "{curve}");
    }
}

#[test]
fn key_ops_are_respected() {
    let with = |ops: &str| {
        let jwk = format!(r#"{{"kty":"oct","k":"{K}","alg":"dir","key_ops":[{ops}]}}"#);
        EncryptionKey::from_jwk(&jwk, None, GCM).unwrap()
    };
    let token = encrypt_jwe(b"content", &with(r#""encrypt""#), &EncryptOptions::new()).unwrap();
    assert!(opened(&token, &with(r#""decrypt""#)).is_ok());
    for ops in [r#""encrypt""#, r#""verify","sign""#] {
        assert_eq!(refusal(&opened(&token, &with(ops)).unwrap_err()), "key_invalid key_ops");
    }
    let error = encrypt_jwe(b"content", &with(r#""decrypt""#), &EncryptOptions::new()).unwrap_err();
    assert_eq!(refusal(&error), "key_invalid key_ops");
}

#[test]
fn rsa_oaep_with_sha_1_only_decrypts() {
    let jwk = format!(r#"{{"kty":"RSA","n":"{}","e":"AQAB"}}"#, encode(&[0xff; 256]));
    let key = |alg| EncryptionKey::from_jwk(&jwk, Some(alg), GCM).unwrap();
    let told = |alg| refusal(&encrypt_jwe(b"content", &key(alg), &EncryptOptions::new()).unwrap_err());
    assert_eq!(told(KeyManagement::RsaOaep), "algorithm_not_allowed read_only");
    assert_eq!(told(KeyManagement::RsaOaep256), "sync_unavailable engine");
}

#[test]
fn nothing_secret_is_printed() {
    let key = EncryptionKey::secret(&[0x41; 32], KeyManagement::Dir, GCM).unwrap().with_kid("a");
    assert_eq!(format!("{key:?}"), "EncryptionKey { alg: Dir, encs: [A256Gcm], kid: Some(\"a\"), .. }");
    let signing = Key::secret(&[0x41; 32], Algorithm::Hs256).unwrap();
    let token = encrypt_jwe(b"AAAA", &key, &EncryptOptions::new()).unwrap();
    let error = jwt_wasm::verify(&token, &signing, &jwt_wasm::Policy::new(), 1.0).unwrap_err();
    assert_eq!(error.code().as_str(), "encrypted");
    assert!(error.to_string().contains("decrypt"), "{error}");
}
