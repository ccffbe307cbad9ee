//! Signing.

use super::{can_stand_in_a_token, write_payload};
use crate::algorithm::Algorithm;
use crate::base64url;
use crate::error::{Error, OptionsProblem};
use crate::json::Value;
use crate::key::Key;
use crate::sign::{SignOptions, complete, write_header};

/// What to put into a token beside its payload, and how.
#[derive(Clone, Debug, Default)]
pub struct SignJwsOptions {
    /// The members that are about claims are never set.
    pub(crate) header: SignOptions,
    pub(crate) is_detached: bool,
    pub(crate) is_unencoded: bool,
}

impl SignJwsOptions {
    /// The default: no `typ`, `kid` is the key's, and the payload stands in the token, in base64url.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
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
    let prepared = PreparedJws::new(payload, key, options)?;
    let signature = key.sign(prepared.algorithm, &prepared.input)?;
    let shown = if options.is_detached { prepared.header_length } else { prepared.input.len() };
    // The header is ASCII, and so is a payload that stands beside it.
    let shown = prepared.input.get(..shown).map(String::from_utf8_lossy).unwrap_or_default();
    Ok(complete(shown.into_owned(), &signature))
}

/// What is to be signed, for the engine that computes the signature.
pub(crate) struct PreparedJws {
    pub(crate) algorithm: Algorithm,
    pub(crate) input: Vec<u8>,
    /// With the dot that ends it.
    pub(crate) header_length: usize,
}

impl PreparedJws {
    pub(crate) fn new(payload: &[u8], key: &Key, options: &SignJwsOptions) -> Result<Self, Error> {
        key.check_can_sign()?;
        let SignJwsOptions { header, is_detached, is_unencoded } = options;
        if *is_unencoded && !is_detached && !can_stand_in_a_token(payload) {
            return Err(Error::OptionsInvalid(OptionsProblem::UnencodedPayload));
        }
        let algorithm = key.signing_algorithm()?;
        let header = write_header(algorithm, key, header, None, *is_unencoded)?;
        let mut input = base64url::encode(header.as_bytes()).into_bytes();
        input.push(b'.');
        let header_length = input.len();
        write_payload(&mut input, payload, *is_unencoded);
        Ok(Self { algorithm, input, header_length })
    }
}
