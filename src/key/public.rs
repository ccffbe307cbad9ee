//! Public and private keys from their numbers, bound to their algorithms.

use alloc::vec::Vec;

use zeroize::Zeroizing;

use crate::algorithm::{Algorithm, EdwardsCurve};
use crate::error::{Error, KeyKind, KeyProblem};
use crate::key::private::PublicHalf;
use crate::key::{Domain, Key, Material, Operations, PrivateForm, PublicForm, invalid, mismatch};
use crate::signature::VerifyingKey;

impl Key {
    /// A private Ed25519 key from its 32 bytes alone (RFC 8032 §5.1.5). Most files of such a key do not contain the
    /// public half.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Key};
    /// let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?;
    /// assert!(key.public_jwk().is_some());
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `key_invalid` for another length or an algorithm for another kind of key.
    pub fn private_ed25519(d: &[u8], algorithm: Algorithm) -> Result<Self, Error> {
        Self::private_edwards(EdwardsCurve::Ed25519, d, algorithm)
    }

    /// As [`private_ed25519`](Self::private_ed25519), for Ed448, whose private key has 57 bytes (RFC 8032 §5.2.5).
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Key};
    /// let key = Key::private_ed448(&[7; 57], Algorithm::EdDsa)?;
    /// assert_eq!(key.fully_specified(Algorithm::EdDsa), Algorithm::Ed448);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `key_invalid` for another length or an algorithm for another kind of key.
    pub fn private_ed448(d: &[u8], algorithm: Algorithm) -> Result<Self, Error> {
        Self::private_edwards(EdwardsCurve::Ed448, d, algorithm)
    }

    fn private_edwards(curve: EdwardsCurve, d: &[u8], algorithm: Algorithm) -> Result<Self, Error> {
        Self::private(PrivateForm::of(Domain::Edwards(curve), Zeroizing::new(d.to_vec()), None)?, vec![algorithm])
    }

    /// A private ML-DSA key from its seed alone (RFC 9964 §3, RFC 9881 §6), which is all that most files of such a key
    /// contain. As [`SigningKey::ml_dsa`](crate::SigningKey::ml_dsa), it also takes the expanded key, or both.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Key};
    /// let key = Key::private_ml_dsa(&[7; 32], Algorithm::MlDsa65)?;
    /// assert_eq!(key.algorithms(), [Algorithm::MlDsa65]);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `key_invalid` for another length or an algorithm for another kind of key, and for a damaged expanded key.
    pub fn private_ml_dsa(private: &[u8], algorithm: Algorithm) -> Result<Self, Error> {
        Self::private_ml_dsa_with(private, None, algorithm)
    }

    /// As [`Key::private_ml_dsa`], with the public key, for a build that cannot compute it.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Code, Key};
    /// let error = Key::private_ml_dsa_with(&[7; 32], Some(b"too short"), Algorithm::MlDsa65).unwrap_err();
    /// assert_eq!(error.code(), Code::KeyInvalid);
    /// ```
    ///
    /// # Errors
    /// As [`Key::private_ml_dsa`]. `key_invalid` also if the public key has another length, or is not the private
    /// key's. Only a build with the feature `mldsa` finds the second.
    pub fn private_ml_dsa_with(private: &[u8], public: Option<&[u8]>, algorithm: Algorithm) -> Result<Self, Error> {
        let set = algorithm.parameter_set().ok_or_else(|| mismatch(KeyKind::Akp("ML-DSA"), algorithm))?;
        let public = public.map(|public| PublicForm::ml_dsa(set, public)).transpose()?;
        Self::private(PrivateForm::of(Domain::Set(set), Zeroizing::new(private.to_vec()), public)?, vec![algorithm])
    }

    pub(super) fn of_public(form: PublicForm, algorithms: Vec<Algorithm>) -> Result<Self, Error> {
        form.check_algorithms(&algorithms)?;
        Ok(Self {
            algorithms,
            material: Material::Public(VerifyingKey::new(form)?),
            kid: None,
            operations: Operations { verify: true, sign: false },
        })
    }

    pub(super) fn private(form: PrivateForm, algorithms: Vec<Algorithm>) -> Result<Self, Error> {
        form.check_algorithms(&algorithms)?;
        match &form.public {
            // Otherwise an unsound public half would be noticed only by those who verify.
            PublicHalf::Known(public) => VerifyingKey::check(public)?,
            PublicHalf::Unknown(Domain::Curve(_)) => return Err(invalid(KeyProblem::PublicHalfMissing)),
            PublicHalf::Unknown(Domain::Edwards(_) | Domain::Set(_)) => {}
        }
        let arithmetic = form.signing_key()?;
        Ok(Self {
            algorithms,
            material: Material::Private { form, arithmetic },
            kid: None,
            operations: Operations { verify: false, sign: true },
        })
    }
}

impl PublicForm {
    pub(super) fn check_algorithms(&self, algorithms: &[Algorithm]) -> Result<(), Error> {
        check_fit(&|algorithm| self.fits(algorithm), self.kind(), algorithms)
    }
}

impl PrivateForm {
    /// A key that signs is for one algorithm.
    pub(super) fn check_algorithms(&self, algorithms: &[Algorithm]) -> Result<(), Error> {
        check_fit(&|algorithm| self.fits(algorithm), self.kind(), algorithms)?;
        one_algorithm(algorithms).map(|_| ())
    }
}

/// The algorithm to sign with: there must be only one. The name is the one that the key was bound to.
pub(super) fn one_algorithm(algorithms: &[Algorithm]) -> Result<Algorithm, Error> {
    match algorithms {
        // If the key has both names, it signs as `EdDSA`, which comes first: fewer verifiers know the newer names.
        [first, others @ ..] if others.iter().all(|other| other.may_be(*first)) => Ok(*first),
        _ => Err(invalid(KeyProblem::SeveralAlgorithms)),
    }
}

pub(super) fn check_fit(
    fits: &dyn Fn(Algorithm) -> bool,
    kind: KeyKind,
    algorithms: &[Algorithm],
) -> Result<(), Error> {
    match algorithms.iter().find(|algorithm| !fits(**algorithm)) {
        Some(algorithm) => Err(mismatch(kind, *algorithm)),
        None => Ok(()),
    }
}

pub(super) fn all_of(is_meant: &dyn Fn(Algorithm) -> bool) -> Vec<Algorithm> {
    let mut algorithms = Vec::new();
    for algorithm in Algorithm::ALL.iter().copied() {
        if is_meant(algorithm) {
            algorithms.push(algorithm);
        }
    }
    algorithms
}
