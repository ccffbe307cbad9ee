//! Keys. A key is bound to its algorithms when it is made, so that a token never chooses an algorithm.

mod bounds;
mod domain;
mod duplicates;
mod edwards;
mod engine;
#[cfg(feature = "keyfile")]
mod file;
mod form;
pub(crate) mod jwk;
mod made_set;
mod ml_dsa;
mod private;
mod public;
mod public_look;
mod role;
mod secret;
mod select;
mod set;
mod thumbprint;

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::algorithm::Algorithm;
use crate::error::{Error, ErrorKind, KeyKind, KeyProblem};
use crate::header::Header;
use crate::json::JsonText;
use crate::policy::AllowedAlgorithms;
use crate::signature::{SigningKey, VerifyingKey};
pub(crate) use domain::Domain;
#[cfg(feature = "keyfile")]
pub use file::{key_file_to_engine_jwk, key_file_to_jwk};
pub(crate) use form::PublicForm;
pub use made_set::SkippedKey;
pub(crate) use ml_dsa::MlDsaPrivate;
pub(crate) use private::PrivateForm;
pub use role::KeyRole;
use secret::Secret;
pub use select::Keys;
pub(crate) use select::{Handle, SelectedKey};
pub use set::KeySet;
pub use thumbprint::thumbprint;

/// A key with the algorithms that it is bound to: one, or several of its kind, as named when it was made, or all of its
/// kind for a JWK without `alg`.
///
/// `Debug` prints neither the secret nor anything that it can be computed from. The memory that holds a secret is
/// zeroized on drop.
///
/// ```
/// use jwt_wasm::{Algorithm, Key, KeyRole};
/// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
/// assert_eq!(key.algorithms(), [Algorithm::Hs256]);
/// assert_eq!(key.role(), KeyRole::Secret);
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
// No `Clone`: a secret should be in memory once. No `PartialEq`: the comparison would not take constant time.
pub struct Key {
    /// Never empty.
    algorithms: Vec<Algorithm>,
    material: Material,
    kid: Option<String>,
    operations: Operations,
}

enum Material {
    Secret(Box<Secret>),
    Public(VerifyingKey),
    /// The arithmetic is `None` if this build leaves it to the host.
    Private {
        form: PrivateForm,
        arithmetic: Option<SigningKey>,
    },
}

/// What a JWK's `key_ops` (RFC 7517 §4.3) and its type allow.
#[derive(Clone, Copy)]
struct Operations {
    verify: bool,
    sign: bool,
}

impl Operations {
    const ALL: Self = Self { verify: true, sign: true };
}

