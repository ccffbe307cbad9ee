//! The facts of each error, as a host gets them in JSON. Other tests check the words.

use core::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jwt_wasm::{
    Algorithm, Error, ErrorKind, JwsOptions, Key, KeySet, Policy, SignOptions, VerifyingKey, generate_secret,
    key_file_to_jwk, sign, verify, verify_jws,
};
use serde_json::{Value, json};

use crate::common::{SECRET, signed};

const NOW: f64 = 1_700_000_000.0;

fn key() -> Key {
    Key::secret(&SECRET, Algorithm::Hs256).unwrap()
}

/// Without the message, which must be one sentence that begins in lower case.
fn facts(error: &Error) -> Value {
    let mut facts: Value = serde_json::from_str(&error.to_json()).unwrap();
    let object = facts.as_object_mut().unwrap();
    assert_eq!(object["code"], error.code().to_string());
    assert_eq!(object.remove("message").unwrap(), error.to_string());
    if let Some(cause) = object.get_mut("cause") {
        assert!(!cause.as_object_mut().unwrap().remove("message").unwrap().as_str().unwrap().is_empty());
    }
    for (name, fact) in [("expected", error.expected()), ("actual", error.actual())] {
        let written = fact.map(|fact| serde_json::from_str(fact.as_json()).unwrap());
        assert_eq!(object.get(name).cloned(), written);
    }
    for (name, text) in [("reason", error.reason()), ("part", error.part()), ("claim", error.claim())] {
        assert_eq!(object.get(name).and_then(Value::as_str), text);
    }
    facts
}

fn jwk(jwk: &Value, algorithms: &[Algorithm]) -> Error {
    Key::from_jwk(&jwk.to_string(), algorithms.iter().copied()).unwrap_err()
}

fn set(jwks: &Value) -> Error {
    KeySet::from_jwks(&jwks.to_string()).unwrap_err()
}

fn file(text: &str, is_private: bool) -> Error {
    key_file_to_jwk(text.as_bytes(), is_private, &[Algorithm::EdDsa]).unwrap_err()
}

fn claims(claims: &Value, policy: &Policy) -> Error {
    verify(&signed(claims.to_string().as_bytes()), key(), policy, NOW).unwrap_err()
}

const X: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

