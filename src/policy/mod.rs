//! What the caller demands of a token. Its methods make only demands that are well formed.

mod profile;

use alloc::string::String;
use alloc::vec::Vec;
use core::time::Duration;

use crate::algorithm::Algorithm;
use crate::claim_test::ClaimTest;
use crate::error::{Error, ErrorKind, OptionsProblem};
use crate::json::{JsonText, Value};
use crate::number::Numbers;
use crate::profile::Profile;
use crate::time::Timestamp;
pub(crate) use profile::{Hidden, Login};

/// The longest token that is accepted by default, in bytes.
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

/// The options of every function that takes a token.
macro_rules! form_options {
    ($type:literal) => {
        /// Sets the longest token that is accepted, in bytes. 16,384 by default.
        ///
        /// ```
        #[doc = concat!("use jwt_wasm::", $type, ";")]
        #[doc = concat!("let options = ", $type, "::new().max_token_length(4096);")]
        /// # let _ = options;
        /// ```
        #[must_use]
        pub const fn max_token_length(mut self, bytes: usize) -> Self {
            self.form.max_length = bytes;
            self
        }

        /// Accepts tokens whose base64url is padded, such as those of AWS load balancers. Each segment must have
        /// exactly the `=` that RFC 4648 §3.2 says; a segment that lacks them is refused. The signature covers the
        /// padding.
        ///
        /// ```
        #[doc = concat!("use jwt_wasm::", $type, ";")]
        #[doc = concat!("let options = ", $type, "::new().allow_padding();")]
        /// # let _ = options;
        /// ```
        #[must_use]
        pub const fn allow_padding(mut self) -> Self {
            self.form.is_padded = true;
            self
        }
    };
}
pub(crate) use form_options;

/// What a token must be besides signed. The default requires `exp`, and refuses a token that has `aud`.
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
    pub(crate) algorithms: AllowedAlgorithms,
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
    /// Each with the path to its claim: the names from the outside in.
    pub(crate) claim_tests: Vec<(Vec<String>, ClaimTest)>,
    pub(crate) scope: Vec<String>,
    pub(crate) profile: Option<Profile>,
    pub(crate) login: Login,
    pub(crate) require_expiry: bool,
    pub(crate) ignore_expiry: bool,
    pub(crate) form: Form,
    pub(crate) numbers: Numbers,
}

impl Default for Policy {
    fn default() -> Self {
        Self::new()
    }
}

