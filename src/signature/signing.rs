//! Private keys that sign.

use core::fmt;

use crate::algorithm::{Algorithm, Curve};
use crate::error::{Error, ErrorKind};

/// A private key as numbers that signs bytes: the arithmetic below a [`Key`](crate::Key), which is what tokens need. There is
/// none of RSA, for no private operation of it in Rust is known to take constant time (RUSTSEC-2023-0071).
///
/// ```
/// use jwt_wasm::{Algorithm, Curve, SigningKey, VerifyingKey};
/// let signer = SigningKey::ec(Curve::P256, &[7; 32])?;
/// let public = signer.public_key();
/// let (x, y) = public.split_at(Curve::P256.size());
/// let key = VerifyingKey::ec(Curve::P256, x, y)?;
/// key.verify(Algorithm::Es256, b"some bytes", &signer.sign(b"some bytes"))?;
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
///
/// Nothing of it is printed, and it is zeroized on drop.
// No `Clone`: a secret should be in memory once. No `PartialEq`: comparing would not be constant in time.
pub struct SigningKey(Arithmetic);

enum Arithmetic {
    #[cfg(feature = "_ecdsa")]
    Ecdsa(super::ecdsa::EcdsaSigner),
    #[cfg(feature = "eddsa")]
    EdDsa(super::eddsa::EdDsaSigner),
}

impl SigningKey {
    /// A key on a curve: the number d, big-endian, of [`Curve::size`] bytes (RFC 7518 §6.2.2). It signs as RFC 6979 says,
    /// without random numbers.
    ///
    /// # Errors
    /// `key_invalid` if d is of another length or not in 1 to n - 1; `sync_unavailable` in a build without the curve's
    /// feature.
    pub fn ec(curve: Curve, d: &[u8]) -> Result<Self, Error> {
        Self::of_curve(curve, d)?.ok_or_else(|| Error::from(ErrorKind::HostNeeded { algorithm: curve.algorithm() }))
    }

    /// An Ed25519 key: its seed of 32 bytes (RFC 8032 §5.1.5, RFC 8037 §2).
    ///
    /// # Errors
    /// `key_invalid` if it is of another length, `sync_unavailable` in a build without the feature `eddsa`.
    pub fn ed25519(d: &[u8]) -> Result<Self, Error> {
        Self::of_ed25519(d)?.ok_or_else(|| Error::from(ErrorKind::HostNeeded { algorithm: Algorithm::Ed25519 }))
    }

    /// `None` where this build leaves the curve to the host.
    pub(crate) fn of_curve(curve: Curve, d: &[u8]) -> Result<Option<Self>, Error> {
        if d.len() != curve.size() {
            return Err(crate::key::wrong_length("d", d.len(), curve.name(), curve.size()));
        }
        #[cfg(feature = "_ecdsa")]
        return Ok(super::ecdsa::EcdsaSigner::new(curve, d)?.map(Arithmetic::Ecdsa).map(Self));
        #[cfg(not(feature = "_ecdsa"))]
        Ok(None)
    }

    /// `None` where this build leaves it to the host.
    pub(crate) fn of_ed25519(d: &[u8]) -> Result<Option<Self>, Error> {
        if d.len() != 32 {
            return Err(crate::key::wrong_length("d", d.len(), "Ed25519", 32));
        }
        #[cfg(feature = "eddsa")]
        return Ok(Some(Self(Arithmetic::EdDsa(super::eddsa::EdDsaSigner::new(d)?))));
        #[cfg(not(feature = "eddsa"))]
        Ok(None)
    }

    /// The signature of the input, in the form that a JWS has it: of ECDSA r and s side by side (RFC 7518 §3.4), of Ed25519
    /// as RFC 8032 §5.1.6 has it.
    #[must_use]
    pub fn sign(&self, input: &[u8]) -> Vec<u8> {
        // A build without any family has no arm that would use it.
        let _ = input;
        match self.0 {
            #[cfg(feature = "_ecdsa")]
            Arithmetic::Ecdsa(ref signer) => signer.sign(input),
            #[cfg(feature = "eddsa")]
            Arithmetic::EdDsa(ref signer) => signer.sign(input),
        }
    }

    /// The public key: of a curve the coordinates x and y side by side, each of [`Curve::size`] bytes, of Ed25519 x.
    #[must_use]
    pub fn public_key(&self) -> Vec<u8> {
        match self.0 {
            #[cfg(feature = "_ecdsa")]
            Arithmetic::Ecdsa(ref signer) => signer.point(),
            #[cfg(feature = "eddsa")]
            Arithmetic::EdDsa(ref signer) => signer.point().to_vec(),
        }
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SigningKey").finish_non_exhaustive()
    }
}
