//! Options as JavaScript gives them, as the text of a JSON object: every name is known and every value has its type, or
//! nothing is done.

use core::time::Duration;

use jwt_wasm::{
    Algorithm, DEFAULT_MAX_TOKEN_LENGTH, Error, Object, OptionsProblem, Policy, SignJwsOptions, SignOptions, Value,
};
use wasm_bindgen::JsValue;

use super::number::NUMBERS;

/// The greatest integer up to which every integer is a double of its own.
const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

/// The latest time and the longest duration that the core takes, in seconds.
const LATEST: f64 = 1e11;

/// A policy with what is read beside it.
pub(super) struct ReadPolicy {
    pub(super) policy: Policy,
    /// The longest token to look at.
    pub(super) limit: usize,
    /// The fixed time to judge at, if there is one.
    pub(super) now: Option<f64>,
}

pub(super) fn policy(options: JsValue) -> Result<ReadPolicy, Error> {
    let mut policy = Policy::with_numbers(NUMBERS);
    let mut limit = DEFAULT_MAX_TOKEN_LENGTH;
    let mut now = None;
    for (name, value) in members(options)? {
        let (name, value) = (name.as_ref(), &value);
        policy = match name {
            "algorithms" => {
                let names = texts(name, value)?;
                names.iter().try_fold(policy, |policy, name| algorithm(name).map(|known| policy.algorithm(known)))?
            }
            "issuer" => one_or_many(name, value)?.into_iter().fold(policy, Policy::issuer),
            "audience" if is_false(value) => policy.without_audience_check(),
            "audience" => one_or_many(name, value)?.into_iter().fold(policy, Policy::audience),
            "subject" => one_or_many(name, value)?.into_iter().fold(policy, Policy::subject),
            "typ" => policy.typ(text(name, value)?),
            "jwtId" => one_or_many(name, value)?.into_iter().fold(policy, Policy::jwt_id),
            "maxAge" => policy.max_age(seconds(name, value)?),
            "clockTolerance" => policy.clock_tolerance(seconds(name, value)?),
            "now" => {
                now = Some(clock(name, value)?);
                policy
            }
            "requiredClaims" => texts(name, value)?.into_iter().fold(policy, Policy::require_claim),
            "claims" => {
                let claims = named_values(name, value, "an object of claims and their values")?;
                claims.into_iter().fold(policy, |policy, (name, value)| policy.claim(name, value))
            }
            "requireExpiry" => {
                let required = truth(name, value)?;
                policy.require_expiry(required)
            }
            "ignoreExpiry" => {
                if truth(name, value)? {
                    policy.ignore_expiry()
                } else {
                    policy
                }
            }
            "maxTokenLength" => {
                limit = count(name, value)?;
                policy.max_token_length(limit)
            }
            "allowPadding" => {
                if truth(name, value)? {
                    policy.allow_padding()
                } else {
                    policy
                }
            }
            unknown => return Err(invalid(OptionsProblem::Unknown { name: unknown.to_owned() })),
        };
    }
    now.map_or(Ok(()), |now| policy.check_times(now))?;
    Ok(ReadPolicy { policy, limit, now })
}

/// What to sign with, and the fixed time to count from if there is one.
pub(super) fn sign_options(given: JsValue) -> Result<(SignOptions, Option<f64>), Error> {
    let mut options = SignOptions::with_numbers(NUMBERS);
    let mut now = None;
    for (name, value) in members(given)? {
        let (name, value) = (name.as_ref(), &value);
        options = match name {
            "typ" if is_false(value) => options.without_typ(),
            "typ" => options.typ(text(name, value)?),
            "kid" => options.kid(text(name, value)?),
            "header" => {
                let header = named_values(name, value, HEADER)?;
                header.into_iter().fold(options, |options, (name, value)| options.header(name, value))
            }
            "expiresIn" => options.expires_in(seconds(name, value)?),
            "notBefore" => options.not_before(seconds(name, value)?),
            "issuedAt" => {
                if truth(name, value)? {
                    options
                } else {
                    options.without_issued_at()
                }
            }
            "jwtId" => {
                let given = text(name, value)?;
                if given == "random" { options.random_jwt_id() } else { options.jwt_id(given) }
            }
            "now" => {
                now = Some(clock(name, value)?);
                options
            }
            unknown => return Err(invalid(OptionsProblem::Unknown { name: unknown.to_owned() })),
        };
    }
    Ok((options, now))
}

const HEADER: &str = "an object of header parameters and their values";

/// As [`sign_options`], for bytes.
pub(super) fn sign_jws_options(given: JsValue) -> Result<SignJwsOptions, Error> {
    let mut options = SignJwsOptions::with_numbers(NUMBERS);
    for (name, value) in members(given)? {
        let (name, value) = (name.as_ref(), &value);
        options = match name {
            "typ" => options.typ(text(name, value)?),
            "kid" => options.kid(text(name, value)?),
            "header" => {
                let header = named_values(name, value, HEADER)?;
                header.into_iter().fold(options, |options, (name, value)| options.header(name, value))
            }
            "detached" => {
                if truth(name, value)? {
                    options.detached()
                } else {
                    options
                }
            }
            "b64" => {
                if truth(name, value)? {
                    options
                } else {
                    options.unencoded()
                }
            }
            unknown => return Err(invalid(OptionsProblem::Unknown { name: unknown.to_owned() })),
        };
    }
    Ok(options)
}

