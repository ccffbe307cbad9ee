//! What the caller demands of times, and which times a caller can give.

use core::time::Duration;

use super::Policy;
use crate::error::{Error, ErrorKind, OptionsProblem};
use crate::json::JsonText;
use crate::number::Numbers;
use crate::time::Timestamp;

impl Policy {
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
