//! Claims, demands and times, chosen so that they often lie at each other's boundaries.

use core::time::Duration;

use arbitrary::{Arbitrary, Result, Unstructured};
use jwt_wasm::{Object, Policy, Value};
use serde_json::{Map, json};

/// Somewhere in 2023, in seconds.
const NOW: f64 = 1_700_000_000.0;

const NAMES: [&str; 12] = ["exp", "nbf", "iat", "iss", "sub", "aud", "jti", "scope", "Exp", "", "__proto__", "\u{e9}"];
const WORDS: [&str; 9] = ["a", "b", "A", "", "https://issuer.example", "\u{e9}", "e\u{301}", "\"\\\n\0", "1700000000"];
const OFFSETS: [f64; 15] = [-1e9, -1e6, -100.0, -10.0, -1.0, -0.5, -0.001, 0.0, 0.001, 0.5, 1.0, 10.0, 100.0, 1e6, 1e9];
const SPANS: [f64; 9] = [0.0, 0.001, 0.5, 1.0, 10.0, 100.0, 1e6, 1e9, 1e12];

/// A claim's name.
#[derive(Clone, Copy, Debug)]
pub struct Name(pub &'static str);

impl<'a> Arbitrary<'a> for Name {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        u.choose(&NAMES).copied().map(Self)
    }
}

/// A short text, one of a few, so that two of them are often equal.
#[derive(Clone, Copy, Debug)]
pub struct Word(pub &'static str);

impl Word {
    /// The word with this text.
    pub fn of(text: &str) -> Option<Self> {
        WORDS.into_iter().find(|word| *word == text).map(Self)
    }
}

impl<'a> Arbitrary<'a> for Word {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        u.choose(&WORDS).copied().map(Self)
    }
}

/// A time, in seconds: finite, and mostly not far from others.
#[derive(Clone, Copy, Debug)]
pub struct Seconds(pub f64);

impl<'a> Arbitrary<'a> for Seconds {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(Self(match u.int_in_range(0..=7)? {
            0 => f64::arbitrary(u)?,
            1 => f64::from(i32::arbitrary(u)?),
            _ => NOW + u.choose(&OFFSETS)?,
        }))
        .map(|Self(seconds)| Self(if seconds.is_finite() { seconds } else { NOW }))
    }
}

/// A time that passes.
#[derive(Clone, Copy, Debug)]
pub struct Span(pub Duration);

impl<'a> Arbitrary<'a> for Span {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        u.choose(&SPANS).map(|seconds| Self(Duration::from_secs_f64(*seconds)))
    }
}

/// A claim's value.
#[derive(Clone, Debug)]
pub struct Json(pub serde_json::Value);

impl<'a> Arbitrary<'a> for Json {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        json_value(u, 0).map(Self)
    }
}

fn json_value(u: &mut Unstructured<'_>, depth: usize) -> Result<serde_json::Value> {
    Ok(match u.int_in_range(0..=9)? {
        0 => serde_json::Value::Null,
        1 => bool::arbitrary(u)?.into(),
        2..=4 => number(Seconds::arbitrary(u)?.0),
        5 | 6 => Word::arbitrary(u)?.0.into(),
        7 => u.arbitrary_iter::<Word>()?.take(4).map(|word| Ok(word?.0)).collect::<Result<Vec<_>>>()?.into(),
        8 if depth < 3 => {
            (0..u.int_in_range(0..=3)?).map(|_| json_value(u, depth + 1)).collect::<Result<Vec<_>>>()?.into()
        }
        9 if depth < 3 => json!({ Name::arbitrary(u)?.0: json_value(u, depth + 1)? }),
        _ => json!({}),
    })
}

/// Numbers in one spelling only, so that equal numbers are equal values.
pub fn number(seconds: f64) -> serde_json::Value {
    if seconds.fract() == 0.0 && seconds.abs() < 1e15 { json!(seconds as i64) } else { json!(seconds) }
}

/// A token's claims.
#[derive(Clone, Debug, Arbitrary)]
pub struct Claims(Vec<(Name, Json)>);

impl Claims {
    /// As an object. If a name occurs twice, the last member counts.
    pub fn object(&self) -> Map<String, serde_json::Value> {
        self.0.iter().map(|(name, value)| (name.0.to_owned(), value.0.clone())).collect()
    }
}

/// What a caller demands.
#[derive(Clone, Debug, Default, Arbitrary)]
#[expect(missing_docs, reason = "named as in the policy")]
pub struct Demands {
    pub require_expiry: bool,
    pub tolerance: Option<Span>,
    pub max_age: Option<Span>,
    pub issuer: Vec<Word>,
    pub audience: Vec<Word>,
    pub subject: Option<Word>,
    pub jwt_id: Option<Word>,
    pub required: Vec<Name>,
    pub equal: Vec<(Name, Json)>,
    pub ignore_expiry: bool,
    pub ignore_audience: bool,
}

impl Demands {
    /// In the form that the core accepts.
    pub fn policy(&self) -> Policy {
        let mut policy = Policy::new().require_expiry(self.require_expiry);
        if let Some(Span(tolerance)) = self.tolerance {
            policy = policy.clock_tolerance(tolerance);
        }
        if let Some(Span(age)) = self.max_age {
            policy = policy.max_age(age);
        }
        policy = self.issuer.iter().fold(policy, |policy, word| policy.issuer(word.0));
        policy = self.audience.iter().fold(policy, |policy, word| policy.audience(word.0));
        if let Some(Word(subject)) = self.subject {
            policy = policy.subject(subject);
        }
        if let Some(Word(jwt_id)) = self.jwt_id {
            policy = policy.jwt_id(jwt_id);
        }
        if self.ignore_expiry {
            policy = policy.ignore_expiry();
        }
        if self.ignore_audience {
            policy = policy.without_audience_check();
        }
        policy = self.required.iter().fold(policy, |policy, name| policy.require_claim(name.0));
        self.equal.iter().fold(policy, |policy, (name, value)| policy.claim(name.0, core_value(&value.0)))
    }
}

fn core_value(value: &serde_json::Value) -> Value<'static> {
    match value {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(truth) => (*truth).into(),
        serde_json::Value::Number(number) => match number.as_f64().expect("every number here is a double") {
            big if big.abs() >= 2.0_f64.powi(53) => {
                Value::parse(&number.to_string()).expect("serde_json writes JSON").into_owned()
            }
            safe => safe.into(),
        },
        serde_json::Value::String(text) => text.as_str().into(),
        serde_json::Value::Array(items) => Value::Array(items.iter().map(core_value).collect()),
        serde_json::Value::Object(members) => {
            let members = members.iter().map(|(name, value)| (name.clone().into(), core_value(value))).collect();
            Value::Object(Object::from_members(members).expect("a map has unique names"))
        }
    }
}
