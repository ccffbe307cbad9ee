//! Public and private keys from files.

use crate::algorithm::Algorithm;
use crate::error::Error;
use crate::key::{Key, Material, Operations, PrivateForm, PublicForm, der, mismatch, pem};
use crate::signature::{PublicKey, Signer};

impl Key {
    /// A public key from a PEM file: SPKI, PKCS#1 (RSA) or the key of an X.509 certificate, which itself is not checked.
    ///
    /// # Errors
    /// `key_invalid` if it is damaged, private, of another kind than the algorithm needs, or no sound key;
    /// `key_too_weak` for RSA below 2048 bits.
    pub fn public_pem(pem: &str, algorithm: Algorithm) -> Result<Self, Error> {
        Self::public(pem::public(pem, algorithm)?, vec![algorithm])
    }

    /// As [`Key::public_pem`], from DER.
    ///
    /// # Errors
    /// As [`Key::public_pem`].
    pub fn public_der(bytes: &[u8], algorithm: Algorithm) -> Result<Self, Error> {
        Self::public(der::public(bytes, algorithm)?.1, vec![algorithm])
    }

    /// A private key from a PEM file: PKCS#8, PKCS#1 (RSA) or SEC 1 (EC). It signs and does not verify.
    ///
    /// # Errors
    /// As [`Key::public_pem`]; an encrypted one is `key_invalid`.
    pub fn private_pem(pem: &str, algorithm: Algorithm) -> Result<Self, Error> {
        Self::private(pem::private(pem, algorithm)?, vec![algorithm])
    }

    /// As [`Key::private_pem`], from DER.
    ///
    /// # Errors
    /// As [`Key::private_pem`].
    pub fn private_der(bytes: &[u8], algorithm: Algorithm) -> Result<Self, Error> {
        Self::private(der::private(bytes, algorithm)?.1, vec![algorithm])
    }

    pub(super) fn public(form: PublicForm, algorithms: Vec<Algorithm>) -> Result<Self, Error> {
        check_fit(|algorithm| form.fits(algorithm), form.kind(), &algorithms)?;
        let arithmetic = PublicKey::new(&form)?;
        Ok(Self {
            algorithms,
            material: Material::Public { form, arithmetic },
            kid: None,
            operations: Operations { verify: true, sign: false },
        })
    }

    pub(super) fn private(form: PrivateForm, algorithms: Vec<Algorithm>) -> Result<Self, Error> {
        check_fit(|algorithm| form.fits(algorithm), form.kind(), &algorithms)?;
        // A public half that is no key would show only when others verify.
        form.public.as_ref().map(PublicKey::new).transpose()?;
        let arithmetic = Signer::new(&form)?;
        Ok(Self {
            algorithms,
            material: Material::Private { form, arithmetic },
            kid: None,
            operations: Operations { verify: false, sign: true },
        })
    }
}

fn check_fit(fits: impl Fn(Algorithm) -> bool, kind: &'static str, algorithms: &[Algorithm]) -> Result<(), Error> {
    match algorithms.iter().find(|algorithm| !fits(**algorithm)) {
        Some(algorithm) => Err(mismatch(kind, *algorithm)),
        None => Ok(()),
    }
}
