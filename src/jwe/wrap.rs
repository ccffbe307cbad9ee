//! AES Key Wrap (RFC 3394, RFC 7518 §4.4). The cipher is RustCrypto's.

use alloc::vec::Vec;

use aes_kw::{AesKw, InnerInit};
use zeroize::Zeroizing;

use crate::jwe::aes::Aes;

/// `None` if the key that wraps, or what it has wrapped, is wrong.
pub(crate) fn unwrap(key: &[u8], wrapped: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut content = Zeroizing::new(vec![0; wrapped.len().checked_sub(8)?]);
    AesKw::inner_init(Aes::new(key)?).unwrap_key(wrapped, &mut content).ok()?;
    Some(content)
}

/// `None` if a length is wrong.
pub(crate) fn wrap(key: &[u8], content: &[u8]) -> Option<Vec<u8>> {
    let mut wrapped = vec![0; content.len().checked_add(8)?];
    AesKw::inner_init(Aes::new(key)?).wrap_key(content, &mut wrapped).ok()?;
    Some(wrapped)
}
