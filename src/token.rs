//! The size limit and the segments: what can be checked before anything in a token is decoded.

use alloc::string::String;
use alloc::vec::Vec;

use crate::base64url;
use crate::error::{Error, ErrorKind, Malformation, Part};
use crate::json::Object;
use crate::policy::Form;
use crate::surroundings::Surroundings;

/// A token of which nothing has been verified: three segments, in a text that is short enough.
pub(crate) struct UntrustedToken<'t> {
    whole: &'t [u8],
    /// What the signature covers: `header.payload`, as sent.
    pub(crate) signing_input: &'t [u8],
    pub(crate) header: &'t [u8],
    pub(crate) payload: &'t [u8],
    signature: &'t [u8],
    is_padded: bool,
}

impl<'t> UntrustedToken<'t> {
    /// Only the outer dots are searched. A further dot is in the payload, which then cannot be decoded.
    pub(crate) fn split(token: &'t [u8], form: Form) -> Result<Self, Error> {
        if token.len() > form.max_length {
            return Err(Error::from(ErrorKind::TooLarge { length: token.len(), limit: form.max_length }));
        }
        let no_jws = || malformed(token, Part::Token, Malformation::Segments);
        let last = token.iter().rposition(|byte| *byte == b'.').ok_or_else(no_jws)?;
        let (signing_input, signature) = halves(token, last);
        let first = signing_input.iter().position(|byte| *byte == b'.').ok_or_else(no_jws)?;
        let (header, payload) = halves(signing_input, first);
        Ok(Self { whole: token, signing_input, header, payload, signature, is_padded: form.is_padded })
    }

    /// For a payload that may contain what would otherwise count as a copying error.
    pub(crate) const fn with_any_payload(self) -> Self {
        Self { whole: b"", ..self }
    }

    /// Decodes payload and signature, so that a form that is wrong is found before a signature is computed.
    pub(crate) fn decode_body(&self) -> Result<Body, Error> {
        let mut bytes = Vec::with_capacity(self.payload.len().saturating_add(self.signature.len()));
        let decoded = self.decode_onto(&mut bytes, Part::Payload).and_then(|()| self.with_signature(bytes));
        decoded.map_err(|error| self.first(error))
    }

    /// Decodes the signature, for a payload that is decoded already.
    pub(crate) fn with_signature(&self, mut bytes: Vec<u8>) -> Result<Body, Error> {
        let payload_length = bytes.len();
        self.decode_onto(&mut bytes, Part::Signature)?;
        Ok(Body { bytes, payload_length })
    }

    pub(crate) fn decode(&self, part: Part) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        self.decode_onto(&mut bytes, part)?;
        Ok(bytes)
    }

    pub(crate) fn text(&self, part: Part) -> Result<String, Error> {
        text(self.decode(part)?, part)
    }

    /// Appends to what is there already.
    fn decode_onto(&self, bytes: &mut Vec<u8>, part: Part) -> Result<(), Error> {
        let segment = match part {
            Part::Header => self.header,
            Part::Signature => self.signature,
            Part::Payload | Part::Token => self.payload,
        };
        let letters = if self.is_padded { base64url::without_padding(segment) } else { Some(segment) };
        let decoded = letters.ok_or(Malformation::Base64url).and_then(|letters| base64url::decode_onto(bytes, letters));
        decoded.map_err(|reason| self.segment_error(segment, part, reason))
    }

    /// If several segments are malformed, the error names the first one, whether its base64url or, for the header, its
    /// JSON is wrong.
    pub(crate) fn first(&self, error: Error) -> Error {
        if matches!(error.kind(), ErrorKind::Malformed { part: Part::Payload | Part::Signature, .. })
            && let Err(earlier) = self.text(Part::Header).and_then(|text| read_header(&text).map(drop))
        {
            return earlier;
        }
        error
    }

    /// RFC 7516 §7.1: a JWE has five segments. Two tokens with another character between them have as many dots.
    fn segment_error(&self, segment: &[u8], part: Part, reason: Malformation) -> Error {
        if part == Part::Payload {
            let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
            match segment.iter().filter(|byte| **byte == b'.').count() {
                0 => {}
                2 if self.whole.iter().all(is_letter) => return Error::from(ErrorKind::Encrypted),
                _ => return malformed(self.whole, Part::Token, Malformation::Segments),
            }
        }
        let reason = match segment {
            _ if self.is_padded => Malformation::PaddedBase64url,
            [.., b'='] => Malformation::Padding,
            _ => reason,
        };
        malformed(self.whole, part, reason)
    }
}

/// Adds what was copied together with the token, if that is the cause.
fn malformed(token: &[u8], part: Part, reason: Malformation) -> Error {
    Error::from(ErrorKind::Malformed { part, reason, around: Surroundings::of(token) })
}

/// What comes before and after the dot at this place.
fn halves(text: &[u8], dot: usize) -> (&[u8], &[u8]) {
    let (before, from_dot) = text.split_at_checked(dot).unwrap_or_default();
    (before, from_dot.strip_prefix(b".").unwrap_or_default())
}

/// Payload and signature of a token. Nothing of them has been verified.
pub(crate) struct Body {
    /// Both in one vector, because an allocation takes a fiftieth of a verification.
    bytes: Vec<u8>,
    payload_length: usize,
}

impl Body {
    pub(crate) fn signature(&self) -> &[u8] {
        self.bytes.get(self.payload_length..).unwrap_or_default()
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.payload_length == 0
    }

    /// If nothing stands between the dots, the payload is empty or elsewhere (RFC 7515 appendix F). Then the payload is
    /// what is wrong, and not the signature.
    pub(crate) fn refusal(&self, error: Error) -> Error {
        if self.is_empty() && matches!(error.kind(), ErrorKind::SignatureInvalid) { no_claims() } else { error }
    }

    pub(crate) fn into_payload(mut self) -> Vec<u8> {
        self.bytes.truncate(self.payload_length);
        self.bytes
    }
}

/// RFC 7519 §7.2 demands UTF-8.
pub(crate) fn text(bytes: Vec<u8>, part: Part) -> Result<String, Error> {
    String::from_utf8(bytes).map_err(|_| Error::malformed(part, Malformation::Utf8))
}

pub(crate) fn read_header(header: &str) -> Result<Object<'_>, Error> {
    Object::parse(header).map_err(|reason| Error::malformed(Part::Header, reason))
}

/// As [`read_header`], for a caller that wants nothing of it.
pub(crate) fn check_header(header: &str) -> Result<(), Error> {
    Object::check(header).map_err(|reason| Error::malformed(Part::Header, reason))
}

/// An empty payload contains no claims.
fn no_claims() -> Error {
    Error::malformed(Part::Payload, Malformation::NotObject)
}

pub(crate) fn read_claims(payload: &str) -> Result<Object<'_>, Error> {
    if payload.is_empty() {
        return Err(no_claims());
    }
    Object::parse(payload).map_err(|reason| Error::malformed(Part::Payload, reason))
}

/// As [`read_claims`], for a caller that wants nothing of them.
pub(crate) fn check_claims(payload: &str) -> Result<(), Error> {
    if payload.is_empty() {
        return Err(no_claims());
    }
    Object::check(payload).map_err(|reason| Error::malformed(Part::Payload, reason))
}
