//! The claim checks, written a second time with `serde_json`'s values, and as simply as possible.

use jwt_wasm::{CheckName, Code};
use serde_json::{Map, Value};

use crate::scene::{Demands, Span};

/// How a check ends.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// The check was made and passed.
    Passed,
    /// There was nothing to check.
    Skipped,
    /// The check failed with this code, because of this claim.
    Failed(Code, String),
}

use Told::{Failed, Passed, Skipped};

/// Whether the time can be right: the clock is set, and it is not in milliseconds.
pub fn makes_sense(now: f64, spans: &[Option<Span>]) -> bool {
    let is_short = |span: &Option<Span>| span.is_none_or(|span| span.0.as_secs_f64() <= 1e11);
    now > 0.0 && now <= 1e11 && spans.iter().all(is_short)
}

/// Every claim check in its order.
pub fn tell(claims: &Map<String, Value>, demands: &Demands, now: f64) -> Vec<(CheckName, Told)> {
    let tolerance = demands.tolerance.map_or(0.0, |span| span.0.as_secs_f64());
    vec![
        (CheckName::Exp, exp(claims, demands, now - tolerance)),
        (CheckName::Nbf, nbf(claims, now + tolerance)),
        (CheckName::Iat, iat(claims, demands, now, tolerance)),
        (CheckName::Iss, word(claims, "iss", demands.issuer.iter().map(|word| word.0))),
        (CheckName::Aud, aud(claims, demands)),
        (CheckName::Sub, word(claims, "sub", demands.subject.iter().map(|word| word.0))),
        (CheckName::Jti, word(claims, "jti", demands.jwt_id.iter().map(|word| word.0))),
        (CheckName::RequiredClaims, required(claims, demands)),
        (CheckName::Claims, equal(claims, demands)),
    ]
}

/// The first check that fails.
pub fn first_failure(claims: &Map<String, Value>, demands: &Demands, now: f64) -> Option<(Code, String)> {
    tell(claims, demands, now).into_iter().find_map(|(_, told)| match told {
        Failed(code, claim) => Some((code, claim)),
        _ => None,
    })
}

/// Whether the registered claims have the types of RFC 7519 §4.1, and no time is after the year 9999.
pub fn are_signable(claims: &Map<String, Value>) -> bool {
    let is_time = |value: &Value| value.as_f64().is_some_and(|seconds| seconds <= 253_402_300_799.0);
    ["exp", "nbf", "iat"].iter().all(|name| claims.get(*name).is_none_or(is_time))
        && ["iss", "sub", "jti"].iter().all(|name| claims.get(*name).is_none_or(Value::is_string))
        && claims.get("aud").is_none_or(|aud| audiences(aud).is_some())
}

fn failed(code: Code, claim: &str) -> Told {
    Failed(code, claim.to_owned())
}

fn exp(claims: &Map<String, Value>, demands: &Demands, earliest: f64) -> Told {
    let Some(exp) = claims.get("exp") else {
        return if demands.require_expiry { failed(Code::ClaimMissing, "exp") } else { Skipped };
    };
    match exp.as_f64() {
        None => failed(Code::ClaimInvalid, "exp"),
        Some(_) if demands.ignore_expiry => Skipped,
        Some(exp) if earliest < exp => Passed,
        Some(_) => failed(Code::Expired, "exp"),
    }
}

fn nbf(claims: &Map<String, Value>, latest: f64) -> Told {
    match claims.get("nbf").map(Value::as_f64) {
        None => Skipped,
        Some(None) => failed(Code::ClaimInvalid, "nbf"),
        Some(Some(nbf)) if nbf <= latest => Passed,
        Some(Some(_)) => failed(Code::NotYetValid, "nbf"),
    }
}

fn iat(claims: &Map<String, Value>, demands: &Demands, now: f64, tolerance: f64) -> Told {
    match (claims.get("iat").map(Value::as_f64), demands.max_age) {
        (Some(None), _) => failed(Code::ClaimInvalid, "iat"),
        (None, None) => Skipped,
        (Some(_), None) => Passed,
        (None, Some(_)) => failed(Code::ClaimMissing, "iat"),
        (Some(Some(iat)), Some(_)) if iat > now + tolerance => failed(Code::NotYetValid, "iat"),
        (Some(Some(iat)), Some(age)) if now - iat > age.0.as_secs_f64() + tolerance => failed(Code::TooOld, "iat"),
        _ => Passed,
    }
}

fn word<'a>(claims: &Map<String, Value>, claim: &str, wanted: impl Iterator<Item = &'a str>) -> Told {
    let wanted: Vec<&str> = wanted.collect();
    match claims.get(claim) {
        Some(value) if !value.is_string() => failed(Code::ClaimInvalid, claim),
        _ if wanted.is_empty() => Skipped,
        None => failed(Code::ClaimMissing, claim),
        Some(value) if wanted.iter().any(|word| value == word) => Passed,
        Some(_) => failed(Code::ClaimMismatch, claim),
    }
}

fn audiences(aud: &Value) -> Option<Vec<&str>> {
    match aud {
        Value::String(one) => Some(vec![one]),
        Value::Array(many) => many.iter().map(Value::as_str).collect(),
        _ => None,
    }
}

fn aud(claims: &Map<String, Value>, demands: &Demands) -> Told {
    match claims.get("aud").map(audiences) {
        Some(None) => failed(Code::ClaimInvalid, "aud"),
        _ if demands.ignore_audience => Skipped,
        None if demands.audience.is_empty() => Skipped,
        None => failed(Code::ClaimMissing, "aud"),
        Some(Some(named)) if demands.audience.iter().any(|word| named.contains(&word.0)) => Passed,
        Some(Some(_)) => failed(Code::ClaimMismatch, "aud"),
    }
}

fn required(claims: &Map<String, Value>, demands: &Demands) -> Told {
    if demands.required.is_empty() {
        return Skipped;
    }
    let absent = demands.required.iter().find(|name| !claims.contains_key(name.0));
    absent.map_or(Passed, |name| failed(Code::ClaimMissing, name.0))
}

fn equal(claims: &Map<String, Value>, demands: &Demands) -> Told {
    if demands.equal.is_empty() {
        return Skipped;
    }
    for (name, value) in &demands.equal {
        match claims.get(name.0) {
            None => return failed(Code::ClaimMissing, name.0),
            Some(actual) if *actual != value.0 => return failed(Code::ClaimMismatch, name.0),
            Some(_) => {}
        }
    }
    Passed
}
