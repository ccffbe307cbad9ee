//! Options as the text of a JSON object, as JavaScript and configuration files write them. Every name must be known and
//! every value of the right type; otherwise nothing is done.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::string::ToString;
use alloc::vec::Vec;

use crate::algorithm::Algorithm;
use crate::claim_test::ClaimTest;
use crate::error::{Error, ErrorKind, OptionsProblem};
use crate::json::{Object, Value};
use crate::jws::SignJwsOptions;
use crate::number::{Numbers, is_safe};
use crate::policy::{Hidden, LATEST_NOW, Policy};
use crate::profile::Profile;
use crate::sign::{Expiry, JwtId, SignOptions, Typ};
use crate::time::Timestamp;

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
        for (name, value) in members(json, numbers)? {
            let (name, value) = (name.as_ref(), Given { value, numbers });
            match name {
                "algorithms" => policy.algorithms.0 = value.algorithms(name)?,
                "issuer" => policy.issuer = value.one_or_many(name)?,
                "audience" if value.is_false() => policy.ignore_audience = true,
                "audience" => policy.audience = value.one_or_many(name)?,
                "subject" => policy.subject = value.one_or_many(name)?,
                "typ" => policy.typ = Some(value.text(name)?),
                "jwtId" => policy.jwt_id = value.one_or_many(name)?,
                "maxAge" => policy.max_age = Some(value.seconds(name)?),
                "clockTolerance" => policy.clock_tolerance = value.seconds(name)?,
                "now" => now = Some(value.clock(name)?),
                "requiredClaims" => policy.required_claims = value.texts(name)?,
                "claims" => {
                    for (name, value) in value.named_values(name, "an object of claims and their values")? {
                        policy.claim_tests.push((vec![name], ClaimTest::of(false, vec![value])));
                    }
                }
                "claimTests" => value.claim_tests(name, &mut policy.claim_tests)?,
                "scope" => policy.scope = value.scopes(name)?,
                "profile" => policy.profile = Some(value.profile(name)?),
                "nonce" => policy.login.nonce = Some(value.hidden(name)?),
                "accessToken" => policy.login.access_token = Some(value.hidden(name)?),
                "code" => policy.login.code = Some(value.hidden(name)?),
                "maxAuthAge" => policy.login.max_auth_age = Some(value.seconds(name)?),
                "acr" => policy.login.acr = value.one_or_many(name)?,
                "requireExpiry" => policy.require_expiry = value.truth(name)?,
                "ignoreExpiry" => policy.ignore_expiry = value.truth(name)?,
                "maxTokenLength" => policy.form.max_length = value.count(name)?,
                "allowPadding" => policy.form.is_padded = value.truth(name)?,
                unknown => return Err(unknown_option(unknown)),
            }
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
        for (name, value) in members(json, numbers)? {
            let (name, value) = (name.as_ref(), Given { value, numbers });
            match name {
                "typ" if value.is_false() => options.typ = Typ::LeftOut,
                "expiresIn" => options.expiry = Expiry::In(value.seconds(name)?),
                "notBefore" => options.not_before = Some(value.seconds(name)?),
                "issuedAt" => options.without_issued_at = !value.truth(name)?,
                "jwtId" => {
                    let given = value.text(name)?;
                    options.jwt_id = Some(if given == "random" { JwtId::Random } else { JwtId::Given(given) });
                }
                "now" => now = Some(value.clock(name)?),
                name => options.set(name, value)?,
            }
        }
        Ok((options, now))
    }

    /// The options for the header, which every kind of token has.
    fn set(&mut self, name: &str, value: Given<'_>) -> Result<(), Error> {
        match name {
            "typ" => self.typ = Typ::Given(value.text(name)?),
            "kid" => self.kid = Some(value.text(name)?),
            "header" => self.header = value.named_values(name, "an object of header parameters and their values")?,
            unknown => return Err(unknown_option(unknown)),
        }
        Ok(())
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
        for (name, value) in members(json, numbers)? {
            let (name, value) = (name.as_ref(), Given { value, numbers });
            match name {
                "detached" => options.is_detached = value.truth(name)?,
                "b64" => options.is_unencoded = !value.truth(name)?,
                name => options.header.set(name, value)?,
            }
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

/// The value of an option.
struct Given<'t> {
    value: Value<'t>,
    numbers: Numbers,
}

/// Not inlined: options are read rarely, and a copy at each use would make the module larger.
impl Given<'_> {
    const fn is_false(&self) -> bool {
        matches!(self.value, Value::Bool(false))
    }

    #[inline(never)]
    fn text(self, name: &str) -> Result<String, Error> {
        match self.value {
            Value::String(text) => Ok(text.into_owned()),
            value => Err(wrong(name, "a string", &value)),
        }
    }

    #[inline(never)]
    fn texts(self, name: &str) -> Result<Vec<String>, Error> {
        texts(&self.value).ok_or_else(|| wrong(name, "a list of one or more strings", &self.value))
    }

    #[inline(never)]
    fn one_or_many(self, name: &str) -> Result<Vec<String>, Error> {
        if let Value::String(text) = self.value {
            return Ok(vec![text.into_owned()]);
        }
        texts(&self.value).ok_or_else(|| wrong(name, "a string or a list of one or more strings", &self.value))
    }

    /// RFC 6749 §3.3 defines which texts are scopes.
    #[inline(never)]
    fn scopes(self, name: &str) -> Result<Vec<String>, Error> {
        let scopes = match &self.value {
            Value::String(text) => {
                let parts = text.as_bytes().split(|byte| *byte == b' ');
                Some(parts.map(|part| str::from_utf8(part).unwrap_or_default().to_owned()).collect())
            }
            value => texts(value),
        };
        let is_scope = |text: &String| {
            !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'!' | b'#'..=b'[' | b']'..=b'~'))
        };
        match scopes {
            Some(scopes) if scopes.iter().all(is_scope) => Ok(scopes),
            _ => Err(wrong(name, "scopes with one space between them, or a list of scopes", &self.value)),
        }
    }

    #[inline(never)]
    fn profile(self, name: &str) -> Result<Profile, Error> {
        let profile = match &self.value {
            Value::String(name) => Profile::from_name(name),
            _ => None,
        };
        profile.ok_or_else(|| wrong(name, "access_token, id_token or logout_token", &self.value))
    }

    #[inline(never)]
    fn hidden(self, name: &str) -> Result<Hidden, Error> {
        match self.value {
            Value::String(text) if !text.is_empty() => Ok(Hidden(text.into_owned())),
            value => Err(wrong(name, "a string that is not empty", &value)),
        }
    }

    #[inline(never)]
    fn algorithms(self, name: &str) -> Result<Vec<Algorithm>, Error> {
        let mut algorithms = Vec::new();
        for name in self.texts(name)? {
            let known = Algorithm::from_name(&name);
            algorithms
                .push(known.ok_or_else(|| {
                    Error::from(ErrorKind::OptionsInvalid(OptionsProblem::UnknownAlgorithm { name }))
                })?);
        }
        Ok(algorithms)
    }

    fn clock(self, name: &str) -> Result<Timestamp, Error> {
        let seconds = self.value.to_number(self.numbers);
        seconds.map(Timestamp::from_seconds).ok_or_else(|| wrong(name, "a number of seconds", &self.value))
    }

    #[inline(never)]
    fn seconds(self, name: &str) -> Result<f64, Error> {
        let seconds = self.value.to_number(self.numbers).filter(|seconds| (0.0..=LATEST_NOW).contains(seconds));
        seconds.ok_or_else(|| wrong(name, "a number of seconds, 0 to 1e11", &self.value))
    }

    fn count(self, name: &str) -> Result<usize, Error> {
        let length = match self.value {
            Value::Integer(length) => i32::try_from(length).ok().filter(|length| *length > 0),
            _ => None,
        };
        let length = length.and_then(|length| usize::try_from(length).ok());
        length.ok_or_else(|| wrong(name, "a whole number of characters, one or more", &self.value))
    }

    #[inline(never)]
    fn truth(self, name: &str) -> Result<bool, Error> {
        match self.value {
            Value::Bool(truth) => Ok(truth),
            value => Err(wrong(name, "true or false", &value)),
        }
    }

    #[inline(never)]
    fn claim_tests(self, name: &str, tests: &mut Vec<(Vec<String>, ClaimTest)>) -> Result<(), Error> {
        const EXPECTED: &str = "a list of tests, each with a path and either oneOf or contains, none of which is empty";
        match self.value.into_owned() {
            Value::Array(items) if !items.is_empty() => {
                for item in items {
                    tests.push(claim_test(item).ok_or_else(|| wrong(name, EXPECTED, &Value::Array(Vec::new())))?);
                }
                Ok(())
            }
            other => Err(wrong(name, EXPECTED, &other)),
        }
    }

    #[inline(never)]
    fn named_values(self, name: &str, expected: &'static str) -> Result<Vec<(String, Value<'static>)>, Error> {
        match self.value {
            Value::Object(object) => {
                Ok(object.into_iter().map(|(name, value)| (name.into_owned(), value.into_owned())).collect())
            }
            value => Err(wrong(name, expected, &value)),
        }
    }
}

/// It has `path`, and either `oneOf` or `contains`. Each is a list that is not empty.
fn claim_test(value: Value<'static>) -> Option<(Vec<String>, ClaimTest)> {
    let Value::Object(members) = value else { return None };
    let [one, other] = <[_; 2]>::try_from(members.into_members()).ok()?;
    let ((path_name, path), (name, values)) = if one.0 == "path" { (one, other) } else { (other, one) };
    let is_contains = match (path_name.as_ref(), name.as_ref()) {
        ("path", "oneOf") => false,
        ("path", "contains") => true,
        _ => return None,
    };
    match values {
        Value::Array(values) if !values.is_empty() => Some((texts(&path)?, ClaimTest::of(is_contains, values))),
        _ => None,
    }
}

#[inline(never)]
fn texts(value: &Value<'_>) -> Option<Vec<String>> {
    let Value::Array(items) = value else { return None };
    let text = |item: &Value<'_>| match item {
        Value::String(text) => Some(text.clone().into_owned()),
        _ => None,
    };
    items.iter().map(text).collect::<Option<Vec<_>>>().filter(|texts| !texts.is_empty())
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
