//! The claims that the options add to those that are given.

use alloc::string::String;

use super::{Expiry, JwtId, SignOptions};
use crate::error::{Error, ErrorKind, OptionsProblem};
use crate::json::{JsonText, Object, write_string};
use crate::number::floor;
use crate::random;

/// Which claims there are.
pub(crate) trait ClaimNames {
    fn has(&self, name: &str) -> bool;
    fn is_empty(&self) -> bool;
}

impl ClaimNames for Object<'_> {
    fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    fn is_empty(&self) -> bool {
        Object::is_empty(self)
    }
}

/// The text of the claims that the options add, up to the end of the object.
pub(crate) fn added_claims(claims: &impl ClaimNames, options: &SignOptions, now: f64) -> Result<String, Error> {
    let now = floor(now);
    let mut added = Added { claims, is_first: claims.is_empty(), text: String::with_capacity(64) };
    if !options.without_issued_at && !claims.has("iat") {
        added.claim("iat", &JsonText::number(now, options.numbers))?;
    }
    if let Some(seconds) = options.not_before {
        added.claim("nbf", &JsonText::number(now + seconds, options.numbers))?;
    }
    let exp = match options.expiry {
        Expiry::In(seconds) => Some(now + seconds),
        Expiry::At(time) => Some(floor(time.as_seconds())),
        Expiry::Unsaid | Expiry::Never => None,
    };
    if let Some(exp) = exp {
        added.claim("exp", &JsonText::number(exp, options.numbers))?;
    }
    match &options.jwt_id {
        Some(JwtId::Given(jwt_id)) => added.claim("jti", &JsonText::string(jwt_id))?,
        Some(JwtId::Random) => added.claim("jti", &JsonText::string(&random::hex()?))?,
        None => {}
    }
    added.text.push('}');
    Ok(added.text)
}

struct Added<'c, C> {
    claims: &'c C,
    is_first: bool,
    text: String,
}

impl<C: ClaimNames> Added<'_, C> {
    fn claim(&mut self, name: &'static str, value: &JsonText) -> Result<(), Error> {
        if self.claims.has(name) {
            return Err(Error::from(ErrorKind::OptionsInvalid(OptionsProblem::ClaimTwice { name })));
        }
        if !self.is_first {
            self.text.push(',');
        }
        self.is_first = false;
        write_string(&mut self.text, name);
        self.text.push(':');
        self.text.push_str(value.as_json());
        Ok(())
    }
}

/// The claims keep their text, so that exactly what was given is signed.
pub(crate) fn with_claims(mut claims: String, added: &str) -> String {
    let without_end = claims.trim_ascii_end().strip_suffix('}').unwrap_or_default().len();
    claims.truncate(without_end);
    claims.push_str(added);
    claims
}
