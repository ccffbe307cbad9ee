//! The whole path of a token, one call a step. Read it from top to bottom; each step's detail is one hop away.

use std::sync::Arc;

use crate::claims::{self, Context};
use crate::error::{Error, Part};
use crate::header::Header;
use crate::json::Object;
use crate::key::Key;
use crate::policy::Policy;
use crate::token::{self, UntrustedToken};

/// A token that has passed every check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    pub(crate) header: Arc<str>,
    pub(crate) payload: String,
}

impl Verified {
    /// The header: the text of one JSON object with unique names.
    #[must_use]
    pub fn header(&self) -> &str {
        &self.header
    }

    /// The claims: the text of one JSON object with unique names, for `serde_json` or [`Object::parse`].
    #[must_use]
    pub fn payload(&self) -> &str {
        &self.payload
    }
}

/// Signed content that has passed every check but those of claims: the payload's bytes need not be a JWT's.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// Verifies a token: its form, its signature and its claims. `now` is in seconds since 1970-01-01T00:00:00Z.
///
/// # Errors
/// The first check that fails, as an [`Error`] with its stable [`Code`](crate::Code); see
/// [`explain`](crate::explain) for all of them.
pub fn verify(token: &str, key: &Key, policy: &Policy, now: f64) -> Result<Verified, Error> {
    verify_with(token, key, policy, now, &mut HeaderMemo::default())
}

/// As [`verify`]. The memo belongs to this key and this policy.
pub(crate) fn verify_with(
    token: &str,
    key: &Key,
    policy: &Policy,
    now: f64,
    memo: &mut HeaderMemo,
) -> Result<Verified, Error> {
    check_clock(now)?;
    let token = UntrustedToken::split(token, policy.max_token_length)?;
    let body = token.decode_claims_body()?;
    let header = memo.check(&token, key, policy)?;
    key.to_verify()?.verify(token.signing_input.as_bytes(), body.signature())?;
    let payload = token::text(body.into_payload(), Part::Payload)?;
    let claims = read_claims(&payload)?;
    claims::check(&Context::new(&claims, policy, now))?;
    Ok(Verified { header, payload })
}

/// Verifies the signature alone, for signed content that is no JWT. The payload is not looked into.
///
/// # Errors
/// As [`verify`], without the codes of claims.
pub fn verify_jws(token: &str, key: &Key) -> Result<VerifiedJws, Error> {
    let policy = Policy::new();
    let token = UntrustedToken::split(token, policy.max_token_length)?;
    let body = token.decode_body()?;
    let header = HeaderMemo::default().check(&token, key, &policy)?;
    key.to_verify()?.verify(token.signing_input.as_bytes(), body.signature())?;
    Ok(VerifiedJws { header, payload: body.into_payload() })
}

/// The last header that passed. Tokens of one issuer share theirs, and reading it anew is a tenth of a verification.
#[derive(Default)]
pub(crate) struct HeaderMemo {
    segment: String,
    text: Arc<str>,
    generation: u32,
}

impl HeaderMemo {
    /// Another number for another header.
    #[cfg(feature = "wasm")]
    pub(crate) const fn generation(&self) -> u32 {
        self.generation
    }

    /// The header's own rules, then the caller's, then the key's; gives the header's text.
    fn check(&mut self, token: &UntrustedToken<'_>, key: &Key, policy: &Policy) -> Result<Arc<str>, Error> {
        // No header is empty, so an empty memo fits none.
        if token.header != self.segment || self.segment.is_empty() {
            let text = token.header_text()?;
            let header = Header::read(&text)?;
            if let Some(typ) = &policy.typ {
                header.check_typ(typ)?;
            }
            key.check_algorithm(&header, policy)?;
            self.segment = token.header.to_owned();
            self.text = Arc::from(text);
            self.generation = self.generation.wrapping_add(1);
        }
        Ok(Arc::clone(&self.text))
    }
}

pub(crate) fn read_claims(payload: &str) -> Result<Object<'_>, Error> {
    Object::parse(payload).map_err(|reason| Error::Malformed { part: Part::Payload, reason })
}

pub(crate) fn check_clock(now: f64) -> Result<(), Error> {
    if now.is_finite() {
        Ok(())
    } else {
        Err(Error::OptionsInvalid { why: "now must be a finite number of seconds".to_owned() })
    }
}
