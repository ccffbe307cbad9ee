//! Options as JavaScript gives them: every name is known and every value has its type, or nothing is done.

use core::fmt;
use std::borrow::Cow;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use wasm_bindgen::JsValue;

use crate::algorithm::Algorithm;
use crate::error::{Error, OptionsProblem};
use crate::json::{Object, Value};
use crate::jws::SignJwsOptions;
use crate::number;
use crate::policy::Policy;
use crate::sign::{JwtId, SignOptions, Typ};
use crate::verify::{LATEST_NOW, check_clock};

/// The greatest integer up to which every integer is a double of its own.
const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

/// The policy, and the fixed time to judge at if there is one.
pub(super) fn policy(options: JsValue) -> Result<(Policy, Option<f64>), Error> {
    let mut policy = Policy::new();
    let mut now = None;
    for (name, value) in members(options)? {
        let (name, value) = (name.as_ref(), &value);
        match name {
            "algorithms" => {
                let names = texts(name, value)?;
                policy.algorithms = names.iter().map(|text| algorithm(text)).collect::<Result<_, _>>()?;
            }
            "issuer" => policy.issuer = one_or_many(name, value)?,
            "audience" if is_false(value) => policy.ignore_audience = true,
            "audience" => policy.audience = one_or_many(name, value)?,
            "subject" => policy.subject = one_or_many(name, value)?,
            "typ" => policy.typ = Some(text(name, value)?),
            "jwtId" => policy.jwt_id = one_or_many(name, value)?,
            "maxAge" => policy.max_age = Some(seconds(name, value)?),
            "clockTolerance" => policy.clock_tolerance = seconds(name, value)?,
            "now" => now = Some(clock(name, value)?),
            "requiredClaims" => policy.required_claims = texts(name, value)?,
            "claims" => policy.claims = named_values(name, value, "an object of claims and their values")?,
            "requireExpiry" => policy.require_expiry = truth(name, value)?,
            "ignoreExpiry" => policy.ignore_expiry = truth(name, value)?,
            "maxTokenLength" => policy.form.max_length = count(name, value)?,
            "allowPadding" => policy.form.is_padded = truth(name, value)?,
            unknown => return Err(invalid(OptionsProblem::Unknown { name: unknown.to_owned() })),
        }
    }
    Ok((policy, now))
}

/// What to sign with, and the fixed time to count from if there is one.
pub(super) fn sign_options(given: JsValue) -> Result<(SignOptions, Option<f64>), Error> {
    read_sign_options(given, false).map(|(options, now)| (options.header, now))
}

/// As [`sign_options`], for bytes.
pub(super) fn sign_jws_options(given: JsValue) -> Result<SignJwsOptions, Error> {
    read_sign_options(given, true).map(|(options, _)| options)
}

fn read_sign_options(given: JsValue, is_jws: bool) -> Result<(SignJwsOptions, Option<f64>), Error> {
    let mut read = SignJwsOptions::new();
    let mut now = None;
    for (name, value) in members(given)? {
        let (name, value) = (name.as_ref(), &value);
        let options = &mut read.header;
        match name {
            "typ" if !is_jws && is_false(value) => options.typ = Typ::LeftOut,
            "typ" => options.typ = Typ::Given(text(name, value)?),
            "kid" => options.kid = Some(text(name, value)?),
            "header" => options.header = named_values(name, value, "an object of header parameters and their values")?,
            "detached" if is_jws => read.is_detached = truth(name, value)?,
            "b64" if is_jws => read.is_unencoded = !truth(name, value)?,
            unknown if is_jws => return Err(invalid(OptionsProblem::Unknown { name: unknown.to_owned() })),
            "expiresIn" => options.expires_in = Some(seconds(name, value)?),
            "notBefore" => options.not_before = Some(seconds(name, value)?),
            "issuedAt" => options.without_issued_at = !truth(name, value)?,
            "jwtId" => {
                let given = text(name, value)?;
                options.jwt_id = Some(if given == "random" { JwtId::Random } else { JwtId::Given(given) });
            }
            "now" => now = Some(clock(name, value)?),
            unknown => return Err(invalid(OptionsProblem::Unknown { name: unknown.to_owned() })),
        }
    }
    Ok((read, now))
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
    match serde_wasm_bindgen::from_value(options) {
        Ok(Value::Object(object)) => Ok(object),
        // All else was refused on the other side.
        _ => Err(invalid(OptionsProblem::NotObject)),
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
        Value::Number(now) => check_clock(*now).map(|()| *now),
        _ => Err(wrong(name, "a number of seconds", value)),
    }
}

fn seconds(name: &str, value: &Value<'_>) -> Result<f64, Error> {
    match value {
        Value::Number(seconds) if (0.0..=LATEST_NOW).contains(seconds) => Ok(*seconds),
        _ => Err(wrong(name, "a number of seconds, 0 to 1e11", value)),
    }
}

const fn is_false(value: &Value<'_>) -> bool {
    matches!(value, Value::Bool(false))
}

fn count(name: &str, value: &Value<'_>) -> Result<usize, Error> {
    match value {
        Value::Number(number) if number.fract() == 0.0 && (1.0..=f64::from(i32::MAX)).contains(number) => {
            Ok(*number as usize)
        }
        _ => Err(wrong(name, "a whole number of characters, one or more", value)),
    }
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
    let number = if let Value::Number(number) = value { number::write(*number) } else { String::new() };
    let found = if number.is_empty() { value.kind().to_owned() } else { number };
    invalid(OptionsProblem::Value { name: name.to_owned(), expected, found })
}

const fn invalid(problem: OptionsProblem) -> Error {
    Error::OptionsInvalid(problem)
}

impl<'de> Deserialize<'de> for Value<'static> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value<'static>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Self::Value, E> {
        Ok(Value::Bool(truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Value::Number(number as f64))
    }

    /// Comparing with an integer that is not exact would take its neighbours for it.
    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Self::Value, E> {
        if number.abs() <= MAX_SAFE_INTEGER { Ok(Value::Number(number)) } else { Err(E::custom("not exact")) }
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(Value::String(Cow::Owned(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Value::from(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut array = Vec::new();
        while let Some(item) = items.next_element()? {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(name) = entries.next_key::<String>()? {
            members.push((Cow::Owned(name), entries.next_value()?));
        }
        Object::from_members(members).map(Value::Object).ok_or_else(|| A::Error::custom("a name twice"))
    }
}
