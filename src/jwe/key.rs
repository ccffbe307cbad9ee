//! Keys for encryption. A key is bound to its `alg` and `enc` when it is made, so that a token never chooses either.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use zeroize::Zeroizing;

use crate::error::{Error, JweProblem, KeyProblem};
use crate::jwe::algorithm::{ContentEncryption, KeyManagement, Management};
use crate::jwe::form::problem;
use crate::jwe::point::PublicPoint;
use crate::key::{KeyRole, PrivateForm, PublicForm, invalid};

/// A key for encrypted tokens, with the one `alg` and the `enc` that it is bound to. A shared secret encrypts and
/// decrypts, a public key encrypts, and a private key decrypts. Keys for signatures are another type.
///
/// `Debug` prints neither the secret nor anything that it can be computed from. Its memory is zeroized on drop.
///
/// ```
/// use jwt_wasm::{ContentEncryption, EncryptionKey, KeyManagement};
/// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
/// assert_eq!(key.alg(), KeyManagement::Dir);
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
pub struct EncryptionKey {
    pub(super) alg: KeyManagement,
    /// Never empty.
    pub(super) encs: Vec<ContentEncryption>,
    pub(super) material: Material,
    pub(super) kid: Option<String>,
    pub(super) operations: Operations,
}

pub(super) enum Material {
    Secret(Zeroizing<Vec<u8>>),
    Rsa(PublicForm),
    RsaPrivate(PrivateForm),
    Point(PublicPoint),
    PointPrivate(PublicPoint, Zeroizing<Vec<u8>>),
}

/// What a JWK's `key_ops` (RFC 7517 §4.3) allow.
#[derive(Clone, Copy)]
pub(super) struct Operations {
    pub(super) decrypt: bool,
    pub(super) encrypt: bool,
}

impl Operations {
    pub(super) const ALL: Self = Self { decrypt: true, encrypt: true };
}

impl EncryptionKey {
    /// A shared secret: for `dir` of the size of its one `enc`, for AES Key Wrap and for key encryption by AES-GCM of
    /// the size in the name.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptionKey, KeyManagement};
    /// let enc = [ContentEncryption::A128Gcm, ContentEncryption::A256Gcm];
    /// assert!(EncryptionKey::secret(&[7; 16], KeyManagement::A128Kw, &enc).is_ok());
    /// assert!(EncryptionKey::secret(&[7; 32], KeyManagement::A128Kw, &enc).is_err());
    /// ```
    ///
    /// # Errors
    /// `key_invalid` for another length, an `alg` that is not for secrets, no `enc`, or several with `dir`.
    pub fn secret(secret: &[u8], alg: KeyManagement, encs: &[ContentEncryption]) -> Result<Self, Error> {
        let (algorithm, needed) = match alg.management() {
            Management::Direct => match encs {
                [enc] => (enc.name(), enc.key_size()),
                [] => return Err(problem(JweProblem::NoEnc)),
                _ => return Err(problem(JweProblem::SeveralEnc)),
            },
            Management::Wrap(size) | Management::GcmWrap(size) => (alg.name(), size),
            Management::Agreement(_) | Management::Rsa => return Err(wrong_kind("a shared secret", alg)),
        };
        if secret.len() != needed {
            return Err(problem(JweProblem::SecretLength { algorithm, needed, actual: secret.len() }));
        }
        Self::of(Material::Secret(Zeroizing::new(secret.to_vec())), alg, encs)
    }

    pub(super) fn of(material: Material, alg: KeyManagement, encs: &[ContentEncryption]) -> Result<Self, Error> {
        if encs.is_empty() {
            return Err(problem(JweProblem::NoEnc));
        }
        Ok(Self { alg, encs: encs.to_vec(), material, kid: None, operations: Operations::ALL })
    }

