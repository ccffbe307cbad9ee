//! A verifier for many tokens: its cache of headers, how long an answer holds, and signatures that an engine computes.

use core::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jwt_wasm::{
    Algorithm, Answer, CheckName, CheckOutcome, Code, Error, JwsOptions, Key, KeySet, Keys, Policy, SignJwsOptions,
    SignOptions, Verdict, Verifier, explain_with, prepare_jws, prepare_signing, prepare_signing_jws, sign, sign_jws,
    verify, verify_jws,
};
use serde_json::Value;

use crate::common::{SECRET, keys, load, signed};

const NOW: f64 = 1_700_000_000.0;

fn key() -> Key {
    Key::secret(&SECRET, Algorithm::Hs256).unwrap()
}

fn code<T>(outcome: Result<T, Error>) -> Option<Code> {
    outcome.err().map(|error| error.code())
}

fn with_kid(kid: &str) -> String {
    sign(r#"{"exp":1700000001}"#, &key(), &SignOptions::new().without_expiry().kid(kid), NOW).unwrap()
}

#[test]
fn the_last_header_is_read_once() {
    let verifier = Verifier::new(key(), Policy::new());
    let generation = |token: &str| verifier.verify(token, NOW).unwrap().header_generation();
    let [a, b] = ["a", "b"].map(with_kid);
    let other = sign(r#"{"exp":1700000009}"#, &key(), &SignOptions::new().without_expiry().kid("a"), NOW).unwrap();
    let first = generation(&a);
    assert_ne!(first, 0);
    assert_eq!([generation(&a), generation(&other), generation(&a)], [first; 3]);
    let second = generation(&b);
    assert!(second != first && second != 0);
    assert_eq!(generation(&b), second);
    assert_ne!(generation(&a), second);
    // Each token has another header.
    for (token, kid) in [(&a, "\"a\""), (&b, "\"b\""), (&a, "\"a\""), (&other, "\"a\"")] {
        assert!(verifier.verify(token, NOW).unwrap().header().contains(kid));
    }
    // A header that was refused is not kept, and the one before it is.
    let kept = generation(&a);
    let (_, rest) = a.split_once('.').unwrap();
    for header in ["eyJhbGciOiJub25lIn0", "e30", "eyJhbGciOiJIUzI1NiJ9", ""] {
        assert!(verifier.verify(&format!("{header}.{rest}"), NOW).is_err(), "{header}");
        assert!(verifier.verify(&format!("{header}.{rest}"), NOW).is_err(), "{header}");
    }
    assert!(generation(&a) >= kept);
    // A single token has a generation too, which is never 0.
    assert_ne!(verify(&a, key(), &Policy::new(), NOW).unwrap().header_generation(), 0);
}

#[test]
fn an_answer_holds_as_long_as_the_claims_say() {
    let [exp, nbf, iat] = [NOW + 100.0, NOW - 50.0, NOW - 20.0];
    let seconds = Duration::from_secs;
    let policy = Policy::new().require_expiry(false);
    for (claims, policy, from, until) in [
        (format!(r#"{{"exp":{exp}}}"#), policy.clone(), 0.0, exp),
        (format!(r#"{{"nbf":{nbf}}}"#), policy.clone(), nbf, 1e11),
        (format!(r#"{{"exp":{exp},"nbf":{nbf},"iat":{iat}}}"#), policy.clone(), nbf, exp),
        (format!(r#"{{"exp":{exp},"nbf":{nbf}}}"#), policy.clone().clock_tolerance(seconds(7)), nbf - 7.0, exp + 7.0),
        (format!(r#"{{"exp":{exp}}}"#), policy.clone().ignore_expiry(), 0.0, 1e11),
        (format!(r#"{{"iat":{iat}}}"#), policy.clone().max_age(seconds(60)), iat, iat + 60.0),
        (
            format!(r#"{{"exp":{exp},"nbf":{nbf},"iat":{iat}}}"#),
            policy.clone().max_age(seconds(60)).clock_tolerance(seconds(3)),
            iat - 3.0,
            iat + 63.0,
        ),
        (format!(r#"{{"exp":{exp},"iat":{iat}}}"#), policy.clone().max_age(seconds(600)), iat, exp),
        (format!(r#"{{"exp":{exp},"nbf":{iat},"iat":{nbf}}}"#), policy.clone().max_age(seconds(600)), iat, exp),
        ("{}".to_owned(), policy.clone(), 0.0, 1e11),
        (r#"{"exp":1e300}"#.to_owned(), policy.clone(), 0.0, 1e11),
    ] {
        let verifier = Verifier::new(key(), policy.clone());
        let token = signed(claims.as_bytes());
        let validity = verifier.verify(&token, NOW).unwrap().validity();
        let edge = 0.001;
        let expected = (from + edge).max(edge)..if until < 1e11 { until - edge } else { 1e11 };
        let (start, end) = (validity.start.as_seconds(), validity.end.as_seconds());
        assert!((start - expected.start).abs() < 1e-5, "{claims}: {validity:?} {expected:?}");
        assert!((end - expected.end).abs() < 1e-5, "{claims}: {validity:?} {expected:?}");
        // A time inside passes, and one well outside does not.
        for now in [start, end, NOW] {
            assert_eq!(code(verifier.verify(&token, now)), None, "{claims} at {now}");
        }
        for now in [start - 0.002, end + 0.002] {
            assert!(verifier.verify(&token, now).is_err(), "{claims} at {now}");
        }
    }
}

/// Signatures outside of their ranges never reach an engine, which may accept them.
#[test]
fn an_engine_is_asked_only_about_what_can_be_a_signature() {
    let mut refused = 0;
    let mut asked = 0;
    for case in load("reports/signature-bounds.json")["cases"].as_array().unwrap() {
        let keys = keys(&case["key"]).unwrap();
        let token = case["token"].as_str().unwrap();
        let verifier = Verifier::new(keys.keys(), Policy::new());
        let prepared = verifier.prepare(token.as_bytes(), NOW);
        let report = explain_with(token.as_bytes(), Some(&keys.keys()), &Policy::new(), NOW, Some(Answer::Good));
        let by_report = verifier.prepare_report(token.as_bytes(), NOW);
        assert_eq!(code(prepare_jws(token.as_bytes(), keys.keys(), &JwsOptions::new())), code(by_report), "{case}");
        match prepared {
            Ok(prepared) => {
                let is_good = case["expect"] == "accept";
                assert_eq!(prepared.into_owned().check_signature().is_ok(), is_good, "{case}");
                assert_eq!(report.unwrap().verdict(), Verdict::Verified);
                asked += 1;
            }
            Err(error) => {
                assert_eq!((error.code(), &case["expect"]), (Code::SignatureInvalid, &Value::from("reject")), "{case}");
                assert_eq!(report.unwrap().failure(), Some(&error));
                refused += 1;
            }
        }
    }
    assert!(refused >= 20 && asked >= 8, "{refused} {asked}");
}

#[test]
fn an_engines_answer_is_taken() {
    let token = signed(br#"{"exp":1700000001}"#);
    let verifier = Verifier::new(key(), Policy::new());
    let prepared = || verifier.prepare(token.as_bytes(), NOW).unwrap();
    let (input, signature) = token.rsplit_once('.').unwrap();
    assert_eq!(prepared().algorithm(), Algorithm::Hs256);
    assert_eq!(prepared().key_index(), 0);
    assert_eq!(prepared().signing_input(), input.as_bytes());
    assert_eq!(prepared().into_owned().signing_input(), input.as_bytes());
    assert_eq!(URL_SAFE_NO_PAD.encode(prepared().signature()), signature);
    assert_eq!(prepared().key().unwrap().algorithms(), [Algorithm::Hs256]);
    assert_eq!(format!("{:?}", prepared()), "Prepared { algorithm: Hs256, .. }");
    assert!(format!("{verifier:?}").starts_with("Verifier { keys: "));

    let good = verifier.check_claims(prepared().accept(true).unwrap(), NOW).unwrap();
    assert_eq!(good, verifier.verify(&token, NOW).unwrap());
    assert_eq!(code(prepared().accept(false)), Some(Code::SignatureInvalid));
    let later = verifier.check_claims(prepared().accept(true).unwrap(), NOW + 1.0);
    assert_eq!(code(later), Some(Code::Expired));
    // Nothing is between the dots: the payload is wrong, not the signature.
    let empty = format!("{}..{signature}", input.split_once('.').unwrap().0);
    let refused = verifier.prepare(empty.as_bytes(), NOW).unwrap().accept(false).unwrap_err();
    assert_eq!((refused.code(), refused.reason()), (Code::Malformed, Some("not_object")));
    let as_jws = prepare_jws(empty.as_bytes(), key(), &JwsOptions::new()).unwrap().accept(false);
    assert_eq!(code(as_jws), Some(Code::SignatureInvalid));
    assert_eq!(code(verifier.prepare(token.as_bytes(), 0.0)), Some(Code::OptionsInvalid));
}

#[test]
fn a_report_takes_an_engines_answer() {
    let token = signed(br#"{"exp":1700000001}"#);
    let forged = format!("{}.{}", token.rsplit_once('.').unwrap().0, "A".repeat(43));
    let keys = Keys::from(key());
    let report = |token: &str, answer| {
        let report = explain_with(token.as_bytes(), Some(&keys), &Policy::new(), NOW, answer).unwrap();
        let check = report.checks().iter().find(|check| check.name() == CheckName::Signature).unwrap();
        let outcome = match check.outcome() {
            CheckOutcome::Passed => "passed",
            CheckOutcome::Failed(_) => "failed",
            CheckOutcome::Skipped(reason) => reason.reason(),
        };
        (report.verdict(), outcome)
    };
    for token in [&token, &forged] {
        assert_eq!(report(token, Some(Answer::Good)), (Verdict::Verified, "passed"));
        assert_eq!(report(token, Some(Answer::Bad)), (Verdict::Refused, "failed"));
        assert_eq!(report(token, Some(Answer::Unable)), (Verdict::Unchecked, "not_computed"));
    }
    assert_eq!(report(&token, None), (Verdict::Verified, "passed"));
    assert_eq!(report(&forged, None), (Verdict::Refused, "failed"));
    // An unexpected `typ` stops a verification, but not a report.
    let policy = Policy::new().typ("at+jwt");
    let verifier = Verifier::new(keys, policy);
    assert!(verifier.prepare_report(token.as_bytes(), NOW).is_ok());
    // Not even after a report, which must not leave the header among those that have passed.
    assert_eq!(code(verifier.prepare(token.as_bytes(), NOW)), Some(Code::HeaderRejected));
}

#[test]
fn a_set_says_which_key_it_was() {
    let jwk = |number: u8| {
        let k = URL_SAFE_NO_PAD.encode([number; 32]);
        format!(r#"{{"kty":"oct","alg":"HS256","kid":"{number}","k":"{k}"}}"#)
    };
    let set = format!(r#"{{"keys":[{},{},{}]}}"#, jwk(1), jwk(2), jwk(3));
    let verifier = Verifier::new(KeySet::from_jwks_with_secrets(&set).unwrap(), Policy::new().require_expiry(false));
    for number in 1..=3 {
        let key = Key::from_jwk(&jwk(number), None).unwrap();
        let token = sign("{}", &key, &SignOptions::new().without_expiry(), NOW).unwrap();
        let prepared = verifier.prepare(token.as_bytes(), NOW).unwrap();
        assert_eq!(prepared.key_index(), usize::from(number) - 1);
        assert_eq!(prepared.key().unwrap().kid(), Some(&*number.to_string()));
        assert_eq!(prepared.key().unwrap().as_secret(), Some(&[number; 32][..]));
        assert!(verifier.verify(&token, NOW).is_ok());
    }
}

#[test]
fn what_an_engine_signs_becomes_a_token() {
    let claims = r#"{"exp":1700000001}"#;
    let input = prepare_signing(claims, &key(), &SignOptions::new().without_expiry(), NOW).unwrap();
    assert_eq!(input.algorithm(), Algorithm::Hs256);
    assert_eq!(format!("{input:?}"), "SigningInput { algorithm: Hs256, .. }");
    let token = sign(claims, &key(), &SignOptions::new().without_expiry(), NOW).unwrap();
    let (before, signature) = token.rsplit_once('.').unwrap();
    assert_eq!(input.as_bytes(), before.as_bytes());
    let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
    assert_eq!(input.finish(&signature).unwrap(), token);
    let again = || prepare_signing(claims, &key(), &SignOptions::new().without_expiry(), NOW).unwrap();
    assert_eq!(again().sign(&key()).unwrap(), token);
    assert_eq!(code(again().finish([])), Some(Code::SignatureInvalid));
    // A detached payload is signed, but is not in the token.
    let options = || SignJwsOptions::new().detached().unencoded();
    let input = prepare_signing_jws(b"\xff.", &key(), &options()).unwrap();
    assert!(input.as_bytes().ends_with(b".\xff."));
    let token = input.sign(&key()).unwrap();
    assert_eq!(token, sign_jws(b"\xff.", &key(), &options()).unwrap());
    assert!(token.contains(".."));
    let verifying = JwsOptions::new().payload(b"\xff.").unencoded();
    assert_eq!(verify_jws(&token, key(), &verifying).unwrap().payload(), b"\xff.");
    // What the payload may contain is not reported as a copying error of the signature.
    let token = sign_jws(b"'a b'", &key(), &SignJwsOptions::new().unencoded()).unwrap();
    let damaged = verify_jws(&format!("{token}="), key(), &JwsOptions::new().unencoded()).unwrap_err();
    assert_eq!((damaged.part(), damaged.actual().unwrap().as_json()), (Some("signature"), "\"padding\""));
}
