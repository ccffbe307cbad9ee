//! Content and its key, after all steps of decryption and encryption but the last one (RFC 7516 §5.1, §5.2).

use alloc::string::String;
use alloc::vec::Vec;

use zeroize::Zeroizing;

use crate::base64url;
use crate::error::Error;
use crate::jwe::algorithm::ContentEncryption;
use crate::jwe::decrypt::DecryptedJwe;
use crate::jwe::prepared_decryption::failed;

/// The content of a token, and the key that opens it.
pub struct SealedContent {
    /// Its plaintext is still encrypted.
    pub(super) jwe: DecryptedJwe,
    pub(super) data: Vec<u8>,
    pub(super) key: Zeroizing<Vec<u8>>,
    /// Whether it is the key that the token holds, and not one that stands in for it.
    pub(super) is_good: bool,
    pub(super) iv: Vec<u8>,
    pub(super) tag: Vec<u8>,
}

impl SealedContent {
    /// Decrypts with this build's own arithmetic.
    ///
    /// # Errors
    /// `decryption_failed`
    pub fn open(self) -> Result<DecryptedJwe, Error> {
        let Self { mut jwe, data, key, is_good, iv, tag } = self;
        let opened = jwe.enc.open(&key, &iv, &data, core::mem::take(&mut jwe.plaintext), &tag);
        jwe.plaintext = opened.filter(|_| is_good).ok_or_else(failed)?;
        Ok(jwe)
    }
}

/// The content of a token, and the key that seals it.
pub struct OpenContent {
    pub(super) enc: ContentEncryption,
    /// In base64url, as the tag covers it.
    pub(super) header: String,
    pub(super) encrypted_key: Vec<u8>,
    pub(super) iv: Vec<u8>,
    pub(super) key: Zeroizing<Vec<u8>>,
    pub(super) content: Zeroizing<Vec<u8>>,
}

impl OpenContent {
    /// Encrypts with this build's own arithmetic.
    ///
    /// # Errors
    /// `decryption_failed` if the values that a caller has given have wrong lengths.
    pub fn seal(self) -> Result<String, Error> {
        let sealed = self.enc.seal(&self.key, &self.iv, self.header.as_bytes(), &self.content).ok_or_else(failed)?;
        Ok(self.token(&sealed.ciphertext, &sealed.tag))
    }

    pub(super) fn token(self, ciphertext: &[u8], tag: &[u8]) -> String {
        let mut token = self.header;
        for part in [self.encrypted_key.as_slice(), &self.iv, ciphertext, tag] {
            token.push('.');
            token.push_str(&base64url::encode(part));
        }
        token
    }
}
