//! The arithmetic of signatures, one file a family. All of it is RustCrypto's and dalek's.

#[cfg(feature = "ecdsa")]
mod ecdsa;
#[cfg(feature = "eddsa")]
mod eddsa;
mod hmac;
#[cfg(feature = "rsa")]
mod rsa;
#[cfg(all(test, any(feature = "rsa", feature = "ecdsa")))]
mod wycheproof;

use crate::algorithm::Algorithm;
#[cfg(feature = "wasm")]
use crate::algorithm::Family;
use crate::error::Error;
use crate::key::{PrivateForm, PublicForm};
#[cfg(feature = "ecdsa")]
pub(crate) use ecdsa::EcdsaSigner;
#[cfg(feature = "eddsa")]
pub(crate) use eddsa::EdDsaSigner;
pub(crate) use hmac::HmacKey;

/// A public key ready to verify: points and Montgomery parameters are computed once.
pub(crate) enum PublicKey {
    #[cfg(feature = "rsa")]
    Rsa(rsa::RsaKey),
    #[cfg(feature = "ecdsa")]
    Ecdsa(ecdsa::EcdsaKey),
    #[cfg(feature = "eddsa")]
    EdDsa(eddsa::EdDsaKey),
}

impl PublicKey {
    /// `None` where this build leaves the family's arithmetic to the host.
    pub(crate) fn new(form: &PublicForm) -> Result<Option<Self>, Error> {
        match form {
            #[cfg(feature = "rsa")]
            PublicForm::Rsa { n, e } => rsa::RsaKey::new(n, e).map(Self::Rsa).map(Some),
            #[cfg(feature = "ecdsa")]
            PublicForm::Ec { curve, x, y } => ecdsa::EcdsaKey::new(*curve, x, y).map(Self::Ecdsa).map(Some),
            #[cfg(feature = "eddsa")]
            PublicForm::Ed25519(point) => eddsa::EdDsaKey::new(point).map(Self::EdDsa).map(Some),
            #[cfg(not(all(feature = "rsa", feature = "ecdsa", feature = "eddsa")))]
            _ => Ok(None),
        }
    }

    pub(crate) fn verify(&self, algorithm: Algorithm, input: &[u8], signature: &[u8]) -> Result<(), Error> {
        // A build without any family has no arm that would use them.
        let _ = (algorithm, input, signature);
        match *self {
            #[cfg(feature = "rsa")]
            Self::Rsa(ref key) => key.verify(algorithm, input, signature).then_some(()).ok_or(Error::SignatureInvalid),
            #[cfg(feature = "ecdsa")]
            Self::Ecdsa(ref key) => key.verify(input, signature).then_some(()).ok_or(Error::SignatureInvalid),
            #[cfg(feature = "eddsa")]
            Self::EdDsa(ref key) => key.verify(input, signature).then_some(()).ok_or(Error::SignatureInvalid),
        }
    }
}

/// A private key ready to sign.
pub(crate) enum Signer {
    #[cfg(feature = "ecdsa")]
    Ecdsa(EcdsaSigner),
    #[cfg(feature = "eddsa")]
    EdDsa(EdDsaSigner),
}

impl Signer {
    /// `None` where this build leaves signing to the host, as every build does for RSA.
    pub(crate) fn new(form: &PrivateForm) -> Result<Option<Self>, Error> {
        match &form.public {
            #[cfg(feature = "ecdsa")]
            Some(PublicForm::Ec { curve, .. }) => EcdsaSigner::new(*curve, form.d()).map(Self::Ecdsa).map(Some),
            #[cfg(feature = "eddsa")]
            Some(PublicForm::Ed25519(_)) => EdDsaSigner::new(form.d()).map(Self::EdDsa).map(Some),
            _ => Ok(None),
        }
    }

    pub(crate) fn sign(&self, input: &[u8]) -> Vec<u8> {
        let _ = input;
        match *self {
            #[cfg(feature = "ecdsa")]
            Self::Ecdsa(ref signer) => signer.sign(input),
            #[cfg(feature = "eddsa")]
            Self::EdDsa(ref signer) => signer.sign(input),
        }
    }
}

/// Whether this build verifies, and signs, by its own arithmetic.
#[cfg(feature = "wasm")]
pub(crate) fn computes(algorithm: Algorithm) -> (bool, bool) {
    match algorithm.family() {
        Family::Hmac(_) => (true, true),
        Family::RsaPkcs1(_) | Family::RsaPss(_) => (cfg!(feature = "rsa"), false),
        Family::Ecdsa(_) => (cfg!(feature = "ecdsa"), cfg!(feature = "ecdsa")),
        Family::EdDsa => (cfg!(feature = "eddsa"), cfg!(feature = "eddsa")),
    }
}
