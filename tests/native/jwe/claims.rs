//! The claims of an encrypted token are checked as those of a signed one.

use core::time::Duration;

use jwt_wasm::{
    Algorithm, Code, ContentEncryption, EncryptOptions, EncryptionKey, Key, KeyManagement, Policy, SignOptions,
    Verifier, decrypt, decrypt_nested, encrypt, encrypt_jwe, sign,
};

use super::refusal;
use crate::common::SECRET;

const NOW: f64 = 1_700_000_000.0;

fn key() -> EncryptionKey {
    EncryptionKey::secret(&[7; 64], KeyManagement::Dir, &[ContentEncryption::A256CbcHs512]).unwrap()
}

fn made(claims: &str) -> String {
    encrypt_jwe(claims.as_bytes(), &key(), &EncryptOptions::new()).unwrap()
}

fn told(claims: &str, policy: &Policy) -> String {
    refusal(&decrypt(&made(claims), key(), policy, NOW).unwrap_err())
}

#[test]
fn claims_that_another_program_has_decrypted_are_judged_alike() {
    let header = r#"{"alg":"dir","enc":"A256CBC-HS512","typ":"JWT"}"#;
    let policy = Policy::new().audience("api").typ("JWT");
    let judged = |header: &str, claims: &[u8], policy: &Policy| policy.check_decrypted(header, claims, NOW);
    assert_eq!(judged(header, br#"{"aud":"api","exp":1700000001}"#, &policy), Ok(()));
    for claims in [r#"{"aud":"api"}"#, r#"{"aud":"api","exp":1700000000}"#, r#"{"exp":1700000001}"#, "[]", ""] {
        let options = EncryptOptions::new().typ("JWT");
        let token = encrypt_jwe(claims.as_bytes(), &key(), &options).unwrap();
        let refused = decrypt(&token, key(), &policy, NOW).unwrap_err();
        assert_eq!(judged(header, claims.as_bytes(), &policy), Err(refused), "{claims}");
    }
    let code = |header: &str, claims: &[u8]| judged(header, claims, &policy).unwrap_err().code();
    assert_eq!(code(header, b"\xff"), Code::Malformed);
    assert_eq!(code(r#"{"typ":"at+jwt"}"#, b"{}"), Code::HeaderRejected);
    assert_eq!(code("{", b"{}"), Code::Malformed);
    assert_eq!(policy.check_decrypted(header, b"{}", -1).unwrap_err().code(), Code::OptionsInvalid);
}

#[test]
fn the_rules_are_those_of_verify() {
    let signing = Key::secret(&SECRET, Algorithm::Hs256).unwrap();
    for claims in [
        r#"{"exp":1700000001}"#,
        r#"{"exp":1700000000}"#,
        r#"{"exp":"1700000001"}"#,
        r#"{"exp":1700000001,"aud":"api"}"#,
        r#"{"exp":1700000001,"aud":["other","api"]}"#,
        r#"{"exp":1700000001,"nbf":1700000001}"#,
        r#"{"exp":1700000001,"iss":7}"#,
        r#"{"exp":1700000001,"exp":1800000000}"#,
        r#"{"sub":"a"}"#,
        "{}",
        "[]",
        "",
        "null",
        "{\"exp\":1700000001,\"a\":\"\\ud800\"}",
    ] {
        let signed = jwt_wasm::sign_jws(claims.as_bytes(), &signing, &jwt_wasm::SignJwsOptions::new()).unwrap();
        for policy in [
            Policy::new(),
            Policy::new().audience("api"),
            Policy::new().audience("other").issuer("i"),
            Policy::new().require_expiry(false).require_claim("sub"),
        ] {
            let verified = jwt_wasm::verify(&signed, &signing, &policy, NOW);
            let decrypted = decrypt(&made(claims), key(), &policy, NOW);
            match (verified, decrypted) {
                (Ok(verified), Ok(decrypted)) => {
                    assert_eq!(verified.payload(), decrypted.payload());
                    assert_eq!(verified.validity(), decrypted.validity());
                }
                (Err(one), Err(other)) => assert_eq!(one, other, "{claims}"),
                (one, other) => panic!("{claims}: {one:?}, {other:?}"),
            }
        }
    }
    assert_eq!(told("not json", &Policy::new()), "malformed json");
    let policy = Policy::new();
    assert_eq!(decrypt(&made("{}"), key(), &policy, 0.0).unwrap_err().code(), Code::OptionsInvalid);
}

#[test]
fn encrypt_adds_what_sign_adds() {
    let signing = Key::secret(&SECRET, Algorithm::Hs256).unwrap();
    let claims = r#"{"sub":"user-42","big":9007199254740993}"#;
    let options = EncryptOptions::new().expires_in(Duration::from_secs(60)).jwt_id("j").kid("k").header("x", "y");
    let token = encrypt(claims, &key(), &options, NOW).unwrap();
    let decrypted = decrypt(&token, key(), &Policy::new(), NOW).unwrap();
    let options = SignOptions::new().expires_in(Duration::from_secs(60)).jwt_id("j");
    let signed = sign(claims, &signing, &options, NOW).unwrap();
    let verified = jwt_wasm::verify(&signed, &signing, &Policy::new(), NOW).unwrap();
    assert_eq!(decrypted.payload(), verified.payload());
    assert_eq!(decrypted.header(), r#"{"alg":"dir","enc":"A256CBC-HS512","typ":"JWT","kid":"k","x":"y"}"#);
    let refused = |options: EncryptOptions, claims: &str| refusal(&encrypt(claims, &key(), &options, NOW).unwrap_err());
    assert_eq!(refused(EncryptOptions::new().without_expiry(), "[]"), "malformed not_object");
    assert_eq!(refused(EncryptOptions::new().without_expiry(), r#"{"exp":"x"}"#), "claim_invalid");
    for (name, value) in [("zip", "DEF"), ("alg", "dir"), ("enc", "A256GCM"), ("crit", "x")] {
        assert_eq!(
            refused(EncryptOptions::new().without_expiry().header(name, value), "{}"),
            "options_invalid header_refused",
            "{name}"
        );
    }
}

#[test]
fn typ_is_checked() {
    let token = encrypt("{}", &key(), &EncryptOptions::new().without_expiry().typ("at+jwt"), NOW).unwrap();
    let policy = Policy::new().require_expiry(false);
    assert!(decrypt(&token, key(), &policy.clone().typ("at+jwt"), NOW).is_ok());
    let error = decrypt(&token, key(), &policy.typ("JWT"), NOW).unwrap_err();
    assert_eq!(refusal(&error), "header_rejected typ");
}

#[test]
fn a_signed_token_inside_is_verified() {
    let signing = Key::secret(&SECRET, Algorithm::Hs256).unwrap();
    let inner = sign(r#"{"sub":"a"}"#, &signing, &SignOptions::new().expires_in(Duration::from_secs(60)), NOW).unwrap();
    let nested =
        |content: &str, cty: &str| encrypt_jwe(content.as_bytes(), &key(), &EncryptOptions::new().cty(cty)).unwrap();
    let verifier = Verifier::new(Key::secret(&SECRET, Algorithm::Hs256).unwrap(), Policy::new());
    for token in [nested(&inner, "JWT"), nested(&inner, "application/jwt"), made(&inner)] {
        let opened = decrypt_nested(&token, key(), &verifier, NOW).unwrap();
        assert_eq!(opened.verified().payload(), r#"{"sub":"a","iat":1700000000,"exp":1700000060}"#);
        assert_eq!(opened.enc(), ContentEncryption::A256CbcHs512);
    }
    let told = |token: &str| refusal(&decrypt_nested(token, key(), &verifier, NOW).unwrap_err());
    assert_eq!(told(&nested(&inner, "text/plain")), "header_rejected cty");
    assert_eq!(told(&nested(&format!("{inner}="), "JWT")), "malformed base64url");
    assert_eq!(told(&nested(r#"{"exp":1800000000}"#, "JWT")), "malformed segments");
    let other =
        sign("{}", &Key::secret(&[8; 32], Algorithm::Hs256).unwrap(), &SignOptions::new().without_expiry(), NOW)
            .unwrap();
    assert_eq!(told(&nested(&other, "JWT")), "signature_invalid");
    assert_eq!(told(&inner), "not_encrypted");
    // A token inside is never taken for claims.
    let error = decrypt(&nested(r#"{"exp":1800000000}"#, "JWT"), key(), &Policy::new(), NOW).unwrap_err();
    assert_eq!(refusal(&error), "header_rejected nested");
    let error = decrypt(&made(&inner), key(), &Policy::new(), NOW).unwrap_err();
    assert_eq!(refusal(&error), "malformed json");
}
