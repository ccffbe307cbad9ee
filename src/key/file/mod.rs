//! Keys from files: PEM text or DER.

mod container;
mod convert;
mod der;
mod ml_dsa;
mod pem;

use alloc::string::String;
use alloc::vec::Vec;

use zeroize::Zeroizing;

use crate::algorithm::Algorithm;
use crate::error::{Error, ErrorKind, FileProblem, KeyProblem};
use crate::key::file::der::Read;
use crate::key::public::all_of;
use crate::key::{Key, PrivateForm, PublicForm, invalid};

impl Key {
    /// A public key from a PEM file: SPKI, PKCS#1 (RSA) or the key of an X.509 certificate, which itself is not
    /// checked. The one key may have other text and other blocks around it, as RFC 7468 §2 allows and OpenSSL writes
    /// them. Of several certificates the first counts. The key is for one algorithm, or for several of its kind.
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
    /// `key_invalid` if the file is damaged, has a private key, a key of another kind than an algorithm needs, a key
    /// that is not sound, or two keys, and if no algorithm is named. For a file of another kind (OpenSSH, PKCS#12) the
    /// message has the command that converts it. `key_too_weak` for RSA below 2048 bits.
    pub fn public_pem(pem: &str, algorithms: impl AsRef<[Algorithm]>) -> Result<Self, Error> {
        Self::public_read(pem.as_bytes(), algorithms.as_ref(), pem::public)
    }

    /// A public key from a DER file. Everything else is as with [`Key::public_pem`].
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Code, Key};
    /// // Usually `std::fs::read("public.der")?`.
    /// let der = [
    ///     0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00, 0xd7, 0x5a, 0x98, 0x01, 0x82, 0xb1,
    ///     0x0a, 0xb7, 0xd5, 0x4b, 0xfe, 0xd3, 0xc9, 0x64, 0x07, 0x3a, 0x0e, 0xe1, 0x72, 0xf3, 0xda, 0xa6, 0x23, 0x25,
    ///     0xaf, 0x02, 0x1a, 0x68, 0xf7, 0x07, 0x51, 0x1a,
    /// ];
    /// assert!(Key::public_der(&der, Algorithm::EdDsa).is_ok());
    /// assert_eq!(Key::public_der(&der, Algorithm::Rs256).unwrap_err().code(), Code::KeyInvalid);
    /// ```
    ///
    /// # Errors
    /// As [`Key::public_pem`].
    pub fn public_der(bytes: &[u8], algorithms: impl AsRef<[Algorithm]>) -> Result<Self, Error> {
        Self::public_read(bytes, algorithms.as_ref(), der::public)
    }

    fn public_read(file: &[u8], algorithms: &[Algorithm], read: Read<PublicForm>) -> Result<Self, Error> {
        let algorithms = each_once(algorithms);
        Self::of_public(read_for(file, &algorithms, read)?, algorithms)
    }

    /// A private key from a PEM file: PKCS#8, PKCS#1 (RSA) or SEC 1 (EC). It signs and does not verify.
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Key, KeyRole};
    /// // RFC 8410 §10.3.
    /// let pem = "-----BEGIN PRIVATE KEY-----
    /// MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
    /// -----END PRIVATE KEY-----";
    /// assert_eq!(Key::private_pem(pem, Algorithm::EdDsa)?.role(), KeyRole::Private);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Key::public_pem`]. An encrypted key is `key_invalid`, and the message has the command that decrypts it.
    pub fn private_pem(pem: &str, algorithm: Algorithm) -> Result<Self, Error> {
        Self::private(pem::private(pem.as_bytes(), algorithm)?.1, vec![algorithm])
    }

    /// A private key from a DER file. Everything else is as with [`Key::private_pem`].
    ///
    /// ```
    /// use jwt_wasm::{Algorithm, Key, KeyRole};
    /// // Usually `std::fs::read("private.der")?`: here PKCS#8, and the 32 bytes of the key.
    /// let start = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
    /// let der = [&start[..], &[7; 32]].concat();
    /// assert_eq!(Key::private_der(&der, Algorithm::EdDsa)?.role(), KeyRole::Private);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Key::private_pem`].
    pub fn private_der(bytes: &[u8], algorithm: Algorithm) -> Result<Self, Error> {
        Self::private(der::private(bytes, algorithm)?.1, vec![algorithm])
    }
}

