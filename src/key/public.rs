//! Public and private keys from files.

use crate::algorithm::Algorithm;
use crate::error::Error;
use crate::key::der::Read;
use crate::key::{Key, Material, Operations, PrivateForm, PublicForm, der, invalid, mismatch, pem};
use crate::signature::{PublicKey, Signer};

impl Key {
    /// A public key from a PEM file: SPKI, PKCS#1 (RSA) or the key of an X.509 certificate, which itself is not checked.
    /// Other text and other blocks may stand around the one key, as RFC 7468 §2 allows and OpenSSL writes them; of several
    /// certificates the first counts. It is for one algorithm, or for several of its kind.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Key};
    /// let pem = "-----BEGIN PUBLIC KEY-----
    /// MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
    /// -----END PUBLIC KEY-----";
    /// assert_eq!(Key::public_pem(pem, Algorithm::EdDsa)?.algorithms(), [Algorithm::EdDsa]);
    /// let both = [Algorithm::EdDsa, Algorithm::Ed25519];
    /// assert_eq!(Key::public_pem(pem, both)?.algorithms(), both);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `key_invalid` if it is damaged, private, of another kind than each algorithm needs, or not a sound key, if there are
    /// two keys in it or no algorithm is named, and for a file of another kind (OpenSSH, PKCS#12), with the command that
    /// converts it; `key_too_weak` for RSA below 2048 bits.
    pub fn public_pem(pem: &str, algorithms: impl AsRef<[Algorithm]>) -> Result<Self, Error> {
        Self::public_read(pem.as_bytes(), algorithms.as_ref(), pem::public)
    }

    /// As [`Key::public_pem`], from DER.
    ///
    /// # Errors
    /// As [`Key::public_pem`].
    pub fn public_der(bytes: &[u8], algorithms: impl AsRef<[Algorithm]>) -> Result<Self, Error> {
        Self::public_read(bytes, algorithms.as_ref(), der::public)
    }

    fn public_read(file: &[u8], algorithms: &[Algorithm], read: Read<PublicForm>) -> Result<Self, Error> {
        let algorithms = each_once(algorithms);
        // The one to tell of, where the key is of another kind.
        let Some(first) = algorithms.first() else { return Err(invalid("no algorithm was named for it")) };
        Self::public(read(file, *first)?.1, algorithms)
    }

    /// A private key from a PEM file: PKCS#8, PKCS#1 (RSA) or SEC 1 (EC). It signs and does not verify.
    ///
    /// # Errors
    /// As [`Key::public_pem`]; an encrypted one is `key_invalid`, with the command that decrypts it.
    pub fn private_pem(pem: &str, algorithm: Algorithm) -> Result<Self, Error> {
        Self::private(pem::private(pem.as_bytes(), algorithm)?.1, vec![algorithm])
    }

    /// As [`Key::private_pem`], from DER.
    ///
    /// # Errors
    /// As [`Key::private_pem`].
    pub fn private_der(bytes: &[u8], algorithm: Algorithm) -> Result<Self, Error> {
        Self::private(der::private(bytes, algorithm)?.1, vec![algorithm])
    }

    pub(super) fn public(form: PublicForm, algorithms: Vec<Algorithm>) -> Result<Self, Error> {
        check_fit(&|algorithm| form.fits(algorithm), form.kind(), &algorithms)?;
        let arithmetic = PublicKey::new(&form)?;
        Ok(Self {
            algorithms,
            material: Material::Public { form, arithmetic },
            kid: None,
            operations: Operations { verify: true, sign: false },
        })
    }

    pub(super) fn private(form: PrivateForm, algorithms: Vec<Algorithm>) -> Result<Self, Error> {
        check_fit(&|algorithm| form.fits(algorithm), form.kind(), &algorithms)?;
        // A public half that is no key would show only when others verify.
        form.public.as_ref().map(PublicKey::new).transpose()?;
        let arithmetic = Signer::new(&form)?;
        let key = Self {
            algorithms,
            material: Material::Private { form, arithmetic },
            kid: None,
            operations: Operations { verify: false, sign: true },
        };
        key.signing_algorithm()?;
        Ok(key)
    }
}

/// A file as it was read from disk, of which only its bytes say whether it is PEM text or DER.
#[cfg(feature = "wasm")]
impl Key {
    pub(crate) fn public_file(file: &[u8], algorithms: &[Algorithm]) -> Result<Self, Error> {
        Self::public_read(file, algorithms, if der::is_der(file) { der::public } else { pem::public })
    }

    pub(crate) fn private_file(file: &[u8], algorithm: Algorithm) -> Result<Self, Error> {
        let read = if der::is_der(file) { der::private } else { pem::private };
        Self::private(read(file, algorithm)?.1, vec![algorithm])
    }
}

pub(super) fn check_fit(
    fits: &dyn Fn(Algorithm) -> bool,
    kind: &'static str,
    algorithms: &[Algorithm],
) -> Result<(), Error> {
    match algorithms.iter().find(|algorithm| !fits(**algorithm)) {
        Some(algorithm) => Err(mismatch(kind, *algorithm)),
        None => Ok(()),
    }
}

/// Each once, whatever the order in which they were named.
pub(super) fn each_once(named: &[Algorithm]) -> Vec<Algorithm> {
    all_of(&|algorithm| named.contains(&algorithm))
}

pub(super) fn all_of(is_meant: &dyn Fn(Algorithm) -> bool) -> Vec<Algorithm> {
    let mut algorithms = Vec::new();
    for algorithm in Algorithm::ALL {
        if is_meant(algorithm) {
            algorithms.push(algorithm);
        }
    }
    algorithms
}

pub(super) fn names(algorithms: &[Algorithm]) -> String {
    let mut names = String::new();
    for algorithm in algorithms {
        if !names.is_empty() {
            names.push_str(", ");
        }
        names.push_str(algorithm.name());
    }
    names
}
