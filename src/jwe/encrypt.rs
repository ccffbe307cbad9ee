//! Encrypting claims, and content that need not be a JWT. The steps are in `prepared_encryption`.

#[cfg(feature = "rand")]
use alloc::string::String;

#[cfg(feature = "rand")]
use crate::claims::ClaimsSource;
use crate::error::Error;
use crate::jwe::given::GivenValues;
#[cfg(feature = "rand")]
use crate::jwe::key::EncryptionKey;
use crate::jwe::keys::EncryptionKeys;
use crate::jwe::options::EncryptOptions;
use crate::jwe::prepared_encryption::PreparedEncryption;
#[cfg(feature = "rand")]
use crate::sign::{added_claims, read_signable, with_claims};
#[cfg(feature = "rand")]
use crate::time::Timestamp;

/// Makes an encrypted token of [`Claims`](crate::Claims), an [`Object`](crate::Object), or the text of one JSON object.
/// `now` is in seconds since 1970-01-01T00:00:00Z. Each token gets a new content key, IV and ephemeral key, so it needs the feature
/// `rand`.
///
/// Who has a shared secret or a public key can make such a token, so it proves nothing of its origin. To prove that,
/// encrypt a signed token with [`encrypt_jwe`] and the option [`cty`](EncryptOptions::cty) `JWT`.
///
/// ```
/// use jwt_wasm::{Claims, ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, encrypt};
/// let key = EncryptionKey::secret(&[7; 16], KeyManagement::A128Kw, &[ContentEncryption::A128Gcm])?;
/// let token = encrypt(Claims::new().subject("user-42"), &key, &EncryptOptions::new().without_expiry(), 1_700_000_000.0)?;
/// assert_eq!(token.split('.').count(), 5);
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
///
/// # Errors
/// As [`sign`](crate::sign()) for claims and options; `key_invalid` if the key is not for encrypting;
/// `sync_unavailable` for RSA, in a build without the feature `ecdh` for key agreement, and if the host gives no random
/// bytes.
#[cfg(feature = "rand")]
pub fn encrypt(
    claims: impl ClaimsSource,
    key: &EncryptionKey,
    options: &EncryptOptions,
    now: impl Into<Timestamp>,
) -> Result<String, Error> {
    let (claims, now) = (claims.json(), now.into().as_seconds());
    let members = read_signable(&claims, &options.claims, now)?;
    let added = added_claims(&members, &options.claims, now)?;
    let payload = with_claims(claims.into_owned(), &added);
    PreparedEncryption::new(payload.as_bytes(), key.into(), options, Some("JWT"), GivenValues::random)?.seal()
}

/// Encrypts content of any kind, for [`decrypt_jwe`](crate::decrypt_jwe). The options for claims do not matter.
///
/// ```
/// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, decrypt_jwe, encrypt_jwe};
/// let key = EncryptionKey::secret(&[7; 16], KeyManagement::A128Kw, &[ContentEncryption::A128Gcm])?;
/// let token = encrypt_jwe(b"any bytes", &key, &EncryptOptions::new())?;
/// assert_eq!(decrypt_jwe(&token, &key, 16_384)?.plaintext(), b"any bytes");
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
///
/// # Errors
/// As [`encrypt`].
#[cfg(feature = "rand")]
pub fn encrypt_jwe(content: &[u8], key: &EncryptionKey, options: &EncryptOptions) -> Result<String, Error> {
    PreparedEncryption::new(content, key.into(), options, None, GivenValues::random)?.seal()
}

/// Makes what [`encrypt_jwe`] does before the public operation, for an engine outside of this crate. Of a set, the first
/// key encrypts.
///
/// ```
/// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, prepare_encryption};
/// let key = EncryptionKey::secret(&[7; 16], KeyManagement::A128Kw, &[ContentEncryption::A128Gcm])?;
/// let prepared = prepare_encryption(b"any bytes", &key, &EncryptOptions::new())?;
/// assert!(prepared.needs().is_none());
/// let token = prepared.seal()?;
/// # let _ = token;
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
///
/// # Errors
/// As [`encrypt`], up to the public operation.
#[cfg(feature = "rand")]
pub fn prepare_encryption<'k>(
    content: &[u8],
    keys: impl Into<EncryptionKeys<'k>>,
    options: &EncryptOptions,
) -> Result<PreparedEncryption<'k>, Error> {
    PreparedEncryption::new(content, keys.into(), options, None, GivenValues::random)
}

/// As [`prepare_encryption`], with values that are otherwise made new for each token. **Two tokens with the same values
/// reveal their content and allow forgeries.** It is for test vectors, and for a program that brings bytes of its own
/// secure random source.
///
/// ```
/// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, GivenValues, KeyManagement};
/// use jwt_wasm::dangerous_prepare_encryption_with_values;
/// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
/// // For a test vector. `dir` has no content key of its own, and no key IV.
/// let values = GivenValues { content_key: vec![], iv: vec![1; 12], key_iv: vec![], ephemeral: String::new() };
/// let prepared = dangerous_prepare_encryption_with_values(b"any bytes", &key, &EncryptOptions::new(), values)?;
/// assert!(prepared.seal()?.starts_with("eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AQEBAQEBAQEBAQEB."));
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
///
/// # Errors
/// As [`prepare_encryption`]; `decryption_failed` if a value is too short.
pub fn dangerous_prepare_encryption_with_values<'k>(
    content: &[u8],
    keys: impl Into<EncryptionKeys<'k>>,
    options: &EncryptOptions,
    values: GivenValues,
) -> Result<PreparedEncryption<'k>, Error> {
    PreparedEncryption::new(content, keys.into(), options, None, |_| Ok(values))
}