impl Policy {
    /// The default policy.
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// let policy = Policy::new();
    /// let header = r#"{"alg":"ES256"}"#;
    /// let accepts = |claims: &str| policy.check_decrypted(header, claims.as_bytes(), 1_700_000_000).is_ok();
    /// assert!(accepts(r#"{"exp":1700000300}"#));
    /// // Without `exp`, and for an audience.
    /// assert!(!accepts("{}"));
    /// assert!(!accepts(r#"{"aud":"api","exp":1700000300}"#));
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self::with_numbers(Numbers::NATIVE)
    }

    /// The default policy, for a program that converts numbers in its own way.
    ///
    /// ```
    /// use jwt_wasm::{Numbers, Policy};
    /// let policy = Policy::with_numbers(Numbers::NATIVE).audience("api");
    /// # let _ = policy;
    /// ```
    #[must_use]
    pub const fn with_numbers(numbers: Numbers) -> Self {
        Self {
            algorithms: AllowedAlgorithms::ANY,
            issuer: Vec::new(),
            audience: Vec::new(),
            ignore_audience: false,
            subject: Vec::new(),
            typ: None,
            jwt_id: Vec::new(),
            max_age: None,
            clock_tolerance: 0.0,
            required_claims: Vec::new(),
            claim_tests: Vec::new(),
            scope: Vec::new(),
            profile: None,
            login: Login::UNKNOWN,
            require_expiry: true,
            ignore_expiry: false,
            form: Form::DEFAULT,
            numbers,
        }
    }

    /// Adds one algorithm to those that are accepted. Without any, the key's own algorithms are.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Policy};
    /// let policy = Policy::new().algorithm(Algorithm::Es256).algorithm(Algorithm::EdDsa);
    /// # let _ = policy;
    /// ```
    #[must_use]
    pub fn algorithm(mut self, algorithm: Algorithm) -> Self {
        self.algorithms.0.push(algorithm);
        self
    }

    /// Adds one value to those that `iss` may have, exactly (RFC 7519 §4.1.1).
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// let policy = Policy::new().issuer("https://issuer.example");
    /// let header = r#"{"alg":"ES256"}"#;
    /// let accepts = |claims: &str| policy.check_decrypted(header, claims.as_bytes(), 1_700_000_000).is_ok();
    /// assert!(accepts(r#"{"iss":"https://issuer.example","exp":1700000300}"#));
    /// assert!(!accepts(r#"{"iss":"https://issuer.example/","exp":1700000300}"#));
    /// ```
    #[must_use]
    pub fn issuer(mut self, issuer: impl Into<String>) -> Self {
        self.issuer.push(issuer.into());
        self
    }

    /// Adds one audience. `aud` must hold one of those that were added, exactly (RFC 7519 §4.1.3).
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// let policy = Policy::new().audience("api");
    /// let header = r#"{"alg":"ES256"}"#;
    /// let accepts = |claims: &str| policy.check_decrypted(header, claims.as_bytes(), 1_700_000_000).is_ok();
    /// assert!(accepts(r#"{"aud":["web","api"],"exp":1700000300}"#));
    /// assert!(!accepts(r#"{"aud":"web","exp":1700000300}"#));
    /// ```
    #[must_use]
    pub fn audience(mut self, audience: impl Into<String>) -> Self {
        self.audience.push(audience.into());
        self.ignore_audience = false;
        self
    }

    /// Accepts a token for any audience, for a caller that checks `aud` elsewhere. What [`audience`](Self::audience)
    /// added is dropped. An `aud` of the wrong type is still an error. [`explain`](crate::explain) reports the check as
    /// skipped.
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// let policy = Policy::new().without_audience_check();
    /// let header = r#"{"alg":"ES256"}"#;
    /// let accepts = |claims: &str| policy.check_decrypted(header, claims.as_bytes(), 1_700_000_000).is_ok();
    /// assert!(accepts(r#"{"aud":"web","exp":1700000300}"#));
    /// ```
    #[must_use]
    pub fn without_audience_check(mut self) -> Self {
        self.audience.clear();
        self.ignore_audience = true;
        self
    }

    /// Adds one value to those that `sub` may have, exactly.
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// let policy = Policy::new().subject("user-42");
    /// let header = r#"{"alg":"ES256"}"#;
    /// let accepts = |claims: &str| policy.check_decrypted(header, claims.as_bytes(), 1_700_000_000).is_ok();
    /// assert!(accepts(r#"{"sub":"user-42","exp":1700000300}"#));
    /// assert!(!accepts(r#"{"sub":"user-43","exp":1700000300}"#));
    /// ```
    #[must_use]
    pub fn subject(mut self, subject: impl Into<String>) -> Self {
        self.subject.push(subject.into());
        self
    }

    /// Demands this media type as the header's `typ`. Case and a leading `application/` do not matter (RFC 8725 §3.11).
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// let policy = Policy::new().typ("at+jwt");
    /// let claims = br#"{"exp":1700000300}"#;
    /// assert!(policy.check_decrypted(r#"{"alg":"ES256","typ":"application/at+jwt"}"#, claims, 1_700_000_000).is_ok());
    /// assert!(policy.check_decrypted(r#"{"alg":"ES256","typ":"JWT"}"#, claims, 1_700_000_000).is_err());
    /// ```
    #[must_use]
    pub fn typ(mut self, typ: impl Into<String>) -> Self {
        self.typ = Some(typ.into());
        self
    }

    /// Adds one value to those that `jti` may have, exactly.
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// let policy = Policy::new().jwt_id("ca3b80a1");
    /// let header = r#"{"alg":"ES256"}"#;
    /// let accepts = |claims: &str| policy.check_decrypted(header, claims.as_bytes(), 1_700_000_000).is_ok();
    /// assert!(accepts(r#"{"jti":"ca3b80a1","exp":1700000300}"#));
    /// ```
    #[must_use]
    pub fn jwt_id(mut self, jwt_id: impl Into<String>) -> Self {
        self.jwt_id.push(jwt_id.into());
        self
    }

    /// Limits the time since `iat`, which must then be present and not in the future. At most 1e11 seconds.
    ///
    /// ```
    /// use core::time::Duration;
    /// use jwt_wasm::Policy;
    /// let policy = Policy::new().max_age(Duration::from_secs(600));
    /// let header = r#"{"alg":"ES256"}"#;
    /// let accepts = |claims: &str| policy.check_decrypted(header, claims.as_bytes(), 1_700_000_000).is_ok();
    /// assert!(accepts(r#"{"iat":1699999401,"exp":1700000300}"#));
    /// assert!(!accepts(r#"{"iat":1699999399,"exp":1700000300}"#));
    /// ```
    #[must_use]
    pub const fn max_age(mut self, max_age: Duration) -> Self {
        self.max_age = Some(max_age.as_secs_f64());
        self
    }

    /// Says by how much clocks may differ, which widens `exp`, `nbf` and the maximum age. 0 by default, at most 1e11
    /// seconds.
    ///
    /// ```
    /// use core::time::Duration;
    /// use jwt_wasm::Policy;
    /// let policy = Policy::new().clock_tolerance(Duration::from_secs(5));
    /// let header = r#"{"alg":"ES256"}"#;
    /// let accepts = |claims: &str| policy.check_decrypted(header, claims.as_bytes(), 1_700_000_000).is_ok();
    /// assert!(accepts(r#"{"exp":1699999996}"#));
    /// assert!(!accepts(r#"{"exp":1699999995}"#));
    /// ```
    #[must_use]
    pub const fn clock_tolerance(mut self, tolerance: Duration) -> Self {
        self.clock_tolerance = tolerance.as_secs_f64();
        self
    }

    /// Demands a claim, with any value.
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// let policy = Policy::new().require_claim("email");
    /// let header = r#"{"alg":"ES256"}"#;
    /// let accepts = |claims: &str| policy.check_decrypted(header, claims.as_bytes(), 1_700_000_000).is_ok();
    /// assert!(accepts(r#"{"email":"a@example.org","exp":1700000300}"#));
    /// assert!(!accepts(r#"{"exp":1700000300}"#));
    /// ```
    #[must_use]
    pub fn require_claim(mut self, name: impl Into<String>) -> Self {
        self.required_claims.push(name.into());
        self
    }

    /// Demands a claim that equals this JSON value. Numbers are equal if the nearest doubles are. Beyond 2^53 - 1 they
    /// are compared digit by digit, because several integers there share one double.
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// let policy = Policy::new().claim("tenant", 7);
    /// let header = r#"{"alg":"ES256"}"#;
    /// let accepts = |claims: &str| policy.check_decrypted(header, claims.as_bytes(), 1_700_000_000).is_ok();
    /// assert!(accepts(r#"{"tenant":7,"exp":1700000300}"#));
    /// assert!(!accepts(r#"{"tenant":8,"exp":1700000300}"#));
    /// ```
    #[must_use]
    pub fn claim(self, name: impl Into<String>, value: impl Into<Value<'static>>) -> Self {
        self.claim_test([name], ClaimTest::equals(value))
    }

    /// Demands a claim that passes this test. The path is the claim's name or, for a nested claim, its names from the
    /// outside in. It is a list because names may contain dots. An error names a nested claim by a JSON pointer (RFC
    /// 6901) without the first slash, such as `realm_access/roles`.
    ///
    /// ```
    /// use jwt_wasm::{ClaimTest, Policy};
    /// let policy = Policy::new().claim_test(["realm_access", "roles"], ClaimTest::contains(["admin"]));
    /// let claims = br#"{"realm_access":{"roles":["user"]},"exp":1700000300}"#;
    /// let error = policy.check_decrypted(r#"{"alg":"ES256"}"#, claims, 1_700_000_000).unwrap_err();
    /// assert_eq!(error.claim(), Some("realm_access/roles"));
    /// ```
    #[must_use]
    pub fn claim_test<N: Into<String>>(mut self, path: impl IntoIterator<Item = N>, test: ClaimTest) -> Self {
        self.claim_tests.push((path.into_iter().map(Into::into).collect(), test));
        self
    }

    /// Adds one scope that must be granted, in `scope`, or in `scp` if `scope` is absent or empty. Either claim is a
    /// string of scopes with spaces between them (RFC 8693 §4.2), or a list.
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// let policy = Policy::new().scope("read");
    /// let header = r#"{"alg":"ES256"}"#;
    /// let accepts = |claims: &str| policy.check_decrypted(header, claims.as_bytes(), 1_700_000_000).is_ok();
    /// assert!(accepts(r#"{"scope":"read write","exp":1700000300}"#));
    /// assert!(!accepts(r#"{"scope":"write","exp":1700000300}"#));
    /// ```
    #[must_use]
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scope.push(scope.into());
        self
    }

    /// Says whether `exp` must be present, which is the default. An `exp` that is present is checked in either case.
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// let policy = Policy::new().require_expiry(false);
    /// let header = r#"{"alg":"ES256"}"#;
    /// let accepts = |claims: &str| policy.check_decrypted(header, claims.as_bytes(), 1_700_000_000).is_ok();
    /// assert!(accepts("{}"));
    /// assert!(!accepts(r#"{"exp":1699999999}"#));
    /// ```
    #[must_use]
    pub const fn require_expiry(mut self, required: bool) -> Self {
        self.require_expiry = required;
        self
    }

    /// Accepts a token that has expired, such as an `id_token_hint` (OpenID Connect RP-Initiated Logout §2) or the
    /// token of a silent renewal. An `exp` of the wrong type is still an error, and so is a missing one unless
    /// [`require_expiry`](Self::require_expiry) says otherwise. `nbf` and the maximum age are still checked.
    /// [`explain`](crate::explain) reports the check as skipped.
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// let policy = Policy::new().ignore_expiry();
    /// let header = r#"{"alg":"ES256"}"#;
    /// let accepts = |claims: &str| policy.check_decrypted(header, claims.as_bytes(), 1_700_000_000).is_ok();
    /// assert!(accepts(r#"{"exp":1699999999}"#));
    /// assert!(!accepts("{}"));
    /// ```
    #[must_use]
    pub const fn ignore_expiry(mut self) -> Self {
        self.ignore_expiry = true;
        self
    }

    form_options!("Policy");

    /// The longest token that this policy accepts, in bytes.
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// assert_eq!(Policy::new().token_limit(), 16_384);
    /// ```
    #[must_use]
    pub const fn token_limit(&self) -> usize {
        self.form.max_length
    }

    /// Checks that tokens can be judged at this time, in seconds since 1970-01-01T00:00:00Z. Every verification does
    /// this.
    ///
    /// ```
    /// use jwt_wasm::Policy;
    /// assert!(Policy::new().check_times(1_700_000_000).is_ok());
    /// // Milliseconds.
    /// assert!(Policy::new().check_times(1_700_000_000_000_i64).is_err());
    /// ```
    ///
    /// # Errors
    /// `options_invalid` if the time is not above 0 and at most 1e11, or if a duration of the policy is longer than
    /// that.
    pub fn check_times(&self, now: impl Into<Timestamp>) -> Result<(), Error> {
        check_clock(now.into().as_seconds(), self.numbers)?;
        check_durations(&[self.max_age, Some(self.clock_tolerance), self.login.max_auth_age])
    }
}

