//! Reading a token without verifying it.

use core::fmt;

use crate::error::{Error, Part};
use crate::json::Object;
use crate::policy::DEFAULT_MAX_TOKEN_LENGTH;
use crate::token::{self, UntrustedToken};
use crate::verify::read_claims;

/// What a token says. Nothing in it has been verified: anybody can have written it. `Debug` prints nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Unverified {
    pub(crate) header: String,
    pub(crate) payload: String,
    pub(crate) signature: Vec<u8>,
}

impl Unverified {
    /// The header: the text of one JSON object with unique names.
    #[must_use]
    pub fn header(&self) -> &str {
        &self.header
    }

    /// The claims: the text of one JSON object with unique names.
    #[must_use]
    pub fn payload(&self) -> &str {
        &self.payload
    }

    /// The signature's bytes.
    #[must_use]
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }
}

impl fmt::Debug for Unverified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unverified").finish_non_exhaustive()
    }
}

/// Reads what a token says, for display or debugging; only [`verify`](crate::verify) tells whether to believe it.
///
/// # Errors
/// `malformed`, `too_large` or `encrypted`.
pub fn decode_unverified(token: &str) -> Result<Unverified, Error> {
    let token = UntrustedToken::split(token, DEFAULT_MAX_TOKEN_LENGTH)?;
    let body = token.decode_claims_body()?;
    let header = token.header_text()?;
    Object::parse(&header).map_err(|reason| Error::Malformed { part: Part::Header, reason })?;
    let signature = body.signature().to_vec();
    let payload = token::text(body.into_payload(), Part::Payload)?;
    read_claims(&payload)?;
    Ok(Unverified { header, payload, signature })
}