#[test]
fn the_facts_of_a_key_that_is_refused() {
    let okp = json!({ "kty": "OKP", "crv": "Ed25519", "x": X });
    let with = |name: &str, value: Value| {
        let mut jwk = okp.clone();
        jwk[name] = value;
        jwk
    };
    let n = |bytes: usize| URL_SAFE_NO_PAD.encode([&[0x80][..], &vec![1; bytes - 1]].concat());
    let rsa = |n: &str, e: &str| json!({ "kty": "RSA", "n": n, "e": e, "alg": "RS256" });
    let many: Vec<Value> = (0..1001).map(|_| okp.clone()).collect();
    for (error, expected) in [
        (jwk(&okp, &[Algorithm::Es256]), json!({ "reason": "wrong_kind", "expected": "P-256", "actual": "Ed25519" })),
        (jwk(&okp, &[Algorithm::Rs256]), json!({ "reason": "wrong_kind", "expected": "RSA", "actual": "Ed25519" })),
        (jwk(&okp, &[Algorithm::Hs256]), json!({ "reason": "wrong_kind", "expected": "secret", "actual": "Ed25519" })),
        (
            jwk(&json!({ "kty": "oct", "k": X }), &[Algorithm::EdDsa]),
            json!({ "reason": "wrong_kind", "expected": ["Ed25519", "Ed448"], "actual": "secret" }),
        ),
        (
            jwk(&rsa(&n(256), "AQAB"), &[Algorithm::Es512]),
            json!({ "reason": "other_algorithm", "expected": ["ES512"], "actual": "RS256" }),
        ),
        (
            jwk(&with("alg", json!("EdDSA")), &[Algorithm::Es256, Algorithm::Rs256]),
            json!({ "reason": "other_algorithm", "expected": ["ES256", "RS256"], "actual": "EdDSA" }),
        ),
        (jwk(&with("alg", json!("HS256")), &[]), json!({ "reason": "alg_not_for_kty", "actual": "HS256" })),
        (jwk(&with("alg", json!("none")), &[]), json!({ "reason": "member_value", "part": "alg", "actual": "none" })),
        (jwk(&with("alg", json!([])), &[]), json!({ "reason": "member_type", "part": "alg", "actual": "an array" })),
        (
            jwk(&with("use", json!("enc")), &[]),
            json!({ "reason": "member_value", "part": "use", "expected": ["sig"], "actual": "enc" }),
        ),
        (
            jwk(&with("crv", json!("X448")), &[]),
            json!({ "reason": "member_value", "part": "crv", "expected": ["Ed25519", "Ed448"], "actual": "X448" }),
        ),
        (
            jwk(&with("x", json!("AA")), &[]),
            json!({ "reason": "wrong_length", "part": "x", "expected": 32, "actual": 1 }),
        ),
        (jwk(&with("x", json!(format!("{X}="))), &[]), json!({ "reason": "member_padded", "part": "x" })),
        (jwk(&with("x", json!("A")), &[]), json!({ "reason": "member_base64url", "part": "x" })),
        (jwk(&with("key_ops", json!("verify")), &[]), json!({ "reason": "member_type", "part": "key_ops" })),
        (jwk(&with("p", json!("AA")), &[]), json!({ "reason": "member_missing", "part": "d", "actual": "p" })),
        (jwk(&json!({ "kty": "OKP", "crv": "Ed25519" }), &[]), json!({ "reason": "member_missing", "part": "x" })),
        (
            jwk(&json!({ "kty": "OKP", "crv": "Ed25519", "x5c": [] }), &[]),
            json!({ "reason": "certificate_only", "part": "x" }),
        ),
        (jwk(&json!(7), &[]), json!({ "reason": "jwk_malformed", "actual": "not_object" })),
        (set(&json!(7)), json!({ "reason": "key_set_malformed", "actual": "not_object" })),
        (set(&json!({ "keys": null })), json!({ "reason": "not_a_key_set", "actual": "null" })),
        (set(&json!({})), json!({ "reason": "not_a_key_set" })),
        (set(&json!({ "keys": many })), json!({ "reason": "too_many_keys", "expected": 1000, "actual": 1001 })),
        (jwk(&rsa("", "AQAB"), &[]), json!({ "reason": "number_empty", "part": "n" })),
        (jwk(&rsa(&n(256), "AAM"), &[]), json!({ "reason": "number_leading_zero", "part": "e" })),
        (jwk(&rsa(&n(256), "Ag"), &[]), json!({ "reason": "exponent_even", "actual": 2 })),
        (jwk(&rsa(&n(256), "AQ"), &[]), json!({ "reason": "exponent_too_small", "actual": 1 })),
        (Key::secret(b"", Algorithm::Hs256).unwrap_err(), json!({ "reason": "secret_empty" })),
        (
            Key::secret(b"{\"keys\":[]}                      ", Algorithm::Hs256).unwrap_err(),
            json!({ "reason": "public_secret", "actual": "jwk" }),
        ),
        (
            Key::from_public_jwk(&with("d", json!("AA")).to_string(), None).unwrap_err(),
            json!({ "reason": "private_key", "part": "d" }),
        ),
    ] {
        let mut expected = expected;
        expected["code"] = json!("key_invalid");
        assert_eq!(facts(&error), expected, "{error}");
    }
    let long = facts(&jwk(&rsa(&n(1025), "AQAB"), &[]));
    let expected = json!({ "code": "key_invalid", "reason": "modulus_too_long", "expected": 8192, "actual": 8200 });
    assert_eq!(long, expected);
    for (error, expected) in [
        (
            Key::secret(&[7; 31], Algorithm::Hs256).unwrap_err(),
            json!({ "code": "key_too_weak", "reason": "secret", "expected": 32, "actual": 31 }),
        ),
        (
            VerifyingKey::rsa(&[&[0x80][..], &[1; 127]].concat(), &[3]).unwrap_err(),
            json!({ "code": "key_too_weak", "reason": "rsa", "expected": 2048, "actual": 1024 }),
        ),
    ] {
        assert_eq!(facts(&error), expected, "{error}");
    }
    let operations = Key::from_jwk(&with("key_ops", json!([])).to_string(), None).unwrap();
    let token = sign("{}", &ed25519(), &SignOptions::new().without_expiry(), NOW).unwrap();
    let error = verify_jws(&token, &operations, &JwsOptions::new()).unwrap_err();
    assert_eq!(facts(&error), json!({ "code": "key_invalid", "reason": "key_ops", "expected": "verify" }));
}

