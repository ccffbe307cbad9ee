//! Key sets: which keys count, which one a token gets, and the error if there is none.

use core::error::Error as _;

use jwt_wasm::{Algorithm, Code, Error, ErrorKind, Key, KeySet, Policy, SignOptions, sign, verify};
use serde_json::{Value, json};

use crate::jwks::{ec, ed25519, oct, other_ec, public, read, rsa, with};

const NOW: f64 = 1_700_000_000.0;

fn set(entries: &[Value]) -> KeySet {
    KeySet::from_jwks(&json!({ "keys": entries }).to_string()).unwrap()
}

/// A token signed with this key, with this `kid` in its header.
fn token(jwk: &Value, kid: Option<&str>) -> String {
    let key = read(&with(jwk.clone(), json!({ "kid": null })), &[]).unwrap();
    let options = kid.map_or_else(SignOptions::new, |kid| SignOptions::new().kid(kid)).without_expiry();
    sign("{}", &key, &options, NOW).unwrap()
}

fn refusal(token: &str, set: &KeySet) -> Option<Error> {
    verify(token, set, &Policy::new().require_expiry(false), NOW).err()
}

fn code(token: &str, set: &KeySet) -> Option<Code> {
    refusal(token, set).map(|error| error.code())
}

#[test]
fn the_keys_of_a_set_are_counted() {
    let named = |jwk: Value, kid: &str| with(public(jwk), json!({ "kid": kid }));
    let [a, b] = ["a", "b"].map(|kid| named(ec(), kid));
    for (entries, count) in [
        (&[][..], 0),
        (std::slice::from_ref(&a), 1),
        (&[a.clone(), named(other_ec(), "b")], 2),
        // The same key again counts as one key, and with another name as another key.
        (&[a.clone(), a.clone(), a.clone()], 1),
        (&[a.clone(), b.clone()], 2),
        // Two different keys with one name cannot be chosen between.
        (&[a.clone(), named(other_ec(), "a")], 0),
        (&[a.clone(), named(other_ec(), "a"), b.clone()], 1),
        // Keys of another type, or for another algorithm, are alternatives.
        (&[a.clone(), named(ed25519(), "a")], 2),
        (&[named(with(rsa(), json!({ "alg": "RS256" })), "a"), named(with(rsa(), json!({ "alg": "PS256" })), "a")], 2),
        (&[with(a.clone(), json!({ "use": "enc" }))], 0),
        (&[with(a.clone(), json!({ "key_ops": ["encrypt"] })), b.clone()], 1),
        (&[with(a.clone(), json!({ "key_ops": ["verify"], "use": "sig" }))], 1),
        (&[json!(7), json!(null), json!([]), json!({})], 0),
        (&[with(a.clone(), json!({ "d": "AA" }))], 0),
    ] {
        let set = set(entries);
        assert_eq!((set.len(), set.is_empty()), (count, count == 0), "{entries:?}");
    }
    let own = |jwk: Value| KeySet::from_jwks_with_secrets(&json!({ "keys": [jwk] }).to_string()).unwrap().len();
    let hs256 = with(oct(), json!({ "alg": "HS256" }));
    assert_eq!((own(hs256.clone()), own(with(hs256, json!({ "d": "AA" })))), (1, 0));
}

