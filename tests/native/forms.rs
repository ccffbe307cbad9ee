//! Forms of tokens: which part is malformed, what stands around a token, and padding.

use jwt_wasm::{
    Algorithm, Code, DecodeOptions, Error, ErrorKind, JwsOptions, Key, Policy, decode_unverified, explain, sign,
    verify, verify_jws,
};
use serde_json::Value;

use crate::common::{SECRET, load};

fn key() -> Key {
    Key::secret(&SECRET, Algorithm::Hs256).unwrap()
}

fn text<'v>(case: &'v Value, name: &str) -> &'v str {
    case[name].as_str().unwrap()
}

fn facts(error: &Error) -> (Code, Option<&str>, Option<&str>) {
    (error.code(), error.part(), error.reason())
}

/// What `verify` says, after checking that `explain` says the same.
fn refusal(token: &str, policy: &Policy, now: f64) -> Option<Error> {
    let error = verify(token, key(), policy, now).err();
    assert_eq!(explain(token, key(), policy, now).unwrap().failure(), error.as_ref(), "{token}");
    error
}

#[test]
fn the_first_malformed_part_is_named() {
    let vectors = load("reports/token-forms.json");
    let now = vectors["now"].as_f64().unwrap();
    let mut ran = 0;
    for case in vectors["parts"].as_array().unwrap() {
        let (name, token) = (text(case, "name"), text(case, "token"));
        let expected = (Code::Malformed, case["part"].as_str(), case["reason"].as_str());
        assert_eq!(facts(&refusal(token, &Policy::new(), now).unwrap()), expected, "{name}");
        let read = &case["decode"];
        let expected = if read.is_array() { (Code::Malformed, read[0].as_str(), read[1].as_str()) } else { expected };
        let error = decode_unverified(token, &DecodeOptions::new()).unwrap_err();
        assert_eq!(facts(&error), expected, "{name}, decoded");
        ran += 1;
    }
    assert_eq!(ran, 27);
    // The same for claims that are to be signed.
    let error = sign("[]", &key(), &jwt_wasm::SignOptions::new().without_expiry(), now).unwrap_err();
    assert_eq!(facts(&error), (Code::Malformed, Some("payload"), Some("not_object")));
    assert_eq!(Error::from(ErrorKind::SignatureInvalid).part(), None);
}

#[test]
fn what_was_copied_with_a_token_is_said() {
    let vectors = load("reports/token-forms.json");
    let now = vectors["now"].as_f64().unwrap();
    assert_eq!(refusal(text(&vectors, "good"), &Policy::new(), now), None);
    let mut ran = 0;
    for case in vectors["around"].as_array().unwrap() {
        let (name, token) = (text(case, "name"), text(case, "token"));
        let jws = verify_jws(token, key(), &JwsOptions::new()).unwrap_err();
        for error in [refusal(token, &Policy::new(), now).unwrap(), jws] {
            let told = error.to_string();
            assert_eq!(error.code(), Code::Malformed, "{name}");
            assert!(
                told.starts_with("the token is malformed: ") && told.contains(text(case, "says")),
                "{name}: {told}"
            );
            assert!(!told.contains("eyJ"), "{name}: {told}");
        }
        ran += 1;
    }
    assert_eq!(ran, 34);
}

#[test]
fn padding_is_taken_where_it_is_allowed_and_exact() {
    let vectors = load("reports/token-forms.json");
    let now = vectors["now"].as_f64().unwrap();
    let (policy, strict) = (Policy::new().allow_padding(), Policy::new());
    let mut ran = 0;
    for case in vectors["padding"].as_array().unwrap() {
        let (name, token) = (text(case, "name"), text(case, "token"));
        let error = refusal(token, &policy, now);
        let jws = verify_jws(token, key(), &JwsOptions::new().allow_padding()).err();
        assert_eq!(error, jws, "{name}");
        match text(case, "expect") {
            "accept" => assert_eq!(error, None, "{name}"),
            "mismatch" => assert_eq!(error.unwrap().code(), Code::SignatureInvalid, "{name}"),
            _ => {
                let error = error.expect(name);
                assert_eq!(facts(&error), (Code::Malformed, case["says"].as_str(), Some("base64url")), "{name}");
                let told = error.to_string();
                assert!(
                    told.contains("exactly the = that allow_padding needs") || told.starts_with("the token"),
                    "{name}: {told}"
                );
            }
        }
        // Without the option padding is refused, and the error says so.
        if token.split('.').any(|segment| segment.ends_with('=')) {
            let error = refusal(token, &strict, now).expect(name);
            assert_eq!((error.code(), error.reason()), (Code::Malformed, Some("base64url")), "{name}");
            if text(case, "expect") == "accept" {
                assert!(error.to_string().contains("it is padded with ="), "{name}: {error}");
            }
        }
        ran += 1;
    }
    assert_eq!(ran, 36);
}

#[test]
fn a_load_balancers_token() {
    let vectors = load("reports/token-forms.json");
    let (now, balancer) = (vectors["now"].as_f64().unwrap(), &vectors["loadBalancer"]);
    let key = Key::public_pem(text(balancer, "publicPem"), Algorithm::Es256).unwrap();
    let token = text(balancer, "token");
    assert!(verify(token, &key, &Policy::new().allow_padding(), now).is_ok());
    let error = verify(token, &key, &Policy::new(), now).unwrap_err();
    assert!(error.to_string().contains("it is padded with ="), "{error}");
    assert!(decode_unverified(token, &DecodeOptions::new()).is_err());
    let read = decode_unverified(token, &DecodeOptions::new().allow_padding()).unwrap();
    assert!(read.header().contains("\"signer\""));
    assert_eq!(read.signature().len(), 64);
}

#[test]
fn a_token_is_as_long_as_the_caller_allows() {
    let claims = format!(r#"{{"groups":"{}","exp":4000000000}}"#, "g".repeat(18_000));
    let token = sign(claims.as_str(), &key(), &jwt_wasm::SignOptions::new().without_expiry(), 1_700_000_000.0).unwrap();
    let code = |outcome: Result<(), Error>| outcome.map_err(|error| error.code());
    for (limit, expected) in [(token.len(), Ok(())), (token.len() - 1, Err(Code::TooLarge))] {
        let read = decode_unverified(&token, &DecodeOptions::new().max_token_length(limit)).map(drop);
        assert_eq!(code(read), expected);
        let jws = verify_jws(&token, key(), &JwsOptions::new().max_token_length(limit)).map(drop);
        assert_eq!(code(jws), expected);
    }
    assert_eq!(code(decode_unverified(&token, &DecodeOptions::new()).map(drop)), Err(Code::TooLarge));
    assert_eq!(code(verify_jws(&token, key(), &JwsOptions::new()).map(drop)), Err(Code::TooLarge));
}
