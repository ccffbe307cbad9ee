//! Verifying.

use core::fmt;
use std::sync::Arc;

use super::{can_stand_in_a_token, write_payload};
use crate::error::{Error, Malformation, OptionsProblem, Part};
use crate::policy::{Form, Policy, form_options};
use crate::token::{Body, UntrustedToken};
use crate::verify::{Choice, Keys, check_header};

/// Signed content that has passed every check but those of claims: the payload's bytes need not be a JWT's. `Debug` prints
/// nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifiedJws {
    pub(crate) header: Arc<str>,
    pub(crate) payload: Vec<u8>,
}

impl VerifiedJws {
    /// The header: the text of one JSON object with unique names.
    #[must_use]
    pub fn header(&self) -> &str {
        &self.header
    }

    /// The payload's bytes.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }
}

impl fmt::Debug for VerifiedJws {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifiedJws").finish_non_exhaustive()
    }
}

/// How signed content is written, and where its payload is. `Debug` prints nothing of the payload.
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
    /// The payload is in the token, in base64url; all else is as the defaults of [`Policy`].
    #[must_use]
    pub const fn new() -> Self {
        Self { form: Form::DEFAULT, payload: None, is_unencoded: false }
    }

    form_options!();

    /// The payload is given here and is not in the token, so nothing may stand between the token's dots (RFC 7515
    /// appendix F). It does not count for the token's length.
    #[must_use]
    pub const fn payload(mut self, payload: &'p [u8]) -> Self {
        self.payload = Some(payload);
        self
    }

    /// The payload is signed as it is (RFC 7797): the header must have `b64: false`, and its `crit` must name `b64` and
    /// nothing else.
    #[must_use]
    pub const fn unencoded(mut self) -> Self {
        self.is_unencoded = true;
        self
    }
}

/// Verifies the signature alone, for signed content that need not be a JWT. The payload is not looked into.
///
/// # Errors
/// As [`verify`](crate::verify()), without the codes of claims; `options_invalid` for [`JwsOptions::allow_padding`] with an
/// unencoded payload or one that is not in the token.
pub fn verify_jws<'k>(token: &str, keys: impl Into<Keys<'k>>, options: &JwsOptions<'_>) -> Result<VerifiedJws, Error> {
    let keys = keys.into();
    let OpenedJws { header, choice, signing_input, own_input, body } =
        OpenedJws::open(token.as_bytes(), keys, options)?;
    let input = own_input.as_deref().unwrap_or(signing_input);
    keys.get(choice)?.verify(choice.algorithm, input, body.signature())?;
    Ok(VerifiedJws { header, payload: body.into_payload() })
}

/// Everything before the arithmetic has passed.
pub(crate) struct OpenedJws<'t> {
    pub(crate) header: Arc<str>,
    pub(crate) choice: Choice,
    /// What the signature covers, where the payload is in the token.
    pub(crate) signing_input: &'t [u8],
    /// The same, put together with a payload that is not in the token.
    pub(crate) own_input: Option<Vec<u8>>,
    pub(crate) body: Body,
}

impl<'t> OpenedJws<'t> {
    pub(crate) fn open(token: &'t [u8], keys: Keys<'_>, options: &JwsOptions<'_>) -> Result<Self, Error> {
        let JwsOptions { form, payload, is_unencoded } = *options;
        if form.is_padded && (payload.is_some() || is_unencoded) {
            return Err(Error::OptionsInvalid(OptionsProblem::PaddingWithoutBase64url));
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
        let (header, choice) = check_header(&token, keys, &Policy::new(), None, is_unencoded)?;
        let signing_input = token.signing_input;
        let own_input = payload.map(|payload| {
            let mut input = signing_input.to_vec();
            write_payload(&mut input, payload, is_unencoded);
            input
        });
        Ok(Self { header: Arc::from(header), choice, signing_input, own_input, body })
    }
}
