//! Kinds of tokens and scopes, with the vectors that the npm package's tests read too.

use core::time::Duration;

use jwt_wasm::{
    Algorithm, CheckName, CheckOutcome, Code, Error, Key, Numbers, Policy, Profile, SkipReason, Verdict, explain,
    verify,
};
use serde_json::{Map, Value as Json, json};

use crate::common::{SECRET, load, signed, signed_with};

const NOW: f64 = 1_700_000_000.0;

fn key() -> Key {
    Key::secret(&SECRET, Algorithm::Hs256).unwrap()
}

fn from_json(options: &Json) -> Result<Policy, Error> {
    Policy::from_json(&options.to_string(), Numbers::NATIVE).map(|(policy, _)| policy)
}

/// The base with some members set and others removed.
fn claims_of(case: &Json, base: &Json) -> Map<String, Json> {
    let mut claims = base["claims"].as_object().unwrap().clone();
    claims.extend(case["set"].as_object().cloned().unwrap_or_default());
    for name in case["unset"].as_array().into_iter().flatten() {
        claims.remove(name.as_str().unwrap()).unwrap();
    }
    claims
}

fn token_of(case: &Json, base: &Json) -> String {
    let mut header = json!({ "alg": "HS256" });
    let typ = case.get("typ").or(base.get("typ")).cloned().unwrap_or_default();
    if !typ.is_null() {
        header["typ"] = typ;
    }
    signed_with(&header, Json::from(claims_of(case, base)).to_string().as_bytes())
}

fn policy_of(case: &Json, base: &Json) -> Policy {
    let mut options = base["options"].as_object().unwrap().clone();
    options.extend(case["options"].as_object().cloned().unwrap_or_default());
    options.insert("profile".to_owned(), case["profile"].clone());
    from_json(&options.into()).unwrap()
}

#[test]
fn a_token_is_of_its_kind_or_refused() {
    let vectors = load("reports/profiles.json");
    for case in vectors["cases"].as_array().unwrap() {
        let base = &vectors["bases"][case["profile"].as_str().unwrap()];
        let (token, policy) = (token_of(case, base), policy_of(case, base));
        let refused =
            verify(&token, key(), &policy, NOW).err().map(|error| json!([error.code().as_str(), error.claim()]));
        assert_eq!(refused, case.get("refused").cloned(), "{case}");

        let report = explain(&token, key(), &policy, NOW).unwrap();
        let failure = report.failure().map(|error| json!([error.code().as_str(), error.claim()]));
        assert_eq!(failure, refused, "{case}");
        assert_eq!(report.verdict() == Verdict::Verified, refused.is_none(), "{case}");
    }
}

#[test]
fn each_rule_is_one_that_the_vectors_break() {
    let vectors = load("reports/profiles.json");
    for profile in Profile::ALL.iter().copied() {
        let broken = vectors["cases"].as_array().unwrap().iter().filter(|case| case["profile"] == profile.as_str());
        let broken: Vec<&str> = broken.filter_map(|case| case["refused"][1].as_str()).collect();
        for rule in profile.rules() {
            let claim = match rule.as_str() {
                typ if typ.ends_with("_typ") => continue,
                "logout_event" => "events",
                "sub_or_sid" => "sid",
                "no_nonce" => "nonce",
                "no_events" => "events",
                claim => claim,
            };
            assert!(broken.contains(&claim), "{} {claim}", profile.as_str());
        }
    }
}

#[test]
fn wrong_options_are_told_at_once() {
    for case in load("reports/profiles.json")["wrong"].as_array().unwrap() {
        let refused = from_json(&case["options"]).and_then(|policy| {
            assert_eq!(case["needs_key"], true, "{case}");
            // A report without a key is never `Verified`, whatever the profile lacks.
            assert!(explain(&signed(b"{}"), None, &policy, NOW).is_ok());
            assert_eq!(explain(&signed(b"{}"), key(), &policy, NOW).err(), policy.check_complete().err());
            verify(&signed(b"{}"), key(), &policy, NOW).map(drop)
        });
        let error = refused.unwrap_err();
        let facts = (error.code(), error.reason(), error.part());
        assert_eq!(facts, (Code::OptionsInvalid, case["reason"].as_str(), case["part"].as_str()), "{case}");
    }
}

