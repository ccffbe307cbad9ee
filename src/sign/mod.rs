//! Makes tokens.

mod added;
mod header;
mod options;

use alloc::borrow::Cow;
use alloc::string::String;
#[cfg(all(feature = "serde", feature = "std"))]
use alloc::vec::Vec;

use crate::algorithm::Algorithm;
use crate::claims::{self, ClaimsSource};
use crate::error::{Error, Part};
use crate::json::Object;
use crate::key::Key;
use crate::signing_input::SigningInput;
use crate::time::Timestamp;
pub(crate) use added::{ClaimNames, added_claims, with_claims};
pub(crate) use header::write_header;
pub use options::SignOptions;
pub(crate) use options::{Expiry, JwtId, Typ};

/// Makes a signed token of [`Claims`](crate::Claims), an [`Object`](crate::Object), or the text of one JSON object.
/// `now` is in seconds since 1970-01-01T00:00:00Z.
///
/// **Never assemble the text with `format!`.** With the user `bob","role":"admin` it would sign an administrator.
///
/// ```
/// use core::time::Duration;
/// use jwt_wasm::{Algorithm, Claims, Key, Policy, SignOptions, sign, verify};
/// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
/// let options = SignOptions::new().expires_in(Duration::from_secs(300));
/// let token = sign(Claims::new().subject("user-42"), &key, &options, 1_700_000_000.0)?;
/// let verified = verify(&token, &key, &Policy::new(), 1_700_000_001.0)?;
/// assert_eq!(verified.payload(), r#"{"sub":"user-42","iat":1700000000,"exp":1700000300}"#);
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
///
/// # Errors
/// `malformed` if the claims are not a strict JSON object. `claim_invalid` if a registered claim has the wrong type, or
/// is a time after the year 9999, as milliseconds are. `options_invalid` if an option sets a claim that the claims have
/// already, if neither the options nor the claims say when the token expires, if the header would be refused, if `now`
/// is not above 0 and at most 1e11, or if a duration is longer than that. `key_invalid` if the key is not for signing.
/// `sync_unavailable` if random bytes are needed (ML-DSA, a random `jti`) and the host or a build without the feature
/// `rand` has none, and for RSA, whose private operations do not take constant time here (RUSTSEC-2023-0071).
pub fn sign(
    claims: impl ClaimsSource,
    key: &Key,
    options: &SignOptions,
    now: impl Into<Timestamp>,
) -> Result<String, Error> {
    prepare_signing(claims, key, options, now)?.sign(key)
}

/// As [`sign`], of claims that were checked while they were written.
#[cfg(all(feature = "serde", feature = "std"))]
pub(crate) fn sign_checked(
    mut claims: Vec<u8>,
    names: &impl ClaimNames,
    key: &Key,
    options: &SignOptions,
    now: f64,
) -> Result<String, Error> {
    options.check_times(now)?;
    options.check_expiry(names)?;
    key.check_can_sign()?;
    let algorithm = key.signing_algorithm()?;
    // The closing brace, which comes again with what is added.
    claims.pop();
    claims.extend_from_slice(added_claims(names, options, now)?.as_bytes());
    let header = write_header(algorithm, key.kid(), options, Some("JWT"), false)?;
    SigningInput::of_claims(algorithm, &header, &claims).sign(key)
}

/// As [`sign`], from the text of one JSON object.
#[cfg(feature = "serde")]
pub(crate) fn sign_text(
    claims: String,
    key: &Key,
    options: &SignOptions,
    now: impl Into<Timestamp>,
) -> Result<String, Error> {
    prepare(Cow::Owned(claims), key, options, now.into().as_seconds())?.sign(key)
}

/// Makes what [`sign`] would sign, for an engine outside of this crate to sign. `now` is in seconds since
/// 1970-01-01T00:00:00Z.
///
/// ```
/// use jwt_wasm::{Algorithm, Claims, Key, SignOptions, SigningKey, prepare_signing};
/// let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?;
/// let input = prepare_signing(Claims::new().subject("user-42"), &key, &SignOptions::new().without_expiry(), 1_700_000_000.0)?;
/// // This stands for another library, which signs.
/// let signature = SigningKey::ed25519(&[7; 32])?.sign(input.as_bytes())?;
/// let token = input.finish(&signature)?;
/// # let _ = token;
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
///
/// # Errors
/// As [`sign`].
pub fn prepare_signing(
    claims: impl ClaimsSource,
    key: &Key,
    options: &SignOptions,
    now: impl Into<Timestamp>,
) -> Result<SigningInput, Error> {
    prepare(claims.json(), key, options, now.into().as_seconds())
}

fn prepare(claims: Cow<'_, str>, key: &Key, options: &SignOptions, now: f64) -> Result<SigningInput, Error> {
    let members = read_signable(&claims, options, now)?;
    key.check_can_sign()?;
    let algorithm = key.signing_algorithm()?;
    let added = added_claims(&members, options, now)?;
    let payload = with_claims(claims.into_owned(), &added);
    let header = write_header(algorithm, key.kid(), options, Some("JWT"), false)?;
    Ok(SigningInput::of_claims(algorithm, &header, payload.as_bytes()))
}

impl SigningInput {
    /// Makes what is to be signed with a key that is elsewhere: in another library, a KMS or an HSM. The header's `kid`
    /// is the one of the options. `now` is a [`Timestamp`], or a number of seconds since 1970-01-01T00:00:00Z.
    ///
    /// ```
    /// use core::time::Duration;
    /// use jwt_wasm::{Algorithm, Claims, SignOptions, SigningInput, SigningKey};
    /// let options = SignOptions::new().expires_in(Duration::from_secs(300)).kid("2026");
    /// let input = SigningInput::new(Claims::new().subject("user-42"), Algorithm::EdDsa, &options, 1_700_000_000.0)?;
    /// // This stands for another library, which signs.
    /// let signature = SigningKey::ed25519(&[7; 32])?.sign(input.as_bytes())?;
    /// let token = input.finish(signature)?;
    /// # let _ = token;
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`sign`] for claims and options.
    pub fn new(
        claims: impl ClaimsSource,
        algorithm: Algorithm,
        options: &SignOptions,
        now: impl Into<Timestamp>,
    ) -> Result<Self, Error> {
        let (claims, now) = (claims.json(), now.into().as_seconds());
        let members = read_signable(&claims, options, now)?;
        let added = added_claims(&members, options, now)?;
        let payload = with_claims(claims.into_owned(), &added);
        let header = write_header(algorithm, None, options, Some("JWT"), false)?;
        Ok(Self::of_claims(algorithm, &header, payload.as_bytes()))
    }
}

/// Reads the claims, and checks that a token can have them.
pub(crate) fn read_signable<'t>(claims: &'t str, options: &SignOptions, now: f64) -> Result<Object<'t>, Error> {
    options.check_times(now)?;
    let members = Object::parse(claims).map_err(|reason| Error::malformed(Part::Payload, reason))?;
    claims::check_signable(&members, options.numbers)?;
    options.check_expiry(&members)?;
    Ok(members)
}
