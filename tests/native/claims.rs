//! A boundary table for each claim. A row has a token, the policy, the time, and how it must end.

use core::time::Duration;
use jwt_wasm::{Code, Key, Object, Policy, SignOptions, Value, verify};

use crate::common::{SECRET, signed};

const NOW: f64 = 1_700_000_000.0;

fn key() -> Key {
    Key::secret(&SECRET, jwt_wasm::Algorithm::Hs256).unwrap()
}

/// `exp` is not required, so that each row shows its own claim.
fn policy() -> Policy {
    Policy::new().require_expiry(false)
}

fn tolerant(seconds: u64) -> Policy {
    policy().clock_tolerance(Duration::from_secs(seconds))
}

#[track_caller]
fn check(claims: &str, policy: Policy, now: f64, expected: Result<(), (Code, &str)>) {
    let outcome = verify(&signed(claims.as_bytes()), key(), &policy, now);
    let outcome = outcome.map(drop).map_err(|error| (error.code(), error.claim().unwrap_or_default().to_owned()));
    assert_eq!(outcome, expected.map_err(|(code, claim)| (code, claim.to_owned())), "{claims} at {now}");
}

#[test]
fn exp_is_exclusive() {
    let expired = Err((Code::Expired, "exp"));
    let exp = r#"{"exp":1700000000}"#;
    check(exp, policy(), NOW - 1.0, Ok(()));
    check(exp, policy(), NOW - 0.001, Ok(()));
    check(exp, policy(), NOW, expired);
    check(exp, tolerant(5), NOW + 4.999, Ok(()));
    check(exp, tolerant(5), NOW + 5.0, expired);
    check(r#"{"exp":1700000000.5}"#, policy(), NOW, Ok(()));
    check(r#"{"exp":-0}"#, policy(), 0.001, expired);
    check(r#"{"exp":-1e18}"#, policy(), 0.001, expired);
    check(r#"{"exp":1.7e9}"#, policy(), NOW - 1.0, Ok(()));
    check(r#"{"exp":1e308}"#, policy(), NOW, Ok(()));
    check("{}", Policy::new(), NOW, Err((Code::ClaimMissing, "exp")));
    check("{}", policy(), NOW, Ok(()));
}

#[test]
fn nbf_is_inclusive() {
    let early = Err((Code::NotYetValid, "nbf"));
    let nbf = r#"{"nbf":1700000000}"#;
    check(nbf, policy(), NOW, Ok(()));
    check(nbf, policy(), NOW - 0.001, early);
    check(nbf, tolerant(5), NOW - 5.0, Ok(()));
    check(nbf, tolerant(5), NOW - 5.001, early);
}

#[test]
fn a_maximum_age_counts_from_iat() {
    let old = Err((Code::TooOld, "iat"));
    let iat = r#"{"iat":1700000000}"#;
    let aged = |seconds| policy().max_age(Duration::from_secs(seconds));
    check(iat, aged(100), NOW + 100.0, Ok(()));
    check(iat, aged(100), NOW + 100.001, old);
    check(iat, aged(0), NOW, Ok(()));
    check(iat, aged(100).clock_tolerance(Duration::from_secs(5)), NOW + 105.0, Ok(()));
    check(iat, aged(100).clock_tolerance(Duration::from_secs(5)), NOW + 105.001, old);
    check(iat, aged(100), NOW - 0.001, Err((Code::NotYetValid, "iat")));
    check(iat, aged(100).clock_tolerance(Duration::from_secs(5)), NOW - 5.0, Ok(()));
    check(iat, policy(), NOW - 1000.0, Ok(()));
    check("{}", aged(100), NOW, Err((Code::ClaimMissing, "iat")));
}

#[test]
fn a_time_is_a_number() {
    for claim in ["exp", "nbf", "iat"] {
        for value in ["null", "true", "\"1700000300\"", "\"\"", "[1700000300]", "{}"] {
            check(&format!("{{\"{claim}\":{value}}}"), policy(), NOW, Err((Code::ClaimInvalid, claim)));
        }
    }
}

#[test]
fn iss_sub_and_jti_are_one_exact_string() {
    type Demand = fn(Policy, &'static str) -> Policy;
    let demands: [(&str, Demand); 3] = [
        ("iss", |policy, value| policy.issuer(value).issuer("other")),
        ("sub", |policy, value| policy.subject("other").subject(value)),
        ("jti", |policy, value| policy.jwt_id(value).jwt_id("other")),
    ];
    for (claim, demand) in demands {
        let with = |value: &str| format!("{{\"{claim}\":{value}}}");
        check(&with("\"a\""), demand(policy(), "a"), NOW, Ok(()));
        check(&with("\"\\u0061\""), demand(policy(), "a"), NOW, Ok(()));
        for other in ["\"A\"", "\"a \"", "\"\"", "\"aa\"", "\"\\u0430\""] {
            check(&with(other), demand(policy(), "a"), NOW, Err((Code::ClaimMismatch, claim)));
        }
        check("{}", demand(policy(), "a"), NOW, Err((Code::ClaimMissing, claim)));
        for wrong in ["null", "1", "[\"a\"]", "{\"a\":1}", "true"] {
            check(&with(wrong), demand(policy(), "a"), NOW, Err((Code::ClaimInvalid, claim)));
            check(&with(wrong), policy(), NOW, Err((Code::ClaimInvalid, claim)));
        }
        check(&with("\"anything\""), policy(), NOW, Ok(()));
    }
    check(r#"{"iss":"other"}"#, policy().issuer("a").issuer("other"), NOW, Ok(()));
    check(r#"{"sub":"other"}"#, policy().subject("a").subject("other"), NOW, Ok(()));
    check(r#"{"jti":"other"}"#, policy().jwt_id("a").jwt_id("other"), NOW, Ok(()));
}

#[test]
fn aud_is_for_somebody() {
    let mismatch = Err((Code::ClaimMismatch, "aud"));
    let for_api = || policy().audience("api").audience("web");
    check(r#"{"aud":"api"}"#, for_api(), NOW, Ok(()));
    check(r#"{"aud":["x","web"]}"#, for_api(), NOW, Ok(()));
    for other in [r#""API""#, r#""""#, "[]", r#"["x"]"#, r#""api,web""#] {
        check(&format!("{{\"aud\":{other}}}"), for_api(), NOW, mismatch);
        check(&format!("{{\"aud\":{other}}}"), policy(), NOW, mismatch);
    }
    for wrong in ["null", "1", "{\"api\":1}", "[[\"api\"]]", "[\"api\",1]", "[null]"] {
        check(&format!("{{\"aud\":{wrong}}}"), for_api(), NOW, Err((Code::ClaimInvalid, "aud")));
        check(&format!("{{\"aud\":{wrong}}}"), policy(), NOW, Err((Code::ClaimInvalid, "aud")));
    }
    check("{}", for_api(), NOW, Err((Code::ClaimMissing, "aud")));
    check("{}", policy(), NOW, Ok(()));
}

#[test]
fn claims_can_be_demanded() {
    let required = || policy().require_claim("a").require_claim("b");
    check(r#"{"a":null,"b":false}"#, required(), NOW, Ok(()));
    check(r#"{"a":null,"B":false}"#, required(), NOW, Err((Code::ClaimMissing, "b")));

    let equal = || policy().claim("n", 1).claim("t", "x").claim("b", true);
    check(r#"{"n":1.0,"t":"x","b":true}"#, equal(), NOW, Ok(()));
    check(r#"{"n":"1","t":"x","b":true}"#, equal(), NOW, Err((Code::ClaimMismatch, "n")));
    check(r#"{"n":1,"t":["x"],"b":true}"#, equal(), NOW, Err((Code::ClaimMismatch, "t")));
    check(r#"{"n":1,"t":"x","b":1}"#, equal(), NOW, Err((Code::ClaimMismatch, "b")));
    check(r#"{"n":1,"t":"x"}"#, equal(), NOW, Err((Code::ClaimMissing, "b")));
}

#[test]
fn what_is_signed_is_what_was_asked_for() {
    let options = SignOptions::new()
        .without_expiry()
        .typ("at+jwt")
        .kid("k\"1")
        .not_before(Duration::from_secs(1))
        .expires_in(Duration::from_secs(300))
        .jwt_id("id");
    let token = jwt_wasm::sign(" {\"a\":{\"b\":{}}} \n", &key(), &options, NOW + 0.9).unwrap();
    let verified = verify(&token, key(), &Policy::new().typ("at+jwt"), NOW + 1.0).unwrap();
    assert_eq!(verified.header(), r#"{"alg":"HS256","typ":"at+jwt","kid":"k\"1"}"#);
    assert_eq!(verified.payload(), r#" {"a":{"b":{}},"iat":1700000000,"nbf":1700000001,"exp":1700000300,"jti":"id"}"#);
    let bare = jwt_wasm::sign("{}", &key(), &SignOptions::new().without_expiry().without_issued_at(), NOW).unwrap();
    assert_eq!(verify(&bare, key(), &policy(), NOW).unwrap().payload(), "{}");

    let untyped = SignOptions::new().without_expiry().typ("x").without_typ().without_issued_at();
    let token = jwt_wasm::sign("{}", &key(), &untyped, NOW).unwrap();
    assert_eq!(verify(&token, key(), &policy(), NOW).unwrap().header(), r#"{"alg":"HS256"}"#);
    assert_eq!(verify(&token, key(), &policy().typ("JWT"), NOW).unwrap_err().code(), Code::HeaderRejected);
    let typed = jwt_wasm::sign("{}", &key(), &untyped.typ("x"), NOW).unwrap();
    assert_eq!(verify(&typed, key(), &policy(), NOW).unwrap().header(), r#"{"alg":"HS256","typ":"x"}"#);

    let fails = |claims: &str, options: &SignOptions| jwt_wasm::sign(claims, &key(), options, NOW).unwrap_err().code();
    assert_eq!(fails(r#"{"exp":1}"#, &options), Code::OptionsInvalid);
    assert_eq!(fails(r#"{"exp":"1"}"#, &SignOptions::new().without_expiry()), Code::ClaimInvalid);
    assert_eq!(fails(r#"{"aud":[1]}"#, &SignOptions::new().without_expiry()), Code::ClaimInvalid);
    assert_eq!(fails("[]", &SignOptions::new().without_expiry()), Code::Malformed);
    assert_eq!(fails(r#"{"a":1,"a":1}"#, &SignOptions::new().without_expiry()), Code::Malformed);
    let nan = jwt_wasm::sign("{}", &key(), &SignOptions::new().without_expiry(), f64::NAN).unwrap_err();
    assert_eq!(nan.code(), Code::OptionsInvalid);
}

#[test]
fn further_header_parameters_are_signed_unless_they_would_be_refused() {
    let nested = Value::Object(Object::parse(r#"{"kty":"OKP","n":[1.5,null]}"#).unwrap());
    let options = SignOptions::new().without_expiry().header("x5t", "a\"b").header("jwk", nested);
    let token = jwt_wasm::sign("{}", &key(), &options.expires_in(Duration::from_secs(9)), NOW).unwrap();
    let verified = verify(&token, key(), &Policy::new(), NOW).unwrap();
    let expected = r#"{"alg":"HS256","typ":"JWT","x5t":"a\"b","jwk":{"kty":"OKP","n":[1.5,null]}}"#;
    assert_eq!(verified.header(), expected);

    for (name, value) in [
        ("alg", Value::from("none")),
        ("typ", "JWT".into()),
        ("kid", 7.into()),
        ("crit", "x".into()),
        ("b64", false.into()),
    ] {
        let refused =
            jwt_wasm::sign("{}", &key(), &SignOptions::new().without_expiry().header(name, value), NOW).unwrap_err();
        assert_eq!(refused.code(), Code::OptionsInvalid, "{name}");
    }
    let contradiction = SignOptions::new().without_expiry().without_typ().header("typ", "x");
    assert_eq!(jwt_wasm::sign("{}", &key(), &contradiction, NOW).unwrap_err().code(), Code::OptionsInvalid);
    let twice = SignOptions::new().without_expiry().header("a", 1).header("a", 1);
    assert_eq!(jwt_wasm::sign("{}", &key(), &twice, NOW).unwrap_err().code(), Code::OptionsInvalid);
    let no_number = SignOptions::new().without_expiry().header("a", Value::from(f64::NAN));
    assert_eq!(jwt_wasm::sign("{}", &key(), &no_number, NOW).unwrap_err().code(), Code::OptionsInvalid);
}
