//! Tests of claims, with the vectors that the npm package's tests read too.

use jwt_wasm::{Algorithm, ClaimTest, Code, Error, Key, Numbers, Policy, Value, explain, verify};
use serde_json::{Value as Json, json};

use crate::common::{SECRET, load, signed};

const NOW: f64 = 1_700_000_000.0;

fn refusal(claims: &Json, policy: &Policy) -> Option<Error> {
    let key = Key::secret(&SECRET, Algorithm::Hs256).unwrap();
    verify(&signed(claims.to_string().as_bytes()), key, policy, NOW).err()
}

fn facts(error: &Error) -> Json {
    let json =
        |text: Option<jwt_wasm::JsonText>| text.map(|text| serde_json::from_str::<Json>(text.as_json()).unwrap());
    let mut facts = vec![json!(error.code().as_str()), json!(error.claim())];
    facts.extend(json(error.expected()));
    facts.extend(json(error.actual()));
    facts.into()
}

fn from_json(options: &Json) -> Result<Policy, Error> {
    Policy::from_json(&options.to_string(), Numbers::NATIVE).map(|(policy, _)| policy)
}

#[test]
fn a_claim_passes_its_test_or_says_why_not() {
    for case in load("reports/claim-tests.json")["cases"].as_array().unwrap() {
        let policy = from_json(&json!({ "requireExpiry": false, "claimTests": case["tests"] })).unwrap();
        let refused = refusal(&case["claims"], &policy).map(|error| facts(&error));
        let expected = case.get("refused").cloned();
        assert_eq!(refused, expected, "{case}");

        let report = explain(&signed(case["claims"].to_string().as_bytes()), None, &policy, NOW).unwrap();
        assert_eq!(report.failure().map(facts), expected, "{case}");
    }
}

#[test]
fn a_test_has_a_path_and_values() {
    for wrong in load("reports/claim-tests.json")["wrong"].as_array().unwrap() {
        let error = from_json(&json!({ "claimTests": wrong })).unwrap_err();
        assert_eq!(error.code(), Code::OptionsInvalid, "{wrong}");
        // The list itself is what it must be, and one of its tests is not.
        if error.reason() == Some("wrong_value") && wrong.as_array().is_some_and(|tests| !tests.is_empty()) {
            assert_eq!(error.actual().unwrap().as_json(), "\"an array\"", "{wrong}");
        }
    }
}

/// An empty demand refuses everything.
#[test]
fn an_empty_test_passes_nothing() {
    let empty: [Value<'static>; 0] = [];
    for (claim, policy) in [
        ("a", Policy::new().claim_test(["a"], ClaimTest::one_of(empty.clone()))),
        ("a", Policy::new().claim_test(["a"], ClaimTest::contains(empty))),
        ("", Policy::new().claim_test(Vec::<String>::new(), ClaimTest::equals("x"))),
    ] {
        let error = refusal(&json!({ "a": [], "exp": NOW + 1.0 }), &policy).unwrap();
        assert_eq!(error.claim(), Some(claim));
    }
}

#[test]
fn tests_are_made_of_values_of_rust() {
    let claims = json!({ "azp": "a", "n": 7, "groups": ["x", "y", 1], "exp": NOW + 1.0, "in": { "side": true } });
    let good = [
        ("azp", ClaimTest::equals("a")),
        ("azp", ClaimTest::one_of(["b", "a"])),
        ("n", ClaimTest::one_of([6, 7])),
        ("groups", ClaimTest::contains(["x"])),
        ("groups", ClaimTest::contains([Value::from("y"), Value::from(1)])),
    ];
    for (name, test) in good {
        assert_eq!(refusal(&claims, &Policy::new().claim_test([name], test)), None, "{name}");
    }
    assert_eq!(refusal(&claims, &Policy::new().claim_test(["in", "side"], ClaimTest::equals(true))), None);
    let error = refusal(&claims, &Policy::new().claim_test(["in", "side"], ClaimTest::equals(1))).unwrap();
    assert_eq!(error.to_string(), r#"the claim "in/side" is true, but 1 is expected"#);
}

/// Demands of `claims` and tests of the same claim both apply.
#[test]
fn tests_and_values_add_up() {
    let policy = from_json(&json!({
        "requireExpiry": false,
        "claims": { "a": 1 },
        "claimTests": [{ "path": ["a"], "oneOf": [1, 2] }, { "path": ["b"], "oneOf": [3] }],
    }))
    .unwrap();
    assert_eq!(refusal(&json!({ "a": 1, "b": 3 }), &policy), None);
    assert_eq!(refusal(&json!({ "a": 2, "b": 3 }), &policy).unwrap().claim(), Some("a"));
    assert_eq!(refusal(&json!({ "a": 1, "b": 4 }), &policy).unwrap().claim(), Some("b"));
    let many = (0..40).fold(Policy::new().require_expiry(false), |policy, number| {
        policy.claim_test([format!("n{number}"), "x".to_owned()], ClaimTest::equals(number))
    });
    let claims: serde_json::Map<_, _> =
        (0..40).rev().map(|number| (format!("n{number}"), json!({ "x": number }))).collect();
    assert_eq!(refusal(&claims.clone().into(), &many), None);
    let mut claims = claims;
    claims.insert("n39".to_owned(), json!({ "x": 0 }));
    assert_eq!(refusal(&claims.into(), &many).unwrap().claim(), Some("n39/x"));
}
