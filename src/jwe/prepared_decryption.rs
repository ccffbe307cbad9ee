//! Decryption, one call a step (RFC 7516 §5.2).

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use zeroize::Zeroizing;

use crate::error::{Error, JweProblem};
use crate::jwe::agree;
use crate::jwe::algorithm::{ContentEncryption, KeyManagement, Management};
use crate::jwe::concat;
use crate::jwe::content::gcm_open;
use crate::jwe::decrypt::DecryptedJwe;
use crate::jwe::form::{EncryptedToken, Parts, problem};
use crate::jwe::header::{Agreement, JweHeader, KeyWrap};
use crate::jwe::key::{EncryptionKey, Material, random};
use crate::jwe::keys::EncryptionKeys;
use crate::jwe::sealed::SealedContent;
use crate::jwe::wrap::unwrap;
use crate::policy::Policy;

/// An encrypted token whose form, header and key are good. Either [`open`](Self::open) decrypts it, or an engine of the
/// caller's makes the private operation, whose result [`accept`](Self::accept) takes. `Debug` prints none of it.
pub struct PreparedDecryption<'k> {
    header: String,
    alg: KeyManagement,
    enc: ContentEncryption,
    is_nested: Option<bool>,
    keys: EncryptionKeys<'k>,
    index: usize,
    /// The header as it was sent.
    data: Vec<u8>,
    parts: Parts,
    agreement: Option<Agreement>,
    key_wrap: Option<KeyWrap>,
}

/// The private operation that is left to an engine outside of this crate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PrivateOperation<'a> {
    /// Decrypt this key by the RSA-OAEP of the token's `alg`.
    Decrypt(&'a [u8]),
    /// Agree with this public key, a JWK's JSON text, on a shared secret (the x coordinate).
    Agree(String),
}

impl fmt::Debug for PreparedDecryption<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PreparedDecryption").field("alg", &self.alg).field("enc", &self.enc).finish_non_exhaustive()
    }
}

impl<'k> PreparedDecryption<'k> {
    pub(super) fn new(
        token: &[u8],
        keys: EncryptionKeys<'k>,
        limit: usize,
        policy: Option<&Policy>,
    ) -> Result<Self, Error> {
        let token = EncryptedToken::split(token, limit)?;
        let text = token.header_text()?;
        let header = JweHeader::read(&text)?;
        if let Some(policy) = policy {
            policy.check_typ(&header.common)?;
        }
        let (alg, enc) = (header.alg, header.enc);
        let parts = token.decode_parts()?;
        check_lengths(&parts, alg, enc)?;
        let index = keys.select(&header)?;
        let (agreement, key_wrap) = (header.agreement()?, header.key_wrap()?);
        let key = keys.get(index)?;
        key.check_can_decrypt()?;
        if let (Some(agreement), Material::PointPrivate(own, _)) = (&agreement, &key.material)
            && own.curve != agreement.epk.curve
        {
            return Err(bad_epk(agreement));
        }
        let (is_nested, data) = (header.is_nested(), token.additional_data().to_vec());
        Ok(Self { header: text, alg, enc, is_nested, keys, index, data, parts, agreement, key_wrap })
    }

    /// The key that decrypts.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, encrypt_jwe};
    /// use jwt_wasm::prepare_decryption;
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// let token = encrypt_jwe(b"any bytes", &key, &EncryptOptions::new())?;
    /// let prepared = prepare_decryption(token.as_bytes(), &key, 16_384)?;
    /// assert_eq!(prepared.key()?.alg(), KeyManagement::Dir);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `key_invalid` if there is none, which cannot happen to a token that was prepared with this key.
    pub fn key(&self) -> Result<&EncryptionKey, Error> {
        self.keys.get(self.index)
    }

