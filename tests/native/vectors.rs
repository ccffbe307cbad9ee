//! Every vector that concerns HMAC, natively. Failures print the file, the case and its name.

use jwt_wasm::{Algorithm, Code, Error, Key, Policy, Verdict, decode_unverified, explain, verify, verify_jws};
use serde_json::Value;

use crate::common::{SECRET, hmac_key, load, policy, signed};

/// What `verify` says, after checking that `explain` says the same.
fn outcome(token: &str, key: &Key, policy: &Policy, now: f64) -> Result<(), Error> {
    let verified = verify(token, key, policy, now).map(drop);
    let report = explain(token, Some(key), policy, now).unwrap();
    assert_eq!(verified.as_ref().err(), report.failure(), "explain and verify differ on {token}");
    assert_eq!(verified.is_ok(), report.verdict() == Verdict::Verified);
    verified
}

fn run(file: &str) -> usize {
    let vectors = load(file);
    let mut ran = 0;
    for case in vectors["cases"].as_array().unwrap() {
        let Some(key) = hmac_key(&case["key"]) else { continue };
        let at = format!("{file}: {} {}", case["id"], case["name"]);
        let token = case["token"].as_str().unwrap();
        let now = case["now"].as_f64().unwrap_or(1_700_000_000.0);
        let outcome = key.and_then(|key| {
            if case["expect"] == "signature valid" {
                return verify_jws(token, &key).map(drop);
            }
            outcome(token, &key, &policy(&case["options"])?, now)
        });
        match case["expect"].as_str().unwrap() {
            "accept" | "signature valid" => assert_eq!(outcome, Ok(()), "{at}"),
            "reject" => {
                let code = outcome.expect_err(&at).code();
                if let Some(expected) = case["code"].as_str() {
                    assert_eq!(code.as_str(), expected, "{at}");
                }
            }
            other => panic!("{at}: unknown expectation {other}"),
        }
        ran += 1;
    }
    ran
}

#[test]
fn rfc_examples() {
    assert_eq!(run("rfc-examples.json"), 3);
    assert_eq!(run("rfc-more.json"), 4);
}

#[test]
fn attacks() {
    assert_eq!(run("attacks.json"), ATTACKS);
    assert_eq!(run("attacks-more.json"), MORE_ATTACKS);
}

/// The brief's token, whose secret is unknown.
#[test]
fn the_token_of_the_brief_is_read() {
    let vectors = load("rfc-examples.json");
    let case = vectors["cases"].as_array().unwrap().iter().find(|case| case["expect"] == "decode").unwrap();
    let decoded = decode_unverified(case["token"].as_str().unwrap()).unwrap();
    assert_eq!(serde_json::from_str::<Value>(decoded.header()).unwrap(), case["header"]);
    assert_eq!(serde_json::from_str::<Value>(decoded.payload()).unwrap(), case["claims"]);
    assert_eq!(decoded.signature().len(), 32);
}

/// Wycheproof's payloads are not JSON, so the signature layer alone is tested.
#[test]
fn wycheproof_jws() {
    // tcId 373 is "valid" there although its payload has a letter outside base64url: RFC 7515 §2 refuses it.
    const STRICTER: [u64; 1] = [373];
    // tcId 367 is "invalid" there for its padding, yet as it stands it is canonical base64url with the right MAC.
    const RIGHT: [u64; 1] = [367];
    let vectors = load("wycheproof-jws.json");
    let mut ran = 0;
    for group in vectors["testGroups"].as_array().unwrap() {
        let jwk = &group["private"];
        if jwk["kty"] != "oct" {
            continue;
        }
        let key = Key::from_jwk(&jwk.to_string(), None).unwrap();
        for test in group["tests"].as_array().unwrap() {
            // Not every "jws" is a string: the JSON serialization is an object, and has no compact form.
            let token = test["jws"].as_str().map_or_else(|| test["jws"].to_string(), str::to_owned);
            let tc_id = test["tcId"].as_u64().unwrap();
            let expected = RIGHT.contains(&tc_id) || (test["result"] == "valid" && !STRICTER.contains(&tc_id));
            let outcome = verify_jws(&token, &key);
            assert_eq!(outcome.is_ok(), expected, "wycheproof-jws.json: tcId {tc_id} {}: {outcome:?}", test["comment"]);
            ran += 1;
        }
    }
    assert_eq!(ran, 22);
}

/// JSON texts as a token's payload, rightly signed.
#[test]
fn json_test_suite() {
    use base64::Engine as _;
    // Implementation choices: a number beyond a double's range and nesting beyond 32 are refused, so is everything that
    // is not UTF-8 without BOM, and lone surrogates; a number that only loses precision is taken.
    const TAKEN: [&str; 3] =
        ["i_number_double_huge_neg_exp.json", "i_number_real_underflow.json", "i_number_too_big_pos_int.json"];
    // Valid by the grammar, and read differently by different parsers: RFC 7519 §4 wants unique names.
    const DUPLICATE: &str = "y_object_duplicated_key.json";
    let key = Key::secret(&SECRET, Algorithm::Hs256).unwrap();
    let policy = Policy::new().require_expiry(false);
    let mut ran = 0;
    for case in load("jsontestsuite.json").as_array().unwrap() {
        let name = case["name"].as_str().unwrap();
        let text = base64::engine::general_purpose::STANDARD.decode(case["base64"].as_str().unwrap()).unwrap();
        // Wrapped into an object where it is no object itself, so that the reader is asked about all of it.
        let wrapped = [b"{\"value\":", &text[..], b"}"].concat();
        let outcome = verify(&signed(&wrapped), &key, &policy, 0.0);
        let expected = (name.starts_with("y_") && name != DUPLICATE) || TAKEN.contains(&name);
        // A text of two values, or one that only a wrapping makes good, is judged as it stands as well.
        assert_eq!(outcome.is_ok(), expected, "jsontestsuite.json: {name}: {outcome:?}");
        let bare = verify(&signed(&text), &key, &policy, 0.0);
        let is_object = text.trim_ascii().starts_with(b"{");
        assert_eq!(bare.is_ok(), expected && is_object, "jsontestsuite.json, bare: {name}: {bare:?}");
        if let Err(error) = bare {
            assert_eq!(error.code(), Code::Malformed, "{name}");
        }
        ran += 1;
    }
    assert_eq!(ran, 160);
}

const ATTACKS: usize = 122;
const MORE_ATTACKS: usize = 191;