fn ed25519() -> Key {
    let d = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
    Key::from_jwk(&json!({ "kty": "OKP", "crv": "Ed25519", "x": X, "d": d }).to_string(), None).unwrap()
}

#[test]
fn the_facts_of_a_file_that_is_refused() {
    let pem = |label: &str, body: &str| format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----\n");
    let spki = "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    for (error, expected) in [
        (file(&pem("PGP MESSAGE", "AAAA"), false), json!({ "reason": "useless_file", "actual": "openpgp" })),
        (file(&pem("ENCRYPTED PRIVATE KEY", "AAAA"), false), json!({ "reason": "private_key" })),
        (file(&pem("PKCS7", "AAAA"), true), json!({ "reason": "public_key", "actual": "pkcs7" })),
        (file("PuTTY-User-Key-File-2: ssh-rsa", false), json!({ "reason": "private_key", "actual": "putty_key" })),
        (
            file(&pem("PKCS7", "AAAA"), false),
            json!({
                "reason": "convertible_file", "actual": "pkcs7",
                "expected": "openssl pkcs7 -in FILE -print_certs -out key.pem",
            }),
        ),
        (file(spki, false), json!({ "reason": "pem_lines_missing", "expected": "PUBLIC KEY" })),
        (
            file(&pem("RSA PUBLIC KEY", spki), false),
            json!({ "reason": "pem_label", "expected": "PUBLIC KEY", "actual": "RSA PUBLIC KEY" }),
        ),
        (file("nothing", false), json!({ "reason": "not_a_key_file" })),
    ] {
        let mut expected = expected;
        expected["code"] = json!("key_invalid");
        assert_eq!(facts(&error), expected, "{error}");
    }
    // SEC 1 in PKCS#8, where each names a curve (RFC 5915 §3).
    let [p256, p384] = [&[6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7][..], &[6, 5, 0x2b, 0x81, 4, 0, 0x22]];
    let tlv = |tag: u8, content: &[u8]| [&[tag, content.len() as u8], content].concat();
    let sec1 = tlv(0x30, &[&[2, 1, 1][..], &tlv(4, &[7; 32]), &tlv(0xa0, p384)].concat());
    let ec = tlv(0x30, &[&[6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1][..], p256].concat());
    let pkcs8 = tlv(0x30, &[&[2, 1, 0][..], &ec, &tlv(4, &sec1)].concat());
    let error = Key::private_der(&pkcs8, Algorithm::Es256).unwrap_err();
    let expected = json!({ "code": "key_invalid", "reason": "two_curves", "expected": "P-256", "actual": "P-384" });
    assert_eq!(facts(&error), expected);
}