/// The key of a file as a JWK's JSON text, for a program that calls [`Key::from_jwk`] in another place. The file is PEM
/// text or DER; its bytes show which. The checks of [`Key::public_pem`] and [`Key::private_pem`] that need no
/// arithmetic are made. If this build cannot compute the public half of a private key, and the file does not contain
/// it, the JWK has no `x` and `y`.
///
/// ```
/// use jwt_wasm::{Algorithm, key_file_to_jwk};
/// let pem = b"-----BEGIN PUBLIC KEY-----
/// MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
/// -----END PUBLIC KEY-----";
/// let jwk = key_file_to_jwk(pem, false, &[Algorithm::EdDsa])?;
/// assert_eq!(*jwk, r#"{"crv":"Ed25519","kty":"OKP","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#);
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
///
/// # Errors
/// As [`Key::public_pem`], or for a private key as [`Key::private_pem`]. `key_invalid` also for an ML-DSA key that is
/// expanded, without its seed: a JWK has the seed (RFC 9964 §3), which cannot be computed from the expanded key.
pub fn key_file_to_jwk(file: &[u8], is_private: bool, algorithms: &[Algorithm]) -> Result<Zeroizing<String>, Error> {
    converted(file, is_private, algorithms, |form| form.for_jwk().ok_or_else(|| unread(FileProblem::SeedMissing)))
}

/// As [`key_file_to_jwk`], for an engine, as [`Key::to_engine_jwk`] is. The `priv` of an ML-DSA key is what
/// [`SigningKey::ml_dsa`](crate::SigningKey::ml_dsa) takes: the seed, the expanded key, or both.
///
/// ```
/// use jwt_wasm::{Algorithm, key_file_to_engine_jwk};
/// let pem = b"-----BEGIN PUBLIC KEY-----
/// MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
/// -----END PUBLIC KEY-----";
/// let jwk = key_file_to_engine_jwk(pem, false, &[Algorithm::EdDsa])?;
/// assert_eq!(*jwk, r#"{"crv":"Ed25519","kty":"OKP","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#);
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
///
/// # Errors
/// As [`Key::public_pem`], or for a private key as [`Key::private_pem`].
pub fn key_file_to_engine_jwk(
    file: &[u8],
    is_private: bool,
    algorithms: &[Algorithm],
) -> Result<Zeroizing<String>, Error> {
    converted(file, is_private, algorithms, Ok)
}

fn converted(
    file: &[u8],
    is_private: bool,
    algorithms: &[Algorithm],
    change: impl FnOnce(PrivateForm) -> Result<PrivateForm, Error>,
) -> Result<Zeroizing<String>, Error> {
    let algorithms = each_once(algorithms);
    if is_private {
        let form = read_for(file, &algorithms, private_reader(file))?;
        form.check_algorithms(&algorithms)?;
        Ok(change(form)?.to_jwk())
    } else {
        let form = read_for(file, &algorithms, public_reader(file))?;
        form.check_algorithms(&algorithms)?;
        Ok(Zeroizing::new(form.to_jwk()))
    }
}

fn read_for<F>(file: &[u8], algorithms: &[Algorithm], read: Read<F>) -> Result<F, Error> {
    // The algorithm that an error names, if the key is of another kind.
    let Some(first) = algorithms.first() else { return Err(invalid(KeyProblem::NoAlgorithm)) };
    Ok(read(file, *first)?.1)
}

/// Each algorithm once, in a fixed order.
fn each_once(named: &[Algorithm]) -> Vec<Algorithm> {
    all_of(&|algorithm| named.contains(&algorithm))
}

/// Only the bytes of a file show whether it is PEM text or DER.
fn public_reader(file: &[u8]) -> Read<PublicForm> {
    if der::is_der(file) { der::public } else { pem::public }
}

fn private_reader(file: &[u8]) -> Read<PrivateForm> {
    if der::is_der(file) { der::private } else { pem::private }
}

fn unread(problem: FileProblem) -> Error {
    Error::from(ErrorKind::KeyFileInvalid(problem))
}
