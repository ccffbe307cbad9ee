//! Size cap and segments: what can be said of a token before anything in it is decoded.

use crate::base64url;
use crate::error::{Error, Malformation, Part};

/// A token of which nothing has been verified: three segments of a text that is short enough.
pub(crate) struct UntrustedToken<'t> {
    /// What the signature covers: `header.payload`, as sent.
    pub(crate) signing_input: &'t str,
    pub(crate) header: &'t str,
    payload: &'t str,
    signature: &'t str,
}

impl<'t> UntrustedToken<'t> {
    /// Only the outer dots are looked for. One dot more is in the payload, which then cannot be decoded.
    pub(crate) fn split(token: &'t str, max_length: usize) -> Result<Self, Error> {
        if token.len() > max_length {
            return Err(Error::TooLarge { length: token.len(), limit: max_length });
        }
        let no_jws = || Error::Malformed { part: Part::Token, reason: Malformation::Segments };
        let last = token.bytes().rposition(|byte| byte == b'.').ok_or_else(no_jws)?;
        let (signing_input, signature) = halves(token, last);
        let first = signing_input.bytes().position(|byte| byte == b'.').ok_or_else(no_jws)?;
        let (header, payload) = halves(signing_input, first);
        Ok(Self { signing_input, header, payload, signature })
    }

    /// Decodes what the header is about, so that a form that is wrong is found before a signature is computed.
    pub(crate) fn decode_body(&self) -> Result<Body, Error> {
        let mut bytes = Vec::with_capacity(self.payload.len().saturating_add(self.signature.len()));
        base64url::decode_onto(&mut bytes, self.payload).map_err(|reason| self.payload_error(reason))?;
        let payload_length = bytes.len();
        base64url::decode_onto(&mut bytes, self.signature)
            .map_err(|reason| Error::Malformed { part: Part::Signature, reason })?;
        Ok(Body { bytes, payload_length })
    }

    /// As [`decode_body`](Self::decode_body), for a token that is to hold claims: an empty payload holds none.
    pub(crate) fn decode_claims_body(&self) -> Result<Body, Error> {
        if self.payload.is_empty() {
            return Err(Error::Malformed { part: Part::Payload, reason: Malformation::NotObject });
        }
        self.decode_body()
    }

    pub(crate) fn decode_header(&self) -> Result<Vec<u8>, Error> {
        base64url::decode(self.header).map_err(|reason| Error::Malformed { part: Part::Header, reason })
    }

    pub(crate) fn header_text(&self) -> Result<String, Error> {
        text(self.decode_header()?, Part::Header)
    }

    pub(crate) fn payload_text(&self) -> Result<String, Error> {
        text(base64url::decode(self.payload).map_err(|reason| self.payload_error(reason))?, Part::Payload)
    }

    /// RFC 7516 §7.1: a JWE has five segments. Two tokens glued together by a foreign letter have as many dots.
    fn payload_error(&self, reason: Malformation) -> Error {
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        let are_letters = |text: &str| text.bytes().all(is_letter);
        match self.payload.split('.').count() {
            1 => Error::Malformed { part: Part::Payload, reason },
            3 if are_letters(self.signing_input) && are_letters(self.signature) => Error::Encrypted,
            _ => Error::Malformed { part: Part::Token, reason: Malformation::Segments },
        }
    }
}

/// What is before and after the dot at this place.
fn halves(text: &str, dot: usize) -> (&str, &str) {
    let (before, from_dot) = text.split_at_checked(dot).unwrap_or_default();
    (before, from_dot.strip_prefix('.').unwrap_or_default())
}

/// Payload and signature of a token, of which still nothing has been verified.
pub(crate) struct Body {
    /// One after the other, for one allocation is a fiftieth of a verification.
    bytes: Vec<u8>,
    payload_length: usize,
}

impl Body {
    pub(crate) fn signature(&self) -> &[u8] {
        self.bytes.get(self.payload_length..).unwrap_or_default()
    }

    pub(crate) fn into_payload(mut self) -> Vec<u8> {
        self.bytes.truncate(self.payload_length);
        self.bytes
    }
}

/// RFC 7519 §7.2: UTF-8.
pub(crate) fn text(bytes: Vec<u8>, part: Part) -> Result<String, Error> {
    String::from_utf8(bytes).map_err(|_| Error::Malformed { part, reason: Malformation::Utf8 })
}
