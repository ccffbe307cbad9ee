//! The values that are new for each token.

use alloc::string::String;
use alloc::vec::Vec;

use zeroize::Zeroize as _;

#[cfg(feature = "rand")]
use crate::error::Error;
#[cfg(feature = "rand")]
use crate::jwe::algorithm::ContentEncryption;
#[cfg(feature = "rand")]
use crate::jwe::key::random;

/// The values that are new for each token. They are zeroized on drop.
#[derive(Default)]
pub struct GivenValues {
    /// The content encryption key, or more bytes, of which the first count.
    pub content_key: Vec<u8>,
    /// The IV of the content, or more bytes, of which the first count.
    pub iv: Vec<u8>,
    /// The 12 bytes of the IV of the key's own encryption by AES-GCM.
    pub key_iv: Vec<u8>,
    /// The ephemeral private key, as a JWK's JSON text. If it is empty, a new one is made.
    pub ephemeral: String,
}

impl GivenValues {
    #[cfg(feature = "rand")]
    pub(super) fn random(enc: ContentEncryption) -> Result<Self, Error> {
        let [content_key, iv, key_iv] = [random(enc.key_size())?, random(enc.iv_size())?, random(12)?]
            .map(|mut bytes| core::mem::take(&mut *bytes));
        Ok(Self { content_key, iv, key_iv, ephemeral: String::new() })
    }
}

impl Drop for GivenValues {
    fn drop(&mut self) {
        self.content_key.zeroize();
        self.ephemeral.zeroize();
    }
}

impl core::fmt::Debug for GivenValues {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("GivenValues").finish_non_exhaustive()
    }
}