#[test]
fn a_program_of_rust_asks_for_the_same() {
    let vectors = load("reports/profiles.json");
    let token = |name: &str, set: Json| token_of(&json!({ "set": set }), &vectors["bases"][name]);
    let of_client = |policy: Policy| policy.issuer("https://i.example").audience("client");

    let access = Policy::access_token().issuer("https://i.example").audience("api");
    assert!(
        verify(&token("access_token", json!({ "scope": "a b" })), key(), &access.scope("b").scope("a"), NOW).is_ok()
    );
    assert!(verify(&token("logout_token", json!({})), key(), &of_client(Policy::logout_token()), NOW).is_ok());
    let without_event =
        verify(&token("logout_token", json!({ "events": {} })), key(), &of_client(Policy::logout_token()), NOW);
    assert!(without_event.unwrap_err().claim().is_some_and(|claim| claim.starts_with("events/")));
    let login = of_client(Policy::id_token())
        .nonce("n")
        .with_access_token("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y")
        .with_code("Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk")
        .max_auth_age(Duration::from_secs(60))
        .acr("a")
        .acr("b");
    let claims = json!({
        "nonce": "n",
        "at_hash": "77QmUPtjPfzWtF2AnpK9RQ",
        "c_hash": "LDktKdoQak3Pk0cnXxCltA",
        "auth_time": NOW - 60.0,
        "acr": "b",
    });
    let verified = verify(&token("id_token", claims.clone()), key(), &login, NOW).unwrap();
    // The answer is kept only while the login is young enough.
    assert_eq!(verified.validity(), (NOW - 60.0 + 0.001).into()..(NOW - 0.001).into());
    for name in ["nonce", "at_hash", "c_hash", "auth_time", "acr"] {
        let mut other = claims.clone();
        other[name] = if name == "auth_time" { json!(NOW - 60.001) } else { json!("x") };
        let error = verify(&token("id_token", other), key(), &login, NOW).unwrap_err();
        assert_eq!(error.claim(), Some(name));
    }
    // The builder cannot loosen it either.
    for loose in [
        of_client(Policy::id_token()).require_expiry(false),
        of_client(Policy::id_token()).ignore_expiry(),
        of_client(Policy::id_token()).without_audience_check(),
        of_client(Policy::logout_token()).nonce("n"),
        Policy::new().with_code("c"),
        of_client(Policy::id_token()).max_auth_age(Duration::from_secs(100_000_000_001)),
    ] {
        let error = verify(&token("id_token", json!({})), key(), &loose, NOW).unwrap_err();
        assert_eq!(error.code(), Code::OptionsInvalid);
        assert_eq!(explain(&token("id_token", json!({})), None, &loose, NOW).unwrap_err(), error);
    }
}

#[test]
fn no_secret_is_told() {
    let secrets = ["nonce-7f3a", "access-7f3a", "code-7f3a"];
    let [nonce, access, code] = secrets;
    let policy = Policy::id_token().issuer("i").audience("a").nonce(nonce).with_access_token(access).with_code(code);
    let debug = format!("{policy:?}");
    assert!(!debug.contains("7f3a"), "{debug}");
    assert!(debug.contains("nonce: Some(…), access_token: Some(…), code: Some(…)"), "{debug}");
    for (claim, option) in [("nonce", "nonce"), ("at_hash", "accessToken"), ("c_hash", "code")] {
        let options = json!({ "profile": "id_token", "issuer": "i", "audience": "a", (option): "secret-7f3a" });
        let claims = json!({ "iss": "i", "aud": "a", "sub": "u", "iat": NOW, "exp": NOW + 1.0, (claim): "found-7f3a" });
        let token = signed(claims.to_string().as_bytes());
        let error = verify(&token, key(), &from_json(&options).unwrap(), NOW).unwrap_err();
        assert_eq!((error.claim(), error.part()), (Some(claim), Some(option)));
        assert_eq!((error.expected(), error.actual()), (None, None));
        assert!(!format!("{error:?} {error} {}", error.to_json()).contains("7f3a"));
    }
}

