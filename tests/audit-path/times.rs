//! Times, of the token and of the caller.

use crate::{HEADER, accepted_for, key, outcome, policy, refused_for, signed};
use core::time::Duration;
use jwt_wasm::{ErrorKind, OptionsProblem, Policy};

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn exp() {
    let expired = |kind: &ErrorKind| matches!(kind, ErrorKind::Expired { .. });
    let missing = |kind: &ErrorKind| matches!(kind, ErrorKind::ClaimMissing { claim } if claim == "exp");
    accepted_for(r#"{"exp":1700000001}"#, &Policy::new());
    for exp in ["1700000000", "1.7e9", "-1e300", "0.1", "-0.5", "1700000000.123", "1e-7", "1700000000.1234567"] {
        refused_for(&format!(r#"{{"exp":{exp}}}"#), &Policy::new(), expired);
    }
    refused_for("{}", &Policy::new(), missing);
    refused_for(r#"{"exp":1700000000}"#, &Policy::new().clock_tolerance(SECOND / 4), expired);
    accepted_for(r#"{"exp":1700000000}"#, &Policy::new().clock_tolerance(SECOND));
    accepted_for(r#"{"exp":1}"#, &Policy::new().ignore_expiry());
    refused_for("{}", &Policy::new().ignore_expiry(), missing);
}

#[test]
fn nbf_and_iat() {
    let early = |kind: &ErrorKind| matches!(kind, ErrorKind::NotYetValid { .. });
    let old = |kind: &ErrorKind| matches!(kind, ErrorKind::TooOld { .. });
    refused_for(r#"{"nbf":1700000001}"#, &policy(), early);
    accepted_for(r#"{"nbf":1700000001}"#, &policy().clock_tolerance(SECOND));
    accepted_for(r#"{"nbf":1700000000,"iat":1700000000}"#, &policy());
    let aged = policy().max_age(SECOND);
    accepted_for(r#"{"iat":1700000000}"#, &aged);
    refused_for(r#"{"iat":1700000009}"#, &aged, early);
    refused_for(r#"{"iat":1}"#, &aged, old);
    refused_for("{}", &aged, |kind| matches!(kind, ErrorKind::ClaimMissing { claim } if claim == "iat"));
}

#[test]
fn types() {
    let invalid = |kind: &ErrorKind| matches!(kind, ErrorKind::ClaimInvalid { expected: "a number", .. });
    for claim in ["exp", "nbf", "iat"] {
        for value in ["null", "true", r#""1700000009""#, "[]", "{}"] {
            refused_for(&format!(r#"{{"{claim}":{value}}}"#), &policy(), invalid);
        }
    }
}

#[test]
fn clocks() {
    for now in [0.0, -1.0, f64::NAN, 1e11 + 1.0, 1e300] {
        let Some(outcome) = outcome(signed(HEADER, "{}"), key(), &policy(), now) else { continue };
        assert!(matches!(outcome.unwrap_err().kind(), ErrorKind::OptionsInvalid(OptionsProblem::Now { .. })));
    }
    let endless = policy().max_age(Duration::from_secs(200_000_000_000));
    refused_for("{}", &endless, |kind| matches!(kind, ErrorKind::OptionsInvalid(OptionsProblem::Duration)));
}
