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
    pub(crate) fn split(token: &'t str, max_length: usize) -> Result<Self, Error> {
        if token.len() > max_length {
            return Err(Error::TooLarge { length: token.len(), limit: max_length });
        }
        let no_jws = || if is_jwe(token) { Error::Encrypted } else { SEGMENTS };
        let last = token.bytes().rposition(|byte| byte == b'.').ok_or_else(no_jws)?;
        let (signing_input, signature) = halves(token, last);
        let first = signing_input.bytes().position(|byte| byte == b'.').ok_or_else(no_jws)?;
        let (header, payload) = halves(signing_input, first);
        // Counting compiles to SIMD, which a search that may end early does not.
        if payload.bytes().filter(|byte| *byte == b'.').count() > 0 {
            return Err(no_jws());
        }
        Ok(Self { signing_input, header, payload, signature })
    }

    /// Decodes what the header is about, so that a form that is wrong is found before a signature is computed.
    pub(crate) fn decode_body(&self) -> Result<Body, Error> {
        Ok(Body { payload: self.decode_payload()?, signature: bytes(self.signature, Part::Signature)? })
    }

    /// As [`decode_body`](Self::decode_body), for a token that is to hold claims: an empty payload holds none.
    pub(crate) fn decode_claims_body(&self) -> Result<Body, Error> {
        if self.payload.is_empty() {
            return Err(Error::Malformed { part: Part::Payload, reason: Malformation::NotObject });
        }
        self.decode_body()
    }

    pub(crate) fn decode_header(&self) -> Result<Vec<u8>, Error> {
        bytes(self.header, Part::Header)
    }

    pub(crate) fn header_text(&self) -> Result<String, Error> {
        text(self.decode_header()?, Part::Header)
    }

    pub(crate) fn decode_payload(&self) -> Result<Vec<u8>, Error> {
        bytes(self.payload, Part::Payload)
    }
}

/// What is before and after the dot at this place.
fn halves(text: &str, dot: usize) -> (&str, &str) {
    let (before, from_dot) = text.split_at_checked(dot).unwrap_or_default();
    (before, from_dot.strip_prefix('.').unwrap_or_default())
}

const SEGMENTS: Error = Error::Malformed { part: Part::Token, reason: Malformation::Segments };

/// RFC 7516 §7.1: five segments. Two tokens glued together by a foreign letter have as many dots.
fn is_jwe(token: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    token.split('.').count() == 5 && token.bytes().all(is_letter)
}

/// Payload and signature of a token, of which still nothing has been verified.
pub(crate) struct Body {
    pub(crate) payload: Vec<u8>,
    pub(crate) signature: Vec<u8>,
}

fn bytes(segment: &str, part: Part) -> Result<Vec<u8>, Error> {
    base64url::decode(segment).map_err(|reason| Error::Malformed { part, reason })
}

/// RFC 7519 §7.2: UTF-8.
pub(crate) fn text(bytes: Vec<u8>, part: Part) -> Result<String, Error> {
    String::from_utf8(bytes).map_err(|_| Error::Malformed { part, reason: Malformation::Utf8 })
}
