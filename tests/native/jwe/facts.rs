//! What errors and values of encrypted tokens tell, and what they do not print.

use core::time::Duration;

use jwt_wasm::{
    ContentEncryption, EncryptOptions, EncryptionKey, EncryptionKeySet, Error, ErrorKind, GivenValues, JsonText,
    JweProblem, KeyManagement, Numbers, Policy, Verifier, decrypt, decrypt_jwe, decrypt_nested, encrypt, encrypt_jwe,
    prepare_decryption, prepare_encryption,
};
use serde_json::json;

use super::{LIMIT, encode, opened, refusal};
use crate::common::{SECRET, signed};

const NOW: u64 = 1_700_000_000;
const GCM: &[ContentEncryption] = &[ContentEncryption::A256Gcm];
const K: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

fn key() -> EncryptionKey {
    EncryptionKey::secret(&[7; 32], KeyManagement::Dir, GCM).unwrap()
}

/// Part, expected and actual.
fn facts(error: &Error) -> serde_json::Value {
    let fact = |fact: Option<JsonText>| -> serde_json::Value {
        fact.map_or(json!(null), |fact| serde_json::from_str(fact.as_json()).unwrap())
    };
    json!([error.part(), fact(error.expected()), fact(error.actual())])
}

fn with_header(header: &str) -> Error {
    let token = format!("{}..{}.AAAA.{}", encode(header.as_bytes()), encode(&[0; 12]), encode(&[0; 16]));
    opened(&token, &key()).unwrap_err()
}

fn with_jwk(jwk: &serde_json::Value, alg: Option<KeyManagement>, encs: &[ContentEncryption]) -> Error {
    EncryptionKey::from_jwk(&jwk.to_string(), alg, encs).unwrap_err()
}

