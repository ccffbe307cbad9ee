//! Every vector, natively. Failures print the file, the case and its name.

use jwt_wasm::{
    Algorithm, Code, DecodeOptions, Error, JwsOptions, Key, KeySet, Keys, Policy, Verdict, decode_unverified, explain,
    thumbprint, verify, verify_jws,
};
use serde_json::Value;

use crate::common::{SECRET, keys, load, policy, signed};

/// What `verify` says, after checking that `explain` says the same.
fn outcome(token: &str, keys: Keys<'_>, policy: &Policy, now: f64) -> Result<(), Error> {
    let verified = verify(token, keys.clone(), policy, now).map(drop);
    let report = explain(token, keys, policy, now).unwrap();
    assert_eq!(verified.as_ref().err(), report.failure(), "explain and verify differ on {token}");
    assert_eq!(verified.is_ok(), report.verdict() == Verdict::Verified);
    verified
}

fn run(file: &str) -> usize {
    let vectors = load(file);
    let mut ran = 0;
    for case in vectors["cases"].as_array().unwrap() {
        if case["expect"] == "decode" {
            continue;
        }
        let at = format!("{file}: {} {}", case["id"], case["name"]);
        // The JSON serializations are objects and have no compact form.
        let token = case["token"].as_str().map_or_else(|| case["token"].to_string(), str::to_owned);
        let now = case["now"].as_f64().unwrap_or(1_700_000_000.0);
        let outcome = keys(&case["key"]).and_then(|keys| {
            if case["expect"] == "signature valid" {
                return verify_jws(&token, keys.keys(), &JwsOptions::new()).map(drop);
            }
            outcome(&token, keys.keys(), &policy(&case["options"])?, now)
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
    assert_eq!(run("rfc-examples.json"), 4);
    assert_eq!(run("rfc-more.json"), 10);
}

#[test]
fn attacks() {
    assert_eq!(run("attacks.json"), 230);
    assert_eq!(run("attacks-more.json"), 373);
}

/// Signatures outside their ranges, with the good ones that they were made from.
#[test]
fn signature_bounds() {
    assert_eq!(run("reports/signature-bounds.json"), 59);
}

/// RFC 7520 §4: the compact tokens verify, and the JSON serializations are refused.
#[test]
fn keys_that_hosts_do_not_know() {
    assert_eq!(run("reports/host-keys.json"), 27);
}

#[test]
fn rfc_7520() {
    let mut verified = 0;
    for example in load("rfc7520-jws.json").as_array().unwrap() {
        let name = example["name"].as_str().unwrap();
        let output = &example["output"];
        // If its JWK has no `alg`, the caller binds the key.
        let jwk = example["input"]["key"].clone();
        if let Some(token) = output["compact"].as_str() {
            let mut jwk = jwk;
            let alg = example["input"]["alg"].as_str().and_then(Algorithm::from_name);
            let Some(members) = jwk.as_object_mut() else { panic!("{name}: more than one key") };
            for private in ["d", "p", "q", "dp", "dq", "qi"] {
                members.remove(private);
            }
            let key = Key::from_jwk(&jwk.to_string(), alg).unwrap();
            let detached = token.contains("..");
            let outcome = verify_jws(token, &key, &JwsOptions::new());
            assert_eq!(outcome.is_ok(), !detached, "{name}: {outcome:?}");
            verified += usize::from(!detached);
        }
        for serialization in ["json", "json_flat"] {
            if output[serialization].is_object() {
                let key = Key::secret(&SECRET, Algorithm::Hs256).unwrap();
                let error = verify_jws(&output[serialization].to_string(), &key, &JwsOptions::new()).unwrap_err();
                assert_eq!(error.code(), Code::Malformed, "{name}: {serialization}");
            }
        }
    }
    assert_eq!(verified, 4);
}

#[test]
fn thumbprints() {
    let vectors = load("rfc-more.json");
    for case in vectors["thumbprints"].as_array().unwrap() {
        assert_eq!(thumbprint(&case["jwk"].to_string()).as_deref(), Ok(case["sha256"].as_str().unwrap()), "{case}");
    }
    assert_eq!(vectors["thumbprints"].as_array().unwrap().len(), 2);
}

/// Sets with mixed keys, one `kid` twice, and keys that are too weak.
#[test]
fn wycheproof_jwk() {
    let vectors = load("wycheproof-jwk.json");
    let mut ran = 0;
    for group in vectors["testGroups"].as_array().unwrap() {
        let is_public = group["public"].is_object();
        let set = if is_public { &group["public"] } else { &group["private"] };
        let read = if is_public { KeySet::from_jwks } else { KeySet::from_jwks_with_secrets };
        for test in group["tests"].as_array().unwrap() {
            let outcome = read(&set.to_string())
                .and_then(|set| verify_jws(test["jws"].as_str().unwrap(), &set, &JwsOptions::new()));
            assert_eq!(outcome.is_ok(), test["result"] == "valid", "tcId {}: {outcome:?}", test["tcId"]);
            ran += 1;
        }
    }
    assert_eq!(ran, 13);
}

/// A well-known token whose secret is not known.
#[test]
fn the_token_of_the_brief_is_read() {
    let vectors = load("rfc-examples.json");
    let case = vectors["cases"].as_array().unwrap().iter().find(|case| case["expect"] == "decode").unwrap();
    let decoded = decode_unverified(case["token"].as_str().unwrap(), &DecodeOptions::new()).unwrap();
    assert_eq!(serde_json::from_str::<Value>(decoded.header()).unwrap(), case["header"]);
    assert_eq!(serde_json::from_str::<Value>(decoded.payload()).unwrap(), case["claims"]);
    assert_eq!(decoded.signature().len(), 32);
}

/// Wycheproof's payloads are not JSON, so the signature layer alone is tested.
#[test]
fn wycheproof_jws() {
    // tcId 373 is "valid" there, but its payload has a letter outside base64url, which RFC 7515 §2 refuses.
    const STRICTER: [u64; 3] = [346, 350, 373];
    // tcId 367 is "invalid" there for its padding, but as it is it is canonical base64url with the right MAC.
    const RIGHT: [u64; 1] = [367];
    let vectors = load("wycheproof-jws.json");
    let mut ran = 0;
    for group in vectors["testGroups"].as_array().unwrap() {
        let jwk = if group["public"].is_object() { &group["public"] } else { &group["private"] };
        let key = Key::from_jwk(&jwk.to_string(), None);
        for test in group["tests"].as_array().unwrap() {
            let token = test["jws"].as_str().map_or_else(|| test["jws"].to_string(), str::to_owned);
            let tc_id = test["tcId"].as_u64().unwrap();
            let expected = RIGHT.contains(&tc_id) || (test["result"] == "valid" && !STRICTER.contains(&tc_id));
            let outcome =
                key.as_ref().map_err(Clone::clone).and_then(|key| verify_jws(&token, key, &JwsOptions::new()));
            assert_eq!(outcome.is_ok(), expected, "wycheproof-jws.json: tcId {tc_id} {}: {outcome:?}", test["comment"]);
            ran += 1;
        }
    }
    assert_eq!(ran, 203);
}

/// JSON texts as the payload of a token with a good signature.
#[test]
fn json_test_suite() {
    use base64::Engine as _;
    // Choices of the implementation: numbers beyond a double's range, nesting beyond 32 levels, bytes that are not
    // UTF-8 without BOM and lone surrogates are refused. A number that only loses precision is accepted.
    const TAKEN: [&str; 3] =
        ["i_number_double_huge_neg_exp.json", "i_number_real_underflow.json", "i_number_too_big_pos_int.json"];
    // Valid by the grammar, but different parsers read it differently: RFC 7519 §4 demands unique names.
    const DUPLICATE: &str = "y_object_duplicated_key.json";
    let key = Key::secret(&SECRET, Algorithm::Hs256).unwrap();
    let policy = Policy::new().require_expiry(false);
    let mut ran = 0;
    for case in load("jsontestsuite.json").as_array().unwrap() {
        let name = case["name"].as_str().unwrap();
        let text = base64::engine::general_purpose::STANDARD.decode(case["base64"].as_str().unwrap()).unwrap();
        // Wrapped into an object if it is not one, so that the reader sees all of it.
        let wrapped = [b"{\"value\":", &text[..], b"}"].concat();
        let outcome = verify(&signed(&wrapped), &key, &policy, 1.0);
        let expected = (name.starts_with("y_") && name != DUPLICATE) || TAKEN.contains(&name);
        // A text of two values, or one that only the wrapping makes valid, is also checked as it is.
        assert_eq!(outcome.is_ok(), expected, "jsontestsuite.json: {name}: {outcome:?}");
        let bare = verify(&signed(&text), &key, &policy, 1.0);
        let is_object = text.trim_ascii().starts_with(b"{");
        assert_eq!(bare.is_ok(), expected && is_object, "jsontestsuite.json, bare: {name}: {bare:?}");
        if let Err(error) = bare {
            assert_eq!(error.code(), Code::Malformed, "{name}");
        }
        ran += 1;
    }
    assert_eq!(ran, 160);
}
