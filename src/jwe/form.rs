//! The compact serialization of an encrypted token: five parts (RFC 7516 §7.1).

use alloc::string::String;
use alloc::vec::Vec;

use crate::base64url;
use crate::error::{Error, ErrorKind, JweProblem, Malformation, Part};
use crate::surroundings::Surroundings;
use crate::token::text;

/// A token of which nothing has been decrypted: five parts, in a text that is short enough.
pub(crate) struct EncryptedToken<'t> {
    whole: &'t [u8],
    header: &'t [u8],
    encrypted_key: &'t [u8],
    iv: &'t [u8],
    ciphertext: &'t [u8],
    tag: &'t [u8],
}

/// The parts after the header, decoded.
pub(crate) struct Parts {
    pub(crate) encrypted_key: Vec<u8>,
    pub(crate) iv: Vec<u8>,
    pub(crate) ciphertext: Vec<u8>,
    pub(crate) tag: Vec<u8>,
}

impl<'t> EncryptedToken<'t> {
    pub(crate) fn split(token: &'t [u8], limit: usize) -> Result<Self, Error> {
        if token.len() > limit {
            return Err(Error::from(ErrorKind::TooLarge { length: token.len(), limit }));
        }
        let mut parts = token.splitn(6, |byte| *byte == b'.');
        let mut next = || parts.next();
        match [next(), next(), next(), next(), next(), next()] {
            [Some(header), Some(encrypted_key), Some(iv), Some(ciphertext), Some(tag), None] => {
                Ok(Self { whole: token, header, encrypted_key, iv, ciphertext, tag })
            }
            [Some(_), Some(_), Some(_), None, ..] if Surroundings::of(token).is_none() => {
                Err(problem(JweProblem::NotEncrypted))
            }
            _ => Err(malformed(token, JweProblem::Segments)),
        }
    }

    /// The header as it was sent, which the tag covers (RFC 7516 §5.2, step 14).
    pub(crate) const fn additional_data(&self) -> &'t [u8] {
        self.header
    }

    pub(crate) fn header_text(&self) -> Result<String, Error> {
        text(self.decode("header", self.header)?, Part::Header)
    }

    pub(crate) fn decode_parts(&self) -> Result<Parts, Error> {
        Ok(Parts {
            encrypted_key: self.decode("encrypted_key", self.encrypted_key)?,
            iv: self.decode("iv", self.iv)?,
            ciphertext: self.decode("ciphertext", self.ciphertext)?,
            tag: self.decode("tag", self.tag)?,
        })
    }

    #[inline(never)]
    fn decode(&self, part: &'static str, segment: &[u8]) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        base64url::decode_onto(&mut bytes, segment).map_err(|_| {
            let is_padded = segment.ends_with(b"=");
            malformed(self.whole, if is_padded { JweProblem::Padding { part } } else { JweProblem::Base64url { part } })
        })?;
        Ok(bytes)
    }
}

/// Names what was copied together with the token, if that is the cause.
fn malformed(token: &[u8], otherwise: JweProblem) -> Error {
    match Surroundings::of(token) {
        Some(around) => Error::from(ErrorKind::Malformed {
            part: Part::Token,
            reason: Malformation::Segments,
            around: Some(around),
        }),
        None => problem(otherwise),
    }
}

#[cold]
#[inline(never)]
pub(crate) fn problem(problem: JweProblem) -> Error {
    Error::from(ErrorKind::Jwe(problem))
}
