//! Content that the npm package's host decrypts or encrypts by AES-GCM, because the host takes less time if it is long. All
//! other steps stay here.

use alloc::string::String;
use alloc::vec::Vec;

use crate::error::Error;
use crate::jwe::algorithm::{Cipher, ContentEncryption};
use crate::jwe::decrypt::DecryptedJwe;
use crate::jwe::prepared_decryption::{PreparedDecryption, failed};
use crate::jwe::prepared_encryption::PreparedEncryption;
use crate::jwe::sealed::{OpenContent, SealedContent};

impl PreparedDecryption<'_> {
    /// As `open_with_fallback`, without the content.
    ///
    /// # Errors
    /// As `open_with_fallback`, up to the content.
    pub fn unlock_content(self, fallback: &[u8]) -> Result<SealedContent, Error> {
        self.unlock(fallback)
    }

    /// As `accept`, without the content.
    ///
    /// # Errors
    /// As `accept`, up to the content.
    pub fn unlock_content_with(self, result: Option<&[u8]>, fallback: &[u8]) -> Result<SealedContent, Error> {
        self.unlock_with(result, fallback)
    }
}

impl SealedContent {
    /// Whether it is encrypted by AES-GCM and has at least this many bytes.
    #[must_use]
    pub fn is_for_host(&self, least: usize) -> bool {
        is_for_host(self.jwe.enc, self.jwe.plaintext.len(), least)
    }

    /// The ciphertext, and IV, tag and additional data, one after the other.
    pub fn take_parts(&mut self) -> [Vec<u8>; 2] {
        let others = [self.iv.as_slice(), &self.tag, &self.data].concat();
        [core::mem::take(&mut self.jwe.plaintext), others]
    }

    /// The key of the content.
    #[must_use]
    pub fn key(&self) -> &[u8] {
        &self.key
    }

    /// The place of the token's key in its set, counted from 0.
    #[must_use]
    pub const fn key_index(&self) -> usize {
        self.jwe.key_index()
    }

    /// What is known of the token, without its content.
    ///
    /// # Errors
    /// `decryption_failed` if the tag did not match, or the content's key only stood in for the token's.
    pub fn opened_by_host(self, is_done: bool) -> Result<DecryptedJwe, Error> {
        if is_done && self.is_good { Ok(self.jwe) } else { Err(failed()) }
    }
}

impl PreparedEncryption<'_> {
    /// As `seal`, without the content.
    ///
    /// # Errors
    /// As `seal`.
    pub fn lock_content(self) -> Result<OpenContent, Error> {
        self.lock()
    }

    /// As `accept`, without the content.
    ///
    /// # Errors
    /// As `accept`.
    pub fn lock_content_with(self, ephemeral: Option<&str>, result: &[u8]) -> Result<OpenContent, Error> {
        self.lock_with(ephemeral, result)
    }
}

impl OpenContent {
    /// Whether it is to be encrypted by AES-GCM and has at least this many bytes.
    #[must_use]
    pub fn is_for_host(&self, least: usize) -> bool {
        is_for_host(self.enc, self.content.len(), least)
    }

    /// The IV and the additional data, one after the other.
    #[must_use]
    pub fn iv_and_data(&self) -> Vec<u8> {
        [self.iv.as_slice(), self.header.as_bytes()].concat()
    }

    /// The key of the content.
    #[must_use]
    pub fn key(&self) -> &[u8] {
        &self.key
    }

    /// The token, with what the host has made of the content.
    ///
    /// # Errors
    /// `decryption_failed` if a length is wrong.
    pub fn sealed_by_host(self, ciphertext: &[u8], tag: &[u8]) -> Result<String, Error> {
        if ciphertext.len() != self.content.len() || tag.len() != self.enc.tag_size() {
            return Err(failed());
        }
        Ok(self.token(ciphertext, tag))
    }
}

fn is_for_host(enc: ContentEncryption, length: usize, least: usize) -> bool {
    enc.cipher() == Cipher::Gcm && length >= least
}
