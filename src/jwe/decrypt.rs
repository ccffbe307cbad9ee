//! Decrypting content that need not be a JWT. The steps are in `prepared_decryption`.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::error::Error;
use crate::jwe::algorithm::{ContentEncryption, KeyManagement};
use crate::jwe::keys::EncryptionKeys;
use crate::jwe::prepared_decryption::PreparedDecryption;

/// Decrypts content that need not be a JWT, of a token with at most so many bytes. For a JWT use
/// [`decrypt`](crate::decrypt()), which checks the claims.
///
/// That a token decrypts says nothing of who wrote it, if others have the secret or the public key.
///
/// ```
/// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, decrypt_jwe, encrypt_jwe};
/// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
/// let token = encrypt_jwe(b"any bytes", &key, &EncryptOptions::new())?;
/// assert_eq!(decrypt_jwe(&token, &key, 16_384)?.plaintext(), b"any bytes");
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
///
/// # Errors
/// `malformed`, `too_large`, `not_encrypted`, `header_rejected`, `algorithm_not_allowed`, `key_not_found`,
/// `key_ambiguous`, `key_invalid`; `decryption_failed` for a wrong key, tag, padding or wrapped key alike;
/// `sync_unavailable` for RSA, in a build without the feature `ecdh` for key agreement, and if the content's key is
/// wrapped and there are no random bytes, such as without the feature `rand`
/// ([`open_with_fallback`](PreparedDecryption::open_with_fallback) takes bytes of your own).
pub fn decrypt_jwe<'k>(
    token: &str,
    keys: impl Into<EncryptionKeys<'k>>,
    max_token_length: usize,
) -> Result<DecryptedJwe, Error> {
    PreparedDecryption::new(token.as_bytes(), keys.into(), max_token_length, None)?.open()
}

/// Makes what [`decrypt_jwe`] does before the private operation, for an engine outside of this crate. The token may have
/// so many bytes.
///
/// ```
/// use jwt_wasm::{ContentEncryption, EncryptionKey, KeyManagement, prepare_decryption};
/// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
/// let error = prepare_decryption(b"not a token", &key, 16_384).unwrap_err();
/// assert_eq!(error.part(), Some("token"));
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
///
/// # Errors
/// As [`decrypt_jwe`], up to the private operation.
pub fn prepare_decryption<'k>(
    token: &[u8],
    keys: impl Into<EncryptionKeys<'k>>,
    max_token_length: usize,
) -> Result<PreparedDecryption<'k>, Error> {
    PreparedDecryption::new(token, keys.into(), max_token_length, None)
}

/// Content that was decrypted. That says nothing of who wrote it, if others have the secret or the public key. `Debug`
/// prints none of it.
#[derive(Clone, PartialEq, Eq)]
pub struct DecryptedJwe {
    pub(super) header: String,
    pub(super) plaintext: Vec<u8>,
    pub(super) alg: KeyManagement,
    pub(super) enc: ContentEncryption,
    pub(super) index: usize,
    pub(super) is_nested: Option<bool>,
}

impl DecryptedJwe {
    /// The header: the text of one JSON object with unique names.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, decrypt_jwe, encrypt_jwe};
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// let token = encrypt_jwe(b"any bytes", &key, &EncryptOptions::new())?;
    /// assert_eq!(decrypt_jwe(&token, &key, 16_384)?.header(), r#"{"alg":"dir","enc":"A256GCM"}"#);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn header(&self) -> &str {
        &self.header
    }

    /// The content's bytes.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, decrypt_jwe, encrypt_jwe};
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// let token = encrypt_jwe(b"any bytes", &key, &EncryptOptions::new())?;
    /// assert_eq!(decrypt_jwe(&token, &key, 16_384)?.plaintext(), b"any bytes");
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn plaintext(&self) -> &[u8] {
        &self.plaintext
    }

    /// The `alg` of the token and of its key.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, decrypt_jwe, encrypt_jwe};
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// let token = encrypt_jwe(b"any bytes", &key, &EncryptOptions::new())?;
    /// assert_eq!(decrypt_jwe(&token, &key, 16_384)?.alg(), KeyManagement::Dir);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn alg(&self) -> KeyManagement {
        self.alg
    }

    /// The `enc` of the token.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, decrypt_jwe, encrypt_jwe};
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// let token = encrypt_jwe(b"any bytes", &key, &EncryptOptions::new())?;
    /// assert_eq!(decrypt_jwe(&token, &key, 16_384)?.enc(), ContentEncryption::A256Gcm);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn enc(&self) -> ContentEncryption {
        self.enc
    }

    /// The place in its set, counted from 0, of the key that decrypted it.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, decrypt_jwe, encrypt_jwe};
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// let token = encrypt_jwe(b"any bytes", &key, &EncryptOptions::new())?;
    /// assert_eq!(decrypt_jwe(&token, &key, 16_384)?.key_index(), 0);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn key_index(&self) -> usize {
        self.index
    }

    /// Whether the header's `cty` says that a signed token is inside (RFC 7519 §5.2). `None` if it does not say.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, decrypt_jwe, encrypt_jwe};
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// let token = encrypt_jwe(b"any bytes", &key, &EncryptOptions::new())?;
    /// assert_eq!(decrypt_jwe(&token, &key, 16_384)?.is_nested(), None);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn is_nested(&self) -> Option<bool> {
        self.is_nested
    }
}

impl fmt::Debug for DecryptedJwe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecryptedJwe").field("alg", &self.alg).field("enc", &self.enc).finish_non_exhaustive()
    }
}