impl Key {
    /// The algorithms that the key is bound to: several if they were named for a public key, or if its JWK has no
    /// `alg`; otherwise one.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Key};
    /// let key = Key::secret(b"a secret of at least thirty-two bytes", Algorithm::Hs256)?;
    /// assert_eq!(key.algorithms(), [Algorithm::Hs256]);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn algorithms(&self) -> &[Algorithm] {
        &self.algorithms
    }

    /// The key's identifier (RFC 7517 §4.5), if it has one.
    ///
    /// ```
    /// use jwt_wasm::Key;
    /// let jwk = r#"{"kty":"OKP","crv":"Ed25519","kid":"2026","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    /// assert_eq!(Key::from_jwk(jwk, None)?.kid(), Some("2026"));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn kid(&self) -> Option<&str> {
        self.kid.as_deref()
    }

    /// The public key as a JWK's JSON text, with `alg` and `kid` if it has them. `None` for a secret, and for a private
    /// key whose public half this build cannot compute.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Key};
    /// let key = Key::private_ed25519(&[7; 32], Algorithm::EdDsa)?.with_kid("2026");
    /// let jwk = key.public_jwk().expect("a private key on a curve has a public half");
    /// assert!(jwk.ends_with(r#","alg":"EdDSA","kid":"2026","use":"sig"}"#));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn public_jwk(&self) -> Option<String> {
        let form = match &self.material {
            Material::Secret(_) => return None,
            Material::Public(key) => key.form(),
            Material::Private { form, .. } => form.public.known()?,
        };
        let mut json = form.to_jwk();
        json.pop();
        // The JWK of ML-DSA has its `alg` already.
        if let [algorithm] = self.algorithms.as_slice()
            && algorithm.parameter_set().is_none()
        {
            json.push_str(&format!(",\"alg\":\"{algorithm}\""));
        }
        if let Some(kid) = &self.kid {
            json.push_str(",\"kid\":");
            json.push_str(JsonText::string(kid).as_json());
        }
        json.push_str(",\"use\":\"sig\"}");
        Some(json)
    }

    /// The key decides: the header's `alg` is only compared with what the key and the caller allow.
    pub(crate) fn check_algorithm(
        &self,
        header: &Header<'_>,
        by_caller: &AllowedAlgorithms,
    ) -> Result<Algorithm, Error> {
        let fitting = header.algorithm().and_then(|named| self.fitting(named, by_caller));
        fitting.ok_or_else(|| self.not_allowed(header, by_caller))
    }

    fn not_allowed(&self, header: &Header<'_>, by_caller: &AllowedAlgorithms) -> Error {
        Error::from(ErrorKind::AlgorithmNotAllowed {
            expected: self.allowed(by_caller).collect(),
            actual: header.alg().map(JsonText::value),
        })
    }

    /// The name under which the key has the algorithm, if the key and the caller allow it.
    fn fitting(&self, named: Algorithm, by_caller: &AllowedAlgorithms) -> Option<Algorithm> {
        self.allowed(by_caller).find(|own| self.means(*own, named))
    }

    fn allowed(&self, by_caller: &AllowedAlgorithms) -> impl Iterator<Item = Algorithm> {
        let AllowedAlgorithms(names) = by_caller;
        self.algorithms
            .iter()
            .copied()
            .filter(|own| names.is_empty() || names.iter().any(|named| self.means(*own, *named)))
    }

    /// Whether one of the key's algorithms is the one that is named. `EdDSA` is the algorithm of the key's curve.
    fn means(&self, own: Algorithm, named: Algorithm) -> bool {
        let fits = || match &self.material {
            Material::Secret(_) => true,
            Material::Public(key) => key.form().fits(named),
            Material::Private { form, .. } => form.fits(named),
        };
        own.may_be(named) && fits()
    }

    /// Whether both are the same public key. Secrets are not compared, because that would not take constant time.
    fn is_same_public(&self, other: &Self) -> bool {
        match (&self.material, &other.material) {
            (Material::Public(one), Material::Public(other)) => one.form() == other.form(),
            _ => false,
        }
    }

    /// Verifies a signature with this build's own arithmetic.
    pub(crate) fn verify(&self, algorithm: Algorithm, input: &[u8], signature: &[u8]) -> Result<(), Error> {
        self.check_can_verify()?;
        match &self.material {
            Material::Secret(secret) => secret.mac.verify(input, signature),
            Material::Public(key) => key.verify(algorithm, input, signature),
            Material::Private { .. } => Err(Error::from(ErrorKind::HostNeeded { algorithm })),
        }
    }

    /// Checks that the key may verify, and that it can have made the signature at all, before a host is asked.
    pub(crate) fn check_form(&self, signature: &[u8]) -> Result<(), Error> {
        self.check_can_verify()?;
        match &self.material {
            Material::Public(key) => key.form().check_signature_form(signature),
            _ => Ok(()),
        }
    }

    fn check_can_verify(&self) -> Result<(), Error> {
        match self.material {
            Material::Private { .. } => Err(invalid(KeyProblem::PrivateKey)),
            _ if !self.operations.verify => Err(invalid(KeyProblem::Operation { needed: "verify" })),
            _ => Ok(()),
        }
    }

    /// Signs with this build's own arithmetic.
    pub(crate) fn sign(&self, algorithm: Algorithm, input: &[u8]) -> Result<Vec<u8>, Error> {
        self.check_can_sign()?;
        match &self.material {
            Material::Secret(secret) => Ok(secret.mac.sign(input)),
            Material::Private { arithmetic: Some(signer), .. } => signer.sign(input),
            #[cfg(not(feature = "_npm"))]
            Material::Private { form, .. } if form.kind() == KeyKind::Rsa => {
                Err(Error::from(ErrorKind::RsaSigning { algorithm }))
            }
            Material::Private { arithmetic: None, .. } | Material::Public(_) => {
                Err(Error::from(ErrorKind::HostNeeded { algorithm }))
            }
        }
    }

    pub(crate) fn check_can_sign(&self) -> Result<(), Error> {
        match &self.material {
            Material::Public(_) => Err(invalid(KeyProblem::PublicKey)),
            _ if !self.operations.sign => Err(invalid(KeyProblem::Operation { needed: "sign" })),
            _ => Ok(()),
        }
    }

    /// The algorithm to sign with, by the name that the key was bound to.
    pub(crate) fn signing_algorithm(&self) -> Result<Algorithm, Error> {
        public::one_algorithm(&self.algorithms)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Key").field("algorithms", &self.algorithms).field("kid", &self.kid).finish_non_exhaustive()
    }
}

#[cold]
#[inline(never)]
pub(crate) fn invalid(problem: KeyProblem) -> Error {
    Error::from(ErrorKind::KeyInvalid(problem))
}

fn mismatch(found: KeyKind, algorithm: Algorithm) -> Error {
    invalid(KeyProblem::WrongKind { found, algorithm })
}

pub(crate) fn wrong_length(name: &'static str, actual: usize, curve: &'static str, needed: usize) -> Error {
    invalid(KeyProblem::Length { name, actual, curve, needed })
}
