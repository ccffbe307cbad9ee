//! Where the value of an option goes, and which values it can have.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::string::ToString;
use alloc::vec::Vec;

use crate::algorithm::Algorithm;
use crate::claim_test::ClaimTest;
use crate::error::{Error, ErrorKind, OptionsProblem};
use crate::json::Value;
use crate::number::Numbers;
use crate::policy::{Hidden, LATEST_NOW};
use crate::profile::Profile;
use crate::sign::{Expiry, JwtId, Typ};
use crate::time::Timestamp;

type Tests = Vec<(Vec<String>, ClaimTest)>;

/// Where the value of an option goes, which decides its type.
pub(super) enum Slot<'o> {
    Algorithms(&'o mut Vec<Algorithm>),
    Claims(&'o mut Tests),
    ClaimTests(&'o mut Tests),
    Clock(&'o mut Option<Timestamp>),
    Hidden(&'o mut Option<Hidden>),
    JwtId(&'o mut Option<JwtId>),
    Length(&'o mut usize),
    Lifetime(&'o mut Expiry),
    Limit(&'o mut Option<f64>),
    Members(&'o mut Vec<(String, Value<'static>)>),
    OneOrMany(&'o mut Vec<String>),
    Profile(&'o mut Option<Profile>),
    Scopes(&'o mut Vec<String>),
    Seconds(&'o mut f64),
    Text(&'o mut Option<String>),
    Texts(&'o mut Vec<String>),
    Truth(&'o mut bool),
    Typ(&'o mut Typ),
    /// The option says the opposite.
    Untruth(&'o mut bool),
}

impl Slot<'_> {
    pub(super) fn fill(self, name: &str, value: &Value<'_>, numbers: Numbers) -> Result<(), Error> {
        let expected = self.expected();
        match self.take(value, numbers) {
            Some(Ok(())) => Ok(()),
            Some(Err(unknown)) => {
                Err(Error::from(ErrorKind::OptionsInvalid(OptionsProblem::UnknownAlgorithm { name: unknown })))
            }
            None => Err(wrong(name, expected, value)),
        }
    }

    const fn expected(&self) -> &'static str {
        match self {
            Self::Claims(_) => "an object of claims and their values",
            Self::ClaimTests(_) => {
                "a list of tests, each with a path and either oneOf or contains, none of which is empty"
            }
            Self::Clock(_) => "a number of seconds",
            Self::Hidden(_) => "a string that is not empty",
            Self::Length(_) => "a whole number of characters, one or more",
            Self::Lifetime(_) | Self::Limit(_) | Self::Seconds(_) => "a number of seconds, 0 to 1e11",
            Self::Members(_) => "an object of header parameters and their values",
            Self::OneOrMany(_) => "a string or a list of one or more strings",
            Self::Profile(_) => "access_token, id_token or logout_token",
            Self::Scopes(_) => "scopes with one space between them, or a list of scopes",
            Self::JwtId(_) | Self::Text(_) | Self::Typ(_) => "a string",
            Self::Algorithms(_) | Self::Texts(_) => "a list of one or more strings",
            Self::Truth(_) | Self::Untruth(_) => "true or false",
        }
    }

    /// `None` if the value is of another type. The error is the name of an algorithm that is not known.
    fn take(self, value: &Value<'_>, numbers: Numbers) -> Option<Result<(), String>> {
        match self {
            Self::Algorithms(slot) => {
                for name in texts(value)? {
                    match Algorithm::from_name(&name) {
                        Some(algorithm) => slot.push(algorithm),
                        None => return Some(Err(name)),
                    }
                }
            }
            Self::Claims(slot) => {
                let Value::Object(claims) = value else { return None };
                for (name, value) in claims.iter() {
                    slot.push((vec![name.to_owned()], ClaimTest::of(false, vec![value.to_static()])));
                }
            }
            Self::ClaimTests(slot) => {
                for item in list(value)? {
                    slot.push(claim_test(item)?);
                }
            }
            Self::Clock(slot) => *slot = Some(Timestamp::from_seconds(value.to_number(numbers)?)),
            Self::Hidden(slot) => *slot = Some(Hidden(text(value).filter(|text| !text.is_empty())?)),
            Self::JwtId(slot) => {
                let given = text(value)?;
                *slot = Some(if given == "random" { JwtId::Random } else { JwtId::Given(given) });
            }
            Self::Length(slot) => {
                let Value::Integer(length) = value else { return None };
                let length = i32::try_from(*length).ok().filter(|length| *length > 0)?;
                *slot = usize::try_from(length).ok()?;
            }
            Self::Lifetime(slot) => *slot = Expiry::In(seconds(value, numbers)?),
            Self::Limit(slot) => *slot = Some(seconds(value, numbers)?),
            Self::Members(slot) => {
                let Value::Object(members) = value else { return None };
                slot.extend(members.iter().map(|(name, value)| (name.to_owned(), value.to_static())));
            }
            Self::OneOrMany(slot) => *slot = one_or_many(value)?,
            Self::Profile(slot) => *slot = Some(Profile::from_name(&text(value)?)?),
            Self::Scopes(slot) => *slot = scopes(value)?,
            Self::Seconds(slot) => *slot = seconds(value, numbers)?,
            Self::Text(slot) => *slot = Some(text(value)?),
            Self::Texts(slot) => *slot = texts(value)?,
            Self::Truth(slot) => *slot = truth(value)?,
            Self::Typ(slot) => *slot = Typ::Given(text(value)?),
            Self::Untruth(slot) => *slot = !truth(value)?,
        }
        Some(Ok(()))
    }
}

const fn truth(value: &Value<'_>) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(*truth),
        _ => None,
    }
}

fn seconds(value: &Value<'_>, numbers: Numbers) -> Option<f64> {
    value.to_number(numbers).filter(|seconds| (0.0..=LATEST_NOW).contains(seconds))
}

#[inline(never)]
fn text(value: &Value<'_>) -> Option<String> {
    match value {
        Value::String(text) => Some(text.as_ref().to_owned()),
        _ => None,
    }
}

fn list<'v, 't>(value: &'v Value<'t>) -> Option<&'v [Value<'t>]> {
    match value {
        Value::Array(items) if !items.is_empty() => Some(items),
        _ => None,
    }
}

#[inline(never)]
fn texts(value: &Value<'_>) -> Option<Vec<String>> {
    list(value)?.iter().map(text).collect()
}

fn one_or_many(value: &Value<'_>) -> Option<Vec<String>> {
    match text(value) {
        Some(text) => Some(vec![text]),
        None => texts(value),
    }
}

/// RFC 6749 §3.3 defines which texts are scopes.
fn scopes(value: &Value<'_>) -> Option<Vec<String>> {
    let scopes = match text(value) {
        Some(text) => {
            let parts = text.as_bytes().split(|byte| *byte == b' ');
            parts.map(|part| str::from_utf8(part).unwrap_or_default().to_owned()).collect()
        }
        None => texts(value)?,
    };
    let is_scope =
        |text: &String| !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'!' | b'#'..=b'[' | b']'..=b'~'));
    scopes.iter().all(is_scope).then_some(scopes)
}

/// It has `path`, and either `oneOf` or `contains`. Each is a list that is not empty.
fn claim_test(value: &Value<'_>) -> Option<(Vec<String>, ClaimTest)> {
    let Value::Object(members) = value else { return None };
    let [one, other] = members.members() else { return None };
    let ((path_name, path), (name, values)) = if one.0 == "path" { (one, other) } else { (other, one) };
    let is_contains = match (path_name.as_ref(), name.as_ref()) {
        ("path", "oneOf") => false,
        ("path", "contains") => true,
        _ => return None,
    };
    let values = list(values)?.iter().map(Value::to_static).collect();
    Some((texts(path)?, ClaimTest::of(is_contains, values)))
}

#[cold]
fn wrong(name: &str, expected: &'static str, value: &Value<'_>) -> Error {
    let found = match value {
        Value::Integer(number) => number.to_string(),
        Value::Decimal(text) => text.clone().into_owned(),
        Value::String(text) if text.is_empty() => "an empty string".to_owned(),
        Value::Array(items) if items.is_empty() => "an empty array".to_owned(),
        value => value.kind().to_owned(),
    };
    Error::from(ErrorKind::OptionsInvalid(OptionsProblem::Value { name: name.to_owned(), expected, found }))
}
