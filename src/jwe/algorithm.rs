//! One row for each `alg` and each `enc` of encrypted tokens (RFC 7518 §4.1, §5.1): the only place that says what a name
//! means.

use alloc::borrow::ToOwned;
use core::fmt;
use core::str::FromStr;

use crate::algorithm::Hash;
use crate::error::{Error, ErrorKind, OptionsProblem};

/// How the content encryption key reaches the recipient: the `alg` of an encrypted token (RFC 7518 §4.1). `RSA1_5`,
/// PBES2 and `none` do not exist here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyManagement {
    /// The shared key encrypts the content itself.
    Dir,
    /// AES Key Wrap with 128 bits.
    A128Kw,
    /// AES Key Wrap with 192 bits.
    A192Kw,
    /// AES Key Wrap with 256 bits.
    A256Kw,
    /// Key encryption by AES-GCM with 128 bits.
    A128GcmKw,
    /// Key encryption by AES-GCM with 192 bits.
    A192GcmKw,
    /// Key encryption by AES-GCM with 256 bits.
    A256GcmKw,
    /// Ephemeral-static Diffie-Hellman, whose result encrypts the content.
    EcdhEs,
    /// Ephemeral-static Diffie-Hellman and AES Key Wrap with 128 bits.
    EcdhEsA128Kw,
    /// Ephemeral-static Diffie-Hellman and AES Key Wrap with 192 bits.
    EcdhEsA192Kw,
    /// Ephemeral-static Diffie-Hellman and AES Key Wrap with 256 bits.
    EcdhEsA256Kw,
    /// RSAES-OAEP with SHA-1. It only decrypts.
    RsaOaep,
    /// RSAES-OAEP with SHA-256.
    RsaOaep256,
    /// RSAES-OAEP with SHA-384.
    RsaOaep384,
    /// RSAES-OAEP with SHA-512.
    RsaOaep512,
}

/// What an `alg` does. Sizes are of the key that wraps, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Management {
    Direct,
    Wrap(usize),
    GcmWrap(usize),
    /// `None` if the agreed key encrypts the content.
    Agreement(Option<usize>),
    Rsa,
}

impl KeyManagement {
    /// Every `alg`.
    pub const ALL: &'static [Self] = &[
        Self::Dir,
        Self::A128Kw,
        Self::A192Kw,
        Self::A256Kw,
        Self::A128GcmKw,
        Self::A192GcmKw,
        Self::A256GcmKw,
        Self::EcdhEs,
        Self::EcdhEsA128Kw,
        Self::EcdhEsA192Kw,
        Self::EcdhEsA256Kw,
        Self::RsaOaep,
        Self::RsaOaep256,
        Self::RsaOaep384,
        Self::RsaOaep512,
    ];

    /// There is no fallback arm, so an algorithm without a row does not compile.
    const fn row(self) -> (&'static str, Management) {
        match self {
            Self::Dir => ("dir", Management::Direct),
            Self::A128Kw => ("A128KW", Management::Wrap(16)),
            Self::A192Kw => ("A192KW", Management::Wrap(24)),
            Self::A256Kw => ("A256KW", Management::Wrap(32)),
            Self::A128GcmKw => ("A128GCMKW", Management::GcmWrap(16)),
            Self::A192GcmKw => ("A192GCMKW", Management::GcmWrap(24)),
            Self::A256GcmKw => ("A256GCMKW", Management::GcmWrap(32)),
            Self::EcdhEs => ("ECDH-ES", Management::Agreement(None)),
            Self::EcdhEsA128Kw => ("ECDH-ES+A128KW", Management::Agreement(Some(16))),
            Self::EcdhEsA192Kw => ("ECDH-ES+A192KW", Management::Agreement(Some(24))),
            Self::EcdhEsA256Kw => ("ECDH-ES+A256KW", Management::Agreement(Some(32))),
            Self::RsaOaep => ("RSA-OAEP", Management::Rsa),
            Self::RsaOaep256 => ("RSA-OAEP-256", Management::Rsa),
            Self::RsaOaep384 => ("RSA-OAEP-384", Management::Rsa),
            Self::RsaOaep512 => ("RSA-OAEP-512", Management::Rsa),
        }
    }

    /// The registered name, which a header has as `alg`.
    ///
    /// ```
    /// use jwt_wasm::KeyManagement;
    /// assert_eq!(KeyManagement::EcdhEsA256Kw.name(), "ECDH-ES+A256KW");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().0
    }

    /// The `alg` with this name. Names are compared byte for byte.
    ///
    /// ```
    /// use jwt_wasm::KeyManagement;
    /// assert_eq!(KeyManagement::from_name("dir"), Some(KeyManagement::Dir));
    /// assert_eq!(KeyManagement::from_name("RSA1_5"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.name() == name)
    }

    #[cfg(feature = "jwe")]
    pub(crate) const fn management(self) -> Management {
        self.row().1
    }

    /// Whether the token has no encrypted key, because both sides have the content's key already.
    #[cfg(feature = "jwe")]
    pub(crate) const fn has_no_encrypted_key(self) -> bool {
        matches!(self.management(), Management::Direct | Management::Agreement(None))
    }
}

