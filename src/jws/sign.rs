//! Signing.

use super::{can_stand_in_a_token, write_payload};
use crate::error::{Error, ErrorKind, OptionsProblem};
use crate::json::Value;
use crate::key::Key;
use crate::number::Numbers;
use crate::sign::{SignOptions, write_header};
use crate::signing_input::SigningInput;

/// What to put into a token beside its payload, and how.
#[derive(Clone, Debug)]
pub struct SignJwsOptions {
    /// The members that are about claims are never set.
    pub(crate) header: SignOptions,
    pub(crate) is_detached: bool,
    pub(crate) is_unencoded: bool,
}

impl Default for SignJwsOptions {
    fn default() -> Self {
        Self::new()
    }
}

impl SignJwsOptions {
    /// The default: no `typ`, `kid` is the key's, and the payload stands in the token, in base64url.
    #[must_use]
    pub const fn new() -> Self {
        Self::of(SignOptions::new())
    }

    /// The default of a program that converts numbers in its own way.
    #[must_use]
    pub const fn with_numbers(numbers: Numbers) -> Self {
        Self::of(SignOptions::with_numbers(numbers))
    }

    const fn of(header: SignOptions) -> Self {
        Self { header, is_detached: false, is_unencoded: false }
    }

    /// The header's `typ`.
    #[must_use]
    pub fn typ(mut self, typ: impl Into<String>) -> Self {
        self.header = self.header.typ(typ);
        self
    }

    /// The header's `kid`.
    #[must_use]
    pub fn kid(mut self, kid: impl Into<String>) -> Self {
        self.header = self.header.kid(kid);
        self
    }

    /// Adds another parameter to the header, as [`SignOptions::header`](crate::SignOptions::header).
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<Value<'static>>) -> Self {
        self.header = self.header.header(name, value);
        self
    }

    /// Leaves the payload out of the token, so that nothing stands between the dots (RFC 7515 appendix F). The payload
    /// must reach the verifier in another way.
    #[must_use]
    pub const fn detached(mut self) -> Self {
        self.is_detached = true;
        self
    }

    /// Signs the payload as it is (RFC 7797): the header gets `b64: false`, and `crit`, which names `b64`.
    #[must_use]
    pub const fn unencoded(mut self) -> Self {
        self.is_unencoded = true;
        self
    }
}

/// Signs content of any kind, the counterpart of [`verify_jws`](crate::verify_jws). If the content is a JSON object, the
/// token is a JWT, which [`verify`](crate::verify()) takes: sign content that comes from others with a key of its own.
///
/// # Errors
/// `options_invalid` if the header would be refused, or if an unencoded payload that stays in the token has a dot or a
/// character that is not printable ASCII (RFC 7797 §5.2); else as [`sign`](crate::sign()).
pub fn sign_jws(payload: &[u8], key: &Key, options: &SignJwsOptions) -> Result<String, Error> {
    prepare_signing_jws(payload, key, options)?.sign(key)
}

/// Everything of [`sign_jws`] before the signature, which an engine outside of the crate may then compute.
///
/// # Errors
/// As [`sign_jws`].
pub fn prepare_signing_jws(payload: &[u8], key: &Key, options: &SignJwsOptions) -> Result<SigningInput, Error> {
    key.check_can_sign()?;
    let SignJwsOptions { header, is_detached, is_unencoded } = options;
    if *is_unencoded && !is_detached && !can_stand_in_a_token(payload) {
        return Err(Error::from(ErrorKind::OptionsInvalid(OptionsProblem::UnencodedPayload)));
    }
    let algorithm = key.signing_algorithm()?;
    let header = write_header(algorithm, key, header, None, *is_unencoded)?;
    Ok(SigningInput::new(algorithm, &header, *is_detached, |input| write_payload(input, payload, *is_unencoded)))
}
