//! Private keys that sign.

use alloc::vec::Vec;
use core::fmt;

use crate::algorithm::{Curve, EdwardsCurve, ParameterSet};
use crate::error::{Error, ErrorKind};

/// A private key as numbers, which signs bytes: the arithmetic below a [`Key`](crate::Key). For tokens use a `Key`. RSA
/// is missing, because no RSA private operation in Rust is known to take constant time (RUSTSEC-2023-0071).
///
/// ```
/// use jwt_wasm::{Algorithm, Curve, SigningKey, VerifyingKey};
/// let signer = SigningKey::ec(Curve::P256, &[7; 32])?;
/// let public = signer.public_key();
/// let (x, y) = public.split_at(Curve::P256.size());
/// let key = VerifyingKey::ec(Curve::P256, x, y)?;
/// key.verify(Algorithm::Es256, b"some bytes", &signer.sign(b"some bytes")?)?;
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
///
/// `Debug` prints none of it, and it is zeroized on drop.
// No `Clone`: a secret should be in memory once. No `PartialEq`: the comparison would not take constant time.
pub struct SigningKey(Arithmetic);

enum Arithmetic {
    #[cfg(feature = "_ecdsa")]
    Ecdsa(super::ecdsa::EcdsaSigner),
    #[cfg(feature = "eddsa")]
    EdDsa(super::eddsa::EdDsaSigner),
    #[cfg(feature = "ed448")]
    Ed448(super::ed448::Ed448Signer),
    #[cfg(feature = "mldsa")]
    MlDsa(super::ml_dsa::MlDsaSigner),
}

impl SigningKey {
    /// A key on a curve, from the number d, big-endian, of [`Curve::size`] bytes (RFC 7518 §6.2.2). It signs by RFC
    /// 6979, without random numbers.
    ///
    /// ```
    /// use jwt_wasm::{Curve, SigningKey};
    /// let signer = SigningKey::ec(Curve::P256, &[7; 32])?;
    /// assert_eq!(signer.sign(b"some bytes")?.len(), 2 * Curve::P256.size());
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `key_invalid` if d has another length or is not in 1 to n - 1. `sync_unavailable` in a build without the curve's
    /// feature.
    pub fn ec(curve: Curve, d: &[u8]) -> Result<Self, Error> {
        Self::of_curve(curve, d)?.ok_or_else(|| Error::from(ErrorKind::HostNeeded { algorithm: curve.algorithm() }))
    }

    /// An Ed25519 key, from its seed of 32 bytes (RFC 8032 §5.1.5, RFC 8037 §2).
    ///
    /// ```
    /// use jwt_wasm::SigningKey;
    /// let signer = SigningKey::ed25519(&[7; 32])?;
    /// assert_eq!(signer.sign(b"some bytes")?.len(), 64);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `key_invalid` if the seed has another length. `sync_unavailable` in a build without the feature `eddsa`.
    pub fn ed25519(d: &[u8]) -> Result<Self, Error> {
        Self::edwards(EdwardsCurve::Ed25519, d)
    }

    /// An Ed448 key, from its seed of 57 bytes (RFC 8032 §5.2.5, RFC 8037 §2).
    ///
    /// ```
    /// use jwt_wasm::SigningKey;
    /// # #[cfg(feature = "ed448")]
    /// assert_eq!(SigningKey::ed448(&[7; 57])?.sign(b"some bytes")?.len(), 114);
    /// assert!(SigningKey::ed448(&[7; 32]).is_err());
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `key_invalid` if the seed has another length. `sync_unavailable` in a build without the feature `ed448`.
    pub fn ed448(d: &[u8]) -> Result<Self, Error> {
        Self::edwards(EdwardsCurve::Ed448, d)
    }

    fn edwards(curve: EdwardsCurve, d: &[u8]) -> Result<Self, Error> {
        Self::of_edwards(curve, d)?.ok_or_else(|| Error::from(ErrorKind::HostNeeded { algorithm: curve.algorithm() }))
    }

    /// An ML-DSA key, from its seed of 32 bytes (FIPS 204 §5.1, RFC 9964 §3), from its expanded key of
    /// [`ParameterSet::expanded_key_size`] bytes (FIPS 204 §7.2), or from both, the seed first, as RFC 9881 §6 has them.
    ///
    /// ```
    /// use jwt_wasm::{ParameterSet, SigningKey};
    /// let seed = [7; ParameterSet::SEED_SIZE];
    /// # #[cfg(feature = "mldsa")]
    /// assert_eq!(SigningKey::ml_dsa(ParameterSet::MlDsa44, &seed)?.sign(b"some bytes")?.len(), 2420);
    /// assert!(SigningKey::ml_dsa(ParameterSet::MlDsa44, &seed[1..]).is_err());
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `key_invalid` for another length, and if the parts of an expanded key, or it and the seed, do not belong
    /// together. `sync_unavailable` in a build without the feature `mldsa`.
    pub fn ml_dsa(set: ParameterSet, private: &[u8]) -> Result<Self, Error> {
        Self::of_ml_dsa(set, private)?.ok_or_else(|| Error::from(ErrorKind::HostNeeded { algorithm: set.algorithm() }))
    }

    /// `None` if this build leaves the curve to the host.
    pub(crate) fn of_curve(curve: Curve, d: &[u8]) -> Result<Option<Self>, Error> {
        if d.len() != curve.size() {
            return Err(crate::key::wrong_length("d", d.len(), curve.name(), curve.size()));
        }
        #[cfg(feature = "_ecdsa")]
        return Ok(super::ecdsa::EcdsaSigner::new(curve, d)?.map(Arithmetic::Ecdsa).map(Self));
        #[cfg(not(feature = "_ecdsa"))]
        Ok(None)
    }