/// By the registered name.
impl FromStr for KeyManagement {
    type Err = Error;

    /// # Errors
    /// `options_invalid` if no `alg` has this name.
    fn from_str(name: &str) -> Result<Self, Error> {
        Self::from_name(name).ok_or_else(|| unknown(name))
    }
}

impl fmt::Display for KeyManagement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How the content is encrypted: the `enc` of an encrypted token (RFC 7518 §5.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ContentEncryption {
    /// AES-GCM with 128 bits.
    A128Gcm,
    /// AES-GCM with 192 bits.
    A192Gcm,
    /// AES-GCM with 256 bits.
    A256Gcm,
    /// AES-CBC with 128 bits, and HMAC with SHA-256.
    A128CbcHs256,
    /// AES-CBC with 192 bits, and HMAC with SHA-384.
    A192CbcHs384,
    /// AES-CBC with 256 bits, and HMAC with SHA-512.
    A256CbcHs512,
}

/// The two kinds of content encryption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cipher {
    Gcm,
    CbcHmac(Hash),
}

impl ContentEncryption {
    /// Every `enc`.
    pub const ALL: &'static [Self] =
        &[Self::A128Gcm, Self::A192Gcm, Self::A256Gcm, Self::A128CbcHs256, Self::A192CbcHs384, Self::A256CbcHs512];

    /// The name, the size of the key in bytes, and the cipher.
    const fn row(self) -> (&'static str, usize, Cipher) {
        match self {
            Self::A128Gcm => ("A128GCM", 16, Cipher::Gcm),
            Self::A192Gcm => ("A192GCM", 24, Cipher::Gcm),
            Self::A256Gcm => ("A256GCM", 32, Cipher::Gcm),
            Self::A128CbcHs256 => ("A128CBC-HS256", 32, Cipher::CbcHmac(Hash::Sha256)),
            Self::A192CbcHs384 => ("A192CBC-HS384", 48, Cipher::CbcHmac(Hash::Sha384)),
            Self::A256CbcHs512 => ("A256CBC-HS512", 64, Cipher::CbcHmac(Hash::Sha512)),
        }
    }

    /// The registered name, which a header has as `enc`.
    ///
    /// ```
    /// use jwt_wasm::ContentEncryption;
    /// assert_eq!(ContentEncryption::A256CbcHs512.name(), "A256CBC-HS512");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().0
    }

    /// The `enc` with this name. Names are compared byte for byte.
    ///
    /// ```
    /// use jwt_wasm::ContentEncryption;
    /// assert_eq!(ContentEncryption::from_name("A256GCM"), Some(ContentEncryption::A256Gcm));
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.name() == name)
    }

    /// The size of the content encryption key, in bytes.
    ///
    /// ```
    /// use jwt_wasm::ContentEncryption;
    /// assert_eq!(ContentEncryption::A256Gcm.key_size(), 32);
    /// assert_eq!(ContentEncryption::A256CbcHs512.key_size(), 64);
    /// ```
    #[must_use]
    pub const fn key_size(self) -> usize {
        self.row().1
    }

    #[cfg(feature = "jwe")]
    pub(crate) const fn cipher(self) -> Cipher {
        self.row().2
    }

    /// RFC 7518 §5.2.2, §5.3: in bytes.
    #[cfg(feature = "jwe")]
    pub(crate) const fn iv_size(self) -> usize {
        match self.cipher() {
            Cipher::Gcm => 12,
            Cipher::CbcHmac(_) => 16,
        }
    }

    /// RFC 7518 §5.2.2, §5.3: in bytes. The first half of an HMAC is the tag.
    #[cfg(feature = "jwe")]
    pub(crate) const fn tag_size(self) -> usize {
        match self.cipher() {
            Cipher::Gcm => 16,
            Cipher::CbcHmac(hash) => hash.size() / 2,
        }
    }
}

/// By the registered name.
impl FromStr for ContentEncryption {
    type Err = Error;

    /// # Errors
    /// `options_invalid` if no `enc` has this name.
    fn from_str(name: &str) -> Result<Self, Error> {
        Self::from_name(name).ok_or_else(|| unknown(name))
    }
}

impl fmt::Display for ContentEncryption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

fn unknown(name: &str) -> Error {
    Error::from(ErrorKind::OptionsInvalid(OptionsProblem::UnknownAlgorithm { name: name.to_owned() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_is_found() {
        for &alg in KeyManagement::ALL {
            assert_eq!(KeyManagement::from_name(alg.name()), Some(alg));
        }
        for &enc in ContentEncryption::ALL {
            assert_eq!(ContentEncryption::from_name(enc.name()), Some(enc));
        }
        for name in ["", "none", "RSA1_5", "PBES2-HS256+A128KW", "DIR", "a128kw", "A128GCM ", "ECDH-ES+A128GCMKW"] {
            assert_eq!(KeyManagement::from_name(name), None, "{name}");
            assert_eq!(ContentEncryption::from_name(name).is_some(), name == "A128GCM", "{name}");
        }
    }
}
