//! A token that has not been signed yet.

use core::fmt;

use crate::algorithm::Algorithm;
use crate::base64url;
use crate::error::{Error, ErrorKind};
use crate::key::Key;

/// A token that has not been signed yet (RFC 7515 §5.1). Either [`sign`](Self::sign) signs it, or an engine of the
/// caller's, whose signature [`complete`](Self::complete) takes. `Debug` prints none of it.
pub struct SigningInput {
    algorithm: Algorithm,
    bytes: Vec<u8>,
    /// How many bytes of it stand in the token: all but a detached payload.
    shown: usize,
}

impl fmt::Debug for SigningInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningInput").field("algorithm", &self.algorithm).finish_non_exhaustive()
    }
}

impl SigningInput {
    /// From the header's text. `payload` writes what follows the dot.
    pub(crate) fn new(
        algorithm: Algorithm,
        header: &str,
        is_detached: bool,
        payload: impl FnOnce(&mut Vec<u8>),
    ) -> Self {
        let mut bytes = base64url::encode(header.as_bytes()).into_bytes();
        bytes.push(b'.');
        let header_length = bytes.len();
        payload(&mut bytes);
        let shown = if is_detached { header_length } else { bytes.len() };
        Self { algorithm, bytes, shown }
    }

    /// The algorithm to sign with.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// What the signature covers.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Signs with this build's own arithmetic, and returns the token.
    ///
    /// # Errors
    /// `sync_unavailable` if this build has no arithmetic for the algorithm. `key_invalid` if the key is not for
    /// signing.
    pub fn sign(self, key: &Key) -> Result<String, Error> {
        let signature = key.sign(self.algorithm, &self.bytes)?;
        self.complete(&signature)
    }

    /// Returns the token with the signature that an engine outside of this crate has made.
    ///
    /// # Errors
    /// `signature_invalid` if the signature is empty.
    pub fn complete(self, signature: &[u8]) -> Result<String, Error> {
        if signature.is_empty() {
            return Err(Error::from(ErrorKind::SignatureInvalid));
        }
        let Self { mut bytes, shown, .. } = self;
        bytes.truncate(shown);
        // Base64url is ASCII, and so is an unencoded payload that stands in the token.
        let mut token = String::from_utf8(bytes).map_err(|_| Error::from(ErrorKind::SignatureInvalid))?;
        token.push('.');
        token.push_str(&base64url::encode(signature));
        Ok(token)
    }
}
