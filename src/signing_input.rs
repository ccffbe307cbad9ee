//! A token that has not been signed yet.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::algorithm::Algorithm;
use crate::base64url;
use crate::error::{Error, ErrorKind};
use crate::key::Key;

/// A token that has not been signed yet (RFC 7515 §5.1). [`new`](Self::new) makes it, or
/// [`prepare_signing`](crate::prepare_signing) for a key in this program. Either [`sign`](Self::sign) signs it, or another
/// library, a KMS or an HSM, whose signature [`finish`](Self::finish) takes. `Debug` prints none of it.
pub struct SigningInput {
    algorithm: Algorithm,
    bytes: Vec<u8>,
    /// How many bytes of it stand in the token: all but a detached payload.
    shown: usize,
}

/// Room for most signatures and both dots. A longer one, of RSA or ML-DSA, takes so long to compute that moving the token does
/// not count.
const SIGNATURE_LETTERS: usize = 140;

impl fmt::Debug for SigningInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningInput").field("algorithm", &self.algorithm).finish_non_exhaustive()
    }
}

impl SigningInput {
    /// From the header's text. `write` writes what follows the dot, from a payload of this many bytes.
    pub(crate) fn of(
        algorithm: Algorithm,
        header: &str,
        is_detached: bool,
        payload_length: usize,
        write: impl FnOnce(&mut Vec<u8>),
    ) -> Self {
        let letters = header.len().saturating_add(payload_length).div_ceil(3).saturating_mul(4);
        let mut bytes = Vec::with_capacity(letters.saturating_add(SIGNATURE_LETTERS));
        base64url::encode_onto(&mut bytes, header.as_bytes());
        bytes.push(b'.');
        let header_length = bytes.len();
        write(&mut bytes);
        let shown = if is_detached { header_length } else { bytes.len() };
        Self { algorithm, bytes, shown }
    }

    /// From the texts of header and claims.
    pub(crate) fn of_claims(algorithm: Algorithm, header: &str, payload: &[u8]) -> Self {
        Self::of(algorithm, header, false, payload.len(), |input| base64url::encode_onto(input, payload))
    }

    /// The algorithm to sign with.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, SignOptions, SigningInput};
    /// let input = SigningInput::new("{}", Algorithm::EdDsa, &SignOptions::new().without_expiry(), 1_700_000_000)?;
    /// assert_eq!(input.algorithm(), Algorithm::EdDsa);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// What the signature covers.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, SignOptions, SigningInput};
    /// let input = SigningInput::new("{}", Algorithm::EdDsa, &SignOptions::new().without_expiry(), 1_700_000_000)?;
    /// assert_eq!(input.as_bytes(), b"eyJhbGciOiJFZERTQSIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE3MDAwMDAwMDB9");
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Signs with this build's own arithmetic, and returns the token.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Key, SignOptions, SigningInput};
    /// let input = SigningInput::new("{}", Algorithm::EdDsa, &SignOptions::new().without_expiry(), 1_700_000_000)?;
    /// let token = input.sign(&Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?)?;
    /// assert!(token.starts_with("eyJhbGciOiJFZERTQSIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE3MDAwMDAwMDB9."));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `sync_unavailable` if this build has no arithmetic for the algorithm. `key_invalid` if the key is not for
    /// signing.
    pub fn sign(self, key: &Key) -> Result<String, Error> {
        let signature = key.sign(self.algorithm, &self.bytes)?;
        self.finish(&signature)
    }

    /// Returns the token with a signature that was made elsewhere, in the form of RFC 7518 §3: for ECDSA r and s side by
    /// side, and not DER. Whether the signature is good is not checked: [`verify`](crate::verify()) does that.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, SignOptions, SigningInput};
    /// let input = SigningInput::new("{}", Algorithm::EdDsa, &SignOptions::new().without_expiry(), 1_700_000_000)?;
    /// // This stands for the signature that a KMS made of `input.as_bytes()`.
    /// let token = input.finish([7; 64])?;
    /// assert!(token.starts_with("eyJhbGciOiJFZERTQSIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE3MDAwMDAwMDB9.BwcH"));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `signature_invalid` if its length in bytes is not right for the algorithm.
    pub fn finish(self, signature: impl AsRef<[u8]>) -> Result<String, Error> {
        self.finish_with(signature.as_ref())
    }

    fn finish_with(self, signature: &[u8]) -> Result<String, Error> {
        self.check_length(signature.len())?;
        let Self { mut bytes, shown, .. } = self;
        bytes.truncate(shown);
        bytes.push(b'.');
        base64url::encode_onto(&mut bytes, signature);
        // Base64url is ASCII, and so is an unencoded payload that stands in the token.
        String::from_utf8(bytes).map_err(|_| Error::from(ErrorKind::SignatureInvalid))
    }

    /// The package's own scripts check what a signer of the caller's returns, and its module must not grow for this.
    #[cfg(feature = "_npm")]
    fn check_length(&self, actual: usize) -> Result<(), Error> {
        if actual == 0 { Err(Error::from(ErrorKind::SignatureInvalid)) } else { Ok(()) }
    }

    #[cfg(not(feature = "_npm"))]
    fn check_length(&self, actual: usize) -> Result<(), Error> {
        let (least, most) = self.algorithm.signature_size();
        if (least..=most).contains(&actual) {
            return Ok(());
        }
        let algorithm = self.algorithm;
        Err(Error::from(ErrorKind::SignatureLength { algorithm, least_bytes: least, actual_bytes: actual }))
    }
}
