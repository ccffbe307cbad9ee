//! Assertions by which a client proves its identity (RFC 7523).

use std::time::Duration;

use jwt_wasm::client_assertion::{ClientAssertion, TYPE, claimed_client, verify};
use jwt_wasm::{Algorithm, Claims, Code, Key, Object, SignOptions, Timestamp, Value, sign};

use crate::common::SECRET;

const NOW: f64 = 1_700_000_000.0;
const CLIENT: &str = "client-1";
const ISSUER: &str = "https://issuer.example";

fn key() -> Key {
    Key::private_ed25519(&SECRET, Algorithm::EdDsa).unwrap().with_kid("1")
}

fn why(assertion: &str) -> String {
    match verify(assertion, key().public().unwrap(), CLIENT, ISSUER, NOW) {
        Ok(_) => "good".to_owned(),
        Err(error) => [Some(error.code().as_str()), error.claim()].into_iter().flatten().collect::<Vec<_>>().join(" "),
    }
}

#[test]
fn an_assertion_has_the_claims_of_rfc_7523_for_one_audience_and_one_request() {
    let made = || ClientAssertion::new(CLIENT, ISSUER);
    let assertion = made().sign(&key(), NOW).unwrap();
    assert_eq!(claimed_client(&assertion).unwrap(), CLIENT);
    let verified = verify(&assertion, key().public().unwrap(), CLIENT, ISSUER, NOW).unwrap();
    assert_eq!(verified.header(), r#"{"alg":"EdDSA","typ":"client-authentication+jwt","kid":"1"}"#);
    let claims = Object::parse(verified.payload()).unwrap();
    assert_eq!(
        ["iss", "sub", "aud"].map(|name| claims.get(name).and_then(Value::as_str)),
        [CLIENT, CLIENT, ISSUER].map(Some)
    );
    assert_eq!(["iat", "exp"].map(|name| claims.get(name).and_then(Value::as_f64)), [NOW, NOW + 60.0].map(Some));
    assert_eq!(claims.get("jti").and_then(Value::as_str).map(str::len), Some(32));
    assert_eq!(claims.len(), 6);
    assert_eq!(verified.validity().end, Timestamp::from_seconds(NOW + 119.999));
    assert_ne!(made().sign(&key(), NOW).unwrap(), assertion);
    assert_eq!(why(&made().typ("JWT").expires_in(Duration::from_secs(3600)).sign(&key(), NOW).unwrap()), "good");
    assert_eq!(TYPE, "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
}

#[test]
fn options_that_make_no_sense_are_refused() {
    for wrong in [
        ClientAssertion::new("", ISSUER),
        ClientAssertion::new(CLIENT, ""),
        ClientAssertion::new(CLIENT, ISSUER).typ(""),
        ClientAssertion::new(CLIENT, ISSUER).expires_in(Duration::from_millis(999)),
        ClientAssertion::new(CLIENT, ISSUER).expires_in(Duration::from_secs(3601)),
    ] {
        assert_eq!(wrong.clone().sign(&key(), NOW).unwrap_err().code(), Code::OptionsInvalid, "{wrong:?}");
    }
    let secret = Key::secret(&SECRET, Algorithm::Hs256).unwrap();
    let error = |key: &Key| ClientAssertion::new(CLIENT, ISSUER).sign(key, NOW).unwrap_err();
    assert_eq!(error(&key().public().unwrap()).code(), Code::KeyInvalid);
    assert_eq!(error(&secret).to_string(), "the option key must be a private key, but it is a shared secret");
}

#[test]
fn each_demand_is_made() {
    let with = |name: &str, value: Value<'static>| {
        let claims =
            Claims::new().issuer(CLIENT).subject(CLIENT).audience(ISSUER).claim("jti", "a").claim("exp", NOW + 60.0);
        sign(claims.claim(name, value), &key(), &SignOptions::new(), NOW).unwrap()
    };
    assert_eq!(why(&with("a", 1.into())), "good");
    for (name, value, code) in [
        ("iss", "client-2".into(), "claim_mismatch iss"),
        ("sub", "client-2".into(), "claim_mismatch sub"),
        ("aud", "https://other.example".into(), "claim_mismatch aud"),
        ("aud", [ISSUER].into(), "claim_invalid aud"),
        ("aud", [ISSUER, "https://other.example"].into(), "claim_invalid aud"),
        ("exp", (NOW - 60.0).into(), "expired exp"),
        ("exp", (NOW + 3660.0).into(), "good"),
        ("exp", (NOW + 3661.0).into(), "claim_invalid exp"),
    ] {
        assert_eq!(why(&with(name, value)), code, "{name}");
    }
    let without = |left_out: &str| {
        let all = [("iss", CLIENT), ("sub", CLIENT), ("aud", ISSUER), ("jti", "a")];
        let claims: Claims = all.into_iter().filter(|(name, _)| *name != left_out).collect();
        let options = SignOptions::new().without_expiry();
        let options = if left_out == "exp" { options } else { options.expires_in(Duration::from_secs(60)) };
        sign(claims, &key(), &options, NOW).unwrap()
    };
    for name in ["iss", "sub", "aud", "jti", "exp"] {
        assert_eq!(why(&without(name)), format!("claim_missing {name}"));
    }
    for (typ, code) in [
        ("JWT", "good"),
        ("application/Client-Authentication+JWT", "good"),
        ("at+jwt", "header_rejected"),
        ("dpop+jwt", "header_rejected"),
    ] {
        assert_eq!(why(&ClientAssertion::new(CLIENT, ISSUER).typ(typ).sign(&key(), NOW).unwrap()), code, "{typ}");
    }
    let other = Key::private_ed25519(&[8; 32], Algorithm::EdDsa).unwrap().with_kid("1");
    assert_eq!(why(&ClientAssertion::new(CLIENT, ISSUER).sign(&other, NOW).unwrap()), "signature_invalid");
}

#[test]
fn only_a_client_that_is_a_text_is_claimed() {
    let code = |claims: Claims| {
        let token = sign(claims, &key(), &SignOptions::new().without_expiry(), NOW).unwrap();
        claimed_client(&token).map_err(|error| error.code())
    };
    assert_eq!(code(Claims::new()), Err(Code::ClaimMissing));
    assert_eq!(code(Claims::new().subject("a")), Ok("a".to_owned()));
    assert_eq!(claimed_client("x").map_err(|error| error.code()), Err(Code::Malformed));
}