#[test]
fn the_facts_of_a_token_that_is_refused() {
    let token = signed(br#"{"exp":1700000001}"#);
    let (policy, options) = (Policy::new(), SignOptions::new().without_expiry());
    let tolerant = policy.clone().clock_tolerance(Duration::from_secs(5));
    let aged = tolerant.clone().require_expiry(false).max_age(Duration::from_secs(100));
    let refused = |token: &str, policy: &Policy| verify(token, key(), policy, NOW).unwrap_err();
    let padded = token.replace(".", "=.");
    let unsigned = |header: &str, policy: &Policy| {
        let header = URL_SAFE_NO_PAD.encode(header);
        refused(&format!("{header}.e30.AAAA"), policy)
    };
    for (error, expected) in [
        (
            refused(&token, &Policy::new().max_token_length(10)),
            json!({ "code": "too_large", "expected": 10, "actual": token.len() }),
        ),
        (refused("a.b.c.d.e", &policy), json!({ "code": "encrypted" })),
        (refused("", &policy), json!({ "code": "malformed", "part": "token", "reason": "segments" })),
        (
            refused(&format!("Bearer {token}"), &policy),
            json!({ "code": "malformed", "part": "header", "reason": "base64url", "actual": "scheme" }),
        ),
        (
            refused(&padded, &policy),
            json!({ "code": "malformed", "part": "header", "reason": "base64url", "actual": "padding" }),
        ),
        (
            refused(&token, &Policy::new().allow_padding()),
            json!({ "code": "malformed", "part": "signature", "reason": "base64url", "expected": "padding" }),
        ),
        (
            unsigned(r#"{"alg":"none"}"#, &policy),
            json!({ "code": "algorithm_not_allowed", "expected": ["HS256"], "actual": "none" }),
        ),
        (unsigned("{}", &policy), json!({ "code": "algorithm_not_allowed", "expected": ["HS256"] })),
        (
            unsigned(r#"{"crit":["exp"]}"#, &policy),
            json!({ "code": "header_rejected", "reason": "crit", "actual": ["exp"] }),
        ),
        (unsigned(r#"{"b64":false}"#, &policy), json!({ "code": "header_rejected", "reason": "b64", "actual": false })),
        (unsigned(r#"{"kid":1}"#, &policy), json!({ "code": "header_rejected", "reason": "kid", "actual": 1 })),
        (
            unsigned(r#"{"typ":"a"}"#, &Policy::new().typ("b")),
            json!({ "code": "header_rejected", "reason": "typ", "expected": "b", "actual": "a" }),
        ),
        (unsigned(r#"{"alg":"HS256"}"#, &policy), json!({ "code": "signature_invalid" })),
        (
            claims(&json!({ "exp": 1_699_999_995 }), &tolerant),
            json!({ "code": "expired", "claim": "exp", "expected": 1_699_999_995, "actual": 1_699_999_995 }),
        ),
        (
            claims(&json!({ "exp": 1_700_000_001, "nbf": 1_700_000_006 }), &tolerant),
            json!({ "code": "not_yet_valid", "claim": "nbf", "expected": 1_700_000_005, "actual": 1_700_000_006 }),
        ),
        (
            claims(&json!({ "iat": 1_699_999_894 }), &aged),
            json!({ "code": "too_old", "claim": "iat", "expected": 1_699_999_895, "actual": 1_699_999_894 }),
        ),
        (
            claims(&json!({ "iat": 1_700_000_006.5 }), &aged),
            json!({ "code": "not_yet_valid", "claim": "iat", "expected": 1_700_000_005, "actual": 1_700_000_006.5 }),
        ),
        (claims(&json!({}), &policy), json!({ "code": "claim_missing", "claim": "exp" })),
        (
            claims(&json!({ "exp": [] }), &policy),
            json!({ "code": "claim_invalid", "claim": "exp", "expected": "a number", "actual": "an array" }),
        ),
        (
            claims(&json!({ "exp": 1_700_000_001, "aud": ["a"] }), &policy),
            json!({ "code": "claim_mismatch", "claim": "aud", "actual": ["a"] }),
        ),
        (
            claims(&json!({ "exp": 1_700_000_001, "aud": "a" }), &Policy::new().audience("b")),
            json!({ "code": "claim_mismatch", "claim": "aud", "expected": "b", "actual": "a" }),
        ),
        (
            claims(&json!({ "exp": 1_700_000_001, "sub": "\"" }), &Policy::new().subject("\\").subject("\"\\")),
            json!({ "code": "claim_mismatch", "claim": "sub", "expected": ["\\", "\"\\"], "actual": "\"" }),
        ),
        (
            verify(&token, key(), &policy, 0.5 - 1.0).unwrap_err(),
            json!({ "code": "options_invalid", "reason": "wrong_now", "actual": -0.5 }),
        ),
        (
            verify(&token, key(), &policy, f64::NAN).unwrap_err(),
            json!({ "code": "options_invalid", "reason": "wrong_now" }),
        ),
        (
            generate_secret(Algorithm::Es256).unwrap_err(),
            json!({ "code": "options_invalid", "reason": "no_secret", "actual": "ES256" }),
        ),
        (
            sign("{\"iat\":1,\"exp\":1}", &key(), &options.clone().expires_in(Duration::ZERO), NOW).unwrap_err(),
            json!({ "code": "options_invalid", "reason": "claim_twice", "claim": "exp" }),
        ),
        (
            sign("{}", &key(), &options.clone().header("alg", "none"), NOW).unwrap_err(),
            json!({
                "code": "options_invalid", "reason": "header_refused",
                "cause": { "code": "malformed", "part": "header", "reason": "duplicate_name" },
            }),
        ),
        (
            sign("{}", &rsa_signer(), &options, NOW).unwrap_err(),
            json!({ "code": "sync_unavailable", "reason": "engine" }),
        ),
        (Error::from(ErrorKind::RandomUnavailable), json!({ "code": "sync_unavailable", "reason": "random" })),
    ] {
        assert_eq!(facts(&error), expected, "{error}");
    }
}

/// Only arithmetic can say that these numbers do not make a key.
fn rsa_signer() -> Key {
    Key::from_jwk(&rsa_jwk().to_string(), Some(Algorithm::Rs256)).unwrap()
}

fn rsa_jwk() -> Value {
    let mut jwk = json!({ "kty": "RSA", "e": "AQAB", "n": format!("gA{}Q", "A".repeat(339)) });
    for name in ["d", "p", "q", "dp", "dq", "qi"] {
        jwk[name] = json!("AQ");
    }
    jwk
}

#[test]
fn a_key_that_signs_is_for_one_algorithm() {
    let error = jwk(&rsa_jwk(), &[Algorithm::Rs256, Algorithm::Ps256]);
    assert_eq!(facts(&error), json!({ "code": "key_invalid", "reason": "several_algorithms" }));
}

#[test]
fn the_facts_of_a_set_that_has_no_key() {
    let unusable = json!({ "kty": "OKP", "crv": "Ed25519", "x": X, "kid": "a", "use": "enc" });
    let usable = json!({ "kty": "OKP", "crv": "Ed25519", "x": X, "kid": "b" });
    let set = |entries: &[&Value]| KeySet::from_jwks(&json!({ "keys": entries }).to_string()).unwrap();
    let refused = |set: &KeySet, kid: &str| {
        let token = sign("{}", &ed25519(), &SignOptions::new().without_expiry().kid(kid), NOW).unwrap();
        verify(&token, set, &Policy::new(), NOW).unwrap_err()
    };
    let cause =
        json!({ "code": "key_invalid", "reason": "member_value", "part": "use", "expected": ["sig"], "actual": "enc" });
    assert_eq!(
        facts(&refused(&set(&[&unusable, &usable]), "a")),
        json!({ "code": "key_not_found", "actual": "a", "cause": cause })
    );
    assert_eq!(facts(&refused(&set(&[&unusable, &usable]), "\"")), json!({ "code": "key_not_found", "actual": "\"" }));
    let mut other = usable.clone();
    other["x"] = json!("PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw");
    assert_eq!(facts(&refused(&set(&[&usable, &other]), "b")), json!({ "code": "key_ambiguous", "actual": "b" }));
}

#[test]
fn an_error_prints_its_facts() {
    let error = Key::secret(&[7; 31], Algorithm::Hs256).unwrap_err();
    let expected = "KeyTooWeak { algorithm: Hs256, minimum_bytes: 32, actual_bytes: 31 }";
    assert_eq!(format!("{error:?}"), expected);
}
