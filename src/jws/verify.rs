//! Verifies content that need not be a JWT.

use alloc::borrow::Cow;
use core::fmt;

use super::{can_stand_in_a_token, write_payload};
use crate::error::{Error, ErrorKind, Malformation, OptionsProblem, Part};
use crate::key::Keys;
use crate::policy::{AllowedAlgorithms, Form, form_options};
use crate::prepared::Prepared;
use crate::token::UntrustedToken;
use crate::verified::VerifiedJws;
use crate::verifier::check_header;

/// How signed content is written, and where its payload is. `Debug` prints none of the payload.
///
/// ```
/// use jwt_wasm::{Algorithm, JwsOptions, Key, SignJwsOptions, sign_jws, verify_jws};
/// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
/// let body = br#"{"event":"paid"}"#;
/// let token = sign_jws(body, &key, &SignJwsOptions::new().detached().unencoded())?;
/// let options = JwsOptions::new().payload(body).unencoded();
/// assert!(verify_jws(&token, &key, &options).is_ok());
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct JwsOptions<'p> {
    pub(crate) form: Form,
    pub(crate) payload: Option<&'p [u8]>,
    pub(crate) is_unencoded: bool,
}

impl Default for JwsOptions<'_> {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for JwsOptions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { form, payload, is_unencoded } = self;
        let payload_length = payload.map(<[u8]>::len);
        let mut debug = f.debug_struct("JwsOptions");
        debug.field("form", form).field("payload_length", &payload_length).field("is_unencoded", is_unencoded).finish()
    }
}

impl<'p> JwsOptions<'p> {
    /// The defaults: the payload is in the token, in base64url, and the limits are those of [`Policy`](crate::Policy).
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, JwsOptions, Key, SignJwsOptions, sign_jws, verify_jws};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign_jws(b"content", &key, &SignJwsOptions::new())?;
    /// assert_eq!(verify_jws(&token, &key, &JwsOptions::new())?.payload(), b"content");
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self { form: Form::DEFAULT, payload: None, is_unencoded: false }
    }

    form_options!("JwsOptions");

    /// Gives the payload, which is then not in the token: nothing may stand between the token's dots (RFC 7515 appendix
    /// F). It does not count towards the token's length.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, JwsOptions, Key, SignJwsOptions, sign_jws, verify_jws};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign_jws(b"content", &key, &SignJwsOptions::new().detached())?;
    /// assert!(verify_jws(&token, &key, &JwsOptions::new().payload(b"content")).is_ok());
    /// assert!(verify_jws(&token, &key, &JwsOptions::new().payload(b"changed")).is_err());
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn payload(mut self, payload: &'p [u8]) -> Self {
        self.payload = Some(payload);
        self
    }

    /// Expects a payload that is signed as it is (RFC 7797): the header must have `b64: false`, and a `crit` that names
    /// `b64` and nothing else.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, JwsOptions, Key, SignJwsOptions, sign_jws, verify_jws};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// let token = sign_jws(b"content", &key, &SignJwsOptions::new().unencoded())?;
    /// assert!(verify_jws(&token, &key, &JwsOptions::new().unencoded()).is_ok());
    /// // A token cannot choose this form.
    /// assert!(verify_jws(&token, &key, &JwsOptions::new()).is_err());
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn unencoded(mut self) -> Self {
        self.is_unencoded = true;
        self
    }
}

/// Verifies the signature alone, for signed content that need not be a JWT. The payload is not read.
///
/// ```
/// use jwt_wasm::{Algorithm, JwsOptions, Key, SignJwsOptions, sign_jws, verify_jws};
/// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
/// let body = br#"{"event":"paid"}"#;
/// let token = sign_jws(body, &key, &SignJwsOptions::new())?;
/// assert_eq!(verify_jws(&token, &key, &JwsOptions::new())?.payload(), body);
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
///
/// # Errors
/// As [`verify`](crate::verify()), without the codes for claims. `options_invalid` for [`JwsOptions::allow_padding`]
/// with a payload that is unencoded or not in the token.
pub fn verify_jws<'k>(token: &str, keys: impl Into<Keys<'k>>, options: &JwsOptions<'_>) -> Result<VerifiedJws, Error> {
    prepare_jws(token.as_bytes(), keys, options)?.check_signature()
}

/// Does all that [`verify_jws`] does before the signature is checked, for an engine outside of this crate to check it.
///
/// ```
/// use jwt_wasm::{Algorithm, JwsOptions, Key, SignJwsOptions, prepare_jws, sign_jws};
/// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
/// let token = sign_jws(b"content", &key, &SignJwsOptions::new())?;
/// let prepared = prepare_jws(token.as_bytes(), &key, &JwsOptions::new())?;
/// // An engine checks `prepared.signature()` of `prepared.signing_input()`, and says whether it is good.
/// assert_eq!(prepared.accept(true)?.payload(), b"content");
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
///
/// # Errors
/// As [`verify_jws`], up to the signature.
pub fn prepare_jws<'t, 'k>(
    token: &'t [u8],
    keys: impl Into<Keys<'k>>,
    options: &JwsOptions<'_>,
) -> Result<Prepared<'t, 'k>, Error> {
    let JwsOptions { form, payload, is_unencoded } = *options;
    if form.is_padded && (payload.is_some() || is_unencoded) {
        return Err(Error::from(ErrorKind::OptionsInvalid(OptionsProblem::PaddingWithoutBase64url)));
    }
    let token = UntrustedToken::split(token, form)?;
    let token = if is_unencoded { token.with_any_payload() } else { token };
    let body = match payload {
        None if !is_unencoded => token.decode_body(),
        None if can_stand_in_a_token(token.payload) => token.with_signature(token.payload.to_vec()),
        None => Err(Error::malformed(Part::Payload, Malformation::Unencoded)),
        Some(payload) if token.payload.is_empty() => token.with_signature(payload.to_vec()),
        Some(_) => Err(Error::malformed(Part::Payload, Malformation::Detached)),
    };
    let body = body.map_err(|error| token.first(error))?;
    let keys = keys.into();
    let header = check_header(&token, &keys, &AllowedAlgorithms::ANY, None, is_unencoded)?;
    let signing_input = match payload {
        None => Cow::Borrowed(token.signing_input),
        Some(payload) => {
            let mut input = token.signing_input.to_vec();
            write_payload(&mut input, payload, is_unencoded);
            Cow::Owned(input)
        }
    };
    Prepared::of_jws(signing_input, body, header, keys)
}
