//! What the caller demands of a token. Its methods make only demands that are well formed.

mod claims;
mod form;
mod profile;
mod times;

use alloc::string::String;
use alloc::vec::Vec;

use crate::algorithm::Algorithm;
use crate::claim_test::ClaimTest;
use crate::number::Numbers;
use crate::profile::Profile;
pub use form::DEFAULT_MAX_TOKEN_LENGTH;
pub(crate) use form::{Form, form_options};
pub(crate) use profile::{Hidden, Login};
pub(crate) use times::{LATEST_NOW, check_clock, check_durations};

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
