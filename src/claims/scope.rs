//! Scopes, in the forms that OAuth servers write.

use alloc::borrow::ToOwned;
use alloc::string::String;

use super::types::{invalid, missing};
use super::{Context, Outcome, PASSED};
use crate::error::{Error, ErrorKind, SkipReason};
use crate::json::{JsonText, Value};

/// RFC 8693 §4.2 has `scope` as a string with spaces. Microsoft writes such a string into `scp`, Okta a list into
/// `scp`, and IdentityServer a list into `scope`. The gate of the npm package reads the same forms.
pub(super) fn scope(context: &Context<'_>) -> Outcome {
    let demanded = &context.policy.scope;
    if demanded.is_empty() {
        return Ok(Some(SkipReason::NothingExpected));
    }
    has_all(context, demanded)
}

/// Not inlined: a WebAssembly runtime compiles a function when it is first called, and most policies demand no scope.
#[inline(never)]
fn has_all(context: &Context<'_>, demanded: &[String]) -> Outcome {
    let [scope, scp] = ["scope", "scp"].map(|name| context.claims.get(name));
    // Both are read even if one is enough: a claim of the wrong type does not count as absent.
    let (has_scope, has_scp) = (has_any("scope", scope)?, has_any("scp", scp)?);
    let (claim, value) = if has_scope || (scope.is_some() && !has_scp) { ("scope", scope) } else { ("scp", scp) };
    let Some(value) = value else { return Err(missing("scope")) };
    if demanded.iter().all(|wanted| grants(value, wanted)) {
        return PASSED;
    }
    Err(Error::from(ErrorKind::ClaimMismatch {
        claim: claim.to_owned(),
        expected: Some(JsonText::strings(demanded.iter().map(String::as_str))),
        actual: JsonText::value(value),
    }))
}

/// Whether there is any scope. An item with white space is refused, because it could mean one scope or several.
#[inline(never)]
fn has_any(claim: &str, value: Option<&Value<'_>>) -> Result<bool, Error> {
    const EXPECTED: &str = "scopes with spaces between them, or a list of scopes";
    match value {
        None => Ok(false),
        Some(Value::String(text)) => Ok(text.bytes().any(|byte| byte != b' ')),
        Some(Value::Array(items)) => {
            let mut has_any = false;
            for item in items {
                match item {
                    Value::String(text) if !text.chars().any(is_space) => has_any |= !text.is_empty(),
                    _ => return Err(invalid(claim, EXPECTED, "an array of something else")),
                }
            }
            Ok(has_any)
        }
        Some(other) => Err(invalid(claim, EXPECTED, other.kind())),
    }
}

/// The characters of `\s` in JavaScript, so that the gate decides in the same way.
fn is_space(character: char) -> bool {
    (character.is_whitespace() && character != '\u{85}') || character == '\u{feff}'
}

fn grants(value: &Value<'_>, wanted: &str) -> bool {
    match value {
        Value::String(text) => text.as_bytes().split(|byte| *byte == b' ').any(|scope| scope == wanted.as_bytes()),
        Value::Array(items) => items.iter().any(|item| matches!(item, Value::String(scope) if scope == wanted)),
        _ => false,
    }
}
