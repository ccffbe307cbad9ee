//! The types of claims (RFC 7519 §4.1). A claim of the wrong type is an error, and does not count as absent.

use alloc::borrow::ToOwned;
use alloc::string::String;
use core::slice;

use super::{Outcome, PASSED, Registered};
use crate::error::{Error, ErrorKind, SkipReason};
use crate::json::{JsonText, Object, Value};
use crate::number::Numbers;

/// The end of the year 9999, after which RFC 3339 cannot write a time. A later time was given in milliseconds.
pub(crate) const LATEST: f64 = 253_402_300_799.0;

/// In a token that is signed here, the registered claims have the types of RFC 7519 §4.1, and times are in seconds.
pub(crate) fn check_signable(claims: &Object<'_>, numbers: Numbers) -> Result<(), Error> {
    let claims = Registered::of(claims);
    for (name, claim) in [("exp", claims.exp), ("nbf", claims.nbf), ("iat", claims.iat)] {
        if time(name, claim, numbers)?.is_some_and(|seconds| seconds > LATEST) {
            let expected = "seconds since 1970-01-01T00:00:00Z, not milliseconds";
            return Err(invalid(name, expected, "a time after the year 9999"));
        }
    }
    string("iss", claims.iss)?;
    string("sub", claims.sub)?;
    string("jti", claims.jti)?;
    audience(claims.aud).map(drop)
}

/// A NumericDate (RFC 7519 §2): any JSON number, in seconds.
pub(super) fn time(claim: &str, value: Option<&Value<'_>>, numbers: Numbers) -> Result<Option<f64>, Error> {
    match value {
        None => Ok(None),
        Some(value) => match value.to_number(numbers) {
            None => Err(invalid(claim, "a number", value.kind())),
            time => Ok(time),
        },
    }
}

pub(super) fn string<'a>(claim: &str, value: Option<&'a Value<'_>>) -> Result<Option<&'a str>, Error> {
    match value {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(other) => Err(invalid(claim, "a string", other.kind())),
    }
}

/// A claim that, if present, must be a string. If `expected` is not empty, the claim must be present and equal one of
/// these.
pub(super) fn one_of(claim: &str, value: Option<&Value<'_>>, expected: &[String]) -> Outcome {
    match string(claim, value)? {
        None if expected.is_empty() => Ok(Some(SkipReason::Absent)),
        None => Err(missing(claim)),
        Some(_) if expected.is_empty() => Ok(Some(SkipReason::NothingExpected)),
        Some(actual) if expected.iter().any(|one| one == actual) => PASSED,
        Some(actual) => Err(Error::from(ErrorKind::ClaimMismatch {
            claim: claim.to_owned(),
            expected: Some(JsonText::one_or_many(expected)),
            actual: JsonText::string(actual),
        })),
    }
}

/// One string, or an array of strings only.
pub(super) fn audience<'a, 't>(value: Option<&'a Value<'t>>) -> Result<Option<&'a [Value<'t>]>, Error> {
    const EXPECTED: &str = "a string or an array of strings";
    match value {
        None => Ok(None),
        Some(one @ Value::String(_)) => Ok(Some(slice::from_ref(one))),
        Some(Value::Array(items)) if items.iter().all(|item| matches!(item, Value::String(_))) => Ok(Some(items)),
        Some(Value::Array(_)) => Err(invalid("aud", EXPECTED, "an array of something else")),
        Some(other) => Err(invalid("aud", EXPECTED, other.kind())),
    }
}

#[cold]
#[inline(never)]
pub(super) fn missing(claim: &str) -> Error {
    Error::from(ErrorKind::ClaimMissing { claim: claim.to_owned() })
}

#[cold]
#[inline(never)]
pub(super) fn invalid(claim: &str, expected: &'static str, actual: &'static str) -> Error {
    Error::from(ErrorKind::ClaimInvalid { claim: claim.to_owned(), expected, actual })
}