    /// Sets the key's identifier, by which a token names it in a set.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptionKey, KeyManagement};
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// assert_eq!(key.with_kid("2026").kid(), Some("2026"));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn with_kid(mut self, kid: impl Into<String>) -> Self {
        self.kid = Some(kid.into());
        self
    }

    /// The `alg` that the key is bound to.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptionKey, KeyManagement};
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// assert_eq!(key.alg(), KeyManagement::Dir);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn alg(&self) -> KeyManagement {
        self.alg
    }

    /// Each `enc` that the key is bound to.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptionKey, KeyManagement};
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// assert_eq!(key.encs(), [ContentEncryption::A256Gcm]);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn encs(&self) -> &[ContentEncryption] {
        &self.encs
    }

    /// The key's identifier, if it has one.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptionKey, KeyManagement};
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// assert_eq!(key.kid(), None);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn kid(&self) -> Option<&str> {
        self.kid.as_deref()
    }

    /// What the key is.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptionKey, KeyManagement, KeyRole};
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// assert_eq!(key.role(), KeyRole::Secret);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn role(&self) -> KeyRole {
        match self.material {
            Material::Secret(_) => KeyRole::Secret,
            Material::Rsa(_) | Material::Point(_) => KeyRole::Public,
            Material::RsaPrivate(_) | Material::PointPrivate(..) => KeyRole::Private,
        }
    }

    /// The JWK of a public or private key with its private members, for an engine outside of this crate. `None` for a
    /// secret.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptionKey, KeyManagement};
    /// let jwk = r#"{"kty":"EC","crv":"P-256","x":"weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ",
    ///     "y":"e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck"}"#;
    /// let key = EncryptionKey::from_jwk(jwk, Some(KeyManagement::EcdhEs), &[ContentEncryption::A128Gcm])?;
    /// assert!(key.to_engine_jwk().is_some_and(|jwk| jwk.contains(r#""crv":"P-256""#)));
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn to_engine_jwk(&self) -> Option<Zeroizing<String>> {
        Some(match &self.material {
            Material::Secret(_) => return None,
            Material::Rsa(public) => Zeroizing::new(public.to_jwk()),
            Material::RsaPrivate(private) => private.to_jwk(),
            Material::Point(point) => Zeroizing::new(point.to_jwk()),
            Material::PointPrivate(point, d) => {
                let public = point.to_jwk();
                let mut jwk = Zeroizing::new(String::with_capacity(512));
                jwk.push_str(public.strip_suffix('}').unwrap_or(&public));
                jwk.push_str(",\"d\":\"");
                jwk.push_str(&Zeroizing::new(crate::base64url::encode(d)));
                jwk.push_str("\"}");
                jwk
            }
        })
    }

    /// The key decides: the header's `alg` and `enc` are only compared with those of the key.
    pub(super) fn check_names(&self, alg: KeyManagement, enc: ContentEncryption) -> Result<(), Error> {
        if self.alg != alg {
            return Err(problem(JweProblem::OtherAlg { bound: vec![self.alg.name()], found: alg.name() }));
        }
        if !self.encs.contains(&enc) {
            let bound = self.encs.iter().map(|enc| enc.name()).collect();
            return Err(problem(JweProblem::OtherEnc { bound, found: enc.name() }));
        }
        Ok(())
    }

    pub(super) fn check_can_decrypt(&self) -> Result<(), Error> {
        match self.role() {
            KeyRole::Public => Err(invalid(KeyProblem::PublicKey)),
            _ if !self.operations.decrypt => Err(invalid(KeyProblem::Operation { needed: "decrypt" })),
            _ => Ok(()),
        }
    }

    pub(super) fn check_can_encrypt(&self) -> Result<ContentEncryption, Error> {
        if self.alg == KeyManagement::RsaOaep {
            return Err(problem(JweProblem::ReadOnly));
        }
        match (self.role(), self.encs.as_slice()) {
            (KeyRole::Private, _) => Err(invalid(KeyProblem::PrivateKey)),
            _ if !self.operations.encrypt => Err(invalid(KeyProblem::Operation { needed: "encrypt" })),
            (_, [enc]) => Ok(*enc),
            _ => Err(problem(JweProblem::SeveralEnc)),
        }
    }
}

impl fmt::Debug for EncryptionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EncryptionKey")
            .field("alg", &self.alg)
            .field("encs", &self.encs)
            .field("kid", &self.kid)
            .finish_non_exhaustive()
    }
}

pub(super) fn wrong_kind(found: &'static str, alg: KeyManagement) -> Error {
    let needed = match alg.management() {
        Management::Direct | Management::Wrap(_) | Management::GcmWrap(_) => "a shared secret",
        Management::Agreement(_) => "a key on P-256, P-384, P-521 or X25519",
        Management::Rsa => "an RSA key",
    };
    problem(JweProblem::WrongKind { found, alg: alg.name(), needed })
}

/// The bytes from the host's secure random source.
pub(super) fn random(size: usize) -> Result<Zeroizing<Vec<u8>>, Error> {
    let mut bytes = Zeroizing::new(vec![0; size]);
    crate::random::fill(&mut bytes)?;
    Ok(bytes)
}