#[test]
fn a_report_has_scopes_and_the_profile_as_checks_of_their_own() {
    let check = |policy: &Policy, claims: &Json, name: CheckName| {
        let report = explain(&signed(claims.to_string().as_bytes()), key(), policy, NOW).unwrap();
        report.checks().iter().find(|check| check.name() == name).unwrap().outcome().clone()
    };
    let nothing = CheckOutcome::Skipped(SkipReason::NothingExpected);
    for name in [CheckName::Scope, CheckName::Profile, CheckName::Typ] {
        assert_eq!(check(&Policy::new(), &json!({}), name), nothing);
    }
    let policy = Policy::id_token().issuer("i").audience("a").scope("read");
    assert_eq!(check(&policy, &json!({}), CheckName::Typ), nothing);
    assert!(
        matches!(check(&policy, &json!({}), CheckName::Scope), CheckOutcome::Failed(error) if error.claim() == Some("scope"))
    );
    assert!(
        matches!(check(&policy, &json!({}), CheckName::Profile), CheckOutcome::Failed(error) if error.claim() == Some("iss"))
    );
    let claims = json!({ "scope": "read", "iss": "i", "sub": "u", "aud": "a", "exp": 1, "iat": 1 });
    for name in [CheckName::Scope, CheckName::Profile] {
        assert_eq!(check(&policy, &claims, name), CheckOutcome::Passed);
    }
    // A `typ` is checked if either the profile or the caller demands something of it.
    let typ = |typ: &str, policy: &Policy| {
        let token = signed_with(&json!({ "alg": "HS256", "typ": typ }), b"{}");
        let report = explain(&token, key(), policy, NOW).unwrap();
        report.checks().iter().find(|check| check.name() == CheckName::Typ).unwrap().outcome().clone()
    };
    assert_eq!(typ("JWT", &policy), CheckOutcome::Passed);
    assert_eq!(typ("JWT", &Policy::new().typ("JWT")), CheckOutcome::Passed);
    assert_eq!(typ("JWT", &Policy::new()), nothing);
    // Without a header that names the hash, no hash fits.
    let login = Policy::id_token().issuer("i").audience("a").with_access_token("t");
    let mut claims = claims;
    claims["at_hash"] = json!("");
    let token = signed_with(&json!({ "alg": "ML-DSA-44" }), claims.to_string().as_bytes());
    let report = explain(&token, None, &login, NOW).unwrap();
    let profile = report.checks().iter().find(|check| check.name() == CheckName::Profile).unwrap();
    assert!(matches!(profile.outcome(), CheckOutcome::Failed(error) if error.claim() == Some("at_hash")));
}

#[test]
fn scopes_are_read_as_the_gate_reads_them() {
    let policy = from_json(&json!({ "requireExpiry": false, "scope": "read write" })).unwrap();
    for case in load("reports/gate-claims.json")["scopes"].as_array().unwrap() {
        let claims = case["claims"].to_string();
        let refused = verify(&signed(claims.as_bytes()), key(), &policy, NOW).err();
        let code = refused.map(|error| match error.code() {
            Code::ClaimMissing | Code::ClaimMismatch => "insufficient_scope",
            code => code.as_str(),
        });
        assert_eq!(code, case["code"].as_str(), "{case}");
    }
    let claim = |claims: Json| verify(&signed(claims.to_string().as_bytes()), key(), &policy, NOW).unwrap_err();
    for (claims, named) in [
        (json!({}), "scope"),
        (json!({ "scope": "read" }), "scope"),
        (json!({ "scope": "" }), "scope"),
        (json!({ "scp": "" }), "scp"),
        (json!({ "scp": ["read"] }), "scp"),
        (json!({ "scope": "", "scp": "read" }), "scp"),
        (json!({ "scope": "read", "scp": "write" }), "scope"),
        (json!({ "scope": "read write", "scp": 1 }), "scp"),
    ] {
        assert_eq!(claim(claims.clone()).claim(), Some(named), "{claims}");
    }
    let error = claim(json!({ "scope": "read" }));
    assert_eq!(error.to_string(), r#"the claim "scope" is "read", but ["read","write"] is expected"#);
}
