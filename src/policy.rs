//! What the caller demands of a token. Every demand is well formed by construction.

use core::time::Duration;
use std::borrow::Cow;

use crate::algorithm::Algorithm;
use crate::error::Error;
use crate::json::{Object, Value};
use crate::verify::{check_clock, check_durations};

/// The longest token looked at by default, in bytes.
pub const DEFAULT_MAX_TOKEN_LENGTH: usize = 16_384;

/// How long a token may be, and how its segments are written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Form {
    pub(crate) max_length: usize,
    pub(crate) is_padded: bool,
}

impl Form {
    pub(crate) const DEFAULT: Self = Self { max_length: DEFAULT_MAX_TOKEN_LENGTH, is_padded: false };
}

/// The options of everything that takes a token.
macro_rules! form_options {
    () => {
        /// The longest token to look at, in bytes. 16,384 by default.
        #[must_use]
        pub const fn max_token_length(mut self, bytes: usize) -> Self {
            self.form.max_length = bytes;
            self
        }

        /// Takes tokens whose base64url is padded, such as those of AWS load balancers. Each segment must have exactly
        /// the `=` that RFC 4648 §3.2 wants; one that lacks them is refused. The signature covers the padding.
        #[must_use]
        pub const fn allow_padding(mut self) -> Self {
            self.form.is_padded = true;
            self
        }
    };
}
pub(crate) use form_options;