/// The algorithms that the caller allows. If empty, those of the key are allowed.
#[derive(Clone, Debug)]
pub(crate) struct AllowedAlgorithms(pub(crate) Vec<Algorithm>);

impl AllowedAlgorithms {
    pub(crate) const ANY: Self = Self(Vec::new());

    /// Whether a key could have this algorithm. `Key::fitting` asks about one key.
    pub(crate) fn may_allow(&self, algorithm: Algorithm) -> bool {
        self.0.is_empty() || self.0.iter().any(|allowed| allowed.may_be(algorithm))
    }
}

/// The year 5138 in seconds, and 1973 in milliseconds.
pub(crate) const LATEST_NOW: f64 = 1e11;

/// A clock that was never set, such as the clock of Workers at global scope, says 0. At that time no token would have
/// expired.
pub(crate) fn check_clock(now: f64, numbers: Numbers) -> Result<(), Error> {
    if now > 0.0 && now <= LATEST_NOW {
        return Ok(());
    }
    Err(Error::from(ErrorKind::OptionsInvalid(OptionsProblem::Now { now: JsonText::number(now, numbers) })))
}

/// A longer duration would make a token that never expires, or accept one that expired long ago.
pub(crate) fn check_durations(durations: &[Option<f64>]) -> Result<(), Error> {
    if durations.iter().flatten().all(|seconds| *seconds <= LATEST_NOW) {
        return Ok(());
    }
    Err(Error::from(ErrorKind::OptionsInvalid(OptionsProblem::Duration)))
}
