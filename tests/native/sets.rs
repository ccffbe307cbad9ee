//! Key sets: entries that cannot be used, entries that are repeated, and secrets.

use core::error::Error as _;

use jwt_wasm::{Algorithm, Code, Error, JwsOptions, Key, KeySet, SignOptions, explain, sign, verify, verify_jws};

use crate::common::{keys, load, policy};

/// The error that refuses the token contains the entry's own error, in words and as its source.
#[test]
fn a_token_is_told_what_became_of_its_entry() {
    let vectors = load("reports/set-entries.json");
    let mut ran = 0;
    for case in vectors["cases"].as_array().unwrap() {
        let at = format!("{} {}", case["id"], case["name"]);
        let keys = keys(&case["key"]).expect(&at);
        let token = case["token"].as_str().unwrap();
        let policy = policy(&case["options"]).unwrap();
        let outcome = verify(token, keys.keys(), &policy, 1_700_000_000.0).map(drop);
        let report = explain(token, keys.keys(), &policy, 1_700_000_000.0).unwrap();
        assert_eq!(report.failure(), outcome.as_ref().err(), "{at}");
        ran += 1;
        let Err(error) = outcome else {
            assert_eq!(case["expect"], "accept", "{at}");
            continue;
        };
        assert_eq!(case["code"], error.code().as_str(), "{at}: {error}");
        let source = error.source().map(|source| source.downcast_ref::<Error>().unwrap());
        assert_eq!(case["cause"].as_str(), source.map(|source| source.code().as_str()), "{at}: {error}");
        if let (Some(told), Some(source)) = (case["told"].as_str(), source) {
            assert!(source.to_string().contains(told), "{at}: {source}");
            assert_eq!(case["reason"].as_str(), source.reason(), "{at}: {source}");
            assert!(error.to_string().ends_with(&source.to_string()), "{at}: {error}");
        }
    }
    assert_eq!(ran, 91);
}

const SECRET: &str = r#"{"kty":"oct","alg":"HS256","kid":"h","k":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"}"#;

#[test]
fn a_published_set_holds_no_secrets() {
    let key = Key::from_jwk(SECRET, None).unwrap();
    let token = sign("{}", &key, &SignOptions::new().without_expiry(), 1_700_000_000.0).unwrap();
    let set = format!(r#"{{"keys":[{SECRET}]}}"#);

    let published = KeySet::from_jwks(&set).unwrap();
    assert!(published.is_empty());
    let error = verify_jws(&token, &published, &JwsOptions::new()).unwrap_err();
    assert_eq!(error.code(), Code::KeyNotFound);
    assert!(error.to_string().contains("it is a shared secret"), "{error}");

    let own = KeySet::from_jwks_with_secrets(&set).unwrap();
    assert_eq!(own.len(), 1);
    assert!(verify_jws(&token, &own, &JwsOptions::new()).is_ok());
}

/// What a set leaves out does not depend on how the JSON is spelled.
#[test]
fn a_secret_is_known_however_it_is_spelled() {
    let escaped = SECRET.replace(r#""kty":"oct""#, r#""\u006bty":"\u006fct""#);
    for entry in [SECRET, &escaped] {
        assert!(KeySet::from_jwks(&format!(r#"{{"keys":[{entry}]}}"#)).unwrap().is_empty(), "{entry}");
        assert!(Key::from_public_jwk(entry, None).is_err(), "{entry}");
    }
}

#[test]
fn a_public_jwk_has_no_private_member() {
    let x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    let jwk = |more: &str| format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{x}"{more}}}"#);
    let key = Key::from_public_jwk(&jwk(""), None).unwrap();
    assert_eq!(key.public_jwk(), Key::from_jwk(&jwk(""), None).unwrap().public_jwk());
    assert!(Key::from_public_jwk(&jwk(r#","alg":"EdDSA","use":"sig""#), Some(Algorithm::EdDsa)).is_ok());

    for name in ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"] {
        for value in [r#""AA""#, "null", "[]"] {
            let error = Key::from_public_jwk(&jwk(&format!(r#","{name}":{value}"#)), None).unwrap_err();
            assert_eq!(error.code(), Code::KeyInvalid, "{name}");
            assert!(error.to_string().contains(&format!("private member {name},")), "{error}");
        }
    }
    for (wrong, code) in [
        (SECRET.to_owned(), Code::KeyInvalid),
        (jwk(r#","use":"enc""#), Code::KeyInvalid),
        (jwk(r#","alg":"ES256""#), Code::KeyInvalid),
        ("[]".to_owned(), Code::KeyInvalid),
        (r#"{"kty":"RSA","n":"AQ","e":"AQAB"}"#.to_owned(), Code::KeyTooWeak),
    ] {
        assert_eq!(Key::from_public_jwk(&wrong, None).map(drop).map_err(|error| error.code()), Err(code), "{wrong}");
    }
    let other = Key::from_public_jwk(&jwk(""), Some(Algorithm::Es256)).unwrap_err();
    assert_eq!(other.code(), Code::KeyInvalid);
}

/// RFC 9864 §2.2: a token is signed under the name that the key was bound to, and accepted under either.
#[test]
fn ed25519_has_two_names() {
    let jwk = |more: &str| {
        let d = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
        let x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
        format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{x}","d":"{d}"{more}}}"#)
    };
    let (older, newer) = (Algorithm::EdDsa, Algorithm::Ed25519);
    for (more, asked, name) in [
        ("", None, "EdDSA"),
        ("", Some(newer), "Ed25519"),
        (r#","alg":"Ed25519""#, None, "Ed25519"),
        (r#","alg":"Ed25519""#, Some(older), "EdDSA"),
        (r#","alg":"EdDSA""#, Some(newer), "Ed25519"),
    ] {
        let key = Key::from_jwk(&jwk(more), asked).unwrap();
        let token = sign("{}", &key, &SignOptions::new().without_expiry(), 1_700_000_000.0).unwrap();
        for public in [older, newer] {
            let public = Key::from_public_jwk(&jwk("").replace(r#","d":"#, r#","ext":"#), Some(public)).unwrap();
            let verified = verify_jws(&token, &public, &JwsOptions::new()).unwrap();
            assert!(verified.header().contains(&format!(r#""alg":"{name}""#)), "{}", verified.header());
        }
    }
    assert!(Key::from_jwk(&jwk(r#","alg":"Ed25519""#), Some(Algorithm::Es256)).is_err());
}