/// What a token must be beside being signed. The default demands `exp` and takes no token that has `aud`.
///
/// ```
/// use core::time::Duration;
/// use jwt_wasm::Policy;
/// let policy = Policy::new()
///     .issuer("https://issuer.example")
///     .audience("api")
///     .clock_tolerance(Duration::from_secs(5))
///     .claim("token_type", "access");
/// ```
#[derive(Clone, Debug)]
pub struct Policy {
    pub(crate) algorithms: Vec<Algorithm>,
    pub(crate) issuer: Vec<String>,
    pub(crate) audience: Vec<String>,
    pub(crate) ignore_audience: bool,
    pub(crate) subject: Vec<String>,
    pub(crate) typ: Option<String>,
    pub(crate) jwt_id: Vec<String>,
    /// Seconds.
    pub(crate) max_age: Option<f64>,
    /// Seconds.
    pub(crate) clock_tolerance: f64,
    pub(crate) required_claims: Vec<String>,
    pub(crate) claims: Vec<(String, Value<'static>)>,
    pub(crate) require_expiry: bool,
    pub(crate) ignore_expiry: bool,
    pub(crate) form: Form,
}

impl Default for Policy {
    fn default() -> Self {
        Self::new()
    }
}

impl Policy {
    /// The default policy.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            algorithms: Vec::new(),
            issuer: Vec::new(),
            audience: Vec::new(),
            ignore_audience: false,
            subject: Vec::new(),
            typ: None,
            jwt_id: Vec::new(),
            max_age: None,
            clock_tolerance: 0.0,
            required_claims: Vec::new(),
            claims: Vec::new(),
            require_expiry: true,
            ignore_expiry: false,
            form: Form::DEFAULT,
        }
    }

    /// Adds one algorithm to those that are accepted. Without any, the key's own is.
    #[must_use]
    pub fn algorithm(mut self, algorithm: Algorithm) -> Self {
        self.algorithms.push(algorithm);
        self
    }

    /// Adds one exact value that `iss` may have (RFC 7519 §4.1.1).
    #[must_use]
    pub fn issuer(mut self, issuer: impl Into<String>) -> Self {
        self.issuer.push(issuer.into());
        self
    }

    /// Adds one exact value of which `aud` must hold one (RFC 7519 §4.1.3).
    #[must_use]
    pub fn audience(mut self, audience: impl Into<String>) -> Self {
        self.audience.push(audience.into());
        self.ignore_audience = false;
        self
    }

    /// Takes a token for any audience, for a caller that checks `aud` elsewhere. What [`audience`](Self::audience) added
    /// is dropped. An `aud` of the wrong type stays an error. [`explain`](crate::explain) reports the check as skipped.
    #[must_use]
    pub fn without_audience_check(mut self) -> Self {
        self.audience.clear();
        self.ignore_audience = true;
        self
    }

    /// Adds one exact value that `sub` may have.
    #[must_use]
    pub fn subject(mut self, subject: impl Into<String>) -> Self {
        self.subject.push(subject.into());
        self
    }

    /// The media type in the header's `typ`, compared without case and without `application/` (RFC 8725 §3.11).
    #[must_use]
    pub fn typ(mut self, typ: impl Into<String>) -> Self {
        self.typ = Some(typ.into());
        self
    }

    /// Adds one exact value that `jti` may have.
    #[must_use]
    pub fn jwt_id(mut self, jwt_id: impl Into<String>) -> Self {
        self.jwt_id.push(jwt_id.into());
        self
    }

    /// The time that may have passed since `iat`, which must then be there and not in the future. At most 1e11 seconds.
    #[must_use]
    pub const fn max_age(mut self, max_age: Duration) -> Self {
        self.max_age = Some(max_age.as_secs_f64());
        self
    }

    /// By how much clocks may differ: widens `exp`, `nbf` and the age. Zero by default, at most 1e11 seconds.
    #[must_use]
    pub const fn clock_tolerance(mut self, tolerance: Duration) -> Self {
        self.clock_tolerance = tolerance.as_secs_f64();
        self
    }

    /// A claim that must be there, with any value.
    #[must_use]
    pub fn require_claim(mut self, name: impl Into<String>) -> Self {
        self.required_claims.push(name.into());
        self
    }

    /// A claim that must be there and equal this JSON value. Numbers are equal if the nearest doubles are; beyond
    /// 2^53 - 1 they are compared digit by digit, since several integers there have one double.
    #[must_use]
    pub fn claim(mut self, name: impl Into<String>, value: impl Into<Value<'static>>) -> Self {
        self.claims.push((name.into(), value.into()));
        self
    }

    /// Whether `exp` must be there, as it must by default. An `exp` that is there is checked either way.
    #[must_use]
    pub const fn require_expiry(mut self, required: bool) -> Self {
        self.require_expiry = required;
        self
    }

    /// Takes a token that has expired, such as an `id_token_hint` (OpenID Connect RP-Initiated Logout §2) or the token of
    /// a silent renewal. An `exp` of the wrong type stays an error, and so does a missing one unless
    /// [`require_expiry`](Self::require_expiry) says otherwise; `nbf` and the maximum age are checked.
    /// [`explain`](crate::explain) reports the check as skipped.
    #[must_use]
    pub const fn ignore_expiry(mut self) -> Self {
        self.ignore_expiry = true;
        self
    }

    form_options!();

    /// Whether the demands make sense at this time.
    pub(crate) fn check_times(&self, now: f64) -> Result<(), Error> {
        check_clock(now)?;
        check_durations([self.max_age, Some(self.clock_tolerance)])
    }

    pub(crate) fn allows(&self, algorithm: Algorithm) -> bool {
        self.algorithms.is_empty() || self.algorithms.iter().any(|allowed| allowed.is_same(algorithm))
    }
}

impl From<&str> for Value<'static> {
    fn from(text: &str) -> Self {
        Self::String(Cow::Owned(text.to_owned()))
    }
}

impl From<String> for Value<'static> {
    fn from(text: String) -> Self {
        Self::String(Cow::Owned(text))
    }
}

impl From<bool> for Value<'static> {
    fn from(truth: bool) -> Self {
        Self::Bool(truth)
    }
}

/// Exact for every `i32`; larger integers may not be exact as a JSON number either (RFC 8259 §6).
impl From<i32> for Value<'static> {
    fn from(number: i32) -> Self {
        Self::Number(f64::from(number))
    }
}

impl From<Vec<Self>> for Value<'static> {
    fn from(items: Vec<Self>) -> Self {
        Self::Array(items)
    }
}

impl From<Object<'static>> for Value<'static> {
    fn from(object: Object<'static>) -> Self {
        Self::Object(object)
    }
}
