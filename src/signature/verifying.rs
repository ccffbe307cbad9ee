//! Public keys that verify.

use core::fmt;

use crate::algorithm::{Algorithm, Curve, EdwardsCurve, ParameterSet};
use crate::error::{Error, ErrorKind};
use crate::key::PublicForm;

/// A public key as numbers, which verifies signatures of bytes: the arithmetic below a [`Key`](crate::Key). For tokens
/// use a `Key`. Points and Montgomery parameters are computed once, when the key is made.
///
/// ```
/// use jwt_wasm::{Algorithm, Code, SigningKey, VerifyingKey};
/// // RFC 8037 appendix A.
/// let d = [
///     0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4, 0x44, 0x49, 0xc5,
///     0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
/// ];
/// let signer = SigningKey::ed25519(&d)?;
/// let key = VerifyingKey::ed25519(&signer.public_key())?;
/// let signature = signer.sign(b"some bytes")?;
/// key.verify(Algorithm::EdDsa, b"some bytes", &signature)?;
/// let error = key.verify(Algorithm::EdDsa, b"other bytes", &signature).unwrap_err();
/// assert_eq!(error.code(), Code::SignatureInvalid);
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
pub struct VerifyingKey {
    form: PublicForm,
    /// `None` if this build leaves it to the host, which occurs only inside a [`Key`](crate::Key).
    arithmetic: Option<Arithmetic>,
}

enum Arithmetic {
    #[cfg(feature = "rsa")]
    Rsa(super::rsa::RsaKey),
    #[cfg(feature = "_ecdsa")]
    Ecdsa(super::ecdsa::EcdsaKey),
    #[cfg(feature = "eddsa")]
    EdDsa(super::eddsa::EdDsaKey),
    #[cfg(feature = "ed448")]
    Ed448(super::ed448::Ed448Key),
    #[cfg(feature = "mldsa")]
    MlDsa(super::ml_dsa::MlDsaKey),
}

impl Arithmetic {
    fn new(form: &PublicForm) -> Result<Option<Self>, Error> {
        Ok(match form {
            #[cfg(feature = "rsa")]
            PublicForm::Rsa { n, e } => Some(Self::Rsa(super::rsa::RsaKey::new(n, e)?)),
            #[cfg(feature = "_ecdsa")]
            PublicForm::Ec { curve, x, y } => super::ecdsa::EcdsaKey::new(*curve, x, y)?.map(Self::Ecdsa),
            #[cfg(feature = "eddsa")]
            PublicForm::Edwards { curve: EdwardsCurve::Ed25519, x, .. } => {
                Some(Self::EdDsa(super::eddsa::EdDsaKey::new(x)?))
            }
            #[cfg(feature = "ed448")]
            PublicForm::Edwards { curve: EdwardsCurve::Ed448, x, .. } => {
                Some(Self::Ed448(super::ed448::Ed448Key::new(x)?))
            }
            #[cfg(feature = "mldsa")]
            PublicForm::MlDsa { set, key } => Some(Self::MlDsa(super::ml_dsa::MlDsaKey::new(*set, key)?)),
            #[allow(unreachable_patterns, reason = "a build can have every family")]
            _ => None,
        })
    }

    fn verify(&self, algorithm: Algorithm, input: &[u8], signature: &[u8]) -> bool {
        // A build without any family does not use them otherwise.
        let _ = (algorithm, input, signature);
        match *self {
            #[cfg(feature = "rsa")]
            Self::Rsa(ref key) => key.verify(algorithm, input, signature),
            #[cfg(feature = "_ecdsa")]
            Self::Ecdsa(ref key) => key.verify(input, signature),
            #[cfg(feature = "eddsa")]
            Self::EdDsa(ref key) => key.verify(input, signature),
            #[cfg(feature = "ed448")]
            Self::Ed448(ref key) => key.verify(input, signature),
            #[cfg(feature = "mldsa")]
            Self::MlDsa(ref key) => key.verify(input, signature),
        }
    }
}

impl VerifyingKey {
    /// An RSA key, from modulus and exponent, big-endian, without leading zero bytes (RFC 7518 §6.3.1). The modulus has
    /// 2048 to 8192 bits. The exponent is odd and in 3 to 2^32 - 1.
    ///
    /// ```
    /// use jwt_wasm::{Code, VerifyingKey};
    /// let exponent = [1, 0, 1];
    /// assert!(VerifyingKey::rsa(&[0xc1; 256], &exponent).is_ok());
    /// assert_eq!(VerifyingKey::rsa(&[0xc1; 128], &exponent).unwrap_err().code(), Code::KeyTooWeak);
    /// ```
    ///
    /// # Errors
    /// `key_invalid` if the numbers are outside these bounds. `key_too_weak` for a modulus below 2048 bits (RFC 7518
    /// §3.3). `sync_unavailable` in a build without the feature `rsa`.
    pub fn rsa(n: &[u8], e: &[u8]) -> Result<Self, Error> {
        Self::new(PublicForm::rsa(n, e)?)?.computing(Algorithm::Rs256)
    }

