//! Size cap and segments: what can be said of a token before anything in it is decoded.

use crate::base64url;
use crate::error::{Error, Malformation, Part};

/// A token of which nothing has been verified: three segments of a text that is short enough.
pub(crate) struct UntrustedToken<'t> {
    /// What the signature covers: `header.payload`, as sent.
    pub(crate) signing_input: &'t str,
    header: &'t str,
    payload: &'t str,
    signature: &'t str,
}

impl<'t> UntrustedToken<'t> {
    pub(crate) fn split(token: &'t str, max_length: usize) -> Result<Self, Error> {
        if token.len() > max_length {
            return Err(Error::TooLarge { length: token.len(), limit: max_length });
        }
        let no_jws = || match token.split('.').count() {
            5 => Error::Encrypted,
            _ => Error::Malformed { part: Part::Token, reason: Malformation::Segments },
        };
        let (signing_input, signature) = token.rsplit_once('.').ok_or_else(no_jws)?;
        let (header, payload) = signing_input.split_once('.').ok_or_else(no_jws)?;
        if payload.contains('.') {
            return Err(no_jws());
        }
        Ok(Self { signing_input, header, payload, signature })
    }

    pub(crate) fn header_text(&self) -> Result<String, Error> {
        text(self.header, Part::Header)
    }

    pub(crate) fn payload_text(&self) -> Result<String, Error> {
        text(self.payload, Part::Payload)
    }

    pub(crate) fn payload_bytes(&self) -> Result<Vec<u8>, Error> {
        bytes(self.payload, Part::Payload)
    }

    pub(crate) fn signature_bytes(&self) -> Result<Vec<u8>, Error> {
        bytes(self.signature, Part::Signature)
    }
}

fn bytes(segment: &str, part: Part) -> Result<Vec<u8>, Error> {
    base64url::decode(segment).map_err(|reason| Error::Malformed { part, reason })
}

fn text(segment: &str, part: Part) -> Result<String, Error> {
    String::from_utf8(bytes(segment, part)?).map_err(|_| Error::Malformed { part, reason: Malformation::Utf8 })
}