#[test]
fn the_facts_of_a_token_that_is_refused() {
    let token = encrypt_jwe(b"content", &key(), &EncryptOptions::new()).unwrap();
    let [header, _, iv, text, tag] = token.split('.').collect::<Vec<_>>()[..] else { panic!("{token}") };
    let refused = |parts: [&str; 5]| opened(&parts.join("."), &key()).unwrap_err();
    for (error, expected, words) in [
        (opened("a.b", &key()).unwrap_err(), json!(["token", null, null]), "not five segments joined by four dots"),
        (opened("a.b.c", &key()).unwrap_err(), json!([null, null, null]), "the token is signed"),
        (refused([header, "", iv, "A", tag]), json!(["ciphertext", null, null]), "the ciphertext is malformed"),
        (
            refused([header, "AA=", iv, text, tag]),
            json!(["encrypted_key", null, "padding"]),
            "the encrypted key is malformed",
        ),
        (
            refused([header, "AAAA", iv, text, tag]),
            json!(["encrypted_key", null, null]),
            "but alg is dir, which has none",
        ),
        (refused([header, "", "AAAA", text, tag]), json!(["iv", 12, 3]), "the iv has 3 bytes, but enc needs 12"),
        (refused([header, "", iv, text, "AAAA"]), json!(["tag", 16, 3]), "the tag has 3 bytes, but enc needs 16"),
        (
            with_header(r#"{"alg":"x","enc":"A256GCM"}"#),
            json!([null, null, "x"]),
            "alg is \"x\", which is not supported",
        ),
        (with_header(r#"{"enc":"A256GCM"}"#), json!([null, null, null]), "the header's alg is missing"),
        (with_header(r#"{"alg":"dir","enc":7}"#), json!([null, null, 7]), "enc is 7, which is not supported"),
        (
            with_header(r#"{"alg":"A128KW","enc":"A256GCM"}"#),
            json!([null, ["dir"], "A128KW"]),
            "the header's alg is A128KW, but the key allows only dir",
        ),
        (
            with_header(r#"{"alg":"dir","enc":"A128GCM"}"#),
            json!([null, ["A256GCM"], "A128GCM"]),
            "the header's enc is A128GCM, but the key allows only A256GCM",
        ),
        (with_header(r#"{"alg":"dir","enc":"A256GCM","zip":"DEF"}"#), json!([null, null, "DEF"]), "zip must be absent"),
        (
            with_header(r#"{"alg":"dir","enc":"A256GCM","cty":1}"#),
            json!([null, null, 1]),
            "cty must be JWT, but it is 1",
        ),
    ] {
        assert_eq!(facts(&error), expected, "{error}");
        assert!(error.to_string().contains(words), "{error}");
    }
    let of = |problem: JweProblem| Error::from(ErrorKind::Jwe(problem));
    let found = || with_header(r#"{"alg":"+"}"#).actual().unwrap();
    for (problem, words) in [
        (JweProblem::Apu { found: found() }, "apu must be base64url, but it is \"+\""),
        (JweProblem::Apv { found: found() }, "apv must be base64url, but it is \"+\""),
        (JweProblem::Iv { found: Some(found()) }, "iv must be 12 bytes in base64url, but it is \"+\""),
        (JweProblem::Tag { found: Some(found()) }, "tag must be 16 bytes in base64url, but it is \"+\""),
        (JweProblem::Epk { found: Some(found()) }, "epk is not a public key on the curve of the key"),
    ] {
        assert_eq!(facts(&of(problem.clone())), json!([null, null, "+"]));
        assert!(of(problem.clone()).to_string().contains(words), "{}", of(problem));
    }
    assert_eq!(of(JweProblem::Epk { found: None }).to_string(), "the header's epk is missing");
}

/// A private key in a header is not repeated in an error.
#[test]
fn a_private_ephemeral_key_is_not_shown() {
    let [_, private] = super::ec_pair("X25519", KeyManagement::EcdhEs, ContentEncryption::A256Gcm);
    let shown = |epk: &serde_json::Value| {
        let header = json!({ "alg": "ECDH-ES", "enc": "A256GCM", "epk": epk }).to_string();
        let token = format!("{}..{}.AAAA.{}", encode(header.as_bytes()), encode(&[0; 12]), encode(&[0; 16]));
        facts(&opened(&token, &private).unwrap_err())[2].clone()
    };
    let public = json!({ "kty": "OKP", "crv": "X448", "x": K });
    assert_eq!(shown(&public), public);
    assert_eq!(shown(&json!([1])), json!([1]));
    assert_eq!(shown(&json!({ "kty": "OKP", "crv": "X25519", "x": K, "d": K })), "a private key");
}

#[test]
fn the_facts_of_a_key_that_is_refused() {
    let oct = json!({ "kty": "oct", "k": K });
    let rsa = json!({ "kty": "RSA", "n": encode(&[0xff; 256]), "e": "AQAB" });
    let okp = json!({ "kty": "OKP", "crv": "X25519", "x": K });
    let with = |name: &str, value: &str| {
        let mut jwk = oct.clone();
        jwk[name] = json!(value);
        jwk
    };
    let dir = Some(KeyManagement::Dir);
    for (error, expected, words) in [
        (
            with_jwk(&with("use", "sig"), dir, GCM),
            json!(["use", "enc", "sig"]),
            "the JWK's use is \"sig\", but must be enc",
        ),
        (
            with_jwk(&with("alg", "HS256"), None, GCM),
            json!(["alg", null, "HS256"]),
            "alg is \"HS256\", which does not encrypt",
        ),
        (
            with_jwk(&with("alg", "A256KW"), dir, GCM),
            json!([null, "dir", "A256KW"]),
            "the JWK's alg is A256KW, but the caller names dir",
        ),
        (
            with_jwk(&with("alg", "A256GCM"), None, &[ContentEncryption::A256Gcm, ContentEncryption::A128Gcm]),
            json!([null, "A128GCM", "A256GCM"]),
            "the JWK's alg is A256GCM, but the caller names A128GCM",
        ),
        (
            with_jwk(&oct, Some(KeyManagement::A128Kw), GCM),
            json!([null, 16, 32]),
            "the secret has 32 bytes, but A128KW needs 16",
        ),
    ] {
        assert_eq!(facts(&error), expected, "{error}");
        assert!(error.to_string().contains(words), "{error}");
    }
    let kinds = [(&oct, "a shared secret"), (&rsa, "an RSA key"), (&okp, "a key on ")];
    for (jwk, found) in kinds {
        for (alg, needed) in [
            (KeyManagement::Dir, "a shared secret"),
            (KeyManagement::RsaOaep256, "an RSA key"),
            (KeyManagement::EcdhEs, "a key on P-256, P-384, P-521 or X25519"),
        ] {
            if !needed.starts_with(found) {
                let error = with_jwk(jwk, Some(alg), GCM);
                let found = if found == "a key on " { "a key on a curve" } else { found };
                assert_eq!(facts(&error), json!([null, needed, found]), "{error}");
            }
        }
    }
    // Each coordinate has the length of its curve (RFC 7518 §6.2.1.2).
    for (crv, kty, size) in [("P-256", "EC", 32), ("P-384", "EC", 48), ("X25519", "OKP", 32)] {
        for length in [0, size - 1, size + 1] {
            let jwk = json!({ "kty": kty, "crv": crv, "x": encode(&vec![1; length]), "y": encode(&vec![1; size]) });
            let error = with_jwk(&jwk, Some(KeyManagement::EcdhEs), GCM);
            assert_eq!(facts(&error), json!(["x", size, length]), "{error}");
        }
    }
}

#[test]
fn a_set_and_a_token_have_a_limit() {
    let set = |count: usize| {
        let key = json!({ "kty": "oct", "alg": "dir", "k": K });
        EncryptionKeySet::from_jwks(&json!({ "keys": vec![key; count] }).to_string(), GCM)
    };
    assert_eq!(set(1000).unwrap().len(), 1000);
    let error = set(1001).unwrap_err();
    assert_eq!((refusal(&error).as_str(), facts(&error)), ("key_invalid too_many_keys", json!([null, 1000, 1001])));
    let token = encrypt_jwe(b"content", &key(), &EncryptOptions::new()).unwrap();
    assert_eq!(decrypt_jwe(&token, key(), token.len()).unwrap().plaintext(), b"content");
    let error = decrypt_jwe(&token, key(), token.len() - 1).unwrap_err();
    assert_eq!(facts(&error), json!([null, token.len() - 1, token.len()]));
    // What was copied with a signed token is wrong first.
    assert_eq!(
        refusal(&opened("Bearer eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.AAAA", &key()).unwrap_err()),
        "malformed segments"
    );
}

#[test]
fn the_options_add_what_they_say() {
    let payload = |options: EncryptOptions| {
        let token = encrypt("{}", &key(), &options, NOW).unwrap();
        decrypt(&token, key(), &Policy::new().require_expiry(false), NOW + 60).unwrap().payload().to_owned()
    };
    let plain = || EncryptOptions::new().without_expiry();
    assert_eq!(payload(plain()), r#"{"iat":1700000000}"#);
    assert_eq!(payload(EncryptOptions::new().expires_at(NOW + 300)), r#"{"iat":1700000000,"exp":1700000300}"#);
    assert_eq!(payload(plain().not_before(Duration::from_secs(60))), r#"{"iat":1700000000,"nbf":1700000060}"#);
    assert_eq!(payload(plain().without_issued_at()), "{}");
    let random = payload(plain().without_issued_at().random_jwt_id());
    assert!(random.starts_with(r#"{"jti":""#) && random.len() == r#"{"jti":""}"#.len() + 32, "{random}");
    let header = |options: EncryptOptions| {
        let token = encrypt("{}", &key(), &options, NOW).unwrap();
        decrypt_jwe(&token, key(), LIMIT).unwrap().header().to_owned()
    };
    assert_eq!(header(plain().typ("at+jwt")), r#"{"alg":"dir","enc":"A256GCM","typ":"at+jwt"}"#);
    assert_eq!(header(plain().typ("at+jwt").without_typ()), r#"{"alg":"dir","enc":"A256GCM"}"#);
    // A number in an error is written by the program's own conversion.
    let numbers = Numbers { write: |_| "a large number".to_owned(), ..Numbers::NATIVE };
    let options = EncryptOptions::with_numbers(numbers).expires_at(1e300);
    let error = encrypt("{}", &key(), &options, NOW).unwrap_err();
    assert_eq!(facts(&error)[2], "a large number");
}

#[test]
fn the_header_says_whether_a_token_is_inside() {
    for (cty, expected) in [
        (None, None),
        (Some("JWT"), Some(true)),
        (Some("application/jwt"), Some(true)),
        (Some("text/plain"), Some(false)),
    ] {
        let options = cty.into_iter().fold(EncryptOptions::new(), EncryptOptions::cty);
        let token = encrypt_jwe(b"content", &key(), &options).unwrap();
        assert_eq!(decrypt_jwe(&token, key(), LIMIT).unwrap().is_nested(), expected, "{cty:?}");
    }
}

#[test]
fn no_content_is_printed() {
    let key = key();
    let token = encrypt_jwe(b"content", &key, &EncryptOptions::new()).unwrap();
    let decrypted = decrypt_jwe(&token, &key, LIMIT).unwrap();
    assert_eq!(format!("{decrypted:?}"), "DecryptedJwe { alg: Dir, enc: A256Gcm, .. }");
    let prepared = prepare_decryption(token.as_bytes(), &key, LIMIT).unwrap();
    assert_eq!(format!("{prepared:?}"), "PreparedDecryption { alg: Dir, enc: A256Gcm, .. }");
    let prepared = prepare_encryption(b"content", &key, &EncryptOptions::new()).unwrap();
    assert_eq!(format!("{prepared:?}"), "PreparedEncryption { alg: Dir, enc: A256Gcm, .. }");
    let mut values = GivenValues::default();
    values.content_key = vec![7; 32];
    assert_eq!(format!("{values:?}"), "GivenValues { .. }");
    let token = encrypt("{}", &key, &EncryptOptions::new().expires_at(NOW + 1), NOW).unwrap();
    assert_eq!(format!("{:?}", decrypt(&token, &key, &Policy::new(), NOW).unwrap()), "Decrypted { .. }");
    let inner = signed(br#"{"exp":1700000001}"#);
    let token = encrypt_jwe(inner.as_bytes(), &key, &EncryptOptions::new().cty("JWT")).unwrap();
    let verifier = Verifier::new(jwt_wasm::Key::secret(&SECRET, jwt_wasm::Algorithm::Hs256).unwrap(), Policy::new());
    assert_eq!(format!("{:?}", decrypt_nested(&token, &key, &verifier, NOW).unwrap()), "Nested { .. }");
}