    /// `None` if this build leaves the curve to the host.
    pub(crate) fn of_edwards(curve: EdwardsCurve, d: &[u8]) -> Result<Option<Self>, Error> {
        if d.len() != curve.size() {
            return Err(crate::key::wrong_length("d", d.len(), curve.name(), curve.size()));
        }
        match curve {
            #[cfg(feature = "eddsa")]
            EdwardsCurve::Ed25519 => Ok(Some(Self(Arithmetic::EdDsa(super::eddsa::EdDsaSigner::new(d)?)))),
            #[cfg(feature = "ed448")]
            EdwardsCurve::Ed448 => Ok(Some(Self(Arithmetic::Ed448(super::ed448::Ed448Signer::new(d)?)))),
            #[allow(unreachable_patterns, reason = "a build can have both curves")]
            _ => Ok(None),
        }
    }

    /// `None` if this build leaves ML-DSA to the host.
    pub(crate) fn of_ml_dsa(set: ParameterSet, private: &[u8]) -> Result<Option<Self>, Error> {
        let private = crate::key::MlDsaPrivate::of(set, private)?;
        #[cfg(feature = "mldsa")]
        return Ok(Some(Self(Arithmetic::MlDsa(super::ml_dsa::MlDsaSigner::new(set, private)?))));
        #[cfg(not(feature = "mldsa"))]
        {
            let _ = private;
            Ok(None)
        }
    }

    /// Signs the input. The signature has the form that a JWS has: for ECDSA r and s side by side (RFC 7518 §3.4), for
    /// Ed25519 and Ed448 the form of RFC 8032 §5.1.6 and §5.2.6, for ML-DSA the form of FIPS 204 §7.2. ML-DSA mixes in random bytes from the
    /// host's secure source (hedged signing, FIPS 204 §3.4). The other algorithms need none.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, SigningKey, VerifyingKey};
    /// let signer = SigningKey::ed25519(&[7; 32])?;
    /// let key = VerifyingKey::ed25519(&signer.public_key())?;
    /// key.verify(Algorithm::EdDsa, b"some bytes", &signer.sign(b"some bytes")?)?;
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `sync_unavailable` if ML-DSA gets no random bytes, such as without the feature `rand`.
    pub fn sign(&self, input: &[u8]) -> Result<Vec<u8>, Error> {
        #[cfg_attr(not(feature = "mldsa"), expect(unused_mut, reason = "only ML-DSA needs random bytes"))]
        let mut random = zeroize::Zeroizing::new([0; 32]);
        #[cfg(feature = "mldsa")]
        if matches!(self.0, Arithmetic::MlDsa(_)) {
            crate::random::fill(random.as_mut())?;
        }
        self.sign_with(input, &random)
    }

    /// As [`sign`](Self::sign), with random bytes of the caller's, which only ML-DSA uses. If all of them are 0, that is
    /// its deterministic variant (FIPS 204 §3.4), which is for tests.
    ///
    /// ```
    /// use jwt_wasm::SigningKey;
    /// let signer = SigningKey::ed25519(&[7; 32])?;
    /// // Ed25519 needs no random bytes.
    /// assert_eq!(signer.sign_with(b"some bytes", &[1; 32])?, signer.sign(b"some bytes")?);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `sync_unavailable` if ML-DSA finds no signature with these random bytes (FIPS 204 appendix C).
    pub fn sign_with(&self, input: &[u8], random: &[u8; 32]) -> Result<Vec<u8>, Error> {
        // A build without any family does not use them otherwise.
        let _ = (input, random);
        match self.0 {
            #[cfg(feature = "_ecdsa")]
            Arithmetic::Ecdsa(ref signer) => Ok(signer.sign(input)),
            #[cfg(feature = "eddsa")]
            Arithmetic::EdDsa(ref signer) => Ok(signer.sign(input)),
            #[cfg(feature = "ed448")]
            Arithmetic::Ed448(ref signer) => Ok(signer.sign(input)),
            #[cfg(feature = "mldsa")]
            Arithmetic::MlDsa(ref signer) => signer.sign(input, random),
        }
    }

    /// The public key: on a curve the coordinates x and y side by side, each of [`Curve::size`] bytes, for Ed25519
    /// and Ed448 x, for ML-DSA the encoding of FIPS 204 §7.2.
    ///
    /// ```
    /// use jwt_wasm::{Curve, SigningKey};
    /// assert_eq!(SigningKey::ed25519(&[7; 32])?.public_key().len(), 32);
    /// assert_eq!(SigningKey::ec(Curve::P256, &[7; 32])?.public_key().len(), 2 * Curve::P256.size());
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn public_key(&self) -> Vec<u8> {
        match self.0 {
            #[cfg(feature = "_ecdsa")]
            Arithmetic::Ecdsa(ref signer) => signer.point(),
            #[cfg(feature = "eddsa")]
            Arithmetic::EdDsa(ref signer) => signer.point().to_vec(),
            #[cfg(feature = "ed448")]
            Arithmetic::Ed448(ref signer) => signer.point(),
            #[cfg(feature = "mldsa")]
            Arithmetic::MlDsa(ref signer) => signer.public_key().to_vec(),
        }
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SigningKey").finish_non_exhaustive()
    }
}
