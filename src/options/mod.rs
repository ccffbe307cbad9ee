//! Options as the text of a JSON object, as JavaScript and configuration files write them. Every name must be known and
//! every value of the right type; otherwise nothing is done.

mod slot;

use alloc::borrow::ToOwned;

use crate::error::{Error, ErrorKind, OptionsProblem};
use crate::json::{Object, Value};
use crate::jws::SignJwsOptions;
use crate::number::{Numbers, is_safe};
use crate::policy::Policy;
use crate::sign::{SignOptions, Typ};
use crate::time::Timestamp;
use slot::Slot;

impl Policy {
    /// Reads a policy, and `now` if the text has it: a fixed time to judge at, there in seconds. Names and types are those of
    /// the npm package's `VerifyOptions`. An empty text is the default policy.
    ///
    /// ```
    /// use jwt_wasm::{Numbers, Policy};
    /// let (policy, now) = Policy::from_json(r#"{"issuer":"https://issuer.example","maxAge":300}"#, Numbers::NATIVE)?;
    /// assert_eq!(now, None);
    /// # let _ = policy;
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `options_invalid`, also for an unknown name.
    pub fn from_json(json: &str, numbers: Numbers) -> Result<(Self, Option<Timestamp>), Error> {
        let mut policy = Self::with_numbers(numbers);
        let mut now = None;
        for (name, value) in members(json, numbers)?.iter() {
            let slot = match name {
                "audience" if matches!(value, Value::Bool(false)) => {
                    policy.ignore_audience = true;
                    continue;
                }
                "algorithms" => Slot::Algorithms(&mut policy.algorithms.0),
                "issuer" => Slot::OneOrMany(&mut policy.issuer),
                "audience" => Slot::OneOrMany(&mut policy.audience),
                "subject" => Slot::OneOrMany(&mut policy.subject),
                "typ" => Slot::Text(&mut policy.typ),
                "jwtId" => Slot::OneOrMany(&mut policy.jwt_id),
                "maxAge" => Slot::Limit(&mut policy.max_age),
                "clockTolerance" => Slot::Seconds(&mut policy.clock_tolerance),
                "now" => Slot::Clock(&mut now),
                "requiredClaims" => Slot::Texts(&mut policy.required_claims),
                "claims" => Slot::Claims(&mut policy.claim_tests),
                "claimTests" => Slot::ClaimTests(&mut policy.claim_tests),
                "scope" => Slot::Scopes(&mut policy.scope),
                "profile" => Slot::Profile(&mut policy.profile),
                "nonce" => Slot::Hidden(&mut policy.login.nonce),
                "accessToken" => Slot::Hidden(&mut policy.login.access_token),
                "code" => Slot::Hidden(&mut policy.login.code),
                "maxAuthAge" => Slot::Limit(&mut policy.login.max_auth_age),
                "acr" => Slot::OneOrMany(&mut policy.login.acr),
                "requireExpiry" => Slot::Truth(&mut policy.require_expiry),
                "ignoreExpiry" => Slot::Truth(&mut policy.ignore_expiry),
                "maxTokenLength" => Slot::Length(&mut policy.form.max_length),
                "allowPadding" => Slot::Truth(&mut policy.form.is_padded),
                unknown => return Err(unknown_option(unknown)),
            };
            slot.fill(name, value, numbers)?;
        }
        now.map_or(Ok(()), |now| policy.check_times(now))?;
        policy.check_profile()?;
        Ok((policy, now))
    }
}

impl SignOptions {
    /// Reads options, and `now` if the text has it: a fixed time to count from, there in seconds. Names and types are those
    /// of the npm package's `SignOptions`. An empty text is the default. A text without `expiresIn` adds no `exp`, as in
    /// [`without_expiry`](Self::without_expiry).
    ///
    /// ```
    /// use jwt_wasm::{Numbers, SignOptions};
    /// let (options, now) = SignOptions::from_json(r#"{"expiresIn":300,"kid":"2026"}"#, Numbers::NATIVE)?;
    /// assert_eq!(now, None);
    /// assert!(SignOptions::from_json(r#"{"expiresin":300}"#, Numbers::NATIVE).is_err());
    /// # let _ = options;
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `options_invalid`, also for an unknown name.
    pub fn from_json(json: &str, numbers: Numbers) -> Result<(Self, Option<Timestamp>), Error> {
        let mut options = Self::with_numbers(numbers).without_expiry();
        let mut now = None;
        for (name, value) in members(json, numbers)?.iter() {
            let slot = match name {
                "typ" if matches!(value, Value::Bool(false)) => {
                    options.typ = Typ::LeftOut;
                    continue;
                }
                "expiresIn" => Slot::Lifetime(&mut options.expiry),
                "notBefore" => Slot::Limit(&mut options.not_before),
                "issuedAt" => Slot::Untruth(&mut options.without_issued_at),
                "jwtId" => Slot::JwtId(&mut options.jwt_id),
                "now" => Slot::Clock(&mut now),
                name => options.header_slot(name)?,
            };
            slot.fill(name, value, numbers)?;
        }
        Ok((options, now))
    }

    /// The options for the header, which every kind of token has.
    fn header_slot(&mut self, name: &str) -> Result<Slot<'_>, Error> {
        match name {
            "typ" => Ok(Slot::Typ(&mut self.typ)),
            "kid" => Ok(Slot::Text(&mut self.kid)),
            "header" => Ok(Slot::Members(&mut self.header)),
            unknown => Err(unknown_option(unknown)),
        }
    }
}

impl SignJwsOptions {
    /// Reads options with the names and types of the npm package's `SignJwsOptions`. An empty text is the default.
    ///
    /// ```
    /// use jwt_wasm::{Numbers, SignJwsOptions};
    /// let options = SignJwsOptions::from_json(r#"{"detached":true,"b64":false}"#, Numbers::NATIVE)?;
    /// # let _ = options;
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `options_invalid`, also for an unknown name.
    pub fn from_json(json: &str, numbers: Numbers) -> Result<Self, Error> {
        let mut options = Self::with_numbers(numbers);
        for (name, value) in members(json, numbers)?.iter() {
            let slot = match name {
                "detached" => Slot::Truth(&mut options.is_detached),
                "b64" => Slot::Untruth(&mut options.is_unencoded),
                name => options.header.header_slot(name)?,
            };
            slot.fill(name, value, numbers)?;
        }
        Ok(options)
    }
}

fn members(json: &str, numbers: Numbers) -> Result<Object<'_>, Error> {
    if json.is_empty() {
        return Ok(Object::default());
    }
    let object = Object::parse(json).ok();
    let exact = object.filter(|object| object.iter().all(|(_, value)| is_exact(value, numbers)));
    exact.ok_or_else(|| Error::from(ErrorKind::OptionsInvalid(OptionsProblem::NotObject)))
}

/// Whether a number is exact. A comparison with one that is not would accept its neighbours too.
fn is_exact(value: &Value<'_>, numbers: Numbers) -> bool {
    match value {
        Value::Array(items) => items.iter().all(|item| is_exact(item, numbers)),
        Value::Object(object) => object.iter().all(|(_, value)| is_exact(value, numbers)),
        value => value.to_number(numbers).is_none_or(is_safe),
    }
}

fn unknown_option(name: &str) -> Error {
    Error::from(ErrorKind::OptionsInvalid(OptionsProblem::Unknown { name: name.to_owned() }))
}
