//! Answers about opaque tokens, with those of the npm package's tests.

use jwt_wasm::introspection::Answer;
use jwt_wasm::{Algorithm, Claims, Error, Key, Policy, SignOptions, Value, sign};

use crate::common::SECRET;

const NOW: f64 = 1_700_000_000.0;
const ISSUER: &str = "https://issuer.example";

fn code<T>(result: Result<T, Error>) -> String {
    match result {
        Ok(_) => "good".to_owned(),
        Err(error) => [Some(error.code().as_str()), error.claim()].into_iter().flatten().collect::<Vec<_>>().join(" "),
    }
}

fn active(text: &str) -> Answer {
    Answer::parse(text).unwrap().unwrap()
}

#[test]
fn only_an_answer_of_the_standard_counts() {
    for (text, expected) in [
        (r#"{"active":true}"#, "good"),
        (r#"{"active":false,"sub":"user-42"}"#, "good"),
        ("", "malformed"),
        ("null", "malformed"),
        ("[]", "malformed"),
        ("true", "malformed"),
        ("<html>", "malformed"),
        ("{}", "claim_missing active"),
        (r#"{"active":"true"}"#, "claim_invalid active"),
        (r#"{"active":1}"#, "claim_invalid active"),
        (r#"{"active":null}"#, "claim_invalid active"),
        (r#"{"__proto__":{"active":true}}"#, "claim_missing active"),
        (r#"{"active":false,"active":true}"#, "malformed"),
        (r#"{"active":true,"sub":"a","sub":"b"}"#, "malformed"),
        ("\u{feff}{\"active\":true}", "malformed"),
        (r#"{"active":true}x"#, "malformed"),
        (&format!(r#"{{"active":true,"x":{}{}}}"#, "[".repeat(40), "]".repeat(40)), "malformed"),
    ] {
        assert_eq!(code(Answer::parse(text)), expected, "{text}");
    }
    assert!(Answer::parse(r#"{"active":false}"#).unwrap().is_none());
    assert_eq!(format!("{:?}", active(r#"{"active":true,"sub":"user-42"}"#)), "Answer { .. }");
}

#[test]
fn the_token_is_an_access_token() {
    for (members, expected) in [
        ("", "claim_missing token_type"),
        (r#","token_type":"Bearer""#, "good"),
        (r#","token_type":"bearer""#, "good"),
        (r#","token_type":"refresh_token""#, "claim_mismatch token_type"),
        (r#","token_type":1"#, "claim_mismatch token_type"),
        (r#","token_type":null"#, "claim_mismatch token_type"),
        (r#","token_type":"DPoP""#, "claim_missing cnf"),
        (r#","token_type":"DPoP","cnf":{"jkt":"x"}"#, "good"),
    ] {
        assert_eq!(code(active(&format!(r#"{{"active":true{members}}}"#)).check_token_type()), expected, "{members}");
    }
}

#[test]
fn claims_are_judged_as_those_of_a_token() {
    let policy = Policy::new().issuer(ISSUER).audience("api").scope("read");
    let good = format!(r#""iss":"{ISSUER}","aud":"api","scope":"read write""#);
    for (members, expected) in [
        (good.clone(), "good"),
        (format!(r#"{good},"exp":1700000001"#), "good"),
        (format!(r#"{good},"exp":1700000000"#), "expired exp"),
        (format!(r#"{good},"exp":"soon""#), "claim_invalid exp"),
        (format!(r#"{good},"nbf":1700000001"#), "not_yet_valid nbf"),
        (format!(r#"{good},"sub":1"#), "claim_invalid sub"),
        (good.replace("issuer.example", "other.example"), "claim_mismatch iss"),
        (good.replace("\"api\"", "\"other\""), "claim_mismatch aud"),
        (format!(r#""iss":"{ISSUER}","scope":"read""#), "claim_missing aud"),
    ] {
        assert_eq!(code(active(&format!(r#"{{"active":true,{members}}}"#)).check(&policy, NOW)), expected, "{members}");
    }
    let without = format!(r#"{{"active":true,"iss":"{ISSUER}"}}"#);
    assert_eq!(code(active(&without).check(&Policy::new().issuer(ISSUER).without_audience_check(), NOW)), "good");
    assert_eq!(code(active(&without).check(&Policy::new(), 0.0)), "options_invalid");

    let profile = Policy::access_token().issuer(ISSUER).audience("api");
    let text = format!(
        r#"{{"active":true,"iss":"{ISSUER}","aud":"api","sub":"a","client_id":"c","jti":"j","iat":1699999999,"exp":1700000001}}"#
    );
    assert_eq!(code(active(&text).check(&profile, NOW)), "good");
    assert_eq!(code(active(&text.replace(r#","exp":1700000001"#, "")).check(&profile, NOW)), "claim_missing exp");
    assert_eq!(code(active(&text).check(&Policy::access_token().issuer(ISSUER), NOW)), "options_invalid");
}

#[test]
fn signed_answers() {
    let key = Key::private_ed25519(&SECRET, Algorithm::EdDsa).unwrap();
    let public = key.public().unwrap();
    let said = |text: &str| Value::parse(text).unwrap().into_owned();
    let claims = || {
        let said = said(r#"{"active":true,"id":123456789012345678901,"sub":"user-42"}"#);
        Claims::new().issuer(ISSUER).audience("api").claim("token_introspection", said)
    };
    let options = || SignOptions::new().typ("token-introspection+jwt").without_expiry();
    let made = |claims: Claims| sign(claims, &key, &options(), NOW).unwrap();
    let read = |text: &str| Answer::parse_signed(text, &public, ISSUER, "api", NOW);

    let answer = read(&made(claims())).unwrap().unwrap();
    // An integer beyond 2^53 keeps its digits.
    assert_eq!(answer.claims(), r#"{"active":true,"id":123456789012345678901,"sub":"user-42"}"#);
    assert!(read(&made(claims().claim("token_introspection", said(r#"{"active":false}"#)))).unwrap().is_none());
    for (text, expected) in [
        (made(claims().issuer("https://other.example")), "claim_mismatch iss"),
        (made(claims().claim("aud", "other")), "claim_mismatch aud"),
        (made(claims().claim("token_introspection", true)), "claim_invalid token_introspection"),
        (made(Claims::new().issuer(ISSUER).audience("api")), "claim_missing token_introspection"),
        (made(claims().claim("token_introspection", said("{}"))), "claim_missing active"),
        (made(claims().claim("exp", NOW - 60.0)), "expired exp"),
        (sign(claims(), &key, &options(), NOW - 120.0).unwrap(), "good"),
        (sign(claims(), &key, &options(), NOW - 121.0).unwrap(), "too_old iat"),
        (sign(claims(), &key, &options().without_issued_at(), NOW).unwrap(), "claim_missing iat"),
        (sign(claims(), &key, &options().typ("JWT"), NOW).unwrap(), "header_rejected"),
        (r#"{"active":true}"#.to_owned(), "malformed"),
    ] {
        assert_eq!(code(read(&text)), expected, "{text}");
    }
    let other = Key::private_ed25519(&[8; 32], Algorithm::EdDsa).unwrap();
    assert_eq!(code(read(&sign(claims(), &other, &options(), NOW).unwrap())), "signature_invalid");
}