#[test]
fn a_set_has_bounds() {
    let many = |count: usize| {
        let named = |number: usize| with(public(ed25519()), json!({ "kid": number.to_string() }));
        let entries: Vec<Value> = (0..count).map(named).collect();
        KeySet::from_jwks(&json!({ "keys": entries }).to_string())
    };
    assert_eq!(many(1000).unwrap().len(), 1000);
    let told = |outcome: Result<KeySet, Error>| outcome.unwrap_err().to_string();
    assert_eq!(told(many(1001)), "the key cannot be used: the key set has 1001 keys, but the limit is 1000");
    for (json, why) in [
        ("[]", "the key set is not a strict JSON object: it is not a JSON object"),
        ("{}", r#"the key set has no member "keys""#),
        (r#"{"keys":{}}"#, r#"the key set's "keys" must be an array, but it is an object"#),
        (
            r#"{"keys":[],"keys":[]}"#,
            "the key set is not a strict JSON object: an object in it has the same name twice",
        ),
    ] {
        assert_eq!(told(KeySet::from_jwks(json)), format!("the key cannot be used: {why}"));
    }
}

/// RFC 7515 §4.1.4, RFC 7517 §4.5.
#[test]
fn kid_and_alg_select_the_key() {
    let named = |jwk: Value, kid: &str| with(public(jwk), json!({ "kid": kid }));
    let unnamed = || public(ec());
    let tokens = [token(&ec(), None), token(&ec(), Some("a")), token(&ec(), Some("b"))];
    let (ambiguous, missing, invalid) =
        (Some(Code::KeyAmbiguous), Some(Code::KeyNotFound), Some(Code::SignatureInvalid));
    for (entries, expected) in [
        (&[named(ec(), "a")][..], [None, None, missing]),
        (&[unnamed()], [None, missing, missing]),
        (&[named(ec(), "a"), named(other_ec(), "b")], [ambiguous, None, invalid]),
        (&[named(other_ec(), "a"), named(ec(), "b")], [ambiguous, invalid, None]),
        // One key that is listed with a name and without.
        (&[named(ec(), "a"), unnamed()], [None, None, missing]),
        (&[unnamed(), named(ec(), "a")], [None, None, missing]),
        (&[named(ec(), "a"), named(ec(), "b")], [ambiguous, None, None]),
        (&[unnamed(), public(other_ec())], [ambiguous, missing, missing]),
        (&[named(ec(), "a"), public(other_ec())], [ambiguous, None, missing]),
        (&[named(ec(), "a"), named(other_ec(), "a")], [ambiguous, ambiguous, missing]),
        // Only keys that fit the algorithm are considered.
        (&[named(ed25519(), "a"), named(ec(), "a")], [None, None, missing]),
        (&[named(ed25519(), "b"), named(ec(), "a")], [None, None, Some(Code::AlgorithmNotAllowed)]),
        (&[named(ed25519(), "a")], [missing, Some(Code::AlgorithmNotAllowed), missing]),
    ] {
        let set = set(entries);
        assert_eq!([0, 1, 2].map(|place| code(&tokens[place], &set)), expected, "{entries:?}");
    }
    let refused = refusal(&tokens[1], &set(&[named(ed25519(), "a")])).unwrap();
    assert_eq!(
        refused,
        Error::from(ErrorKind::AlgorithmNotAllowed {
            expected: vec![Algorithm::EdDsa, Algorithm::Ed25519],
            actual: refused.actual()
        })
    );
    // Two secrets count as two keys even if they are equal, because they are not compared.
    let secret = |kid: &str| with(oct(), json!({ "alg": "HS256", "kid": kid }));
    let secrets = json!({ "keys": [secret("a"), with(secret("a"), json!({ "kid": null }))] }).to_string();
    let secrets = KeySet::from_jwks_with_secrets(&secrets).unwrap();
    assert_eq!(code(&token(&secret("a"), None), &secrets), ambiguous);
    assert_eq!(code(&token(&secret("a"), Some("a")), &secrets), None);
}

/// If no key has the token's algorithm, the error says so; otherwise it is about the entry that the token names.
#[test]
fn what_is_told_if_no_key_fits() {
    let named = |jwk: Value, kid: Value| with(public(jwk), json!({ "kid": kid }));
    let bad = |kid: Value| with(named(ec(), kid), json!({ "use": "enc" }));
    let source = |error: &Error| error.source().map(ToString::to_string);
    let enc = Some("the key cannot be used: the JWK's use is \"enc\", but must be sig".to_owned());
    let no_kty = Some("the key cannot be used: the JWK lacks kty".to_owned());
    let good = named(other_ec(), json!("z"));
    for (entries, kid, expected) in [
        (&[bad(json!("a")), json!({ "kid": "b" }), good.clone()][..], Some("a"), &enc),
        (&[bad(json!("a")), json!({ "kid": "b" }), good.clone()], Some("b"), &no_kty),
        (&[bad(json!("a")), json!({ "kid": "b" }), good.clone()], Some("c"), &None),
        (&[bad(json!(7)), good.clone()], Some("7"), &enc),
        (&[bad(json!("")), good.clone()], Some(""), &enc),
        (&[json!({}), good.clone()], Some("c"), &None),
        // If no key can be used at all, the error is about the last entry.
        (&[bad(json!("a")), json!({ "kid": "b" })], Some("c"), &no_kty),
        (&[bad(json!("a")), json!({ "kid": "b" })], None, &no_kty),
        (&[bad(json!("a")), json!({ "kid": "b" })], Some("a"), &enc),
        (&[json!({}), json!(7)], Some("c"), &no_kty),
        (
            &[json!(7), json!(null)],
            Some("c"),
            &Some("the key cannot be used: it must be an object, but it is a number".to_owned()),
        ),
        (&[], Some("c"), &None),
    ] {
        let error = refusal(&token(&ec(), kid), &set(entries)).unwrap();
        assert_eq!((error.code(), &source(&error)), (Code::KeyNotFound, expected), "{entries:?} {kid:?}");
    }
    let policy = Policy::new().algorithm(Algorithm::Es384).algorithm(Algorithm::Ps256);
    let error = verify(&token(&ec(), Some("c")), set(&[good]), &policy, NOW).unwrap_err();
    assert_eq!(error.expected().unwrap().as_json(), r#"["ES384","PS256"]"#);
    assert_eq!(error.actual().unwrap().as_json(), r#""ES256""#);
}

#[test]
fn what_was_verified_says_by_which_key() {
    let jwk = |kid: &str, alg: &str, fill: char| {
        // 86 letters of base64url are 64 bytes.
        format!(r#"{{"kty":"oct",{kid}"alg":"{alg}","k":"{}"}}"#, fill.to_string().repeat(85) + "A")
    };
    let (a, b, c) = (jwk(r#""kid":"a","#, "HS256", 'B'), jwk(r#""kid":"é\"","#, "HS512", 'C'), jwk("", "HS384", 'D'));
    let bad = r#"{"kty":"EC","crv":"P-256","kid":"bad","x":"AA","y":"AA"}"#;
    let set = KeySet::from_jwks_with_secrets(&format!(r#"{{"keys":[{bad},{a},{a},{b},{c}]}}"#)).unwrap();
    assert_eq!(set.kids(), r#"["a","é\"",null]"#);
    assert_eq!([0, 1, 2, 3].map(|index| set.kid(index)), [Some("a"), Some("é\""), None, None]);
    let policy = Policy::new().require_expiry(false);
    for (json, index, algorithm) in [(&a, 0, Algorithm::Hs256), (&b, 1, Algorithm::Hs512), (&c, 2, Algorithm::Hs384)] {
        let key = Key::from_jwk(json, None).unwrap();
        let token = jwt_wasm::sign("{}", &key, &jwt_wasm::SignOptions::new().without_expiry(), 1.0).unwrap();
        let verified = jwt_wasm::verify(&token, &set, &policy, 1.0).unwrap();
        assert_eq!((verified.algorithm(), verified.key_index()), (algorithm, index));
        let report = jwt_wasm::explain(&token, &set, &policy, 1.0).unwrap();
        assert_eq!((report.algorithm(), report.key_index()), (Some(algorithm), Some(index)));
        let signed = jwt_wasm::verify_jws(&token, &set, &jwt_wasm::JwsOptions::new()).unwrap();
        assert_eq!((signed.algorithm(), signed.key_index()), (algorithm, index));
        let alone = jwt_wasm::verify(&token, &key, &policy, 1.0).unwrap();
        assert_eq!((alone.algorithm(), alone.key_index()), (algorithm, 0));
        // The key that was chosen although it has not signed, and no key.
        let forged = format!("{}AAAA", &token[..token.len() - 4]);
        let report = jwt_wasm::explain(&forged, &set, &policy, 1.0).unwrap();
        assert_eq!((report.algorithm(), report.key_index()), (Some(algorithm), Some(index)));
        let report = jwt_wasm::explain(&token, None, &policy, 1.0).unwrap();
        assert_eq!((report.algorithm(), report.key_index()), (None, None));
    }
}