    /// A key on a curve, from the coordinates of its point, big-endian, each of [`Curve::size`] bytes (RFC 7518
    /// §6.2.1).
    ///
    /// ```
    /// use jwt_wasm::{Code, Curve, SigningKey, VerifyingKey};
    /// let public = SigningKey::ec(Curve::P256, &[7; 32])?.public_key();
    /// let (x, y) = public.split_at(Curve::P256.size());
    /// assert!(VerifyingKey::ec(Curve::P256, x, y).is_ok());
    /// // Not on the curve.
    /// assert_eq!(VerifyingKey::ec(Curve::P256, y, x).unwrap_err().code(), Code::KeyInvalid);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `key_invalid` if a coordinate has another length, or the point is not on the curve. `sync_unavailable` in a
    /// build without the curve's feature.
    pub fn ec(curve: Curve, x: &[u8], y: &[u8]) -> Result<Self, Error> {
        Self::new(PublicForm::ec(curve, x, y)?)?.computing(curve.algorithm())
    }

    /// An Ed25519 key, from its encoded point of 32 bytes (RFC 8032 §5.1.2, RFC 8037 §2).
    ///
    /// ```
    /// use jwt_wasm::{Code, SigningKey, VerifyingKey};
    /// assert!(VerifyingKey::ed25519(&SigningKey::ed25519(&[7; 32])?.public_key()).is_ok());
    /// // A point of small order.
    /// assert_eq!(VerifyingKey::ed25519(&[0; 32]).unwrap_err().code(), Code::KeyInvalid);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `key_invalid` if the point has another length, is not canonical, is of small order (RFC 8725 §3.4) or is not on
    /// the curve. `sync_unavailable` in a build without the feature `eddsa`.
    pub fn ed25519(x: &[u8]) -> Result<Self, Error> {
        Self::edwards(EdwardsCurve::Ed25519, x)
    }

    /// An Ed448 key, from its encoded point of 57 bytes (RFC 8032 §5.2.2, RFC 8037 §2).
    ///
    /// ```
    /// use jwt_wasm::{Code, VerifyingKey};
    /// # #[cfg(feature = "ed448")]
    /// assert!(VerifyingKey::ed448(&jwt_wasm::SigningKey::ed448(&[7; 57])?.public_key()).is_ok());
    /// // A point of small order.
    /// assert_eq!(VerifyingKey::ed448(&[0; 57]).unwrap_err().code(), Code::KeyInvalid);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`ed25519`](Self::ed25519), with the feature `ed448`.
    pub fn ed448(x: &[u8]) -> Result<Self, Error> {
        Self::edwards(EdwardsCurve::Ed448, x)
    }

    fn edwards(curve: EdwardsCurve, x: &[u8]) -> Result<Self, Error> {
        Self::new(PublicForm::edwards(curve, x)?)?.computing(curve.algorithm())
    }

    /// An ML-DSA key, from its encoding (FIPS 204 §7.2, RFC 9964 §3).
    ///
    /// ```
    /// use jwt_wasm::{Code, ParameterSet, VerifyingKey};
    /// # #[cfg(feature = "mldsa")]
    /// assert!(VerifyingKey::ml_dsa(ParameterSet::MlDsa44, &[7; 1312]).is_ok());
    /// assert_eq!(VerifyingKey::ml_dsa(ParameterSet::MlDsa44, &[7; 1311]).unwrap_err().code(), Code::KeyInvalid);
    /// ```
    ///
    /// # Errors
    /// `key_invalid` if it does not have [`ParameterSet::public_key_size`] bytes. `sync_unavailable` in a build without
    /// the feature `mldsa`.
    pub fn ml_dsa(set: ParameterSet, key: &[u8]) -> Result<Self, Error> {
        Self::new(PublicForm::ml_dsa(set, key)?)?.computing(set.algorithm())
    }

    pub(crate) fn new(form: PublicForm) -> Result<Self, Error> {
        let arithmetic = Arithmetic::new(&form)?;
        Ok(Self { form, arithmetic })
    }

    /// Checks the numbers as far as this build can.
    pub(crate) fn check(form: &PublicForm) -> Result<(), Error> {
        Arithmetic::new(form).map(|_| ())
    }

    fn computing(self, algorithm: Algorithm) -> Result<Self, Error> {
        if self.arithmetic.is_some() { Ok(self) } else { Err(Error::from(ErrorKind::HostNeeded { algorithm })) }
    }

    pub(crate) const fn form(&self) -> &PublicForm {
        &self.form
    }

    /// Verifies a signature of the input. It has the form that a JWS has: for RSA as long as the modulus (RFC 8017 §8),
    /// for ECDSA r and s side by side (RFC 7518 §3.4), for Ed25519 and Ed448 the form of RFC 8032 §5.1.6 and
    /// §5.2.6, for ML-DSA the form of FIPS 204 §7.2.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, SigningKey, VerifyingKey};
    /// let signer = SigningKey::ed25519(&[7; 32])?;
    /// let key = VerifyingKey::ed25519(&signer.public_key())?;
    /// let signature = signer.sign(b"some bytes")?;
    /// assert!(key.verify(Algorithm::EdDsa, b"some bytes", &signature).is_ok());
    /// assert!(key.verify(Algorithm::EdDsa, b"other bytes", &signature).is_err());
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `signature_invalid`, also for a signature of another form, and for an algorithm that is for another kind of key.
    pub fn verify(&self, algorithm: Algorithm, input: &[u8], signature: &[u8]) -> Result<(), Error> {
        if !self.form.fits(algorithm) {
            return Err(Error::from(ErrorKind::SignatureInvalid));
        }
        self.form.check_signature_form(signature)?;
        let Some(arithmetic) = &self.arithmetic else { return Err(Error::from(ErrorKind::HostNeeded { algorithm })) };
        if arithmetic.verify(algorithm, input, signature) {
            Ok(())
        } else {
            Err(Error::from(ErrorKind::SignatureInvalid))
        }
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifyingKey({})", self.form.kind())
    }
}