    /// The key's place in its set, counted from 0.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, encrypt_jwe};
    /// use jwt_wasm::prepare_decryption;
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// let token = encrypt_jwe(b"any bytes", &key, &EncryptOptions::new())?;
    /// let prepared = prepare_decryption(token.as_bytes(), &key, 16_384)?;
    /// assert_eq!(prepared.key_index(), 0);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn key_index(&self) -> usize {
        self.index
    }

    /// The token's `alg`.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, encrypt_jwe};
    /// use jwt_wasm::prepare_decryption;
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// let token = encrypt_jwe(b"any bytes", &key, &EncryptOptions::new())?;
    /// let prepared = prepare_decryption(token.as_bytes(), &key, 16_384)?;
    /// assert_eq!(prepared.alg(), KeyManagement::Dir);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn alg(&self) -> KeyManagement {
        self.alg
    }

    /// The token's `enc`. A content key that an engine decrypts must have its [`key_size`](ContentEncryption::key_size).
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, encrypt_jwe};
    /// use jwt_wasm::prepare_decryption;
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// let token = encrypt_jwe(b"any bytes", &key, &EncryptOptions::new())?;
    /// let prepared = prepare_decryption(token.as_bytes(), &key, 16_384)?;
    /// assert_eq!(prepared.enc(), ContentEncryption::A256Gcm);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub const fn enc(&self) -> ContentEncryption {
        self.enc
    }

    /// What is left to an engine outside of this crate. `None` if this build can decrypt the token itself.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, encrypt_jwe};
    /// use jwt_wasm::prepare_decryption;
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// let token = encrypt_jwe(b"any bytes", &key, &EncryptOptions::new())?;
    /// let prepared = prepare_decryption(token.as_bytes(), &key, 16_384)?;
    /// // For RSA it is the encrypted key, and without the feature `ecdh` the ephemeral key.
    /// assert_eq!(prepared.needs(), None);
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn needs(&self) -> Option<PrivateOperation<'_>> {
        match &self.agreement {
            _ if self.alg.management() == Management::Rsa => Some(PrivateOperation::Decrypt(&self.parts.encrypted_key)),
            Some(agreement) if cfg!(not(feature = "ecdh")) => Some(PrivateOperation::Agree(agreement.epk.to_jwk())),
            _ => None,
        }
    }

    /// Decrypts with this build's own arithmetic.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, encrypt_jwe};
    /// use jwt_wasm::prepare_decryption;
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// let token = encrypt_jwe(b"any bytes", &key, &EncryptOptions::new())?;
    /// let prepared = prepare_decryption(token.as_bytes(), &key, 16_384)?;
    /// assert_eq!(prepared.open()?.plaintext(), b"any bytes");
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`decrypt_jwe`](crate::decrypt_jwe).
    pub fn open(self) -> Result<DecryptedJwe, Error> {
        let fallback = self.fallback()?;
        self.open_with_fallback(&fallback)
    }

    /// As [`open`](Self::open), for a program that brings its own random bytes, at least as many as the content's key
    /// has. They stand in for a key that cannot be unwrapped (RFC 7516 §11.5), and must be new for each token.
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, encrypt_jwe};
    /// use jwt_wasm::prepare_decryption;
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// let token = encrypt_jwe(b"any bytes", &key, &EncryptOptions::new())?;
    /// let prepared = prepare_decryption(token.as_bytes(), &key, 16_384)?;
    /// let random = [1; 32]; // New bytes of your secure random source.
    /// assert_eq!(prepared.open_with_fallback(&random)?.plaintext(), b"any bytes");
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`decrypt_jwe`](crate::decrypt_jwe).
    pub fn open_with_fallback(self, fallback: &[u8]) -> Result<DecryptedJwe, Error> {
        self.unlock(fallback)?.open()
    }

    /// As [`open_with_fallback`](Self::open_with_fallback), up to the content.
    pub(super) fn unlock(self, fallback: &[u8]) -> Result<SealedContent, Error> {
        let content_key = match &self.key()?.material {
            Material::Secret(secret) => self.unwrapped(secret),
            Material::PointPrivate(_, d) => {
                let Some(agreement) = &self.agreement else { return Err(failed()) };
                let agreed = agree::agree(&agreement.epk, d).map_err(|_| bad_epk(agreement))?;
                self.derived(&agreed.ok_or_else(|| self.host_needed())?)
            }
            _ => return Err(self.host_needed()),
        };
        Ok(self.unlocked(content_key, fallback))
    }

    /// Takes the result of an engine outside of this crate: the decrypted key, or the shared secret; `None` if it was
    /// refused. `fallback` is as with [`open_with_fallback`](Self::open_with_fallback).
    ///
    /// ```
    /// use jwt_wasm::{ContentEncryption, EncryptOptions, EncryptionKey, KeyManagement, encrypt_jwe};
    /// use jwt_wasm::prepare_decryption;
    /// let key = EncryptionKey::secret(&[7; 32], KeyManagement::Dir, &[ContentEncryption::A256Gcm])?;
    /// let token = encrypt_jwe(b"any bytes", &key, &EncryptOptions::new())?;
    /// let prepared = prepare_decryption(token.as_bytes(), &key, 16_384)?;
    /// // This stands for what an engine gives: the content's key, which is here the shared key.
    /// let content_key = [7; 32];
    /// let random = [1; 32]; // New bytes of your secure random source.
    /// assert_eq!(prepared.accept(Some(&content_key), &random)?.plaintext(), b"any bytes");
    /// # Ok::<(), jwt_wasm::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`decrypt_jwe`](crate::decrypt_jwe).
    pub fn accept(self, result: Option<&[u8]>, fallback: &[u8]) -> Result<DecryptedJwe, Error> {
        self.unlock_with(result, fallback)?.open()
    }

    /// As [`accept`](Self::accept), up to the content.
    pub(super) fn unlock_with(self, result: Option<&[u8]>, fallback: &[u8]) -> Result<SealedContent, Error> {
        let content_key = match &self.agreement {
            Some(agreement) => match result {
                // RFC 8037 §3.2, RFC 7748 §6.1: only a point of small order gives zeros.
                Some(shared) if shared.len() == agreement.epk.curve.size() && shared.iter().any(|byte| *byte != 0) => {
                    self.derived(shared)
                }
                _ => return Err(bad_epk(agreement)),
            },
            None => result.map(|key| Zeroizing::new(key.to_vec())),
        };
        Ok(self.unlocked(content_key, fallback))
    }

    fn fallback(&self) -> Result<Zeroizing<Vec<u8>>, Error> {
        // A key that is used directly cannot fail before the tag does.
        random(if self.alg.has_no_encrypted_key() { 0 } else { self.enc.key_size() })
    }

    fn host_needed(&self) -> Error {
        problem(JweProblem::HostNeeded { alg: self.alg.name() })
    }

    /// The content's key, by a shared secret.
    fn unwrapped(&self, secret: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        match (self.alg.management(), &self.key_wrap) {
            (Management::Direct, _) => Some(Zeroizing::new(secret.to_vec())),
            (Management::GcmWrap(_), Some(KeyWrap { iv, tag })) => {
                let mut key = Zeroizing::new(self.parts.encrypted_key.clone());
                gcm_open(secret, iv, b"", &mut key, tag).then_some(key)
            }
            _ => unwrap(secret, &self.parts.encrypted_key),
        }
    }

    /// The content's key, by the secret that both sides have agreed on.
    fn derived(&self, shared: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let Agreement { apu, apv, .. } = self.agreement.as_ref()?;
        match self.alg.management() {
            Management::Agreement(Some(size)) => {
                let key = concat::derive(shared, size, self.alg.name(), apu, apv);
                unwrap(&key, &self.parts.encrypted_key)
            }
            _ => Some(concat::derive(shared, self.enc.key_size(), self.enc.name(), apu, apv)),
        }
    }

    /// RFC 7516 §11.5: a key that is not good is replaced by a random one, so that neither the error nor the time tells
    /// it apart from a wrong tag.
    fn unlocked(self, content_key: Option<Zeroizing<Vec<u8>>>, fallback: &[u8]) -> SealedContent {
        let Self { header, alg, enc, is_nested, index, data, parts, .. } = self;
        let content_key = content_key.filter(|key| key.len() == enc.key_size());
        let is_good = content_key.is_some();
        let fallback = || Zeroizing::new(fallback.get(..enc.key_size()).unwrap_or_default().to_vec());
        let key = content_key.unwrap_or_else(fallback);
        let Parts { iv, ciphertext, tag, .. } = parts;
        let jwe = DecryptedJwe { header, plaintext: ciphertext, alg, enc, index, is_nested };
        SealedContent { jwe, data, key, is_good, iv, tag }
    }
}