pub(super) fn algorithm(name: &str) -> Result<Algorithm, Error> {
    Algorithm::from_name(name).ok_or_else(|| invalid(OptionsProblem::UnknownAlgorithm { name: name.to_owned() }))
}

/// Names joined by spaces, or none.
pub(super) fn algorithms(names: &str) -> Result<Vec<Algorithm>, Error> {
    let mut algorithms = Vec::new();
    for name in names.split_ascii_whitespace() {
        algorithms.push(algorithm(name)?);
    }
    Ok(algorithms)
}

fn members(options: JsValue) -> Result<Object<'static>, Error> {
    let text = js_sys::JSON::stringify(&options).ok().map(String::from).unwrap_or_default();
    let object = Object::parse(&text).map_err(|_| invalid(OptionsProblem::NotObject))?;
    if object.iter().all(|(_, value)| is_exact(value)) {
        Ok(object.into_owned())
    } else {
        Err(invalid(OptionsProblem::NotObject))
    }
}

/// To compare with an integer that is not exact would take its neighbours for it.
fn is_exact(value: &Value<'_>) -> bool {
    match value {
        Value::Array(items) => items.iter().all(is_exact),
        Value::Object(object) => object.iter().all(|(_, value)| is_exact(value)),
        value => value.to_number(NUMBERS).is_none_or(|number| number.abs() <= MAX_SAFE_INTEGER),
    }
}

fn text(name: &str, value: &Value<'_>) -> Result<String, Error> {
    match value {
        Value::String(text) => Ok(text.clone().into_owned()),
        _ => Err(wrong(name, "a string", value)),
    }
}

fn texts(name: &str, value: &Value<'_>) -> Result<Vec<String>, Error> {
    let wrong = || wrong(name, "a list of one or more strings", value);
    match value {
        Value::Array(items) if !items.is_empty() => {
            items.iter().map(|item| text(name, item)).collect::<Result<_, _>>().map_err(|_| wrong())
        }
        _ => Err(wrong()),
    }
}

fn one_or_many(name: &str, value: &Value<'_>) -> Result<Vec<String>, Error> {
    match value {
        Value::String(text) => Ok(vec![text.clone().into_owned()]),
        _ => texts(name, value).map_err(|_| wrong(name, "a string or a list of one or more strings", value)),
    }
}

fn clock(name: &str, value: &Value<'_>) -> Result<f64, Error> {
    match value {
        Value::Integer(_) | Value::Decimal(_) => Ok(value.to_number(NUMBERS).unwrap_or_default()),
        _ => Err(wrong(name, "a number of seconds", value)),
    }
}

fn seconds(name: &str, value: &Value<'_>) -> Result<Duration, Error> {
    let seconds = value.to_number(NUMBERS).filter(|seconds| (0.0..=LATEST).contains(seconds));
    let duration = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    duration.ok_or_else(|| wrong(name, "a number of seconds, 0 to 1e11", value))
}

const fn is_false(value: &Value<'_>) -> bool {
    matches!(value, Value::Bool(false))
}

fn count(name: &str, value: &Value<'_>) -> Result<usize, Error> {
    let length = match value {
        Value::Integer(length) => i32::try_from(*length).ok().filter(|length| *length > 0),
        _ => None,
    };
    let length = length.and_then(|length| usize::try_from(length).ok());
    length.ok_or_else(|| wrong(name, "a whole number of characters, one or more", value))
}

fn truth(name: &str, value: &Value<'_>) -> Result<bool, Error> {
    match value {
        Value::Bool(truth) => Ok(*truth),
        _ => Err(wrong(name, "true or false", value)),
    }
}

fn named_values(
    name: &str,
    value: &Value<'static>,
    expected: &'static str,
) -> Result<Vec<(String, Value<'static>)>, Error> {
    match value {
        Value::Object(object) => Ok(object.iter().map(|(name, value)| (name.to_owned(), value.clone())).collect()),
        _ => Err(wrong(name, expected, value)),
    }
}

fn wrong(name: &str, expected: &'static str, value: &Value<'_>) -> Error {
    let number = match value {
        Value::Integer(number) => number.to_string(),
        Value::Decimal(text) => text.clone().into_owned(),
        _ => String::new(),
    };
    let found = if number.is_empty() { value.kind().to_owned() } else { number };
    invalid(OptionsProblem::Value { name: name.to_owned(), expected, found })
}

const fn invalid(problem: OptionsProblem) -> Error {
    Error::OptionsInvalid(problem)
}
