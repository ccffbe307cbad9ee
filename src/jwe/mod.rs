//! Encrypted tokens (RFC 7516), in their compact form. Read `prepared_decryption` from top to bottom;
//! `prepared_encryption` is its mirror. `form`, `header` and `key` are the rules; `content`, `wrap`, `concat` and `agree`
//! put RustCrypto's ciphers together as RFC 7518 says.

#[cfg(feature = "jwe")]
mod aes;
#[cfg(feature = "jwe")]
mod agree;
mod algorithm;
#[cfg(feature = "jwe")]
mod auth_js;
#[cfg(feature = "jwe")]
mod claims;
#[cfg(feature = "jwe")]
mod concat;
#[cfg(feature = "jwe")]
mod content;
#[cfg(feature = "jwe")]
mod decrypt;
#[cfg(feature = "jwe")]
mod encrypt;
#[cfg(feature = "jwe")]
mod form;
#[cfg(feature = "jwe")]
mod given;
#[cfg(feature = "jwe")]
mod header;
#[cfg(feature = "_encryption_only")]
mod host;
#[cfg(feature = "jwe")]
mod jwk;
#[cfg(feature = "jwe")]
mod key;
#[cfg(feature = "jwe")]
mod keys;
#[cfg(feature = "jwe")]
mod mac;
#[cfg(feature = "jwe")]
mod options;
#[cfg(feature = "jwe")]
mod point;
#[cfg(feature = "jwe")]
mod prepared_decryption;
#[cfg(feature = "jwe")]
mod prepared_encryption;
#[cfg(feature = "jwe")]
#[cfg_attr(not(feature = "_encryption_only"), allow(unreachable_pub, reason = "of the npm package alone"))]
mod sealed;
#[cfg(feature = "jwe")]
mod wrap;

pub use algorithm::{ContentEncryption, KeyManagement};
#[cfg(feature = "jwe")]
pub use claims::{Decrypted, Nested, decrypt, decrypt_nested};
#[cfg(feature = "jwe")]
pub use decrypt::{DecryptedJwe, decrypt_jwe, prepare_decryption};
#[cfg(feature = "jwe")]
pub use encrypt::dangerous_prepare_encryption_with_values;
#[cfg(all(feature = "jwe", feature = "rand"))]
pub use encrypt::{encrypt, encrypt_jwe, prepare_encryption};
#[cfg(feature = "jwe")]
pub use given::GivenValues;
#[cfg(feature = "jwe")]
pub use key::EncryptionKey;
#[cfg(feature = "jwe")]
pub use keys::{EncryptionKeySet, EncryptionKeys};
#[cfg(feature = "jwe")]
pub use options::EncryptOptions;
#[cfg(feature = "jwe")]
pub use prepared_decryption::{PreparedDecryption, PrivateOperation};
#[cfg(feature = "jwe")]
pub use prepared_encryption::{PreparedEncryption, PublicOperation};
#[cfg(feature = "_encryption_only")]
pub use sealed::{OpenContent, SealedContent};