fn check_lengths(parts: &Parts, alg: KeyManagement, enc: ContentEncryption) -> Result<(), Error> {
    if alg.has_no_encrypted_key() && !parts.encrypted_key.is_empty() {
        return Err(problem(JweProblem::NotEmpty { alg: alg.name() }));
    }
    for (part, actual, needed) in [("iv", parts.iv.len(), enc.iv_size()), ("tag", parts.tag.len(), enc.tag_size())] {
        if actual != needed {
            return Err(problem(JweProblem::PartLength { part, needed, actual }));
        }
    }
    Ok(())
}

fn bad_epk(agreement: &Agreement) -> Error {
    let found = crate::json::JsonText::json(&agreement.epk.to_jwk());
    problem(JweProblem::Epk { found: Some(found) })
}

pub(super) fn failed() -> Error {
    problem(JweProblem::Failed)
}

#[cfg(all(test, feature = "rand"))]
mod tests {
    use super::*;
    use crate::{EncryptOptions, EncryptionKey, encrypt_jwe};

    /// Only the time would tell another test of it.
    #[test]
    fn the_key_that_stands_in_is_random_and_as_long_as_the_contents() {
        for (alg, size) in [(KeyManagement::A128Kw, 24), (KeyManagement::Dir, 0)] {
            let enc = ContentEncryption::A192Gcm;
            let secret = vec![7; if size == 0 { enc.key_size() } else { 16 }];
            let key = EncryptionKey::secret(&secret, alg, &[enc]).unwrap();
            let token = encrypt_jwe(b"content", &key, &EncryptOptions::new()).unwrap();
            let fallback = || {
                let prepared = crate::prepare_decryption(token.as_bytes(), &key, 16_384).unwrap();
                prepared.fallback().unwrap()
            };
            assert_eq!(fallback().len(), size);
            assert!(size == 0 || fallback() != fallback());
        }
    }
}
