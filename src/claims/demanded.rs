//! The claims that the caller demands, with their names and values.

use alloc::string::String;
use alloc::vec::Vec;

use super::types::{invalid, missing};
use super::{Context, Outcome, PASSED};
use crate::claim_test::ClaimTest;
use crate::error::{Error, SkipReason};
use crate::json::{Lookup, Value};

pub(super) fn required_claims(context: &Context<'_>) -> Outcome {
    let required = &context.policy.required_claims;
    if required.is_empty() {
        return Ok(Some(SkipReason::NothingExpected));
    }
    let claims = context.claims.lookup(required.len());
    match required.iter().find(|name| claims.get(name).is_none()) {
        Some(name) => Err(missing(name)),
        None => PASSED,
    }
}

pub(super) fn claim_tests(context: &Context<'_>) -> Outcome {
    let tests = &context.policy.claim_tests;
    if tests.is_empty() {
        return Ok(Some(SkipReason::NothingExpected));
    }
    pass(context, tests)
}

/// Not inlined: a WebAssembly runtime compiles a function when it is first called, and most policies have no tests.
#[inline(never)]
fn pass(context: &Context<'_>, tests: &[(Vec<String>, ClaimTest)]) -> Outcome {
    let claims = context.claims.lookup(tests.len());
    for (path, test) in tests {
        let actual = find(&claims, path)?;
        test.check(|| joined(path), actual, context.policy.numbers)?;
    }
    PASSED
}

/// Each step of the path must be an object. Anything else is a claim of the wrong type, and not a missing one.
#[inline(never)]
pub(super) fn find<'o, 't>(claims: &Lookup<'o, 't>, path: &[String]) -> Result<&'o Value<'t>, Error> {
    let mut found: Option<&'o Value<'t>> = None;
    for (depth, name) in path.iter().enumerate() {
        found = match found {
            None => claims.get(name),
            Some(Value::Object(object)) => object.get(name),
            Some(other) => {
                return Err(invalid(&joined(path.get(..depth).unwrap_or_default()), "an object", other.kind()));
            }
        };
        if found.is_none() {
            break;
        }
    }
    found.ok_or_else(|| missing(&joined(path)))
}

/// The name of a claim. For a nested claim it is the path as a JSON pointer (RFC 6901 §3) without the first slash.
#[inline(never)]
pub(super) fn joined(path: &[String]) -> String {
    if let [name] = path {
        return name.clone();
    }
    let mut pointer = Vec::new();
    for (depth, name) in path.iter().enumerate() {
        if depth > 0 {
            pointer.push(b'/');
        }
        for byte in name.bytes() {
            match byte {
                b'~' => pointer.extend(b"~0"),
                b'/' => pointer.extend(b"~1"),
                byte => pointer.push(byte),
            }
        }
    }
    String::from_utf8(pointer).unwrap_or_default()
}
