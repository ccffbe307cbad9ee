//! A token's way through the checks, one call a step. Read it from top to bottom; the details of a step are in the
//! function that it calls.

use crate::error::Error;
use crate::key::Keys;
use crate::policy::Policy;
use crate::prepared::Prepared;
use crate::time::Timestamp;
use crate::token::UntrustedToken;
use crate::verified::Verified;
use crate::verifier::Verifier;

/// Verifies a token: its form, its signature and its claims. `now` is a [`Timestamp`], or a number of seconds since
/// 1970-01-01T00:00:00Z. For many tokens use a [`Verifier`], which reads a header that they share once.
///
/// ```
/// use jwt_wasm::{Algorithm, Code, Key, Policy, verify};
/// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
/// let policy = Policy::new().issuer("https://issuer.example").audience("api");
/// match verify("not a token", &key, &policy, 1_700_000_000.0) {
///     Ok(verified) => println!("{}", verified.payload()),
///     Err(error) => assert_eq!(error.code(), Code::Malformed),
/// }
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
///
/// # Errors
/// The first check that fails, as an [`Error`] with its stable [`Code`](crate::Code); [`explain`](crate::explain())
/// reports all of them. `options_invalid` if `now` is not above 0 and at most 1e11, because it is then from a clock
/// that was never set or in milliseconds, or if a duration of the policy is longer than that.
pub fn verify<'k>(
    token: &str,
    keys: impl Into<Keys<'k>>,
    policy: &Policy,
    now: impl Into<Timestamp>,
) -> Result<Verified, Error> {
    Verifier::borrowing(keys.into(), policy).verify(token, now)
}

impl<'k> Verifier<'k> {
    /// As [`verify`].
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Claims, Code, Key, Policy, SignOptions, Verifier, sign};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let options = SignOptions::new().expires_at(1_700_000_300);
    /// let token = sign(Claims::new().subject("user-42"), &key, &options, 1_700_000_000)?;
    /// let verifier = Verifier::new(key, Policy::new());
    /// assert!(verifier.verify(&token, 1_700_000_001)?.payload().starts_with(r#"{"sub":"user-42""#));
    /// assert_eq!(verifier.verify(&token, 1_700_000_300).unwrap_err().code(), Code::Expired);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`verify`].
    pub fn verify(&self, token: &str, now: impl Into<Timestamp>) -> Result<Verified, Error> {
        self.verify_bytes(token.as_bytes(), now)
    }

    /// As [`Verifier::verify`], for bytes that need not be UTF-8.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Claims, Code, Key, Policy, SignOptions, Verifier, sign};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let options = SignOptions::new().expires_at(1_700_000_300);
    /// let token = sign(Claims::new().subject("user-42"), &key, &options, 1_700_000_000)?;
    /// let verifier = Verifier::new(key, Policy::new());
    /// assert!(verifier.verify_bytes(token.as_bytes(), 1_700_000_001).is_ok());
    /// assert_eq!(verifier.verify_bytes(b"\xff", 1_700_000_001).unwrap_err().code(), Code::Malformed);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`verify`].
    pub fn verify_bytes(&self, token: &[u8], now: impl Into<Timestamp>) -> Result<Verified, Error> {
        let now = now.into();
        let prepared = self.prepare(token, now)?;
        let signed = prepared.check_signature()?;
        self.check_claims(signed, now)
    }

    /// Makes the checks before the signature: form, header and key. Then [`Prepared::check_signature`] or an engine
    /// outside of this crate checks the signature, and [`check_claims`](Verifier::check_claims) the claims. `now` is in
    /// seconds.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Claims, Key, Policy, SignOptions, Verifier, sign};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let options = SignOptions::new().expires_at(1_700_000_300);
    /// let token = sign(Claims::new().subject("user-42"), &key, &options, 1_700_000_000)?;
    /// let verifier = Verifier::new(key, Policy::new());
    /// let prepared = verifier.prepare(token.as_bytes(), 1_700_000_001)?;
    /// // An engine checks `prepared.signature()` of `prepared.signing_input()`, and says whether it is good.
    /// let verified = verifier.check_claims(prepared.accept(true)?, 1_700_000_001)?;
    /// assert!(verified.payload().starts_with(r#"{"sub":"user-42""#));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`verify`], up to the signature.
    pub fn prepare<'t>(&self, token: &'t [u8], now: impl Into<Timestamp>) -> Result<Prepared<'t, 'k>, Error> {
        self.prepare_as(token, now.into(), false)
    }

    pub(crate) fn prepare_as<'t>(
        &self,
        token: &'t [u8],
        now: Timestamp,
        is_report: bool,
    ) -> Result<Prepared<'t, 'k>, Error> {
        self.policy().check_times(now)?;
        self.policy().check_complete()?;
        let token = UntrustedToken::split(token, self.policy().form)?;
        let body = token.decode_body()?;
        let header = self.check_header(&token, is_report)?;
        Prepared::of_jwt(token.signing_input, body, header, self.keys())
    }
}
